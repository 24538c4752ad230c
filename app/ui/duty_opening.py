"""An on-call slot opened to be read or corrected: what its fields hold, in words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.core import duty, duty_question
from app.core.duty import FIELDS, GONE, PEOPLE, Duty, line_words
from app.core.errors import Refused
from app.core.store.reading import Reading
from app.ui import duty_spans

FIGURES = re.compile(r"(\d{2})(\d{2})")
TODAY, SHORTEST = "aujourd'hui", 3  # letters that are enough to say it


@dataclass(frozen=True, slots=True)
class OpenedDuty:
    """A slot and the names of the contacts (id) it speaks of, in any of its values."""

    duty: Duty
    names: Mapping[str, str]

    @property
    def name(self) -> str:
        """Who answers, or is to."""
        one = self.duty
        return self.called("holder") or one.holder_name or self.called("deputy") or one.deputy_name

    @property
    def words(self) -> str:
        """Santé, DICOM : F. Delmas, du jeu. 24 à 08:00 au lun. 28 à 08:00"""
        one = self.duty
        hours = duty_spans.when(one.starts, one.ends, one.zone)
        return f"{line_words(one.organisation, one.function)} : {self.name}, {hours}"

    def called(self, field: str) -> str:
        """The contact of `holder` or `deputy`; nothing when it is not one."""
        id = self.duty.holder if field == "holder" else self.duty.deputy
        return self.names.get(id, GONE) if id else ""

    def said(self, field: str) -> Callable[[Any], str]:
        """How a value of that field is said."""
        return partial(_said, field, self.duty.zone, self.names)


def open_duty(reading: Reading, id: str) -> OpenedDuty:
    """Not on the window's thread. Raises Refused for one that is not known here."""
    found = reading.duty(id)
    wanted = {one.value for name in PEOPLE if name in found.fields for one in found.fields[name].values if one.value}
    return OpenedDuty(found, {one.id: one.name for one in reading.full_contacts(sorted(wanted))})


def label(field: str) -> str:
    """titulaire, début…"""
    return FIELDS.get(field, field).replace("'", "’")


def planned(hour: str, day: str, now: int, zone: str) -> tuple[int | None, bool]:
    """The moment an hour and a day name, to come when they may be: 08:00 or 0800, auj, demain, lundi, 28/09."""
    if not hour:
        if day:
            raise Refused("écrivez aussi l’heure : 08:00.")
        return None, False
    if figures := FIGURES.fullmatch(hour):
        hour = f"{figures[1]}:{figures[2]}"
    if TODAY.startswith(short := day.rstrip(".").lower()) and len(short) >= SHORTEST:
        day = TODAY
    asked = duty_question.understood(f"astreinte {day} à {hour}", now, zone)
    if asked is None or asked.organisation or asked.function:
        raise Refused(f"Heure incomprise : « {f'{hour} {day}'.strip()} ». Écrivez 08:00, et le jour 28/09/2026.")
    return asked.at, False


def _said(field: str, zone: str, names: Mapping[str, str], value: Any) -> str:
    if field in PEOPLE and value:
        return names.get(value, GONE)
    return duty.value_words(field, value, zone)
