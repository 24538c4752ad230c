"""The bars of a line follow one another, what is not covered is named, and each says itself whole."""

from app.core import coverage
from app.core.on_call import Answering, DutyLine
from app.ui import duty_spans
from app.ui.duty_spans import DEPUTY, GAP, HOLDER, OVERLAP, REINFORCEMENT, when
from tests.core.slots import slot
from tests.ui.duties import at
from tests.ui.lines import ZONE

WEEK = at(24, 0), at(30)


def row(*slots):
    line = DutyLine(
        *("a", slots[0].line, "SAN", "DICOM", tuple(map(Answering, slots))),
        gaps=tuple(coverage.gaps(slots, *WEEK)),
        overlaps=tuple(coverage.overlaps(slots, *WEEK)),
    )
    return duty_spans.row(line, *WEEK, None)


def test_a_gap_is_a_bar_of_its_own_and_is_named_in_the_head():
    found = row(slot(at(21, 8), at(24, 19)), slot(at(25), at(30), "J. Marchal"))
    assert [one.kind for one in found.spans] == [HOLDER, GAP, HOLDER]
    assert found.warning == ("lacune", "lacune jeu. 19:00 à 24:00", "alarm")
    assert found.spans[1].spoken.startswith("lacune, personne d’astreinte jeu. 24 de 19:00 à 24:00, après F. Delmas")


def test_two_gaps_are_counted():
    found = row(slot(at(21), at(23, 20)), slot(at(24, 8), at(27)), slot(at(28), at(30)))
    assert found.warning == ("lacune", "2 lacunes, jeu. 00:00 et dim.", "alarm")


def test_where_two_are_on_call_one_bar_says_so_between_what_is_left_of_theirs():
    one, other = slot(at(24), at(28, 14)), slot(at(27, 21, 30), at(30), "R. Vasseur")
    found = row(one, other)
    bars = [(span.kind, span.starts, span.ends) for span in found.spans]
    assert bars == [
        (HOLDER, at(24), at(27, 21, 30)),
        (OVERLAP, at(27, 21, 30), at(28, 14)),
        (HOLDER, at(28, 14), at(30)),
    ]
    assert found.spans[1].slots == (other, one)
    assert found.warning == ("priority_2", "recouvrement dim. 21:30", "warning")


def test_a_deputy_alone_covers_and_a_reinforcement_neither_covers_nor_overlaps():
    alone = slot(at(24), at(30), "", deputy="R. Vasseur")
    found = row(alone, slot(at(24, 20), at(25), "L. Herbin", kind="reinforcement"))
    assert [one.kind for one in found.spans] == [DEPUTY, REINFORCEMENT]
    assert found.warning is None
    assert found.spans[0].forms[0] == "R. Vasseur, suppl."


def test_hours_are_said_with_their_days():
    assert when(at(24, 8), at(28, 8), ZONE) == "du jeu. 24 à 08:00 au lun. 28 à 08:00"
    assert when(at(28, 8), None, ZONE) == "à partir du lun. 28 à 08:00"
