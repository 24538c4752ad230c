"""What a bundle was, and what came of it, as a person is told in French."""

from collections import Counter
from collections.abc import Mapping

from app.core.attachments import weighed
from app.sync.bundle_making import Made
from app.sync.bundle_taking import Brought, Gap

SHORT = "Cette phrase secrète est courte : qui trouve la clé USB peut la deviner. Préférez quatre mots ou plus."
NOTHING_NEW = "Rien de nouveau : tout ce qu'apporte ce paquet était déjà sur ce poste."
ALL_CARRIED = "Tout ce que tient ce poste y est, annuaire compris : gardez-le comme le poste lui-même."
NOT_CARRIED = "L'annuaire partagé et les numéros privés ne sont pas dans le paquet."


def made(one: Made, passphrase: bool, everything: bool = False) -> str:
    """What left, and who can read it."""
    readers = ", ".join(one.workstations)
    able = f"Lisible par : {readers}" + (" et par qui connaît la phrase secrète." if passphrase else ".")
    held = f"{_count(one.operations, 'opération')}, {_count(one.files, 'pièce jointe', 'pièces jointes')}"
    return f"{one.path}\n{weighed(one.size)} : {held}.\n{able}\n{ALL_CARRIED if everything else NOT_CARRIED}"


def brought(one: Brought, codes: Mapping[str, str]) -> str:
    """41 nouvelles, 3 rectifications, 0 perdue; then what is worth knowing besides."""
    nothing = not one.changed and not one.missing and not one.refused and not one.problem and not one.left_out
    lines = [NOTHING_NEW if nothing else summary(one), *_origin(one, codes)]
    files = ("pièce jointe", "pièces jointes")
    told = [
        (one.files_new, *files, " : reçue au complet" if one.files_new == 1 else " : reçues au complet"),
        (one.accounts, "opération des comptes", "", " (personnes, postes)"),
        (one.waiting, "gardée", "", " de côté : ce qui précède manque, ou une autre tient la même place"),
        (one.files_refused, *files, " : refusées, aucune entrée ne les nomme ou leur contenu est un autre"),
        (one.files_without_room, *files, " : laissées, la crise en porte déjà trop"),
    ]
    lines += [f"{_count(count, singular, plural)}{rest}." for count, singular, plural, rest in told if count]
    lines += [f"Il manque : {gap(each, codes)}." for each in one.missing]
    refused = sorted(Counter(one.refused).items())
    lines += [f"{_count(count, 'refusée')} : {WHY.get(why, why)}." for why, count in refused]
    return "\n".join([*lines, *([NOT_MEMBER] if one.left_out else [])])


def _origin(one: Brought, codes: Mapping[str, str]) -> list[str]:
    """Of which crisis it was, and who made it."""
    known = [codes[crisis] for crisis in one.crises if crisis in codes]
    return [f"{', '.join(known)}, paquet fait par {one.by}."] if known and one.by else []


WHY = {"signature": "signature fausse", "illisible": "illisible", "autre espace": "d'un autre espace"}
NOT_MEMBER = (
    "Vous n'êtes pas membre de la crise que porte ce paquet, ou il complète un paquet que ce poste n'a pas reçu : rien "
    "n'en a été gardé."
)


def summary(one: Brought) -> str:
    """The line that is read first."""
    missing = sum(each.to - each.after for each in one.missing)
    last = _count(missing, "manquante") if missing else "0 perdue"
    return ", ".join((_count(one.new, "nouvelle"), _count(one.amendments, "rectification"), last))


def gap(one: Gap, codes: Mapping[str, str]) -> str:
    """SIG1 dans CRI-2026-SIG1-001, de la 12e à la 40e."""
    where = f" dans {codes[one.space]}" if one.space in codes else ""
    first = one.after + 1
    which = f"la {_rank(one.to)}" if first == one.to else f"de la {_rank(first)} à la {_rank(one.to)}"
    return f"{one.prefix}{where}, {which}"


def _rank(place: int) -> str:
    return "1re" if place == 1 else f"{place}e"


def _count(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count < 2 else several or one + 's'}"
