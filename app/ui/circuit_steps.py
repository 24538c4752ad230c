"""The steps of a circuit of visas, changed one by one: who signs, in which turn, and how long he has."""

from collections.abc import Sequence

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.circuits import AUTHORITY, LONGEST_DEADLINE, Circuit, Step
from app.core.errors import Refused
from app.core.judging import stages
from app.core.organisations import organisations
from app.core.roles import ROLES, may_give_visa
from app.ui import arrangement, controls, form, theme
from app.ui.card_list import Card, CardList
from app.ui.form import Form
from app.ui.organisation_field import OrganisationField

KINDS = {"organisations": "Un visa de chaque organisme", "role": "Un seul visa"}
NEW = "nouvelle étape"
LIST_WIDTH = 300


class StepsEditor(QWidget):
    """`changed` tells that the steps are others. The visa of the authority is final wherever it is last."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[Step] = []
        self._showing = False
        self.list = CardList("Étapes du circuit")
        self.list.chosen.connect(lambda _: self._show())
        self.add = controls.button("Ajouter", self._add, "dense", "Ajouter une étape après celle-ci")
        self.remove = controls.button("Retirer", self._remove, "dense", "Retirer cette étape")
        self.up = controls.button("Monter", lambda: self._move(-1), "dense", "Monter cette étape")
        self.down = controls.button("Descendre", lambda: self._move(1), "dense", "Descendre cette étape")
        self.label = form.line("Nom de l’étape")
        self.kind = form.choice("Combien de visas", KINDS)
        self.roles = {role: QCheckBox(f"{role} — {ROLES[role]}") for role in ROLES if may_give_visa(role)}
        self.organisations = OrganisationField("Organismes", many=True)
        self.deadline = form.line("Échéance", hint="sans échéance")
        self.parallel = QCheckBox("En même temps que l’étape précédente")
        self.after = QCheckBox("Demandé après coup : ne conditionne pas la validation")
        self.form = Form()
        self._lay_out()
        self._connect()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps as they are now."""
        required = [place for place, one in enumerate(self._steps) if not one.after]
        last = required[-1] if required else -1
        return tuple(
            structs.replace(one, final=place == last and one.kind == "role" and set(one.roles) == {AUTHORITY})
            for place, one in enumerate(self._steps)
        )

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these instead, on the first."""
        self._steps = list(steps)
        self._list(steps[0].id if steps else "")

    def _lay_out(self) -> None:
        self.form.add("label", "Nom de l’étape", self.label)
        roles = QWidget()
        roles.setLayout(arrangement.column(*self.roles.values(), spacing=4))
        self.form.add("kind", "Combien de visas", self.kind)
        self.form.add("roles", "Qui peut le donner", roles)
        hint = "Vide : ceux que la crise associe."
        self.form.add("organisations", "Organismes", self.organisations, hint)
        self.form.add("deadline", "Échéance, en minutes", self.deadline, "Comptées dès que le visa est demandé.")
        self.form.add_plain(self.parallel)
        self.form.add_plain(self.after)
        acts = arrangement.row(self.add, self.remove, self.up, self.down, None, spacing=6, margins=(0, 6, 0, 0))
        left = QWidget()
        left.setLayout(arrangement.column(self.list, acts))
        left.setFixedWidth(theme.size(LIST_WIDTH))
        right = arrangement.scroll(arrangement.panel(arrangement.column(self.form, None, margins=(14, 0, 8, 0))))
        row = arrangement.row(left, right, spacing=8)
        row.setStretch(1, 1)
        self.setLayout(row)

    def _connect(self) -> None:
        for line in (self.label, self.organisations, self.deadline):
            line.textEdited.connect(lambda _: self._keep())
        self.kind.currentIndexChanged.connect(lambda _: self._keep())
        for box in (*self.roles.values(), self.parallel, self.after):
            box.toggled.connect(lambda _: self._keep())

    @property
    def _place(self) -> int:
        found = [place for place, one in enumerate(self._steps) if one.id == self.list.current_id]
        return found[0] if found else -1

    def _show(self) -> None:
        """The step the person is on, in the fields."""
        self._showing = True
        place = self._place
        step = self._steps[place] if place >= 0 else None
        self.form.setEnabled(step is not None)
        if step is not None:
            self.label.setText(step.label)
            self.kind.setCurrentIndex(self.kind.findData(step.kind))
            for role, box in self.roles.items():
                box.setChecked(role in step.roles)
            self.organisations.setText(", ".join(organisations().short(code) for code in step.organisations))
            self.deadline.setText(str(step.deadline) if step.deadline else "")
            self.parallel.setChecked(step.parallel)
            self.after.setChecked(step.after)
        self._showing = False
        self.form.forgive()
        self._offer()

    def _offer(self) -> None:
        place, count = self._place, len(self._steps)
        self.form.show_field("organisations", place >= 0 and self._steps[place].kind == "organisations")
        self.parallel.setEnabled(place > 0)
        self.remove.setEnabled(place >= 0 and count > 1)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < count - 1)

    def _keep(self) -> None:
        """What the fields say, in the step."""
        place = self._place
        if self._showing or place < 0:
            return
        self.form.forgive()
        step, kind = self._steps[place], str(self.kind.currentData())
        codes, deadline = step.organisations, step.deadline
        try:
            deadline = minutes(self.deadline.text())
            codes = self.organisations.codes("organisations") if kind == "organisations" else ()
        except Refused as error:
            self.form.refuse(error)
        self._steps[place] = structs.replace(
            step,
            label=self.label.text().strip() or NEW,
            kind=kind,
            roles=tuple(role for role, box in self.roles.items() if box.isChecked()),
            organisations=codes,
            deadline=deadline,
            parallel=self.parallel.isChecked() and place > 0,
            after=self.after.isChecked(),
        )
        self._list(step.id)
        self._offer()

    def _add(self) -> None:
        taken = {one.id for one in self._steps}
        name = next(f"etape-{n}" for n in range(1, 100) if f"etape-{n}" not in taken)
        self._steps.insert(self._place + 1, Step(id=name, label=NEW, kind="role", roles=("CCOM",)))
        self._list(name)
        self._show()
        self.label.setFocus()
        self.label.selectAll()

    def _remove(self) -> None:
        place = self._place
        del self._steps[place]
        self._list(self._steps[max(0, place - 1)].id)
        self._show()

    def _move(self, by: int) -> None:
        place = self._place
        step = self._steps.pop(place)
        self._steps.insert(place + by, step)
        self._list(step.id)
        self._show()

    def _list(self, wanted: str) -> None:
        self.list.show_items([card(place, one) for place, one in enumerate(self.steps, 1)], wanted)
        self.changed.emit()


def minutes(typed: str) -> int:
    """A deadline, 0 for none. Refuses what is no number of minutes, or more than the longest."""
    words = typed.strip()
    if not words:
        return 0
    if not words.isdecimal() or not 0 < int(words[:9]) <= LONGEST_DEADLINE:
        raise Refused(f"un nombre de minutes, {LONGEST_DEADLINE} au plus.", "deadline")
    return int(words)


def card(place: int, step: Step) -> Card:
    """A step as it is listed: its turn, its name, who signs it and within how long."""
    signs = who(step)
    more = [f"échéance {step.deadline} min"] if step.deadline else ["sans échéance"]
    more += ["en parallèle"] * step.parallel + ["après coup"] * step.after + ["visa final"] * step.final
    head = f"{place}. {step.label[:1].upper()}{step.label[1:]}"
    return Card(step.id, head, f"{signs[:1].upper()}{signs[1:]}", ", ".join(more))


def sentence(circuit: Circuit) -> str:
    """What a circuit amounts to, in one sentence: Signent chaque organisme associé, puis le CCOM, enfin le DIR."""
    turns = [[one for one in stage if not one.after] for stage in stages(circuit)]
    required = [" et ".join(who(one) for one in stage) for stage in turns if stage]
    words = ", puis ".join(required[:-1])
    last = required[-1] if required else "personne"
    told = f"Signent {words}, enfin {last}." if words else f"Signe {last}."
    later = [who(one) for one in circuit.steps if one.after]
    return f"{told} Sans attendre : {' et '.join(later)}, après coup." if later else told


def who(step: Step) -> str:
    """Who signs that step: chaque organisme associé; Santé et Intérieur; le CCOM ou le DIR."""
    if step.organisations:
        return " et ".join(organisations().short(code) for code in step.organisations)
    if step.kind == "organisations":
        return "chaque organisme associé"
    return " ou ".join(f"le {role}" for role in step.roles) or "personne"
