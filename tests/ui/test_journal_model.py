"""The main courante as a table: read by pages, never blank, never twice."""

from array import array

import pytest
from PySide6.QtCore import QModelIndex, Qt

from app.ui.journal_model import PAGE, SUBJECT, JournalModel, cell, spoken
from tests.ui.lines import LINE, ZONE, at, line

HOUR = 3_600_000


class Shelf:
    """Rows by key, and the questions that were asked."""

    def __init__(self, count: int) -> None:
        self.rows = {key: line(key, occurred_at=at(24, 3) - (count - key) * HOUR) for key in range(1, count + 1)}
        self.keys = array("q", sorted(self.rows, reverse=True))
        self.asked: list[int] = []
        self.held: list = []

    def fetch(self, keys, answer) -> None:
        self.asked.append(len(keys))
        self.held.append((list(keys), answer))

    def answer(self) -> None:
        for keys, answer in self.held:
            answer([self.rows.get(key) for key in keys])
        self.held.clear()


@pytest.fixture
def shelf():
    return Shelf(450)


@pytest.fixture
def model(qapp, shelf):
    made = JournalModel(shelf.fetch, ZONE)
    made.show_keys(shelf.keys, {0: [shelf.rows[key] for key in shelf.keys[:PAGE]]})
    return made


def test_the_model_keeps_qt_s_rules(model, qtmodeltester):
    qtmodeltester.check(model, force_py=False)


def test_a_line_has_no_lines_under_it(model):
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 450


def test_a_page_is_read_once_when_it_is_looked_at(model, shelf):
    assert model.row(210) is None
    assert model.row(215) is None
    assert shelf.asked == [PAGE]
    shelf.answer()
    assert model.row(210).key == 450 - 210


def test_the_last_page_may_be_short(model, shelf):
    model.row(449)
    shelf.answer()
    assert shelf.asked == [50]
    assert model.row(449).key == 1


def test_an_answer_about_former_lines_is_not_shown(model, shelf):
    model.row(210)
    model.show_keys(array("q", [7, 6]), {0: [line(7), line(6)]})
    shelf.answer()
    assert [model.row(0).key, model.row(1).key] == [7, 6]


def test_the_rest_comes_after_the_first_lines_without_moving_them(model, shelf, qtbot):
    model.show_keys(shelf.keys[:300], {0: [shelf.rows[key] for key in shelf.keys[:PAGE]]})
    with qtbot.assertNotEmitted(model.modelReset):
        model.extend(shelf.keys)
    assert model.rowCount() == 450
    assert model.row(0).key == 450
    model.row(299)
    shelf.answer()
    assert model.row(301).key == 450 - 301


def test_a_line_is_found_by_its_record(model):
    assert model.line_of(line(448).id) == 2
    assert model.line_of("f" * 64) == -1


def test_a_day_begins_where_the_line_above_is_of_another_day_in_the_crisis_s_zone(model, shelf):
    beginnings = [number for number in range(30) if model.begins_a_day(number)]
    assert beginnings == [4, 28]  # 03:00, 02:00, 01:00, 00:00, then the day before
    model.zone = "Indian/Reunion"
    assert [number for number in range(30) if model.begins_a_day(number)] == [6]


def test_lines_ordered_by_recording_stand_under_the_day_they_were_recorded(model):
    model.order = "recorded"
    assert not any(model.begins_a_day(number) for number in range(30))


def test_a_screen_reader_hears_the_whole_line_states_included(model):
    words = model.index(0, SUBJECT).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("24 septembre 2026", "03:00", "SIG1-0147", "SDIS 76", "Reprise de feu", "priorité 1"):
        assert part in words
    for state in ("saisie différée de 17 min", "fait marquant", "rectifiée", "deux valeurs", "en cours"):
        assert state in words


def test_an_entry_that_was_not_sent_says_so_in_words():
    assert cell(line(1, pending=True), 3, ZONE) == "SIG1-0147, information, en attente d’envoi"
    assert "en attente d’envoi" not in spoken(LINE, ZONE)


def test_a_line_being_read_says_so(model):
    assert model.index(430, SUBJECT).data() == "lecture en cours"
