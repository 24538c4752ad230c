"""Hours with their day, persons and counts, as they are said in French on the screen."""

from app.core.clock import moment
from app.core.records import Author

DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)
NBSP, THIN = "\u00a0", "\u202f"  # no-break spaces, the thin one between thousands


def day_and_hour(at: int, zone: str) -> str:
    """jeu. 24 sept. 2026, 02:41. An hour is never shown without its day, except under a head that gives it."""
    when = moment(at, zone)
    day = f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"
    return f"{day.replace(' ', NBSP)}, {when:%H:%M}"


def short_day_and_hour(at: int, zone: str) -> str:
    """24 sept. 02:41: for second lines, where the year is that of the crisis."""
    when = moment(at, zone)
    return f"{when.day} {MONTHS[when.month - 1]} {when:%H:%M}".replace(" ", NBSP)


def person(author: Author) -> str:
    """L. Aubert (RED); the workstation when the person is not known."""
    name = author.name or author.workstation or "auteur inconnu"
    return f"{name} ({author.role})" if author.role else name


def number(count: int, singular: str, plural: str = "") -> str:
    """1 texte, 2 textes, 3 013 textes."""
    figures = f"{count:,}".replace(",", THIN)
    return f"{figures}{NBSP}{singular if abs(count) < 2 else plural or singular + 's'}"
