"""Composing a brief: what is frozen is the page on the screen, and nothing that was chosen is lost."""

from dataclasses import replace

import pytest

from app.core import brief_draft
from app.core.composition import Composition
from tests.ui.briefs import EMPTY, composer_of, freeze, measures, tell
from tests.ui.by_name import button, words
from tests.ui.lines import NOW, at


@pytest.fixture
def composer(cell, qtbot):
    tell(cell, "Reprise de feu")
    measures(cell)
    return composer_of(cell, cell.head, qtbot)


def settle(composer, qtbot):
    """Every section that is empty says why."""
    composer.work.change(replace(composer.work.composed, nothing=EMPTY))
    qtbot.waitUntil(lambda: composer.work.ready)


def test_the_page_is_drawn_and_may_be_frozen_once_every_section_says_something(composer, cell, qtbot):
    assert composer.settings.title.text() == "Point de situation n° 1"
    assert not composer.settings.freeze.isEnabled()
    assert "l’empêchent, à voir sous « Avant de figer »" in words(composer)
    settle(composer, qtbot)
    assert "Figer l’approuve à votre nom." in words(composer)
    with qtbot.waitSignal(composer.closed) as closed:
        composer.settings.freeze.click()
    (row,) = cell.head.reading.briefs(cell.space)
    assert closed.args == [row.id]
    assert row.approved
    assert cell.head.reading.brief_content(row.id) == composer.work.proof.content
    assert cell.head.reading.draft(brief_draft.place(cell.space)) == ""


def test_the_next_one_begins_with_its_first_section(composer, cell, qtbot):
    settle(composer, qtbot)
    composer.sections.choose("9")
    with qtbot.waitSignal(composer.closed):
        composer.settings.freeze.click()
    composer.begin(cell.crisis(cell.head))
    qtbot.waitUntil(lambda: composer.settings.title.text() == "Point de situation n° 2")
    assert (composer.sections.current_id, composer.preview.page) == ("1", 0)


def test_one_arrives_at_the_sections(composer):
    assert composer.panes[0] is composer.sections


def test_without_height_a_section_scrolls_and_nothing_lies_over_its_words(composer, qtbot):
    composer.sections.choose("5")
    composer.resize(1200, 330)
    section = composer.section
    qtbot.waitUntil(lambda: section.height() > composer._section_room.viewport().height())
    reason = section.reason.mapTo(section, section.reason.rect().topLeft())
    assert section.text.mapTo(section, section.text.rect().bottomLeft()).y() < reason.y()
    button(composer.reasons, "Y aller : Section 5 vide. L’écrire, ou « sans objet » avec motif.").click()
    assert section.text.hasFocus()


def test_what_is_typed_must_be_on_the_page_before_it_is_frozen(composer, qtbot):
    settle(composer, qtbot)
    composer.sections.choose("5")
    composer.section.text.setPlainText("Vent au nord à partir de 06:00.")
    assert not composer.settings.freeze.isEnabled()
    qtbot.waitUntil(composer.settings.freeze.isEnabled)
    assert composer.work.proof.content.sections[4].blocks[0].text == "Vent au nord à partir de 06:00."


def test_a_placeholder_prevents_freezing_and_one_goes_to_its_line(composer, qtbot):
    settle(composer, qtbot)
    composer.sections.choose("6")
    composer.section.text.setPlainText("Le numéro est ouvert.\nAppelez le [numéro d’information].")
    assert "[numéro d’information] en section 6, ligne 2." in words(composer.reasons)
    assert not composer.settings.freeze.isEnabled()
    composer.sections.choose("1")
    button(composer.reasons, "Y aller : [numéro d’information] en section 6, ligne 2.").click()
    assert composer.sections.current_id == "6"
    assert composer.section.text.textCursor().blockNumber() == 1


def test_a_line_that_is_left_leaves_the_page(composer, qtbot):
    composer.sections.choose("2")
    line = composer.section.list.items[1]
    composer.section.list.ticked.emit(line.id, False)
    qtbot.waitUntil(lambda: composer.work.ready)
    assert composer.work.proof.content.sections[1].blocks == ()
    assert composer.section.list.items[1].taken is False


def test_a_line_that_is_moved_moves_on_the_page(composer, qtbot):
    composer.sections.choose("4")
    composer.section.list.choose(composer.section.list.items[1].id)
    composer.section.down.click()
    qtbot.waitUntil(lambda: composer.work.ready)
    (table,) = composer.work.proof.content.sections[3].blocks
    assert [row[1] for row in table.rows] == ["Mesure 1", "Mesure 0", "Mesure 2"]


def test_what_was_chosen_is_there_again_after_the_window_is_gone(composer, cell, qtbot):
    composer.sections.choose("5")
    composer.section.text.setPlainText("Vent au nord.")
    composer.sections.choose("2")
    composer.section.list.ticked.emit(composer.section.list.items[1].id, False)
    composer.hide()
    again = composer_of(cell, cell.head, qtbot)
    assert again.work.composed.texts == {5: "Vent au nord."}
    assert len(again.work.composed.out) == 1


def test_what_arrives_meanwhile_is_said_and_takes_nothing_away(composer, cell, qtbot):
    composer.sections.choose("1")
    composer.section.text.setPlainText("Ma ligne, que j’écris.")
    cursor = composer.section.text.textCursor()
    cursor.setPosition(3)
    composer.section.text.setTextCursor(cursor)
    tell(cell, "Propagation stoppée")
    composer.look_again()
    qtbot.waitUntil(lambda: "1\u00a0ligne de plus depuis l’ouverture" in words(composer))
    assert composer.section.text.toPlainText() == "Ma ligne, que j’écris."
    assert composer.section.text.textCursor().position() == 3
    assert composer.sections.current_id == "1"


def test_another_format_has_other_sections(composer, qtbot):
    composer.settings.format.setCurrentIndex(composer.settings.format.findData("flash"))
    composer.settings.format.activated.emit(0)
    qtbot.waitUntil(lambda: composer.work.ready and composer.work.proof.content.format == "flash")
    assert [one.id for one in composer.sections.items] == ["1", "2", "6", "annexes", "head"]


def test_an_hour_that_is_none_is_refused(composer):
    composer.settings.cutoff.setText("bientôt")
    composer.settings.cutoff.editingFinished.emit()
    assert "Refusé : Heure incomprise" in words(composer)


def test_an_earlier_cut_off_composes_again_and_now_comes_back(composer, qtbot):
    composer.settings.cutoff.setText("02:30")
    composer.settings.cutoff.editingFinished.emit()
    qtbot.waitUntil(lambda: composer.work.ready and composer.work.proof.content.cutoff == at(24, 2, 30))
    button(composer, "Arrêter à l’heure présente").click()
    qtbot.waitUntil(lambda: composer.work.ready and composer.work.proof.content.cutoff == NOW)


def test_a_writer_freezes_a_project_only(cell, qtbot):
    composer = composer_of(cell, cell.writer, qtbot)
    settle(composer, qtbot)
    assert "Sans approbation, chaque page dira PROJET." in words(composer)
    assert composer.settings.freeze.text() == "Figer et numéroter"
    with qtbot.waitSignal(composer.closed):
        composer.settings.freeze.click()
    assert not cell.writer.reading.briefs(cell.space)[0].approved


def test_a_chief_may_freeze_a_project_too(composer, cell, qtbot):
    settle(composer, qtbot)
    composer.settings.approve.click()
    qtbot.waitUntil(lambda: composer.work.ready and not composer.work.proof.content.approver)
    composer.settings.freeze.click()
    qtbot.waitUntil(lambda: bool(cell.head.reading.briefs(cell.space)))
    assert not cell.head.reading.briefs(cell.space)[0].approved


def test_who_may_not_freeze_sees_why(cell, qtbot):
    composer = composer_of(cell, cell.head, qtbot)
    composer.begin(replace(cell.crisis(cell.head), role="OBS"))
    qtbot.waitUntil(lambda: composer.work.ready)
    assert "le rôle OBS ne le permet pas" in words(composer)
    assert not composer.settings.freeze.isEnabled()


def test_a_project_taken_up_again_keeps_its_number_and_its_words(cell, qtbot):
    tell(cell, "Reprise de feu")
    id = freeze(cell, cell.writer, approved=False, composed=Composition(texts={5: "Vent au nord."}, nothing=EMPTY))
    composer = composer_of(cell, cell.head, qtbot, id)
    assert composer.settings.title.text() == "Point de situation n° 1, repris"
    assert composer.work.composed.texts[5] == "Vent au nord."
    with qtbot.waitSignal(composer.closed) as closed:
        composer.settings.freeze.click()
    assert closed.args == [id]
    (row,) = cell.head.reading.briefs(cell.space)
    assert (row.number, row.approved) == (1, True)


def test_a_number_that_was_taken_meanwhile_is_refused_and_the_page_made_again(composer, cell, qtbot):
    settle(composer, qtbot)
    composer.work.wake(False)
    freeze(cell)
    composer.settings.freeze.click()
    qtbot.waitUntil(lambda: composer.settings.title.text() == "Point de situation n° 2")


def test_starting_over_comes_back_to_what_is_proposed(composer, qtbot, monkeypatch):
    composer.sections.choose("5")
    composer.section.text.setPlainText("Vent au nord.")
    monkeypatch.setattr("app.ui.plain.confirm", lambda *_: True)
    composer.settings.restart.click()
    assert composer.section.text.toPlainText() == ""
    assert not composer.work.composed.begun


def test_an_empty_crisis_asks_for_each_section(cell, qtbot):
    composer = composer_of(cell, cell.head, qtbot)
    assert composer.reasons.count.text() == "10\u00a0empêchent"
