"""The notices of a workstation: made with what calls for them, once each, and kept until they are seen."""

import pytest

from app.core.clock import Clock
from app.core.entries import Assignee
from app.core.entry_commands import Amend, Assign, Handle, Record, Triage
from app.core.registers.acknowledgements import Acknowledge
from app.core.registers.crisis import CloseCrisis
from app.core.registers.members import AddMember
from app.core.store import log
from app.core.store.cursor import Cursor
from app.core.store.notices import CAUGHT_UP, NoticeRow, follow
from app.sync.workstation import Workstation
from tests.office import Office, person_of, share
from tests.ui.lines import NOW

MINUTE = 60_000


class Watch:
    """A clock one moves by hand."""

    def __init__(self) -> None:
        self.now = NOW


class Cell:
    """Two workstations of one crisis, and a newcomer to be."""

    def __init__(self, office: Office, watch: Watch) -> None:
        self.office, self.watch = office, watch
        self.mine = office.workstation("SIG1", "C. Morvan")
        self.other = office.workstation("SIG2", "N. Bellec", "SAN", "CCOM")
        self.space = office.crisis(self.mine, (self.other, "CCOM"), title="Incendie")

    def record(self, subject: str, by: Workstation | None = None, **fields: object) -> str:
        return (by or self.other).desk.do(Record(self.space, subject, **fields)).id

    def assign(self, entry: str, due: int | None = None, **to: str) -> None:
        self.other.desk.do(Assign(entry, Assignee(**to), due))

    def receive(self) -> list[NoticeRow]:
        share(self.other, self.space, [self.mine])
        return self.notices()

    def notices(self) -> list[NoticeRow]:
        return self.mine.reading.notices()

    def kinds(self) -> list[str]:
        return [one.kind for one in self.notices()]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def cell(tmp_path, watch: Watch):
    office = Office(tmp_path, Clock(lambda: watch.now))
    yield Cell(office, watch)
    office.close()


def test_a_colleague_s_priority_1_is_noticed_with_its_number_and_who_wrote_it(cell: Cell) -> None:
    entry = cell.record("Reprise de feu", priority=1)
    cell.record("Rien de grave")
    (one,) = cell.receive()
    assert (one.kind, one.record, one.number, one.subject) == ("priority", entry, "SIG2-0001", "Reprise de feu")
    assert (one.by, one.crisis, one.frame, one.seen, one.discreet) == (
        "N. Bellec",
        "Incendie",
        "exercise",
        False,
        False,
    )


def test_what_is_received_twice_calls_once(cell: Cell) -> None:
    cell.record("Reprise de feu", priority=1)
    assert len(cell.receive()) == 1
    assert len(cell.receive()) == 1


def test_one_s_own_entries_call_nobody(cell: Cell) -> None:
    cell.record("Reprise de feu", by=cell.mine, priority=1)
    share(cell.mine, cell.space, [cell.other])
    assert cell.receive() == []


def test_an_entry_raised_to_priority_1_calls_even_its_author(cell: Cell) -> None:
    entry = cell.record("Reprise de feu", by=cell.mine)
    share(cell.mine, cell.space, [cell.other])
    cell.other.desk.do(Amend(entry, {"content": "Foyer visible."}, "complément"))
    assert cell.receive() == []
    cell.other.desk.do(Handle(entry, {"priority": 1}))
    assert [one.kind for one in cell.receive()] == ["priority"]


def test_a_newcomer_is_not_called_for_what_was_written_before_him(cell: Cell) -> None:
    cell.record("Reprise de feu", priority=1)
    newcomer = cell.office.workstation("SIG3", "L. Aubert")
    share(cell.other, cell.space, [cell.mine])
    cell.mine.desk.do(AddMember(cell.space, person_of(newcomer), "MC"))
    share(cell.mine, cell.space, [cell.other, newcomer])
    assert newcomer.reading.notices() == []
    with newcomer.store.write() as transaction:
        transaction.caught_up(cell.space)
    cell.record("Second départ", priority=1)
    share(cell.other, cell.space, [newcomer])
    assert [one.subject for one in newcomer.reading.notices()] == ["Second départ"]


def test_who_opens_a_crisis_is_called_from_its_first_entry(cell: Cell) -> None:
    with cell.mine.store.read() as transaction:
        assert log.noted(transaction.connection, CAUGHT_UP.format(cell.space))


def test_an_assignment_calls_the_person_and_each_new_one_calls_again(cell: Cell) -> None:
    entry = cell.record("Joindre la préfecture")
    cell.assign(entry, person=person_of(cell.mine), name="C. Morvan")
    assert [one.kind for one in cell.receive()] == ["assigned"]
    cell.other.desk.do(Assign(entry, None, None))
    cell.assign(entry, person=person_of(cell.mine), name="C. Morvan")
    assert [one.kind for one in cell.receive()] == ["assigned", "assigned"]


def test_an_assignment_to_my_organisation_calls_me_and_to_another_does_not(cell: Cell) -> None:
    first, second = cell.record("Joindre la préfecture"), cell.record("Joindre l’ARS")
    cell.assign(first, organisation="SIG", name="SIG")
    cell.assign(second, organisation="SAN", name="Santé")
    assert [one.record for one in cell.receive()] == [first]


def test_a_due_time_calls_ten_minutes_before_and_once_it_is_reached(cell: Cell) -> None:
    entry = cell.record("Joindre la préfecture")
    cell.assign(entry, NOW + 30 * MINUTE, person=person_of(cell.mine), name="C. Morvan")
    cell.receive()
    cell.mine.desk.note_due()
    assert cell.kinds() == ["assigned"]
    cell.watch.now = NOW + 21 * MINUTE
    cell.mine.desk.note_due()
    cell.mine.desk.note_due()
    assert cell.kinds() == ["soon", "assigned"]
    cell.watch.now = NOW + 31 * MINUTE
    cell.mine.desk.note_due()
    assert cell.kinds() == ["due", "soon", "assigned"]
    assert cell.notices()[0].due_at == NOW + 30 * MINUTE


def test_a_due_time_put_off_calls_again_and_a_closed_entry_does_not(cell: Cell) -> None:
    entry = cell.record("Joindre la préfecture")
    me = {"person": person_of(cell.mine), "name": "C. Morvan"}
    cell.assign(entry, NOW, **me)
    cell.receive()
    cell.mine.desk.note_due()
    cell.assign(entry, NOW + 5 * MINUTE, **me)
    cell.receive()
    cell.mine.desk.note_due()
    assert sorted(cell.kinds()) == ["assigned", "assigned", "due", "soon"]
    cell.other.desk.do(Triage(entry, "closed"))
    cell.receive()
    cell.watch.now = NOW + 6 * MINUTE
    cell.mine.desk.note_due()
    assert "due" in cell.kinds()
    assert cell.kinds().count("due") == 1


def test_nothing_is_due_in_a_crisis_that_is_closed(cell: Cell) -> None:
    entry = cell.record("Joindre la préfecture")
    cell.assign(entry, NOW, person=person_of(cell.mine), name="C. Morvan")
    cell.receive()
    cell.mine.desk.do(CloseCrisis(cell.space))
    cell.mine.desk.note_due()
    assert cell.kinds() == ["assigned"]


def test_a_crisis_followed_before_this_version_is_no_newcomer_s(cell: Cell) -> None:
    share(cell.mine, cell.space, [cell.other])
    with cell.other.store.write() as transaction:
        transaction.move(cell.space, Cursor("épreuve"))
        assert log.noted(transaction.connection, CAUGHT_UP.format(cell.space)) is None
        follow(transaction.connection)
    cell.record("Reprise de feu", by=cell.mine, priority=1)
    share(cell.mine, cell.space, [cell.other])
    assert [one.kind for one in cell.other.reading.notices()] == ["priority"]


def test_the_listeners_hear_of_a_due_time(cell: Cell) -> None:
    entry = cell.record("Joindre la préfecture")
    cell.assign(entry, NOW, person=person_of(cell.mine), name="C. Morvan")
    cell.receive()
    heard: list[object] = []
    cell.mine.desk.subscribe(heard.append)
    cell.mine.desk.note_due()
    assert [one.spaces for one in heard] == [frozenset({cell.space})]
    cell.mine.desk.note_due()
    assert len(heard) == 1


def test_notices_stay_until_they_are_seen_and_are_listed_after_those_that_are_not(cell: Cell) -> None:
    for subject in ("Un", "Deux", "Trois"):
        cell.record(subject, priority=1)
    last, middle, first = cell.receive()
    assert [last.subject, middle.subject, first.subject] == ["Trois", "Deux", "Un"]
    cell.mine.desk.see_notices([last.n])
    assert [(one.subject, one.seen) for one in cell.notices()] == [("Deux", False), ("Un", False), ("Trois", True)]
    assert [one.subject for one in cell.mine.reading.notices(unseen=True)] == ["Deux", "Un"]
    cell.mine.desk.see_notices()
    assert cell.mine.reading.notices(unseen=True) == []


def test_an_entry_that_was_read_in_the_table_is_no_longer_to_be_seen(cell: Cell) -> None:
    entry = cell.record("Reprise de feu", priority=1)
    cell.receive()
    cell.mine.desk.do(Acknowledge(cell.space, (entry,)))
    assert cell.mine.reading.notices(unseen=True) == []
    assert len(cell.notices()) == 1


def test_a_marked_entry_is_discreet(cell: Cell) -> None:
    cell.record("Reprise de feu", priority=1, marking="Diffusion restreinte")
    cell.record("Second départ", priority=1, tlp="red")
    assert [one.discreet for one in cell.receive()] == [True, True]


def test_notices_survive_the_read_tables_made_again(cell: Cell) -> None:
    cell.record("Reprise de feu", priority=1)
    cell.receive()
    cell.mine.store.rebuild()
    assert [one.subject for one in cell.notices()] == ["Reprise de feu"]
