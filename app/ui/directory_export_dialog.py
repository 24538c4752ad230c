"""What leaves the directory: the contacts that are listed, in a file or on paper, noted before it is written."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.core.attachments import name_on_disk
from app.core.directory_extract import EXTENSIONS, DirectoryExtract, file_name
from app.core.errors import Unavailable, disk_said
from app.core.registers.private import Private
from app.core.revealing import reveal
from app.core.roles import may_see_private
from app.core.store.rows import CrisisRow
from app.documents import directory_export
from app.documents.exporting import Taken
from app.ui import contact_asking, detail_rows, form, plain, theme
from app.ui.contact_asking import Asked
from app.ui.form import FormDialog
from app.ui.station import Station
from app.ui.wording import number

FORMATS = {
    "pdf": "PDF : annuaire de crise, à imprimer",
    "vcf": "vCard 4 : pour un téléphone ou une messagerie",
    "csv": "CSV : tableau, et un dictionnaire à côté",
    "ods": "ODS : classeur, avec son dictionnaire",
}
EXPLAINED = (
    "Le fichier quitte l’annuaire chiffré : quiconque ouvre le dossier où vous l’enregistrez pourra le lire. "
    "Il est noté au journal des extractions, à votre nom, avec son empreinte."
)
PRIVATE = "Avec les numéros privés : inscrit au journal des consultations, contact par contact."
COUNTING, GATHERING, WRITING = "décompte en cours", "Lecture des fiches en cours…", "Écriture du fichier en cours…"


class DirectoryExportDialog(FormDialog):
    """It says what will leave, asks where, and stays to show the name and the hash of what was written."""

    def __init__(
        self, parent: QWidget | None, station: Station, crisis: CrisisRow | None, asked: Asked, words: str, role: str
    ):
        super().__init__(parent, "Exporter l’annuaire", "Choisir où…", station.background)
        self._station, self._crisis, self._asked, self._words = station, crisis, asked, words
        self._contacts: Sequence[str] = ()
        if crisis is not None:
            self.show_frame(crisis.frame)
        self.count = plain.label(COUNTING, wrap=True, name="Contacts à exporter")
        self.format = form.choice("Format", FORMATS, "pdf")
        self.private = QCheckBox("Avec les numéros privés")
        self.told = plain.label("", "small_strong", "success", wrap=True, name="Fichier écrit")
        self.form.add_plain(self.count)
        self.form.add("format", "Format", self.format)
        if may_see_private(role):
            self.form.add("private contacts", "Numéros privés", self.private, PRIVATE)
        self.form.add_plain(detail_rows.words(EXPLAINED, tone="text_secondary"))
        self.told.setTextInteractionFlags(detail_rows.SELECTABLE)
        self.told.hide()
        self.put_form()
        self.put(self.told, 0)
        self.act.setEnabled(False)
        self.resize(theme.size(520), theme.size(460))
        station.background.read(partial(contact_asking.everyone, station.reading, asked), self._show_count)

    def submit(self) -> None:
        """Gather what is to leave, then ask where, under a name that says the frame and the hour."""
        self.form.forgive()
        self.act.setEnabled(False)
        self._tell(GATHERING, "text_secondary")
        crisis = self._crisis.id if self._crisis else ""
        private = self.private.isChecked()
        work = partial(extracted, self._station, self._contacts, self._words, crisis, private)
        self._background.carry(work, partial(self._choose, str(self.format.currentData())), self._failed)

    def save(self, kind: str, extract: DirectoryExtract, path: Path) -> None:
        """Write that extract there."""
        self.act.setEnabled(False)
        self._tell(WRITING, "text_secondary")
        self._background.carry(partial(written, self._station, extract, kind, path), self._succeeded, self._failed)

    def done_with(self, outcome: Taken) -> None:
        """Stay: the hash is to be read, or copied."""
        folder, names = outcome.files[0].parent, ", ".join(one.name for one in outcome.files)
        groups = " ".join(outcome.sha256[start : start + 8] for start in range(0, 64, 8))
        self._tell(f"{number(outcome.count, 'contact')} dans {names}\n{folder}\nSHA-256 {groups}", "success")
        self._cancel.setText("Fermer")

    def _show_count(self, contacts: Sequence[str]) -> None:
        self._contacts = contacts
        self.count.setText(f"{number(len(contacts), 'contact')} : {self._words}")
        self.act.setEnabled(bool(contacts))

    def _choose(self, kind: str, extract: DirectoryExtract) -> None:
        self.act.setEnabled(True)
        self.told.hide()
        name = name_on_disk(file_name(extract, kind))
        path, _ = QFileDialog.getSaveFileName(self, "Exporter l’annuaire", name, f"{EXTENSIONS[kind]} (*.{kind})")
        if path:
            self.save(kind, extract, Path(path))

    def _failed(self, error: Exception) -> None:
        self.told.hide()
        super()._failed(error)

    def _tell(self, words: str, tone: str) -> None:
        plain.mark(self.told, "tone", tone)
        self.told.setText(words)
        self.told.show()


def extracted(station: Station, contacts: Sequence[str], words: str, crisis: str, private: bool) -> DirectoryExtract:
    """What leaves; that private numbers do is written down before they are read. Not on the window's thread. Raises
    Refused."""
    numbers: Mapping[str, Sequence[Private]] = {}
    if private:
        numbers = reveal(station.desk, station.reading, contacts, "file", "export de l’annuaire")
    return station.reading.directory_extract(contacts, words, crisis, numbers)


def written(station: Station, extract: DirectoryExtract, kind: str, path: Path) -> Taken:
    """The file in its place, once it is noted. Raises Refused or Unavailable, and nothing is left there."""
    try:
        return directory_export.take_out(station.desk, extract, kind, path)
    except OSError as error:
        said = disk_said(error)
        raise Unavailable(f"Le fichier n’a pas pu être écrit ({said}) : choisissez un autre dossier.") from error
