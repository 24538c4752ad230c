"""Composing a brief: what is frozen is the page on the screen."""

import pytest

from app.core.entry_commands import Record
from app.ui.brief_composer import BriefComposer
from tests.ui.by_name import words
from tests.ui.lines import NOW, at


@pytest.fixture
def composer(cell, qtbot):
    cell.head.desk.do(Record(cell.space, "Reprise de feu", occurred_at=at(24, 2, 48), key_event=True))
    return composer_of(cell, cell.head, qtbot)


def composer_of(cell, workstation, qtbot):
    made = BriefComposer(cell.station(workstation), lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    made.begin(cell.crisis(workstation))
    qtbot.waitUntil(lambda: made.preview.count > 0)
    return made


def test_the_page_is_drawn_and_may_be_frozen(composer, cell, qtbot):
    assert composer.title.text() == "Point de situation n° 1"
    assert "Figer l’approuve à votre nom." in words(composer)
    with qtbot.waitSignal(composer.closed) as closed:
        composer.freeze.click()
    (row,) = cell.head.reading.briefs(cell.space)
    assert closed.args == [row.id]
    assert row.approved
    assert cell.head.reading.brief_file(row.id).startswith(b"%PDF")


def test_what_is_typed_must_be_on_the_page_before_it_is_frozen(composer, qtbot):
    composer.sections.choose("5")
    composer.text.setPlainText("Vent au nord à partir de 06:00.")
    assert not composer.freeze.isEnabled()
    qtbot.waitUntil(composer.freeze.isEnabled)
    assert composer._proof.content.sections[4].blocks[0].text == "Vent au nord à partir de 06:00."


def test_an_hour_that_is_none_is_refused(composer):
    composer.cutoff.setText("bientôt")
    composer.cutoff.editingFinished.emit()
    assert "Refusé : Heure incomprise" in words(composer)


def test_an_earlier_cut_off_composes_again(composer, qtbot):
    composer.cutoff.setText("02:30")
    composer.cutoff.editingFinished.emit()
    qtbot.waitUntil(lambda: composer._proof.content.cutoff == at(24, 2, 30))


def test_a_writer_freezes_a_project_only(cell, qtbot):
    composer = composer_of(cell, cell.writer, qtbot)
    assert "Sans approbation, chaque page dira PROJET." in words(composer)
    with qtbot.waitSignal(composer.closed):
        composer.freeze.click()
    assert not cell.writer.reading.briefs(cell.space)[0].approved
