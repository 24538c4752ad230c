"""Giving a visa: which step is mine, what it says to be refused, and what a visa written down for another needs."""

import pytest

from app.core.errors import Refused
from app.core.message_commands import ConfirmVisa, GiveVisa, PhoneVisa, Revise
from app.core.registers.members import AddMember
from app.core.signing import visa_named
from tests.cell import TEXT, Cell
from tests.office import Office, person_of


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office, "SIG2", "RED")


def by_phone(message: str, step: str = "authority", name: str = "Dominique Roy", organisation: str = "") -> PhoneVisa:
    return PhoneVisa(message, None, step, "favourable", name, "directeur", organisation, "0142758000")


def test_a_visa_goes_to_the_step_of_ones_role_and_says_what_it_signs(cell: Cell) -> None:
    message = cell.draft()
    cell.submit(message)
    cell.sign(message, "PM1", "SIG1", "INT")
    found = cell.message(message)
    assert [(one.step, one.organisation, one.counts) for one in found.visas] == [
        ("authority", "", True),
        ("coordination", "", True),
        ("organisations", "INT", True),
    ]
    assert found.state == "validated"
    assert {one.version for one in found.visas} == {found.current.label}


def test_who_holds_two_roles_signs_the_step_that_waits_then_the_other(cell: Cell) -> None:
    cell.do("SIG1", AddMember(cell.crisis, person_of(cell["INT"]), "CCOM"))
    cell.share()
    message = cell.draft(by="RED")
    cell.submit(message)
    cell.sign(message, "INT")
    cell.sign(message, "INT")
    assert [one.step for one in cell.message(message).visas] == ["organisations", "coordination"]


def test_a_reserve_is_written_and_an_objection_returns_the_text(cell: Cell) -> None:
    message = cell.draft()
    cell.submit(message)
    with pytest.raises(Refused, match="Écrivez la réserve"):
        cell.do("INT", GiveVisa(message, None, "reservation", "  "))
    cell.sign(message, "INT", decision="reservation", comment="Sans la zone nord.")
    step = cell.message(message).steps[0]
    assert (step.state, step.visa and step.visa.comment) == ("done", "Sans la zone nord.")
    cell.sign(message, "PM1", decision="unfavourable", comment="Pas maintenant.")
    assert cell.state(message) == "returned"
    cell.sign(message, "PM1")  # he changes his mind, and signs it
    assert cell.state(message) == "submitted"


def test_an_objection_to_a_text_with_a_hole_in_it_may_be_signed(cell: Cell) -> None:
    message = cell.draft(TEXT, by="RED")
    cell.do("RED", Revise(message, type(TEXT)("Titre", "Appelez le [numéro].")))
    cell.share()
    cell.submit(message)
    cell.sign(message, "PM1", decision="unfavourable")
    assert cell.state(message) == "returned"
    with pytest.raises(Refused, match="à compléter"):
        cell.do("SIG2", by_phone(message))


def test_a_confirmation_is_given_once_by_who_may_sign_the_step(cell: Cell) -> None:
    message = cell.draft(by="RED")
    cell.clear(message, "SIG1")
    cell.do("SIG2", by_phone(message, "organisations", "Léa Aubert", "INT"))
    cell.share()
    told = cell.message(message).visas[-1]
    own = cell.message(message).visas[0]
    with pytest.raises(Refused, match="donné dans l'application"):
        cell.do("PM1", ConfirmVisa(message, own.id))
    with pytest.raises(Refused, match="quelqu'un d'autre le confirme"):
        cell.do("SIG2", ConfirmVisa(message, told.id))
    with pytest.raises(Refused, match="Seul qui pourrait donner ce visa"):
        cell.do("PM1", ConfirmVisa(message, told.id))
    cell.do("INT", ConfirmVisa(message, told.id[:12]))
    cell.share()
    with pytest.raises(Refused, match="déjà confirmé"):
        cell.do("INT", ConfirmVisa(message, told.id))
    found = cell.message(message).visas[-1]
    assert found.confirmed_by is not None
    assert (found.confirmed, found.confirmed_by.name) == (True, "Léa Aubert")


def test_a_visa_that_does_not_count_is_not_confirmed(cell: Cell) -> None:
    message = cell.draft(by="RED")
    cell.clear(message, "INT")
    called = {"name": "Dominique Roy", "function": "", "number": "1"}
    cell.visa_by_hand("RED", message, "authority", means="phone", **{"for": called})
    with pytest.raises(Refused, match="ne compte pas"):
        cell.do("PM1", ConfirmVisa(message, cell.message(message).visas[-1].id))


def test_the_author_confirms_no_final_visa_of_his_own_text(cell: Cell) -> None:
    message = cell.draft(by="PM1")
    cell.clear(message, "INT", "SIG1")
    cell.do("SIG2", by_phone(message, name="Eve Caron"))
    cell.share()
    told = cell.message(message).visas[-1]
    with pytest.raises(Refused, match="Quatre yeux"):
        cell.do("PM1", ConfirmVisa(message, told.id))
    cell.by_hand("PM1", "visa.confirmed", {"visa": told.id}, message)
    assert not cell.message(message).visas[-1].confirmed


def test_a_visa_is_named_by_its_id_or_how_it_begins(cell: Cell) -> None:
    message = cell.draft()
    cell.submit(message)
    cell.sign(message, "INT", "SIG1")
    found = cell.message(message)
    assert visa_named(found, found.visas[0].id) == visa_named(found, found.visas[0].id[:16]) == found.visas[0]
    for name in ("", "0" * 64, "x"):
        with pytest.raises(Refused, match="n'a pas de visa"):
            visa_named(found, name)
