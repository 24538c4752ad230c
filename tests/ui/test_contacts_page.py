"""The contacts in the window."""

import pytest
from PySide6.QtGui import QGuiApplication

from app.core.registers.directory import AddContact, EditContact
from app.core.registers.private import AddPrivate
from app.ui.contacts_page import ContactsPage
from tests.office import share
from tests.ui.by_name import button, words
from tests.ui.lines import NOW


def page_of(cell, workstation, qtbot, crisis=None):
    page = ContactsPage(cell.station(workstation), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1256, 686)
    page.show_crisis(crisis)
    page.show()
    return page


def delmas(cell, **more):
    return cell.contact(
        given_name="Françoise",
        family_name="Delmas",
        organisation="SAN",
        verified_on="2026-06-22",
        phone_1={"number": "0199003310", "usage": "duty", "public": False},
        **more,
    ).id


def rows(page):
    return [one.name for one in page.cards.items if one.id]


def test_a_contact_is_found_as_it_is_typed_without_its_accents_and_with_a_mistake(cell, qtbot):
    found = delmas(cell)
    cell.contact(family_name="Kerjean", organisation="INT")
    page = page_of(cell, cell.writer, qtbot)
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    page.search.setText("francoise")
    qtbot.waitUntil(lambda: rows(page) == ["Françoise Delmas"])
    assert page.cards.current_id == found
    page.search.setText("dlemas")
    qtbot.waitUntil(lambda: page.cards.items[0].spoken == "Résultats proches, 1")
    page.search.setText("personne de ce nom")
    qtbot.waitUntil(lambda: "Aucun contact ne correspond à « personne de ce nom »." in words(page))


def test_a_place_of_the_tree_and_a_kind_say_whom_to_list_and_words_are_looked_for_everywhere(cell, qtbot):
    delmas(cell)
    cell.contact(kind="function", function="Standard", organisation="SAN")
    cell.contact(family_name="Kerjean", organisation="INT")
    page = page_of(cell, cell.writer, qtbot)
    page.show_place("SAN")
    qtbot.waitUntil(lambda: rows(page) == ["Françoise Delmas", "Standard"])
    page.kinds["function"].click()
    qtbot.waitUntil(lambda: rows(page) == ["Standard"])
    page.kinds["function"].click()
    page.search.setText("kerjean")
    qtbot.waitUntil(lambda: rows(page) == ["Kerjean"])


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


def test_verified_today_is_one_press_and_so_is_copying_the_number(cell, qtbot):
    contact = delmas(cell)
    page = page_of(cell, cell.writer, qtbot)
    qtbot.waitUntil(lambda: page.shown_id == contact)
    page.detail.bar.button("copy").click()
    assert QGuiApplication.clipboard().text() == "01 99 00 33 10"
    page.detail.bar.button("verify").click()
    qtbot.waitUntil(lambda: cell.writer.reading.contact(contact).verified_on == "2026-09-24")


def test_a_record_is_shown_whatever_was_searched(cell, qtbot):
    contact = delmas(cell)
    cell.contact(family_name="Kerjean")
    page = page_of(cell, cell.writer, qtbot)
    page.search.setText("kerjean")
    qtbot.waitUntil(lambda: rows(page) == ["Kerjean"])
    page.show_record(contact)
    qtbot.waitUntil(lambda: page.shown_id == contact and "01 99 00 33 10" in words(page.detail))
    cell.head.desk.do(AddContact({"family_name": "Kerjean", "given_name": "Alix"}))
    share(cell.head, cell.directory, [cell.writer])
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    assert page.shown_id == contact


def test_a_private_number_is_hidden_until_it_is_asked_for_and_again_on_another_contact(cell, qtbot):
    cell.office.open_private()
    contact, other = delmas(cell), cell.contact(family_name="Kerjean").id
    cell.head.desk.do(AddPrivate(contact, "06 39 98 00 41"))
    page = page_of(cell, cell.head, qtbot)
    page.show_record(contact)
    qtbot.waitUntil(lambda: "06 39 98 •• 41" in words(page.detail))
    page.detail.private.button.click()
    qtbot.waitUntil(lambda: "06 39 98 00 41" in words(page.detail))
    assert [one.contacts for one in cell.head.reading.consultations()] == [(contact,)]
    page.show_record(other)
    qtbot.waitUntil(lambda: page.shown_id == other)
    page.show_record(contact)
    qtbot.waitUntil(lambda: "06 39 98 •• 41" in words(page.detail))
    assert "06 39 98 00 41" not in words(page.detail)


def test_in_an_exercise_the_shared_contact_is_not_corrected_and_the_way_out_is_said(cell, qtbot):
    delmas(cell)
    page = page_of(cell, cell.head, qtbot, cell.crisis(cell.head))
    qtbot.waitUntil(lambda: "la crise à l’écran est un EXERCICE" in words(page.detail.bar))
    assert not page.detail.bar.button("verify").isEnabled()
    assert button(page.detail.bar, "Copier dans l’exercice…").isEnabled()
    own = cell.head.desk.do(AddContact({"family_name": "Fictif"}, cell.space)).id
    page.show_record(own)
    qtbot.waitUntil(lambda: page.shown_id == own and page.detail.bar.button("verify").isEnabled())


def test_who_left_the_lists_is_found_apart_with_the_reason(cell, qtbot):
    contact = delmas(cell, retired="mutée")
    page = page_of(cell, cell.writer, qtbot)
    qtbot.waitUntil(lambda: "L’annuaire est vide" in words(page))
    page.retired.click()
    qtbot.waitUntil(lambda: page.shown_id == contact)
    assert "Retiré de l’annuaire : mutée" in words(page.detail)


def test_more_than_a_page_asks_to_be_precise(cell, qtbot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.ui.contact_asking.PAGE", 1)
    for name in ("Ain", "Aube"):
        cell.head.desk.do(AddContact({"family_name": name}))
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: "premiers : précisez" in words(page))
