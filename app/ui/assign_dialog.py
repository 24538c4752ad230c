"""Saying who deals with entries, and before when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.clock import Clock
from app.core.entries import Assignee
from app.core.entry_commands import Assign
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import form, hours, theme, wording
from app.ui.form import FormDialog
from app.ui.several import do_all
from app.ui.station import Station

NOBODY = "Personne"
UNKNOWN = "Choisissez une personne ou un organisme."


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom an entry may be given to: the members by name, then the organisations at work in the crisis."""

    persons: tuple[tuple[Assignee, str], ...]  # with the words shown
    organisations: tuple[tuple[Assignee, str], ...]


def circle(reading: Reading, space: str) -> Circle:
    """Those of that crisis. Runs on the reader's thread."""
    known, crisis = organisations(), reading.crisis(space)
    members = sorted(reading.members(space), key=lambda member: (member.name, member.person))
    persons: dict[str, tuple[Assignee, str]] = {}
    for member in members:
        where = known.short(member.organisation) if member.organisation else ""
        words = ", ".join(filter(None, (member.name, member.role, where)))
        persons.setdefault(member.person, (Assignee(member.person, "", member.name), words))
    codes = dict.fromkeys((*(member.organisation for member in members), crisis.lead, *crisis.associated))
    named = [(Assignee("", code, known.short(code)), known.short(code)) for code in codes if code]
    return Circle(tuple(persons.values()), tuple(named))


class AssignDialog(FormDialog):
    """The same person and the same due time for all the entries. The due time is typed like an hour: 04:30."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow,
        entry_ids: Sequence[str],
        now: Callable[[], int] | None = None,
    ) -> None:
        many = f" {wording.number(len(entry_ids), 'entrée')}" if len(entry_ids) > 1 else " l’entrée"
        super().__init__(parent, f"Attribuer{many}", "Attribuer", station.background)
        self.show_frame(crisis.frame)
        self._station, self._crisis, self._entries = station, crisis, tuple(entry_ids)
        self._now = now or Clock().now
        self._offered: list[Assignee | None] = []
        self.words = ""
        self.refusals: Sequence[str] = ()
        self.person = form.choice("Personne ou organisme", {}, None)
        self.due = form.line("À faire avant", hint="04:30")
        hint = "04:30 est la prochaine ; 30 min, ou 2026-09-24 04:30. Vide : sans échéance."
        self.form.add("assigned to", "Attribuer à", self.person)
        self.form.add("due", "À faire avant", self.due, hint)
        self.put(self.form, 0)
        self.act.setEnabled(False)
        self.due.returnPressed.connect(self.submit)
        self.resize(theme.size(440), self.sizeHint().height())
        reading = station.reading
        station.background.read(lambda: circle(reading, crisis.id), self._offer)

    def submit(self) -> None:
        if not self.act.isEnabled():
            return
        place = self.person.currentData()
        if not isinstance(place, int):
            self.form.refuse(Refused(UNKNOWN, "assigned"))
            return
        now, zone = self._now(), self._crisis.zone
        try:
            due = hours.to_come(self.due.text(), now, zone)
        except Refused as refused:
            self.form.refuse(refused)
            return
        to = self._offered[place]
        before = f", {hours.before(due, now, zone)}" if due else ""
        given = "attribuées" if len(self._entries) > 1 else "attribuée"
        self.words = f"{given} à {to.name if to else 'personne'}{before}"
        commands = [Assign(entry, to, due) for entry in self._entries]
        self.run(lambda: do_all(self._station.desk, commands))

    def done_with(self, outcome: Any) -> None:
        self.refusals = outcome
        self.accept()

    def _offer(self, found: Circle) -> None:
        self._offered = [one for one, _ in (*found.persons, *found.organisations)]
        self.person.addItem("—", "")
        for place, (_, words) in enumerate((*found.persons, *found.organisations)):
            if place == len(found.persons):
                self.person.insertSeparator(self.person.count())
            self.person.addItem(words, place)
        self.person.insertSeparator(self.person.count())
        self.person.addItem(NOBODY, len(self._offered))
        self._offered.append(None)
        self.act.setEnabled(True)
        self.person.setFocus()
