"""The circuits of visas of a crisis: who must sign before a text is « bon à diffuser », and what a change undoes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core import circuits
from app.core.circuits import Circuit, Regime
from app.core.errors import Refused
from app.core.message_commands import SetCircuit
from app.core.registers.members import SETS_CIRCUITS
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow, MessageRow
from app.ui import arrangement, controls, form, plain, theme
from app.ui.circuit_steps import StepsEditor, sentence
from app.ui.form import FormDialog
from app.ui.state_words import when
from app.ui.station import Station
from app.ui.wording import number

READ_ONLY = f"Seul le chef de la cellule communication ({SETS_CIRCUITS}) change un circuit de visas."
VALIDATED = "Ce qui est validé le reste."


@dataclass(frozen=True, slots=True)
class Known:
    """The circuits of a crisis by name, each as it was set (nothing: that of the house), and its messages. `now`: the
    hour of the server."""

    regimes: Mapping[str, tuple[Regime, ...]]
    rows: Sequence[MessageRow]
    heads: bool  # the person at the desk may change them
    now: int

    def of(self, name: str) -> tuple[Circuit, ...]:
        """The circuits in force under that name: several when they were set apart."""
        return circuits.in_force(self.regimes[name], name)


class CircuitDialog(FormDialog):
    """For the head of the cell to change, for the others to read."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow):
        super().__init__(parent, "Circuits de visas", "Régler pour cette crise", station.background)
        self._station, self._crisis = station, crisis
        self._known: Known | None = None
        self.show_frame(crisis.frame)
        self.which = form.choice("Circuit", {one.id: _title(one.name) for one in circuits.house()})
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self.origin = plain.label("", "small", "text_secondary", wrap=True, name="D’où vient ce circuit")
        self._apart = QVBoxLayout()
        self._apart.setContentsMargins(0, 0, 0, 0)
        self._apart.setSpacing(6)
        self._started = False  # one of those set apart was chosen to start from
        self.editor = StepsEditor()
        self.editor.changed.connect(self._judge)
        self.said = plain.label("", "strong", wrap=True, name="Ce que ce circuit demande")
        self.read_steps = plain.label("", "body", wrap=True, name="Étapes")
        self.voided = plain.label("", "small", "warning", wrap=True, name="Ce qui tombe")
        self.refused = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self.form.add("which", "Circuit", self.which)
        self.put(self.form, 0)
        self.put(self.origin, 0)
        self._banners = arrangement.panel(self._apart)
        self.put(self._banners, 0)
        self.put(self.read_steps, 0)
        self.put(arrangement.panel(arrangement.column(self.editor)))  # keeps its room when it is hidden
        for widget in (self.said, self.refused, self.voided):
            self.put(widget, 0)
        self.act.setEnabled(False)
        self.resize(theme.size(880), theme.size(680))
        station.background.changed.connect(lambda _: self._read(again=True))
        self._read()

    @property
    def name(self) -> str:
        """The circuit shown, by its code."""
        return str(self.which.currentData())

    def circuit(self) -> Circuit:
        """The circuit as it is written in the dialog. Raises Refused when it could not validate safely."""
        steps = self.editor.steps
        unsigned = next((one for one in steps if not one.roles), None)
        if unsigned is not None:
            raise Refused(f"Dites qui peut donner « {unsigned.label} ».", "circuit")
        of_the_house = circuits.load(self.name)
        known = self._known.of(self.name)[0] if self._known else of_the_house
        made = Circuit(known.id, known.name, steps, of_the_house.urgent, of_the_house.joint)
        return circuits.from_plain(circuits.plain(made))

    def submit(self) -> None:
        try:
            command = SetCircuit(self._crisis.id, self.circuit())
        except Refused as error:
            self.form.refuse(error)
            return
        self.run(partial(self._station.desk.do, command))

    def done_with(self, outcome: Any) -> None:
        """The dialog stays: there are several circuits."""
        self._read()

    def _read(self, again: bool = False) -> None:
        reading, space = self._station.reading, self._crisis.id
        self._station.background.read(partial(_known, reading, space), self._refresh if again else self._begin)

    def _begin(self, known: Known) -> None:
        self._known = known
        self._act.setVisible(known.heads)
        self.read_steps.setVisible(not known.heads)
        self._cancel.setText("Fermer")
        self._show()

    def _refresh(self, known: Known) -> None:
        """Something came in: what was being written stays, and what changed under it is said."""
        former, self._known = self._known, known
        if former is None or former.heads != known.heads or not known.heads or self._is_written(known):
            self._begin(known)
            return
        self._tell_origin()
        if former.regimes[self.name] != known.regimes[self.name] and len(known.regimes[self.name]) == 1:
            last = known.regimes[self.name][0]
            words = f"{last.person} vient de régler ce circuit : {sentence(last.circuit)} Le vôtre le remplacerait."
            self._apart.addWidget(controls.banner("warning", "deux_valeurs", words))
            self._banners.show()
        self._judge()

    def _is_written(self, known: Known) -> bool:
        """Whether the circuit in force is the very one in the dialog: mine was recorded, or nothing changed."""
        found = known.of(self.name)
        try:
            return len(found) == 1 and circuits.fingerprint(found[0]) == circuits.fingerprint(self.circuit())
        except Refused:
            return False

    def _show(self) -> None:
        """The circuit chosen, as it is in force."""
        if self._known is None:
            return
        found = self._known.of(self.name)
        self._tell_origin()
        self._started = len(found) == 1
        self.editor.show_steps(found[0].steps)
        self.read_steps.setText(circuits.told(found[0]) if self._started else "")
        self._judge()

    def _tell_origin(self) -> None:
        """Who set it, and when; each of those set apart, to start from."""
        assert self._known is not None
        arrangement.clear(self._apart)
        regimes = self._known.regimes[self.name]
        self._banners.setVisible(len(self._known.of(self.name)) > 1)
        if not regimes:
            self.origin.setText("Circuit de la maison : personne ne l’a changé pour cette crise.")
        elif len(self._known.of(self.name)) == 1:
            at = when(regimes[-1].at, self._known.now, self._crisis.zone)
            self.origin.setText(f"Réglé pour cette crise par {regimes[-1].person}, {at}.")
        else:
            self.origin.setText(
                "Deux circuits écrits séparément : aucun texte ne part en visa avant que le CCOM choisisse."
            )
            for one in regimes:
                at = when(one.at, self._known.now, self._crisis.zone)
                words = f"{one.person}, {at}. {sentence(one.circuit)}"
                start = partial(self._start_from, one.circuit)
                taken = [controls.button("Partir de celui-ci", start, "dense")] if self._known.heads else []
                self._apart.addWidget(controls.banner("warning", "deux_valeurs", words, *taken))

    def _start_from(self, circuit: Circuit) -> None:
        self._started = True
        self.editor.show_steps(circuit.steps)
        self._judge()

    def _judge(self) -> None:
        """Say what the steps written amount to, why they are refused, and what recording them would undo."""
        known = self._known
        if known is None:
            return
        self.refused.hide()
        self.voided.hide()
        self.editor.setVisible(known.heads and self._started)
        if not known.heads:
            self.voided.setText(READ_ONLY)
            self.voided.show()
        if not self._started:
            self.said.setText("")
            self.act.setEnabled(False)
            return
        try:
            circuit = self.circuit() if known.heads else known.of(self.name)[0]
        except Refused as error:
            self.said.setText("")
            self.refused.setText(str(error))
            self.refused.show()
            self.act.setEnabled(False)
            return
        self.said.setText(sentence(circuit))
        if not known.heads:
            return
        found = known.of(self.name)
        same = len(found) == 1 and circuits.fingerprint(found[0]) == circuits.fingerprint(circuit)
        self.act.setEnabled(not same)
        if not same:
            self.voided.setText(undone(known.rows, self.name))
            self.voided.show()


def undone(rows: Sequence[MessageRow], name: str) -> str:
    """What a change of that circuit undoes, message by message."""
    falling = sorted(row.reference for row in rows if row.under == name)
    if not falling:
        return f"Aucun texte n’est en visa sous ce circuit : aucun visa ne tombe. {VALIDATED}"
    texts = number(len(falling), "texte est", "textes sont")
    whose = "ses" if len(falling) == 1 else "leurs"
    return f"{texts} à soumettre à nouveau, {whose} visas tombent : {', '.join(falling)}. {VALIDATED}"


def _known(reading: Reading, space: str) -> Known:
    me = reading.me().person
    roles = {one.role for one in reading.members(space) if one.person == me}
    regimes = {one.id: reading.regimes(space, one.id) for one in circuits.house()}
    return Known(regimes, reading.messages(space), SETS_CIRCUITS in roles, reading.server_time().now)


def _title(words: str) -> str:
    return words[:1].upper() + words[1:]
