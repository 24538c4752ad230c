"""Deciding on an entry: the decision is an entry of its own, numbered and linked, and what it answers is closed."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.desk import Desk, Done
from app.core.entries import TRIAGE
from app.core.entry import Entry
from app.core.entry_commands import Record, Triage
from app.core.errors import Refused
from app.ui import detail_rows, form, theme
from app.ui.choices import Choices
from app.ui.form import FormDialog
from app.ui.station import Station

FURTHER = ("to_pass_on", "closed")


class DecideDialog(FormDialog):
    """What is decided, what was weighed, and why."""

    def __init__(self, parent: QWidget | None, station: Station, entry: Entry):
        super().__init__(parent, f"Décider : {entry.number}", "Enregistrer la décision", station.background)
        self._station, self._entry = station, entry
        self.subject = form.line("Décision")
        self.options = form.area("Options considérées", lines=4)
        self.rationale = form.area("Motivation", lines=4)
        self.further = Choices({step: f"{TRIAGE[step][:1].upper()}{TRIAGE[step][1:]}" for step in FURTHER})
        self.form.add_layout(detail_rows.line(entry.number, entry.subject))
        self.form.add("subject", "Décision", self.subject, "120 caractères au plus.")
        self.form.add("options", "Options considérées", self.options)
        self.form.add("rationale", "Motivation", self.rationale)
        self.form.add("triage", "Suivi de la décision", self.further)
        what = f"La décision reçoit son numéro et suit {entry.number}, qui passe à « clos »."
        self.form.add_plain(detail_rows.words(what, "small", "text_secondary"))
        self.put_form()
        self.resize(theme.size(520), theme.size(540))

    def submit(self) -> None:
        if not form.value(self.subject):
            self.form.refuse(Refused("écrivez ce qui est décidé.", "subject"))
            return
        if not self.further.chosen:
            self.form.refuse(Refused("dites si la décision est à transmettre.", "triage"))
            return
        entry = self._entry
        record = Record(
            entry.space,
            form.value(self.subject),
            direction="internal",
            sender=self._station.name,
            type="decision",
            place=entry.place,
            priority=entry.priority,
            marking=entry.marking,
            tlp=entry.tlp,
            options=form.value(self.options),
            rationale=form.value(self.rationale),
            triage=self.further.chosen,
            links=(("follows", entry.id),),
        )
        seen = {"triage": entry.fields["triage"].seen} if "triage" in entry.fields else None
        self.run(partial(decide, self._station.desk, record, Triage(entry.id, "closed", seen=seen)))


def decide(desk: Desk, record: Record, closing: Triage) -> Done:
    """Write the decision, then close what it answers; if somebody closed it meanwhile, so much the better."""
    done = desk.do(record)
    try:
        desk.do(closing)
    except Refused:
        return done
    return done
