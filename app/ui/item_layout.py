"""What a layout of our own holds, in order, and which of it there is to place."""

import shiboken6
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class ItemLayout(QLayout):
    """Qt tells a layout that a widget of its own dies; as windows are taken down that word may not come. Each item is
    held with its widget, and one whose widget is dead is never asked anything."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._held: list[tuple[QLayoutItem, QWidget | None]] = []

    @property
    def shown(self) -> list[QLayoutItem]:
        """The items to place: neither hidden nor dead."""
        self._held = [one for one in self._held if _lives(*one)]
        return [item for item, _ in self._held if not item.isEmpty()]

    def addItem(self, item: QLayoutItem) -> None:
        self._held.append((item, item.widget()))

    def count(self) -> int:
        return len(self._held)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._held[index][0] if 0 <= index < len(self._held) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._held.pop(index)[0] if 0 <= index < len(self._held) else None

    def isEmpty(self) -> bool:
        return not self.shown

    def hasHeightForWidth(self) -> bool:
        return True


def _lives(item: QLayoutItem, widget: QWidget | None) -> bool:
    return shiboken6.isValid(item) and (widget is None or shiboken6.isValid(widget))
