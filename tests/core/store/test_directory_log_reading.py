"""What was done with the directory."""

from app.core.registers.directory import AddContact
from app.core.registers.erasures import Erase
from app.core.registers.extractions import LogExtraction
from app.core.registers.private import AddPrivate
from app.core.revealing import reveal
from tests.office import Office


def test_what_left_who_looked_and_what_was_purged_are_told(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    office.open_private()
    contact = sig.desk.do(AddContact({"family_name": "Delmas"})).id
    sig.desk.do(AddPrivate(contact, "06 39 98 00 41"))
    reveal(sig.desk, sig.reading, (contact,), "shown")
    sig.desk.do(LogExtraction(office.directory, "directory", "csv", "tout l'annuaire", 1, "0" * 64))
    log = sig.reading.directory_log()
    assert [one.format for one in log.extractions] == ["csv"]
    assert [log.names[one] for one in log.consultations[0].contacts] == ["Delmas"]
    sig.desk.do(Erase(contact, "date atteinte"))
    after = sig.reading.directory_log()
    assert {(one.register, one.reason, one.done) for one in after.erasures} >= {("contact", "date atteinte", False)}
    assert after.names[contact] == "contact effacé"
