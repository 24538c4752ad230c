"""Settling a contradiction between two entries: how is said in words, and neither is chosen in advance."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.entry import Entry
from app.core.entry_commands import Link
from app.core.errors import Refused
from app.ui import detail_rows, form, theme
from app.ui.entry_links import CONTRADICTS, Tie
from app.ui.form import FormDialog
from app.ui.station import Station

EXPLAINED = (
    "Écrivez ce qui est retenu, et sur quelle preuve. Les deux entrées restent telles qu’elles sont écrites : "
    "pour corriger l’une d’elles, rectifiez-la."
)


class SettleDialog(FormDialog):
    """Both entries stay as they are; their contradiction is told as settled, how, by whom and when."""

    def __init__(self, parent: QWidget | None, station: Station, entry: Entry, tie: Tie):
        super().__init__(parent, "Trancher une contradiction", "Trancher", station.background)
        self._desk, self._entry, self._tie = station.desk, entry, tie
        self.settled = form.area("Comment elle est tranchée", lines=4)
        for number, subject in ((entry.number, entry.subject), (tie.number, tie.subject)):
            self.form.add_layout(detail_rows.line(number, subject))
        self.form.add_plain(detail_rows.words(EXPLAINED, "small", "text_secondary"))
        self.form.add("settled", "Comment elle est tranchée", self.settled, "Obligatoire. Signé à votre nom.")
        self.put_form()
        self.resize(theme.size(520), theme.size(400))

    def submit(self) -> None:
        settled = form.value(self.settled)
        if not settled:
            self.form.refuse(Refused("dites comment cette contradiction est tranchée.", "settled"))
            return
        tie, here = self._tie, self._entry.id
        source, target = (here, tie.id) if tie.outgoing else (tie.id, here)
        command = Link(source, CONTRADICTS, target, tie.note, settled)
        self.run(partial(self._desk.do, command))
