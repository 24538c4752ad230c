"""A project taken up again says what it said, and proposes what came since."""

import pytest

from app.core import brief_choices, brief_draft, composition
from app.core.brief_commands import Freeze, Printed
from app.core.brief_formats import AHEAD, ASKED, CONTACTS, MEASURES
from app.core.composition import Composition
from app.core.entry_commands import Record, Triage
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.duties import AddDuty, EditDuty
from app.core.registers.members import AddMember
from tests.office import person_of, share

HOUR = 3_600_000


class Cell:
    """A crisis in which a project is frozen."""

    def __init__(self, office):
        self.mine = office.workstation("SIG1", "C. Morvan")
        self.space = office.crisis(self.mine)
        self.now = office.clock.now()
        self.told, self.left = self.record("Reprise de feu"), self.record("Trois intoxiqués")
        self.measures = [self.record(f"Mesure {n}", type="decision", key_event=False) for n in range(3)]

    def record(self, subject, **fields):
        known = {"occurred_at": self.now - HOUR, "key_event": True, "verification": "confirmed", **fields}
        return self.mine.desk.do(Record(self.space, subject, **known)).id

    def contact(self, name, by=None):
        phone = {"number": "01 99 00 12 34", "usage": "office", "public": True}
        return (by or self.mine).desk.do(AddContact({"family_name": name, "phone:1": phone})).id

    def freeze(self, composed):
        proposal = self.mine.reading.propose(self.space, self.now, False, composed.format)
        said = composition.content(proposal, composed)
        return self.mine.desk.do(Freeze(self.space, said, Printed(b"%PDF", 1), proposal.known)).id

    def proposal(self, project):
        return self.mine.reading.propose(self.space, self.now, False, "standard", project)

    def taken_up(self, project):
        return brief_draft.resumed(self.mine.reading, self.space, project)

    def printed(self, project, composed):
        return composition.content(self.proposal(project), composed).sections


@pytest.fixture
def cell(office):
    return Cell(office)


def test_what_was_written_left_out_and_moved_comes_back(cell):
    first = cell.mine.reading.propose(cell.space, cell.now, False)
    measures = next(one for one in first.offers if one.number == MEASURES)
    chosen = Composition(
        texts={1: "Une ligne.", ASKED: "Autoriser la reprise."},
        nothing={AHEAD: "vent nul"},
        out=frozenset({f"fact:{cell.left}"}),
        annexes=(),
    )
    chosen = brief_choices.moved(chosen, measures, measures.groups[0].picks[2].key, -2)
    project = cell.freeze(chosen)
    again = cell.taken_up(project)
    assert again.revises == project
    assert again.out == chosen.out
    assert again.texts == chosen.texts
    assert again.nothing == chosen.nothing
    assert cell.printed(project, again) == cell.mine.reading.brief_content(project).sections


def test_what_came_since_the_project_is_proposed_and_what_was_left_out_stays_out(cell):
    project = cell.freeze(Composition(out=frozenset({f"fact:{cell.left}"})))
    late = cell.record("Propagation stoppée")
    cell.mine.desk.do(Triage(cell.left, "closed"))
    again = cell.taken_up(project)
    assert again.out == {f"fact:{cell.left}"}
    told = [line.record for line in cell.printed(project, again)[1].blocks[0].lines]
    assert sorted(told) == sorted([cell.told, late])


def test_its_hour_and_its_format_are_those_of_the_project(cell):
    project = cell.freeze(Composition("flash", marking="Diffusion restreinte"))
    again = cell.taken_up(project)
    assert (again.format, again.cutoff, again.marking) == ("flash", cell.now, "Diffusion restreinte")


def test_a_contact_that_was_left_out_stays_out_whatever_becomes_of_him(cell):
    left, told = cell.contact("Blanc"), cell.contact("Aubert")
    project = cell.freeze(Composition(out=frozenset({f"contact:{left}"})))
    cell.mine.desk.do(EditContact(left, {"function": "Porte-parole"}))
    late = cell.contact("Caron")
    again = cell.taken_up(project)
    assert again.out == {f"contact:{left}"}
    (table,) = next(one for one in cell.printed(project, again) if one.number == CONTACTS).blocks
    assert table.records == (told, late)


def test_a_contact_left_out_stays_out_for_the_colleague_who_takes_the_project_up(cell, office):
    colleague = office.workstation("SIG2", "N. Bellec")
    cell.mine.desk.do(AddMember(cell.space, person_of(colleague), "CCOM"))
    left = cell.contact("Blanc", colleague)
    share(colleague, office.directory, [cell.mine])
    project = cell.freeze(Composition(out=frozenset({f"contact:{left}"})))
    share(cell.mine, cell.space, [colleague])
    assert brief_draft.resumed(colleague.reading, cell.space, project).out == {f"contact:{left}"}


def test_somebody_on_call_who_was_left_out_stays_out_until_his_slot_says_otherwise(cell):
    duty = {"organisation": "SAN", "function": "DICOM", "holder_name": "F. Delmas", "zone": "Europe/Paris"}
    slot = cell.mine.desk.do(AddDuty({**duty, "starts": cell.now - HOUR, "ends": cell.now + 48 * HOUR})).id
    project = cell.freeze(Composition(out=frozenset({f"duty:{slot}"})))
    assert cell.taken_up(project).out == {f"duty:{slot}"}
    cell.mine.desk.do(EditDuty(slot, {"holder_name": "M. Ferrand"}))
    assert cell.taken_up(project).out == frozenset()
