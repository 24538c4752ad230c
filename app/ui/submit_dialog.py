"""Sending a version round a circuit: which one, what each means, and what the text still lacks."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.circuits import Circuit, told
from app.core.errors import Refused
from app.core.message_commands import Submit
from app.ui import controls, plain, theme
from app.ui.choices import Choices
from app.ui.form import FormDialog
from app.ui.opened_message import Opened
from app.ui.station import Station

URGENT = (
    "Le CCOM et le DIR suffisent. Les visas des organismes associés sont demandés après coup et restent visibles ; "
    "un visa défavorable donné après coup remet le message à réexaminer."
)


class SubmitDialog(FormDialog):
    """Nothing is chosen in advance when there is a choice. Submitting a text with blanks warns, and does it."""

    def __init__(self, parent: QWidget | None, station: Station, opened: Opened, circuits: Sequence[Circuit]):
        message, version = opened.message, opened.version
        super().__init__(
            parent, f"Soumettre {message.reference} {version.label}", "Soumettre au visa", station.background
        )
        self._station, self._opened = station, opened
        self.circuit = Choices({one.id: one.name[:1].upper() + one.name[1:] for one in circuits})
        for one in circuits:
            words = f"{URGENT}\n{told(one)}" if one.urgent else told(one)
            self.circuit.explain(one.id, words)
        if len(circuits) == 1:
            self.circuit.choose(circuits[0].id)
        for warning in warnings(opened):
            self.form.add_plain(controls.banner("warning", "a_completer", warning))
        what = f"« {version.text.title} ». La version sera jugée par le circuit tel qu’il est maintenant."
        self.form.add_plain(plain.label(what, wrap=True))
        self.form.add("circuit version issuer crisis", "Circuit", self.circuit)
        self.put_form()
        self.resize(theme.size(560), theme.size(480))

    def submit(self) -> None:
        if not self.circuit.chosen:
            self.form.refuse(Refused("choisissez le circuit.", "circuit"))
            return
        command = Submit(self._opened.message.id, self._opened.version.label, self.circuit.chosen)
        self.run(partial(self._station.desk.do, command))


def warnings(opened: Opened) -> list[str]:
    """What one should know before asking for visas; none of it forbids to ask."""
    blanks = opened.message.placeholders
    said = [f"Texte à compléter : {', '.join(blanks)}. Le visa final sera refusé."] if blanks else []
    return [*said, *(f"Contradiction. {one.words}" for one in opened.contradictions)]
