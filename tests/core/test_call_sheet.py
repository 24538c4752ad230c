"""What a call sheet holds when it is asked for."""

import pytest

from app.core.call_sheet import contacts_of
from app.core.cascade_commands import LogCall, WriteCascade
from app.core.errors import Refused
from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate
from tests.core.cascades import FONTAINE, KERJEAN
from tests.office import Office


def test_a_sheet_shows_whom_to_call_and_a_second_one_those_not_reached(office: Office) -> None:
    sig = office.workstation("SIG1", "C. Morvan")
    contact = sig.desk.do(AddContact({"family_name": "Poulain"})).id
    sig.desk.do(AddPrivate(contact, "0639980041"))
    targets = (KERJEAN, FONTAINE, *sig.reading.targets_of([contact]))
    id = sig.desk.do(WriteCascade(office.crisis(sig), "Alerte", "", targets)).id
    with pytest.raises(Refused, match="Personne à rappeler"):
        sig.reading.call_sheet(id, second=True)
    sig.desk.do(LogCall(id, FONTAINE.key, "no_answer"))
    whole, second = sig.reading.call_sheet(id), sig.reading.call_sheet(id, second=True)
    assert ([one.target.order for one in whole.lines], [one.target.order for one in second.lines]) == ([1, 2, 3], [2])
    assert contacts_of(whole.lines) == (contact,)
    assert [one.number for one in whole.private_of(contact)] == ["06 39 98 •• 41"]
    assert (whole.private_of(""), whole.offline, whole.author.workstation) == ((), True, "SIG1")
