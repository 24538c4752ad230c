"""The facts and figures a message rests on, picked from the main courante and from the bilan as one types."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.core.store.reading import Reading
from app.ui import arrangement, controls, form, message_grounds, plain, theme, wording
from app.ui.message_grounds import Ground
from app.ui.station import Station

ROW, SHOWN = 26, 6
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SupportPart(QWidget):
    """What was chosen, one a line, and a search. Down and Up go through what answers, Enter takes it."""

    changed = Signal()

    def __init__(self, station: Station, space: str, zone: Callable[[], str]):
        super().__init__()
        self._station, self._space, self._zone = station, space, zone
        self._chosen: dict[str, Ground | None] = {}  # None: asked for, not read yet
        self._known: Sequence[Ground] = ()
        self._typed = ""
        self.search = form.line("Chercher un fait ou un chiffre", hint="Numéro, ou mots : produits, SDIS, décès…")
        self.found = QListWidget()
        self.found.setAccessibleName("Faits et chiffres trouvés")
        self.found.setProperty("look", "completion")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.hide()
        self.none = plain.label("", "small", "text_tertiary", wrap=True, name="Résultat de la recherche")
        self.none.hide()
        self._rows = arrangement.column(spacing=4)
        self.setLayout(arrangement.column(self.search, self.found, self.none, self._rows, spacing=6))
        self.setFocusProxy(self.search)
        self.search.textEdited.connect(self._look)
        self.search.installEventFilter(self)
        self.found.itemClicked.connect(lambda item: self._take(self.found.row(item)))

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of what was chosen, in the order of the choice."""
        return tuple(self._chosen)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        return tuple(one for one in self._chosen.values() if one is not None)

    def fill(self, records: Iterable[str]) -> None:
        """Show these instead."""
        wanted = list(dict.fromkeys(records))
        self._chosen = {one: self._chosen.get(one) for one in wanted}
        self._show()
        if any(one is None for one in self._chosen.values()):
            work = partial(_read, self._station.reading, self._space, wanted, self._zone)
            self._station.background.read(work, self._came)

    def know(self, grounds: Iterable[Ground]) -> None:
        """Show what was chosen as these say it: a fact that moved says so."""
        self._came(tuple(grounds))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.search:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.found.hide()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        if event.key() in MOVES:
            if self.found.isHidden():
                self._look(self.search.text())
            else:
                place = self.found.currentRow() + MOVES[Qt.Key(event.key())]
                self.found.setCurrentRow(max(0, min(place, len(self._known) - 1)))
            return True
        if event.key() in ENTER:
            self._take(max(0, self.found.currentRow()))
            return True
        if event.key() == Qt.Key.Key_Escape and not self.found.isHidden():
            self.found.hide()
            return True
        return False

    def _look(self, typed: str) -> None:
        self._typed = typed
        work = partial(_answer, self._station.reading, self._space, typed, self._zone)
        self._station.background.read(work, self._answered)

    def _answered(self, answer: tuple[str, tuple[Ground, ...]]) -> None:
        typed, found = answer
        if typed != self._typed or not self.search.hasFocus():
            return
        self._known = [one for one in found if one.record not in self._chosen]
        self.found.clear()
        for one in self._known:
            item = QListWidgetItem(f"{one.number} · {one.state[1]} · {one.subject}")
            item.setSizeHint(QSize(0, theme.size(ROW)))
            self.found.addItem(item)
        self.found.setFixedHeight(theme.size(min(SHOWN, len(self._known)) * ROW) + 4)
        self.found.setVisible(bool(self._known))
        self.found.setCurrentRow(0)
        self.none.setText("" if self._known else "Ni entrée ni chiffre de cette crise ne répond à ces mots.")
        self.none.setVisible(not self._known)

    def _take(self, place: int) -> None:
        if self.found.isHidden() or not 0 <= place < len(self._known):
            return
        chosen = self._known[place]
        self._chosen[chosen.record] = chosen
        self.search.clear()
        self.found.hide()
        self._show()
        self.changed.emit()

    def _remove(self, record: str) -> None:
        self._chosen.pop(record, None)
        self._show()
        self.search.setFocus()
        self.changed.emit()

    def _came(self, grounds: tuple[Ground, ...]) -> None:
        for one in grounds:
            if one.record in self._chosen:
                self._chosen[one.record] = one
        self._show()

    def _show(self) -> None:
        arrangement.clear(self._rows)
        for one in self.grounds:
            self._rows.addWidget(self._row(one))

    def _row(self, ground: Ground) -> QWidget:
        name = f"Retirer {ground.number}, {ground.state[1]}, {ground.subject}"
        remove = controls.button("Retirer", partial(self._remove, ground.record), "line", name)
        number = plain.label(ground.number, "small_bold")
        head = arrangement.row(number, controls.Sign(*ground.state), None, remove, spacing=8)
        subject = plain.label(wording.breakable(ground.subject), "small", wrap=True)
        look = "banner_warning" if ground.to_review else "box"
        lines: list[QWidget] = [subject]
        if ground.to_review and ground.present != ground.former:
            present = wording.breakable(f"Dit maintenant : {ground.present}")
            lines.append(plain.label(present, "small_strong", "warning", wrap=True))
        return arrangement.panel(arrangement.column(head, *lines, spacing=2, margins=(8, 4, 4, 6)), look)


def _answer(reading: Reading, space: str, typed: str, zone: Callable[[], str]) -> tuple[str, tuple[Ground, ...]]:
    return typed, message_grounds.candidates(reading, space, typed, zone())


def _read(reading: Reading, space: str, records: Sequence[str], zone: Callable[[], str]) -> tuple[Ground, ...]:
    return message_grounds.of_records(reading, space, records, zone())
