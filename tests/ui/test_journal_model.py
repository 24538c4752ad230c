"""The main courante as a table: read by pages, never blank, never twice."""

from array import array

import pytest
from PySide6.QtCore import QModelIndex, Qt

from app.ui.journal_model import PAGE, WAITING, JournalModel
from app.ui.journal_words import SUBJECT
from tests.ui.lines import NOW, ZONE, at, line

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
        held, self.held = self.held, []
        for keys, answer in held:
            answer([self.rows.get(key) for key in keys])

    def first(self, count: int = PAGE) -> list:
        return [self.rows[key] for key in self.keys[:count]]


@pytest.fixture
def shelf():
    return Shelf(1450)


@pytest.fixture
def model(qapp, shelf):
    made = JournalModel(shelf.fetch, lambda: NOW, ZONE)
    made.show_keys(shelf.keys, shelf.first())
    return made


def test_the_model_keeps_qt_s_rules(model, qtmodeltester):
    qtmodeltester.check(model, force_py=False)


def test_a_line_has_no_lines_under_it(model):
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 1450


def test_a_page_is_read_once_when_it_is_looked_at(model, shelf):
    assert model.row(210) is None
    assert model.row(215) is None
    assert shelf.asked == [PAGE]
    shelf.answer()
    assert model.row(210).key == 1450 - 210


def test_the_last_page_may_be_short(model, shelf):
    model.row(1449)
    shelf.answer()
    assert shelf.asked == [50]
    assert model.row(1449).key == 1


def test_pages_passed_over_on_the_way_are_not_read(model, shelf):
    for place in range(200, 1400, PAGE):
        model.row(place)
    shelf.answer()
    shelf.answer()
    shelf.answer()
    assert len(shelf.asked) == 1 + WAITING
    assert model.known_row(1200) is not None


def test_an_answer_asked_before_the_last_news_is_not_shown(model, shelf):
    model.row(210)
    model.show_keys(shelf.keys, shelf.first())
    shelf.answer()
    assert model.known_row(210) is None
    model.row(210)
    shelf.answer()
    assert model.known_row(210) is not None


def test_the_rest_comes_after_the_first_lines_without_moving_them(model, shelf, qtbot):
    model.show_keys(shelf.keys[:300], shelf.first())
    with qtbot.assertNotEmitted(model.modelReset):
        model.extend(shelf.keys)
    assert model.rowCount() == 1450
    assert model.row(0).key == 1450
    model.row(299)
    shelf.answer()
    assert model.row(301).key == 1450 - 301


def test_an_entry_that_is_no_longer_there_is_told_once_its_line_is_looked_at(model, shelf, qtbot):
    del shelf.rows[1450 - 205]
    model.row(210)
    with qtbot.waitSignal(model.vanished) as told:
        shelf.answer()
    assert told.args == [[1450 - 205]]


def test_what_a_person_just_did_shows_before_it_is_read_again(model):
    row = model.row(3)
    model.change({row.key: line(row.key, triage="closed"), 9999: line(9999)})
    assert model.row(3).triage == "closed"
    assert model.line_of_key(9999) == -1


def test_a_line_is_found_by_its_record(model):
    assert model.line_of(line(1448).id) == 2
    assert model.line_of("f" * 64) == -1


def test_a_day_begins_where_the_line_above_is_of_another_day_in_the_crisis_s_zone(model):
    beginnings = [number for number in range(30) if model.begins_a_day(number)]
    assert beginnings == [4, 28]  # 03:00, 02:00, 01:00, 00:00, then the day before
    model.zone = "Indian/Reunion"
    assert [number for number in range(30) if model.begins_a_day(number)] == [6]


def test_lines_ordered_by_recording_stand_under_the_day_they_were_recorded(model):
    model.order = "recorded"
    assert not any(model.begins_a_day(number) for number in range(30))


def test_a_screen_reader_hears_the_whole_line_on_its_subject(model):
    words = model.index(0, SUBJECT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(part in words for part in ("24 septembre 2026", "03:00", "SIG1-0147", "SDIS 76", "rectifiée"))


def test_a_line_being_read_says_so(model):
    assert model.index(1430, SUBJECT).data() == "lecture en cours"
