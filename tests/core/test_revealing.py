"""Showing private numbers and writing down that they were shown is one move."""

import pytest

from app.core.errors import Refused
from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate
from app.core.revealing import reveal
from tests.office import Office


def test_numbers_are_shown_once_it_is_written_down_of_whom(office: Office) -> None:
    office.open_private()
    sig = office.workstation("SIG1", "Camille Morvan")
    one, two = (sig.desk.do(AddContact({"family_name": name})).id for name in ("Delmas", "Marchal"))
    assert reveal(sig.desk, sig.reading, [one, two], "shown") == {one: (), two: ()}
    assert sig.reading.consultations() == []  # there was nothing to show
    sig.desk.do(AddPrivate(one, "06 39 98 12 41"))
    shown = reveal(sig.desk, sig.reading, [two, one], "cascade", "appel du préfet")
    assert {id: [number.values for number in numbers] for id, numbers in shown.items()} == {
        one: [("+33639981241",)],
        two: [],
    }
    (look,) = sig.reading.consultations()
    assert (look.contacts, look.why, look.about) == ((one,), "cascade", "appel du préfet")


def test_an_observer_is_refused(office: Office) -> None:
    office.open_private()
    obs = office.workstation("OBS1", "Noé", "SIG", "OBS")
    with pytest.raises(Refused, match="ne donne pas à voir"):
        reveal(obs.desk, obs.reading, ["a" * 64], "shown")
