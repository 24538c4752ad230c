"""What a workstation answers about a brief on paper or in a file: what it is, and what it is worth now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.core.brief import Brief, Copied, File
from app.core.brief_citations import MISSING, Since
from app.core.brief_recognition import ANNEX
from app.core.clock import moment, rfc3339
from app.core.errors import Refused
from app.core.registers.crisis import FRAMES
from app.core.times import hour_h

if TYPE_CHECKING:
    from app.core.store.rows import CrisisRow

IN_FORCE, REPLACED, DRAFT, ALTERED, UNKNOWN = "in_force", "replaced", "draft", "altered", "unknown"
STATES = {
    IN_FORCE: "en vigueur",
    REPLACED: "remplacé",
    DRAFT: "projet",
    ALTERED: "altéré",
    UNKNOWN: "inconnu de ce poste",
}
SHOWN = 12  # lines of what changed since that a person is shown at once


@dataclass(frozen=True, slots=True)
class Verdict:
    """`state` is the gravest of STATES. Of a file: `name` is where it is, `sha256` its own, `exact` whether it is kept
    here byte for byte, `altered_at` how many bytes it has in common with what it was compared to before the first that
    differs (`size`: those it should have). Of a code: `exact` is None. `brief` is None when nothing here answers;
    `label` is the copy it says it is, `copy` that copy in the register. `replaced_by` is a reference; `note` a sentence
    of what is to be known besides. `faithful`: the hash printed is that of the content kept. `cited` counts what it
    tells of."""

    state: str
    sha256: str = ""
    exact: bool | None = None
    brief: Brief | None = None
    file: File | None = None
    document: str = ""
    label: str = ""
    copy: Copied | None = None
    crisis: "CrisisRow | None" = None
    replaced_by: str = ""
    note: str = ""
    altered_at: int | None = None
    size: int = 0
    faithful: bool = True
    cited: int = 0
    since: tuple[Since, ...] = ()
    pending: bool = False
    name: str = ""

    @property
    def known(self) -> bool:
        return self.state != UNKNOWN

    @property
    def sound(self) -> bool:
        """Whether it is what was frozen, whatever it is worth now."""
        return self.state not in (UNKNOWN, ALTERED)

    @property
    def missing(self) -> tuple[Since, ...]:
        """What it cites and the journal does not hold, or no longer."""
        return tuple(one for one in self.since if one.what in MISSING)

    @property
    def amended(self) -> tuple[Since, ...]:
        """What it cites and the journal says otherwise since."""
        return tuple(one for one in self.since if one.what not in MISSING)


def title(verdict: Verdict) -> str:
    """PDS-SIG1-012, exemplaire 3/15; nothing of what is not known at all."""
    if verdict.brief is None:
        return ""
    name = verdict.brief.reference or "un point sans numéro"
    what = f"l'annexe de {name}" if verdict.document == ANNEX else name
    return f"{what}, exemplaire {verdict.label}" if verdict.label else what


def sentence(verdict: Verdict) -> str:
    """The answer in one sentence."""
    name = title(verdict)
    begun = name[:1].upper() + name[1:]
    match verdict.state:
        case "unknown":
            said = "Inconnu de ce poste : il ne tient aucun point de situation qui soit celui-ci. Ce n'est pas dire"
            return verdict.note or f"{said} qu'il est faux : synchronisez, ou demandez à un poste de la crise."
        case "altered" if verdict.altered_at is None:
            return f"{begun} : l'empreinte imprimée n'est pas celle du contenu qui a été figé."
        case "altered":
            return f"Altéré : ce fichier n'est plus {name} : {_where(verdict)}."
        case "draft":
            return f"{begun} est un PROJET : il n'est pas approuvé."
        case "replaced" if verdict.brief and verdict.replaced_by == verdict.brief.reference:
            return verdict.note
        case "replaced":
            return f"{begun} est remplacé par {verdict.replaced_by}."
    return f"{begun} est le dernier point approuvé de sa série que ce poste connaisse."


def about(name: str, error: Refused) -> Refused:
    """That refusal, saying which file it is about; as it is without one."""
    words = str(error)
    begun = words[:1] if words[1:2].isupper() else words[:1].lower()  # PDS-SIG1-012 keeps its capital
    return Refused(f"« {name} » : {begun}{words[1:]}", error.field) if name else error


def lines(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """The details, each under its name; of what is not known at all, which file it is and nothing else."""
    if verdict.name:
        yield "Vérifié", verdict.name
    brief, file, crisis = verdict.brief, verdict.file, verdict.crisis
    if brief is None or file is None or crisis is None:
        return
    zone = crisis.zone
    what = "Annexe du point" if verdict.document == ANNEX else "Point"
    yield "Document", f"{what} de situation n° {brief.number}, {brief.reference}, arrêté {_at(file.cutoff, zone)}"
    yield "Crise", f"{crisis.title} ({crisis.code}), {FRAMES.get(crisis.frame, crisis.frame)}"
    yield "Exemplaire", _copy(verdict, zone)
    verb = "approuvé" if file.approved else "PROJET, figé"
    yield "Approbation", f"{verb} par {file.author.name} ({file.author.role}) {_at(file.at, zone)}"
    if verdict.replaced_by:
        yield "Remplacé par", verdict.replaced_by
    if verdict.note:
        yield "À savoir", verdict.note
    if verdict.exact is not None:
        yield "Fichier", "octet pour octet celui qui est gardé ici" if verdict.exact else _where(verdict).capitalize()
    same = "est" if verdict.faithful else "n'est pas"
    yield "Empreinte", f"{_short(file.fingerprint)} : {same} celle du contenu gardé ici"
    yield "Ce qu'il cite", _counted(verdict)
    for one in verdict.since[:SHOWN]:
        section = f"section {one.citation.section}" if one.citation.section else "annexe"
        yield "", f"{one.citation.called} ({section}) {one.words}"
    if len(verdict.since) > SHOWN:
        yield "", f"et {len(verdict.since) - SHOWN} autres"
    if verdict.pending:
        yield "Envoi", "pas encore parvenu au serveur"


def plain(verdict: Verdict) -> dict[str, Any]:
    """The same for a script."""
    values: dict[str, Any] = {"known": verdict.known, "exact": verdict.exact, "state": verdict.state}
    values |= {"sha256": verdict.sha256, "document": verdict.document, "copy": verdict.label or None}
    values["file"] = verdict.name or None
    brief, file, crisis = verdict.brief, verdict.file, verdict.crisis
    if brief is None or file is None or crisis is None:
        return values | {"note": verdict.note}
    zone = crisis.zone
    return {
        **values,
        "recipient": verdict.copy.recipient if verdict.copy else None,
        "registered": verdict.copy is not None if verdict.label else None,
        "brief": brief.reference,
        "id": brief.id,
        "number": brief.number,
        "crisis": crisis.code,
        "format": brief.format,
        "pages": file.annex_pages if verdict.document == ANNEX else file.pages,
        "fingerprint": file.fingerprint,
        "content_matches": verdict.faithful,
        "cutoff": rfc3339(file.cutoff, zone),
        "frozen_at": rfc3339(brief.frozen_at, zone),
        "author": brief.author.name,
        "approved": file.approved,
        "approver": file.author.name if file.approved else None,
        "in_force": verdict.state == IN_FORCE,
        "replaced_by": verdict.replaced_by or None,
        "altered_at": verdict.altered_at,
        "note": verdict.note,
        "cited": verdict.cited,
        "missing": [_plain(one) for one in verdict.missing],
        "amended": [_plain(one) for one in verdict.amended],
        "pending": verdict.pending,
    }


def _plain(one: Since) -> dict[str, Any]:
    cited = one.citation
    return {
        "record": cited.record,
        "called": cited.called,
        "section": cited.section,
        "what": one.what,
        "words": one.words,
    }


def _copy(verdict: Verdict, zone: str) -> str:
    copy = verdict.copy
    if copy is not None:
        whom = f", {copy.recipient}" if copy.recipient else ""
        return f"{copy.label}{whom}, fait par {copy.author.name} {_at(copy.at, zone)}"
    if verdict.label:
        return f"{verdict.label} : absent du registre de ce poste, qui ne dit pas à qui il est allé"
    return "l'original, sans numéro d'exemplaire"


def _where(verdict: Verdict) -> str:
    """diffère à partir de l'octet 12 346 sur 98 000."""
    if verdict.altered_at is None:
        return "il n'est pas celui qui est gardé ici"
    place, size = verdict.altered_at, verdict.size
    if place >= size:
        return f"il a été prolongé après ses {_thousands(size)} octets"
    return f"il diffère à partir de l'octet {_thousands(place + 1)} sur {_thousands(size)}"


def _counted(verdict: Verdict) -> str:
    if not verdict.cited:
        return "rien du journal que ce poste sache retrouver"
    count = f"{verdict.cited} élément{'s' if verdict.cited > 1 else ''} du journal"
    gone, changed = (len({one.citation.record for one in kind}) for kind in (verdict.missing, verdict.amended))
    if not gone and not changed:
        return f"{count}, {'tous là et inchangés' if verdict.cited > 1 else 'là et inchangé'}"
    said = (
        f"{gone} qui manque{'nt' if gone > 1 else ''}" if gone else "",
        f"{changed} changé{'s' if changed > 1 else ''} depuis" if changed else "",
    )
    return f"{count}, dont {' et '.join(filter(None, said))}"


def _at(at: int, zone: str) -> str:
    return f"le {moment(at, zone):%d/%m/%Y} à {hour_h(at, zone)}"


def _short(fingerprint: str) -> str:
    return "\u00a0".join(fingerprint[start : start + 4] for start in range(0, 12, 4))


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
