"""What leaves the directory: the contacts that are listed, in a file or on paper, noted before it is written."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.directory_extract import EXTENSIONS, DirectoryExtract, file_name
from app.core.registers.private import Private
from app.core.revealing import reveal
from app.core.roles import may_see_private
from app.core.store.rows import CrisisRow
from app.documents import directory_export
from app.ui import contact_asking, detail_rows, form, plain, theme
from app.ui.contact_asking import Asked
from app.ui.extract_dialog import ExtractDialog
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
COUNTING, GATHERING = "décompte en cours", "Lecture des fiches en cours…"


class DirectoryExportDialog(ExtractDialog):
    """It says what will leave, asks where, and stays to show the name and the hash of what was written."""

    def __init__(
        self, parent: QWidget | None, station: Station, crisis: CrisisRow | None, asked: Asked, words: str, role: str
    ):
        super().__init__(parent, "Exporter l’annuaire", station, "contact", directory_export.take_out)
        self._crisis, self._asked, self._words = crisis, asked, words
        self._contacts: Sequence[str] = ()
        if crisis is not None:
            self.show_frame(crisis.frame)
        self.count = plain.label(COUNTING, wrap=True, name="Contacts à exporter")
        self.format = form.choice("Format", FORMATS, "pdf")
        self.private = QCheckBox("Avec les numéros privés")
        self.form.add_plain(self.count)
        self.form.add("format", "Format", self.format)
        if may_see_private(role):
            self.form.add("private contacts", "Numéros privés", self.private, PRIVATE)
        self.form.add_plain(detail_rows.words(EXPLAINED, tone="text_secondary"))
        self.put_form()
        self.put(self.told, 0)
        self.act.setEnabled(False)
        self.resize(theme.size(520), theme.size(460))
        station.background.read(partial(contact_asking.everyone, station.reading, asked), self._show_count)

    def submit(self) -> None:
        crisis, kind = self._crisis.id if self._crisis else "", str(self.format.currentData())
        work = partial(extracted, self._station, self._contacts, self._words, crisis, self.private.isChecked())
        self.gather(GATHERING, work, partial(self._choose, kind))

    def _show_count(self, contacts: Sequence[str]) -> None:
        self._contacts = contacts
        self.count.setText(f"{number(len(contacts), 'contact')} : {self._words}")
        self.act.setEnabled(bool(contacts))

    def _choose(self, kind: str, extract: DirectoryExtract) -> None:
        self.ask_where(kind, extract, file_name(extract, kind), EXTENSIONS[kind])


def extracted(station: Station, contacts: Sequence[str], words: str, crisis: str, private: bool) -> DirectoryExtract:
    """What leaves; that private numbers do is written down before they are read. Not on the window's thread. Raises
    Refused."""
    numbers: Mapping[str, Sequence[Private]] = {}
    if private:
        numbers = reveal(station.desk, station.reading, contacts, "file", "export de l’annuaire")
    return station.reading.directory_extract(contacts, words, crisis, numbers)
