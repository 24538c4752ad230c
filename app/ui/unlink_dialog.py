"""Taking back a link made by mistake: the reason is asked, and stays in the journal with who took it back."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.entry import Entry
from app.core.entry_commands import Unlink
from app.core.errors import Refused
from app.ui import detail_rows, form, theme
from app.ui.entry_links import Tie
from app.ui.form import FormDialog
from app.ui.station import Station


class UnlinkDialog(FormDialog):
    """For a mistake alone: a contradiction that was settled stays, with how it was."""

    def __init__(self, parent: QWidget | None, station: Station, entry: Entry, tie: Tie):
        super().__init__(parent, "Retirer un lien", "Retirer le lien", station.background)
        self._desk, self._entry, self._tie = station.desk, entry, tie
        self.reason = form.line("Motif")
        self.form.add_layout(detail_rows.line(entry.number, entry.subject))
        self.form.add_layout(detail_rows.line(tie.words, f"{tie.number}, {tie.subject}" if tie.subject else tie.number))
        self.form.add("reason", "Motif", self.reason, "Obligatoire : pourquoi ce lien était une erreur.")
        self.put_form()
        self.resize(theme.size(480), theme.size(300))

    def submit(self) -> None:
        reason = form.value(self.reason)
        if not reason:
            self.form.refuse(Refused("dites pourquoi ce lien était une erreur.", "reason"))
            return
        tie, here = self._tie, self._entry.id
        source, target = (here, tie.id) if tie.outgoing else (tie.id, here)
        self.run(partial(self._desk.do, Unlink(source, tie.kind, target, reason)))
