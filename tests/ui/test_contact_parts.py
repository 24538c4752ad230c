"""The fields of a contact as a form."""

from app.ui.contact_parts import Parts
from app.ui.form import Form


def parts_of(cell, qtbot, **before):
    form = Form()
    qtbot.addWidget(form)
    return Parts(form, cell.station(cell.head), "", before, None, True)


def test_the_day_of_purge_that_is_proposed_follows_the_verification_and_the_purpose(cell, qtbot):
    parts = parts_of(cell, qtbot)
    parts.lines["verified_on"].setText("24/09/2026")
    assert parts.lines["purge_on"].placeholderText() == "proposé : 24/09/2028"
    parts.purpose.setCurrentIndex(parts.purpose.findData("duty"))
    assert parts.lines["purge_on"].placeholderText() == "proposé : 24/09/2027"
    assert parts.values()["purpose"] == "duty"


def test_what_is_not_asked_of_a_kind_is_left_as_it_was(cell, qtbot):
    parts = parts_of(cell, qtbot, kind="organisation", name="Mairie", parent="SAN", call_order=3)
    found = parts.values()
    assert (found["name"], found["parent"]) == ("Mairie", "SAN")
    assert "family_name" not in found
    assert "call_order" not in found
