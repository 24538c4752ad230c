"""Contacts as vCards 4.0 (RFC 6350), for whatever address book opens them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.core.contact import FIELDS, USAGES
from app.core.organisations import organisations
from app.documents.vcards import BELONGS, LANGUAGES, OWN, PUBLIC

URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+$", re.IGNORECASE)
LONGEST = 75  # octets of a line, its end apart
TYPES = {
    "office": "work,voice",
    "mobile": "work,cell",
    "duty": "work,voice",
    "switchboard": "work,voice",
    "secure": "work",
}
LABELLED = ("duty", "switchboard", "secure")  # usages that no TYPE says: a label does, as Apple's and Google's do
STANDARD = frozenset(
    [
        "kind",
        "civility",
        "family_name",
        "given_name",
        "name",
        "function",
        "organisation",
        "service",
        "messaging",
        "uid",
        "languages",
        "address",
        "remark",
    ]
)
NAMES = {field: name for name, field in OWN.items()}
CODES = {word: code for code, word in LANGUAGES.items()}

PRIVATE = "private"  # begins the key of a number or an address that was revealed to be taken out


def vcards(contacts: Iterable[Mapping[str, Any]], revised: str) -> str:
    """The cards of contacts given by their fields (as the register keeps them, `phone:<key>` included), one after the
    other. `revised`: the moment they are written, as 20260924T021530Z."""
    return "".join(card(fields, revised) for fields in contacts)


def card(fields: Mapping[str, Any], revised: str) -> str:
    """One contact. What vCard has no property for is written under X-DIAPASON names, which others leave alone."""
    kind = fields.get("kind", "person")
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"KIND:{'org' if kind == 'organisation' else 'individual'}"]
    lines += [f"FN:{_escaped(_full(fields, kind))}", *_names(fields, kind), *_kind(fields, kind)]
    lines += [
        f"{name}:{_escaped(fields[field])}"
        for field, name in (("function", "TITLE"), ("uid", "UID"))
        if fields.get(field)
    ]
    for place, (name, value) in enumerate(_elements(fields, "phone:"), start=1):
        lines += _phone(name, value, place)
    for name, value in _elements(fields, "email:"):
        lines.append(f"EMAIL;TYPE={'home' if _is_private(name) else 'work'}:{_escaped(value)}")
    lines += _languages(str(fields.get("languages") or ""))
    lines += _messaging(str(fields.get("messaging") or ""))
    if fields.get("address"):
        lines.append(f"ADR;TYPE=work:;;{_escaped(fields['address'])};;;;")
    if fields.get("remark"):
        lines.append(f"NOTE:{_escaped(fields['remark'])}")
    for field in FIELDS:
        if field not in STANDARD and (value := fields.get(field)) not in (None, ""):
            lines.append(f"{NAMES[field]}:{_escaped(_written(value))}")
    lines += [f"REV:{revised}", "END:VCARD"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _full(fields: Mapping[str, Any], kind: str) -> str:
    if kind == "organisation":
        return str(fields.get("name") or "")
    person = " ".join(str(fields[name]) for name in ("given_name", "family_name") if fields.get(name))
    return person or str(fields.get("function") or fields.get("service") or "")


def _names(fields: Mapping[str, Any], kind: str) -> list[str]:
    if kind == "organisation":
        where = _escaped(organisations().name(str(fields.get("organisation") or "")))
        return [f"ORG:{_escaped(fields.get('name', ''))}", *([f"{BELONGS}:{where}"] if where else [])]
    parts = [_escaped(fields.get(name, "")) for name in ("family_name", "given_name")]
    lines = [f"N:{parts[0]};{parts[1]};;{_escaped(fields.get('civility', ''))};"]
    where, service = organisations().name(str(fields.get("organisation") or "")), str(fields.get("service") or "")
    if where or service:
        lines.append(f"ORG:{_escaped(where)}" + (f";{_escaped(service)}" if service else ""))
    return lines


def _elements(fields: Mapping[str, Any], start: str) -> list[tuple[str, Any]]:
    """The elements of a list, in the order of their keys."""
    found = [(name, value) for name, value in fields.items() if name.startswith(start) and value]
    return sorted(found, key=lambda one: (len(one[0]), one[0]))


def _is_private(name: str) -> bool:
    return name.partition(":")[2].startswith(PRIVATE)


def _phone(name: str, value: Mapping[str, Any], place: int) -> list[str]:
    usage = str(value.get("usage", "office"))
    group = f"item{place}." if usage in LABELLED else ""
    types = TYPES[usage].replace("work", "home") if _is_private(name) else TYPES[usage]
    parameters = f'TYPE="{types}"' + (";PREF=1" if name == "phone:1" else "")
    parameters += f";{PUBLIC}=true" if value.get("public") else ""
    lines = [f"{group}TEL;VALUE=uri;{parameters}:tel:{value['number']}"]
    return [*lines, f"{group}X-ABLabel:{_escaped(USAGES[usage].capitalize())}"] if group else lines


def _languages(words: str) -> list[str]:
    """A property for each language; words that name others stay together under a name of ours."""
    each = [word.strip() for word in words.split(",") if word.strip()]
    if all(word in CODES for word in each):
        return [f"LANG:{CODES[word]}" for word in each]
    return [f"{NAMES['languages']}:{_escaped(words)}"]


def _messaging(words: str) -> list[str]:
    """A property for each address that is a URI, as the standard asks; other words under a name of ours."""
    each = [one for one in words.split(", ") if one]
    if all(URI.match(one) for one in each):
        return [f"IMPP:{_escaped(one)}" for one in each]
    return [f"{NAMES['messaging']}:{_escaped(words)}"]


def _kind(fields: Mapping[str, Any], kind: str) -> list[str]:
    """What the names do not tell: a function somebody's name is given with, a person who has none."""
    named = bool(fields.get("given_name") or fields.get("family_name"))
    told = kind == "organisation" or named == (kind == "person")
    return [] if told else [f"{NAMES['kind']}:{kind}"]


def _written(value: Any) -> str:
    return ("oui" if value else "non") if isinstance(value, bool) else str(value)


def _escaped(value: Any) -> str:
    text = str(value or "").replace("\\", "\\\\").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> list[str]:
    """The line in pieces of 75 octets at most, each but the first after a space; no letter is cut in two."""
    pieces, current, room = [], "", LONGEST
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if width > room:
            pieces.append(current)
            current, room = " ", LONGEST - 1
        current += letter
        room -= width
    return [*pieces, current]
