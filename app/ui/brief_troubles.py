"""Everything that stands between a brief being composed and its freezing, from its choices and from its pages."""

from collections.abc import Iterator

from app.core import composition
from app.core.brief_formats import FORMATS
from app.core.brief_offer import Proposal
from app.core.composition import Composition, Trouble
from app.core.errors import Refused
from app.core.markings import refuse_classified
from app.core.roles import ROLES, may_approve_briefs, may_write_entries
from app.core.store.rows import CrisisRow
from app.ui import brief_sections
from app.ui.brief_proof import Proof
from app.ui.wording import number

NEARLY = 0.9  # of the format: its author is told before it overflows
FREEZERS = frozenset(filter(may_write_entries, ROLES))


def troubles(proposal: Proposal, composed: Composition, proof: Proof | None) -> list[Trouble]:
    """What prevents freezing first, then what is only to be known. `proof`: the last page there is."""
    found = [*_refused(proposal, composed), *composition.troubles(proposal, composed)]
    found += brief_sections.troubles(proposal.offers, composed)
    found += _of_pages(proof) if proof is not None and proof.content.format == composed.format else []
    told: dict[str, Trouble] = {}
    for one in found:
        told.setdefault(one.words, one)
    return sorted(told.values(), key=lambda one: not one.prevents)


def why_not(crisis: CrisisRow, found: list[Trouble], ready: bool) -> str:
    """Why it cannot be frozen now; nothing when it can."""
    if not crisis.open:
        return "la crise est close."
    if FREEZERS.isdisjoint(crisis.role.split(", ")):
        return f"le rôle {crisis.role} ne le permet pas ; ce qui est composé ici reste sur ce poste."
    preventing = sum(one.prevents for one in found)
    if preventing:
        return f"{number(preventing, 'point l’empêche', 'points l’empêchent')}, à voir sous « Avant de figer »."
    return "" if ready else "la page est en cours de composition."


def meaning(approves: bool, project: bool) -> str:
    """What freezing will do."""
    if approves:
        return "Figer l’approuve à votre nom. Un point approuvé ne change plus jamais."
    said = "remplace le texte du projet, sous le même numéro" if project else "lui donne son numéro"
    return f"Figer {said}. Sans approbation, chaque page dira PROJET."


def may_approve(crisis: CrisisRow) -> bool:
    """Whether a person approves by freezing, in that crisis."""
    return any(may_approve_briefs(role) for role in crisis.role.split(", "))


def filled(proof: Proof) -> tuple[str, str]:
    """How much of its format a brief takes, and how that is to be seen."""
    if proof.over:
        return "dépasse son format", "error"
    if proof.moved:
        return "format plein, le reste en annexe", "warning"
    if not proof.fill:
        return "", "text_secondary"
    return f"{min(99, round(proof.fill * 100))} % du format", "warning" if proof.fill > NEARLY else "text_secondary"


def _refused(proposal: Proposal, composed: Composition) -> Iterator[Trouble]:
    """The words that no paper may bear."""
    for offer in proposal.offers:
        try:
            composition.section(offer, composed, proposal.former)
        except Refused as refused:
            yield Trouble(True, offer.number, str(refused))
    try:
        refuse_classified(composed.marking or "", "marking")
    except Refused as refused:
        yield Trouble(True, 0, str(refused))


def _of_pages(proof: Proof) -> Iterator[Trouble]:
    """What the layout found: said before anything is frozen."""
    if proof.over:
        pages = number(proof.printed.pages, "page")
        words = (
            f"{pages} pour le format {FORMATS[proof.content.format].name} : abréger les textes, ou changer de format."
        )
        yield Trouble(False, proof.content.sections[0].number, words)
    for section, words in proof.moved.items():
        yield Trouble(False, section, words)
