"""Making this place a workstation again from a file in which one was saved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.core.errors import Refused
from app.ui import arrangement, controls, detail_rows, form, screen
from app.ui.background import Background
from app.ui.backup_dialog import FILES, NAME
from app.ui.form import FormDialog

TITLE = "Restaurer une sauvegarde"
EXPLAINED = (
    "Le poste sauvegardé revivra ici. Ses numéros prendront une lettre de plus, pour ne jamais se confondre avec ceux "
    "de l’ancien ; ce qu’il a écrit depuis la sauvegarde reviendra du serveur. N’utilisez plus l’ancien ensuite."
)


@dataclass(frozen=True, slots=True)
class WantedBack:
    """The file, and what opens it: the passphrase or the recovery code of the workstation saved in it."""

    file: Path
    secret: str


class RestoreDialog(FormDialog):
    """`restore` is called off the window's thread; it gives what is `opened`, and raises Refused or Unavailable."""

    def __init__(self, parent: QWidget | None, background: Background, restore: Callable[[WantedBack], object]):
        super().__init__(parent, TITLE, "Restaurer", background)
        self._restore = restore
        self.opened: object = None
        self.file = form.line("Fichier de sauvegarde", hint=NAME)
        self.secret = form.line("Phrase secrète ou code de secours")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add_plain(detail_rows.words(EXPLAINED))
        self.form.add("file", "Fichier de sauvegarde", self.file)
        self.form.add_layout(arrangement.row(controls.button("Choisir le fichier…", self.choose), None))
        self.form.add("passphrase recovery profile", "Phrase secrète ou code de secours", self.secret)
        self.put_form()
        screen.give_size(self, 520, 420)

    def choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, TITLE, "", FILES)
        if path:
            self.file.setText(path)

    def submit(self) -> None:
        if not form.value(self.file):
            self.form.refuse(Refused("choisissez la sauvegarde.", "file"))
        elif not self.secret.text().strip():
            self.form.refuse(Refused("écrivez ce qui ouvre le poste sauvegardé.", "passphrase"))
        else:
            self.run(partial(self._restore, WantedBack(Path(form.value(self.file)), self.secret.text())))

    def done_with(self, outcome: object) -> None:
        self.opened = outcome
        self.secret.clear()
        self.accept()
