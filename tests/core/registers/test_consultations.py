"""Consultations: who is about to be shown the private numbers of whom is written down, and cannot be denied."""

from typing import Any

import pytest
from hypothesis import given

from app.core.errors import Refused
from app.core.records import Held
from app.core.registers.consultations import AT_ONCE, REGISTER, LookAt, fold
from tests.building import Writer, seed
from tests.core.holding import SPACE, held, show, strange_records
from tests.office import Office, operations, share

SOUND = {"contacts": ["a" * 64], "why": "shown", "about": "liste presse"}


def test_who_looked_at_whom_is_known_to_all_who_may_look(office: Office) -> None:
    private = office.open_private()
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa", "INT", "LIA")
    lia.desk.do(LookAt(("a" * 64, "b" * 64, "a" * 64), "cascade", "appel du préfet"))
    share(lia, private, [sig])
    (one,) = sig.reading.consultations()
    assert (one.contacts, one.why, one.about, one.author.name) == (
        *(("a" * 64, "b" * 64), "cascade", "appel du préfet"),
        "Léa",
    )
    assert sig.reading.consultations("b" * 64) == [one]
    assert sig.reading.consultations("c" * 64) == []


def test_one_operation_names_two_hundred_contacts_at_most(office: Office) -> None:
    private = office.open_private()
    sig = office.workstation("SIG1", "Camille Morvan")
    sig.desk.do(LookAt(tuple(seed(str(n)).hex() for n in range(2 * AT_ONCE + 1)), "file", "annuaire.csv"))
    assert [len(one.body["contacts"]) for one in operations(sig, private)[1:]] == [AT_ONCE, AT_ONCE, 1]


def test_an_observer_and_a_look_that_says_nothing_are_refused(office: Office) -> None:
    sig, obs = office.workstation("SIG1", "Camille Morvan"), office.workstation("OBS1", "Noé", "SIG", "OBS")
    with pytest.raises(Refused, match="Aucun numéro privé"):
        sig.desk.do(LookAt(("a" * 64,), "shown"))
    office.open_private()
    with pytest.raises(Refused, match="ne donne pas à voir"):
        obs.desk.do(LookAt(("a" * 64,), "shown"))
    wrong: list[tuple[Any, ...]] = [((), "shown"), (("a",), "shown"), (("a" * 64,), "curiosité")]
    for words in wrong:
        with pytest.raises(Refused):
            sig.desk.do(LookAt(*words))


@pytest.mark.parametrize(
    "wrong",
    [{"contacts": []}, {"contacts": ["a"]}, {"contacts": "a" * 64}, {"contacts": ["a" * 64] * 201}, {"why": ["shown"]}],
)
def test_a_strange_word_says_nothing(wrong: dict[str, Any]) -> None:
    assert fold([held(Writer("ann").write("consultation.logged", {**SOUND, **wrong}, SPACE))]) is None


@given(strange_records(REGISTER, SOUND, ("contacts", "why", "about")))
def test_whatever_is_signed_about_a_look_breaks_nothing(operations: list[Held]) -> None:
    show(REGISTER, operations)
