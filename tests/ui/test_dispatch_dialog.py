"""Sending a message out from the window: the exact text is seen, and only what may go out is noted."""

import pytest
from PySide6.QtGui import QGuiApplication

from app.core.leaving import words
from app.core.message_commands import Embargo, Revise
from app.core.recipients import typed
from app.core.registers.lists import WriteList
from app.core.texts import Text
from app.ui.dispatch_dialog import NOTE, NOTE_DEGRADED, DispatchDialog
from app.ui.station import Station
from tests.core.newsroom import meet
from tests.ui.cell import SECOND

TEXT = Text("Restez à l’abri", "Douze communes.", issuer="Gouvernement", variants={"x": "Restez à l’abri."})


@pytest.fixture
def message(cell):
    for one in cell.all:
        meet(one)
    id = cell.submitted(TEXT)
    for one in (cell.head, cell.health, cell.authority):
        cell.sign(one, id)
    return id


def opened(cell, message, qtbot, by=None) -> DispatchDialog:
    of = by or cell.head
    shown = of.reading.message(message)
    made = DispatchDialog(None, cell.station(of), cell.crisis(of), shown, shown.current)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(made.text.toPlainText()))
    return made


def dispatches(cell, message):
    return cell.head.reading.message(message).dispatches


def test_the_text_that_leaves_is_on_the_screen_letter_for_letter(cell, message, qtbot):
    dialog = opened(cell, message, qtbot)
    assert words(TEXT) in dialog.text.toPlainText()
    dialog.channel.setCurrentIndex(dialog.channel.findData("x"))
    qtbot.waitUntil(lambda: "Douze communes" not in dialog.text.toPlainText())
    assert "\n\nRestez à l’abri.\n\n" in dialog.text.toPlainText()
    dialog.outputs["copy"].click()
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()


def test_a_dispatch_is_noted_with_the_list_as_it_is_and_what_was_typed(cell, message, qtbot, tmp_path):
    cell.head.desk.do(WriteList(cell.space, "Presse", typed("AFP <desk@afp.fr>; Radio")))
    capture = tmp_path / "capture.png"
    capture.write_bytes(b"une image")
    dialog = opened(cell, message, qtbot)
    dialog.channel.setCurrentIndex(dialog.channel.findData("Presse"))
    dialog.list.setCurrentIndex(1)
    dialog.to.setPlainText("Mairie <m@ville.fr>")
    dialog.url.setText("https://exemple.fr")
    dialog.files.join([capture])
    qtbot.waitUntil(lambda: "3\u00a0destinataires" in dialog.reached.text() and bool(dialog.files.files))
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted)
    (told,) = dispatches(cell, message)
    assert (told.channel, told.list, told.urls) == ("Presse", "Presse", ("https://exemple.fr",))
    assert [one.name for one in told.recipients] == ["AFP", "Radio", "Mairie"]
    assert [one.name for one in told.files] == ["capture.png"]
    assert cell.head.reading.message(message).state == "dispatched"


@pytest.mark.parametrize(
    ("channel", "to", "said"), [("", "AFP", "canal"), ("Presse", "", "à qui"), ("Presse", "<>", "destinataire")]
)
def test_what_is_missing_is_said_beside_its_field(cell, message, qtbot, channel, to, said):
    dialog = opened(cell, message, qtbot)
    dialog.channel.setCurrentIndex(dialog.channel.findData(channel))
    dialog.to.setPlainText(to)
    dialog.submit()
    qtbot.waitUntil(lambda: said in dialog.form.refusal)
    assert dispatches(cell, message) == ()


def test_under_embargo_it_cannot_be_sent_and_says_why(cell, message, qtbot):
    cell.head.desk.do(Embargo(message, None, "Europe/Paris", "familles informées"))
    dialog = opened(cell, message, qtbot)
    assert "sous embargo" in dialog.why_not.text()
    assert not dialog.act.isEnabled()
    assert dialog.text.toPlainText().startswith("SOUS EMBARGO")


def test_a_text_that_changed_since_is_not_sent(cell, message, qtbot):
    dialog = opened(cell, message, qtbot)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.spread(cell.writer)
    qtbot.waitUntil(lambda: not dialog.act.isEnabled())
    assert dialog.why_not.text()
    assert not dialog.outputs["copy"].isEnabled()


def test_without_a_fresh_exchange_the_head_of_the_cell_answers_for_it_by_name(cell, message, qtbot):
    meet(cell.head, ago=14 * 60_000)
    dialog = opened(cell, message, qtbot)
    assert "il y a 14 min" in dialog.stale.text()
    assert dialog.act.text() == NOTE_DEGRADED
    dialog.channel.setCurrentIndex(dialog.channel.findData("Presse"))
    dialog.to.setPlainText("AFP")
    dialog.submit()
    qtbot.waitUntil(lambda: "mode dégradé" in dialog.form.refusal)
    dialog.degraded.setText("réseau coupé")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted)
    (told,) = dispatches(cell, message)
    assert told.degraded.startswith("réseau coupé (dernier échange")


def test_another_than_the_head_of_the_cell_must_exchange_first(cell, message, qtbot):
    meet(cell.authority, ago=14 * 60_000)
    shown = cell.authority.reading.message(message)
    asked: list[int] = []
    station = cell.station(cell.authority)
    exchanging = Station(
        station.desk, station.reading, station.background, lambda: asked.append(1), station.prefix, station.name
    )
    dialog = DispatchDialog(None, exchanging, cell.crisis(cell.authority), shown, shown.current)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: bool(dialog.stale.text()))
    assert "seul le CCOM" in dialog.stale.text()
    assert not dialog.act.isEnabled()
    dialog.exchange.click()
    assert asked == [1]
    meet(cell.authority)
    station.background.tell_exchange(None)
    qtbot.waitUntil(dialog.act.isEnabled)
    assert dialog.act.text() == NOTE
    assert not dialog.stale.text()
