"""One number as it is typed."""

import pytest

from app.core.errors import Refused
from app.core.store.private_reading import PrivateRow
from app.ui.number_row import HiddenRow, NumberRow


def test_a_private_number_is_no_public_one_and_no_field_of_the_contact(qtbot):
    row = NumberRow({"number": "+33639980041", "usage": "mobile", "public": True}, may_be_private=True)
    qtbot.addWidget(row)
    assert row.value("phone:1") == {"number": "+33639980041", "usage": "mobile", "public": True}
    row.private.setChecked(True)
    assert (row.public.isChecked(), row.public.isEnabled()) == (False, False)
    assert row.value("phone:1") is None
    assert row.hidden("phone:1") == ("+33639980041", "mobile")
    row.number.setText("pas un numéro")
    with pytest.raises(Refused):
        row.hidden("phone:1")


def test_one_there_is_already_is_hidden_and_can_be_taken_out(qtbot):
    row = HiddenRow(PrivateRow("1", "c", "phone", "mobile", "06 39 98 •• 41", False, False))
    qtbot.addWidget(row)
    assert row.removed.accessibleName() == "Retirer le numéro privé 06 39 98 •• 41"
