"""Who works with Diapason, and on which workstations: administrators invite persons and revoke workstations here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.roles import ROLES
from app.core.store.people import PersonRow, WorkstationRow
from app.ui import arrangement, controls, form, plain, theme
from app.ui.code_dialog import CodeDialog
from app.ui.dialog import Dialog
from app.ui.form import FormDialog
from app.ui.organisation_field import OrganisationField
from app.ui.station import Station
from app.ui.wording import day_and_hour

ROW = 28
HEADS = ("Personne", "Organisme", "Rôle habituel", "Poste", "État")
ZONE = "Europe/Paris"  # accounts belong to no crisis
NEW = "Une personne nouvelle"
HANDED = "Je l’ai copié ou imprimé pour le remettre."
WARNING = (
    "Ce que le serveur a reçu de ce poste reste et compte. Ce qu’il écrirait encore ne comptera plus, et ce qu’il "
    "n’avait pas envoyé est perdu pour les autres. Une révocation ne se reprend pas : la personne pourra être "
    "invitée sur un autre poste."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An invitation asked for. `person` is the id of somebody known, who gets one more workstation."""

    name: str
    organisation: str
    role: str
    person: str = ""


Invite = Callable[[Wanted], str]
Revoke = Callable[[str, str], object]


class PeopleDialog(Dialog):
    """`invite` gives the code to hand over; `revoke` takes a workstation's id and a reason. Both are called off the
    window's thread, and raise Refused or Unavailable."""

    def __init__(self, parent: QWidget | None, station: Station, invite: Invite, revoke: Revoke):
        super().__init__(parent)
        self.setWindowTitle("Postes et personnes")
        self._station, self._invite_by, self._revoke_by = station, invite, revoke
        self._people: Sequence[PersonRow] = ()
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(HEADS))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Postes et personnes")
        self.list.currentItemChanged.connect(lambda *_: self._show_reasons())
        self.invite = controls.button("Inviter…", self._invite, "primary")
        self.revoke = controls.button("Révoquer le poste…", self._revoke)
        self._said = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui empêche d’agir")
        self._count = plain.label("", "small", "text_tertiary")
        head = arrangement.row(plain.label("Postes et personnes", "page_title"), self._count, None)
        acts = arrangement.row(self.invite, self.revoke, None, controls.button("Fermer", self.accept))
        inside = arrangement.column(head, self.list, spacing=8, margins=(20, 14, 20, 12))
        foot = arrangement.column(acts, self._said, spacing=6, margins=(20, 9, 20, 10))
        self.setLayout(
            arrangement.column(
                arrangement.panel(inside), controls.rule("rule_strong"), arrangement.panel(foot, "window")
            )
        )
        self.resize(theme.size(820), theme.size(480))
        station.background.changed.connect(self._changed)
        self._read()

    def _read(self) -> None:
        self._station.background.read(self._station.reading.people, self._show)

    def _changed(self, changes: Changes) -> None:
        if changes.members:
            self._read()

    def _show(self, people: Sequence[PersonRow]) -> None:
        chosen = self._chosen()
        self._people = people
        self.list.clear()
        for person in people:
            for workstation in person.workstations or (None,):
                item = self._item(person, workstation)
                self.list.addTopLevelItem(item)
                if workstation is not None and workstation.id == chosen:
                    self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        arrangement.fit_columns(self.list)
        count = sum(not one.revoked for person in people for one in person.workstations)
        self._count.setText(f"{len(people)} {'personnes' if len(people) > 1 else 'personne'} · {count} en service")
        self._show_reasons()

    def _item(self, person: PersonRow, workstation: WorkstationRow | None) -> QTreeWidgetItem:
        where = organisations().short(person.organisation) if person.organisation else ""
        role = f"{person.role}, {ROLES.get(person.role, '')}"
        prefix = workstation.prefix if workstation else "—"
        item = QTreeWidgetItem(
            [person.name or "Premier administrateur", where, role, prefix, _state(person, workstation)]
        )
        item.setData(0, Qt.ItemDataRole.UserRole, workstation.id if workstation else "")
        item.setSizeHint(len(HEADS) - 1, QSize(0, theme.size(ROW)))
        if workstation is None or workstation.revoked:
            for column in range(len(HEADS)):
                item.setForeground(column, theme.current().text_tertiary)
        return item

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _target(self) -> tuple[PersonRow, WorkstationRow] | None:
        chosen = self._chosen()
        return next(((person, one) for person in self._people for one in person.workstations if one.id == chosen), None)

    def _show_reasons(self) -> None:
        target = self._target()
        why_not = ""
        if target is None:
            why_not = "Révoquer : choisissez un poste inscrit."
        elif target[1].revoked:
            why_not = "Révoquer : ce poste est déjà révoqué."
        elif target[1].prefix == self._station.prefix:
            why_not = "Révoquer : c’est ce poste-ci. Un autre administrateur le fait."
        self.revoke.setEnabled(not why_not)
        plain.tip(self.revoke, why_not)
        self._said.setText(why_not)
        self._said.setVisible(bool(why_not))

    def _invite(self) -> None:
        InviteDialog(self, self._station, self._people, self._invite_by).exec()

    def _revoke(self) -> None:
        target = self._target()
        if target is not None:
            RevokeDialog(self, self._station, *target, self._revoke_by).exec()


class InviteDialog(FormDialog):
    """Invites a person, or a known one on one more workstation. `code` is what to hand over once it was made."""

    def __init__(self, parent: QWidget | None, station: Station, people: Sequence[PersonRow], invite: Invite):
        super().__init__(parent, "Inviter", "Faire l’invitation", station.background)
        self._invite, self._known = invite, {one.id: one for one in people if one.name}
        self.code = ""
        named = {one.id: f"{one.name}, {organisations().short(one.organisation)}" for one in self._known.values()}
        self.person = form.choice("Pour", named, nothing=NEW)
        self.person.currentIndexChanged.connect(lambda _: self._show_fields())
        self.name = form.line("Nom", hint="Prénom Nom")
        self.organisation = OrganisationField("Organisme")
        roles = {code: f"{code}, {words}" for code, words in ROLES.items()}
        self.role = form.choice("Rôle habituel", roles, nothing="Choisir le rôle…")
        self.form.add("person", "Pour", self.person, "Une personne connue reçoit un poste de plus.")
        self.form.add("name", "Nom", self.name)
        self.form.add("organisation", "Organisme", self.organisation)
        hint = "Ce qu’il peut faire dans une crise vient du rôle qu’il y reçoit."
        self.form.add("role", "Rôle habituel", self.role, hint)
        self.put_form()
        self.resize(theme.size(480), theme.size(430))
        self.name.setFocus()

    def submit(self) -> None:
        try:
            wanted = self.wanted()
        except Refused as error:
            self.form.refuse(error)
            return
        self.run(partial(self._invite, wanted))

    def wanted(self) -> Wanted:
        """What is in the fields. Refuses what is missing."""
        known = self._known.get(form.value(self.person))
        if known is not None:
            return Wanted(known.name, known.organisation, known.role, known.id)
        if not form.value(self.name):
            raise Refused("écrivez le nom de la personne.", "name")
        organisation = self.organisation.code("organisation")
        if not organisation:
            raise Refused("désignez son organisme.", "organisation")
        if not form.value(self.role):
            raise Refused("choisissez son rôle habituel.", "role")
        return Wanted(form.value(self.name), organisation, form.value(self.role))

    def done_with(self, outcome: object) -> None:
        self.code = str(outcome)
        InvitationDialog(self, self.code, self.wanted().name).exec()
        self.accept()

    def _show_fields(self) -> None:
        new = not form.value(self.person)
        for field in ("name", "organisation", "role"):
            self.form.show_field(field, new)


class InvitationDialog(CodeDialog):
    """The code of an invitation, once."""

    def __init__(self, parent: QWidget | None, code: str, name: str):
        words = (
            f"Remettez ce code à {name}, en main propre ou par un canal sûr : il sert une fois, pendant trente jours, "
            "et n’est gardé nulle part. Il vaut dès que ce poste a échangé avec le serveur."
        )
        sheet = f"Diapason, invitation : {name}"
        super().__init__(parent, f"Invitation : {name}", words, code, HANDED, "Fermer", sheet)


class RevokeDialog(FormDialog):
    """Revokes a workstation: it says what follows, and asks why."""

    def __init__(
        self, parent: QWidget | None, station: Station, person: PersonRow, workstation: WorkstationRow, revoke: Revoke
    ):
        super().__init__(parent, f"Révoquer {workstation.prefix}", "Révoquer le poste", station.background)
        self._revoke, self._workstation = revoke, workstation
        plain.mark(self.act, "look", "danger")
        self.act.setDefault(False)
        self.reason = form.line("Motif", hint="Poste perdu dans un train")
        who = f"Poste {workstation.prefix} de {person.name}, inscrit le {day_and_hour(workstation.enrolled_at, ZONE)}."
        self.form.add_plain(plain.label(who, "strong", wrap=True))
        self.form.add_plain(plain.label(WARNING, wrap=True))
        self.form.add("reason", "Motif", self.reason, "Il reste écrit et signé à votre nom. Le serveur est nécessaire.")
        self.put_form()
        self.resize(theme.size(500), theme.size(330))
        self.reason.setFocus()

    def submit(self) -> None:
        if not form.value(self.reason):
            self.form.refuse(Refused("indiquez le motif.", "reason"))
            return
        self.run(partial(self._revoke, self._workstation.id, form.value(self.reason)))


def _state(person: PersonRow, workstation: WorkstationRow | None) -> str:
    if workstation is not None:
        since = day_and_hour(workstation.enrolled_at, ZONE)
        return f"révoqué, inscrit {since}" if workstation.revoked else f"inscrit {since}"
    if person.invited_until is not None:
        return f"invité, jusqu’au {day_and_hour(person.invited_until, ZONE)}"
    return "invitation expirée"
