"""The organisations as a tree that fills itself where it is opened: sixty thousand of them hold nothing up."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from app.core.store.organisation_reading import Node, Nodes
from app.ui import theme
from app.ui.station import Station
from app.ui.wording import THIN, number

NODE, AFTER = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
EVERYBODY, FOLLOWING = "Tout l’annuaire", "Les suivants…"
ROW = 26
CALM = 400  # ms after a change before it is read again: an import makes many


class OrganisationTree(QTreeWidget):
    """`chosen` tells the node a person went to, `""` for the whole directory. What was opened stays so when others
    write."""

    chosen = Signal(str)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station, self._crisis = station, ""
        self.setAccessibleName("Organismes")
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setIndentation(theme.size(14))
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(0)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self.refresh)
        self._everybody = self._item(Node("", EVERYBODY))
        self.addTopLevelItem(self._everybody)
        self.setCurrentItem(self._everybody)
        self.itemExpanded.connect(lambda item: self._read(item))
        self.currentItemChanged.connect(lambda item, _: self._go(item))
        self.itemActivated.connect(lambda item, _: self._follow(item))
        self.itemClicked.connect(lambda item, _: self._follow(item))

    @property
    def node(self) -> str:
        """The place that is chosen."""
        item = self.currentItem()
        return str(item.data(0, NODE) or "") if item is not None else ""

    @property
    def place(self) -> str:
        """Its name."""
        item = self.currentItem()
        return item.text(0) if item is not None else ""

    def show_crisis(self, crisis: str) -> None:
        """Show what that crisis added, beside the directory."""
        self._crisis = crisis
        self.refresh()

    def look_again_soon(self) -> None:
        """Somebody wrote: read again what is open, once it is calm."""
        if not self._calm.isActive():
            self._calm.start()

    def refresh(self) -> None:
        """Read again all that is open."""
        self._read(None)
        for item in self._opened(self.invisibleRootItem()):
            self._read(item)

    def forget_choice(self) -> None:
        """Back to the whole directory, without saying so."""
        self.blockSignals(True)
        self.setCurrentItem(self._everybody)
        self.blockSignals(False)

    def _opened(self, above: QTreeWidgetItem) -> list[QTreeWidgetItem]:
        opened = [item for item in _beneath(above) if item.isExpanded()]
        return opened + [deeper for item in opened for deeper in self._opened(item)]

    def _read(self, item: QTreeWidgetItem | None, after: str = "") -> None:
        above = str(item.data(0, NODE)) if item is not None else ""
        read = partial(self._station.reading.organisations, above, self._crisis, after)
        self._station.background.read(read, partial(self._show, above, after, self._crisis))

    def _show(self, above: str, after: str, crisis: str, found: Nodes) -> None:
        if crisis != self._crisis:
            return
        item = self._find(self.invisibleRootItem(), above) if above else self.invisibleRootItem()
        if item is None:
            return  # gone meanwhile
        known = {str(child.data(0, NODE)): child for child in _beneath(item)}
        self.blockSignals(True)
        self._drop(item, known, found, after)
        for place, one in enumerate(found.nodes):
            if one.node in known:
                self._dress(known[one.node], one)
            elif after:
                item.addChild(self._item(one))
            else:
                item.insertChild(place + (not above), self._item(one))
        if found.after:
            following = QTreeWidgetItem([FOLLOWING, ""])
            following.setData(0, AFTER, found.after)
            item.addChild(following)
        self.blockSignals(False)

    def _drop(self, item: QTreeWidgetItem, known: dict[str, QTreeWidgetItem], found: Nodes, after: str) -> None:
        """Take out what is there no more, and the line that stood for the following ones."""
        still = {one.node for one in found.nodes}
        whole = not after and not found.after
        for child in _beneath(item):
            gone = whole and child.data(0, NODE) not in still and child is not self._everybody
            if child.data(0, AFTER) or (gone and child.data(0, NODE) is not None):
                item.removeChild(child)
                known.pop(str(child.data(0, NODE)), None)

    def _find(self, above: QTreeWidgetItem, node: str) -> QTreeWidgetItem | None:
        for child in _beneath(above):
            if child.data(0, NODE) == node:
                return child
            if child.isExpanded() and (deeper := self._find(child, node)) is not None:
                return deeper
        return None

    def _item(self, one: Node) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, NODE, one.node)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._dress(item, one)
        return item

    def _dress(self, item: QTreeWidgetItem, one: Node) -> None:
        item.setText(0, one.name)
        item.setToolTip(0, one.name if "<" not in one.name else "")
        item.setText(1, f"{one.count:,}".replace(",", THIN) if one.count else "")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{one.name}, {number(one.count, 'contact')}")
        item.setForeground(1, theme.current().text_tertiary)
        item.setSizeHint(0, QSize(0, theme.size(ROW)))
        shown = QTreeWidgetItem.ChildIndicatorPolicy
        item.setChildIndicatorPolicy(shown.ShowIndicator if one.more else shown.DontShowIndicator)

    def _go(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not item.data(0, AFTER):
            self.chosen.emit(str(item.data(0, NODE) or ""))

    def _follow(self, item: QTreeWidgetItem) -> None:
        """The following ones take the place of the line that stands for them."""
        after, above = item.data(0, AFTER), item.parent()
        if after and above is not None:
            self._read(above, str(after))


def _beneath(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for place in range(item.childCount()) if (child := item.child(place)) is not None]
