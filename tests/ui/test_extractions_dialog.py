"""The list of what left a crisis, the latest first."""

import pytest

from app.core.registers.extractions import LogExtraction
from app.ui.extractions_dialog import NONE, ExtractionsDialog


@pytest.fixture
def dialog(room, qtbot):
    made = ExtractionsDialog(None, room.station, room.crisis)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(dialog) -> list[list[str]]:
    rows = [dialog.list.topLevelItem(place) for place in range(dialog.list.topLevelItemCount())]
    return [[row.text(column) for column in range(dialog.list.columnCount())] for row in rows]


def test_a_crisis_nothing_left_says_so(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.count.text() == NONE)


def test_what_leaves_is_listed_with_who_took_it_and_what_was_asked(dialog, room, qtbot):
    room.mine.desk.do(LogExtraction(room.space, "journal", "csv", "faits marquants", 1312, "9f" * 32))
    qtbot.waitUntil(lambda: len(shown(dialog)) == 1)
    ((when, who, *rest),) = shown(dialog)
    assert "en attente d’envoi" in when
    assert who == "C. Morvan (CCOM)"
    assert rest == ["main courante", "CSV", "1\u202f312", "9f9f…9f", "faits marquants"]
    room.mine.desk.do(LogExtraction(room.space, "decisions", "pdf", "", 2, "a1" * 32))
    qtbot.waitUntil(lambda: len(shown(dialog)) == 2)
    assert "2" in dialog.count.text()
    assert "tout" in [row[-1] for row in shown(dialog)]
