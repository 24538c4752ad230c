"""All that was ever written in a contact."""

from app.core.registers.directory import AddContact, EditContact
from tests.office import Office


def test_each_value_has_its_author_and_says_whether_it_stands(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    id = sig.desk.do(AddContact({"family_name": "Delmas", "function": "directrice"})).id
    sig.desk.do(EditContact(id, {"function": "porte-parole"}))
    found = [
        (one.value, one.stands, one.author.name) for one in sig.reading.contact_history(id) if one.field == "function"
    ]
    assert found == [("porte-parole", True, "Camille Morvan"), ("directrice", False, "Camille Morvan")]
