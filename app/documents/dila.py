"""The State's own directory (DILA): its full export, read as it flows, one organisation for each record."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, BinaryIO
from uuid import UUID

import msgspec

from app.core import resources
from app.core.contact import DILA
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.core.search_text import folded
from app.documents.gathering import Gathering, day, usage_of
from app.documents.json_records import Broken, records

SOURCE = "Annuaire de l'administration (DILA)"
MOST_RECORDS = 500_000
DEEPEST = 12  # values written as JSON inside strings, themselves inside values
LISTS = ("service", "results")  # the published file, and the answer of its API
CHILD = "service fils"
WITHDRAWN = frozenset(("inactive", "inactif", "supprimee", "supprime", "fermee", "false", "non"))
UNREADABLE = "Ce fichier n'est pas un annuaire de l'administration (DILA) : rien n'a été importé."
BROKEN = "Ce fichier d'annuaire est coupé ou abîmé après la fiche {} : téléchargez-le à nouveau. Rien n'a été importé."


class Types(msgspec.Struct, frozen=True):
    """The file `dila/types.json`."""

    local_services: dict[str, tuple[str, ...]]
    national_words: tuple[tuple[str, str], ...]


def organisations(file: BinaryIO) -> Iterator[Incoming]:
    """One organisation for each record, in the order of the file, which is read twice: a record names its children,
    not its parent. A record that cannot be taken is told and skipped; what a directory of crisis has no use for (hours,
    sites, texts) is not brought. Raises Refused when the file is no such directory, or where it breaks."""
    parents = _parents(_records(file))
    for number, record in enumerate(_records(file), start=1):
        yield _organisation(Gathering(f"fiche {number}"), record, parents)


def _records(file: BinaryIO) -> Iterator[Any]:
    number = 0
    try:
        for number, record in enumerate(records(file, LISTS), start=1):
            if number > MOST_RECORDS:
                raise Refused(f"Ce fichier a plus de {MOST_RECORDS} fiches : importez-le par département.", "file")
            yield record
    except Broken as error:
        raise Refused(BROKEN.format(number) if number else UNREADABLE, "file") from error


def _parents(records: Iterable[Any]) -> dict[bytes | str, bytes | str]:
    """child: parent."""
    found: dict[bytes | str, bytes | str] = {}
    for record in records:
        if not (isinstance(record, dict) and record.get("hierarchie")):
            continue
        parent = _short(_text(record.get("id")))
        for link in _several(record["hierarchie"]):
            child = _text(link.get("service")) if isinstance(link, dict) else ""
            if child and parent and folded(_text(link.get("type_hierarchie")) or CHILD) == CHILD:
                found.setdefault(_short(child), parent)
    return found


def _organisation(gathering: Gathering, record: Any, parents: Mapping[bytes | str, bytes | str]) -> Incoming:
    if not isinstance(record, dict):
        return gathering.refused("Cette fiche n'en est pas une : elle est laissée de côté.")
    name, id = _text(record.get("nom")), _text(record.get("id"))
    gathering.dated = day(_text(record.get("date_modification")).partition(" ")[0])
    if not name:
        return gathering.refused("Cette fiche n'a pas de nom : elle est laissée de côté.")
    if {folded(_text(record.get(field))) for field in ("statut", "statut_de_diffusion")} & WITHDRAWN:
        return gathering.refused(f"« {name[:80]} » n'est plus diffusé : la fiche est laissée de côté.")
    dated = f", fiche du {'/'.join(reversed(gathering.dated.split('-')))}" if gathering.dated else ""
    parent = parents.get(_short(id), "") if id else ""
    gathering.put("kind", "organisation")
    for field, words in {
        "name": name,
        "acronym": _text(record.get("sigle")),
        "type": _type(record),
        "parent": f"{DILA}{UUID(bytes=parent) if isinstance(parent, bytes) else parent}" if parent else "",
        "dila_id": id,
        "source": f"{SOURCE}{dated}",
    }.items():
        gathering.put(field, words)
    for place, address in enumerate(filter(None, map(_address, _several(record.get("adresse"))))):
        if place:
            gathering.remark(address, "Autre adresse")
        else:
            gathering.put("address", address)
    for number, said in _values(record.get("telephone")):
        gathering.phone(number, usage_of(said, "office" if said else "switchboard"), public=True, label=said)
    for address, _ in _values(record.get("adresse_courriel")):
        gathering.email(address)
    return gathering.done()


def _type(record: Mapping[str, Any]) -> str:
    """The type of our directory: by the code of a local service, else by the words for a national one."""
    pivots = (one for one in _several(record.get("pivot")) if isinstance(one, dict))
    codes = [_text(one.get("type_service_local")) for one in pivots]
    local, words = _types()
    if any(codes):
        return next((local[code] for code in codes if code in local), "local")
    said = folded(f"{_text(record.get('type_organisme'))} {_text(record.get('type_repertoire'))}")
    return next((kind for word, kind in words if word in said), "other")


@cache
def _types() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    types = msgspec.json.decode(resources.path("dila/types.json").read_bytes(), type=Types)
    return {code: kind for kind, codes in types.local_services.items() for code in codes}, types.national_words


def _address(part: Any) -> str:
    """An address on one line."""
    if not isinstance(part, dict):
        return ""
    town = f"{_text(part.get('code_postal'))} {_text(part.get('nom_commune'))}".strip()
    country = _text(part.get("pays"))
    lines = [_text(part.get(name)) for name in ("complement1", "complement2", "numero_voie", "service_distribution")]
    return ", ".join(line for line in (*lines, town, "" if folded(country) == "france" else country) if line)


def _values(field: Any) -> Iterator[tuple[str, str]]:
    """The values of a list with their descriptions, whether its elements are words or {valeur, description}."""
    for part in _several(field):
        value, said = (part.get("valeur"), part.get("description")) if isinstance(part, dict) else (part, "")
        if _text(value):
            yield _text(value), _text(said)


def _several(field: Any) -> list[Any]:
    """A list, with what is written as JSON inside strings made into values, at any depth."""
    value = _opened(field)
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _opened(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        return value
    if isinstance(value, str) and value.lstrip()[:1] in ("[", "{", '"'):
        try:
            return _opened(json.loads(value), depth + 1)
        except (ValueError, RecursionError):
            return value
    if isinstance(value, list):
        return [_opened(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {name: _opened(one, depth + 1) for name, one in value.items()}
    return value


def _text(value: Any) -> str:
    """The words of a value: of a number or of a string inside a string too."""
    opened = _opened(value)
    if isinstance(opened, str):
        return opened.strip()
    return str(opened) if isinstance(opened, int) and not isinstance(opened, bool) else ""


def _short(id: str) -> bytes | str:
    """An identifier in sixteen bytes when it is a UUID: tens of thousands are held at once."""
    try:
        return UUID(id).bytes if len(id) == 36 and str(UUID(id)) == id else id
    except ValueError:
        return id
