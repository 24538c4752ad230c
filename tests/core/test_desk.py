"""The desk: a command is decided and written in one transaction, or refused and nothing is written."""

from typing import Any

import pytest

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.registers.crisis import OpenCrisis
from app.core.registers.directory import AddContact
from app.core.registers.journal import Amend, Record
from app.core.registers.members import AddMember
from app.core.registers.messages import Draft
from app.core.texts import Text
from tests.office import Office, operations, person_of, share


def test_what_was_done_has_an_id_a_label_and_says_what_it_touched(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    done = sig.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT"))
    assert done.changes == Changes(frozenset({done.id}), frozenset({done.id}), members=True, local=True)
    entry = sig.desk.do(Record(done.id, "Fumée"))
    assert (entry.label, entry.changes.local) == ("SIG1-0001", True)
    amended = sig.desk.do(Amend(entry.id, {"subject": "Feu"}, "erreur"))
    assert (amended.id, amended.label) == (entry.id, "SIG1-0001")


def test_a_person_acts_under_the_first_of_his_roles_that_may(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "OBS"), (lia, "MC"), (lia, "RED"))
    grants = {one.role: one.grant for one in lia.reading.members(crisis)}
    lia.desk.do(Record(crisis, "Fumée"))
    lia.desk.do(Draft(crisis, "line", Text("Titre", "Texte")))
    assert [one.header.grant for one in operations(lia, crisis)[-2:]] == [grants["MC"], grants["RED"]]


@pytest.mark.parametrize(
    ("role", "command", "said"),
    [
        ("OBS", lambda crisis: Record(crisis, "Fumée"), "OBS"),
        ("MC", lambda crisis: Draft(crisis, "line", Text("Titre", "Texte")), "MC"),
        ("OBS", lambda crisis: AddContact({"family_name": "Dupont"}), "annuaire"),
        ("", lambda crisis: Record(crisis, "Fumée"), "pas membre"),
    ],
)
def test_a_role_that_does_not_permit_an_act_is_told_so_and_nothing_is_written(
    office: Office, role: str, command: Any, said: str
) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    other = office.workstation("SAN", "Olga Noir", "SAN", "OBS")
    crisis = office.crisis(sig, *([(other, role)] if role else []))
    if not role:
        share(sig, crisis, [other])
    before = other.reading.pending()
    with pytest.raises(Refused, match=said):
        other.desk.do(command(crisis))
    assert other.reading.pending() == before


def test_a_command_nobody_knows_is_a_bug(office: Office) -> None:
    with pytest.raises(TypeError):
        office.workstation("SIG1", "Camille Morvan").desk.do("écris")


def test_a_grant_given_in_one_command_serves_in_the_next(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    sig.desk.do(AddMember(crisis, person_of(sig), "DIR"))
    assert [one.role for one in sig.reading.members(crisis)] == ["CCOM", "DIR"]
