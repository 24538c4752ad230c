"""The directory page."""

from datetime import date

from app.core.registers.directory import EditContact
from app.core.store.rows import ContactRow
from app.ui import contacts_page
from app.ui.contacts_page import ContactsPage
from tests.office import share
from tests.ui.by_name import button, words
from tests.ui.lines import NOW


def page_of(cell, workstation, qtbot):
    page = ContactsPage(cell.station(workstation), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1256, 686)
    page.show_crisis(None)
    page.show()
    return page


def delmas(cell):
    return cell.contact(
        given_name="Françoise",
        family_name="Delmas",
        organisation="SAN",
        verified_on="2026-06-22",
        phone_1={"number": "0199003310", "usage": "duty", "public": False},
    ).id


def test_a_contact_is_found_without_its_accents_as_it_is_typed(cell, qtbot):
    found = delmas(cell)
    cell.contact(family_name="Kerjean", organisation="INT")
    page = page_of(cell, cell.writer, qtbot)
    qtbot.waitUntil(lambda: page.cards.model().rowCount() == 2)
    page.search.setText("francoise")
    qtbot.waitUntil(lambda: page.cards.model().rowCount() == 1)
    assert page.cards.current_id == found
    page.search.setText("nobody")
    qtbot.waitUntil(lambda: "Aucun contact ne correspond à « nobody »." in words(page))


def test_every_field_says_who_wrote_it_and_when(cell, qtbot):
    delmas(cell)
    page = page_of(cell, cell.writer, qtbot)
    qtbot.waitUntil(lambda: "Delmas" in words(page.detail))
    assert "01 99 00 33 10" in words(page.detail)
    assert "SIG1 · C. Morvan (CCOM), 24\u00a0sept.\u00a003:16" in words(page.detail)


def test_two_corrections_written_apart_are_both_shown_until_one_is_kept(cell, qtbot):
    contact = delmas(cell)
    seen = {"function": ()}
    cell.writer.desk.do(EditContact(contact, {"function": "directrice"}, seen))
    cell.head.desk.do(EditContact(contact, {"function": "porte-parole"}, seen))
    share(cell.head, cell.directory, [cell.writer])
    page = page_of(cell, cell.writer, qtbot)
    qtbot.waitUntil(lambda: "porte-parole" in words(page.detail))
    assert "directrice" in words(page.detail)
    button(page.detail, "Garder porte-parole").click()
    qtbot.waitUntil(lambda: not cell.writer.reading.contact(contact).conflicts)
    assert cell.writer.reading.contact(contact).function == "porte-parole"


def test_verified_today_is_one_press(cell, qtbot):
    contact = delmas(cell)
    page = page_of(cell, cell.writer, qtbot)
    qtbot.waitUntil(lambda: page.detail.isVisible())
    page.detail.bar.button("verify").click()
    qtbot.waitUntil(lambda: cell.writer.reading.contact(contact).verified_on == "2026-09-24")


def test_a_record_is_shown_even_if_the_search_hid_it(cell, qtbot):
    contact = delmas(cell)
    page = page_of(cell, cell.writer, qtbot)
    page.search.setText("nobody")
    qtbot.waitUntil(lambda: page.cards.model().rowCount() == 0)
    page.show_record(contact)
    qtbot.waitUntil(lambda: page.cards.current_id == contact)


def test_two_values_are_told_before_the_age_of_the_verification():
    row = ContactRow("1", "F. Delmas", "", "SAN", "+33199003310", "", "2026-06-22", True, True)
    card = contacts_page.card(row, date(2026, 9, 24))
    assert card.states[0][1] == "deux valeurs"
    assert card.note == "Santé · 01 99 00 33 10 · en attente d’envoi"
