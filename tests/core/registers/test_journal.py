"""The main courante: entries are never edited, what corrects them stays in sight, and no order of arrival matters."""

from typing import Any

import pytest

from app.core.entries import Assignee
from app.core.entry_commands import Amend, Assign, Handle, Link, Record, Transcribe, Triage, Unlink
from app.core.errors import Refused
from app.core.register import Draft
from app.core.registers.crisis import CloseCrisis, OpenCrisis
from app.core.store.filtering import EntryFilter
from tests.building import NOW
from tests.office import Office, share


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


def test_only_who_leads_the_cell_sorts_and_assigns(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Noé Bellec", role="MC")
    crisis = office.crisis(one, (two, "MC"))
    entry = two.desk.do(Record(crisis, "Fumée")).id
    for act in (Triage(entry, "closed"), Assign(entry, Assignee("", "SAN", "Santé"))):
        with pytest.raises(Refused, match="rôle"):
            two.desk.do(act)
    share(two, crisis, [one])
    one.desk.do(Triage(entry, "to_decide"))
    one.desk.do(Assign(entry, Assignee("", "SAN", "Santé"), NOW))
    found = one.reading.entry(entry)
    assert (found.triage, found.assigned, found.due) == ("to_decide", Assignee("", "SAN", "Santé"), NOW)


def test_an_entry_goes_forward_freely_and_back_with_a_reason(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    sig.desk.do(Triage(entry, "closed"))
    with pytest.raises(Refused, match="« clos »") as refusal:
        sig.desk.do(Triage(entry, "to_decide", " "))
    assert refusal.value.field == "reason"
    sig.desk.do(Triage(entry, "to_decide", "élément nouveau"))
    with pytest.raises(Refused, match="déjà ainsi"):
        sig.desk.do(Triage(entry, "to_decide"))
    assert [one.reason for one in sig.reading.entry(entry).triaged] == ["", "élément nouveau"]


def test_links_name_another_entry_of_the_same_crisis(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    other = sig.desk.do(OpenCrisis("Autre", "exercise", "other", "INT")).id
    here, there = sig.desk.do(Record(crisis, "a")).id, sig.desk.do(Record(other, "b")).id
    for act in (
        Link(here, "follows", there),
        Link(here, "follows", "a" * 64),
        Link(here, "follows", here),
        Link(here, "resembles", sig.desk.do(Record(crisis, "c")).id),
        Link(here, "follows", sig.desk.do(Record(crisis, "d")).id, settled="clos"),
        Unlink(here, "follows", sig.desk.do(Record(crisis, "e")).id, "erreur"),
    ):
        with pytest.raises(Refused):
            sig.desk.do(act)
    assert sig.reading.entry(here).links == ()


def test_a_contradiction_is_told_then_settled_and_a_wrong_link_taken_back(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    one, two = (sig.desk.do(Record(crisis, text)).id for text in ("huile", "solvant"))
    sig.desk.do(Link(two, "contradicts", one, "nature des produits"))
    sig.desk.do(Link(two, "contradicts", one, "nature des produits", "fiche de sécurité : solvant"))
    sig.desk.do(Link(two, "duplicates", one))
    sig.desk.do(Unlink(two, "duplicates", one, "erreur de numéro"))
    (link,) = sig.reading.entry(two).links
    assert (link.kind, link.settled) == ("contradicts", "fiche de sécurité : solvant")


def test_decisions_are_numbered_apart_and_keep_their_number(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    one = sig.desk.do(Record(crisis, "Fermer l'autoroute", type="decision", options="fermer\nattendre")).id
    two = sig.desk.do(Record(crisis, "Attendre le vent")).id
    sig.desk.do(Amend(two, {"type": "decision", "rationale": "visibilité nulle"}, "c'en était une"))
    sig.desk.do(Amend(two, {"type": "note"}, "non"))
    sig.desk.do(Amend(two, {"type": "decision"}, "si"))
    three = sig.desk.do(Record(crisis, "Rouvrir", type="decision")).id
    numbers = [sig.reading.entry(id).decision for id in (one, two, three)]
    assert numbers == ["D-SIG1-001", "D-SIG1-002", "D-SIG1-003"]
    assert [found.id for found in sig.reading.find("D-002", "entry", crisis)] == [two]
    assert sig.reading.entry(two).number == "SIG1-0002"


def test_a_sheet_is_copied_whole_or_not_at_all(opened: tuple[Any, str]) -> None:
    sig, crisis = opened
    lines = tuple(Record("", f"Ligne {n}", type="decision" if n % 2 else "note") for n in range(4))
    sig.desk.do(Transcribe(crisis, "f. 2", lines))
    keys = sig.reading.entry_keys(EntryFilter(crisis))
    found = sorted((row for row in sig.reading.entry_rows(keys) if row), key=lambda row: row.number)
    assert [(row.number, row.decision, row.sheet) for row in found] == [
        ("SIG1-0001", "", "f. 2"),
        ("SIG1-0002", "D-SIG1-001", "f. 2"),
        ("SIG1-0003", "", "f. 2"),
        ("SIG1-0004", "D-SIG1-002", "f. 2"),
    ]
    for sheet, wrong in (("3", (*lines, Record("", ""))), ("", lines), ("3", ())):
        with pytest.raises(Refused):
            sig.desk.do(Transcribe(crisis, sheet, wrong))
    assert len(sig.reading.entry_keys(EntryFilter(crisis))) == 4


def test_an_entry_takes_the_mention_of_its_crisis_unless_it_says_otherwise(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig, marking="Diffusion restreinte", tlp="amber")
    plain = sig.reading.entry(sig.desk.do(Record(crisis, "a")).id)
    other = sig.reading.entry(sig.desk.do(Record(crisis, "b", marking="Secret médical", tlp="red")).id)
    assert (plain.marking, plain.tlp) == ("Diffusion restreinte", "amber")
    assert (other.marking, other.tlp) == ("Secret médical", "red")


@pytest.mark.parametrize("fields", [{"marking": "TRÈS SECRET"}, {"content": "SECRET DÉFENSE\nsuite"}])
def test_what_is_classified_is_refused_with_an_explanation(opened: tuple[Any, str], fields: dict[str, str]) -> None:
    sig, crisis = opened
    with pytest.raises(Refused, match="classification"):
        sig.desk.do(Record(crisis, "Note", **fields))
