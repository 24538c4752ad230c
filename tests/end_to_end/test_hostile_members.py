"""Members of a cell who sign by hand what their program refuses: no word of theirs makes a text cleared."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from app.core import circuits
from app.core.entry_commands import Amend
from app.core.errors import Refused
from app.core.message_commands import Dispatch, Draft, Embargo, GiveVisa, SetCircuit, Submit
from app.core.register import Draft as Written
from app.core.registers.members import RemoveMember
from app.core.texts import Text, plain
from app.core.visas import signed_hash
from tests.cell import TEXT, Cell
from tests.office import Office, person_of

CALLED = {"name": "Quelqu'un d'autre", "function": "directeur", "number": "0142"}
NOT_CLEARED = {"draft", "submitted", "returned", "review", "conflict"}


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office, "SIG2", "RED", associated=("INT", "SAN"))


@pytest.fixture
def nearly(cell: Cell) -> str:
    """A message that waits for two visas: a ministry's and the authority's."""
    message = cell.draft(by="RED")
    cell.clear(message, "INT", "SIG1")
    return message


@pytest.mark.parametrize(
    ("prefix", "step", "more"),
    [
        ("INT", "organisations", {"organisation": "SAN"}),
        ("INT", "authority", {}),
        ("INT", "authority", {"organisation": "PM"}),
        ("RED", "authority", {}),
        ("SIG1", "authority", {}),
        ("SIG2", "authority", {"means": "app", "for": CALLED}),
        ("SIG2", "authority", {"means": "telepathy", "for": CALLED}),
        ("SIG2", "authority", {"means": "phone", "for": {}}),
        ("SIG2", "authority", {"means": "phone", "for": CALLED | {"name": "Rémi FAURE"}}),
        ("SIG2", "authority", {"means": "phone", "for": CALLED | {"name": "Bruno Lenoir"}}),
        ("SIG1", "authority", {"means": "phone", "for": CALLED}),
        ("INT", "authority", {"means": "phone", "for": CALLED}),
        ("INT", "organisations", {"organisation": "SAN", "means": "phone", "for": CALLED}),
    ],
)
def test_no_visa_signed_by_hand_counts_out_of_ones_place(
    cell: Cell, nearly: str, prefix: str, step: str, more: dict[str, Any]
) -> None:
    before = cell.message(nearly)
    cell.visa_by_hand(prefix, nearly, step, **more)
    found = cell.message(nearly)
    assert (found.state, found.missing) == (before.state, before.missing)
    assert not found.visas[-1].counts
    assert found.visas[-1].why_not


@pytest.mark.parametrize("wrong", ["hash", "label", "other text", "other circuit", "other organisations"])
def test_no_visa_passes_from_what_it_signs_to_something_else(cell: Cell, nearly: str, wrong: str) -> None:
    other = cell.draft(replace(TEXT, body="Un autre."), by="RED")
    cell.submit(other)
    here, there = cell.message(nearly), cell.message(other)
    assert here.judgement is not None
    assert there.judgement is not None
    circuit = circuits.fingerprint(circuits.load())
    signs = {
        "hash": here.current.hash,
        "label": here.current.label,
        "other text": there.judgement.submission.signs,
        "other circuit": signed_hash(here.current.hash, circuits.fingerprint(circuits.load("urgent")), ("INT", "SAN")),
        "other organisations": signed_hash(here.current.hash, circuit, ("INT",)),
    }
    cell.visa_by_hand("PM1", nearly, "authority", version=signs[wrong])
    assert cell.message(nearly).missing == here.missing


def test_who_recorded_a_visa_does_not_confirm_it_nor_does_somebody_of_another_step(cell: Cell, nearly: str) -> None:
    told = cell.visa_by_hand("SIG2", nearly, "authority", means="phone", **{"for": CALLED})
    for prefix in ("SIG2", "SIG1", "INT", "RED"):
        cell.by_hand(prefix, "visa.confirmed", {"visa": told}, nearly)
    assert not next(one for one in cell.message(nearly).visas if one.id == told).confirmed


@pytest.mark.parametrize("prefix", ["RED", "INT", "PM1"])
def test_nobody_but_a_head_of_cell_sends_a_text_round_the_urgent_circuit(cell: Cell, prefix: str) -> None:
    message = cell.draft(by="RED")
    circuit = circuits.load("urgent")
    hash = cell.message(message).current.hash
    body = {"version": hash, "circuit": circuits.plain(circuit), "organisations": []}
    submission = cell.by_hand(prefix, "message.submitted", body, message)
    signs = signed_hash(hash, circuits.fingerprint(circuit), [])
    for signer, step in (("SIG1", "coordination"), ("PM1", "authority")):
        cell.visa_by_hand(signer, message, step, version=signs, submission=submission)
    assert cell.message(message).state == "draft"


def test_nobody_submits_under_a_circuit_of_his_own_nor_under_one_that_was_replaced(cell: Cell) -> None:
    message = cell.draft(by="RED")
    hash = cell.message(message).current.hash
    final = circuits.load().steps[-1]
    easy = circuits.Circuit("standard", "circuit standard", (replace_step(final, id="x", final=False), final))
    body = {"version": hash, "circuit": circuits.plain(easy), "organisations": []}
    cell.by_hand("RED", "message.submitted", body, message)
    assert cell.state(message) == "draft"
    health = circuits.Step("sante", "visa de la Santé", "organisations", ("LIA",), organisations=("SAN",))
    stricter = circuits.Circuit("standard", "avec la Santé", (health, *circuits.load().steps))
    cell.do("SIG1", SetCircuit(cell.crisis, stricter))
    cell.share()
    asked = [{"code": code, "name": code} for code in ("INT",)]
    old = {"version": hash, "circuit": circuits.plain(circuits.load()), "organisations": asked}
    cell.by_hand("RED", "message.submitted", old, message)
    for honest in ("INT", "SIG1", "PM1"):
        with pytest.raises(Refused, match="Le circuit de visas a changé"):
            cell.do(honest, GiveVisa(message, None, "favourable"))
    cell.do("SIG1", Submit(message))
    cell.share()
    found = cell.message(message)
    assert found.circuit == stricter
    assert [(one.step, one.organisation) for one in found.steps][:2] == [("sante", "SAN"), ("organisations", "INT")]


def replace_step(step: circuits.Step, **more: Any) -> circuits.Step:
    return structs.replace(step, **more)


@pytest.mark.parametrize("prefix", ["RED", "INT", "PM1"])
def test_nobody_but_a_head_of_cell_changes_a_circuit(cell: Cell, nearly: str, prefix: str) -> None:
    final, head = circuits.load().steps[-1], circuits.load().steps[1]
    short = circuits.plain(circuits.Circuit("standard", "court", (head, final)))
    body = {"circuit": short, "seen": dict.fromkeys(("a:b",), 9), "replaces": []}
    cell.by_hand(prefix, "circuit.set", body)
    assert cell["SIG1"].reading.circuit(cell.crisis, "standard") == (circuits.load(),)
    assert cell.message(nearly).circuit == circuits.load()


@pytest.mark.parametrize(
    "circuit",
    [
        {"steps": []},
        {"steps": [{"id": "a", "label": "a", "kind": "role", "roles": ["DIR"], "final": True}]},
        {"steps": [{"id": "a", "label": "a", "kind": "role", "roles": ["CCOM"], "final": True}]},
        {"steps": "x"},
        None,
    ],
)
def test_no_head_of_cell_sets_by_hand_a_circuit_without_authority_or_four_eyes(cell: Cell, circuit: Any) -> None:
    made = {"id": "standard", "name": "court"} | circuit if circuit else circuit
    cell.by_hand("SIG1", "circuit.set", {"circuit": made, "seen": {}, "replaces": []})
    assert cell["PM1"].reading.circuit(cell.crisis, "standard") == (circuits.load(),)


def test_a_text_sent_back_is_not_brought_round_again_by_who_wrote_it(cell: Cell, nearly: str) -> None:
    found = cell.message(nearly)
    assert found.judgement is not None
    submission = found.judgement.submission
    body = {"version": found.current.hash, "submissions": [submission.id], "reason": "à revoir"}
    cell.by_hand("SIG2", "message.returned", body, nearly)
    again = {
        "version": found.current.hash,
        "circuit": circuits.plain(submission.circuit),
        "organisations": [{"code": code, "name": name} for code, name in submission.organisations],
    }
    cell.by_hand("RED", "message.submitted", again, nearly)
    cell.visa_by_hand("PM1", nearly, "authority")
    assert cell.state(nearly) == "returned"


def test_a_liaison_does_not_send_back_lift_withdraw_or_reexamine(cell: Cell) -> None:
    message = cell.draft(by="RED")
    cell.do("SIG1", Embargo(message, None, "Europe/Paris", "familles informées"))
    cell.submit(message, circuit="urgent")
    cell.sign(message, "SIG1", "PM1")
    found = cell.message(message)
    assert (found.state, found.judgement is not None) == ("embargoed", True)
    submissions = [found.judgement.submission.id] if found.judgement else []
    sent_back = {"version": found.current.hash, "submissions": submissions, "reason": "non"}
    cell.by_hand("INT", "message.returned", sent_back, message)
    cell.by_hand("INT", "message.withdrawn", {"reason": "non"}, message)
    lifted = {"embargoes": [one.id for one in found.embargoes], "reason": "oui"}
    for prefix in ("INT", "RED", "SIG1"):
        cell.by_hand(prefix, "embargo.lifted", lifted, message)
        cell.by_hand(prefix, "embargo.over", lifted, message)
        assert cell.state(message) == "embargoed"
    cell.by_hand("PM1", "embargo.lifted", lifted, message)
    assert cell.state(message) == "validated"


@pytest.mark.parametrize("prefix", ["SIG1", "PM1", "RED", "INT"])
def test_a_text_that_was_never_cleared_is_never_shown_as_gone_out(cell: Cell, nearly: str, prefix: str) -> None:
    with pytest.raises(Refused, match="ne peut pas être diffusé"):
        cell.do("SIG1", Dispatch(nearly, None, "sms", to="tous", degraded="urgence"))
    hash = cell.message(nearly).current.hash
    cell.by_hand(prefix, "message.dispatched", {"version": hash, "channel": "sms", "to": "tous"}, nearly)
    found = cell.message(nearly)
    assert found.state == "submitted"
    assert found.situation is not None
    assert not found.situation.in_force
    row = next(one for one in cell["INT"].reading.messages(cell.crisis) if one.id == nearly)
    assert not row.in_force


def test_a_text_that_was_never_cleared_takes_the_place_of_nothing(cell: Cell) -> None:
    first = cell.draft(by="RED")
    cell.submit(first, circuit="urgent")
    cell.sign(first, "SIG1", "PM1")
    cell.do("SIG1", Dispatch(first, None, "sms", to="tous", degraded="réseau coupé"))
    cell.share()
    other = cell.do("RED", Draft(cell.crisis, "line", replace(TEXT, body="Faux."), aside={"replaces": first}))
    cell.share()
    hash = cell.message(other).current.hash
    cell.by_hand("SIG2", "message.dispatched", {"version": hash, "channel": "sms", "to": "tous"}, other)
    found = cell.message(first)
    assert found.situation is not None
    assert (found.situation.in_force, found.situation.superseded_by) == (True, ())


def test_what_is_written_composed_otherwise_goes_out_as_it_was_signed(cell: Cell) -> None:
    text = replace(TEXT, body="Évacuez le préau.")
    message = cell.draft(text)
    cell.submit(message, circuit="urgent")
    cell.sign(message, "SIG1", "PM1")
    apart = plain(replace(text, body="E\u0301vacuez le pre\u0301au."))
    cell.by_hand("INT", "message.revised", {"fields": {"version": apart}}, message, {"version": []})
    found = cell.message(message)
    assert (found.state, found.current.text.body) == ("validated", "Évacuez le préau.")


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\u00ad", "\U000e0041", "\u3164"])
def test_the_authority_never_signs_a_text_that_hides_a_character(cell: Cell, hidden: str) -> None:
    message = cell.draft(by="RED")
    seen = cell.message(message).fields["version"].seen
    text = plain(Text("Restez", f"Fermez{hidden} les fenêtres."))
    cell.by_hand("RED", "message.revised", {"fields": {"version": text}}, message, {"version": seen})
    cell.submit(message, circuit="urgent")
    cell.sign(message, "SIG1")
    with pytest.raises(Refused, match="Le visa final est refusé"):
        cell.do("PM1", GiveVisa(message, None, "favourable"))


def test_a_person_who_was_removed_signs_nothing_more(cell: Cell, nearly: str) -> None:
    cell.do("SIG1", RemoveMember(cell.crisis, person_of(cell["PM1"]), "relève"))
    cell.share("PM1")
    cell.do("PM1", GiveVisa(nearly, None, "favourable"))  # he does not know it yet
    cell.share()
    found = cell.message(nearly)
    assert found.state in NOT_CLEARED
    assert found.visas[-1].why_not == "écrit après le retrait de son auteur"


def test_a_visa_given_before_its_author_left_stays(cell: Cell) -> None:
    message = cell.draft(by="RED")
    cell.submit(message, circuit="urgent")
    cell.sign(message, "SIG1", "PM1")
    cell.do("SIG1", RemoveMember(cell.crisis, person_of(cell["PM1"]), "relève"))
    cell.share()
    assert cell.state(message, "SIG1", "INT") == "validated"


def test_nobody_reads_for_another(cell: Cell, nearly: str) -> None:
    hash = cell.message(nearly).current.hash
    cell.by_hand("INT", "message.read", {"version": hash, "person": person_of(cell["PM1"])}, nearly)
    cell.by_hand("INT", "message.read", {"version": hash}, nearly)
    assert [one.by.name for one in cell.message(nearly).readers] == ["Léa Aubert"]


def test_a_forged_footing_hides_no_change(cell: Cell) -> None:
    fact = cell.fact()
    message = cell.draft(by="RED", uses=(fact,))
    cell.submit(message, circuit="urgent")
    cell.sign(message, "SIG1", "PM1")
    with cell["SIG1"].store.read() as transaction:
        former = transaction.view().footing(fact)
    cell.do("INT", Amend(fact, {"subject": "Quatre blessés"}, "erreur d'écoute"))
    cell.share()
    with cell["RED"].store.read() as transaction:
        now = transaction.view().footing(fact)
    assert former is not None
    assert now is not None
    assert former.hash != now.hash
    field, forged = f"use.{fact}", {"footing": now.hash, "number": now.number, "words": "Trois blessés"}
    seen = cell.message(message).fields[field].seen
    for prefix in ("RED", "INT", "SIG1"):
        for kind in ("message.supported", "message.described", "message.submitted", "message.proofread", "visa.given"):
            for value in (forged, None):
                cell.by_hand(prefix, kind, {"fields": {field: value}}, message, {field: seen})
        assert cell.state(message) == "review"


def test_a_crisis_of_another_space_lends_no_visa(cell: Cell, office: Office, nearly: str) -> None:
    """The same people in another crisis: what they sign there names this message in vain."""
    other = office.crisis(cell["SIG1"], (cell["PM1"], "DIR"))
    judgement = cell.message(nearly).judgement
    assert judgement is not None
    body = {"version": judgement.submission.signs, "step": "authority", "organisation": "", "decision": "favourable"}
    with cell["PM1"].store.write() as transaction:
        grant = next(one.id for one in transaction.view().grants(other))
        written = transaction.sign(Written("visa.given", body, other, nearly), grant)
        transaction.append(written)
    assert cell.state(nearly, "PM1") == "submitted"
