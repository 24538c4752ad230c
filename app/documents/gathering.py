"""One record of somebody else's directory, made field by field into what ours keeps; nothing is lost without a word."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from app.core.contact import FIELDS, KINDS, TYPES, USAGES
from app.core.contact_fields import LONGEST, LONGEST_REMARK, email
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.core.organisations import organisations
from app.core.phones import parse
from app.core.plain_text import BLANKS, EMOJI_STYLE, HIDDEN, LINE_ENDS, TRAILING, shown
from app.core.retention import PURPOSES
from app.core.search_text import folded

MOST_ADDRESSES = 30  # numbers, and as many addresses, of one contact
MOST_NAMED = 15
HOME = "domicile"
DAYS = ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y")
BETWEEN = re.compile(r"\s*(?:[;\n]|\s/\s|//|,|\bou\b|\bet\b)\s*")
EXTENSION = re.compile(r"(?:;ext=|\s*\(?(?:poste|ext\.?|x)\s*)(\d{1,8})\)?$", re.IGNORECASE)
SAID_OF_NUMBERS = (
    (re.compile(r"\b(?:astreinte|permanence|duty|on call|urgence|24 ?h|24/24|nuit)"), "duty"),
    (re.compile(r"\b(?:securis|secure|rimbaud|chiffre)"), "secure"),
    (re.compile(r"\b(?:standard|main\b|accueil|switchboard|company\b)"), "switchboard"),
    (re.compile(r"\b(?:cell\b|cellular|mobile|portable|iphone|gsm)"), "mobile"),
)
SAID_OF_HOMES = re.compile(r"\W*(?:home|domicile|person|perso\b|prive|private|maison)")
YES = frozenset(("oui", "x", "1", "vrai", "true", "yes", "o", "y"))
CODES: Mapping[str, Mapping[str, str]] = {  # field: what may be written for each of its values
    "kind": {**{folded(label): code for code, label in KINDS.items()}, "personne": "person", "nom": "person"},
    "type": {folded(label): code for code, label in TYPES.items()},
    "purpose": {folded(purpose.label): code for code, purpose in PURPOSES.items()},
}
KNOWN: Mapping[str, Iterable[str]] = {"kind": KINDS, "type": TYPES, "purpose": PURPOSES}


class Gathering:
    """The record being read."""

    def __init__(self, place: str):
        self.place = place
        self.fields: dict[str, Any] = {}
        self.dated = ""
        self.said_organisation = ""  # as the file writes it
        self._private: list[dict[str, str]] = []
        self._trouble: list[str] = []
        self._aside: dict[str, None] = {}
        self._remarks: list[str] = []
        self._counts = {"phone": 0, "email": 0}

    def put(self, field: str, words: str) -> None:
        """Writes a field, unless it is blank or written already: then the words go to the remark."""
        if field == "remark":
            self.remark(words)
            return
        words = self._clean(words, field, LONGEST)
        if not words:
            return
        if field in self.fields:
            if self.fields[field] != words:
                self.remark(words, FIELDS[field].capitalize())
            return
        value = self._value(field, words)
        if value is not None:
            self.fields[field] = value

    def organisation(self, words: str) -> None:
        """Where the contact works, by its code when the house knows it."""
        self.said_organisation = words.strip()
        self.put("organisation", organisations().code_of(words) or words)

    def phone(self, words: str, usage: str, public: bool = False, home: bool = False, label: str = "") -> None:
        """A number; several in the same cell are taken apart; what is no number stays as words."""
        words = self._clean(words, "phone", LONGEST)
        if not words:
            return
        numbers = _numbers(words)
        if home:
            self._at_home("phone", words, numbers, usage)
            return
        if not numbers:
            self.remark(words, f"Téléphone ({label or USAGES[usage]})")
            self.told(f"Numéro non compris, gardé dans la remarque : « {words[:60]} ».")
        for number, extension in numbers:
            self._number(number, usage, public)
            if extension:
                self.remark(f"{extension} au {number}", "Poste")
        if numbers and label and folded(label) != folded(USAGES[usage]):
            self.remark(words, f"Téléphone ({label})")

    def email(self, words: str, home: bool = False) -> None:
        """An address; what is none stays as words."""
        words = self._clean(words, "email", LONGEST).removeprefix("mailto:")
        if not words:
            return
        try:
            address = email("email", words)
        except Refused:
            address = ""
        if home:
            self._at_home("email", words, [(address, "")] if address else [], "office")
        elif not address:
            self.remark(words, "Courriel")
            self.told(f"Adresse de courriel non comprise, gardée dans la remarque : « {words[:60]} ».")
        elif address not in self._values("email:") and self._room("email"):
            self.fields[f"email:{self._counts['email']}"] = address

    def remark(self, words: str, label: str = "") -> None:
        """Words for the remark, after a label that says what they are."""
        if words.strip():
            self._remarks.append(f"{label} : {words}" if label else words)

    def aside(self, label: str) -> None:
        """Something this directory has no use for, named once."""
        self._aside[label] = None

    def told(self, sentence: str) -> None:
        """A French sentence for the person who imports."""
        self._trouble.append(sentence)

    def refused(self, sentence: str) -> Incoming:
        """The record is not taken; the sentence says why."""
        return Incoming(self.place, {}, (), self.dated, (sentence,))

    def done(self) -> Incoming:
        """What was gathered."""
        remark = self._clean("\n".join(self._remarks), "remark", LONGEST_REMARK, lines=True)
        if remark:
            self.fields["remark"] = remark
        if self._aside:
            more = f" et {len(self._aside) - MOST_NAMED} autres" if len(self._aside) > MOST_NAMED else ""
            named = ", ".join(list(self._aside)[:MOST_NAMED])
            self.told(f"Laissés de côté, sans usage dans l'annuaire : {named}{more}.")
        return Incoming(self.place, self.fields, tuple(self._private), self.dated, tuple(self._trouble))

    def _clean(self, text: str, field: str, longest: int, lines: bool = False) -> str:
        text = BLANKS.sub(" ", LINE_ENDS.sub("\n", text))
        if not lines:
            text = text.replace("\n", " ")
        if not text.replace("\n", " ").isprintable() or EMOJI_STYLE in text or HIDDEN.search(text):
            text, hidden = shown(text)
            if hidden:
                self.told(f"{FIELDS.get(field, field).capitalize()} : {hidden} caractères invisibles retirés.")
        text = TRAILING.sub("", text if text.isascii() else normalize("NFC", text)).strip(" \n\u00a0\u202f")
        if len(text) > longest:
            self.told(f"{FIELDS.get(field, field).capitalize()} : coupé à {longest} caractères sur {len(text)}.")
            text = text[:longest].rstrip(" \n\u00a0\u202f")
        return text

    def _value(self, field: str, words: str) -> Any:
        """The value the register wants, None when these words give none."""
        if field == "may_speak":
            return folded(words) in YES
        if field == "call_order":
            return (
                int(words) if words.isdecimal() and words.isascii() and len(words) < 5 else self._unread(field, words)
            )
        if field in ("verified_on", "purge_on"):
            return day(words) or self._unread(field, words)
        if field in CODES and words not in KNOWN[field]:
            return CODES[field].get(folded(words)) or self._unread(field, words)
        return words

    def _unread(self, field: str, words: str) -> Any:
        self.remark(words, FIELDS[field].capitalize())
        self.told(f"{FIELDS[field].capitalize()} non compris, gardé dans la remarque : « {words[:60]} ».")
        return None

    def _number(self, number: str, usage: str, public: bool) -> None:
        known = [one["number"] for one in self._values("phone:")]
        if number not in known and self._room("phone"):
            self.fields[f"phone:{self._counts['phone']}"] = {"number": number, "usage": usage, "public": public}

    def _at_home(self, medium: str, words: str, values: Iterable[tuple[str, str]], usage: str) -> None:
        # Words that cannot be read do not go to the remark, which observers read.
        if not values:
            self.told(f"Coordonnée personnelle non comprise, laissée de côté : « {words[:60]} ».")
        for value, _ in values:
            one = {"medium": medium, "value": value, "usage": usage, "remark": HOME}
            if one not in self._private and len(self._private) < MOST_ADDRESSES:
                self._private.append(one)

    def _values(self, start: str) -> list[Any]:
        return [value for name, value in self.fields.items() if name.startswith(start)]

    def _room(self, medium: str) -> bool:
        if self._counts[medium] >= MOST_ADDRESSES:
            self.told(f"Plus de {MOST_ADDRESSES} numéros ou adresses : les suivants sont laissés de côté.")
            return False
        self._counts[medium] += 1
        return True


def usage_of(words: str, otherwise: str = "office") -> str:
    """The usage of a number these words speak of: a label, a description, the types of a vCard."""
    said = folded(words)
    return next((usage for known, usage in SAID_OF_NUMBERS if known.search(said)), otherwise)


def is_home(words: str) -> bool:
    """Whether these words say that a number or an address is private."""
    return bool(SAID_OF_HOMES.match(folded(words)))


@lru_cache(maxsize=1024)
def day(words: str) -> str:
    """The day these words give, in ISO, or ""."""
    text = words.strip()
    for start, form in [(text[:10], DAYS[0]), (text[:8], DAYS[1]), *((text, form) for form in DAYS[2:])]:
        try:
            found: date = datetime.strptime(start, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
        if 1900 <= found.year < 2200:
            return found.isoformat()
    return ""


def two_names(full: str) -> tuple[str, str]:
    """Family and given name out of a full one: capitals are the family name, else the last words are."""
    words = full.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    return " ".join(words[1:]) or full, words[0] if len(words) > 1 else ""


def _numbers(words: str) -> list[tuple[str, str]]:
    """The numbers these words are, each with its extension; none unless all of them are."""
    whole = _number(words)
    if whole:
        return [whole]
    each = [_number(part) for part in BETWEEN.split(words) if part]
    return [one for one in each if one] if all(each) else []


def _number(words: str) -> tuple[str, str] | None:
    text = words.strip().removeprefix("tel:").replace("\u00a0", " ")
    # "+33 (0)1 …" is how letterheads are printed; the zero is not dialled.
    text = text.replace("(0)", "") if text.startswith(("+", "00")) else text
    extension = EXTENSION.search(text)
    try:
        return parse(text[: extension.start()] if extension else text), extension[1] if extension else ""
    except Refused:
        return None
