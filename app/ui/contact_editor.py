"""Writing a contact: a new one, a copy for an exercise, or corrections of the fields a person changed and no other."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import Refused
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.private import AddPrivate, EditPrivate
from app.core.roles import OBSERVER
from app.core.store.rows import CrisisRow
from app.ui import contact_rules, form, plain, theme
from app.ui.contact_opening import Opened
from app.ui.contact_parts import Parts
from app.ui.form import FormDialog
from app.ui.number_row import NumberRow
from app.ui.station import Station

SHARED, OWN = "shared", "own"
KEPT_APART = ("uid", "dila_id", "retired", "purge_on")  # a copy is not what these name


@dataclass(frozen=True, slots=True)
class Writing:
    """What is about to be written. `private`: (number, usage) of the new private ones; `removed`: private records."""

    command: AddContact | EditContact | None
    contact: str
    private: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The contact (id), and why some private number was not written, if so."""

    contact: str
    refused: str = ""


class ContactEditor(FormDialog):
    """Adds a contact, or corrects that of `opened`: what was in the fields when it opened is what is replaced. `copy`:
    a contact of its own is made of it, in the crisis."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow | None = None,
        opened: Opened | None = None,
        *,
        copy: bool = False,
        role: str = "",
    ):
        contact = opened.contact if opened else None
        title = f"Corriger : {contact.name}" if contact and not copy else "Nouveau contact"
        super().__init__(parent, title, "Enregistrer", station.background)
        self._station, self._crisis = station, crisis
        self._contact = None if copy else contact
        self.written = ""
        self._before = {name: field.settled for name, field in contact.fields.items()} if contact else {}
        if copy:
            self._before = {name: value for name, value in self._before.items() if name not in KEPT_APART}
        self._first = {} if self._contact is None else self._before
        if crisis is not None:
            self.show_frame(crisis.frame)
        self._lay_out_where(role)
        may_be_private = station.role != OBSERVER
        self.parts = Parts(self.form, station, crisis.id if crisis else "", self._before, opened, may_be_private)
        self.put_form()
        self.parts.kind.currentIndexChanged.connect(lambda _: self.parts.show_kind())
        self.parts.show_kind()
        self.resize(theme.size(640), theme.size(760))

    def showEvent(self, event: QShowEvent) -> None:
        """What is corrected, nearly always, is the number: one types it at once."""
        super().showEvent(event)
        if self._contact is not None and self.phones and not event.spontaneous():
            name, row = next(iter(self.phones.items()))
            row.setFocus()
            row.number.selectAll()
            QTimer.singleShot(0, self.form, partial(self.form.show_place, name))  # once the form has its height

    @property
    def kind(self) -> Any:
        return self.parts.kind

    @property
    def fields(self) -> Mapping[str, QLineEdit]:
        return self.parts.lines

    @property
    def phones(self) -> Mapping[str, NumberRow]:
        return self.parts.phones

    @property
    def emails(self) -> Mapping[str, QLineEdit]:
        return self.parts.emails

    def submit(self) -> None:
        try:
            writing = self._writing()
        except Refused as error:
            self.form.refuse(error)
            return
        self.run(partial(write, self._station, writing))

    def done_with(self, outcome: Outcome) -> None:
        self.written = outcome.contact
        if not outcome.refused:
            self.accept()
            return
        said = f"La fiche est enregistrée, mais pas son numéro privé : {outcome.refused}"
        self.form.refuse(Refused(said, next(iter(self.phones), "")))
        self.act.setEnabled(False)
        self._cancel.setText("Fermer")

    def changed(self) -> dict[str, Any]:
        """The fields whose value is no longer the one that was there, as the register takes them."""
        changed = {
            name: value
            for name, value in self.parts.values().items()
            if value != (self._first.get(name) or type(value)())
        }
        for name, row in self.phones.items():
            value = row.value(name)
            if value != self._first.get(name):
                changed[name] = value
        for name, line in self.emails.items():
            if form.value(line) != (self._first.get(name) or ""):
                changed[name] = form.value(line) or None
        return changed

    def add_phone(self) -> None:
        self.parts.add_phone()

    def add_email(self) -> None:
        self.parts.add_email()

    @property
    def _is_own(self) -> bool:
        """Whether it goes to the crisis alone."""
        if self._contact is not None:
            return not contact_rules.is_shared(self._contact, self._crisis)
        return contact_rules.only_in_crisis(self._crisis) or self.where.currentData() == OWN

    def _writing(self) -> Writing:
        fields = self.changed()
        hidden = [(name, row.hidden(name)) for name, row in self.phones.items()]
        private = [(name, found) for name, found in hidden if found[0]]
        why_not = contact_rules.why_not_private(self._contact, self._crisis, self._is_own)
        if private and why_not:
            raise Refused(why_not, private[0][0])
        command: AddContact | EditContact | None = None
        if self._contact is None:
            given = {name: value for name, value in fields.items() if value}
            command = AddContact(given, self._crisis.id if self._crisis and self._is_own else "")
        elif fields:
            known = self._contact.fields
            command = EditContact(self._contact.id, fields, {one: known[one].seen for one in fields if one in known})
        removed = self.parts.removed
        if command is None and not private and not removed:
            raise Refused("Rien n’est changé.")
        return Writing(
            command, self._contact.id if self._contact else "", tuple(found for _, found in private), removed
        )

    def _lay_out_where(self, role: str) -> None:
        """A new contact says where it goes. In an exercise nothing reaches the shared directory."""
        crisis = self._crisis
        self.where = form.choice("Ajouter à", {SHARED: "l’annuaire partagé, lu de tous"}, SHARED)
        if self._contact is not None or crisis is None:
            return
        if contact_rules.only_in_crisis(crisis):
            words = (
                f"La crise à l’écran est {contact_rules.EXERCISES[crisis.frame]} : ce contact n’est ajouté qu’à elle, "
                "et n’entre pas dans l’annuaire partagé."
            )
            self.form.add_plain(plain.label(words, "small_strong", "warning", wrap=True))
            return
        self.where.addItem(f"cette crise seulement : {crisis.title}", OWN)
        if role and contact_rules.why_not_edit_shared(role):
            self.where.setCurrentIndex(self.where.findData(OWN))
        self.form.add("crisis", "Ajouter à", self.where)


def write(station: Station, writing: Writing) -> Outcome:
    """The contact, then its private numbers, each for itself: what is refused is told, what was written stays. Not on
    the window's thread."""
    contact = writing.contact
    if writing.command is not None:
        done = station.desk.do(writing.command)
        contact = contact or done.id
    try:
        for number, usage in writing.private:
            station.desk.do(AddPrivate(contact, number, usage=usage))
        for one in writing.removed:
            station.desk.do(EditPrivate(one, {"used": False}))
    except Refused as refused:
        return Outcome(contact, str(refused))
    return Outcome(contact)
