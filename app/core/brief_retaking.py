"""A project taken up again: what its author had chosen, read back from what it says."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from app.core.brief_choices import BY_THE_HOUR, picks_of
from app.core.brief_content import (
    Asked,
    Block,
    Chronology,
    Content,
    Curve,
    Pair,
    Paragraph,
    Said,
    Section,
    Table,
    Unverified,
)
from app.core.brief_formats import ANNEXES, ASKED, FORMATS
from app.core.brief_offer import RUN, Group, Offer, Pick, Proposal
from app.core.composition import Composition
from app.core.errors import Refused
from app.core.records import Held
from app.core.store.reading import Reading

REASON = "Sans objet : "
TELLING = ("entry.recorded", "entry.amended", "entry.handled")  # who reads or triages an entry changes nothing it says


def taken_up(reading: Reading, crisis: str, project: str) -> Composition:
    """What the author of that project (id) had chosen; what came since is proposed as it is in a new brief. Raises
    Refused."""
    said = reading.brief_content(project)
    if said is None or said.format not in FORMATS:
        raise Refused("Ce projet a été écrit par une autre version : composez le point suivant.", "brief")
    proposal = reading.propose(crisis, said.cutoff, True, said.format, project)
    picks = [one for offer in proposal.offers for one in picks_of(offer)]
    picks += [one for group in proposal.annexes.values() for one in group.picks]
    since = reading.since_brief(project, {one.record for one in picks if one.record})
    crises, clock = reading.crisis_codes().keys(), _frozen(reading, project).operation.header.clock
    changed = frozenset(
        record for record, operations in since.items() if any(_tells(one, crises, clock) for one in operations)
    )
    return replace(chosen(said, proposal, changed), revises=project)


def chosen(said: Content, proposal: Proposal, since: frozenset[str]) -> Composition:
    """The choices that make of that proposal what `said` says. `since`: the records that say more than it could."""
    sections = {one.number: one for one in said.sections}
    added = [block for one in said.annexes for block in one.blocks]  # what did not fit stands there
    texts: dict[int, str] = {}
    nothing: dict[int, str] = {}
    order: dict[int, tuple[str, ...]] = {}
    compared: list[tuple[Pick, bool]] = []
    for offer in proposal.offers:
        section = sections.get(offer.number)
        if section is None:
            continue
        told = _told((*section.blocks, *added))
        compared += [(pick, _name(group, pick) in told) for group in offer.groups for pick in group.picks]
        typed = "\n".join(_typed(section))
        if typed != "\n".join(offer.text):
            texts[offer.number] = typed
        if section.nothing.startswith(REASON):
            nothing[offer.number] = section.nothing.removeprefix(REASON)
        if ordered := _ordered(offer, _told(section.blocks)):
            order[offer.number] = ordered
    told = _told(added)
    names = tuple(name for name, title in ANNEXES.items() if any(one.title == title for one in said.annexes))
    for name in names:
        group = proposal.annexes.get(name)
        compared += [(pick, _name(group, pick) in told) for pick in group.picks] if group else []
    return Composition(
        format=said.format,
        cutoff=said.cutoff,
        texts=texts,
        nothing=nothing,
        out=frozenset(
            one.key for one, was in compared if one.picked and not was and one.record and one.record not in since
        ),
        into=frozenset(one.key for one, was in compared if was and not one.picked),
        order=order,
        annexes=None if _same(names, proposal) else names,
        marking=None if said.marking == proposal.crisis.marking else said.marking,
        tlp=None if said.tlp == proposal.crisis.tlp else said.tlp,
        next_at=None if said.next_at == proposal.next_at else said.next_at,
    )


def _frozen(reading: Reading, project: str) -> Held:
    """What froze the text of that project which stands."""
    wanted = reading.brief(project).file.operation
    return next(one for one in reading.cited_as_held([project])[project] if one.id == wanted)


def _tells(held: Held, crises: Collection[str], frozen: int) -> bool:
    """Whether an operation that a project does not say it knew may tell what its author had not read."""
    if held.kind.startswith("entry."):
        return held.kind in TELLING
    if held.operation.space in crises:
        return True
    # A brief does not say what it knew of the directory: what follows it there has a later clock. Who is left out
    # stays so when his numbers change.
    return held.operation.header.clock > frozen and held.kind != "contact.edited"


def _same(names: tuple[str, ...], proposal: Proposal) -> bool:
    """Whether these are the annexes that its format has, of those that are not empty."""
    return set(names) == proposal.annexes.keys() & set(FORMATS[proposal.format].annexes)


def _name(group: Group, pick: Pick) -> str:
    """What a line is known by on paper: the record it tells of, else the words that change least."""
    match pick.printed:
        case Curve(title=title):
            return title
        case (str(words),) if group.kind == RUN:
            return _before_bracket(words)
        case (str(), *_) as cells if not pick.record:
            return _first_cells(cells)
    return pick.record


def _told(blocks: Iterable[Block]) -> Sequence[str]:
    """What these blocks tell of, by the same names, in their order."""
    return tuple(dict.fromkeys(name for block in blocks for name in _of_block(block)))


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Chronology(lines) | Unverified(lines):
            yield from (line.record for line in lines)
        case Table(rows=rows, records=records):
            yield from (record or _first_cells(row) for row, record in zip_longest(rows, records, fillvalue="") if row)
        case Asked(records=records):
            yield from filter(None, records)
        case Paragraph(text, lead=lead) if lead:
            yield from map(_before_bracket, text.removesuffix(".").split(" ; "))
        case Pair(left, right):
            yield from (*_of_block(left), *_of_block(right))
        case Said(record=record):
            yield record
        case Curve(title=title):
            yield title


def _first_cells(cells: Sequence[str]) -> str:
    return " · ".join(cells[:2])


def _before_bracket(words: str) -> str:
    return words.partition(" (")[0]


def _typed(section: Section) -> Iterator[str]:
    """The words that its author wrote, one paragraph a line."""
    for block in section.blocks:
        match block:
            case Paragraph(text, lead=""):
                yield text
            case Asked(lines, records) if section.number == ASKED:
                yield from (line for line, record in zip(lines, records, strict=True) if not record)


def _ordered(offer: Offer, told: Sequence[str]) -> tuple[str, ...]:
    """The keys of the lines that were moved: all of those that were told, when they stand in another order."""
    places = {name: place for place, name in enumerate(told)}
    ordered: list[str] = []
    for group in offer.groups:
        known = [(places[name], one.key) for one in group.picks if (name := _name(group, one)) in places]
        if group.kind not in BY_THE_HOUR and known != sorted(known):
            ordered.extend(key for _, key in sorted(known))
    return tuple(ordered)
