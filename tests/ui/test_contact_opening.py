"""Everything the detail of a contact shows."""

import pytest

from app.core.errors import Refused
from app.core.registers.duties import AddDuty
from app.core.registers.erasures import Erase
from app.ui.contact_opening import open_contact
from tests.ui.lines import NOW

HOUR = 3_600_000


def test_the_deputy_the_place_and_the_duties_are_read_with_the_contact(cell):
    deputy = cell.contact(family_name="Morvan").id
    contact = cell.contact(family_name="Delmas", organisation="DGS", deputy=deputy).id
    slot = {"organisation": "SAN", "function": "DICOM", "holder": contact, "starts": NOW, "ends": NOW + HOUR}
    cell.head.desk.do(AddDuty(slot))
    opened = open_contact(cell.head.reading, contact, "", NOW)
    assert (opened.deputy, [one.name for one in opened.path]) == ("Morvan", ["Ministères", "Santé", "DGS"])
    assert [one.function for one in opened.duties] == ["DICOM"]
    assert (opened.role, opened.private) == ("CCOM", ())
    cell.head.desk.do(Erase(deputy, "date atteinte"))
    assert open_contact(cell.head.reading, contact, "", NOW).deputy == "contact effacé"
    with pytest.raises(Refused):
        open_contact(cell.head.reading, deputy, "", NOW)
