"""The copies of a brief as they are listed: those of the register, ticked to go out again, then those to be made."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.core.search_text import folded
from app.ui import arrangement, theme
from app.ui.wording import short_day_and_hour

ROW = 26
HEADS = ("Exemplaire", "Destinataire", "Fait")
TO_MAKE, AGAIN = "à faire", "à faire ; a déjà le {}"


@dataclass(frozen=True, slots=True)
class Registered:
    """A copy of the register: its number, for whom, when (ms) and by whom it was made."""

    label: str
    recipient: str
    made_at: int
    by: str


@dataclass(frozen=True, slots=True)
class ToMake:
    """A copy as it would be numbered."""

    label: str
    recipient: str


class CopiesList(QTreeWidget):
    """Space ticks a copy of the register, the arrows go from one to the other; `looked` when another is looked at."""

    looked = Signal()
    ticked = Signal()

    def __init__(self, zone: str):
        super().__init__()
        self._zone = zone
        self._rows: tuple[Registered | ToMake, ...] = ()
        self.setHeaderLabels(list(HEADS))
        self.setRootIsDecorated(False)
        self.setAccessibleName("Exemplaires")
        self.currentItemChanged.connect(lambda *_: self.looked.emit())
        self.itemChanged.connect(lambda *_: self.ticked.emit())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The numbers of those that are to go out again."""
        rows = zip(self._rows, self._items(), strict=True)
        return tuple(
            row.label
            for row, item in rows
            if isinstance(row, Registered) and item.checkState(0) == Qt.CheckState.Checked
        )

    @property
    def to_make(self) -> int:
        """How many are not in the register yet."""
        return sum(isinstance(row, ToMake) for row in self._rows)

    @property
    def shown(self) -> Registered | ToMake | None:
        """The copy that is looked at."""
        item = self.currentItem()
        place = self.indexOfTopLevelItem(item) if item is not None else -1
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def show_copies(
        self, register: Sequence[Registered], to_make: Sequence[ToMake], tick: Sequence[str] | None = None
    ) -> None:
        """Show these. Those that were ticked stay so, unless `tick` says which are; what was looked at still is."""
        ticked = frozenset(self.chosen if tick is None else tick)
        former = self.shown
        held = {folded(one.recipient): one.label for one in register}
        with QSignalBlocker(self):
            self.clear()
            self._rows = (*register, *to_make)
            for row in self._rows:
                item = QTreeWidgetItem([row.label, row.recipient, self._made(row, held)])
                item.setSizeHint(0, QSize(0, theme.size(ROW)))
                if isinstance(row, Registered):
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(0, Qt.CheckState.Checked if row.label in ticked else Qt.CheckState.Unchecked)
                self.addTopLevelItem(item)
            arrangement.fit_columns(self)
            self._look_at(former, len(register))
        if self.shown != former:
            self.looked.emit()
        self.ticked.emit()

    def _look_at(self, former: Registered | ToMake | None, made: int) -> None:
        """What was looked at, else the first to be made, else the last that was."""
        same = [place for place, row in enumerate(self._rows) if former is not None and row.label == former.label]
        place = same[0] if same else min(made, len(self._rows) - 1)
        item = self.topLevelItem(place) if place >= 0 else None
        if item is not None:
            self.setCurrentItem(item)

    def _made(self, row: Registered | ToMake, held: dict[str, str]) -> str:
        if isinstance(row, Registered):
            return f"{short_day_and_hour(row.made_at, self._zone)}, {row.by}"
        former = held.get(folded(row.recipient))
        return AGAIN.format(former) if former else TO_MAKE

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]
