"""The main courante: entries are never edited, what corrects them stays in sight, and no order of arrival matters."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.entries import Place
from app.core.errors import Refused
from app.core.records import Held
from app.core.register import Draft
from app.core.registers.crisis import CloseCrisis
from app.core.registers.journal import REGISTER, Amend, Handle, Record, fold, row, words
from app.core.store.reading import EntryFilter
from tests.building import NOW, Writer
from tests.core.holding import SPACE, edit, held, histories, show, strange_records
from tests.office import Office, share

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
FIELDS = {"subject": "Incendie", "occurred_at": NOW - 17 * 60_000, "content": "site Seveso", "priority": 2}
BODY = {"number": "SIG1-0001", "raw": "", "fields": FIELDS}


def begin(**fields: Any) -> Held:
    return held(ANN.write("entry.recorded", {**BODY, "fields": FIELDS | fields}, SPACE), person="ann")


def amend(first: Held, fields: dict[str, Any], *replaced: Held, by: Writer = BOB, kind: str = "entry.amended") -> Held:
    return held(edit(by, kind, first.id, fields, *replaced, reason="erreur d'écoute"), person=by.name)


def test_an_entry_shows_what_was_recorded() -> None:
    entry = fold([begin(place={"code": "76540", "name": "Rouen"}, recipients=["INT"])])
    assert entry is not None
    assert (entry.number, entry.subject, entry.rating, entry.priority) == ("SIG1-0001", "Incendie", "F6", 2)
    assert entry.place == Place("76540", "Rouen")
    assert not entry.pending
    assert entry.late_minutes == (entry.recorded_at - entry.occurred_at) // 60_000 > 0
    assert "Rouen" in words(entry)


def test_a_rectification_keeps_the_former_wording_with_its_reason() -> None:
    first = begin()
    second = amend(first, {"subject": "Incendie maîtrisé"}, first)
    third = amend(first, {"subject": "Incendie éteint"}, second, by=CAM)
    entry = fold([third, first, second])
    assert entry is not None
    assert entry.subject == "Incendie éteint"
    assert [(one.former, one.new, one.author.person) for one in entry.amendments] == [
        ("Incendie", "Incendie maîtrisé", "bob"),
        ("Incendie maîtrisé", "Incendie éteint", "cam"),
    ]
    assert all(one.reason == "erreur d'écoute" for one in entry.amendments)
    assert "Incendie maîtrisé" in words(entry)


def test_two_rectifications_made_apart_are_both_shown_until_a_third_names_both() -> None:
    first = begin()
    two, three = amend(first, {"subject": "A"}, first), amend(first, {"subject": "B"}, first, by=CAM)
    entry = fold([first, two, three])
    assert entry is not None
    assert entry.conflicts == ("subject",)
    assert {value.value for value in entry.fields["subject"].values} == {"A", "B"}
    settled = fold([first, two, three, amend(first, {"subject": "C"}, two, three)])
    assert settled is not None
    assert (settled.subject, settled.conflicts) == ("C", ())


def test_no_handling_and_no_act_of_another_register_rewrites_an_entry_in_silence() -> None:
    first = begin()
    for kind in ("entry.handled", "contact.edited", "message.revised", "visa.given", "crisis.closed", "entry.recorded"):
        sly = amend(first, {"subject": "Rien à signaler"}, first, kind=kind)
        entry = fold([first, sly])
        assert entry is not None
        assert (entry.subject, entry.amendments) == ("Incendie", ()), kind


def test_the_handling_of_an_entry_is_no_rectification() -> None:
    first = begin()
    entry = fold([first, amend(first, {"priority": 1}, first, kind="entry.handled")])
    assert entry is not None
    assert (entry.priority, entry.amendments) == (1, ())


def test_an_entry_without_a_subject_or_an_hour_is_no_entry() -> None:
    assert fold([begin(subject=None)]) is None
    assert fold([begin(occurred_at="hier")]) is None
    assert fold([]) is None


def test_every_order_of_arrival_gives_the_same_entry() -> None:
    first = begin()
    two, three = amend(first, {"subject": "A"}, first), amend(first, {"subject": "B"}, first, by=CAM)
    operations = [
        first,
        two,
        three,
        amend(first, {"priority": 1}, first, kind="entry.handled"),
        amend(first, {"subject": "C"}, two),
    ]
    expected = show(REGISTER, operations)
    assert all(show(REGISTER, order) == expected for order in permutations(operations))


SOME = {
    "subject": st.sampled_from(("a", "b", 3)),
    "occurred_at": st.sampled_from((NOW, NOW + 1)),
    "priority": st.integers(0, 4),
}


@settings(max_examples=100)
@given(histories("entry.recorded", ("entry.amended", "entry.handled"), SOME), st.randoms(use_true_random=False))
def test_any_history_of_an_entry_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@settings(max_examples=100)
@given(strange_records(REGISTER, BODY, ("reason",)))
def test_nothing_anybody_signs_about_an_entry_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


@pytest.fixture
def opened(office: Office) -> tuple[Any, str]:
    sig = office.workstation("SIG1", "Camille Morvan")
    return sig, office.crisis(sig)


def test_numbers_are_given_at_once_one_after_the_other(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    assert [sig.desk.do(Record(crisis, f"Entrée {n}")).label for n in range(3)] == [
        "SIG1-0001",
        "SIG1-0002",
        "SIG1-0003",
    ]


def test_each_workstation_and_each_crisis_has_its_own_numbers(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    first, second = office.crisis(one, (two, "LIA")), office.crisis(one, title="Autre")
    assert one.desk.do(Record(first, "a")).label == one.desk.do(Record(second, "b")).label == "SIG1-0001"
    assert two.desk.do(Record(first, "c")).label == "INT-0001"
    share(two, first, [one])
    assert one.desk.do(Record(first, "d")).label == "SIG1-0002"


def test_an_entry_begins_with_what_is_known_and_nothing_is_invented(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    entry = sig.reading.entry(sig.desk.do(Record(crisis, "Fumée", raw="fumée")).id)
    assert (entry.rating, entry.verification, entry.sender, entry.place) == ("F6", "unverified", "", None)
    assert (entry.raw, entry.late_minutes, entry.pending) == ("fumée", 0, True)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (lambda crisis, entry: Record(crisis, " "), "subject"),
        (lambda crisis, entry: Record("0" * 64, "Fumée"), "crisis"),
        (lambda crisis, entry: Record(crisis, "Fumée", type="gossip"), "type"),
        (lambda crisis, entry: Amend(entry, {"subject": "Feu"}, " "), "reason"),
        (lambda crisis, entry: Amend(entry, {"subject": ""}, "erreur"), "subject"),
        (lambda crisis, entry: Amend(entry, {"priority": 1}, "erreur"), "priority"),
        (lambda crisis, entry: Amend(entry, {"subject": "Fumée"}, "erreur"), ""),
        (lambda crisis, entry: Amend(entry, {}, "erreur"), ""),
        (lambda crisis, entry: Handle(entry, {"subject": "Feu"}), "subject"),
        (lambda crisis, entry: Handle(entry, {"priority": 9}), "priority"),
        (lambda crisis, entry: Handle("0" * 64, {"priority": 1}), "entry"),
    ],
)
def test_what_is_refused_names_its_field_and_writes_nothing(opened: tuple[Any, str], command: Any, field: str) -> None:
    sig, crisis = opened
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    before = sig.reading.pending()
    with pytest.raises(Refused) as refusal:
        sig.desk.do(command(crisis, entry))
    assert refusal.value.field == field
    assert sig.reading.pending() == before


def test_nothing_is_written_in_a_crisis_that_is_closed(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    sig.desk.do(CloseCrisis(crisis))
    for command in (
        Record(crisis, "Suite"),
        Amend(entry, {"subject": "Feu"}, "erreur"),
        Handle(entry, {"priority": 1}),
    ):
        with pytest.raises(Refused, match="close"):
            sig.desk.do(command)


def test_what_a_person_saw_decides_what_his_rectification_replaces(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(one, (two, "LIA"))
    entry = one.desk.do(Record(crisis, "Fumée")).id
    share(one, crisis, [two])
    one.desk.do(Amend(entry, {"subject": "Feu"}, "précision"))
    two.desk.do(Amend(entry, {"subject": "Vapeur"}, "précision"))
    share(one, crisis, [two])
    assert two.reading.entry(entry).conflicts == ("subject",)
    two.desk.do(Amend(entry, {"subject": "Feu et vapeur"}, "les deux"))
    assert two.reading.entry(entry).conflicts == ()


def test_a_key_event_is_found_by_its_mark(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    entry = sig.desk.do(Record(crisis, "Fumée"))
    assert not sig.reading.entry_keys(EntryFilter(crisis, key_events=True))
    sig.desk.do(Handle(entry.id, {"key_event": True}))
    assert len(sig.reading.entry_keys(EntryFilter(crisis, key_events=True))) == 1


def test_an_hour_typed_ahead_is_not_late() -> None:
    entry = fold([begin(occurred_at=NOW + 10**9)])
    assert entry is not None
    assert entry.late_minutes == 0
    assert row(entry)["occurred_at"] == NOW + 10**9


def test_an_entry_written_with_fewer_fields_is_rectified_like_any_other(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    with sig.store.write() as transaction:
        body = {"number": "SIG1-0001", "fields": {"subject": "Fumée", "occurred_at": NOW}}
        grant = transaction.view().grants(crisis)[0].id
        written = transaction.sign(Draft("entry.recorded", body, crisis), grant)
        transaction.append(written)
    sig.desk.do(Amend(written.id, {"content": "sur le site"}, "précision"))
    assert sig.reading.entry(written.id).content == "sur le site"


def test_a_rectification_that_rectifies_nothing_is_not_shown_as_one() -> None:
    first = begin()
    empty = held(BOB.write("entry.amended", {"fields": {"subject": "Rien", "priority": 1}}, SPACE, first.id))
    wrong = amend(first, {"subject": 5, "priority": 1}, first)
    entry = fold([first, empty, wrong])
    assert entry is not None
    assert (entry.subject, entry.amendments) == ("Incendie", ())
