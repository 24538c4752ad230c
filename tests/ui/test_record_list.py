"""Going through a list of records, and staying where one was when it changes."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from app.ui.record_list import RecordList, RecordModel


@dataclass(frozen=True)
class Named:
    id: str
    spoken: str = ""


HEAD, A, B, C = Named("", "À faire, 2"), Named("a", "Premier"), Named("b", "Deuxième"), Named("c", "Troisième")
ITEMS = (HEAD, A, B, Named("", "Terminés, 1"), C)


@pytest.fixture
def records(qtbot):
    made = RecordList("Messages")
    qtbot.addWidget(made)
    made.resize(264, 400)
    made.show()
    return made


@pytest.fixture
def told(records):
    heard: list[str] = []
    records.chosen.connect(heard.append)
    return heard


def test_the_model_keeps_its_word_to_qt(qtmodeltester):
    model = RecordModel()
    model.show(ITEMS)
    qtmodeltester.check(model, force_py=False)


def test_the_first_record_is_chosen_and_the_keyboard_passes_over_the_heads(records, qtbot):
    records.show_items(ITEMS)
    assert records.current_id == "a"
    qtbot.keyClick(records, Qt.Key.Key_Down)
    qtbot.keyClick(records, Qt.Key.Key_Down)
    assert records.current_id == "c"


def test_the_reader_stays_on_the_same_record_when_the_list_moves(records, told):
    records.show_items(ITEMS)
    assert records.choose("b")
    records.show_items((HEAD, Named("z"), Named("b", "corrigé"), A))
    assert (records.current_id, told) == ("b", ["a", "b"])


def test_a_record_that_is_gone_leaves_the_first_one_then_none(records, told):
    records.show_items((B, C))
    records.show_items((HEAD, C))
    assert records.current_id == "c"
    records.show_items((HEAD,))
    assert (records.current_id, told[-1]) == ("", "")
    assert not records.choose("a")
    assert not records.choose("")


def test_the_one_that_is_asked_for_is_chosen_and_the_first_only_when_wanted(records):
    records.show_items(ITEMS, choose_first=False)
    assert records.current_id == ""
    records.show_items(ITEMS, "c", choose_first=False)
    assert records.current_id == "c"


def test_every_item_is_spoken_whole(records):
    records.show_items(ITEMS)
    spoken = [records.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == ["À faire, 2", "Premier", "Deuxième"]
