"""Whom a brief says to call: numbers that may be printed, and where nobody answers."""

from app.core.brief_offer import OVERDUE
from app.core.brief_people import FEWEST_CONTACTS, MOST_CONTACTS
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.sync.workstation import Workstation
from tests.core.test_composing import blocks, compose, crisis, sig

__all__ = ("crisis", "sig")
HOUR = 3600 * 1000


def test_only_public_and_on_call_numbers_are_printed(sig: Workstation, crisis: str) -> None:
    for name, usage, public in (("Privé", "mobile", False), ("Public", "office", True), ("Astreinte", "duty", False)):
        phone = {"number": "01 99 00 12 34", "usage": usage, "public": public}
        sig.desk.do(AddContact({"family_name": name, "phone:1": phone}))
    (table,) = blocks(compose(sig, crisis), 10)
    assert [row[0] for row in table.rows] == ["Astreinte", "Public"]


def test_who_is_on_call_until_tomorrow_is_told_and_where_nobody_is(sig: Workstation, crisis: str) -> None:
    cutoff = sig.clock.now()
    duty = {"function": "DICOM", "zone": "Europe/Paris", "starts": cutoff - HOUR, "ends": cutoff + HOUR}
    sig.desk.do(AddDuty({**duty, "organisation": "SAN", "holder_name": "F. Delmas", "phone": "01 99 00 33 15"}))
    sig.desk.do(AddDuty({**duty, "organisation": "INT", "holder_name": "D. Kerjean", "ends": cutoff + 48 * HOUR}))
    (table,) = blocks(sig.reading.compose(crisis, cutoff, False), 10)
    assert [row[:2] for row in table.rows] == [
        ("Intérieur, DICOM", "D. Kerjean"),
        ("Santé, DICOM", "F. Delmas"),
        ("Santé, DICOM", "Personne d'astreinte"),
    ]
    assert (table.rows[0][2], table.rows[1][3]) == ("24 h", "01 99 00 33 15")
    duties = sig.reading.propose(crisis, cutoff, False).offers[9].groups[0].picks
    assert [OVERDUE in pick.marks for pick in duties] == [False, False, True]


def test_the_more_are_on_call_the_fewer_contacts(sig: Workstation, crisis: str) -> None:
    for n in range(MOST_CONTACTS + 3):
        phone = {"number": "01 99 00 12 34", "usage": "office", "public": True}
        sig.desk.do(AddContact({"family_name": f"Contact {n:02}", "phone:1": phone}))
    assert len(blocks(compose(sig, crisis), 10)[0].rows) == MOST_CONTACTS
    now = sig.clock.now()
    for n in range(MOST_CONTACTS):
        duty = {"function": f"Cellule {n}", "organisation": "SAN", "holder_name": "F. Delmas"}
        sig.desk.do(AddDuty({**duty, "zone": "Europe/Paris", "starts": now - HOUR, "ends": now + 48 * HOUR}))
    duties, contacts = blocks(compose(sig, crisis), 10)
    assert (len(duties.rows), len(contacts.rows)) == (MOST_CONTACTS, FEWEST_CONTACTS)
