"""The panel of one entry follows what happens to it, and its acts write what they say."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QPushButton

from app.core.attachments import described
from app.core.changes import Changes
from app.core.entries import Assignee
from app.core.entry_commands import Amend, Assign, Handle, Link, Record, Triage
from app.core.places import Places
from app.core.registers.acknowledgements import Acknowledge
from app.core.store import arriving
from app.ui import entry_acts
from app.ui.amend_dialog import AmendDialog
from app.ui.copy_dialog import CopyDialog
from app.ui.decide_dialog import DecideDialog
from app.ui.entry_detail import EntryDetail
from app.ui.link_dialog import LinkDialog
from app.ui.settle_dialog import SettleDialog
from app.ui.text_view import TextView
from app.ui.triage_keys import CLOSE, DECIDE, MARK
from tests.ui import by_name
from tests.ui.lines import NOW, at
from tests.ui.whole_entry import said

TALL = "\n".join(f"Ligne {n} du compte rendu." for n in range(60))


@pytest.fixture
def detail(room, qtbot):
    made = EntryDetail(room.station, Places(), lambda: NOW)
    qtbot.addWidget(made)
    made.show_crisis(room.crisis)
    made.resize(376, 700)
    made.show()
    return made


@pytest.fixture
def shown(detail, room, qtbot):
    done = room.record("Reprise de feu", occurred_at=at(24, 2, 48), sender="SDIS 76")
    detail.show_entry(done.id)
    qtbot.waitUntil(lambda: detail.entry is not None)
    return done.id


def test_a_rectification_by_somebody_else_appears_by_itself(detail, shown, room, qtbot):
    room.send()
    room.colleague.desk.do(Amend(shown, {"sender": "CODIS 76"}, "précisé"))
    room.receive()
    qtbot.waitUntil(lambda: detail.entry.sender == "CODIS 76")


def test_marking_a_key_event_asks_for_no_reason(detail, shown, qtbot):
    detail.acts.button(MARK).click()
    qtbot.waitUntil(lambda: detail.entry.key_event)
    assert detail.entry.amendments == ()
    assert detail.acts.button(MARK).text() == "Retirer des faits marquants"


def test_keeping_one_of_two_values_settles_the_field_for_good(detail, shown, room, qtbot):
    room.send()
    room.amend_apart(shown, "sender", "CODIS 76", "COGIC")
    qtbot.waitUntil(lambda: detail.entry.conflicts == ("sender",))
    by_name.button(detail, "Garder COGIC").click()
    qtbot.waitUntil(lambda: detail.entry.conflicts == ())
    assert detail.entry.sender == "COGIC"
    room.send()
    assert room.colleague.reading.entry(shown).sender == "COGIC"


def test_keeping_a_person_keeps_the_hour_that_was_written_with_him(detail, shown, room, qtbot):
    room.send()
    room.mine.desk.do(Assign(shown, Assignee("", "SIG", "SIG"), at(24, 4)))
    room.colleague.desk.do(Assign(shown, Assignee("", "INT", "Intérieur"), at(24, 5)))
    room.receive()
    qtbot.waitUntil(lambda: set(detail.entry.conflicts) == {"assigned", "due"})
    by_name.button(detail, "Garder Intérieur").click()
    qtbot.waitUntil(lambda: detail.entry.conflicts == ())
    assert detail.entry.assigned.name == "Intérieur"
    assert detail.entry.due == at(24, 5)


@pytest.mark.parametrize(
    ("act", "kind"),
    [(entry_acts.AMEND, AmendDialog), (entry_acts.LINK, LinkDialog)],
)
def test_an_act_opens_its_form_on_the_entry_as_it_is(detail, shown, act, kind):
    detail.acts.button(act).click()
    dialog = detail.findChild(kind)
    assert dialog.isVisible()
    assert "SIG1-0001" in dialog.windowTitle()
    dialog.reject()


def test_what_is_to_be_decided_is_decided_in_a_form(detail, shown, qtbot):
    assert detail.acts.button(DECIDE).property("look") == "primary_dense"
    detail.acts.button(DECIDE).click()
    qtbot.waitUntil(lambda: detail.entry.triage == "to_decide")
    assert "à décider" in detail.told.text()
    assert detail.acts.button(entry_acts.ANSWER).property("look") == "primary_dense"
    detail.acts.button(entry_acts.ANSWER).click()
    assert detail.findChild(DecideDialog).isVisible()
    detail.findChild(DecideDialog).reject()


def test_an_entry_is_closed_by_its_button(detail, shown, qtbot):
    detail.acts.button(CLOSE).click()
    qtbot.waitUntil(lambda: detail.entry.triage == "closed")
    assert "clos" in said(detail.parts)


def test_an_observer_reads_but_is_told_why_he_may_not_write(detail, shown, room, qtbot):
    detail.show_crisis(replace(room.crisis, role="OBS"))
    for act in (entry_acts.AMEND, entry_acts.ATTACH, DECIDE):
        assert not detail.acts.button(act).isEnabled()
    assert "votre rôle ne permet pas" in detail.acts.button(entry_acts.AMEND).accessibleDescription()


def test_an_entry_that_is_not_held_is_a_refusal_not_a_bug(detail, room, qtbot):
    with qtbot.waitSignal(room.background.failed) as told:
        detail.show_entry("f" * 64)
    assert "n'est pas connue" in str(told.args[0])
    assert "Choisissez une entrée" in said(detail.parts)


def test_without_an_entry_the_panel_offers_no_act(detail):
    detail.show_entry("")
    assert not detail.acts.isVisible()


def test_what_was_sent_is_no_longer_said_to_wait(detail, shown, room, qtbot):
    assert detail.entry.pending
    room.send()
    room.background.changed.emit(Changes(spaces=frozenset({room.space})))  # an exchange that brought only ranks
    qtbot.waitUntil(lambda: not detail.entry.pending)


def test_whatever_is_not_sent_yet_makes_the_entry_wait(detail, shown, room, qtbot):
    room.send()
    room.mine.desk.do(Assign(shown, Assignee("", "SIG", "SIG")))
    qtbot.waitUntil(lambda: detail.entry.assigned is not None)
    assert "en attente d’envoi" in said(detail.parts.part("head"))


def test_a_contradiction_shows_on_the_entry_it_names_and_leads_to_the_other(detail, shown, room, qtbot):
    other = room.record("Du solvant aussi")
    room.mine.desk.do(Link(other.id, "contradicts", shown))
    qtbot.waitUntil(lambda: detail.parts.part("contradictions") is not None)
    with qtbot.waitSignal(detail.wanted) as wanted:
        by_name.button(detail, "contredite par SIG1-0002 : Du solvant aussi").click()
    assert wanted.args == [other.id]
    by_name.button(detail, "Trancher : Contredit par SIG1-0002").click()
    dialog = detail.findChild(SettleDialog)
    dialog.settled.setPlainText("Fiche de sécurité.")
    dialog.submit()
    qtbot.waitUntil(lambda: detail.parts.part("contradictions") is None)
    assert "tranché : Fiche de sécurité." in said(detail.parts)


def test_opening_is_told_once_it_is_before_the_eyes_and_never_when_nobody_asked(detail, room, qtbot):
    told = []
    detail.opened.connect(told.append)
    first, second, third = (room.record(words).id for words in ("Un", "Deux", "Trois"))
    detail.show_entry(first)
    qtbot.waitUntil(lambda: told == [first])
    detail.show_entry(second, automatic=True)
    qtbot.waitUntil(lambda: detail.entry is not None and detail.entry.id == second)
    detail.hide()
    detail.show_entry(third)
    qtbot.waitUntil(lambda: detail.entry is not None and detail.entry.id == third)
    assert told == [first]
    detail.show()
    assert told == [first, third]
    room.mine.desk.do(Handle(third, {"priority": 1}))
    qtbot.waitUntil(lambda: detail.entry.priority == 1)
    assert told == [first, third]


def test_who_read_it_is_counted_as_it_comes(detail, shown, room, qtbot):
    assert "Lu par 1/2" in said(detail.parts)
    room.send()
    room.colleague.desk.do(Acknowledge(room.space, (shown,)))
    room.receive()
    qtbot.waitUntil(lambda: "Lu par 2/2" in said(detail.parts))
    by_name.button(detail, "Lu par 2/2 : qui, et quand").click()
    assert "N. Bellec (SIG), " in said(detail.parts)


def test_what_a_colleague_changes_does_not_move_what_is_being_read(detail, room, qtbot):
    done = room.record("Compte rendu", content=TALL)
    other = room.record("Autre compte rendu")
    detail.show_entry(done.id)
    qtbot.waitUntil(lambda: detail.entry is not None)
    detail.parts.scroll_to(detail.parts.part("content").y() + 300)
    text = detail.parts.part("content")
    seen = text.y() - detail.parts.bar
    room.mine.desk.do(Link(other.id, "contradicts", done.id))
    qtbot.waitUntil(lambda: detail.parts.part("contradictions") is not None)
    assert detail.parts.part("content") is text
    assert text.y() - detail.parts.bar == seen


def test_files_are_joined_and_their_copies_offered(detail, shown, tmp_path, qtbot):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF")
    detail.join([path])
    qtbot.waitUntil(lambda: detail.parts.part("files") is not None)
    qtbot.waitUntil(lambda: detail.told.text() == "Joint à SIG1-0001 : « plan.pdf ».")
    assert "en attente d’envoi" in said(detail.parts.part("files"))
    by_name.button(detail, "Enregistrer une copie de plan.pdf").click()
    assert detail.findChild(CopyDialog).isVisible()
    detail.findChild(CopyDialog).reject()


def test_the_files_of_what_is_on_screen_are_asked_for_first(room, qtbot):
    asked: list[list[str]] = []
    made = EntryDetail(replace(room.station, prefer_files=asked.append), Places(), lambda: NOW)
    qtbot.addWidget(made)
    made.show_crisis(room.crisis)
    content = b"photo"
    file = described("photo.jpg", content)
    done = room.colleague.desk.do(Record(room.space, "Photo", files=(file,)), [content])
    room.receive()
    made.show_entry(done.id)
    qtbot.waitUntil(lambda: made.entry is not None)
    assert asked[-1] == [file.sha256]
    assert "en attente" in said(made.parts.part("files"))
    with room.mine.store.write() as transaction:
        arriving.add(transaction.connection, file.sha256, 5, 0, content[:2])
        transaction.touch(room.space, [done.id])
    qtbot.waitUntil(lambda: "40 % reçu" in said(made.parts.part("files")))
    made.show_entry("")
    assert asked[-1] == []


def test_a_screenshot_is_pasted_into_the_entry(detail, shown, qtbot):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    QGuiApplication.clipboard().setImage(image)
    detail.paste()
    qtbot.waitUntil(lambda: detail.entry.files != ())
    assert detail.entry.files[0].name == "capture 2026-09-24 03-16.png"


def test_files_may_be_dropped_or_pasted_on_the_text_itself(detail, room, tmp_path, qtbot):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF")
    detail.show_entry(room.record("Plan reçu", content=TALL).id)
    qtbot.waitUntil(lambda: detail.entry is not None)
    text = detail.parts.part("content").findChild(TextView)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(text.viewport(), QDragEnterEvent(QPoint(5, 5), copy, data, button, keys))
    assert detail.drop.mark.isVisible()
    QApplication.sendEvent(detail, QDropEvent(QPointF(5, 5), copy, data, button, keys))
    qtbot.waitUntil(lambda: [file.name for file in detail.entry.files] == ["plan.pdf"])
    detail.activateWindow()
    qtbot.waitUntil(detail.isActiveWindow)
    (tmp_path / "liste.csv").write_bytes(b"a;b")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "liste.csv"))])
    QGuiApplication.clipboard().setMimeData(data)
    text = detail.parts.part("content").findChild(TextView)
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(detail.entry.files) == 2)


def test_files_go_to_the_entry_they_were_dropped_on(detail, shown, room, tmp_path, qtbot):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF")
    other = room.record("Autre")
    detail.join([path])
    detail.show_entry(other.id)
    qtbot.waitUntil(lambda: room.mine.reading.entry(shown).files != ())
    assert room.mine.reading.entry(other.id).files == ()


def test_every_button_of_the_panel_is_reached_by_keyboard(detail, shown, room, qtbot):
    other = room.record("Du solvant aussi")
    room.mine.desk.do(Link(other.id, "contradicts", shown))
    room.mine.desk.do(Triage(shown, "to_pass_on"))
    qtbot.waitUntil(lambda: detail.parts.part("contradictions") is not None and detail.entry.triage == "to_pass_on")
    detail.activateWindow()
    qtbot.waitUntil(detail.isActiveWindow)
    detail.findChild(QPushButton).setFocus()
    reached = set()
    for _ in range(60):
        reached.add(QApplication.focusWidget())
        QApplication.focusWidget().focusNextPrevChild(True)
    wanted = {one for one in detail.findChildren(QPushButton) if one.isVisible() and one.isEnabled()}
    assert wanted <= reached
    assert all(one.accessibleName() for one in wanted)


def test_a_late_entry_says_so_at_the_top(detail, shown, room, qtbot):
    room.mine.desk.do(Assign(shown, Assignee("", "SIG", "SIG"), NOW - 12 * 60_000))
    qtbot.waitUntil(lambda: "en retard de 12 min" in said(detail.parts.part("head")))


def test_asking_again_for_the_entry_on_screen_tells_that_it_is_read_and_moves_nothing(detail, room, qtbot):
    told = []
    detail.opened.connect(told.append)
    done = room.record("Compte rendu", content=TALL)
    detail.show_entry(done.id, automatic=True)
    qtbot.waitUntil(lambda: detail.entry is not None)
    detail.parts.scroll_to(200)
    detail.show_entry(done.id)
    assert told == [done.id]
    assert detail.parts.bar == 200


def test_enter_pressed_twice_takes_one_step_only(detail, shown, qtbot, qapp):
    detail.activateWindow()
    qtbot.waitUntil(detail.isActiveWindow)
    detail.acts.button(DECIDE).setFocus()
    qtbot.keyClick(detail.acts.button(DECIDE), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: detail.entry.triage == "to_decide")
    assert not detail.acts.button(DECIDE).isVisible()
    assert detail.parts.isAncestorOf(qapp.focusWidget())
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Return)
    assert detail.entry.triage == "to_decide"
