"""The issuer's own mark: the picture that stands at the head of the papers made from now on."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from app.documents import brand, fonts, marianne
from app.ui import controls, detail_rows, plain, screen
from app.ui.background import Background
from app.ui.form import FormDialog

TITLE = "Marque de l’émetteur"
EXPLAINED = (
    "L’image que les papiers de ce poste portent en tête : le bloc-marque officiel du service, en PNG ou en JPEG. Ce "
    "qui est déjà figé ne change pas."
)
NONE = "Aucune marque : sa place est gardée en pointillé."
SHOWN = QSize(320, 160)


class BrandDialog(FormDialog):
    """It stays open, and shows what the next paper will carry."""

    def __init__(self, parent: QWidget | None, background: Background):
        super().__init__(parent, TITLE, "Choisir une image…", background)
        self.picture = plain.label("", "body", "text_secondary", wrap=True, name="Marque installée")
        self.picture.setMinimumHeight(SHOWN.height())
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.faces = plain.label("", "small", "text_secondary", wrap=True, name="Polices des papiers")
        self.none = controls.button("Ne plus imprimer de marque", self._remove)
        self.form.add_plain(detail_rows.words(EXPLAINED, tone="text_secondary"))
        self.form.add("mark", "", self.picture)
        self.form.add_layout(detail_rows.flow(self.none))
        self.form.add_plain(self.faces)
        self.put_form()
        self._cancel.setText("Fermer")
        screen.give_size(self, 480, 400)
        self._look()

    def submit(self) -> None:
        """Ask for a picture."""
        path, _ = QFileDialog.getOpenFileName(self, TITLE, "", "Images (*.png *.jpg *.jpeg)")
        if path:
            self.install(Path(path))
        else:
            self._act.setEnabled(True)

    def install(self, file: Path) -> None:
        """Keep that picture for the papers to come."""
        self.form.forgive()
        self._background.carry(partial(brand.install, file), self._succeeded, self._failed)

    def done_with(self, outcome: object) -> None:
        self._look()

    def _remove(self) -> None:
        self._background.carry(brand.remove, self._succeeded, self._failed)

    def _look(self) -> None:
        self._background.carry(_seen, self._show, self._failed)

    def _show(self, seen: tuple[Path | None, str]) -> None:
        mark, faces = seen
        picture = QPixmap(str(mark)) if mark else QPixmap()
        if picture.isNull():
            self.picture.setText(NONE)
        else:
            ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(picture.scaled(SHOWN, ratio, smooth))
            self.picture.setAccessibleDescription(f"Image {mark.name}" if mark else "")
        self.none.setEnabled(mark is not None)
        self.faces.setText(faces)
        self._act.setEnabled(True)


def _seen() -> tuple[Path | None, str]:
    """The mark, and what the papers are set in."""
    sans, body = fonts.names()
    remark = marianne.installed().remark
    return brand.mark_path(), f"Polices : {sans} et {body}." + (f" {remark}" if remark else "")
