"""The members of a crisis: who holds which role, for whom, since when; added and removed by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.registers.accounts import Person
from app.core.registers.members import AddMember, Member, RemoveMember
from app.core.roles import ROLES, may_manage_members
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, form, plain, theme
from app.ui.dialog import Dialog
from app.ui.form import FormDialog
from app.ui.frame_band import FrameBand
from app.ui.organisation_field import OrganisationField
from app.ui.station import Station
from app.ui.wording import day_and_hour

ROW = 28
HEADS = ("Personne", "Rôle", "Organisme", "Depuis")


@dataclass(frozen=True, slots=True)
class People:
    """Who is in the crisis, and who is known to the service."""

    members: Sequence[Member]
    persons: Sequence[Person]


class MembersDialog(Dialog):
    """The list stays open while members come and go."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow):
        super().__init__(parent)
        self.setWindowTitle(f"Membres : {crisis.title}")
        self._station, self._crisis = station, crisis
        self._people = People((), ())
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(HEADS))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Membres de la crise")
        self.list.currentItemChanged.connect(lambda *_: self._show_reasons())
        self.add = controls.button("Ajouter…", self._add)
        self.remove = controls.button("Retirer…", self._remove)
        self._said = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui empêche d’agir")
        acts = arrangement.row(self.add, self.remove, None, controls.button("Fermer", self.accept))
        band = FrameBand()
        band.show_frame(crisis.frame)
        self.setLayout(
            arrangement.column(
                band,
                arrangement.panel(
                    arrangement.column(
                        plain.label(f"Membres · {crisis.title}", "page_title", wrap=True),
                        self.list,
                        spacing=8,
                        margins=(20, 14, 20, 12),
                    )
                ),
                controls.rule("rule_strong"),
                arrangement.panel(
                    arrangement.column(acts, self._said, spacing=6, margins=(20, 9, 20, 10)),
                    "window",
                ),
            )
        )
        self.resize(theme.size(720), theme.size(460))
        station.background.changed.connect(self._changed)
        self._read()

    def _read(self) -> None:
        self._station.background.read(partial(_people, self._station.reading, self._crisis.id), self._show)

    def _changed(self, changes: Changes) -> None:
        if changes.members or self._crisis.id in changes.spaces:
            self._read()

    def _show(self, people: People) -> None:
        self._people = people
        chosen = self._chosen()
        self.list.clear()
        for member in people.members:
            where = organisations().short(member.organisation) if member.organisation else ""
            role = f"{member.role}, {ROLES.get(member.role, '')}"
            item = QTreeWidgetItem([member.name, role, where, day_and_hour(member.since, self._crisis.zone)])
            item.setData(0, Qt.ItemDataRole.UserRole, member.person)
            item.setSizeHint(len(HEADS) - 1, QSize(0, theme.size(ROW)))
            self.list.addTopLevelItem(item)
            if member.person == chosen:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        arrangement.fit_columns(self.list)
        self._show_reasons()

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _show_reasons(self) -> None:
        why_not = ""
        if not self._crisis.open:
            why_not = "La crise est close."
        elif not any(may_manage_members(role) for role in self._crisis.role.split(", ")):
            why_not = f"Le rôle {self._crisis.role} ne permet pas d’ajouter ni de retirer un membre."
        nobody = "" if self._chosen() else "Retirer : choisissez une personne."
        self.add.setEnabled(not why_not)
        self.remove.setEnabled(not why_not and not nobody)
        self._said.setText(why_not or nobody)
        self._said.setVisible(bool(why_not or nobody))

    def _add(self) -> None:
        AddMemberDialog(self, self._station, self._crisis, self._people.persons).exec()

    def _remove(self) -> None:
        found = [member for member in self._people.members if member.person == self._chosen()]
        if found:
            RemoveMemberDialog(self, self._station, self._crisis, found[0]).exec()


class AddMemberDialog(FormDialog):
    """Gives a person a role in the crisis."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, persons: Sequence[Person]):
        super().__init__(parent, "Ajouter un membre", "Ajouter", station.background)
        self._station, self._crisis = station, crisis
        self.show_frame(crisis.frame)
        known = organisations()
        named = {one.id: f"{one.name}, {known.short(one.organisation)}" for one in persons}
        self.person = form.choice("Personne", named, nothing="Choisir la personne…")
        roles = {code: f"{code}, {words}" for code, words in ROLES.items()}
        self.role = form.choice("Rôle", roles, nothing="Choisir le rôle…")
        self.organisation = OrganisationField("Organisme")
        self.form.add("person", "Personne", self.person)
        self.form.add("role", "Rôle dans cette crise", self.role)
        self.form.add("organisation", "Organisme", self.organisation, "Vide : le sien.")
        note = "Il recevra toute l’histoire de cette crise."
        self.form.add_plain(plain.label(note, "small", "text_secondary", wrap=True))
        self.put_form()
        self.resize(theme.size(480), theme.size(380))

    def submit(self) -> None:
        try:
            if not form.value(self.person):
                raise Refused("choisissez une personne.", "person")
            if not form.value(self.role):
                raise Refused("choisissez un rôle.", "role")
            organisation = self.organisation.code("organisation")
        except Refused as error:
            self.form.refuse(error)
            return
        command = AddMember(self._crisis.id, form.value(self.person), form.value(self.role), organisation)
        self.run(partial(self._station.desk.do, command))


class RemoveMemberDialog(FormDialog):
    """Takes a person out of the crisis; what he wrote until now stays and counts."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, member: Member):
        super().__init__(parent, f"Retirer {member.name}", "Retirer de la crise", station.background)
        self._station, self._crisis, self._member = station, crisis, member
        self.show_frame(crisis.frame)
        self.reason = form.line("Motif")
        note = "Il ne recevra plus rien de cette crise. Ce qu’il a écrit jusqu’ici reste et compte."
        self.form.add_plain(plain.label(note, wrap=True))
        self.form.add("reason", "Motif", self.reason)
        self.put_form()
        self.resize(theme.size(460), theme.size(260))

    def submit(self) -> None:
        if not form.value(self.reason):
            self.form.refuse(Refused("indiquez le motif.", "reason"))
            return
        command = RemoveMember(self._crisis.id, self._member.person, form.value(self.reason))
        self.run(partial(self._station.desk.do, command))


def _people(reading: Reading, space: str) -> People:
    return People(reading.members(space), reading.persons())
