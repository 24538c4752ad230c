"""The columns of an extract: what each is called, what it holds, and how it is read out of an entry."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.core import entries
from app.core.clock import rfc3339
from app.core.entry import Amendment, Entry
from app.core.extract import Extract
from app.core.organisations import organisations
from app.core.records import Author

MOMENTS = ("occurred_at", "received_at", "due")
NOTHING = "∅"
LINE_END = " ⏎ "  # inside what is told on one line
UNKNOWN = "entrée inconnue de ce poste"
RFC3339 = "date et heure RFC 3339, avec décalage, au fuseau de la crise"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the key in JSON, `label` the head in CSV and ODS, `says` its line in the dictionary. `value` is what
    JSON holds; `words` the same as a person reads it."""

    name: str
    label: str
    says: str
    value: Callable[[Entry, Extract], Any]
    words: Callable[[Entry, Extract], Any]


def plain(name: str, label: str, says: str, value: Callable[[Entry, Extract], Any]) -> Column:
    """A column that says the same thing everywhere."""
    return Column(name, label, says, value, value)


def field(name: str, label: str, says: str) -> Column:
    """A field of the entry, as it is."""
    return plain(name, label, says, lambda entry, _: getattr(entry, name))


def hour(name: str, label: str, says: str) -> Column:
    return plain(name, label, f"{says} : {RFC3339}", lambda entry, of: rfc3339(getattr(entry, name), of.crisis.zone))


def chosen(name: str, label: str, says: str, table: Mapping[str, str]) -> Column:
    """A field that holds one of several codes: the code in JSON, its word elsewhere."""
    listed = ", ".join(f"{code} = {word}" if code else "vide" for code, word in table.items())

    def words(entry: Entry, _: Extract) -> str:
        return table.get(getattr(entry, name), str(getattr(entry, name)))

    return Column(name, label, f"{says} ; codes en JSON : {listed}", lambda entry, _: getattr(entry, name), words)


def listed(name: str, label: str, says: str, value: Callable[[Entry, Extract], Sequence[Mapping[str, Any]]]) -> Column:
    """Several objects: one object each in JSON, one line each elsewhere."""

    def words(entry: Entry, of: Extract) -> str:
        return "\n".join(_line(one) for one in value(entry, of))

    return Column(name, label, f"{says} ; une ligne par élément", value, words)


NAMES = {  # how a part of an object is called in words; a part that is not named there is only in JSON
    "label": "",
    "words": "",
    "former": "ancien",
    "new": "nouveau",
    "reason": "motif",
    "entry": "entrée",
    "note": "remarque",
    "settled": "tranché",
    "values": "valeurs",
    "name": "",
    "size": "octets",
    "type": "type",
    "sha256": "SHA-256",
    "author": "auteur",
    "at": "heure",
}


def _line(one: Mapping[str, Any]) -> str:
    parts = ((NAMES[name], _shown(one[name])) for name in NAMES if name in one)
    shown = (f"{label} : {words}" if label else words for label, words in parts if words)
    return " · ".join(shown).replace("\n", LINE_END)


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case list() | tuple():
            return " / ".join(_shown(one) or NOTHING for one in value)
    return str(value)


def readable(name: str, value: Any, zone: str) -> Any:
    """A field's value as it is printed: hours with their offset, choices by their word, places by name and code."""
    if name in MOMENTS and isinstance(value, int):
        return rfc3339(value, zone)
    if name == "place" and isinstance(value, Mapping):
        codes = ", ".join(filter(None, (value.get("code", ""), *value.get("others", ()))))
        position = [f"{value[axis]:.5f}" for axis in ("latitude", "longitude") if value.get(axis) is not None]
        return " ".join(filter(None, (value.get("name", ""), codes and f"({codes})", ", ".join(position))))
    if name in CHOSEN and isinstance(value, str):
        return CHOSEN[name].get(value, value)
    if name == "assigned" and isinstance(value, Mapping):
        return value.get("name", "")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return value


CHOSEN = {
    "precision": entries.PRECISIONS,
    "direction": entries.DIRECTIONS,
    "means": entries.MEANS,
    "type": entries.TYPES,
    "verification": entries.VERIFICATIONS,
    "tlp": entries.TLP,
    "triage": entries.TRIAGE,
}


def by(author: Author) -> str:
    """L. Aubert (RED, SIG, poste SIG1): who answers for a line."""
    about = ", ".join(filter(None, (author.role, author.organisation, f"poste {author.workstation}")))
    return f"{author.name} ({about})"


def _amendments(entry: Entry, of: Extract) -> list[dict[str, Any]]:
    return [_amendment(one, of.crisis.zone) for one in entry.amendments]


def _amendment(one: Amendment, zone: str) -> dict[str, Any]:
    return {
        "field": one.field,
        "label": entries.FIELDS.get(one.field, one.field),
        "former": readable(one.field, one.former, zone),
        "new": readable(one.field, one.new, zone),
        "reason": one.reason,
        **_by(one.author, one.at, one.rank, zone),
    }


def _triaged(entry: Entry, of: Extract) -> list[dict[str, Any]]:
    return [
        {
            "step": one.step,
            "words": entries.TRIAGE.get(one.step, one.step),
            "reason": one.reason,
            **_by(one.author, one.at, one.rank, of.crisis.zone),
        }
        for one in entry.triaged
    ]


def _links(entry: Entry, of: Extract) -> list[dict[str, Any]]:
    """Those it holds, then those that others hold to it."""
    held: list[dict[str, Any]] = [
        {
            "kind": link.kind,
            "words": entries.LINKS[link.kind],
            "entry": of.numbers.get(link.target, UNKNOWN),
            "id": link.target,
            "note": link.note,
            "settled": link.settled,
            **_by(link.by, link.at, link.rank, of.crisis.zone),
        }
        for link in entry.links
    ]
    incoming = (
        {"kind": one.kind, "words": entries.LINKED[one.kind], "entry": one.number, "id": one.id}
        for one in of.incoming.get(entry.id, ())
    )
    return [*held, *incoming]


def _files(entry: Entry, _: Extract) -> list[dict[str, Any]]:
    return [{"name": one.name, "size": one.size, "type": one.type, "sha256": one.sha256} for one in entry.files]


def conflicts(entry: Entry, of: Extract) -> list[dict[str, Any]]:
    return [
        {
            "field": name,
            "label": entries.FIELDS.get(name, name),
            "values": [readable(name, one.value, of.crisis.zone) for one in entry.fields[name].values],
        }
        for name in entry.conflicts
    ]


def _by(author: Author, at: int, rank: int | None, zone: str) -> dict[str, Any]:
    return {"author": by(author), "at": rfc3339(at, zone), "rank": rank}


def _sender(entry: Entry, _: Extract) -> str:
    return organisations().short(entry.sender) if entry.sender else ""


def _joined(entry: Entry, _: Extract) -> str:
    return ", ".join(entry.recipients)


def _codes(entry: Entry, _: Extract) -> list[str]:
    return list(entry.place.codes) if entry.place else []


COLUMNS: tuple[Column, ...] = (
    plain("frame", "Cadre", "RÉEL, EXERCICE ou ESSAI : jamais mêlés", lambda _, of: of.frame),
    plain("crisis", "Crise", "référence de la crise", lambda _, of: of.crisis.code),
    field("number", "N°", "numéro donné à la saisie par le poste, jamais changé"),
    field("rank", "Rang central", "rang dans le journal central ; vide tant que le serveur ne l'a pas reçue"),
    hour("occurred_at", "Heure du fait", "quand le fait a eu lieu"),
    chosen("precision", "Précision", "précision de l'heure du fait", entries.PRECISIONS),
    hour("received_at", "Heure de réception", "quand l'information a été reçue, si elle a été notée"),
    hour("recorded_at", "Heure de saisie", "quand l'entrée a été écrite sur le poste"),
    field("late_minutes", "Saisie différée (min)", "minutes entre le fait et la saisie"),
    chosen("direction", "Sens", "sens de l'échange", entries.DIRECTIONS),
    field("sender", "Émetteur (code)", "émetteur, tel qu'il a été écrit"),
    plain("sender_name", "Émetteur", "nom court de l'émetteur quand il est un organisme connu", _sender),
    Column("recipients", "Destinataires", "à qui", lambda entry, _: list(entry.recipients), _joined),
    chosen("means", "Moyen", "moyen de l'échange", entries.MEANS),
    chosen("type", "Type", "nature de l'entrée", entries.TYPES),
    field("subject", "Objet", "objet, 120 caractères au plus"),
    field("content", "Contenu", "texte entier"),
    field("raw", "Ligne tapée", "la ligne rapide telle qu'elle a été tapée"),
    field("rating", "Cotation", "fiabilité de la source A–F et crédibilité 1–6 ; F6 : ne peut être jugée"),
    chosen("verification", "Vérification", "état de la vérification", entries.VERIFICATIONS),
    Column("place_codes", "Codes INSEE", "codes INSEE du lieu (texte)", _codes, lambda e, of: ", ".join(_codes(e, of))),
    plain("place", "Lieu", "lieu en clair", lambda entry, _: entry.place.name if entry.place else ""),
    plain("latitude", "Latitude", "degrés décimaux, WGS 84", lambda e, _: e.place.latitude if e.place else None),
    plain("longitude", "Longitude", "degrés décimaux, WGS 84", lambda e, _: e.place.longitude if e.place else None),
    field("priority", "Priorité", "de 1 (la plus haute) à 4"),
    field("key_event", "Fait marquant", "va au point de situation"),
    chosen("triage", "Suivi", "étape du tri", entries.TRIAGE),
    listed("triaged", "Étapes du suivi", "chaque passage d'une étape à l'autre", _triaged),
    plain("assigned", "Attribué à", "qui s'en charge", lambda entry, _: entry.assigned.name if entry.assigned else ""),
    hour("due", "Échéance", "pour quand"),
    listed("links", "Liens", "les autres entrées qu'elle nomme ou qui la nomment", _links),
    listed("files", "Pièces jointes", "nom, taille, type et empreinte SHA-256", _files),
    field("marking", "Mention", "mention de protection"),
    chosen("tlp", "TLP", "partage, Traffic Light Protocol 2.0", entries.TLP),
    field("reference", "Référence amont", "numéro ou identifiant donné par la source (CAP, SYNERGI…)"),
    field("decision", "N° de décision", "D-…, pour une décision"),
    field("options", "Options considérées", "pour une décision"),
    field("rationale", "Motivation", "pour une décision"),
    plain("sheet", "Transcription papier", "feuille dont elle est recopiée", lambda e, _: e.sheet and f"f. {e.sheet}"),
    plain("author", "Auteur", "qui l'a saisie", lambda entry, _: entry.author.name),
    plain("role", "Rôle", "rôle de l'auteur dans la crise", lambda entry, _: entry.author.role),
    plain("organisation", "Organisme", "organisme de l'auteur", lambda entry, _: entry.author.organisation),
    plain("workstation", "Poste", "poste de saisie", lambda entry, _: entry.author.workstation),
    field("pending", "En attente d'envoi", "quelque chose de cette entrée n'est pas encore au serveur"),
    listed("conflicts", "Valeurs à départager", "champs qui tiennent deux valeurs écrites séparément", conflicts),
    listed("amendments", "Rectifications", "champ, ancien texte, nouveau, motif, auteur, heure", _amendments),
    field("id", "Identifiant", "empreinte de l'opération qui l'a créée"),
)


def whole(entry: Entry, extract: Extract) -> dict[str, Any]:
    """An entry as JSON holds it: every column."""
    return {one.name: one.value(entry, extract) for one in COLUMNS}


def fingerprint(extract: Extract) -> str:
    """What names the content of an extract: the SHA-256 of its entries as JSON holds them, whoever takes them out."""
    told = [whole(entry, extract) for entry in extract.entries]
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")).hexdigest()
