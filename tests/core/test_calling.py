"""Private numbers of a call sheet, in clear once it is written down who saw them."""

import pytest

from app.core.calling import revealed, shown_for
from app.core.cascade_commands import WriteCascade
from app.core.errors import Refused
from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate
from tests.core.cascades import KERJEAN
from tests.office import Office, share


def test_a_sheet_in_clear_is_a_consultation(office: Office) -> None:
    sig, obs = office.workstation("SIG1", "C. Morvan"), office.workstation("OBS1", "O. B.", role="OBS")
    contact = sig.desk.do(AddContact({"family_name": "Poulain"})).id
    sig.desk.do(AddPrivate(contact, "0639980041"))
    crisis = office.crisis(sig, (obs, "OBS"))
    id = sig.desk.do(WriteCascade(crisis, "Alerte", "", (KERJEAN, *sig.reading.targets_of([contact])))).id
    sheet = sig.reading.call_sheet(id)
    clear = revealed(sig.desk, sig.reading, sheet)
    assert (clear.revealed, [one.number for one in clear.private_of(contact)]) == (True, ["06 39 98 00 41"])
    assert [one.number for one in shown_for(sig.desk, sig.reading, contact, "CAS-SIG1-001")] == ["06 39 98 00 41"]
    assert [one.why for one in sig.reading.consultations()] == ["cascade", "cascade"]
    share(sig, crisis, [obs])
    there = obs.reading.call_sheet(id)
    assert there.private_of(contact) == ()
    with pytest.raises(Refused):
        revealed(obs.desk, obs.reading, there)
