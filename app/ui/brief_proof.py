"""The brief as it would be frozen now, made off the window's thread: its file, what left it, where things are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.core import composition
from app.core.brief_commands import Printed
from app.core.brief_content import NOTHING, Content, Section
from app.core.brief_offer import Proposal
from app.core.composition import Composition
from app.documents import brief, preview
from app.documents.moving import Moved
from app.ui.background import Background
from app.ui.page_sheet import A4, Place
from app.ui.wording import number

TITLE = 16.0  # points: the height of a section's title, and of the air around it
TO_WRITE = "Section vide : à écrire, ou « sans objet » avec motif."
MARGIN = 0.06  # of the width of a page, on either side of the frame around a title


@dataclass(frozen=True, slots=True)
class Proof:
    """Made from these choices among what was proposed. `content` is what is frozen; `moved` says in words what did not
    fit and stands in the annex, by section; `fill` is the part of its pages that is taken (0: its format has no limit),
    `over` that it takes more of them whatever leaves it. `places`: where each section begins."""

    proposal: Proposal
    composed: Composition
    content: Content
    printed: Printed
    moved: Mapping[int, str]
    over: bool
    fill: float
    places: Mapping[int, Place]

    def is_of(self, proposal: Proposal | None, composed: Composition) -> bool:
        """Whether it says these choices, and not former ones."""
        return self.proposal is proposal and self.composed == composed


class Proofs(QObject):
    """One at a time: choices made meanwhile wait, and only the last of them are proved. `made` gives a Proof, `failed`
    the error of one that could not be made."""

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject):
        super().__init__(parent)
        self._background = background
        self._wanted: tuple[Proposal, Composition] | None = None
        self._busy = False

    def ask(self, proposal: Proposal, composed: Composition) -> None:
        """Prove these choices, as soon as the one being made is done."""
        self._wanted = (proposal, composed)
        self._go_on()

    def forget(self) -> None:
        """Prove nothing more of what was asked."""
        self._wanted = None

    def _go_on(self) -> None:
        if self._wanted is None or self._busy:
            return
        proposal, composed = self._wanted
        self._wanted, self._busy = None, True
        self._background.read(partial(prove, proposal, composed), self._made, self._failed)

    def _made(self, proof: Proof) -> None:
        self._busy = False
        self.made.emit(proof)
        self._go_on()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
        self._go_on()


def prove(proposal: Proposal, composed: Composition) -> Proof:
    """Raises Refused for words that may not be printed."""
    content = composition.content(proposal, composed)
    made = brief.render(replace(content, sections=tuple(map(_as_it_stands, content.sections))))
    moved = {one.section: overflow(one) for one in made.moved}
    where = places(made.printed.pdf, made.content)
    return Proof(proposal, composed, made.content, made.printed, moved, made.over, made.fill, where)


def _as_it_stands(section: Section) -> Section:
    """A section that nobody wrote yet says so: it is not without object, and prevents freezing."""
    unwritten = not section.blocks and section.nothing == NOTHING
    return replace(section, nothing=TO_WRITE) if unwritten else section


def overflow(moved: Moved) -> str:
    """Mesures prises déborde : 12 lignes en annexe A."""
    return f"{moved.title} déborde : {number(moved.count, 'ligne')} en annexe {moved.annex}."


def places(pdf: bytes, content: Content) -> Mapping[int, Place]:
    """Where the title of each section stands on the pages of that file."""
    return located(preview.outline(pdf), content)


def located(heads: Sequence[preview.Head], content: Content) -> Mapping[int, Place]:
    """The same, from the titles of its outline, which are those of its sections in their order."""
    found: dict[int, Place] = {}
    rest = iter(heads)
    for section in content.sections:
        head = next((one for one in rest if one.title.endswith(section.title)), None)
        if head is not None:
            top, high = head.below - TITLE / 4, TITLE
            found[section.number] = Place(head.page, MARGIN, top / A4[1], 1 - 2 * MARGIN, high / A4[1])
    return found
