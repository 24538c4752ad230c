"""A reference names one record, or all those it could name: short forms never pick one by chance."""

from dataclasses import asdict

import pytest

from app.core.entry_commands import Record
from app.core.message_commands import Draft
from app.core.registers.crisis import OpenCrisis
from app.core.texts import Text
from tests.office import Office, share


def test_an_entry_is_found_by_its_number_and_by_its_id(office: Office) -> None:
    sig = office.workstation("SIG1", "Alice")
    crisis = office.crisis(sig)
    done = sig.desk.do(Record(crisis, "Incendie"))
    for text in ("SIG1-0001", "sig1-1", " SIG1-0001 ", done.id, done.id[:8], done.id.upper()):
        (found,) = sig.reading.find(text, "entry")
        assert asdict(found) == {"id": done.id, "text": "SIG1-0001", "space": crisis}


def test_a_short_form_names_every_record_of_that_number(office: Office) -> None:
    sig, other = office.workstation("SIG1", "Alice"), office.workstation("SIG2", "Bruno")
    crisis = office.crisis(sig, (other, "CCOM"))
    for one in (sig, other):
        one.desk.do(Draft(crisis, "line", Text("Titre", f"Texte de {one.reading.me().name}")))
    assert [one.text for one in sig.reading.find("EDL-001", "message")] == ["EDL-SIG1-001"]
    share(other, crisis, [])
    share(sig, crisis, [])
    with other.store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM message").scalar() == 1
    assert [one.text for one in other.reading.find("EDL-SIG2-001", "message")] == ["EDL-SIG2-001"]


def test_the_same_number_in_two_crises_is_settled_by_the_space(office: Office) -> None:
    sig = office.workstation("SIG1", "Alice")
    first, second = office.crisis(sig), office.crisis(sig)
    ids = {space: sig.desk.do(Record(space, "Incendie")).id for space in (first, second)}
    assert {one.id for one in sig.reading.find("SIG1-0001", "entry")} == set(ids.values())
    (found,) = sig.reading.find("SIG1-0001", "entry", second)
    assert found.id == ids[second]


def test_a_crisis_is_found_by_its_code_in_full_and_in_short(office: Office) -> None:
    sig = office.workstation("SIG1", "Alice")
    done = sig.desk.do(OpenCrisis("Crue", "exercise", "natural", "INT"))
    prefix, year, _, number = done.label.split("-")
    for text in (done.label, f"{prefix}-{year}-{number}", done.id):
        assert [one.id for one in sig.reading.find(text, "crisis")] == [done.id]


@pytest.mark.parametrize(
    "text", ["", "-", "SIG1-", "SIG1-9999", "SIG1-٣", "0" * 64, f"SIG1-{'9' * 400}", "'; DROP TABLE op", "%", "\x00"]
)
def test_what_names_nothing_finds_nothing(office: Office, text: str) -> None:
    sig = office.workstation("SIG1", "Alice")
    sig.desk.do(Record(office.crisis(sig), "Incendie"))
    assert sig.reading.find(text, "entry") == []


def test_a_number_of_another_register_is_not_found(office: Office) -> None:
    sig = office.workstation("SIG1", "Alice")
    sig.desk.do(Record(office.crisis(sig), "Incendie"))
    assert sig.reading.find("SIG1-0001", "message") == []


def test_a_number_of_another_life_is_found_as_it_is_printed_and_told_from_its_twin(office: Office) -> None:
    sig = office.workstation("SIG1", "Alice")
    crisis = office.crisis(sig)
    with sig.store.write() as transaction:
        transaction.heal(copied=True)
    done = sig.desk.do(Record(crisis, "Incendie"))
    assert done.label == "SIG1b-0001"
    for text in ("SIG1b-0001", "sig1b-0001", "SIG1B-1", f"SIG1b-0001 · {done.id[:4]}"):
        assert [one.text for one in sig.reading.find(text, "entry")] == ["SIG1b-0001"], text
    assert sig.reading.find("SIG1b-0001 · zzzz", "entry") == []
    assert sig.reading.find("SIG1-0001", "entry") == []
