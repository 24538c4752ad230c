"""What was written apart and awaits somebody's choice: every value, who wrote it, and a button each."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, focus, plain
from app.ui.conflict_box import Conflict, conflict_box
from app.ui.conflict_values import Awaiting, awaiting
from app.ui.station import Station
from app.ui.wording import number

WORDS = "Deux personnes ont écrit le même champ sans se voir. Rien n’est choisi d’avance, rien n’est perdu."
IN_PLACE = "Les deux textes se comparent mot à mot sur la page du message."


class ConflictsPage(QWidget):
    """The fields to settle in the crisis on screen and in the directory."""

    opened = Signal(str, str)  # the page and the record to go to

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self.shown: Sequence[Awaiting] = ()
        self._boxes: list[QWidget] = []
        self._count = plain.label("", "small", "text_tertiary")
        self._refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._refusal.setContentsMargins(20, 6, 20, 6)
        self._refusal.hide()
        self._inside = arrangement.column(spacing=12, margins=(20, 12, 20, 16))
        self._scroll = arrangement.scroll(arrangement.panel(self._inside))
        title = plain.label("Conflits", "page_title")
        head = arrangement.row(title, self._count, None, margins=(20, 8, 16, 8))
        note = plain.label(WORDS, "small", "text_secondary", wrap=True)
        note.setContentsMargins(20, 8, 20, 8)
        self.setLayout(
            arrangement.column(
                arrangement.panel(arrangement.column(head, controls.rule(), note, controls.rule())),
                self._refusal,
                self._scroll,
            )
        )
        station.background.changed.connect(self._changed)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        self._crisis = crisis
        self._read()

    def next(self) -> None:
        """Give the keyboard to the conflict after the one that has it."""
        focused = self.focusWidget()
        here = (
            next((place for place, box in enumerate(self._boxes) if box.isAncestorOf(focused)), -1) if focused else -1
        )
        for step in range(1, len(self._boxes) + 1):
            box = self._boxes[(here + step) % len(self._boxes)]
            if focus.enter(box):
                self._scroll.ensureWidgetVisible(box)
                return

    def _read(self) -> None:
        if self._crisis is None:
            self._show(("", []))
            return
        work = partial(_found, self._station, self._crisis)
        self._station.background.read(work, self._show)

    def _show(self, found: tuple[str, Sequence[Awaiting]]) -> None:
        space, shown = found
        if space != (self._crisis.id if self._crisis else ""):
            return
        self.shown = shown
        self._count.setText(number(len(shown), "champ à départager", "champs à départager") if shown else "")
        arrangement.clear(self._inside)
        self._boxes.clear()
        for place, one in enumerate(shown):
            if place:
                self._inside.addWidget(controls.rule("rule_strong"))
            self._inside.addWidget(box := self._box(one))
            box.show()  # at once, and not when the layout gets to it: nothing blinks when the list is made again
            self._boxes.append(box)
        if not shown:
            self._inside.addWidget(plain.label("Rien n’attend de choix.", "body", "text_secondary"))
        self._inside.addStretch(1)

    def _box(self, one: Awaiting) -> QWidget:
        zone = self._crisis.zone if self._crisis else "Europe/Paris"
        leave = partial(self.opened.emit, one.page, one.record)
        go = (controls.button("Y aller…", leave, "dense", f"Aller à {one.title}"),) if one.page else ()
        why_not = one.why_not or ("" if one.settle is not None else IN_PLACE)
        conflict = Conflict(one.title, one.field, one.words)
        return conflict_box(conflict, zone, partial(self._keep, one), why_not, go)

    def _keep(self, one: Awaiting, value: Any) -> None:
        if one.settle is not None:
            self._refusal.hide()
            desk = self._station.desk
            self._station.background.write(partial(desk.do, one.settle(value)), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
            return
        self._refusal.setText(f"Refusé : {error}")
        self._refusal.show()

    def _changed(self, changes: Changes) -> None:
        if changes:
            self._refusal.hide()
            self._read()


def _found(station: Station, crisis: CrisisRow) -> tuple[str, Sequence[Awaiting]]:
    return crisis.id, awaiting(station.reading, crisis)
