"""Linking two entries: the other one is found by its number or its words, and no link is chosen in advance."""

import pytest
from PySide6.QtCore import Qt

from app.core.registers.crisis import CloseCrisis
from app.ui.link_dialog import LinkDialog, candidates
from tests.ui.lines import ZONE, at


@pytest.fixture
def entries(room):
    return [
        room.record(words, occurred_at=at(24, 2, n)).id for n, words in enumerate(("Départ de feu", "Écoles", "Feu"))
    ]


@pytest.fixture
def dialog(room, qtbot, entries):
    made = LinkDialog(None, room.station, room.mine.reading.entry(entries[2]), ZONE)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.found.count() == 2)
    return made


def shown(dialog) -> list[str]:
    return [dialog.found.item(place).text().split(" · ")[0] for place in range(dialog.found.count())]


def test_the_latest_are_offered_and_never_the_entry_itself(dialog):
    assert shown(dialog) == ["SIG1-0002", "SIG1-0001"]
    assert dialog.chosen is None
    assert dialog.kind.chosen == ""


def test_the_entries_answer_as_one_types(dialog, qtbot):
    qtbot.keyClicks(dialog.search, "ecole")
    qtbot.waitUntil(lambda: shown(dialog) == ["SIG1-0002"])
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, "zzz")
    qtbot.waitUntil(lambda: shown(dialog) == [])
    assert "Aucune autre entrée" in dialog.none.text()


def test_its_whole_number_chooses_an_entry(dialog, qtbot):
    qtbot.keyClicks(dialog.search, "sig1-0001")
    qtbot.waitUntil(lambda: dialog.chosen is not None and dialog.chosen.number == "SIG1-0001")


def test_the_keys_of_the_field_go_through_the_entries(dialog, qtbot):
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.chosen.number == "SIG1-0002"
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.chosen.number == "SIG1-0001"
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert dialog.chosen.number == "SIG1-0002"


def test_a_link_is_written_with_its_note(dialog, room, qtbot, entries):
    dialog.kind.choose("contradicts")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    dialog.note.setText("nature des produits")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    (link,) = room.mine.reading.entry(entries[2]).links
    assert (link.kind, link.target, link.note) == ("contradicts", entries[1], "nature des produits")


def test_the_link_and_the_other_entry_must_be_chosen(dialog):
    dialog.submit()
    assert dialog.form.refusal == "Refusé : choisissez le lien."
    dialog.kind.choose("follows")
    dialog.submit()
    assert dialog.form.refusal == "Refusé : choisissez l’autre entrée dans la liste."


def test_in_a_crisis_closed_meanwhile_the_refusal_is_read_in_the_form(dialog, room, qtbot):
    dialog.kind.choose("follows")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    room.mine.desk.do(CloseCrisis(room.space))
    dialog.submit()
    qtbot.waitUntil(lambda: "close" in dialog.form.refusal)


def test_a_number_comes_before_words(room, entries):
    room.record("Suite de SIG1-0001")
    found = candidates(room.mine.reading, room.space, "SIG1-0001")
    assert found[0].number == "SIG1-0001"
