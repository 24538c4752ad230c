"""The button signs the version on the screen: two workstations, one server, a window, and a text that changes while it
is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.core.message_commands import Draft, Revise, Submit
from app.core.texts import Text
from app.desktop import Opened, open_window
from app.sync.workstation import Workstation
from app.ui import theme
from app.ui.messages_page import MessagesPage
from app.ui.visa_dialog import VisaDialog
from app.ui.visas_page import VisasPage
from tests.central import Central
from tests.end_to_end.desks import another_desk, first_desk, shared_crisis, sync
from tests.ui.by_name import button, words

FIRST = Text("Restez à l’abri", "Les habitants de douze communes restent à l’abri.")
SECOND = Text("Restez à l’abri", "Les habitants de treize communes restent à l’abri.")


@pytest.fixture
def cell(central: Central, tmp_path: Path) -> Iterator[tuple[Workstation, Workstation, str]]:
    """The writer's workstation, the ministry's, and the crisis they share."""
    writer = first_desk(central, tmp_path / "sig1")
    ministry = another_desk(writer, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA", central.url)
    crisis = shared_crisis(writer, (ministry, "LIA"))
    yield writer, ministry, crisis
    writer.close()
    ministry.close()


@pytest.fixture
def window(cell, qtbot) -> Iterator[Opened]:
    """The ministry's window, which looks for itself at what comes from the server."""
    theme.register_fonts()
    theme.apply(QApplication.instance(), "light", 1.0)
    made = open_window(cell[1], start_exchange=False)
    made.window.show()
    qtbot.waitUntil(lambda: made.window.crisis is not None)
    yield made
    made.close()


def page(window: Opened, key: str, kind: type):
    window.window.open_page(key)
    found = next(one.page for one in window.window.sections if one.key == key)
    assert isinstance(found, kind)
    return found


def body(shown) -> str:
    return next((one.toPlainText() for one in shown.views() if one.accessibleName() == "Corps"), "")


def submitted(writer: Workstation, ministry: Workstation, crisis: str) -> str:
    message = writer.desk.do(Draft(crisis, "line", FIRST)).id
    writer.desk.do(Submit(message))
    sync(writer), sync(ministry)
    return message


def when_open(act) -> QTimer:
    """Does `act` once on the dialog of the visa, as soon as it is open."""
    timer = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, VisaDialog):
            timer.stop()
            try:
                act(dialog)
            except BaseException:
                dialog.done(0)  # or nobody would ever close it
                raise

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def test_a_version_that_came_while_one_was_read_is_not_signed_and_its_words_are_shown(cell, window, qtbot):
    writer, ministry, crisis = cell
    message = submitted(writer, ministry, crisis)
    messages = page(window, "messages", MessagesPage)
    qtbot.waitUntil(lambda: body(messages.text.parts) == FIRST.body)
    seen = {}

    def change_then_sign(dialog: VisaDialog) -> None:
        seen["read"] = dialog.version
        writer.desk.do(Revise(message, SECOND))
        writer.desk.do(Submit(message))
        sync(writer), sync(ministry)
        dialog.decision.choose("favourable")
        dialog.submit()  # the window has not heard of the new version yet
        qtbot.waitUntil(lambda: "Rien n’est signé" in words(dialog))
        qtbot.waitUntil(lambda: "douze treize" in body(dialog.text.parts))
        seen["visas"] = ministry.reading.message(message).visas
        seen["refusal"] = dialog.form.refusal
        seen["may sign"] = dialog.act.isEnabled()
        dialog.read_newer.click()
        seen["decided"] = dialog.decision.chosen
        seen["shown"] = body(dialog.text.parts)
        dialog.decision.choose("favourable")
        dialog.submit()

    timer = when_open(change_then_sign)
    messages.press("sign")
    timer.stop()
    assert seen["read"].text.body == FIRST.body
    assert seen["visas"] == ()
    assert "n'est plus la version en cours" in seen["refusal"]
    assert "« douze » devient « treize »" in seen["refusal"]
    assert not seen["may sign"]
    assert (seen["decided"], seen["shown"]) == ("", SECOND.body)
    sync(ministry), sync(writer)
    (visa,) = writer.reading.message(message).visas
    assert visa.text == writer.reading.message(message).current.hash
    assert visa.counts


def test_the_ministry_reads_signs_and_the_cell_sees_it(cell, window, qtbot):
    writer, ministry, crisis = cell
    visas = page(window, "visas", VisasPage)
    message = submitted(writer, ministry, crisis)
    qtbot.waitUntil(lambda: visas.cards.current_id == message)
    qtbot.waitUntil(lambda: body(visas.text.parts) == FIRST.body)

    def reserve(dialog: VisaDialog) -> None:
        dialog.comment.setPlainText("Citer l’heure des mesures.")
        dialog.submit()

    timer = when_open(reserve)
    button(visas, "Favorable avec réserve…").click()
    timer.stop()
    qtbot.waitUntil(lambda: "Aucun texte n’attend votre visa." in words(visas))
    sync(ministry), sync(writer)
    read = writer.reading.message(message)
    assert [(one.comment, one.counts, one.rank is not None) for one in read.visas] == [
        ("Citer l’heure des mesures.", True, True)
    ]
    assert read.state == "submitted"
