"""The sections of a brief in the list at its left: how much each says, and what it still asks of its author."""

from collections.abc import Mapping, Sequence

from app.core import brief_choices
from app.core.brief_formats import ANNEXES, ESSENTIAL, FORMATS, shown_number
from app.core.brief_offer import CONFLICT, CONTRADICTED, DISAGREE, Offer, Pick, Proposal
from app.core.composition import Composition, Trouble, is_taken, text_of
from app.core.entries import TLP
from app.core.times import hour
from app.ui.card_list import Card
from app.ui.states import State
from app.ui.wording import number

ANNEX, HEAD = "annexes", "head"
MOST_ESSENTIAL = 5
SETTLED = (CONFLICT, DISAGREE, CONTRADICTED)
SHORT = {"lines": "EDL", "questions": "Q/R", "curves": "courbes"}


def cards(proposal: Proposal, composed: Composition, found: Sequence[Trouble], moved: Mapping[int, str]) -> list[Card]:
    """Every section of the format, then the annexes, then what stands on every page."""
    listed = [
        section(offer, composed, [one for one in found if one.section == offer.number], offer.number in moved)
        for offer in proposal.offers
    ]
    around = [one for one in found if one.section == 0]
    return [*listed, annexes(proposal, composed, moved), head(proposal, composed, around)]


def section(offer: Offer, composed: Composition, found: Sequence[Trouble], overflows: bool) -> Card:
    """A section and where it stands."""
    title = f"{shown_number(offer.number)}  {offer.title}"
    return Card(str(offer.number), title, "", "", (*_states(offer, composed, found, overflows),))


def annexes(proposal: Proposal, composed: Composition, moved: Mapping[int, str]) -> Card:
    """What stands in the file apart."""
    wanted = annexes_of(proposal, composed)
    names = [SHORT.get(name, name) for name in ANNEXES if name in wanted and name in proposal.annexes]
    names += ["ce qui déborde"] if moved else []
    words, shape = (", ".join(names), "favorable") if names else ("aucune", "priority_4")
    return Card(ANNEX, "Annexes", "", "", ((shape, words, "text_secondary" if names else "text_tertiary"),))


def head(proposal: Proposal, composed: Composition, found: Sequence[Trouble]) -> Card:
    """What stands on every page: the mention, the TLP, the hour of the next brief."""
    title = "Mentions et prochain point"
    if found:
        return Card(HEAD, title, "", "", (("a_completer", "à corriger", "error"),))
    tlp = proposal.crisis.tlp if composed.tlp is None else composed.tlp
    marking = proposal.crisis.marking if composed.marking is None else composed.marking
    at = proposal.next_at if composed.next_at is None else composed.next_at
    following = f"suivant à {hour(at, proposal.crisis.zone)}" if at is not None else ""
    words = " · ".join(filter(None, (TLP.get(tlp, tlp) or marking, following)))
    return Card(HEAD, title, "", "", (("favorable", words, "text_secondary"),) if words else _dash("ni mention ni TLP"))


def annexes_of(proposal: Proposal, composed: Composition) -> tuple[str, ...]:
    """The names of the annexes that are wanted: those of the format, unless the author chose."""
    return FORMATS[proposal.format].annexes if composed.annexes is None else composed.annexes


def is_done(card: Card) -> bool:
    """Whether nothing is asked of its author in that section."""
    return all(tone not in ("error", "warning") for _, _, tone in card.states)


def lines_of(offer: Offer, composed: Composition) -> int:
    """How many lines that section prints: typed, and taken."""
    typed = sum(bool(line.strip()) for line in text_of(offer, composed).splitlines())
    return typed + sum(is_taken(one, composed) for one in brief_choices.picks_of(offer))


def troubles(offers: Sequence[Offer], composed: Composition) -> list[Trouble]:
    """What the window knows besides: L'essentiel is read in one glance."""
    offer = next((one for one in offers if one.number == ESSENTIAL), None)
    typed = sum(bool(line.strip()) for line in text_of(offer, composed).splitlines()) if offer else 0
    if typed <= MOST_ESSENTIAL:
        return []
    return [Trouble(False, ESSENTIAL, f"L’essentiel : {typed} lignes, {MOST_ESSENTIAL} au plus.", MOST_ESSENTIAL + 1)]


def summary(offer: Offer, composed: Composition, since: str) -> str:
    """9 depuis le n° 12, 7 choisies."""
    picks: Sequence[Pick] = brief_choices.picks_of(offer)
    if not picks:
        return "écrite par son auteur"
    taken = sum(is_taken(one, composed) for one in picks)
    offered = f"{len(picks)} depuis le {since.partition(' (')[0]}" if since else number(len(picks), "proposée")
    return f"{offered}, {number(taken, 'choisie')}"


def _states(offer: Offer, composed: Composition, found: Sequence[Trouble], overflows: bool) -> list[State]:
    count = lines_of(offer, composed)
    preventing = [one for one in found if one.prevents]
    warned = sum(not one.prevents and bool(one.key) for one in found)
    if preventing:
        empty = not count
        return [("a_completer", "vide, obligatoire" if empty else "texte à compléter", "error")]
    if not count:
        return list(_dash("sans objet"))
    said: State = ("favorable", number(count, "ligne"), "text_secondary")
    if warned:
        said = ("contredit", f"{number(warned, 'point')} à trancher", "warning")
    elif overflows:
        said = ("arrow", f"{number(count, 'ligne')}, déborde", "text_secondary")
    elif any(not one.prevents for one in found):
        said = ("a_reexaminer", f"{number(count, 'ligne')}, à abréger", "warning")
    return [said]


def _dash(words: str) -> tuple[State, ...]:
    return (("priority_4", words, "text_tertiary"),)
