"""The journal in files: CSV, ODS and JSON, complete, with the dictionary of their columns and what was asked."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.core.clock import rfc3339
from app.core.entry import Entry
from app.core.errors import Refused
from app.core.extract import ORDERS, Extract, marking, tlp
from app.documents.columns import COLUMNS, Column, whole
from app.documents.delimited import ESCAPED, delimited
from app.documents.workbook import Value, workbook

DICTIONARY = ("Colonne", "Nom en JSON", "Contenu")
MOST_IN_ODS = 20_000
TOO_MANY = "{} entrées : au-delà de {}, un tableur ne s'en sort plus. Choisissez le CSV ou le JSON."


def json_of(extract: Extract) -> bytes:
    """One object: `extraction`, `columns` and `entries`, as text a person can read too."""
    read = {
        "extraction": about(extract),
        "columns": [{"name": one.name, "label": one.label, "description": one.says} for one in COLUMNS],
        "entries": [whole(entry, extract) for entry in extract.entries],
    }
    return json.dumps(read, ensure_ascii=False, indent=1).encode() + b"\n"


def csv_of(extract: Extract) -> bytes:
    """A line for each entry, as French spreadsheets expect it: `;`, UTF-8 with its mark, CRLF."""
    lines = ([_cell(one, entry, extract) for one in COLUMNS] for entry in extract.entries)
    return delimited([[one.label for one in COLUMNS], *lines])


def dictionary_csv_of(extract: Extract) -> bytes:
    """What each column of the CSV holds, then what was asked, when and by whom."""
    told = [[label, "", words] for label, words in in_words(extract)]
    return delimited([DICTIONARY, *dictionary(), ["Apostrophes", "", ESCAPED], *told])


def ods_of(extract: Extract) -> bytes:
    """A workbook: the entries, the dictionary, and what was asked. Every text is text, nothing is computed."""
    if len(extract.entries) > MOST_IN_ODS:
        raise Refused(TOO_MANY.format(len(extract.entries), MOST_IN_ODS), "format")
    lines = ([_cell(one, entry, extract) for one in COLUMNS] for entry in extract.entries)
    sheets: Mapping[str, Iterable[Sequence[Value]]] = {
        extract.title: ([one.label for one in COLUMNS], *lines),
        "Dictionnaire": (DICTIONARY, *dictionary()),
        "Extraction": (("Document", extract.title), *in_words(extract)[1:]),
    }
    title = f"{extract.frame} — {extract.title} — {extract.crisis.title}"
    return workbook(sheets, title, extract.made_by)


def about(extract: Extract) -> dict[str, Any]:
    """What was asked, of which crisis, by whom and when."""
    crisis = extract.crisis
    return {
        "document": extract.title,
        "frame": extract.frame,
        "crisis": crisis.code,
        "crisis_title": crisis.title,
        "zone": crisis.zone,
        "marking": marking(extract),
        "tlp": tlp(extract),
        "filter": extract.asked,
        "order": ORDERS[extract.order],
        "count": len(extract.entries),
        "made_at": rfc3339(extract.made_at, crisis.zone),
        "made_by": extract.made_by,
        "workstation": extract.author.workstation,
        "offline": extract.offline,
        "last_exchange": rfc3339(extract.last_exchange, crisis.zone),
    }


def in_words(extract: Extract) -> list[tuple[str, str]]:
    """The same for a person: label and words."""
    told = about(extract)
    labels = {
        "document": "Document",
        "frame": "Cadre",
        "crisis": "Crise",
        "crisis_title": "Intitulé de la crise",
        "zone": "Fuseau",
        "marking": "Mention",
        "tlp": "TLP",
        "filter": "Filtre",
        "order": "Ordre",
        "count": "Nombre d'entrées",
        "made_at": "Établi le",
        "made_by": "Établi par",
        "offline": "Établi hors ligne",
        "last_exchange": "Dernière synchronisation",
    }
    return [(label, str(_said(told[name]))) for name, label in labels.items()]


def dictionary() -> list[tuple[str, str, str]]:
    return [(one.label, one.name, one.says) for one in COLUMNS]


def _cell(column: Column, entry: Entry, extract: Extract) -> Value:
    return _said(column.words(entry, extract))


def _said(value: Any) -> Value:
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case int() | float() | str():
            return value
    raise TypeError(type(value).__name__)
