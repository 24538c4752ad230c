"""What stands above the pages: which is read, how large they are shown, and what a printer in black would give."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from app.ui import arrangement, controls, plain
from app.ui.page_preview import STEPS, Fit, PagePreview

AIR = "\u00a0"  # between the words and the arrow of the menu


class PageTools(QWidget):
    """The page is said in words; each act has its key in the pages themselves, which its hint names."""

    def __init__(self, pages: PagePreview):
        super().__init__()
        self._pages = pages
        self.page = plain.label("", "heading", name="Page lue")
        self.grey = controls.button("Noir et blanc", self._turn_grey, "chip")
        self.grey.setCheckable(True)
        self.grey.setToolTip("Ce qu’imprimerait une imprimante sans couleur (N)")
        self.smaller = controls.button("−", partial(pages.zoom_by, -1), "dense", name="Voir plus petit")
        self.smaller.setToolTip("Plus petit (−)")
        self.larger = controls.button("+", partial(pages.zoom_by, 1), "dense", name="Voir plus grand")
        self.larger.setToolTip("Plus grand (+)")
        self.zoom = controls.Button()
        self.zoom.setProperty("look", "dense")
        self.zoom.setAutoDefault(False)
        self.zooms = QMenu(self.zoom)
        self.zooms.setAccessibleName("Taille des pages")
        for fit, key in ((Fit.WIDTH, "L"), (Fit.PAGE, "P")):
            self.zooms.addAction(f"{fit.value} ({key})", partial(pages.set_zoom, fit))
        self.zooms.addSeparator()
        for step in STEPS:
            self.zooms.addAction(percent(step), partial(pages.set_zoom, step))
        self.zoom.setMenu(self.zooms)
        self._acts = QWidget()
        self._acts.setLayout(arrangement.row(self.grey, self.smaller, self.zoom, self.larger, spacing=6))
        self._row = arrangement.row(arrangement.wide(self.page), self._acts, spacing=6)
        self._row.setAlignment(self._acts, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(self._row)
        pages.moved.connect(self._show)
        pages.toned.connect(self.grey.setChecked)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The acts stand under the words where there is no room for them beside."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        needed = self.page.sizeHint().width() + self._row.spacing() + self._acts.sizeHint().width()
        direction = QBoxLayout.Direction.LeftToRight if needed <= self.width() else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)

    def _show(self) -> None:
        count = self._pages.count
        self.page.setText(f"Page {self._pages.page + 1} sur {count}" if count else "")
        shown = percent(self._pages.scale)
        self.zoom.setText(f"{shown}{AIR}")
        self.zoom.setAccessibleName(f"Taille des pages : {shown}")
        for widget in (self.grey, self.smaller, self.zoom, self.larger):
            widget.setEnabled(bool(count))
        self._make_room()

    def _turn_grey(self) -> None:
        self._pages.set_grey(self.grey.isChecked())


def percent(scale: float) -> str:
    """59 %, the space not to be broken."""
    return f"{round(scale * 100)}\u00a0%"
