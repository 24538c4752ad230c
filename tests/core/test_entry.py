"""An entry as its operations leave it: what corrects it stays in sight, and no order of arrival matters."""

from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.core.entries import Assignee, Attachment, Place
from app.core.entry import fold
from app.core.entry_line import row, words
from app.core.records import Held
from app.core.registers.journal import REGISTER
from tests.building import NOW, Writer
from tests.core.holding import SPACE, edit, held, histories, show, strange_records

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


@given(histories("entry.recorded", ("entry.amended", "entry.handled"), SOME), st.randoms(use_true_random=False))
def test_any_history_of_an_entry_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@given(strange_records(REGISTER, BODY, ("reason",)))
def test_nothing_anybody_signs_about_an_entry_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


def test_an_hour_typed_ahead_is_not_late() -> None:
    entry = fold([begin(occurred_at=NOW + 10**9)])
    assert entry is not None
    assert entry.late_minutes == 0
    assert row(entry)["occurred_at"] == NOW + 10**9


def test_a_rectification_that_rectifies_nothing_is_not_shown_as_one() -> None:
    first = begin()
    empty = held(BOB.write("entry.amended", {"fields": {"subject": "Rien", "priority": 1}}, SPACE, first.id))
    wrong = amend(first, {"subject": 5, "priority": 1}, first)
    entry = fold([first, empty, wrong])
    assert entry is not None
    assert (entry.subject, entry.amendments) == ("Incendie", ())


OTHER, THIRD = "a" * 64, "b" * 64
LINK = f"link.contradicts.{OTHER}"
FILE = f"file.{THIRD}"


def test_the_steps_of_the_triage_are_kept_with_the_reason_of_a_return() -> None:
    first = begin()
    two = held(edit(BOB, "entry.triaged", first.id, {"triage": "closed"}, first), person="bob")
    three = held(edit(CAM, "entry.triaged", first.id, {"triage": "to_sort"}, two, reason="rouverte"), person="cam")
    entry = fold([three, two, first])
    assert entry is not None
    assert entry.triage == "to_sort"
    assert [(one.step, one.reason, one.author.person) for one in entry.triaged] == [
        ("closed", "", "bob"),
        ("to_sort", "rouverte", "cam"),
    ]


def test_an_entry_says_who_deals_with_it_and_before_when() -> None:
    first = begin()
    fields = {"assigned": {"person": "", "organisation": "SAN", "name": "Santé"}, "due": NOW}
    entry = fold([first, held(edit(BOB, "entry.assigned", first.id, fields), person="bob")])
    assert entry is not None
    assert (entry.assigned, entry.due, entry.triage) == (Assignee("", "SAN", "Santé"), NOW, "to_sort")


def test_a_contradiction_is_open_until_somebody_settles_it() -> None:
    first = begin()
    said = held(edit(BOB, "entry.linked", first.id, {LINK: {"note": "autres produits", "settled": ""}}), person="bob")
    entry = fold([first, said])
    assert entry is not None
    (link,) = entry.links
    assert (link.kind, link.target, link.note, link.settled) == ("contradicts", OTHER, "autres produits", "")
    assert [one.active for one in REGISTER.relations(entry)] == [True]
    settled = {LINK: {"note": "", "settled": "fiche de sécurité reçue"}}
    apart = [held(edit(writer, "entry.linked", first.id, settled, said), person=writer.name) for writer in (ANN, CAM)]
    entry = fold([first, said, *apart])
    assert entry is not None
    assert [one.active for one in REGISTER.relations(entry)] == [False]
    assert entry.conflicts == ()


def test_two_people_who_settle_a_contradiction_apart_are_both_shown() -> None:
    first = begin()
    apart = [
        held(edit(writer, "entry.linked", first.id, {LINK: {"note": "", "settled": word}}), person=writer.name)
        for writer, word in ((BOB, "solvant"), (CAM, "huile"))
    ]
    entry = fold([first, *apart])
    assert entry is not None
    assert {(one.settled, one.by.person) for one in entry.links} == {("solvant", "bob"), ("huile", "cam")}
    assert len(list(REGISTER.relations(entry))) == 1


def test_a_link_taken_back_is_no_link() -> None:
    first = begin()
    said = held(edit(BOB, "entry.linked", first.id, {LINK: {"note": "", "settled": ""}}))
    entry = fold([first, said, held(edit(BOB, "entry.linked", first.id, {LINK: None}, said))])
    assert entry is not None
    assert entry.links == ()
    assert not list(REGISTER.relations(entry))


def test_files_are_known_by_their_content_and_found_by_their_name() -> None:
    first = begin()
    file = {"name": "plan-cuvettes.pdf", "size": 412_000, "type": "application/pdf"}
    entry = fold([first, held(edit(BOB, "entry.attached", first.id, {FILE: file}))])
    assert entry is not None
    assert entry.files == (Attachment(THIRD, "plan-cuvettes.pdf", 412_000, "application/pdf"),)
    assert "plan-cuvettes.pdf" in words(entry)


def test_a_decision_keeps_the_first_number_it_was_given() -> None:
    first = held(ANN.write("entry.recorded", {**BODY, "decision": "D-SIG1-004"}, SPACE), person="ann")
    entry = fold([first])
    assert entry is not None
    assert entry.decision == "D-SIG1-004"
    later = held(edit(BOB, "entry.amended", first.id, {"type": "decision"}, first, decision="D-SIG1-009"))
    again = fold([first, later])
    assert again is not None
    assert again.decision == "D-SIG1-004"


def test_a_number_of_another_workstation_is_no_number() -> None:
    first = held(ANN.write("entry.recorded", {**BODY, "decision": "D-INT-004"}, SPACE), person="ann")
    entry = fold([first])
    assert entry is not None
    assert entry.decision == ""


def test_what_has_not_the_shape_of_a_number_is_no_number() -> None:
    for number in ("-SIG1-\n<b>-77", "SIG1-x", "SIG1-1234567890", "sig1-SIG1-0001", "SIG1"):
        body = {**BODY, "number": number, "decision": f"D-{number}"}
        entry = fold([held(ANN.write("entry.recorded", body, SPACE), person="ann")])
        assert entry is not None
        assert (entry.number, entry.decision) == ("", "")


def test_a_link_or_a_file_that_is_named_badly_is_none_and_breaks_nothing() -> None:
    for name in ("link.", "link.a", "link.a.b.c", "file.", "file.x", "link.contradicts.SIG1-0001"):
        first = begin(**{name: {"note": "", "settled": "", "name": "a", "size": 1, "type": ""}})
        entry = fold([first])
        assert entry is not None
        later = fold([begin(), held(edit(BOB, "entry.linked", first.id, {name: None}))])
        assert later is None or later.links == ()
        assert (entry.links, entry.files) == ((), ())


MORE = SOME | {
    "triage": st.sampled_from(("to_sort", "closed", "perdu")),
    "assigned": st.sampled_from((None, {"person": "", "organisation": "SAN", "name": "Santé"}, {"name": ""})),
    "due": st.sampled_from((None, NOW, -1)),
    LINK: st.sampled_from((None, {"note": "", "settled": ""}, {"note": "", "settled": "huile"}, "lien")),
    FILE: st.sampled_from(({"name": "plan.pdf", "size": 3, "type": ""}, {"name": "plan.pdf", "size": 0, "type": ""})),
}
KINDS = tuple(kind for kind in REGISTER.writers if kind != "entry.recorded")


@given(histories("entry.recorded", KINDS, MORE), st.randoms(use_true_random=False))
def test_any_follow_up_of_an_entry_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@given(strange_records(REGISTER, {**BODY, "fields": FIELDS | {LINK: None, FILE: None, "assigned": None}}, ("sheet",)))
def test_nothing_anybody_signs_about_its_links_and_files_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)
