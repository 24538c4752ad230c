"""Fills a brief with what the journal holds since the last one: facts and sources, words in force, whom to call."""

from collections.abc import Callable, Mapping, Sequence

from app.core import brief_facts, brief_people, brief_word, figure_table
from app.core.brief import SERIES
from app.core.brief_commands import reference
from app.core.brief_formats import (
    ANNEXES,
    ANSWERS,
    ASKED,
    COMMUNICATION,
    CONTACTS,
    CURVES,
    ESSENTIAL,
    FIGURES,
    FORMATS,
    INSTRUCTIONS,
    LINES,
    MEASURES,
    NO_MORE,
    QUESTIONS,
    REQUESTS,
    SITUATION,
    TITLES,
    WATCH,
)
from app.core.brief_offer import SAID, Gathered, Group, Offer, Proposal
from app.core.entry import Entry
from app.core.pace import announced
from app.core.register import View
from app.core.roles import may_approve_briefs
from app.core.times import hour_h

ISSUER = "Cellule interministérielle de crise · Cellule communication"


def propose(view: View, gathered: Gathered, cutoff: int, format: str, approved: bool) -> Proposal:
    """The next brief of that format at `cutoff` (ms). `approved`: its author approves it by freezing it, if his role
    lets him; otherwise every page says PROJET."""
    crisis, last = gathered.crisis, gathered.last
    number = view.last_number(crisis.id, SERIES) + 1
    return Proposal(
        reference=reference(view.prefix, number),
        number=number,
        crisis=crisis,
        author=author(view, crisis.id),
        approver=approver(view, crisis.id) if approved else "",
        cutoff=cutoff,
        made_at=view.now,
        workstation=view.prefix,
        offline=gathered.offline,
        last_exchange=gathered.last_exchange,
        format=format,
        replaces=last.reference if last else "",
        since=f"{gathered.since} ({hour_h(last.cutoff, crisis.zone)})" if last else "",
        next_at=announced(crisis.rhythm, crisis.zone, cutoff),
        known=gathered.known,
        former=gathered.former,
        offers=offers(gathered, cutoff, format),
        annexes=annexes(gathered, cutoff),
    )


def author(view: View, space: str) -> str:
    """Who writes, as paper names him: Camille Morvan (CCOM)."""
    role = ", ".join(grant.role for grant in view.grants(space))
    return f"{view.me.name} ({role})" if role else view.me.name


def approver(view: View, space: str) -> str:
    """The same of somebody who may approve a brief of that crisis; nothing of anybody else."""
    approves = any(may_approve_briefs(grant.role) for grant in view.grants(space))
    return author(view, space) if approves else ""


def offers(gathered: Gathered, cutoff: int, format: str) -> tuple[Offer, ...]:
    """The sections of that format, each with what feeds it."""
    entries = sorted(
        (one for one in gathered.entries if one.occurred_at <= cutoff), key=lambda one: (one.occurred_at, one.id)
    )
    return tuple(
        Offer(
            number,
            TITLES[number],
            _groups(number, gathered, entries, cutoff),
            brief_facts.essential(entries, gathered) if number == ESSENTIAL else (),
        )
        for number in FORMATS[format].sections
    )


def annexes(gathered: Gathered, cutoff: int) -> Mapping[str, Group]:
    """What an annex may hold, by name; those that would be empty are not offered."""
    zone, messages = gathered.crisis.zone, gathered.messages
    found = (
        Group(LINES, ANNEXES[LINES], SAID, brief_word.full(messages)),
        Group(QUESTIONS, ANNEXES[QUESTIONS], SAID, brief_word.questions(messages)),
        figure_table.curves(gathered.figures, cutoff, zone),
    )
    return {name: one for name, one in zip((LINES, QUESTIONS, CURVES), found, strict=True) if one.picks}


def _groups(number: int, gathered: Gathered, entries: Sequence[Entry], cutoff: int) -> tuple[Group, ...]:
    """What feeds a section; nothing for those that their author writes alone."""
    messages, zone = gathered.messages, gathered.crisis.zone
    fed: Mapping[int, Callable[[], tuple[Group, ...]]] = {
        SITUATION: lambda: brief_facts.situation(entries, gathered),
        FIGURES: lambda: (
            figure_table.table(gathered.figures, cutoff, gathered.last, zone, gathered.figures_before)
            or brief_facts.announced(entries, gathered)
        ),
        MEASURES: lambda: brief_facts.measures(entries, gathered),
        COMMUNICATION: lambda: brief_word.lines(messages, gathered, cutoff),
        WATCH: lambda: brief_facts.rumours(entries, gathered),
        ASKED: lambda: brief_facts.asked(entries, gathered),
        REQUESTS: lambda: brief_facts.requests(entries, gathered, cutoff),
        CONTACTS: lambda: brief_people.reachable(gathered, cutoff),
        ANSWERS: lambda: brief_word.questions_of(messages),
        INSTRUCTIONS: lambda: brief_word.instructions_of(messages),
        NO_MORE: lambda: brief_word.no_more(messages, zone),
    }
    return fed[number]() if number in fed else ()
