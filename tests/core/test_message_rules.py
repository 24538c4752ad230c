"""Writing a message and sending it round: what each act becomes, and who is asked."""

from dataclasses import replace

import pytest
from msgspec import structs

from app.core import circuits
from app.core.entry_commands import Amend
from app.core.errors import Refused
from app.core.message_commands import (
    Describe,
    Draft,
    GiveVisa,
    Proofread,
    Remind,
    Revise,
    SetCircuit,
    Submit,
    Support,
)
from app.core.message_rules import chosen
from tests.cell import TEXT, Cell
from tests.office import Office

JOINT = {"issuers": ["INT", "SAN"]}


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office)


def test_what_two_ministries_issue_is_signed_by_the_government_and_goes_round_both(office: Office) -> None:
    cell = Cell(office, "SAN", associated=())
    message = cell.draft(replace(TEXT, issuer="Intérieur"), aside=JOINT)
    assert cell.message(message).current.text.issuer == "Gouvernement"
    with pytest.raises(Refused, match="communiqué conjoint"):
        cell.do("SIG1", Submit(message, None, "standard"))
    cell.submit(message)
    found = cell.message(message)
    assert found.circuit is not None
    assert found.circuit.joint
    assert [(one.step, one.organisation) for one in found.steps][:2] == [
        ("organisations", "INT"),
        ("organisations", "SAN"),
    ]
    cell.sign(message, "INT", "SIG1", "PM1")
    assert cell.message(message).missing == ("visa Santé",)
    cell.sign(message, "SAN")
    assert cell.state(message) == "validated"


def test_a_text_that_becomes_joint_is_signed_by_the_government_before_it_goes_round(cell: Cell) -> None:
    message = cell.draft()
    cell.do("SIG1", Describe(message, JOINT))
    with pytest.raises(Refused, match="Gouvernement"):
        cell.do("SIG1", Submit(message))
    cell.do("SIG1", Revise(message, TEXT))  # it is signed otherwise: not the same text
    cell.do("SIG1", Submit(message))
    assert cell.message(message, "SIG1").current.text.issuer == "Gouvernement"


def test_what_replaces_a_message_says_so_from_the_first(cell: Cell) -> None:
    first = cell.draft()
    other = cell.draft(replace(TEXT, title="Correction"), aside={"replaces": first})
    assert cell.message(other).aside.replaces == first


def test_the_validity_of_what_is_validated_is_changed_by_who_leads(cell: Cell) -> None:
    message = cell.draft()
    soon = cell.office.clock.now() + 3_600_000
    cell.do("INT", Describe(message, {"valid_until": soon}))
    cell.share()
    cell.clear(message)
    with pytest.raises(Refused, match="change la validité"):
        cell.do("INT", Describe(message, {"valid_until": soon + 1}))
    cell.do("PM1", Describe(message, {"valid_until": soon + 1}))
    cell.do("INT", Describe(message, {"spokesperson": "Le préfet"}))
    cell.share()
    assert (cell.state(message), cell.message(message).aside.valid_until) == ("validated", soon + 1)


def test_a_new_version_looks_again_at_what_it_rests_on(cell: Cell) -> None:
    fact, other = cell.fact(), cell.fact("Un autre fait")
    message = cell.draft(uses=(fact,))
    cell.do("INT", Support(message, add=(other, fact)))
    cell.share()
    assert [one.number for one in cell.message(message).uses] == ["SIG1-0001", "SIG1-0002"]
    cell.do("SIG1", Support(message, remove=(other,)))
    cell.do("SIG1", Amend(fact, {"subject": "Quatre blessés"}, "rectifié"))
    cell.share()
    assert cell.state(message) == "review"
    cell.do("INT", Revise(message, replace(TEXT, body="Quatre blessés.")))
    cell.share()
    found = cell.message(message)
    assert (found.state, [one.record for one in found.uses], found.grounds) == ("draft", [fact], found.uses)
    cell.do("SIG1", Amend(other, {"subject": "Tout autre"}, "rectifié"))
    cell.share()
    assert cell.state(message) == "draft"  # it rests on it no more
    with pytest.raises(Refused, match="Rien n'est changé"):
        cell.do("SIG1", Support(message, add=(fact,)))


def test_a_remark_is_no_condition_and_is_not_its_authors(cell: Cell) -> None:
    message = cell.draft(by="INT")
    with pytest.raises(Refused, match="son propre texte"):
        cell.do("INT", Proofread(message, None, "une virgule"))
    cell.do("SIG1", Proofread(message, None, "une virgule"))
    cell.clear(message)
    found = cell.message(message)
    assert (found.state, [one.remark for one in found.remarks]) == ("validated", ["une virgule"])
    without = cell.draft()
    cell.clear(without)
    assert (cell.state(without), cell.message(without).remarks) == ("validated", ())


def test_a_party_that_signed_is_asked_no_more(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message, "INT")
    with pytest.raises(Refused, match="le visa est donné"):
        cell.do("SIG1", Remind(message, "organisations", "INT"))
    cell.do("SIG1", Remind(message, "authority"))


def test_a_change_of_circuit_voids_what_waits_and_nothing_that_is_validated(cell: Cell) -> None:
    done, waiting = cell.draft(), cell.draft(replace(TEXT, body="Un autre."))
    cell.clear(done)
    cell.clear(waiting, "INT", "SIG1")
    head, final = circuits.load().steps[1:]
    cell.do("SIG1", SetCircuit(cell.crisis, circuits.Circuit("standard", "sans les ministères", (head, final))))
    cell.share()
    assert cell.state(done) == "validated"
    found = cell.message(waiting)
    assert (found.state, found.missing) == ("draft", ("soumettre à nouveau : le circuit de visas a changé",))
    with pytest.raises(Refused, match="Le circuit de visas a changé"):
        cell.do("PM1", GiveVisa(waiting, None, "favourable"))
    cell.visa_by_hand("PM1", waiting, "authority")
    assert cell.state(waiting) == "draft"
    cell.submit(waiting)
    assert cell.message(waiting).missing == ("visa de coordination", "visa de l’autorité")
    cell.sign(waiting, "SIG1", "PM1")
    assert cell.state(waiting) == "validated"


def test_a_visa_signed_apart_from_the_change_of_circuit_does_not_count(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message, "INT", "SIG1")
    head, final = circuits.load().steps[1:]
    cell.do("SIG1", SetCircuit(cell.crisis, circuits.Circuit("standard", "court", (head, final))))
    cell.do("PM1", GiveVisa(message, None, "favourable"))  # he does not know of it
    assert cell.state(message, "PM1") == "validated"
    cell.share()
    assert cell.state(message) == "draft"


def test_a_text_submitted_apart_from_the_change_is_submitted_again_before_it_is_signed(cell: Cell) -> None:
    message = cell.draft()
    head, final = circuits.load().steps[1:]
    cell.do("SIG1", SetCircuit(cell.crisis, circuits.Circuit("standard", "court", (head, final))))
    cell.do("INT", Submit(message))
    cell.share()
    with pytest.raises(Refused, match="Le circuit de visas a changé"):
        cell.do("PM1", GiveVisa(message, None, "favourable"))
    cell.submit(message)
    cell.sign(message, "SIG1", "PM1")
    found = cell.message(message)
    assert (found.state, len(found.steps)) == ("validated", 2)


def test_two_circuits_set_apart_are_settled_before_anything_is_submitted(office: Office) -> None:
    cell = Cell(office, "SIG2")
    message = cell.draft()
    steps = circuits.load().steps
    for prefix, deadline in (("SIG1", 5), ("SIG2", 6)):
        made = circuits.Circuit("standard", "pressé", (*steps[:2], structs.replace(steps[2], deadline=deadline)))
        cell.do(prefix, SetCircuit(cell.crisis, made))
    cell.share()
    with pytest.raises(Refused, match="écrits séparément"):
        cell.do("INT", Submit(message))
    cell.do("SIG1", SetCircuit(cell.crisis, circuits.load()))
    cell.share()
    cell.submit(message)
    assert cell.message(message).circuit == circuits.load()


def test_only_a_current_version_is_named(cell: Cell) -> None:
    message = cell.do("SIG1", Draft(cell.crisis, "line", TEXT))
    former = cell.message(message, "SIG1").current
    cell.do("SIG1", Revise(message, replace(TEXT, body="Ouvrez les fenêtres.")))
    found = cell.message(message, "SIG1")
    assert chosen(found, None) == chosen(found, "v2") == chosen(found, found.current.hash) == found.current
    with pytest.raises(Refused, match="rien n'est signé"):
        chosen(found, former.label)
    with pytest.raises(Refused, match="n'a pas de version"):
        chosen(found, "v9")
