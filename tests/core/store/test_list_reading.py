"""What is asked of distribution lists: those in use first, and none that nobody knows."""

import pytest

from app.core.errors import Refused
from app.core.recipients import typed
from app.core.registers.lists import EditList, WriteList
from tests.office import Office


def test_lists_are_read_by_name_those_set_aside_last(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis, other = office.crisis(sig), office.crisis(sig)
    made = {name: sig.desk.do(WriteList(crisis, name, typed("AFP"))).id for name in ("élus", "Presse", "Maires")}
    sig.desk.do(WriteList(other, "Ailleurs", typed("AFP")))
    sig.desk.do(EditList(made["Maires"], {"used": False}))
    assert [one.name for one in sig.reading.lists(crisis)] == ["Presse", "élus", "Maires"]
    assert sig.reading.distribution_list(made["Presse"]).recipients == typed("AFP")


def test_a_list_nobody_knows_is_refused(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with pytest.raises(Refused, match="pas connue"):
        sig.reading.recipients("a" * 64)
