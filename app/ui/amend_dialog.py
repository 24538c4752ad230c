"""Rectify an entry: what was written stays readable, and the reason is asked."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from app.core import times
from app.core.clock import rfc3339
from app.core.entries import Place
from app.core.errors import Refused
from app.core.places import Places
from app.core.registers.journal import Amend, Entry
from app.ui import arrangement, form, plain, theme
from app.ui.entry_words import CREDIBILITIES, SOURCES
from app.ui.station import Station


class AmendDialog(form.FormDialog):
    """The fields of an entry as they are, to be corrected. Only those that were changed are written."""

    def __init__(self, parent: QWidget | None, station: Station, entry: Entry, zone: str, now: int, places: Places):
        super().__init__(parent, f"Rectifier {entry.number}", "Rectifier", station.background)
        self._desk, self._entry, self._zone, self._now, self._places = station.desk, entry, zone, now, places
        self.subject = form.line("Objet", entry.subject)
        self.content = form.area("Contenu", entry.content)
        self.occurred_at = form.line("Heure du fait", _local(entry.occurred_at, zone))
        self.sender_name = form.line("Émetteur", entry.sender)
        self.place = form.line("Lieu", entry.place.name if entry.place else "")
        self.source = _coded("Fiabilité de la source", SOURCES, entry.source)
        self.credibility = _coded("Crédibilité", CREDIBILITIES, entry.credibility)
        self.reason = form.line("Motif")
        for field, words, widget, hint in (
            ("subject", "Objet", self.subject, ""),
            ("content", "Contenu", self.content, ""),
            ("occurred_at at", "Heure du fait", self.occurred_at, "02:48, ou 2026-09-24 02:48"),
            ("sender", "Émetteur", self.sender_name, ""),
            ("place", "Lieu", self.place, ""),
            ("source", "Fiabilité de la source", self.source, ""),
            ("credibility", "Crédibilité", self.credibility, ""),
            ("reason", "Motif de la rectification", self.reason, "Obligatoire : il reste affiché à côté du texte."),
        ):
            self.form.add(field, words, widget, hint)
        self.put(plain.label("L’ancien texte reste lisible, barré.", "small", "text_secondary"), 0)
        self.put(arrangement.scroll(arrangement.panel(arrangement.column(self.form, margins=(4, 4, 8, 4)))))
        self.resize(theme.size(520), theme.size(640))
        self.subject.setFocus()

    def submit(self) -> None:
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
        entry = self._entry
        wanted: dict[str, Any] = {
            "subject": (entry.subject, form.value(self.subject)),
            "content": (entry.content, form.value(self.content)),
            "sender": (entry.sender, form.value(self.sender_name)),
            "source": (entry.source, form.value(self.source)),
            "credibility": (entry.credibility, form.value(self.credibility)),
        }
        fields = {name: new for name, (former, new) in wanted.items() if new != former.strip()}
        typed = self.occurred_at.text().strip()
        if typed != _local(entry.occurred_at, self._zone):
            fields["occurred_at"] = times.parse(typed, self._now, self._zone)
        name = self.place.text().strip()
        if name != (entry.place.name if entry.place else ""):
            fields["place"] = self._place(name)
        return fields

    def _place(self, name: str) -> Place | None:
        found = self._places.named(name) if name else ()
        return Place(found[0].code, found[0].name) if len(found) == 1 else Place("", name) if name else None


def _coded(name: str, words: Mapping[str, str], chosen: str) -> QComboBox:
    return form.choice(name, {code: f"{code} · {said}" for code, said in words.items()}, chosen)


def _local(at: int, zone: str) -> str:
    """2026-09-24 02:48, as it may be typed again."""
    return str(rfc3339(at, zone))[:16].replace("T", " ")
