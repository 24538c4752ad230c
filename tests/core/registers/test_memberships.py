"""Giving and removing roles: what a person may decide, and what he is told when he may not."""

from typing import Any

import pytest

from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.registers.members import AddMember, RemoveMember
from app.sync.workstation import Workstation
from tests.office import Office, person_of, share


class Desks:
    def __init__(self, office: Office):
        self.sig = office.workstation("SIG1", "Camille Morvan", role="CCOM")
        self.lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
        self.crisis = office.crisis(self.sig, (self.lia, "LIA"))
        self.office = office


@pytest.fixture
def desks(office: Office) -> Desks:
    return Desks(office)


def roles(at: Workstation, crisis: str) -> list[tuple[str, str, str]]:
    return [(one.name, one.role, one.organisation) for one in at.reading.members(crisis)]


def test_a_member_is_given_his_own_organisation_unless_another_is_named(desks: Desks) -> None:
    desks.sig.desk.do(AddMember(desks.crisis, person_of(desks.lia), "RED", "Santé"))
    assert roles(desks.sig, desks.crisis) == [
        ("Camille Morvan", "CCOM", "SIG"),
        ("Léa Aubert", "LIA", "INT"),
        ("Léa Aubert", "RED", "SAN"),
    ]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (lambda desks: AddMember(desks.crisis, "0" * 64, "LIA"), "pas de compte"),
        (lambda desks: AddMember(desks.crisis, person_of(desks.lia), "LIA"), "tient déjà"),
        (lambda desks: AddMember(desks.crisis, person_of(desks.lia), "ROI"), "Rôle inconnu"),
        (lambda desks: AddMember("0" * 64, person_of(desks.lia), "LIA"), "crise n'est pas connue"),
        (lambda desks: RemoveMember(desks.crisis, "0" * 64), "pas de compte"),
    ],
)
def test_what_is_refused_says_why(desks: Desks, command: Any, said: str) -> None:
    with pytest.raises(Refused, match=said):
        desks.sig.desk.do(command(desks))


def test_a_liaison_manages_nobody(desks: Desks) -> None:
    for command in (
        AddMember(desks.crisis, person_of(desks.sig), "OBS"),
        RemoveMember(desks.crisis, person_of(desks.sig)),
    ):
        with pytest.raises(Refused, match="gèrent les membres"):
            desks.lia.desk.do(command)


def test_who_opened_a_crisis_without_being_a_head_gives_usual_roles_only(office: Office) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    other = office.workstation("SAN", "Sam Petit", "SAN", "LIA")
    lia.close()
    lia = other
    crisis = office.crisis(lia)
    third = office.workstation("ECO", "Éli Roux", "ECO", "RED")
    with pytest.raises(Refused, match="rôle habituel"):
        lia.desk.do(AddMember(crisis, person_of(third), "DIR"))
    lia.desk.do(AddMember(crisis, person_of(third), "RED"))


def test_who_is_removed_writes_no_more_and_what_he_wrote_stays(desks: Desks) -> None:
    entry = desks.lia.desk.do(Record(desks.crisis, "Fumée")).id
    share(desks.lia, desks.crisis, [desks.sig])
    desks.sig.desk.do(RemoveMember(desks.crisis, person_of(desks.lia), "fin de mission"))
    late = desks.lia.desk.do(Record(desks.crisis, "Encore")).id
    share(desks.lia, desks.crisis, [desks.sig])
    share(desks.sig, desks.crisis, [desks.lia])
    for one in (desks.sig, desks.lia):
        assert one.reading.entry(entry).subject == "Fumée"
        with pytest.raises(Refused, match="pas connue"):
            one.reading.entry(late)
    with pytest.raises(Refused, match="pas membre"):
        desks.lia.desk.do(Record(desks.crisis, "Toujours"))
    with pytest.raises(Refused, match="pas membre"):
        desks.sig.desk.do(RemoveMember(desks.crisis, person_of(desks.lia)))


def test_who_is_taken_back_writes_again_and_never_gives_a_number_twice(desks: Desks) -> None:
    assert desks.lia.desk.do(Record(desks.crisis, "Fumée")).label == "INT-0001"
    share(desks.lia, desks.crisis, [desks.sig])
    desks.sig.desk.do(RemoveMember(desks.crisis, person_of(desks.lia), "relève"))
    assert desks.lia.desk.do(Record(desks.crisis, "Imprimée, puis écartée")).label == "INT-0002"
    desks.sig.desk.do(AddMember(desks.crisis, person_of(desks.lia), "LIA"))
    share(desks.lia, desks.crisis, [desks.sig])
    share(desks.sig, desks.crisis, [desks.lia])
    assert desks.lia.desk.do(Record(desks.crisis, "De retour")).label == "INT-0003"
    desks.lia.store.rebuild()
    assert desks.lia.desk.do(Record(desks.crisis, "Suite")).label == "INT-0004"
