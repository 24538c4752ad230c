"""The words that stand for each picture: what who cannot see it is told."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import arrangement, controls, form
from app.ui.written_text import WrittenText


class AlternativesPart(QWidget):
    """A row for each picture: its name, and its words."""

    changed = Signal()
    added = Signal(object)  # WrittenText

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLineEdit, WrittenText, QWidget]] = []
        self._column = arrangement.column(spacing=6)
        self.add = controls.button("Ajouter un visuel…", self._begin, "dense")
        self.setLayout(arrangement.column(self._column, arrangement.row(self.add, None), spacing=6))
        self.setFocusProxy(self.add)

    @property
    def texts(self) -> dict[str, str]:
        named = {name.text().strip(): field.text.strip() for name, field, _ in self._rows}
        return {name: words for name, words in named.items() if name and words}

    @property
    def fields(self) -> tuple[WrittenText, ...]:
        return tuple(field for _, field, _ in self._rows)

    def fill(self, texts: Mapping[str, str]) -> None:
        """Show these instead."""
        if texts == self.texts:
            return
        for row in list(self._rows):
            self._remove(row[0])
        for name, words in texts.items():
            self._put(name, words)

    def _begin(self) -> None:
        self._put("", "").setFocus()

    def _put(self, name: str, words: str) -> QLineEdit:
        line = form.line("Nom du visuel", name, "carte-communes.png, infographie des gestes…")
        field = WrittenText(f"Texte de remplacement {name}".strip(), words)
        remove = controls.button("Retirer", lambda: self._remove(line), "line", f"Retirer le visuel {name}".strip())
        box = QWidget()
        head = arrangement.row(arrangement.wide(line), remove)
        box.setLayout(arrangement.column(head, field, spacing=4))
        self._rows.append((line, field, box))
        self._column.addWidget(box)
        line.textChanged.connect(self.changed)
        field.textChanged.connect(self.changed)
        self.added.emit(field)
        return line

    def _remove(self, line: QLineEdit) -> None:
        for row in [row for row in self._rows if row[0] is line]:
            self._rows.remove(row)
            self._column.removeWidget(row[2])
            row[2].hide()
            row[2].deleteLater()
        self.add.setFocus()
        self.changed.emit()
