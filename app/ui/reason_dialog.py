"""Bringing entries back to a former step of the triage: where to, and why."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.entries import TRIAGE
from app.core.entry_commands import Triage
from app.core.errors import Refused
from app.ui import form, plain, theme
from app.ui.form import FormDialog
from app.ui.several import do_all
from app.ui.station import Station


class ReasonDialog(FormDialog):
    """`steps` are those offered, in order; the last one is proposed. One step only is not asked."""

    def __init__(
        self, parent: QWidget | None, station: Station, what: str, entries: Sequence[str], steps: Sequence[str]
    ) -> None:
        super().__init__(parent, f"Revenir en arrière : {what}", "Revenir", station.background)
        self._desk, self._entries = station.desk, tuple(entries)
        self.refusals: Sequence[str] = ()
        self.choice = form.choice("Revenir à", {step: TRIAGE[step] for step in steps}, steps[-1])
        self.reason = form.line("Motif")
        if len(steps) > 1:
            self.form.add("step", "Revenir à", self.choice)
        else:
            self.form.add_plain(plain.label(f"Retour à l’étape « {TRIAGE[steps[0]]} ».", wrap=True))
        self.form.add("reason", "Motif", self.reason, "Obligatoire : il reste affiché dans le suivi de l’entrée.")
        self.put(self.form, 0)
        self.reason.returnPressed.connect(self.submit)
        self.resize(theme.size(420), self.sizeHint().height())
        self.reason.setFocus()

    @property
    def step(self) -> str:
        """The step chosen."""
        return str(self.choice.currentData())

    def submit(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.form.refuse(Refused("indiquez le motif.", "reason"))
            return
        step = self.step
        commands = [Triage(entry, step, reason) for entry in self._entries]
        self.run(lambda: do_all(self._desk, commands))

    def done_with(self, outcome: Any) -> None:
        self.refusals = outcome
        self.accept()
