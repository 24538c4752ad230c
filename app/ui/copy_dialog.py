"""Taking a copy of a joined file out of the journal: what that entails is said first, and it is logged."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.attachments import name_on_disk, weighed
from app.core.entries import Attachment
from app.core.errors import Unavailable, disk_said
from app.core.registers.extractions import LogExtraction
from app.ui import detail_rows, theme
from app.ui.form import FormDialog
from app.ui.station import Station

EXPLAINED = (
    "La copie quitte le journal chiffré : quiconque ouvre le dossier où vous l’enregistrez pourra la lire. "
    "Elle est notée parmi les extractions de la crise, à votre nom. Diapason n’ouvre jamais le fichier lui-même : "
    "méfiez-vous d’un fichier dont vous ne connaissez pas l’origine."
)


@dataclass(frozen=True, slots=True)
class Holder:
    """What a file is joined to: its crisis, what a person calls it, and what it says."""

    space: str
    number: str
    title: str


class CopyDialog(FormDialog):
    """It asks where, then writes the copy and logs it."""

    def __init__(self, parent: QWidget | None, station: Station, holder: Holder, file: Attachment):
        super().__init__(parent, "Enregistrer une copie", "Choisir où…", station.background)
        self._station, self._holder, self._file = station, holder, file
        self.form.add_layout(detail_rows.line(holder.number, holder.title))
        self.form.add_layout(detail_rows.line("Fichier", file.name, f"{weighed(file.size)}, {file.type}"))
        self.form.add_layout(detail_rows.line("SHA-256", file.sha256))
        self.form.add_plain(detail_rows.words(EXPLAINED))
        self.put_form()
        self.resize(theme.size(500), theme.size(360))

    def submit(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "Enregistrer une copie", name_on_disk(self._file.name))
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the copy there."""
        self.form.forgive()
        self.act.setEnabled(False)
        work = partial(copy, self._station, self._holder, self._file, path)
        self._background.carry(work, self._succeeded, self._failed)


def copy(station: Station, holder: Holder, file: Attachment, path: Path) -> None:
    """Write the content under that path; it takes its name there only once the extraction is logged."""
    data = station.reading.file(file.sha256)
    format = Path(file.name).suffix.removeprefix(".").lower()[:20] or "fichier"
    about = f"« {file.name} », {holder.number}"
    part = path.with_name(f"{path.name}.partiel")
    try:
        part.write_bytes(data)
        station.desk.do(LogExtraction(holder.space, "attachment", format, about, 1, file.sha256))
        os.replace(part, path)
    except OSError as error:
        said = f"La copie ne s’écrit pas à cet endroit : {disk_said(error)}. Choisissez-en un autre."
        raise Unavailable(said) from error
    finally:
        part.unlink(missing_ok=True)
