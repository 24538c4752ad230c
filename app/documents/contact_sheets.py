"""Tables of contacts (CSV, ODS): which column is which field, proposed from the headings and changed by a person, then
one contact for each row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

import msgspec

from app.core import resources
from app.core.contact import FIELDS, USAGES
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.core.search_text import folded
from app.documents.gathering import YES, Gathering, is_home, two_names, usage_of

TARGETS: Mapping[str, str] = {  # what a column may be, beside the fields: French label
    "full_name": "prénom et nom",
    **{f"phone:{usage}": f"téléphone ({label})" for usage, label in USAGES.items()},
    "email": "courriel",
    "home:phone": "téléphone personnel",
    "home:mobile": "mobile personnel",
    "home:email": "courriel personnel",
    "label": "usage du numéro d'à côté",
    "public": "si le numéro d'à côté est public",
    "fax": "télécopie",
    "address:code": "code postal",
    "address:town": "ville",
    "address:country": "pays",
}
LEFT_OUT = ""  # a column that is not brought
NUMBERED = re.compile(  # columns of one number: Gmail's "Phone 1 - Label", our "usage du téléphone 1"
    r"^(?P<gmail>(?:phone|e-mail) \d{1,2}) - |^(?P<before>usage du )?"
    r"(?P<ours>(?:telephone|courriel|contact prive) \d{1,2})(?P<after> public)?$"
)
OURS = {"telephone": "phone:office", "courriel": "email", "contact prive": "home:phone"}
AGAIN = re.compile(r" \(\d+\)$")  # what tells two columns of the same title apart
AMBIGUOUS = ("titre", "title")
SEVERAL = " ::: "  # how Gmail writes several values in one cell
LOOKED_AT = 15  # rows among which the headings are
NO_HEADINGS = "Aucune colonne ne se reconnaît : la première ligne doit les nommer (nom, prénom, téléphone…)."
NOTHING_IN = "Ligne sans nom, ni fonction, ni organisme : elle est laissée de côté."


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the titles are, and the titles: none is blank, no two are alike."""

    line: int
    titles: tuple[str, ...]


def heading(rows: Iterable[tuple[int, Sequence[str]]]) -> Heading:
    """The row that names the columns: the first of those that name most. Raises Refused when none does."""
    best, most = None, 0
    for line, cells in islice(rows, LOOKED_AT):
        known = sum(bool(_target(cell)) for cell in cells)
        if known > most or best is None:
            best, most = Heading(line, _titles(cells)), known
    if best is None:
        raise Refused("Ce tableau est vide : rien n'a été importé.", "file")
    return best


def proposed(titles: Sequence[str]) -> dict[str, str]:
    """The field each column seems to be; LEFT_OUT when none. Without a first name, "nom" is taken whole."""
    found = {title: _target(title) for title in titles}
    if "given_name" not in found.values():
        found = {title: "full_name" if field == "family_name" else field for title, field in found.items()}
    # Outlook's "Title" is the civility only beside a job title.
    if "function" not in found.values():
        found = {title: "function" if folded(title) in AMBIGUOUS else field for title, field in found.items()}
    return found


def checked(mapping: Mapping[str, str], titles: Sequence[str]) -> dict[str, str]:
    """What a person chose, over what is proposed. Raises Refused for a column or a field that is none."""
    for title, field in mapping.items():
        if title not in titles:
            raise Refused(f"Ce tableau n'a pas de colonne « {title} ». Colonnes : {', '.join(titles)}.", "mapping")
        if field and field not in FIELDS and field not in TARGETS:
            raise Refused(f"« {field} » n'est pas un champ de l'annuaire.", "mapping")
    return {**proposed(titles), **mapping}


def contacts(
    rows: Iterable[tuple[int, Sequence[str]]], head: Heading, mapping: Mapping[str, str]
) -> Iterator[Incoming]:
    """Each row below the heading, in order; one that names nobody is told, not taken. Raises Refused when no column is
    brought."""
    fields = [mapping.get(title, LEFT_OUT) for title in head.titles]
    if not any(fields):
        raise Refused(NO_HEADINGS, "mapping")
    for line, cells in rows:
        if line > head.line:
            yield _contact(Gathering(f"ligne {line}"), head.titles, fields, cells)


def _contact(gathering: Gathering, titles: Sequence[str], fields: Sequence[str], cells: Sequence[str]) -> Incoming:
    said: dict[str, dict[str, str]] = {"label": {}, "public": {}}
    for title, field, cell in zip(titles, fields, cells, strict=False):
        if field in said:
            said[field][_stem(title)] = cell
    address: dict[str, list[str]] = {}
    full = ""
    for title, field, cell in zip(titles, fields, cells, strict=False):
        if not cell or field in (LEFT_OUT, *said):
            continue
        if field == "full_name":
            full = full or cell
        elif field.startswith("address"):
            address.setdefault(field, []).append(cell)
        elif field == "given_name" and "given_name" in gathering.fields:
            gathering.put("given_name", f"{gathering.fields.pop('given_name')} {cell}")
        else:
            stem = _stem(title)
            public = folded(said["public"].get(stem, "")) in YES
            _put(gathering, field, cell, said["label"].get(stem, ""), public)
    gathering.put("address", _address(address))
    if len(cells) > len(titles):
        gathering.told("Cette ligne a plus de cellules que de colonnes : les dernières sont laissées de côté.")
    if not _named(gathering, full):
        return gathering.refused(NOTHING_IN)
    return gathering.done()


def _put(gathering: Gathering, field: str, cell: str, label: str, public: bool) -> None:
    medium, _, usage = field.partition(":")
    if field == "home:phone" and "@" in cell:
        usage = "email"
    home = medium == "home" or is_home(label)
    match medium:
        case "phone" | "home" if usage != "email":
            known = usage if usage in USAGES else "office"
            for number in cell.split(SEVERAL):
                if "fax" in label.lower():
                    gathering.remark(number, "Télécopie")
                else:
                    gathering.phone(number, usage_of(label, known), public, home)
        case "email" | "home":
            for each in cell.split(SEVERAL):
                gathering.email(each, home=home)
        case "fax":
            gathering.remark(cell, "Télécopie")
        case "organisation":
            gathering.organisation(cell)
        case _:
            gathering.put(field, cell)


def _address(parts: Mapping[str, Sequence[str]]) -> str:
    town = " ".join(chain(parts.get("address:code", ()), parts.get("address:town", ())))
    country = [one for one in parts.get("address:country", ()) if folded(one) != "france"]
    return ", ".join(line for line in (*parts.get("address", ()), town, *country) if line).replace("\n", ", ")


def _named(gathering: Gathering, full: str) -> bool:
    """Settles what the contact is and what it is called. False when nothing names it."""
    fields = gathering.fields
    kind = fields.get("kind", "")
    if full and kind == "organisation":
        gathering.put("name", full)
    elif full and "family_name" not in fields:
        family, given = two_names(full)
        gathering.put("family_name", family)
        gathering.put("given_name", given)
    person = "family_name" in fields or "given_name" in fields
    if not kind:
        organisation = not person and "function" not in fields and "service" not in fields
        kind = "person" if person else "organisation" if organisation else "function"
    if kind == "organisation" and "name" not in fields and gathering.said_organisation:
        fields.pop("organisation", None)
        gathering.put("name", gathering.said_organisation)
    fields["kind"] = kind
    return person or bool(
        fields.get("name") if kind == "organisation" else fields.get("function") or fields.get("service")
    )


def _titles(cells: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for place, cell in enumerate(cells, start=1):
        title = " ".join(cell.split())[:80] or f"colonne {place}"
        found[title if title not in found else f"{title} ({place})"] = None
    return tuple(found)


def _target(title: str) -> str:
    words = " ".join(AGAIN.sub("", folded(title)).replace("*", " ").split()).strip(" :.")
    found = NUMBERED.match(words)
    if found and found["ours"]:
        return "label" if found["before"] else "public" if found["after"] else OURS[found["ours"].rpartition(" ")[0]]
    return _known().get(words, LEFT_OUT)


@cache
def _known() -> Mapping[str, str]:
    """Heading, folded: target. Ours, and those of `contact_columns.json`: Outlook's, Gmail's, and French usage."""
    ours = {folded(label): field for field, label in (*TARGETS.items(), *FIELDS.items())}
    ours |= {folded(label.replace("(", "").replace(")", "")): field for field, label in TARGETS.items()}
    headings = msgspec.json.decode(resources.path("contact_columns.json").read_bytes(), type=dict[str, list[str]])
    theirs = {words.strip(" :."): field for field, several in headings.items() for words in several}
    return {**{field: field for field in (*FIELDS, *TARGETS)}, **theirs, **ours}


def _stem(title: str) -> str:
    """What the columns of one number have in common."""
    found = NUMBERED.match(folded(title))
    return (found["gmail"] or found["ours"]) if found else title
