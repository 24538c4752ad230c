"""« Avant de figer »: what prevents it, apart from what is only to be known, each with the way to mend it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.core.composition import Trouble
from app.ui import arrangement, controls, focus, plain, theme
from app.ui.detail_rows import link
from app.ui.wording import NBSP, number

MOST = 40  # told one by one: nobody reads more before mending some
HIGH, PART = 4, 5  # rows in sight, and never more than that part of the room
NONE = "Rien n’empêche de figer."


class ReasonsPanel(QFrame):
    """`gone` gives the Trouble to go to."""

    gone = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._shown: tuple[Trouble, ...] | None = None
        self.count = plain.label("", "small", "text_tertiary", name="Ce qui empêche et ce qui avertit")
        head = arrangement.row(plain.label("Avant de figer", "small_bold"), None, self.count)
        self._rows = arrangement.column(spacing=4)
        self._inside = QWidget()
        self._inside.setProperty("look", "surface")
        self._inside.setLayout(self._rows)
        self._scroll = arrangement.scroll(self._inside)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        body = arrangement.column(head, self._scroll, spacing=6, margins=(14, 8, 12, 9))
        self.setLayout(arrangement.column(controls.rule("rule_strong"), body))
        self.show_troubles(())

    def show_troubles(self, found: Sequence[Trouble]) -> None:
        """Show these, what prevents first. The keyboard stays on what it was on."""
        if tuple(found) == self._shown:
            self._fit()
            return
        focused = next((one.accessibleName() for one in self._links() if one.hasFocus()), "")
        self._shown = tuple(found)
        self.count.setText(counted(found))
        plain.mark(self.count, "tone", "error" if any(one.prevents for one in found) else "text_tertiary")
        arrangement.clear(self._rows)
        for one in found[:MOST]:
            self._rows.addWidget(row(one, partial(self.gone.emit, one)))
        if len(found) > MOST:
            self._rows.addWidget(plain.label(f"et {len(found) - MOST} de plus", "small", "text_secondary"))
        self._rows.addStretch(1)
        self._scroll.setVisible(bool(found))
        self._fit()
        if focused:
            again = next((one for one in self._links() if one.accessibleName() == focused), None)
            again.setFocus() if again else focus.begin(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _links(self) -> Sequence[QWidget]:
        return [one for one in self._inside.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _fit(self) -> None:
        """As high as its first rows."""
        width = self._scroll.width() - theme.size(12)
        items = (self._rows.itemAt(place) for place in range(self._rows.count()))
        shown = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        above = self.parentWidget()
        room = above.height() // PART if above is not None else 0
        high = 0
        for place, one in enumerate(shown[:HIGH]):
            tall = max(one.heightForWidth(width), one.sizeHint().height()) + 4
            if place and high + tall > room:
                break
            high += tall
        self._scroll.setFixedHeight(high)


def row(trouble: Trouble, go: Callable[[], object]) -> QWidget:
    """One of them, with its way."""
    look, shape = ("error", "a_completer") if trouble.prevents else ("warning", "contredit")
    way = link(way_of(trouble), go, f"{way_of(trouble)} : {trouble.words}")
    words = plain.label(trouble.words.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»"), "small", wrap=True)
    line = arrangement.row(controls.Sign(shape, "", look), words, way, margins=(8, 3, 10, 3))
    line.setStretch(1, 1)
    return arrangement.panel(line, f"banner_{look}")


def way_of(trouble: Trouble) -> str:
    """What the way to it is called."""
    return "Voir" if not trouble.prevents and trouble.key else "Y aller"


def counted(found: Sequence[Trouble]) -> str:
    """2 empêchent, 1 avertit."""
    preventing = sum(one.prevents for one in found)
    warning = len(found) - preventing
    said = [number(preventing, "empêche", "empêchent")] if preventing else []
    said += [number(warning, "avertit", "avertissent")] if warning else []
    return ", ".join(said) or NONE
