"""Hours with their day, persons and counts, as they are said in French on the screen."""

import re
import unicodedata

from app.core.clock import moment
from app.core.records import Author

DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)
SOFT = "\u200b"  # where a line may be cut
LONG, CUTS = re.compile(r"[^\s\u00a0\u202f]+"), re.compile(r"[^-_./@:]{1,12}[-_./@:]*|[-_./@:]+")
NBSP, THIN = "\u00a0", "\u202f"  # no-break spaces, the thin one between thousands


def day_and_hour(at: int, zone: str) -> str:
    """jeu. 24 sept. 2026, 02:41. An hour is never shown without its day, except under a head that gives it."""
    return f"{day(at, zone)}, {moment(at, zone):%H:%M}"


def day(at: int, zone: str) -> str:
    """jeu. 24 sept. 2026."""
    when = moment(at, zone)
    return f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}".replace(" ", NBSP)


def short_day_and_hour(at: int, zone: str) -> str:
    """24 sept. 02:41: for second lines, where the year is that of the crisis."""
    when = moment(at, zone)
    return f"{when.day} {MONTHS[when.month - 1]} {when:%H:%M}".replace(" ", NBSP)


def breakable(text: str, longest: int = 24) -> str:
    """The same words, where a run too long for a line may be cut: a file's name, an address."""
    return LONG.sub(lambda run: _cut(run[0]) if len(run[0]) > longest else run[0], text)


def _cut(run: str) -> str:
    first, *others = CUTS.findall(run)
    return str(first) + "".join(piece if _continues(piece) else SOFT + piece for piece in others)


def _continues(piece: str) -> bool:
    """Whether what begins there belongs to the letter before: an accent, the second half of an emoji."""
    return unicodedata.category(piece[0]) in ("Mn", "Mc", "Me", "Cf", "Sk")


def person(author: Author) -> str:
    """L. Aubert (RED); the workstation when the person is not known."""
    name = author.name or author.workstation or "auteur inconnu"
    return f"{name} ({author.role})" if author.role else name


def number(count: int, singular: str, plural: str = "") -> str:
    """1 texte, 2 textes, 3 013 textes."""
    figures = f"{count:,}".replace(",", THIN)
    return f"{figures}{NBSP}{singular if abs(count) < 2 else plural or singular + 's'}"
