"""Saving this workstation in a file: where, and what that file is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.attachments import weighed
from app.core.backup import SUFFIX
from app.ui import detail_rows, plain, screen
from app.ui.background import Background
from app.ui.form import FormDialog

TITLE, ACT = "Sauvegarder ce poste", "Choisir où…"
EXPLAINED = (
    "La sauvegarde tient tout le poste : son journal, ses pièces jointes, ses brouillons et ses clés. Chiffrée, "
    "elle s’ouvre par la phrase secrète ou le code de secours de ce poste. Gardez-la ailleurs que dans ce poste."
)
DAILY = "Chaque jour, une sauvegarde se fait aussi d’elle-même à côté du profil ; celle de la veille reste."
NAME = f"poste{SUFFIX}"
FILES = f"Sauvegarde de Diapason (*{SUFFIX});;Tous les fichiers (*)"


class BackupDialog(FormDialog):
    """`write` is called off the window's thread with the chosen file, and gives its size in bytes."""

    def __init__(self, parent: QWidget | None, background: Background, write: Callable[[Path], int]):
        super().__init__(parent, TITLE, ACT, background)
        self._write = write
        for words in (EXPLAINED, DAILY):
            self.form.add_plain(detail_rows.words(words))
        self.put_form()
        screen.give_size(self, 480, 300)

    def submit(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, TITLE, NAME, FILES)
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the copy there: on the thread of files, for a key may be slow."""
        self.form.forgive()
        self.act.setEnabled(False)
        self._background.carry(partial(self._write, path), self._succeeded, self._failed)

    def done_with(self, outcome: object) -> None:
        plain.warn(self, TITLE, f"Le poste est sauvegardé ({weighed(int(str(outcome)))}).")
        self.accept()
