"""Every filter alone and together, against the same question asked of the entries one by one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.brief_commands import Freeze, Printed
from app.core.entries import Assignee, Place
from app.core.entry_commands import Amend, Assign, Handle, Link, Record
from app.core.errors import Refused
from app.core.registers.acknowledgements import Acknowledge
from app.core.search_text import folded
from app.core.store import journal_reading, log
from app.core.store.filtering import EntryFilter
from app.core.store.rows import EntryRow
from app.sync.workstation import Workstation
from tests.office import Office, operations, person_of, share

HOUR = 3_600_000


def numbers(one: Workstation, wanted: EntryFilter) -> list[str]:
    keys = one.reading.entry_keys(wanted)
    rows = one.reading.entry_rows(keys)
    for limit in (0, 1, len(keys) + 1):
        assert one.reading.entry_keys(wanted, limit) == keys[:limit]
    return [row.number for row in rows if row]


def test_a_sender_is_found_by_parts_of_its_name_without_accents(sig: Workstation, crisis: str) -> None:
    for sender in ("Préfecture 76", "SDIS 76", "PREFECTURE 27", ""):
        sig.desk.do(Record(crisis, f"De {sender}", sender=sender))
    for wanted, found in (
        ("pref", ["SIG1-0003", "SIG1-0001"]),
        ("76", ["SIG1-0002", "SIG1-0001"]),
        ("76 préf", ["SIG1-0001"]),
        ("%", []),
        ("  ", ["SIG1-0004", "SIG1-0003", "SIG1-0002", "SIG1-0001"]),
    ):
        assert numbers(sig, EntryFilter(crisis, sender=wanted)) == found, wanted


def test_a_place_is_a_commune_its_departement_or_its_region(sig: Workstation, crisis: str) -> None:
    places = (
        Place("76540", "Rouen"),
        Place("76451", "Mont-Saint-Aignan", others=("27229",)),
        Place("14118", "Caen"),
        Place("2A004", "Ajaccio"),
        Place("", "le pont"),
        None,
    )
    for place in places:
        sig.desk.do(Record(crisis, "Ici", place=place))
    for wanted, found in (
        ("76540", [1]),
        ("27229", [2]),
        ("D76", [2, 1]),
        ("D27", [2]),
        ("R28", [3, 2, 1]),
        ("R94", [4]),
        ("D2A", [4]),
        ("7", []),
        ("R", []),
        (",", []),
    ):
        assert numbers(sig, EntryFilter(crisis, place=wanted)) == [f"SIG1-{n:04}" for n in found], wanted


def test_since_a_brief_is_what_its_workstation_did_not_hold_whatever_the_hour(
    sig: Workstation, lia: Workstation, crisis: str
) -> None:
    known = sig.desk.do(Record(crisis, "Connue"))
    rectified, handled = (sig.desk.do(Record(crisis, subject)).id for subject in ("À rectifier", "À suivre"))
    share(sig, crisis, [lia])
    lia.desk.do(Record(crisis, "Écrite avant, reçue après", occurred_at=sig.clock.now() - 6 * HOUR))
    content = sig.reading.compose(crisis, sig.clock.now(), True)
    brief = sig.desk.do(Freeze(crisis, content, Printed(b"%PDF-1.7 essai", 1))).id
    assert numbers(sig, EntryFilter(crisis, since_brief=brief)) == []
    share(lia, crisis, [sig])
    sig.desk.do(Amend(rectified, {"subject": "Rectifiée"}, "erreur"))
    sig.desk.do(Handle(handled, {"priority": 1}))
    sig.desk.do(Record(crisis, "Nouvelle", occurred_at=sig.clock.now() - 12 * HOUR))
    expected = ["SIG1-0002", "INT-0001", "SIG1-0004"]
    for one in (sig, lia):
        share(sig, crisis, [lia])
        assert numbers(one, EntryFilter(crisis, since_brief=brief)) == expected
        assert numbers(one, EntryFilter(crisis, "rectif", since_brief=brief)) == ["SIG1-0002"]
    assert known.label == "SIG1-0001"


def test_only_a_brief_of_that_crisis_is_a_filter(office: Office, sig: Workstation, crisis: str) -> None:
    entry, elsewhere = sig.desk.do(Record(crisis, "Fumée")).id, office.crisis(sig, title="Autre")
    content = sig.reading.compose(elsewhere, sig.clock.now(), True)
    brief = sig.desk.do(Freeze(elsewhere, content, Printed(b"%PDF-1.7 essai", 1))).id
    for other in (entry, brief, "0" * 64):
        with pytest.raises(Refused, match="pas connu"):
            sig.reading.entry_keys(EntryFilter(crisis, since_brief=other))


def test_what_waits_for_me_is_mine_or_of_my_organisation(office: Office, sig: Workstation, crisis: str) -> None:
    entries = [sig.desk.do(Record(crisis, "Tâche")).id for _ in range(4)]
    sig.desk.do(Assign(entries[0], Assignee(person_of(sig), "", "C. Morvan")))
    sig.desk.do(Assign(entries[1], Assignee("", "SIG", "SIG")))
    sig.desk.do(Assign(entries[2], Assignee("", "INT", "Intérieur")))
    assert numbers(sig, EntryFilter(crisis, mine=True)) == ["SIG1-0002", "SIG1-0001"]


def test_a_contradiction_shows_both_sides_until_it_is_settled(sig: Workstation, crisis: str) -> None:
    one, other, _ = (sig.desk.do(Record(crisis, subject)).id for subject in ("12 blessés", "3 blessés", "Autre"))
    sig.desk.do(Link(other, "contradicts", one))
    wanted = EntryFilter(crisis, contradicted=True)
    assert numbers(sig, wanted) == ["SIG1-0002", "SIG1-0001"]
    sig.desk.do(Link(other, "contradicts", one, settled="Le SAMU confirme 3."))
    assert numbers(sig, wanted) == []


def test_a_crisis_is_searched_alone(office: Office, sig: Workstation, crisis: str) -> None:
    other = office.crisis(sig, title="Autre")
    for space in (crisis, other):
        sig.desk.do(Record(space, "Fumée"))
    for more in ({}, {"key_events": True}, {"order": "recorded"}):
        assert len(numbers(sig, EntryFilter(crisis, "fumee", **more))) == (0 if "key_events" in more else 1)
    assert numbers(sig, EntryFilter("0" * 64, "fumee")) == []


Test = Callable[[EntryRow], bool]
ASKED: dict[str, tuple[dict[str, object], Test]] = {
    "query": (
        {"query": "feu prefecture"},
        lambda row: "feu" in folded(row.subject) and "prefecture" in folded(row.opening),
    ),
    "one word": ({"query": "fe"}, lambda row: "feu" in folded(row.subject)),
    "since": ({"since": 10 * HOUR}, lambda row: row.occurred_at >= 10 * HOUR),
    "until": ({"until": 20 * HOUR}, lambda row: row.occurred_at <= 20 * HOUR),
    "types": ({"types": ("decision", "note")}, lambda row: row.type in ("decision", "note")),
    "sender": ({"sender": "sdis"}, lambda row: "SDIS" in row.sender),
    "place": ({"place": "D76"}, lambda row: ",76" in row.place_codes),
    "sources": ({"sources": ("A", "B")}, lambda row: row.rating[0] in "AB"),
    "credibilities": ({"credibilities": ("2",)}, lambda row: row.rating[1] == "2"),
    "verifications": ({"verifications": ("denied",)}, lambda row: row.verification == "denied"),
    "priorities": ({"priorities": (1, 4)}, lambda row: row.priority in (1, 4)),
    "triage": ({"triage": ("closed",)}, lambda row: row.triage == "closed"),
    "key_events": ({"key_events": True}, lambda row: row.key_event),
    "unread": ({"unread": True}, lambda row: row.unread),
    "pending": ({"pending": True}, lambda row: row.pending),
    "away": ({"away": True}, lambda row: row.away),
    "contradicted": ({"contradicted": True}, lambda row: row.contradicted),
    "mine": ({"mine": True}, lambda row: row.assigned_to_me),
}


@pytest.fixture
def night(sig: Workstation, lia: Workstation, crisis: str) -> Workstation:
    """A main courante with something of everything, as the liaison's workstation holds it."""
    for n in range(60):
        record = Record(
            crisis,
            f"{('Feu', 'Eau', 'Fumée')[n % 3]} {n}",
            ("selon la préfecture", "")[n % 2],
            occurred_at=(n * 7919 % 24) * HOUR,
            sender=("SDIS 76", "Préf.", "")[n % 3],
            type=("information", "decision", "note", "request")[n % 4],
            place=(Place("76540", "Rouen"), None, Place("27229", "Évreux"))[n % 3],
            source="ABF"[n % 3],
            credibility="26"[n % 2],
            verification=("denied", "unverified")[n % 2],
            priority=n % 4 + 1,
            key_event=n % 5 == 0,
            triage=("closed", "to_sort")[n % 2],
        )
        (lia if n % 6 == 0 else sig).desk.do(record)
    share(lia, crisis, [sig])
    share(sig, crisis, [lia])
    with lia.store.write() as transaction:
        transaction.caught_up(crisis)
        log.note(transaction.connection, "exchanged", b"1")
    some = [one.id for one in operations(sig, crisis) if one.header.kind == "entry.recorded"]
    sig.desk.do(Link(some[3], "contradicts", some[9]))
    sig.desk.do(Assign(some[4], Assignee(person_of(lia), "", "L. Aubert")))
    for n in range(60, 66):
        sig.desk.do(Record(crisis, f"Feu {n}", "préfecture", occurred_at=n % 24 * HOUR, key_event=True))
    share(sig, crisis, [lia])
    lia.desk.do(Acknowledge(crisis, tuple(some[1:30])))
    lia.desk.do(Record(crisis, "Feu 66", "de la préfecture", type="decision", occurred_at=12 * HOUR))
    return lia


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_keep_just_the_entries_that_meet_every_condition(
    night: Workstation, crisis: str, data: st.DataObject
) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(ASKED)), unique=True, max_size=4))
    order = data.draw(st.sampled_from(["occurred", "recorded"]))
    wanted = EntryFilter(crisis, order=order)  # type: ignore[arg-type]
    for name in names:
        wanted = replace(wanted, **ASKED[name][0])  # type: ignore[arg-type]
    everything = night.reading.entry_rows(night.reading.entry_keys(EntryFilter(crisis)))
    assert len(everything) == 67
    asked = [test for given, test in (ASKED[name] for name in names) if given.items() <= vars_of(wanted).items()]
    kept = [row for row in everything if row and all(test(row) for test in asked)]
    kept.sort(key=lambda row: (row.recorded_at if order == "recorded" else 0, row.key), reverse=True)
    keys = list(night.reading.entry_keys(wanted))
    assert keys == [row.key for row in kept]
    for few in (journal_reading.FEW, 3):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(journal_reading, "FEW", few)
            for limit in (1, 10, 70):
                assert list(night.reading.entry_keys(wanted, limit)) == keys[:limit]
    changes = night.reading.changes_in(wanted, [row.id for row in everything if row][:20])
    assert changes is not None
    there, gone = changes
    assert {row.key for row in everything[:20] if row} & set(keys) <= set(there) <= set(keys)
    assert not set(gone) & set(keys)


def test_each_condition_keeps_some_and_leaves_some(night: Workstation, crisis: str) -> None:
    for name, (values, _) in ASKED.items():
        found = night.reading.entry_keys(replace(EntryFilter(crisis), **values))  # type: ignore[arg-type]
        assert 0 < len(found) < 67, name


def vars_of(wanted: EntryFilter) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in wanted.__dataclass_fields__}
