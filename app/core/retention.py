"""Why the directory keeps what it knows of a person, and until when."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose personal data is kept for. `months` after it was last verified, there is no reason left to keep it."""

    label: str
    months: int


# No longer than the purpose asks for: Regulation (EU) 2016/679, article 5(1)(e).
PURPOSES: Mapping[str, Purpose] = {
    "crisis": Purpose("joindre un responsable en cas de crise", 24),
    "duty": Purpose("tenir les astreintes", 12),
    "press": Purpose("relations avec la presse", 36),
    "partner": Purpose("joindre un partenaire ou un expert", 24),
    "exercise": Purpose("exercice", 6),
}
BY_DEFAULT = "crisis"


def is_personal(fields: Mapping[str, Any]) -> bool:
    """Whether these values speak of a person: a function or an organisation has no date of purge."""
    return fields.get("kind", "person") == "person" or bool(fields.get("family_name") or fields.get("given_name"))


def proposed(purpose: str, since: date) -> str:
    """The day (ISO) on which what is kept for that purpose, verified or written on `since`, is to be purged."""
    months = PURPOSES.get(purpose, PURPOSES[BY_DEFAULT]).months
    year, month = since.year + (since.month - 1 + months) // 12, (since.month - 1 + months) % 12 + 1
    if year > date.max.year:  # verified on a day that nobody will see
        return date.max.isoformat()
    return date(year, month, min(since.day, monthrange(year, month)[1])).isoformat()


def is_due(purge_on: str, today: date) -> bool:
    """Whether that day has come; words that are no date never come."""
    try:
        return bool(purge_on) and date.fromisoformat(purge_on) <= today
    except ValueError:
        return False
