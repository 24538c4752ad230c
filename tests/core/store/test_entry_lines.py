"""The lines of the main courante: what each says beside the entry's own words."""

from app.core.entries import Assignee, Place
from app.core.entry_commands import Assign, Link, Record
from app.core.registers.acknowledgements import Acknowledge
from app.core.store.entry_lines import turns
from app.core.store.filtering import EntryFilter
from app.core.store.rows import EntryRow
from app.sync.workstation import Workstation
from tests.office import Office, person_of, share
from tests.twins import lived_twice


def lines(one: Workstation, crisis: str) -> dict[str, EntryRow]:
    rows = one.reading.entry_rows(one.reading.entry_keys(EntryFilter(crisis)))
    return {row.number: row for row in rows if row}


def test_a_line_says_to_whom_it_is_assigned(sig: Workstation, lia: Workstation, crisis: str) -> None:
    entries = [sig.desk.do(Record(crisis, "Tâche", place=Place("76540", "Rouen"))).id for _ in range(3)]
    sig.desk.do(Assign(entries[0], Assignee(person_of(lia), "", "L. Aubert"), due=5_000))
    sig.desk.do(Assign(entries[1], Assignee("", "INT", "Intérieur")))
    share(sig, crisis, [lia])
    mine = {number: (row.assigned, row.due, row.assigned_to_me) for number, row in lines(lia, crisis).items()}
    assert mine == {
        "SIG1-0001": ("L. Aubert", 5_000, True),
        "SIG1-0002": ("Intérieur", 0, True),
        "SIG1-0003": ("", 0, False),
    }
    assert not any(row.assigned_to_me for row in lines(sig, crisis).values())
    assert lines(lia, crisis)["SIG1-0001"].place_codes == ",76540,"


def test_each_person_has_his_own_unread(sig: Workstation, lia: Workstation, crisis: str) -> None:
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    sig.desk.do(Record(crisis, "Feu"))
    share(sig, crisis, [lia])
    assert [row.unread for row in lines(sig, crisis).values()] == [False, False]
    assert [row.unread for row in lines(lia, crisis).values()] == [True, True]
    lia.desk.do(Acknowledge(crisis, (entry,)))
    share(lia, crisis, [sig])
    for one in (sig, lia):
        read = {number: (row.read_by, row.readers) for number, row in lines(one, crisis).items()}
        assert read == {"SIG1-0001": (2, 2), "SIG1-0002": (1, 2)}
        one.store.rebuild()
        assert {number: (row.read_by, row.readers) for number, row in lines(one, crisis).items()} == read
    assert {number: row.unread for number, row in lines(lia, crisis).items()} == {"SIG1-0001": False, "SIG1-0002": True}


def test_both_sides_of_a_contradiction_say_so(sig: Workstation, crisis: str) -> None:
    one, other, _ = (sig.desk.do(Record(crisis, subject)).id for subject in ("12 blessés", "3 blessés", "Autre"))
    sig.desk.do(Link(other, "contradicts", one))
    sig.desk.do(Link(other, "follows", one))
    assert [row.contradicted for row in lines(sig, crisis).values()] == [False, True, True]
    sig.desk.do(Link(other, "contradicts", one, settled="Le SAMU confirme 3."))
    assert not any(row.contradicted for row in lines(sig, crisis).values())


def test_the_members_of_a_crisis_change_at_known_moments(office: Office, sig: Workstation, crisis: str) -> None:
    with sig.store.read() as transaction:
        members = transaction.view().members(crisis)
    first, *_, last = turns(members)
    assert len(members.at(first - 1)) == 0
    assert len(members.at(last)) == 2


def test_two_entries_of_one_number_are_told_apart_wherever_it_is_shown(sig: Workstation, crisis: str) -> None:
    done = sig.desk.do(Record(crisis, "Fumée"))
    sig.desk.do(Record(crisis, "Feu"))
    twin = lived_twice(sig, done.id)
    rows = [row for row in sig.reading.entry_rows(sig.reading.entry_keys(EntryFilter(crisis))) if row]
    assert sorted(row.called for row in rows) == sorted(
        ["SIG1-0002", *(f"SIG1-0001 · {id[:4]}" for id in (done.id, twin))]
    )
    assert sig.reading.related(twin).twin
    assert not sig.reading.related(rows[0].id if rows[0].number == "SIG1-0002" else rows[1].id).twin
