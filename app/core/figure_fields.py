"""What each field of a figure may hold: as a person writes it, and as it stands in what anybody signed."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.core.errors import Refused
from app.core.exact_numbers import is_exact, parse
from app.core.figures import AMENDABLE, PRECISIONS, QUALIFIERS
from app.core.markings import refuse_marked
from app.core.operations import LAST_MOMENT
from app.core.organisations import organisations
from app.core.plain_text import clean

LONGEST_LINE, LONGEST_UNIT, LONGEST_REFERENCE, LONGEST_NOTE = 120, 30, 300, 4000
OVER = re.compile(r"over\.[0-9a-f]{64}")
HASH = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[0-9AB]{5}")
_LINES = {"indicator": LONGEST_LINE, "unit": LONGEST_UNIT, "reference": LONGEST_REFERENCE}
_MISSING = {
    "indicator": "Dites ce qui est compté : l'indicateur manque.",
    "source": "Dites qui donne ce chiffre : la source manque.",
}


def checked(fields: Mapping[str, Any], known: Iterable[str] = AMENDABLE) -> dict[str, Any]:
    """The fields as they are written in the operation. Raises Refused naming the field to blame."""
    kept = frozenset(known)
    written: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in kept:
            raise Refused(f"Ce champ ne se change pas : {name}.", name)
        if name in _LINES:
            value = clean(value, name, _LINES[name])
        elif name == "note":
            value = clean(value, name, LONGEST_NOTE, lines=True)
        elif name == "value":
            value = parse(value)
        elif name == "source":
            value = source(value)
        elif name == "perimeter":
            value = perimeter(value)
        if value in ("", None) and name in _MISSING:
            raise Refused(_MISSING[name], name)
        if not CHECKS[name](value):
            raise Refused("Cette valeur n'est pas dans la liste." if name in _CHOSEN else "Valeur impossible.", name)
        words = value["name"] if isinstance(value, dict) else value
        if isinstance(words, str):
            refuse_marked(words, name)
        written[name] = value
    return written


def source(value: str | Mapping[str, str]) -> dict[str, str] | None:
    """Who gives a figure: the words typed, and the code of the organisation they name, if they name one."""
    name = clean(value if isinstance(value, str) else value.get("name", ""), "source", LONGEST_LINE)
    if not name:
        return None
    code = "" if isinstance(value, str) else value.get("organisation", "")
    try:
        code = code or organisations().resolve(name)
    except Refused:
        code = ""  # a newspaper, an operator: words are enough
    return {"organisation": code, "name": name}


def perimeter(value: str | Mapping[str, str]) -> dict[str, str]:
    """Where a figure counts: words, and the INSEE code of the commune when it is known. No words: the whole crisis."""
    name = clean(value if isinstance(value, str) else value.get("name", ""), "perimeter", LONGEST_LINE)
    return {"code": "" if isinstance(value, str) else value.get("code", ""), "name": name}


def may_write(kind: str, name: str, value: Any) -> bool:
    """Whether an operation of that kind may write that field of a figure, and that value in it."""
    if kind in ("figure.recorded", "figure.amended"):
        return name in CHECKS and CHECKS[name](value)
    if kind == "figure.cleared":
        return name == "publishable" and isinstance(value, bool)
    return kind == "figure.chosen" and OVER.fullmatch(name) is not None and _is_choice(value)


def _is_choice(value: Any) -> bool:
    """Nothing, or the states that both figures had when one was chosen over the other."""
    if value is None:
        return True
    return isinstance(value, dict) and all(_is_hash(value.get(name)) for name in ("mine", "theirs"))


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def _words(value: Any) -> bool:
    return isinstance(value, str)


def _one_of(choices: Iterable[str]) -> Callable[[Any], bool]:
    kept = frozenset(choices)
    return lambda value: isinstance(value, str) and value in kept


def _source(value: Any) -> bool:
    return isinstance(value, dict) and all(_words(value.get(name)) for name in ("organisation", "name"))


def _perimeter(value: Any) -> bool:
    if not isinstance(value, dict) or not all(_words(value.get(name)) for name in ("code", "name")):
        return False
    return value["code"] == "" or CODE.fullmatch(value["code"]) is not None


_CHOSEN = {"qualifier": QUALIFIERS, "precision": PRECISIONS}
# Whether a value, as it stands in an operation, may be that field of a figure.
CHECKS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(AMENDABLE, _words),
    **{name: _one_of(choices) for name, choices in _CHOSEN.items()},
    "value": is_exact,
    "cutoff": lambda value: type(value) is int and 0 <= value < LAST_MOMENT,
    "source": _source,
    "perimeter": _perimeter,
    "replaces": lambda value: value == "" or _is_hash(value),
}
