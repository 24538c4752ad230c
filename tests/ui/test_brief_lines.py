"""The lines of a section as its list shows them."""

from dataclasses import replace

from app.core.brief_choices import taken
from app.core.brief_offer import CONTRADICTED, LATE, NEW, OVERDUE, Pick
from app.core.composition import Composition
from app.ui import brief_lines
from app.ui.brief_lines import Head, Line
from tests.ui.briefs import freeze, propose, tell
from tests.ui.lines import at


def test_each_line_has_its_hour_its_words_and_who_said_it(cell):
    id = tell(cell, "Reprise de feu", sender="SDIS 76", source="B", credibility="3")
    proposal = propose(cell)
    offer = proposal.offers[1]
    head, line = brief_lines.items(offer.groups, (), proposal, Composition(), frozenset({f"fact:{id}"}))
    assert head == Head("Faits marquants", "1 sur 1", "dans l’ordre des heures")
    assert (line.id, line.at, line.day, line.star, line.taken, line.fresh) == (
        f"fact:{id}",
        "02:48",
        "",
        True,
        True,
        True,
    )
    assert line.note == "SIG1-0001 · SDIS 76 · B3"
    assert line.spoken == "02:48, fait marquant, Reprise de feu, SIG1-0001 · SDIS 76 · B3"


def test_a_line_that_is_left_is_counted_under_its_head(cell):
    tell(cell, "Reprise de feu")
    proposal = propose(cell)
    groups = proposal.offers[1].groups
    left = taken(Composition(), groups[0].picks, False)
    head, line = brief_lines.items(groups, (), proposal, left, frozenset())
    assert (head.count, line.taken) == ("0 sur 1", False)


def test_the_day_is_said_when_it_is_not_that_of_the_brief(cell):
    tell(cell, "Alerte", occurred_at=at(23, 22, 20))
    proposal = propose(cell)
    line = brief_lines.line(proposal.offers[1].groups[0].picks[0], proposal, True)
    assert (line.at, line.day) == ("22:20", "23/09")


def test_marks_are_words_with_their_shapes(cell):
    tell(cell, "Reprise de feu")
    freeze(cell)
    proposal = propose(cell)
    pick = Pick("fact:1", "1", ("",), "Propagation", marks=frozenset({NEW, LATE, CONTRADICTED}))
    marks = [word for _, word, _ in brief_lines.line(pick, proposal, True).marks]
    assert marks == ["contredit", "parvenu après le n° 1"]
    assert brief_lines.line(replace(pick, marks=frozenset({NEW})), proposal, True).marks[0][1] == "nouveau"
    duty = replace(pick, key="duty:1", marks=frozenset({OVERDUE}))
    assert brief_lines.line(duty, proposal, True).marks[0][:2] == ("lacune", "personne")


def test_nothing_is_new_before_the_first_brief(cell):
    tell(cell, "Reprise de feu")
    proposal = propose(cell)
    line = brief_lines.line(proposal.offers[1].groups[0].picks[0], proposal, True)
    assert isinstance(line, Line)
    assert line.marks == ()


def test_what_came_since_is_counted():
    assert brief_lines.told(0) == ""
    assert brief_lines.told(2) == "2\u00a0lignes de plus depuis l’ouverture"
