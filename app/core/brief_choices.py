"""What the author of a brief does to what is proposed: takes a line or leaves it, moves it, writes, says why not."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from app.core.brief_offer import CHRONOLOGY, UNVERIFIED, Group, Offer, Pick, Proposal
from app.core.composition import Composition, in_order, is_taken, text_of
from app.core.errors import Refused

BY_THE_HOUR = (CHRONOLOGY, UNVERIFIED)  # kinds of groups whose lines stay in the order of their hours
Value = TypeVar("Value")


def taken(composition: Composition, picks: Iterable[Pick], wanted: bool) -> Composition:
    """The same, with these lines printed, or left out."""
    keys = {one.key: one for one in picks}
    out, into = composition.out - keys.keys(), composition.into - keys.keys()
    if wanted:
        return replace(composition, out=out, into=into | {key for key, one in keys.items() if not one.picked})
    return replace(composition, out=out | {key for key, one in keys.items() if one.picked}, into=into)


def moved(composition: Composition, offer: Offer, key: str, step: int) -> Composition:
    """The same, with that line `step` lines further (before, when it is negative) among those it is printed with. At
    the end of them it stays. Raises Refused for a line that its hour puts where it is."""
    group = group_of(offer, key)
    if group is None:
        return composition
    if group.kind in BY_THE_HOUR:
        raise Refused("Une chronologie garde l'ordre des heures.")
    keys = [one.key for one in in_order(group.picks, composition.order.get(offer.number, ()))]
    here = keys.index(key)
    there = min(max(here + step, 0), len(keys) - 1)
    if there == here:
        return composition
    keys.insert(there, keys.pop(here))
    others = [one for one in composition.order.get(offer.number, ()) if one not in keys]
    return replace(composition, order=_with(composition.order, offer.number, (*others, *keys)))


def written(composition: Composition, offer: Offer, text: str) -> Composition:
    """The same, with that text at the head of the section; what was proposed there is not kept twice."""
    same = text == "\n".join(offer.text)
    return replace(composition, texts=_with(composition.texts, offer.number, None if same else text))


def without_object(composition: Composition, section: int, reason: str) -> Composition:
    """The same, with why that section has no object; nothing takes the reason back."""
    return replace(composition, nothing=_with(composition.nothing, section, reason or None))


def annexed(composition: Composition, offered: Iterable[str], name: str, wanted: bool) -> Composition:
    """The same, with that annex or without it. `offered`: those it has now."""
    kept = [one for one in offered if one != name]
    return replace(composition, annexes=(*kept, name) if wanted else tuple(kept))


def group_of(offer: Offer, key: str) -> Group | None:
    """The lines that one is printed with."""
    return next((group for group in offer.groups if any(one.key == key for one in group.picks)), None)


def picks_of(offer: Offer) -> list[Pick]:
    """Every line that may be taken in that section."""
    return [one for group in offer.groups for one in group.picks]


def is_empty(offer: Offer, composition: Composition) -> bool:
    """Whether that section prints nothing but why."""
    return not text_of(offer, composition).strip() and not any(is_taken(one, composition) for one in picks_of(offer))


def keys(proposal: Proposal) -> frozenset[str]:
    """What names every line that is offered, in the sections and in the annexes."""
    groups = [*(group for offer in proposal.offers for group in offer.groups), *proposal.annexes.values()]
    return frozenset(one.key for group in groups for one in group.picks)


def _with(values: Mapping[int, Value], section: int, value: Value | None) -> Mapping[int, Value]:
    """These values, with another one for that section; None takes it away."""
    others = {number: one for number, one in values.items() if number != section}
    return others if value is None else {**others, section: value}
