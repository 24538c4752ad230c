"""The directory in files: CSV and ODS, complete, with the dictionary of their columns and what was asked."""

from collections.abc import Iterator, Mapping, Sequence

from app.core.clock import rfc3339
from app.core.contact import FIELDS, KINDS, TYPES, USAGES, Contact, Phone
from app.core.directory_extract import DirectoryExtract
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.registers.crisis import FRAMES
from app.core.registers.private import Private
from app.core.retention import PURPOSES
from app.documents.delimited import ESCAPED, delimited
from app.documents.workbook import Value, workbook

TITLE = "Annuaire"
DICTIONARY = ("Colonne", "Contenu")
SAYS = {
    "kind": "nominatif, fonctionnel ou organisme",
    "organisation": "nom entier quand l'organisme est connu, sinon les mots tels qu'ils ont été écrits",
    "verified_on": "date de la dernière vérification (AAAA-MM-JJ) ; vide : jamais vérifié",
    "purge_on": "date à laquelle la fiche est à purger (AAAA-MM-JJ)",
    "purpose": "pourquoi ces données personnelles sont gardées",
    "call_order": "1 est appelé le premier",
    "dila_id": "identifiant dans l'annuaire de l'administration (DILA)",
}
OF_PHONES = ("téléphone {}", "usage du téléphone {}", "téléphone {} public")
OF_EMAILS = "courriel {}"
OF_PRIVATE = ("contact privé {}", "usage du contact privé {}")


def csv_of(extract: DirectoryExtract) -> bytes:
    return delimited(_rows(extract))


def dictionary_csv_of(extract: DirectoryExtract) -> bytes:
    """What each column of the CSV holds, then what was asked, when and by whom."""
    return delimited([DICTIONARY, *_dictionary(extract), ("Apostrophes", ESCAPED), *in_words(extract)])


def ods_of(extract: DirectoryExtract) -> bytes:
    """A workbook: the contacts, the dictionary, and what was asked. Every text is text."""
    sheets: Mapping[str, list[Sequence[Value]]] = {
        TITLE: list(_rows(extract)),
        "Dictionnaire": [DICTIONARY, *_dictionary(extract)],
        "Extraction": [("Document", TITLE), *in_words(extract)],
    }
    return workbook(sheets, f"{FRAMES[extract.frame]} — {TITLE}", extract.made_by)


def in_words(extract: DirectoryExtract) -> list[tuple[str, str]]:
    """What was asked, when and by whom: label and words."""
    private = sum(map(len, extract.private.values()))
    return [
        ("Cadre", FRAMES[extract.frame]),
        ("Crise", extract.crisis or "aucune : annuaire partagé"),
        ("Filtre", extract.asked),
        ("Nombre de contacts", str(len(extract.contacts))),
        ("Numéros privés", f"{private}, consultation inscrite au journal" if private else "aucun"),
        ("Établi le", rfc3339(extract.made_at, extract.zone) or ""),
        ("Établi par", extract.made_by),
        ("Établi hors ligne", "oui" if extract.offline else "non"),
        ("Dernière synchronisation", rfc3339(extract.last_exchange, extract.zone) or ""),
    ]


def _rows(extract: DirectoryExtract) -> Iterator[list[Value]]:
    phones = max((len(one.phones) for one in extract.contacts), default=0)
    emails = max((len(one.emails) for one in extract.contacts), default=0)
    private = max(map(len, extract.private.values()), default=0)
    yield [*FIELDS.values(), *_heads(phones, emails, private), "identifiant"]
    for contact in extract.contacts:
        numbers = [
            word for one in contact.phones for word in (_number(contact, one), USAGES[one.usage], _yes(one.public))
        ]
        own = extract.private.get(contact.id, ())
        row = [extract.deputy(contact) if name == "deputy" else _words(contact, name) for name in FIELDS]
        row += _filled(numbers, 3 * phones) + _filled(contact.emails, emails)
        row += _filled([word for one in own for word in _private(one)], 2 * private)
        yield [*row, contact.id]


def _heads(phones: int, emails: int, private: int) -> list[str]:
    heads = [head.format(n) for n in range(1, phones + 1) for head in OF_PHONES]
    heads += [OF_EMAILS.format(n) for n in range(1, emails + 1)]
    return heads + [head.format(n) for n in range(1, private + 1) for head in OF_PRIVATE]


def _dictionary(extract: DirectoryExtract) -> list[tuple[str, str]]:
    told = [(label, SAYS.get(name, label)) for name, label in FIELDS.items()]
    told += [
        ("téléphone 1, 2…", "numéro, tel qu'il se compose en France, ou avec l'indicatif du pays"),
        ("usage du téléphone 1, 2…", ", ".join(USAGES.values())),
        ("téléphone 1, 2… public", "oui : il peut être donné au public"),
        ("courriel 1, 2…", "adresse"),
    ]
    if any(extract.private.values()):
        told.append(("contact privé 1, 2…", "numéro ou adresse privés : à détruire après usage"))
    return [*told, ("identifiant", "celui de la fiche dans Diapason")]


def _words(contact: Contact, name: str) -> str:
    if contact.fields.get(name) is not None and contact.fields[name].conflict:
        return " ≠ ".join(said(name, one.value) for one in contact.fields[name].values)
    return said(name, contact.fields[name].settled if name in contact.fields else "")


def said(name: str, value: object) -> str:
    """A value of a field as a person reads it."""
    match name:
        case _ if value in (None, "", 0, False):
            return ""
        case "may_speak":
            return "oui"
        case "kind":
            return KINDS.get(str(value), str(value))
        case "type":
            return TYPES.get(str(value), str(value))
        case "purpose":
            return PURPOSES[str(value)].label if value in PURPOSES else str(value)
        case "organisation" | "parent":
            return organisations().name(str(value))
    return str(value)


def _number(contact: Contact, phone: Phone) -> str:
    return " ≠ ".join(map(shown, contact.numbers(phone)))


def _private(one: Private) -> tuple[str, str]:
    return one.shown, USAGES.get(one.usage, one.usage)


def _yes(true: bool) -> str:
    return "oui" if true else "non"


def _filled(values: Sequence[str], count: int) -> list[str]:
    return [*values, *[""] * (count - len(values))]
