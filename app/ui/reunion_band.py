"""Two crises for one event: what looks so is proposed above the pages, and what was reunited says where one writes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame

from app.core.registers.crisis import JOINERS
from app.core.store.crisis_reading import Reunion, Twins
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, plain, theme
from app.ui.wording import day_and_hour, number, person

BESIDE = 900  # pixels at 100 % from which the acts stand beside the words
QUESTION = "Deux crises pour un même événement ?"
KEPT = "Ce qui est ici garde ses numéros et se lit dans l’une et l’autre ; ce qui est nouveau s’écrit là-bas."


class ReunionBand(QFrame):
    """Asks nothing by itself, and takes no room when there is nothing to say. Crises are told by their ids."""

    joining_wanted = Signal(str, str)  # the two crises, the one in which one would write last
    distinct = Signal(str, str)
    separating_wanted = Signal(str)
    crisis_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._title = plain.label("", "small_bold", wrap=True)
        self._why = plain.label("", "small", "text_secondary", wrap=True)
        words = arrangement.column(self._title, self._why, spacing=1)
        said = arrangement.row(controls.Sign("deux_valeurs", "", "info"), words, spacing=6)
        said.setStretch(1, 1)
        self._press: dict[str, Callable[[], object]] = {}
        self.join = controls.button("Réunir…", lambda: self._do("join"), "dense")
        self.apart = controls.button("Ce sont deux crises", lambda: self._do("apart"), "dense")
        self.go = controls.button("Voir l’autre crise", lambda: self._do("go"), "dense")
        self.separate = controls.button("Séparer…", lambda: self._do("separate"), "dense")
        acts = arrangement.row(self.join, self.apart, self.go, self.separate, spacing=8)
        acts.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._row = arrangement.row(said, acts, spacing=10, margins=(16, 6, 16, 6))
        self._row.setStretch(0, 1)
        self.setLayout(arrangement.column(self._row, controls.rule("rule_strong")))
        self.hide()

    def show_crisis(self, crisis: CrisisRow | None, twins: Sequence[Twins], reunion: Reunion | None) -> None:
        """Say what concerns the crisis on screen: what it is joined to, or the first crisis that looks like it."""
        pair = next((one for one in twins if one.mine and crisis and crisis.id in (one.first.id, one.second.id)), None)
        if crisis is None or (reunion is None and pair is None):
            self.hide()
            return
        offered = self._of_reunion(reunion) if reunion else self._of_pair(crisis, pair) if pair else {}
        self._press = offered
        for name, act in (("join", self.join), ("apart", self.apart), ("go", self.go), ("separate", self.separate)):
            act.setVisible(name in offered)
        self.setAccessibleName(f"{self._title.text()} {self._why.text()}")
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() >= theme.size(BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def _of_pair(self, crisis: CrisisRow, pair: Twins) -> dict[str, Callable[[], object]]:
        other = pair.second if crisis.id == pair.first.id else pair.first
        self._title.setText(QUESTION)
        self._why.setText(f"Celle-ci et « {other.title} » ({other.code}) : {', '.join(pair.reasons)}.")
        self.join.setAccessibleName(f"Réunir ces deux crises : celle-ci et {other.code}")
        return {
            "join": lambda: self.joining_wanted.emit(pair.second.id, pair.first.id),
            "apart": lambda: self.distinct.emit(pair.first.id, pair.second.id),
        }

    def _of_reunion(self, reunion: Reunion) -> dict[str, Callable[[], object]]:
        first, crisis = reunion.first, reunion.crisis
        title = f" « {first.title} »" if first else ""
        self._title.setText(f"Cette crise est réunie à {crisis.joined_to}{title}")
        by, at = person(reunion.joining.by), day_and_hour(reunion.joining.at, crisis.zone)
        reason = f" : {reunion.joining.reason}" if reunion.joining.reason else ""
        said = [f"Par {by}, {at}{reason}.", KEPT]
        if first is None:
            said.append(f"Vous n’êtes pas membre de {crisis.joined_to} : demandez-le à un responsable.")
        if reunion.left_out:
            said.append(left_out(reunion))
        self._why.setText(" ".join(said))
        self.go.setText(plain.without_mnemonic(f"Voir {crisis.joined_to}"))
        self.go.setAccessibleName(f"Voir la crise {crisis.joined_to}")
        offered: dict[str, Callable[[], object]] = {}
        if first is not None:
            offered["go"] = lambda: self.crisis_wanted.emit(first.id)
        if not JOINERS.isdisjoint(crisis.role.split(", ")):
            offered["separate"] = lambda: self.separating_wanted.emit(crisis.id)
        return offered

    def _do(self, act: str) -> None:
        if act in self._press:
            self._press[act]()


def left_out(reunion: Reunion) -> str:
    """Who is still missing in one of the two, and where to ask."""
    missing = [f"{member.name} dans {code}" for code, member in reunion.left_out]
    count = number(len(missing), "personne n’a pas pu être ajoutée", "personnes n’ont pas pu être ajoutées")
    return f"{count} : {', '.join(missing)}. Demandez-le à un responsable de cette crise."
