"""What this workstation noticed of copies, gaps and other histories: what happened, when, and what to do about it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused, Unavailable
from app.core.store.alarms import Alarm
from app.ui import arrangement, controls, detail_rows, plain, theme, wording
from app.ui.controls import Sign
from app.ui.dialog import Dialog
from app.ui.station import Station

TITLE = "Alertes de ce poste"
NOTHING = "Rien à signaler : aucune copie, aucun manque, une seule histoire."
SAFE = "Rien de ce qui est enregistré sur ce poste n’est perdu."
PAGES = {int(Qt.Key.Key_PageDown): 1, int(Qt.Key.Key_PageUp): -1}
KEPT = "« Vu » l’enlève de la ligne d’état de ce poste ; la liste reste ici."


class AlarmsDialog(Dialog):
    """The gravest first. It stays open while more is noticed; `seen` is called once what it shows was noted as seen."""

    def __init__(self, parent: QWidget | None, station: Station, seen: Callable[[], object], zone: str):
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setProperty("look", "surface")
        self._station, self._told, self._zone = station, seen, zone
        self._shown: Sequence[Alarm] | None = None
        self.summary = plain.label("", "strong", wrap=True, name="En bref")
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        inside = arrangement.column(
            plain.label(TITLE, "page_title"), self.summary, self._list, None, spacing=10, margins=(20, 14, 20, 12)
        )
        self.refusal = plain.label("", "small", "error", wrap=True, name="Ce qui empêche d’agir")
        self.refusal.hide()
        self.see = controls.button("Vu", self._see, "primary")
        self.see.setEnabled(False)  # nothing is seen before it is shown
        self.leave = controls.button("Fermer", self.accept)
        acts = arrangement.row(self.see, self.leave, plain.label(KEPT, "small", "text_secondary", wrap=True))
        acts.setStretch(2, 1)
        foot = arrangement.column(self.refusal, acts, spacing=6, margins=(20, 9, 20, 10))
        self._body = arrangement.scroll(arrangement.panel(inside))
        self.setLayout(arrangement.column(self._body, controls.rule("rule_strong"), arrangement.panel(foot, "window")))
        self.resize(theme.size(620), theme.size(460))
        station.background.changed.connect(self._changed)
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list has no field for the keyboard to go through: a page key turns it."""
        bar, step = self._body.verticalScrollBar(), PAGES.get(event.key(), 0)
        if step:
            bar.setValue(bar.value() + step * bar.pageStep())
            return
        super().keyPressEvent(event)

    def _changed(self, _: Changes) -> None:
        self._look()

    def _look(self) -> None:
        self._station.background.read(self._station.reading.alarms, self._show, self._failed)

    def _show(self, found: Sequence[Alarm]) -> None:
        if found == self._shown:
            return
        self._shown = found
        self.summary.setText(summary(found))
        arrangement.clear(self._list)
        for one in found:
            self._list.addWidget(box(one, self._zone))
        left = any(not one.seen for one in found)
        self.see.setEnabled(left)
        (self.see if left else self.leave).setFocus()

    def _see(self) -> None:
        self.see.setEnabled(False)
        self._station.background.write(partial(self._station.desk.see_alarms, self._shown), self._noted, self._failed)

    def _noted(self, _: object) -> None:
        self._told()
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.see.setEnabled(any(not one.seen for one in self._shown or ()))
        if not isinstance(error, Refused | Unavailable):
            self._station.background.failed.emit(error)
            return
        self.refusal.setText(str(error))
        self.refusal.show()


def summary(found: Sequence[Alarm]) -> str:
    """What comes first, in one line."""
    grave = sum(one.grave and not one.seen for one in found)
    if not found:
        return NOTHING
    if grave:
        return f"{wording.number(grave, 'alerte demande', 'alertes demandent')} quelqu’un. {SAFE}"
    return f"Tout a été vu. {SAFE}" if all(one.seen for one in found) else f"Rien ne presse. {SAFE}"


def box(one: Alarm, zone: str) -> QWidget:
    """One of them: what happened, what to do, and when it was noticed."""
    when = f"remarqué {wording.day_and_hour(one.at, zone)}" if one.at else "en ce moment"
    shape, words, tone = ("alerte", "Alerte", "error") if one.grave else ("info", "À savoir", "text_secondary")
    head = detail_rows.flow(
        Sign(shape, words, tone, "small_bold"),
        plain.label(f"{when} · {'vu' if one.seen else 'pas encore vu'}", "small", "text_secondary"),
    )
    said = arrangement.column(
        head,
        detail_rows.words(one.words, "strong" if one.grave and not one.seen else "body"),
        detail_rows.words(one.advice, "body"),
        spacing=4,
        margins=(12, 8, 12, 10),
    )
    return arrangement.panel(said, "banner_error" if one.grave and not one.seen else "box")
