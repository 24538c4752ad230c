"""The people of an on-call rotation, in the order in which they take turns; each may have a deputy."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.contact import IDENTIFIER
from app.core.rotations import Turn
from app.ui import arrangement, controls, focus, plain
from app.ui.directory_line import DirectoryLine, contacts_found
from app.ui.station import Station

FIRST = 2  # people asked for at first


class TurnRow(QWidget):
    """One of them. `move` puts him earlier (-1) or later (1), `remove` takes him out."""

    def __init__(self, station: Station, crisis: str, move: Callable[[int], object], remove: Callable[[], object]):
        super().__init__()
        find = contacts_found(crisis)
        self.number = plain.label("", "small_strong", "text_secondary")
        self.holder = DirectoryLine("Titulaire", station, find, hint="Titulaire")
        self.deputy = DirectoryLine("Suppléant", station, find, hint="Suppléant, s’il y en a un")
        self.earlier = controls.button("↑", partial(move, -1), "dense", "Mettre plus tôt dans le tour")
        self.later = controls.button("↓", partial(move, 1), "dense", "Mettre plus tard dans le tour")
        away = controls.button("✕", remove, "dense", "Ôter du tour")
        self.setLayout(
            arrangement.row(
                self.number,
                arrangement.wide(self.holder),
                arrangement.wide(self.deputy),
                self.earlier,
                self.later,
                away,
                spacing=6,
            )
        )

    @property
    def turn(self) -> Turn:
        """Who it is: contacts, or names in words."""
        holder, deputy = (line.value().strip() for line in (self.holder, self.deputy))
        named, seconded = (bool(IDENTIFIER.fullmatch(one)) for one in (holder, deputy))
        return Turn(
            holder if named else "", "" if named else holder, deputy if seconded else "", "" if seconded else deputy
        )

    @property
    def words(self) -> str:
        """How he is called in the preview."""
        name, deputy = self.holder.text().strip(), self.deputy.text().strip()
        return f"{name}, suppléant {deputy}" if name and deputy else name or f"{deputy} (suppléant)"


class Turns(QWidget):
    """All of them. `changed`: the order, or somebody, is another."""

    changed = Signal()

    def __init__(self, station: Station, crisis: str):
        super().__init__()
        self._station, self._crisis = station, crisis
        self.rows: list[TurnRow] = []
        self._lines = arrangement.column(spacing=6)
        more = controls.button("Ajouter quelqu’un", self.add_and_go, "dense")
        self.setLayout(arrangement.column(self._lines, arrangement.row(more, None), spacing=8))
        for _ in range(FIRST):
            self.add()

    @property
    def turns(self) -> tuple[tuple[Turn, str], ...]:
        """Those that are somebody, each with his words."""
        return tuple((row.turn, row.words) for row in self.rows if not row.turn.is_nobody)

    def add(self) -> TurnRow:
        """One more, at the end."""
        row = TurnRow(self._station, self._crisis, lambda by: self._move(row, by), lambda: self._remove(row))
        for line in (row.holder, row.deputy):
            line.textChanged.connect(lambda _: self.changed.emit())
        self.rows.append(row)
        self._lines.addWidget(row)
        self._number()
        return row

    def add_and_go(self) -> None:
        """One more, and the keyboard on him."""
        focus.begin(self.add())

    def _move(self, row: TurnRow, by: int) -> None:
        here = self.rows.index(row)
        there = here + by
        if 0 <= there < len(self.rows):
            self.rows.insert(there, self.rows.pop(here))
            self._lines.removeWidget(row)
            self._lines.insertWidget(there, row)
            self._number()

    def _remove(self, row: TurnRow) -> None:
        if len(self.rows) > 1:
            self.rows.remove(row)
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._number()

    def _number(self) -> None:
        for place, row in enumerate(self.rows):
            row.number.setText(f"{place + 1}.")
            row.earlier.setEnabled(place > 0)
            row.later.setEnabled(place < len(self.rows) - 1)
        self.changed.emit()
