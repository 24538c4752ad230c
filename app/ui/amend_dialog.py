"""Rectify an entry: what was written stays readable, and the reason is asked."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.entries import AMENDABLE
from app.core.entry import Entry
from app.core.entry_commands import Amend
from app.core.errors import Refused
from app.core.places import Places
from app.core.store.rows import CrisisRow
from app.ui import form, plain, screen
from app.ui.entry_fields import EntryFields
from app.ui.known_names import KnownNames
from app.ui.station import Station
from app.ui.typing_keys import TypingKeys

WIDTH, HEIGHT = 920, 780


class AmendDialog(form.FormDialog):
    """The fields of an entry as they are, to be corrected. Only those that were changed are written."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        entry: Entry,
        crisis: CrisisRow,
        now: Callable[[], int],
        places: Places,
    ):
        super().__init__(parent, f"Rectifier {entry.number}", "Rectifier", station.background)
        self._desk, self._entry = station.desk, entry
        self.known = KnownNames(station, self)
        self.known.show_crisis(crisis)
        self.fields = EntryFields(self.form, now, crisis.zone, places, handled=False, known=self.known)
        self.fields.fill({name: getattr(entry, name) for name in AMENDABLE})
        self.reason = form.line("Motif de la rectification")
        self.form.add("reason", "Motif de la rectification", self.reason, "Obligatoire : il reste à côté du texte.")
        self.keys = TypingKeys(self, now, crisis.zone, crisis.nature)
        self.put(plain.label("L’ancien texte reste lisible, barré.", "small", "text_secondary"), 0)
        self.put_form()
        screen.give_size(self, WIDTH, HEIGHT)
        self.fields.lines["subject"].setFocus()

    def submit(self) -> None:
        self.form.forgive()
        try:
            fields = self.changed()
        except Refused as refused:
            self.form.refuse(refused)
            return
        seen = {name: self._entry.fields[name].seen for name in fields if name in self._entry.fields}
        command = Amend(self._entry.id, fields, self.reason.text().strip(), seen)
        self.run(lambda: self._desk.do(command))

    def changed(self) -> Mapping[str, Any]:
        """The fields that differ from what was shown, as a rectification writes them."""
        wanted = self.fields.values()
        if wanted["occurred_at"] is None:
            raise Refused("Écrivez l’heure du fait.", "occurred_at")
        shown = {name: getattr(self._entry, name) for name in AMENDABLE}
        return {name: wanted[name] for name in AMENDABLE if wanted[name] != _plain(shown[name])}


def _plain(value: Any) -> Any:
    """A text as a field gives it back, its outer spaces left out."""
    return value.strip() if isinstance(value, str) else value
