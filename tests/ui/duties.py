"""An on-call table of a few lines, written as a person would."""

from typing import Any

from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.core.registers.private import AddPrivate
from app.sync.workstation import Workstation
from tests.ui import lines

DAY = 24 * 3600 * 1000


def at(day: int, hour: int = 0, minute: int = 0) -> int:
    """That hour of September 2026, in Paris; the 31st is the first of October."""
    return lines.at(1, hour, minute) + (day - 1) * DAY


def somebody(of: Workstation, name: str, number: str = "", private: str = "", verified_on: str = "2026-09-21") -> str:
    """A contact of Santé, with a number or a private one; his id."""
    given, _, family = name.partition(" ")
    fields: dict[str, Any] = {"given_name": given, "family_name": family, "organisation": "SAN", "function": "DICOM"}
    if number:
        fields["phone:1"] = {"number": number, "usage": "duty", "public": False}
    contact = of.desk.do(AddContact({**fields, "verified_on": verified_on})).id
    if private:
        of.desk.do(AddPrivate(contact, private))
    return contact


def duty(of: Workstation, starts: int, ends: int, crisis: str = "", **fields: Any) -> str:
    """A slot of Santé, DICOM unless it is said otherwise; its id."""
    given = {"organisation": "SAN", "function": "DICOM", "holder_name": "Luc Herbin", **fields}
    if "holder" in fields or not given["holder_name"]:
        del given["holder_name"]
    return of.desk.do(AddDuty({**given, "starts": starts, "ends": ends}, crisis)).id


def gap_on_thursday(of: Workstation) -> tuple[str, str]:
    """F. Delmas until 19:00, nobody until midnight, then J. Marchal until Monday; the two slots (id)."""
    first = somebody(of, "Florence Delmas", "01 99 00 33 15")
    second = somebody(of, "Jean Marchal", "01 99 00 33 51")
    return duty(of, at(21, 8), at(24, 19), holder=first), duty(of, at(25, 0), at(28, 0), holder=second)
