"""What leaves a brief for its annex when its pages are full: in which order, and how much at the least."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

from app.core.brief_content import Asked, Block, Chronology, Content, Pair, Paragraph, Remark, Said, Table, Unverified
from app.core.brief_formats import (
    AHEAD,
    ASKED,
    COMMUNICATION,
    CONTACTS,
    ESSENTIAL,
    FIGURES,
    MEASURES,
    REQUESTS,
    SITUATION,
    WATCH,
)
from app.documents.moving import Cut, Moved, size, without

# A reader decides on what happened, on how many and on what is said: that leaves last. Whom to call, what was asked of
# whom, what is rumoured and what was done can be looked up. What is essential, and what he is asked to decide, stay.
LEAST_FIRST = (CONTACTS, REQUESTS, WATCH, MEASURES, AHEAD, COMMUNICATION, FIGURES, SITUATION)
NEVER = (ESSENTIAL, ASKED)
FLOORS = (6, 3, 1, 0)  # every section keeps so many lines before any of them is cut shorter; none, rather than overflow
LEAST_LINE = 15.0  # points: no line is printed lower
USUAL_LINE = 18.0
NEAR = 30.0  # points left empty that are not worth laying it out again
TURNS = 6  # after that many guesses, halve
SIGNS = 90  # on a line of the full measure
CURVE_LINES = 12


@dataclass(frozen=True, slots=True)
class Fitted:
    """A content as it is printed. `taken`: the height it needs (points); `over`: more than it may, whatever leaves."""

    content: Content
    moved: tuple[Moved, ...]
    taken: float
    over: bool


def fit(content: Content, taken: Callable[[Content], float], room: float) -> Fitted:
    """The content that fits in `room` points, as `taken` measures it, when the fewest lines have left it. Nothing is
    lost: what is not in its sections is in its annexes, which the author's own follow."""
    order = tuple(_cuts(content))
    tried: dict[int, Fitted] = {}

    def at(count: int) -> Fitted:
        if count not in tried:
            made, moved = without(content, order[:count])
            tall = taken(made)
            tried[count] = Fitted(made, moved, tall, tall > room)
        return tried[count]

    low, high = _fewest(content, room, len(order)), len(order)
    found = at(low)
    for turn in range(len(order)):
        if not found.over or low >= high:
            break
        step = ceil((found.taken - room) / USUAL_LINE) if turn < TURNS else (high - low) // 2
        middle = min(max(low + step, low + 1), high)
        found = at(middle)
        if found.over:
            low = middle
        else:
            found = _closer(at, low, middle, room)
    return found


def _closer(at: Callable[[int], Fitted], low: int, high: int, room: float) -> Fitted:
    """Puts back what still fits, until it is near enough: `low` is too much, `high` fits."""
    while high - low > 1 and room - at(high).taken > NEAR:
        spare = int((room - at(high).taken) / USUAL_LINE)
        middle = max(low + 1, min(high - 1, high - max(spare, (high - low) // 4)))
        low, high = (middle, high) if at(middle).over else (low, middle)
    return at(high)


def tall(block: Block) -> int:
    """About how many lines a block takes that leaves whole."""
    match block:
        case Paragraph(text):
            return ceil(len(text) / SIGNS)
        case Pair(left, right):
            return ceil(2 * max(len(left.text), len(right.text)) / SIGNS)
        case Said(words=words):
            return 1 + sum(ceil((len(line) or 1) / SIGNS) for line in words.split("\n"))
    return CURVE_LINES


def _cuts(content: Content) -> Iterator[Cut]:
    """Every line that may leave, in the order it does: section by section down to a floor, then to the next."""
    places = [place for place, one in enumerate(content.sections) if one.number not in NEVER]
    places.sort(key=lambda place: _importance(content.sections[place].number))
    left = {
        (place, block): size(one)
        for place in places
        for block, one in enumerate(content.sections[place].blocks)
        if _may_leave(one)
    }
    for floor in FLOORS:
        for place in places:
            blocks = content.sections[place].blocks
            for block in reversed(range(len(blocks))):
                for kept in _down_to(floor, left.get((place, block), 0), blocks[block]):
                    left[place, block] = kept
                    yield Cut(place, block, kept)


def _down_to(floor: int, left: int, block: Block) -> Iterator[int]:
    """How many lines are kept after each cut. One line alone never leaves: the remark that tells it is as tall."""
    if isinstance(block, Chronology | Unverified | Table):
        yield from (kept for kept in range(left - 1, floor - 1, -1) if not kept or kept != size(block) - 1)
    elif left and tall(block) > floor:
        yield 0


def _importance(section: int) -> int:
    return LEAST_FIRST.index(section) if section in LEAST_FIRST else -1


def _may_leave(block: Block) -> bool:
    """What its author typed stays where he wrote it."""
    if isinstance(block, Paragraph):
        return bool(block.lead)
    return not isinstance(block, Asked | Remark)


def _fewest(content: Content, room: float, most: int) -> int:
    """How many cuts there are at the least: as many lines as there are points, and no more, can stay."""
    listed = [block for one in content.sections for block in one.blocks if one.number not in NEVER and size(block) > 1]
    lines = sum(size(block) - 1 for block in listed)
    return max(0, min(most, lines - len(listed) - int(room / LEAST_LINE)))
