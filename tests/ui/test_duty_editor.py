"""A slot is written or corrected; an overlap is told before it is saved, and of two values one is kept."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox

from app.core.registers.duties import EditDuty
from app.ui.duty_editor import Begun, DutyEditor
from app.ui.duty_opening import open_duty
from tests.office import share
from tests.ui.by_name import button, words
from tests.ui.duties import at, duty, gap_on_thursday
from tests.ui.lines import NOW


@pytest.fixture
def editor(room, qtbot):
    def opened(id="", begun=None, **more):
        found = open_duty(room.mine.reading, id) if id else None
        made = DutyEditor(None, room.station, more.pop("crisis", None), lambda: NOW, found, begun, role="CCOM", **more)
        qtbot.addWidget(made, before_close_func=lambda one: one.done(0))  # nobody is there to answer
        made.show()
        return made

    return opened


def test_a_gap_is_filled_by_somebody_who_is_in_no_directory(room, editor, qtbot):
    gap_on_thursday(room.mine)
    made = editor(begun=Begun("SAN", "DICOM", at(24, 19), at(25)))
    assert made.focusWidget() is made.people["holder"]
    made.people["holder"].setText("Luc Herbin")
    made.submit()
    qtbot.waitUntil(lambda: bool(made.written))
    written = room.mine.reading.duty(made.written)
    assert (written.holder_name, written.starts, written.ends) == ("Luc Herbin", at(24, 19), at(25))
    assert written.space == room.office.directory


def test_in_an_exercise_it_is_written_in_the_crisis_alone_and_that_is_said(room, editor, qtbot):
    made = editor(begun=Begun("SAN", "DICOM", at(24, 19), at(25)), crisis=room.crisis)
    assert "n’est écrite que dans cette crise" in words(made)
    made.people["holder"].setText("Luc Herbin")
    made.submit()
    qtbot.waitUntil(lambda: bool(made.written))
    assert room.mine.reading.duty(made.written).space == room.space


def test_an_overlap_is_told_before_anything_is_saved(room, editor, qtbot):
    gap_on_thursday(room.mine)
    made = editor(begun=Begun("SAN", "DICOM", at(24, 12), at(24, 22)))
    qtbot.waitUntil(lambda: "Recouvrement avec : Florence Delmas du lun. 21 à 08:00" in words(made))
    made.starts.show_moment(at(24, 19))
    qtbot.waitUntil(lambda: not made.told.isVisible())


def test_only_what_was_changed_is_written_again(room, editor):
    first, _ = gap_on_thursday(room.mine)
    made = editor(first)
    made.ends.hour.setText("20:00")
    command = made.command()
    assert (command.duty, dict(command.fields)) == (first, {"ends": at(24, 20)})
    made.people["holder"].setText("Luc Herbin")
    assert {"holder": "", "holder_name": "Luc Herbin"}.items() <= made.command().fields.items()


def test_nobody_is_refused_beside_the_field(editor, qtbot):
    made = editor(begun=Begun("SAN", "DICOM", at(24, 19), at(25)))
    made.submit()
    qtbot.waitUntil(lambda: "titulaire ou un suppléant" in made.form.refusal)


def test_of_two_ends_written_apart_one_is_kept(room, editor, qtbot):
    first = duty(room.mine, at(24), at(25))
    share(room.mine, room.office.directory, [room.colleague])
    seen = {"ends": room.mine.reading.duty(first).fields["ends"].seen}
    room.mine.desk.do(EditDuty(first, {"ends": at(25, 8)}, seen))
    room.colleague.desk.do(EditDuty(first, {"ends": at(25, 9)}, seen))
    share(room.colleague, room.office.directory, [room.mine])
    made = editor(first)
    assert "Deux valeurs : fin" in words(made)
    button(made, "Garder 25 septembre 2026 à 09:00").click()
    qtbot.waitUntil(lambda: room.mine.reading.duty(first).conflicts == ())
    assert room.mine.reading.duty(first).ends == at(25, 9)


def test_what_may_only_be_read_says_why(room, editor):
    made = editor(duty(room.mine, at(24), at(25)), why_not="le rôle OBS ne permet pas d’écrire dans l’annuaire.")
    assert not made.act.isEnabled()
    assert "se lit seulement : le rôle OBS" in words(made)
    assert not button(made, "Annuler cette astreinte…").isEnabled()


def when_asked(app, answer):
    """Answers so, once, as soon as a question is open."""
    timer = QTimer()

    def look():
        box = app.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            found = [one for one in box.buttons() if one.text() == answer]
            (found[0] if found else box.defaultButton()).click()

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def test_a_slot_half_written_is_not_dropped_without_asking(room, editor, qtbot, qapp):
    gap_on_thursday(room.mine)
    made = editor(begun=Begun("SAN", "DICOM", at(24, 19), at(25)))
    made.people["holder"].setText("Luc Herbin")
    for answer, dropped in (("Continuer à écrire", False), ("Fermer sans enregistrer", True)):
        timer = when_asked(qapp, answer)
        qtbot.keyClick(made, Qt.Key.Key_Escape)
        assert not timer.isActive()
        assert made.isVisible() is not dropped


def test_a_slot_where_nothing_was_written_closes_at_once(editor, qtbot):
    made = editor(begun=Begun("SAN", "DICOM", at(24, 19), at(25)))
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
