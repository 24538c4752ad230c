"""Briefs: those that were frozen, read from their file, and the next one while it is composed."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.pace import Pace, countdown, expected
from app.core.store.reading import Reading
from app.core.store.rows import BriefRow, CrisisRow
from app.ui import (
    arrangement,
    brief_acts,
    brief_copies,
    brief_list,
    brief_viewer,
    controls,
    focus,
    plain,
    rhythm_dialog,
)
from app.ui.action_bar import ActionBar
from app.ui.brief_acts import APPROVE, COPIES, KINDS, MAIL, ODT, RETAKE, SAVE, WORDS
from app.ui.brief_composer import BriefComposer
from app.ui.brief_verify_dialog import BriefVerifyDialog
from app.ui.brief_viewer import BriefViewer, Frozen
from app.ui.card_list import CardList
from app.ui.flow_layout import FlowLayout
from app.ui.station import Station

LIST_WIDTH, MINUTE = 300, 60_000
NOTHING = "Aucun point de situation figé dans cette crise.\nComposer en prépare un avec ce que ce poste détient."
Found = tuple[str, str, Sequence[BriefRow], Pace | None]


class BriefsPage(QWidget):
    """A frozen brief is shown, saved and printed from its own file, never made again."""

    def __init__(self, station: Station, now: Callable[[], int] | None = None):
        super().__init__()
        self._station, self._now = station, now or Clock().now
        self._crisis: CrisisRow | None = None
        self._rows: Sequence[BriefRow] = ()
        self._pace: Pace | None = None
        self.compose = controls.button("Composer…", self.begin, "dense", name="Composer un point de situation")
        self.verify = controls.button("Vérifier…", self._verify, "dense", name="Vérifier un point de situation")
        self.rhythm = controls.button("Rythme…", self._set_rhythm, "dense", name="Rythme des points de situation")
        self.next = plain.label("", "small", "text_secondary", wrap=True, name="Prochain point de situation")
        self.cards = CardList("Points de situation")
        self.cards.chosen.connect(self._open)
        self.composer = BriefComposer(station, self._now)
        self.composer.closed.connect(self._composed)
        self.viewer = BriefViewer(station.background)
        self._told = plain.label("", "small_strong", "text_secondary", wrap=True, name="Ce qui a été fait")
        self._told.hide()
        self.acts = ActionBar()
        for act in (APPROVE, RETAKE, COPIES):
            self.acts.add(act, WORDS[act], partial(self._act, act))
        for act in (SAVE, MAIL, ODT):
            self.acts.add(act, WORDS[act], partial(self._take_out, act))
        self._stack = QStackedWidget()
        self._shown = arrangement.panel(arrangement.column(self.viewer, self._told, self.acts))
        for widget in (_empty(), self._shown, self.composer):
            self._stack.addWidget(widget)
        self._lay_out()
        station.background.changed.connect(self._look_again)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._count_down)
        self._minute.start()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Where F6 stops."""
        return self.compose, self.cards, self.viewer, self.acts, *self.composer.panes

    def show_crisis(self, crisis: CrisisRow) -> None:
        """Show the briefs of that crisis."""
        if self._crisis is not None and self._crisis.id != crisis.id:
            self.composer.leave()
            self._composed("")
            self.cards.show_items(())
            self._rows = ()
        self._crisis = crisis
        self._read_list()

    def show_record(self, id: str) -> None:
        """Go to that brief, if this workstation holds it."""
        if self._stack.currentWidget() is self.composer:
            self.composer.leave()
            self._composed("")
        if self._crisis is not None and id == self._crisis.id:  # what a reminder of the rhythm tells of
            self.begin()
        elif not self.cards.choose(id):
            self._read_list(id)

    def begin(self, project: str = "") -> None:
        """Compose the next brief, or take a project (id) up again: the list makes room for it."""
        if self._crisis is not None:
            self._left.hide()
            self._stack.setCurrentWidget(self.composer)
            self.composer.begin(self._crisis, project)
            focus.enter(self.composer)

    # -- what is shown

    def _look_again(self, changes: Changes) -> None:
        if self._crisis is not None and self._crisis.id in changes.spaces:
            self._read_list()
            self.composer.look_again()

    def _read_list(self, wanted: str = "") -> None:
        if self._crisis is not None:
            read = partial(_found, self._station.reading, self._crisis.id, wanted)
            self._station.background.read(read, self._show_list)

    def _show_list(self, found: Found) -> None:
        space, wanted, rows, self._pace = found
        if self._crisis is None or self._crisis.id != space:
            return
        changed = {one.id for one in set(rows) - set(self._rows)}
        self._rows = rows
        self.cards.show_items(brief_list.cards(rows, self._crisis.zone), wanted)
        self._count_down()
        if not rows and self._stack.currentWidget() is not self.composer:
            self._stack.setCurrentIndex(0)
        elif self.cards.current_id in changed or self.viewer.frozen is not None:
            self._open(self.cards.current_id)

    def _count_down(self) -> None:
        """When the next one is due: it is known here, online or not."""
        pace, now = self._pace, self._now()
        words = countdown(pace, now) if pace is not None else "aucun rythme fixé pour les points de situation"
        self.next.setText(f"{words[:1].upper()}{words[1:]}.")
        late = pace is not None and expected(pace, now).late
        plain.mark(self.next, "tone", "alarm" if late else "text_secondary")

    def _row(self) -> BriefRow | None:
        return next((row for row in self._rows if row.id == self.cards.current_id), None)

    def _open(self, id: str) -> None:
        row = next((row for row in self._rows if row.id == id), None)
        if row is not None:
            if self.viewer.frozen is None or self.viewer.frozen.row.id != id:
                self._tell("")
            read = partial(brief_viewer.opened, self._station.reading, row)
            self._station.background.read(read, self._show_frozen, partial(self._show_broken, row))

    def _show_frozen(self, frozen: Frozen) -> None:
        if frozen.row.id != self.cards.current_id or self._crisis is None:
            return
        state = brief_list.standings(self._rows)[frozen.row.id]
        self.viewer.show_frozen(frozen, state, self._crisis.zone)
        self._show_reasons(frozen.row, frozen)

    def _show_broken(self, row: BriefRow, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
        if row.id == self.cards.current_id and self._crisis is not None:
            state = brief_list.standings(self._rows)[row.id]
            self.viewer.show_broken(row, state, self._crisis.zone, str(error))
            self._show_reasons(row, None)

    def _show_reasons(self, row: BriefRow, frozen: Frozen | None) -> None:
        if self._crisis is not None:
            found = brief_acts.reasons(self._crisis, row, frozen)
            self.acts.show_reasons(found, APPROVE if not found[APPROVE] else COPIES)
        if self._stack.currentWidget() is not self.composer:
            self._stack.setCurrentWidget(self._shown)

    def _composed(self, id: str) -> None:
        self._left.show()
        self._stack.setCurrentIndex(1 if self._rows else 0)
        if id:
            self._read_list(id)
        elif self.cards.current_id:
            self._open(self.cards.current_id)
        focus.enter(self.cards if self._rows else self.compose)

    # -- what is done

    def _act(self, act: str) -> None:
        row = self._row()
        if row is None:
            return
        if act == RETAKE:
            self.begin(row.id)
        elif act == COPIES:
            brief_copies.open_copies(self, self._station, row.id)
        elif plain.confirm(self, f"Approuver {row.reference}", brief_acts.FINAL, "Approuver"):
            self._tell("Approbation en cours…")
            self.acts.button(APPROVE).setEnabled(False)
            space = self._crisis.id if self._crisis is not None else ""
            work = partial(brief_acts.approve, self._station, space, row.id, self._now())
            self._station.background.write(work, self._approved, self._fail)

    def _approved(self, id: str) -> None:
        self._tell("Approuvé : les exemplaires faits avant restent des projets.", "success")
        self._read_list(id)

    def _take_out(self, act: str) -> None:
        frozen = self.viewer.frozen
        if frozen is None:
            return
        shown = self.viewer.shown
        name = f"{shown[0] if act == SAVE else frozen.row.reference}.{ {SAVE: 'pdf', MAIL: 'eml', ODT: 'odt'}[act] }"
        path, _ = QFileDialog.getSaveFileName(self, WORDS[act].removesuffix("…"), name, KINDS[act])
        if path:
            work = partial(brief_acts.written, self._station, act, frozen, shown, self._now(), Path(path))
            self._station.background.carry(work, lambda done: self._tell(f"Écrit : {done}", "success"), self._fail)

    def _set_rhythm(self) -> None:
        if self._crisis is not None:
            rhythm_dialog.open_rhythm(self, self._station, self._crisis, self._now)

    def _verify(self) -> None:
        BriefVerifyDialog(self._station, self, self._crisis).open()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Refused | Unavailable):
            self._tell(f"Refusé : {error}" if isinstance(error, Refused) else str(error), "error")
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
        if (row := self._row()) is not None:
            self._show_reasons(row, self.viewer.frozen)

    def _tell(self, words: str, tone: str = "text_secondary") -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))
        plain.mark(self._told, "tone", tone)

    def _lay_out(self) -> None:
        self._told.setContentsMargins(20, 6, 16, 6)
        title = plain.label("Points de situation", "page_title", wrap=True)
        head = arrangement.row(arrangement.wide(title), self.compose, margins=(14, 7, 12, 7))
        acts, flow = QWidget(), FlowLayout(spacing=6)
        acts.setLayout(flow)
        for one in (self.verify, self.rhythm):
            flow.addWidget(one)
        foot = arrangement.panel(arrangement.column(self.next, acts, spacing=6, margins=(14, 8, 12, 9)), "window")
        inside = (arrangement.panel(head), controls.rule(), self.cards, controls.rule("rule_strong"), foot)
        self._left = arrangement.panel(arrangement.column(*inside))
        split = arrangement.split((self._left, LIST_WIDTH, 240), (self._stack, 900, 320), stretched=1)
        self.setLayout(arrangement.column(split))


def _found(reading: Reading, space: str, wanted: str) -> Found:
    return space, wanted, reading.briefs(space), reading.pace(space)


def _empty() -> QWidget:
    words = plain.label(NOTHING, "body", "text_secondary", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return arrangement.panel(arrangement.column(None, words, None, margins=(40, 40, 40, 40)))
