"""A contact in full."""

from datetime import date

from app.ui.contact_detail import ContactDetail
from app.ui.controls import Sign
from tests.ui.by_name import words

TODAY = date(2026, 9, 24)


def detail_of(contact, qtbot, why_not=""):
    detail = ContactDetail(lambda *_: None, lambda: None, lambda: None)
    qtbot.addWidget(detail)
    detail.show_contact(contact, TODAY, why_not)
    detail.show()
    return detail


def test_a_contact_never_verified_says_so(cell, qtbot):
    contact = cell.head.reading.contact(cell.contact(family_name="Delmas").id)
    detail = detail_of(contact, qtbot)
    assert "jamais vérifié" in [sign.accessibleName() for sign in detail.findChildren(Sign)]


def test_who_may_not_write_sees_why(cell, qtbot):
    contact = cell.head.reading.contact(cell.contact(family_name="Delmas").id)
    detail = detail_of(contact, qtbot, "le rôle OBS ne permet pas d’écrire dans l’annuaire.")
    assert not detail.bar.button("edit").isEnabled()
    assert "le rôle OBS ne permet pas" in words(detail.bar)


def test_what_is_written_is_shown_letter_for_letter(cell, qtbot):
    contact = cell.head.reading.contact(cell.contact(family_name="<b>Delmas</b>").id)
    assert "<b>Delmas</b>" in words(detail_of(contact, qtbot))
