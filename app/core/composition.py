"""What the author of a brief chooses: its format, its words, what is left out and in what order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from app.core.brief_content import (
    NOTHING,
    Asked,
    Block,
    Chronology,
    Content,
    Curve,
    Line,
    Pair,
    Paragraph,
    Said,
    Section,
    Table,
    Unverified,
)
from app.core.brief_formats import ANNEXES, ASKED, FORMATS
from app.core.brief_offer import (
    CHRONOLOGY,
    CONFLICT,
    CONTRADICTED,
    DISAGREE,
    UNVERIFIED,
    Group,
    Offer,
    Pick,
    Proposal,
)
from app.core.clock import moment
from app.core.composing import ISSUER
from app.core.errors import Refused
from app.core.markings import refuse_classified, refuse_marked
from app.core.plain_text import clean
from app.core.texts import PLACEHOLDER
from app.core.times import MINUTE, hour_h

MOST_AHEAD = 15 * MINUTE  # of the hour at which a brief stops
BY_HOUR = (CHRONOLOGY, UNVERIFIED)  # what is read in the order of the hours, whatever its author would move
LONGEST_TEXT, LONGEST_REASON, LONGEST_MARKING = 20_000, 300, 120


@dataclass(frozen=True, slots=True)
class Composition:
    """`cutoff` 0: now, each time it is composed again. `texts`: section → its lines, one paragraph each; the offered
    ones where there is none. `nothing`: section → why it has no object. `out` and `into`: keys of lines left out, or
    taken though they were not proposed. `order`: section → keys, those that were moved first. `annexes`: None for those
    of the format. `marking`, `tlp`: None for those of the crisis. `revises`: the project (id) it takes up again."""

    format: str = "standard"
    cutoff: int = 0
    texts: Mapping[int, str] = field(default_factory=dict)
    nothing: Mapping[int, str] = field(default_factory=dict)
    out: frozenset[str] = frozenset()
    into: frozenset[str] = frozenset()
    order: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    annexes: tuple[str, ...] | None = None
    marking: str | None = None
    tlp: str | None = None
    next_at: int | None = None
    revises: str = ""

    @property
    def begun(self) -> bool:
        """Whether its author did something that would be lost."""
        return self != Composition(format=self.format, cutoff=self.cutoff, revises=self.revises)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in the way of freezing (`prevents`), or is to be known before. `section` is where it is mended, 0 for
    the whole; `line` the line of its text, from 1, or `key` the line taken."""

    prevents: bool
    section: int
    words: str
    line: int = 0
    key: str = ""


def write(composition: Composition) -> str:
    """As it is kept on this workstation."""
    return msgspec.json.encode(composition).decode()


def read(kept: str) -> Composition | None:
    """What was kept; None when it is nothing, or of a version that is not known here."""
    try:
        found = msgspec.json.decode(kept, type=Composition)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    return found if found.format in FORMATS else None


def text_of(offer: Offer, composition: Composition) -> str:
    """The words at the head of a section: typed, or those proposed."""
    return composition.texts.get(offer.number, "\n".join(offer.text))


def is_taken(pick: Pick, composition: Composition) -> bool:
    """Whether that line is printed."""
    return pick.key in composition.into or (pick.picked and pick.key not in composition.out)


def in_order(picks: Sequence[Pick], moved: Sequence[str]) -> list[Pick]:
    """Those that were moved first, in their order; then the others, in theirs."""
    places = {key: place for place, key in enumerate(moved)}
    return sorted(picks, key=lambda pick: places.get(pick.key, len(places)))


def content(proposal: Proposal, composition: Composition) -> Content:
    """What the brief says as its author chose it. Raises Refused for words that may not be printed."""
    crisis = proposal.crisis
    marking = crisis.marking if composition.marking is None else composition.marking
    marking = clean(marking, "Mention", LONGEST_MARKING, lines=False)
    refuse_classified(marking, "marking")
    next_at = composition.next_at if composition.next_at is not None else proposal.next_at
    return Content(
        reference=proposal.reference,
        number=proposal.number,
        crisis=crisis.title,
        crisis_code=crisis.code,
        frame=crisis.frame,
        zone=crisis.zone,
        cutoff=proposal.cutoff,
        made_at=proposal.made_at,
        issuer=ISSUER,
        author=proposal.author,
        approver=proposal.approver,
        marking=marking,
        tlp=crisis.tlp if composition.tlp is None else composition.tlp,
        replaces=proposal.replaces,
        next_at=next_at,
        workstation=proposal.workstation,
        offline=proposal.offline,
        last_exchange=proposal.last_exchange,
        sections=tuple(section(offer, composition, proposal.former) for offer in proposal.offers),
        format=proposal.format,
        since=proposal.since,
        annexes=tuple(_annexes(proposal, composition)),
    )


def section(offer: Offer, composition: Composition, former: Mapping[int, Sequence[str]]) -> Section:
    """A section as it is printed. Raises Refused."""
    blocks = [*_typed(offer, composition, former.get(offer.number, ()), bool(former))]
    moved = composition.order.get(offer.number, ())
    for group in offer.groups:
        ordered = group.picks if group.kind in BY_HOUR else in_order(group.picks, moved)
        picks = [one for one in ordered if is_taken(one, composition)]
        blocks.extend(_block(group, picks))
    reason = clean(composition.nothing.get(offer.number, ""), "Motif", LONGEST_REASON, lines=False)
    refuse_marked(reason, "none")
    nothing = f"Sans objet : {reason}" if reason else NOTHING
    return Section(offer.number, offer.title, tuple(_paired(_asked_together(blocks))), nothing)


def troubles(proposal: Proposal, composition: Composition) -> list[Trouble]:
    """What prevents freezing first, then what is to be known, in the order of the sections."""
    found = [Trouble(True, 0, words) for words in _of_hours(proposal, composition)]
    for offer in proposal.offers:
        found.extend(_of_text(offer, composition))
        taken = [one for group in offer.groups for one in group.picks if is_taken(one, composition)]
        if not taken and not text_of(offer, composition).strip() and not composition.nothing.get(offer.number):
            words = f"Section {offer.number} vide. L’écrire, ou « sans objet » avec motif."
            found.append(Trouble(True, offer.number, words))
        found.extend(_of_picks(offer.number, taken))
    return sorted(found, key=lambda one: not one.prevents)


def require_hours(proposal: Proposal, composition: Composition) -> None:
    """Raises Refused when a brief would tell of an hour that has not come, or announce one that has gone."""
    for words in _of_hours(proposal, composition):
        raise Refused(words, "cutoff")


def _of_hours(proposal: Proposal, composition: Composition) -> Iterator[str]:
    cutoff, next_at, zone = proposal.cutoff, composition.next_at, proposal.crisis.zone
    if cutoff > proposal.made_at + MOST_AHEAD:
        yield f"Heure d’arrêté {_when(cutoff, zone)} : pas plus de {MOST_AHEAD // MINUTE} minutes dans l’avenir."
    if next_at is not None and next_at <= cutoff:
        yield f"Prochain point annoncé {_when(next_at, zone)}, avant l’heure d’arrêté : corrigez l’une ou l’autre."


def _when(at: int, zone: str) -> str:
    return f"le {moment(at, zone):%d/%m/%Y} à {hour_h(at, zone)}"


def require_complete(texts: Iterable[tuple[int, str]]) -> None:
    """Raises Refused naming the placeholders that are still in these sections' words."""
    for number, words in texts:
        blanks = PLACEHOLDER.findall(words)
        if blanks:
            raise Refused(f"Section {number} à compléter : {', '.join(dict.fromkeys(blanks))}.", "section")


def _of_text(offer: Offer, composition: Composition) -> Iterator[Trouble]:
    try:
        refuse_marked(composition.nothing.get(offer.number, ""), "none")
    except Refused as refused:
        yield Trouble(True, offer.number, str(refused))
    for place, line in enumerate(text_of(offer, composition).splitlines(), 1):
        for blank in dict.fromkeys(PLACEHOLDER.findall(line)):
            yield Trouble(True, offer.number, f"{blank} en section {offer.number}, ligne {place}.", place)
        try:
            refuse_marked(line, "section")
        except Refused as refused:
            yield Trouble(True, offer.number, str(refused), place)


def _of_picks(number: int, taken: Sequence[Pick]) -> Iterator[Trouble]:
    said = {
        DISAGREE: "deux sources en écart, à choisir",
        CONFLICT: "deux valeurs écrites, à départager",
        CONTRADICTED: "contredit, à trancher",
    }
    for pick in taken:
        for mark, words in said.items():
            if mark in pick.marks:
                yield Trouble(False, number, f"{pick.words} : {words}.", key=pick.key)


def _typed(offer: Offer, composition: Composition, former: Sequence[str], since: bool) -> Iterator[Block]:
    """The words at the head of a section; in the decisions asked for, each line is one of them."""
    words = clean(text_of(offer, composition), f"Section {offer.number}", LONGEST_TEXT, lines=True)
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    for line in lines:
        refuse_marked(line, "section")
        if offer.number == ASKED:
            yield Asked((line,), ("",))
        else:
            yield Paragraph(line, since and line not in former)


def _block(group: Group, picks: Sequence[Pick]) -> Iterator[Block]:
    if not picks:
        return
    records = tuple(one.record for one in picks)
    match group.kind:
        case "chronology":
            yield Chronology(tuple(_line(one) for one in picks), group.lead)
        case "unverified":
            yield Unverified(tuple(_line(one) for one in picks))
        case "table":
            changed = tuple(place for place, one in enumerate(picks) if one.changed)
            rows = tuple(_cells(one) for one in picks)
            yield Table(group.heads, rows, group.weights, group.figures, records, changed)
        case "run":
            yield Paragraph(f"{' ; '.join(_cells(one)[0] for one in picks)}.", False, group.lead, records)
        case "asked":
            yield Asked(tuple(_cells(one)[0] for one in picks), records)
        case _:
            yield from (one.printed for one in picks if isinstance(one.printed, Said | Curve))


def _line(pick: Pick) -> Line:
    if not isinstance(pick.printed, Line):
        raise TypeError(pick.key)
    return pick.printed


def _cells(pick: Pick) -> tuple[str, ...]:
    if not isinstance(pick.printed, tuple):
        raise TypeError(pick.key)
    return pick.printed


def _asked_together(blocks: Iterable[Block]) -> list[Block]:
    """What was typed and what the main courante asks are one list, numbered on."""
    asked = [one for one in blocks if isinstance(one, Asked)]
    if len(asked) < 2:
        return list(blocks)
    lines = tuple(line for one in asked for line in one.lines)
    records = tuple(record for one in asked for record in one.records)
    return [*(one for one in blocks if not isinstance(one, Asked)), Asked(lines, records)]


def _paired(blocks: Sequence[Block]) -> Iterator[Block]:
    """Two runs that follow each other stand side by side."""
    waiting: Paragraph | None = None
    for block in blocks:
        run = block if isinstance(block, Paragraph) and block.lead else None
        if waiting and run:
            yield Pair(waiting, run)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = run
        if run is None:
            yield block
    if waiting:
        yield waiting


def _annexes(proposal: Proposal, composition: Composition) -> Iterator[Section]:
    wanted = composition.annexes if composition.annexes is not None else FORMATS[proposal.format].annexes
    place = 0
    for name in ANNEXES:
        group = proposal.annexes.get(name)
        picks = [one for one in group.picks if is_taken(one, composition)] if group and name in wanted else []
        if group and picks:
            place += 1
            yield Section(place, ANNEXES[name], tuple(_block(group, picks)))
