"""The history of a contact, field by field: who wrote what, when, and what each value replaced."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.core.contact_history import Written
from app.ui import arrangement, contact_words, controls, plain, theme
from app.ui.wording import day_and_hour, person

ZONE = "Europe/Paris"  # the directory belongs to no crisis
NAME_WIDTH = 136
MOST = 200  # values shown: the latest


class ContactPast(QWidget):
    """Folded until somebody asks for it; it stays as it was left when another contact is opened."""

    def __init__(self) -> None:
        super().__init__()
        self._written: Sequence[Written] = ()
        self._batches: Mapping[str, str] = {}
        self.fold: QPushButton = controls.button("Historique", self._toggle, "link", "Historique de la fiche")
        self.fold.setCheckable(True)
        self._inside = QWidget()
        self._rows = arrangement.column(spacing=8)
        self._inside.setLayout(self._rows)
        self._inside.hide()
        self.setLayout(arrangement.column(arrangement.row(self.fold, None), self._inside, spacing=6))

    def show_history(self, written: Sequence[Written], batches: Mapping[str, str]) -> None:
        """What was written, the latest first; `batches` names the imports it came with."""
        self._written, self._batches = written, batches
        self._draw()

    def _toggle(self) -> None:
        self._draw()

    def _draw(self) -> None:
        shown = self.fold.isChecked()
        self.fold.setText(f"{'▾' if shown else '▸'} Historique ({len(self._written)})")
        self._inside.setVisible(shown)
        arrangement.clear(self._rows)
        if shown:
            self._rows.addLayout(_grid(self._written[:MOST], self._batches))


def _grid(written: Sequence[Written], batches: Mapping[str, str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, theme.size(NAME_WIDTH))
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(2, 2)
    for name in contact_words.in_order({one.field for one in written}):
        for n, one in enumerate(one for one in written if one.field == name):
            title = contact_words.label(name, one.value) if n == 0 else ""
            for column, widget in enumerate(_cells(title, one, batches)):
                grid.addWidget(widget, grid.rowCount() - (column > 0), column, Qt.AlignmentFlag.AlignTop)
    return grid


def _cells(title: str, one: Written, batches: Mapping[str, str]) -> tuple[QWidget, QWidget, QWidget]:
    author = one.author
    who = f"{author.workstation} · {person(author)}" if author.workstation else person(author)
    if one.batch:
        who += f", import de {batches.get(one.batch, 'fichier')}"
    waiting = ", en attente d’envoi" if one.pending else ""
    value = contact_words.words(one.field, one.value)
    return (
        plain.label(title, "small_strong", "text_secondary", wrap=True),
        plain.label(
            value if one.stands else f"{value} (remplacé)", "body", "text" if one.stands else "text_tertiary", wrap=True
        ),
        plain.label(f"{who}, {day_and_hour(one.at, ZONE)}{waiting}", "small", "text_tertiary", wrap=True),
    )
