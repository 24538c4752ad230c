"""A brief being composed: what is proposed, what its author chose and the page it makes, kept up with one another."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.core import brief_choices, brief_draft
from app.core.brief_commands import Freeze, Revise
from app.core.brief_offer import Offer, Proposal
from app.core.composition import Composition
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui.brief_proof import Proof, Proofs
from app.ui.station import Station

PAUSE = 350  # ms without a change before it is kept on the disk, and the page made again
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What was proposed, and for which choices."""

    proposal: Proposal
    composed: Composition
    approving: bool


class BriefWork(QObject):
    """`opened` tells that what was left is there again; `proposed` that other lines are offered, `chosen` that a choice
    was made, `proved` that the page is that of the choices; `failed` gives the error that stands in the way."""

    opened = Signal()
    proposed = Signal()
    chosen = Signal()
    proved = Signal()
    failed = Signal(object)

    def __init__(self, station: Station, now: Callable[[], int], parent: QObject):
        super().__init__(parent)
        self._station, self._now = station, now
        self.crisis: CrisisRow | None = None
        self.composed = Composition()
        self.proposal: Proposal | None = None
        self.proof: Proof | None = None
        self.approving = True
        self.first: frozenset[str] = frozenset()  # the lines that were offered when it was opened
        self._arrived: frozenset[str] = frozenset()  # those that were new before another format or hour was chosen
        self._chosen = ("", 0)  # the format and the hour of what is proposed
        self._asking = self._unkept = False
        self._stale = False
        self._proofs = Proofs(station.background, self)
        self._proofs.made.connect(self._show_proof)
        self._proofs.failed.connect(self.failed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._settle)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._go_with_the_hour)

    # -- where it stands

    @property
    def ready(self) -> bool:
        """Whether the page shown is what would be frozen now."""
        return self.proof is not None and not self._asking and self.proof.is_of(self.proposal, self.composed)

    @property
    def fresh(self) -> frozenset[str]:
        """The lines that are offered since it was opened."""
        return brief_choices.keys(self.proposal) - self.first if self.proposal is not None else frozenset()

    def offer(self, section: int) -> Offer | None:
        """What is proposed for that section."""
        offers = self.proposal.offers if self.proposal is not None else ()
        return next((one for one in offers if one.number == section), None)

    # -- from opening to freezing

    def open(self, crisis: CrisisRow, project: str = "") -> None:
        """Go on with the next brief of that crisis, or with a project (id) of it, from where it was left."""
        self.close()
        self.crisis, self.composed = crisis, Composition(revises=project)
        self.proposal, self.proof, self.first, self.approving = None, None, frozenset(), True
        self._arrived = frozenset()
        read = partial(_left, self._station.reading, crisis.id, project)
        self._station.background.write(read, self._open, self.failed.emit)  # behind what we have just kept

    def change(self, composed: Composition) -> None:
        """These are the choices now."""
        former, self.composed = self.composed, composed
        if composed == former:
            return
        self._unkept = True
        self._stale = self._stale or (former.format, former.cutoff) != (composed.format, composed.cutoff)
        self._pause.start()
        self.chosen.emit()

    def approve(self, approving: bool) -> None:
        """Whether freezing approves, for those who may."""
        if approving != self.approving:
            self.approving, self._stale = approving, True
            self._pause.start()
            self.chosen.emit()

    def look_again(self) -> None:
        """Something was written or received: other lines may be offered."""
        if self.proposal is not None:
            self._stale = True
            self._pause.start()

    def wake(self, seen: bool) -> None:
        """Whether it is in sight: what nobody looks at is not made again, and is kept on the disk."""
        if seen and self.crisis is not None:
            self._minute.start()
            self.look_again()
        elif not seen:
            self._minute.stop()
            self.flush()

    def start_over(self) -> None:
        """Come back to what is proposed."""
        self.change(Composition(self.composed.format, revises=self.composed.revises))
        self.opened.emit()

    def freeze(self, then: Callable[[Any], Any]) -> None:
        """Freeze what is shown, as it is shown. `then` is given what was done."""
        proof, crisis = self.proof, self.crisis
        if not self.ready or proof is None or crisis is None:
            return
        known, project = proof.proposal.known, self.composed.revises
        command: Freeze | Revise
        if project:
            command = Revise(project, proof.content, proof.printed, known)
        else:
            command = Freeze(crisis.id, proof.content, proof.printed, known)
        self.flush()
        work = partial(_frozen, self._station, command, crisis.id, project)
        self._station.background.write(work, partial(self._end, then), self._not_frozen)

    def close(self) -> None:
        """Keep what was chosen, and prove nothing more."""
        self.flush()
        self._pause.stop()
        self._minute.stop()
        self._proofs.forget()
        self.crisis = None

    def flush(self) -> None:
        """Keep at once what waits to be kept."""
        if self._unkept and self.crisis is not None:
            self._unkept = False
            keep = partial(brief_draft.keep, self._station.desk, self.crisis.id, self.composed)
            self._station.background.write(keep)

    # -- what comes back

    def _open(self, found: tuple[str, Composition]) -> None:
        place, composed = found
        if self.crisis is None or brief_draft.place(self.crisis.id, self.composed.revises) != place:
            return
        self.composed = replace(composed, revises=self.composed.revises)
        self.opened.emit()
        self._propose()

    def _settle(self) -> None:
        self.flush()
        if self._stale:
            self._propose()
        elif self.proposal is not None:
            self._proofs.ask(self.proposal, self.composed)

    def _go_with_the_hour(self) -> None:
        """A brief that stops « now » does not stay at the hour it was opened."""
        if not self.composed.cutoff and not self._unkept:
            self._stale = True
            self._settle()

    def _propose(self) -> None:
        if self.crisis is None or self._asking:
            return
        self._stale, self._asking = False, True
        cutoff = self.composed.cutoff or self._now()
        work = partial(_asked, self._station.reading, self.crisis.id, cutoff, self.approving, self.composed)
        self._station.background.read(work, self._show_proposal, self._refuse)

    def _show_proposal(self, asked: Asked) -> None:
        self._asking = False
        if self.crisis is None:
            return
        if asked.proposal.crisis.id != self.crisis.id or asked.composed.revises != self.composed.revises:
            self._propose()
            return
        chosen = (asked.composed.format, asked.composed.cutoff)
        if self.proposal is None or chosen != self._chosen:  # another format, another hour: nothing arrived by that
            self._arrived |= self.fresh
            self.first = brief_choices.keys(asked.proposal) - self._arrived
        self.proposal, self._chosen = asked.proposal, chosen
        self.proposed.emit()
        if self._stale:
            self._propose()
        else:
            self._proofs.ask(self.proposal, self.composed)

    def _show_proof(self, proof: Proof) -> None:
        if self.crisis is not None and proof.proposal is self.proposal:
            self.proof = proof
            self.proved.emit()

    def _refuse(self, error: Exception) -> None:
        self._asking = False
        self.failed.emit(error)

    def _not_frozen(self, error: Exception) -> None:
        """What was proposed no longer holds: its number was taken, perhaps."""
        self.failed.emit(error)
        self.look_again()

    def _end(self, then: Callable[[Any], Any], done: Any) -> None:
        self.close()
        then(done)


def _left(reading: Reading, crisis: str, project: str) -> tuple[str, Composition]:
    return brief_draft.place(crisis, project), brief_draft.resumed(reading, crisis, project)


def _asked(reading: Reading, crisis: str, cutoff: int, approving: bool, composed: Composition) -> Asked:
    found = reading.propose(crisis, cutoff, approving, composed.format, composed.revises)
    return Asked(found, composed, approving)


def _frozen(station: Station, command: Freeze | Revise, crisis: str, project: str) -> Any:
    done = station.desk.do(command)
    brief_draft.forget(station.desk, crisis, project)
    return done
