"""What leaves the journal: a file or sheets of paper of exactly what is on screen, noted among the extractions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.core.extract import EXTENSIONS, Extract, file_name
from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.documents import exporting
from app.documents.exporting import Made
from app.ui import detail_rows, form, plain, printing, theme
from app.ui.extract_dialog import ExtractDialog
from app.ui.station import Station
from app.ui.wording import number

WHAT = {"journal": "Main courante : les entrées affichées", "decisions": "Relevé de décisions : toutes, par numéro"}
OF_PERIOD = {"decisions_of_period": "Relevé de décisions : celles de la période affichée"}
FORMATS = {
    "pdf": "PDF : à lire et à imprimer",
    "odt": "ODT : texte à reprendre, qui ne fait pas foi",
    "ods": "ODS : classeur, avec son dictionnaire",
    "csv": "CSV : tableau, et un dictionnaire à côté",
    "json": "JSON : pour un programme",
}
ORDERS = {"": "Comme à l’écran, du plus récent au plus ancien", "oldest_first": "Dans l’ordre du temps"}
EXPLAINED = (
    "Le fichier quitte le journal chiffré : quiconque ouvre le dossier où vous l’enregistrez pourra le lire. "
    "Il est noté parmi les extractions de la crise, à votre nom, avec son empreinte."
)
COUNTING = "décompte en cours"
GATHERING = "Lecture des entrées en cours…"
PAPER = "papier"  # what the log of extractions calls a print


@dataclass(frozen=True, slots=True)
class Asked:
    """What is about to leave: the filter in words, and how many entries answer it."""

    words: str
    count: int


class ExportDialog(ExtractDialog):
    """It says what will leave, asks where, and stays to show the name and the hash of what was written."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, wanted: EntryFilter):
        super().__init__(parent, "Exporter", station, "entrée", exporting.take_out)
        self._wanted = wanted
        self.show_frame(crisis.frame)
        self.asked = plain.label(COUNTING, "body", wrap=True, name="Entrées à exporter")
        period = wanted.since is not None or wanted.until is not None
        self.what = form.choice("Quoi", WHAT | OF_PERIOD if period else WHAT, "journal")
        self.format = form.choice("Format", FORMATS, "pdf")
        self.order = form.choice("Ordre", ORDERS, "")
        self.form.add_plain(self.asked)
        self.form.add("what", "Quoi", self.what)
        self.form.add("format", "Format", self.format)
        self.form.add("order", "Ordre", self.order)
        self.form.add_plain(detail_rows.words(EXPLAINED, tone="text_secondary"))
        self.what.currentIndexChanged.connect(self._show_order)
        self.put_form()
        self.put(self.told, 0)
        self.resize(theme.size(520), theme.size(540))
        station.background.read(partial(asked, station.reading, wanted), self._show_asked)

    def submit(self) -> None:
        what, kind = self.what.currentData(), self.format.currentData()
        work = partial(extracted, self._station.reading, self._wanted, what, bool(self.order.currentData()))
        self.gather(GATHERING, work, partial(self._choose, kind))

    def _choose(self, kind: str, extract: Extract) -> None:
        self.ask_where(kind, extract, file_name(extract, kind), EXTENSIONS[kind])

    def _show_asked(self, asked: Asked) -> None:
        self.asked.setText(f"{number(asked.count, 'entrée')} : {asked.words}")

    def _show_order(self) -> None:
        """Decisions have their own order, and do not follow the filter."""
        self.form.show_field("order", self.what.currentData() == "journal")
        self.asked.setVisible(self.what.currentData() == "journal")


def print_journal(parent: QWidget, station: Station, crisis: CrisisRow, wanted: EntryFilter) -> None:
    """Print what is on screen. It is laid out first, then the system asks for a printer."""
    _print(parent, station, crisis, partial(station.reading.extract, wanted))


def print_decisions(parent: QWidget, station: Station, crisis: CrisisRow) -> None:
    """Print the list of decisions alone, all of them in the order of their numbers."""
    _print(parent, station, crisis, partial(station.reading.decisions, crisis.id))


def _print(parent: QWidget, station: Station, crisis: CrisisRow, extract: Callable[[], Extract]) -> None:
    def show(ready: tuple[Extract, Made]) -> None:
        read, made = ready
        note = partial(station.desk.do, exporting.logged(read, PAPER, made.sha256))
        name = f"{read.title} — {crisis.code}"
        printing.print_file(parent, station.background, name, made.data, note)

    station.background.carry(partial(_laid_out, extract), show, partial(_refused, parent, station))


def asked(reading: Reading, wanted: EntryFilter) -> Asked:
    """What that filter asks. Not on the window's thread."""
    return Asked(reading.asked(wanted), len(reading.entry_keys(wanted)))


def extracted(reading: Reading, wanted: EntryFilter, what: str, oldest_first: bool) -> Extract:
    """What leaves. Not on the window's thread. Raises Refused."""
    match what:
        case "decisions":
            return reading.decisions(wanted.space)
        case "decisions_of_period":
            return reading.decisions(wanted.space, wanted.since, wanted.until)
    return reading.extract(wanted, oldest_first)


def _laid_out(extract: Callable[[], Extract]) -> tuple[Extract, Made]:
    read = extract()
    return read, exporting.made(read, "pdf")


def _refused(parent: QWidget, station: Station, error: Exception) -> None:
    if isinstance(error, Refused):
        plain.warn(parent, "Rien n’a été imprimé", str(error))
        return
    station.background.failed.emit(error)
