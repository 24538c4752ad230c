"""The lines in force as a file: as they stand when it is written, noted among the extractions."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.board import Board
from app.core.store.rows import CrisisRow
from app.documents import board_export
from app.ui import detail_rows, form, theme
from app.ui.extract_dialog import ExtractDialog
from app.ui.station import Station

FORMATS = {
    "pdf": "PDF : la fiche porte-parole",
    "odt": "ODT : avec les textes intégraux, à reprendre ; ne fait pas foi",
}
EXPLAINED = (
    "Le fichier quitte le journal chiffré : quiconque ouvre le dossier où vous l’enregistrez pourra le lire. "
    "Il dit à quelle heure ces lignes étaient en vigueur, et il est noté parmi les extractions, à votre nom."
)
GATHERING = "Lecture des lignes en vigueur…"


class BoardExportDialog(ExtractDialog):
    """It asks where, and stays to show the name and the hash of what was written."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow):
        super().__init__(parent, "Exporter les EDL en vigueur", station, "ligne", board_export.take_out)
        self._crisis = crisis
        self.show_frame(crisis.frame)
        self.format = form.choice("Format", FORMATS, "pdf")
        self.form.add("format", "Format", self.format)
        self.form.add_plain(detail_rows.words(EXPLAINED, tone="text_secondary"))
        self.put_form()
        self.put(self.told, 0)
        self.resize(theme.size(520), theme.size(380))

    def submit(self) -> None:
        kind = str(self.format.currentData())
        self.gather(GATHERING, partial(self._station.reading.board, self._crisis.id), partial(self._choose, kind))

    def _choose(self, kind: str, board: Board) -> None:
        self.ask_where(kind, board, board_export.file_name(board, kind), board_export.FORMATS[kind])
