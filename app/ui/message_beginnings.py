"""What a message begins from: its kind, a template of that kind, the words of a file."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core import templates
from app.core.errors import Refused
from app.core.message import KINDS, Message
from app.core.templates import Template
from app.documents import text_intake
from app.documents.tidying import Tidied
from app.ui import controls, form
from app.ui.background import Background
from app.ui.flow_layout import FlowLayout

NO_KIND, NO_TEMPLATE = "Choisir le genre…", "Partir d’un modèle…"


class MessageBeginnings(QWidget):
    """A kind is chosen once; a template, and files, as often as one likes."""

    changed = Signal()
    wanted = Signal(object)  # Template
    taken = Signal(str, object)  # name of a file, and its words (Tidied)
    refused = Signal(str)  # why a file was not taken

    def __init__(self, background: Background, message: Message | None):
        super().__init__()
        self._background = background
        kinds = {code: words[:1].upper() + words[1:] for code, (_, words) in KINDS.items()}
        self.kind = form.choice("Genre", kinds, message.kind if message else None, "" if message else NO_KIND)
        self.kind.setEnabled(message is None)
        self.template = form.choice("Modèle", {}, None, NO_TEMPLATE)
        self.bring = controls.button("Importer un texte…", self._choose, "dense")
        self.bring.setToolTip("Les mots d’un fichier .docx, .odt ou .txt. On peut aussi le déposer dans la fenêtre.")
        flow = FlowLayout(self, 10)
        for widget in (self.kind, self.template, self.bring):
            flow.addWidget(widget)
        self._show_templates()
        self.kind.currentIndexChanged.connect(self._show_templates)
        self.kind.currentIndexChanged.connect(lambda *_: self.changed.emit())
        self.template.activated.connect(self._want)

    @property
    def chosen(self) -> str:
        """The code of the kind, or nothing."""
        return str(self.kind.currentData() or "")

    def choose(self, kind: str) -> None:
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))

    def take(self, files: Sequence[Path]) -> None:
        """Take the words of these files."""
        for file in files:
            self._background.read(partial(_words_of, file), self._came, self._failed)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Importer un texte", "", text_intake.PATTERN)
        if path:
            self.take([Path(path)])

    def _came(self, found: tuple[str, Tidied]) -> None:
        self.taken.emit(*found)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.refused.emit(str(error))
        else:
            self._background.failed.emit(error)

    def _show_templates(self) -> None:
        """Those of the kind chosen, or all of them."""
        self.template.clear()
        self.template.addItem(NO_TEMPLATE, "")
        for one in templates.templates():
            if self.chosen in ("", one.kind):
                self.template.addItem(one.name, one.id)
        self.template.setEnabled(self.template.count() > 1)

    def _want(self) -> None:
        if id := str(self.template.currentData() or ""):
            found: Template = templates.template(id)
            self.wanted.emit(found)


def _words_of(file: Path) -> tuple[str, Tidied]:
    try:
        if file.stat().st_size > text_intake.LARGEST:
            raise Refused(text_intake.TOO_LARGE, "file")
        content = file.read_bytes()
    except OSError as error:
        raise Refused(f"« {file.name} » ne se lit pas.", "file") from error
    return file.name, text_intake.words_of(file.name, content)
