"""What is asked of the directory as a whole."""

from datetime import date

import pytest

from app.core.errors import Refused
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.erasures import Erase
from tests.office import Office


def test_an_extract_keeps_the_order_and_names_deputies_and_its_frame(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    first = sig.desk.do(AddContact({"family_name": "Zola"})).id
    second = sig.desk.do(AddContact({"family_name": "Aubert", "deputy": first})).id
    leaving = sig.reading.directory_extract([first, second, "ab" * 32], "tous")
    assert [one.id for one in leaving.contacts] == [first, second]
    assert leaving.deputy(leaving.contacts[1]) == "Zola"
    assert (leaving.space, leaving.frame, leaving.offline) == (office.directory, "real", True)
    assert leaving.holders == frozenset()
    crisis = office.crisis(sig)
    leaving = sig.reading.directory_extract([first], "tous", crisis)
    assert (leaving.space, leaving.frame) == (crisis, "exercise")
    with pytest.raises(Refused, match="pas connue"):
        sig.reading.directory_extract([first], "tous", first)


def test_contacts_are_listed_by_words_kind_and_crisis(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    ann = sig.desk.do(AddContact({"family_name": "Dupont", "given_name": "Anne"})).id
    post = sig.desk.do(AddContact({"kind": "function", "function": "Permanence Dupont"})).id
    own = sig.desk.do(AddContact({"family_name": "Dupont", "given_name": "Plastron"}, crisis)).id
    gone = sig.desk.do(AddContact({"family_name": "Dupont", "given_name": "Parti"})).id
    sig.desk.do(EditContact(gone, {"retired": "mutation"}))
    assert set(sig.reading.contact_ids("dupont")) == {ann, post}
    assert sig.reading.contact_ids(kinds=("function",)) == [post]
    assert set(sig.reading.contact_ids("dupont", crisis)) == {ann, post, own}
    assert {one.id for one in sig.reading.contacts_called("anne dupont")} == {ann}
    assert {one.id for one in sig.reading.contacts_called("parti dupont")} == {gone}
    assert sig.reading.contacts_called(" ") == []


def test_those_whose_day_has_come_are_named_until_they_are_erased(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    first = sig.desk.do(AddContact({"family_name": "Dupont", "purge_on": "2026-11-22"})).id
    sig.desk.do(AddContact({"family_name": "Durand", "purge_on": "2026-12-01"}))
    assert [one.id for one in sig.reading.to_purge(date(2026, 11, 22))] == [first]
    assert len(sig.reading.to_purge(date(2026, 11, 22), ahead=30)) == 2
    assert sig.reading.to_purge(date(2026, 11, 21)) == []
    sig.desk.do(Erase(first, "échéance"))
    assert sig.reading.to_purge(date(2026, 11, 22)) == []
