"""The main courante as it is asked: what a change does to a list, what surrounds an entry, and who read it."""

import pytest

from app.core.entry_commands import Amend, Link, Record
from app.core.errors import Refused
from app.core.register import Draft
from app.core.registers.acknowledgements import Acknowledge
from app.core.registers.memberships import AddMember, RemoveMember
from app.core.store import journal_reading
from app.core.store.filtering import EntryFilter
from app.sync.workstation import Workstation
from tests.office import Office, person_of, share

HOUR = 3_600_000


def keys_of(one: Workstation, wanted: EntryFilter) -> list[int]:
    return list(one.reading.entry_keys(wanted))


def test_what_changed_takes_its_new_place_and_leaves_the_former(sig: Workstation, crisis: str) -> None:
    entries = [sig.desk.do(Record(crisis, f"Entrée {n}", occurred_at=n * HOUR)).id for n in range(1, 4)]
    wanted = EntryFilter(crisis)
    before = keys_of(sig, wanted)
    moved = sig.desk.do(Amend(entries[0], {"occurred_at": 10 * HOUR}, "erreur d'heure")).changes
    changes = sig.reading.changes_in(wanted, moved.records)
    assert changes is not None
    there, gone = changes
    assert (list(there), list(gone)) == ([keys_of(sig, wanted)[0]], [before[2]])
    kept = sorted({*before, *there} - set(gone), reverse=True)
    assert kept == keys_of(sig, wanted)


def test_what_matches_no_longer_is_to_be_taken_out(sig: Workstation, crisis: str) -> None:
    entry = sig.desk.do(Record(crisis, "Fumée", type="rumour"))
    wanted = EntryFilter(crisis, types=("rumour",))
    changes = sig.reading.changes_in(wanted, entry.changes.records)
    assert changes is not None
    assert [list(one) for one in changes] == [keys_of(sig, wanted), []]
    (key,) = keys_of(sig, wanted)
    changed = sig.desk.do(Amend(entry.id, {"type": "information"}, "confirmé")).changes
    changes = sig.reading.changes_in(wanted, changed.records)
    assert changes is not None
    assert [list(one) for one in changes] == [[], [key]]


def test_an_acknowledgement_or_a_link_changes_the_entries_it_names(
    sig: Workstation, lia: Workstation, crisis: str
) -> None:
    entries = [sig.desk.do(Record(crisis, f"Entrée {n}")).id for n in range(2)]
    share(sig, crisis, [lia])
    wanted = EntryFilter(crisis, unread=True)
    keys = keys_of(lia, wanted)
    read = lia.desk.do(Acknowledge(crisis, (entries[0],))).changes
    changes = lia.reading.changes_in(wanted, read.records)
    assert changes is not None
    assert [list(one) for one in changes] == [[], [keys[1]]]
    tied = lia.desk.do(Link(entries[0], "contradicts", entries[1])).changes
    changes = lia.reading.changes_in(EntryFilter(crisis, contradicted=True), tied.records)
    assert changes is not None
    assert sorted(changes[0], reverse=True) == keys
    assert lia.reading.changes_in(wanted, [f"{n:064x}" for n in range(501)]) is None
    assert lia.reading.changes_in(EntryFilter("0" * 64), entries) is None


def test_the_links_of_an_entry_are_seen_from_both_ends(sig: Workstation, lia: Workstation, crisis: str) -> None:
    one, other = (sig.desk.do(Record(crisis, subject)).id for subject in ("12 blessés", "3 blessés"))
    sig.desk.do(Link(other, "contradicts", one, note="deux bilans"))
    sig.desk.do(Link(other, "contradicts", one, note="deux bilans", settled="Le SAMU confirme 3."))
    (going,) = sig.reading.related(other).links
    (coming,) = sig.reading.related(one).links
    assert (going.kind, going.outgoing, going.id, going.number, going.subject) == (
        *("contradicts", True, one),
        *("SIG1-0001", "12 blessés"),
    )
    assert (coming.kind, coming.outgoing, coming.id, coming.number) == ("contradicts", False, other, "SIG1-0002")
    assert going.settled == coming.settled == "Le SAMU confirme 3."
    assert going.by.name == "Camille Morvan"
    share(sig, crisis, [lia])
    assert lia.reading.related(one).links[0].settled == "Le SAMU confirme 3."


def test_a_link_to_an_entry_of_another_crisis_shows_nothing_of_it_and_marks_nothing_there(
    office: Office, sig: Workstation, lia: Workstation, crisis: str
) -> None:
    secret = office.crisis(sig)
    mine, here = sig.desk.do(Record(secret, "Réservé")).id, lia.desk.do(Record(crisis, "Ici")).id
    name = f"link.contradicts.{mine}"
    said = Draft("entry.linked", {"fields": {name: {"note": "", "settled": ""}}}, crisis, here, {name: []})
    with lia.store.write() as transaction:  # as another program could
        transaction.append(transaction.sign(said, transaction.view().grants(crisis)[0].id))
    share(lia, crisis, [sig])
    (link,) = sig.reading.related(here).links
    assert (link.number, link.subject) == (mine[:8], "")
    assert sig.reading.related(mine).links == ()
    (row,) = filter(None, sig.reading.entry_rows(sig.reading.entry_keys(EntryFilter(secret))))
    assert not row.contradicted
    for space in (crisis, secret):
        extract = sig.reading.extract(EntryFilter(space))
        assert (extract.numbers, extract.incoming) == ({}, {})
    assert keys_of(sig, EntryFilter(secret, contradicted=True)) == []


def test_readers_are_the_members_of_the_moment(office: Office, sig: Workstation, lia: Workstation, crisis: str) -> None:
    gone, late = (
        office.workstation(prefix, name, "INT", "LIA") for prefix, name in (("GON1", "Ali B"), ("LAT1", "Zoé M"))
    )
    sig.desk.do(AddMember(crisis, person_of(gone), "LIA"))
    entry = sig.desk.do(Record(crisis, "Fumée"))
    sig.desk.do(RemoveMember(crisis, person_of(gone)))
    sig.desk.do(AddMember(crisis, person_of(late), "LIA"))
    share(sig, crisis, [lia, late])
    lia.desk.do(Acknowledge(crisis, (entry.id,)))
    late.desk.do(Acknowledge(crisis, (entry.id,)))
    share(lia, crisis, [sig])
    share(late, crisis, [sig])
    readers = sig.reading.related(entry.id).readers
    assert [(name, of) for name, of, _ in readers.read] == [("Camille Morvan", "SIG"), ("Léa Aubert", "INT")]
    assert (readers.n, readers.m, readers.unread, readers.later) == (2, 3, ("Ali B",), ("Zoé M",))
    (row,) = sig.reading.entry_rows(sig.reading.entry_keys(EntryFilter(crisis)))
    assert row is not None
    assert (row.read_by, row.readers, row.unread) == (2, 3, False)


def test_entries_are_named_by_their_keys(sig: Workstation, crisis: str) -> None:
    entries = [sig.desk.do(Record(crisis, f"Entrée {n}", occurred_at=n * HOUR)).id for n in range(1, 4)]
    keys = keys_of(sig, EntryFilter(crisis))
    assert sig.reading.entry_ids(keys) == entries[::-1]
    assert sig.reading.entry_ids([keys[2], 7, keys[0]]) == [entries[0], entries[2]]
    assert [one.subject for one in sig.reading.entries(entries)] == ["Entrée 1", "Entrée 2", "Entrée 3"]
    for unknown in (sig.reading.entry, sig.reading.related):
        with pytest.raises(Refused, match="pas connue"):
            unknown("0" * 64)


def test_senders_are_proposed_by_how_often_they_wrote(sig: Workstation, crisis: str) -> None:
    for sender in ("SDIS 76", "Préf. 76", "SDIS 76", ""):
        sig.desk.do(Record(crisis, "Fumée", sender=sender))
    assert sig.reading.senders(crisis) == ["SDIS 76", "Préf. 76"]


def test_drafts_are_those_of_a_place(sig: Workstation) -> None:
    for name in ("a ligne 2", "a ligne 1", "b ligne 1", "a%ligne"):
        sig.desk.keep_draft(name, f"dans {name}")
    assert sig.reading.drafts("a ligne ") == [("a ligne 1", "dans a ligne 1"), ("a ligne 2", "dans a ligne 2")]
    assert sig.reading.drafts("c") == []


def test_a_reading_that_nobody_wants_any_more_stops(
    sig: Workstation, crisis: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_reading, "AT_ONCE", 2)
    for n in range(5):
        sig.desk.do(Record(crisis, f"Entrée {n}"))
    looks = iter((False, False, True))
    assert len(sig.reading.entry_keys(EntryFilter(crisis), None, lambda: next(looks))) == 4
    assert len(sig.reading.entry_keys(EntryFilter(crisis))) == 5
