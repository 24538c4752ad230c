"""Writing a contact: a new one, or corrections of the fields a person changed, and of those only."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.core.phones import parse, shown
from app.core.registers.directory import KINDS, USAGES, AddContact, Contact, EditContact
from app.ui import arrangement, contact_words, controls, focus, form
from app.ui.form import FormDialog
from app.ui.organisation_field import OrganisationField
from app.ui.station import Station

LINES = ("civility", "given_name", "family_name", "function", "service", "address", "deputy", "source")
HINTS = {"verified_on": "Le jour où quelqu’un a vérifié que ces numéros répondent : 2026-09-24."}


class PhoneRow(QWidget):
    """One number: how it is written, what it is for, whether it may be made public."""

    def __init__(self, value: Mapping[str, Any]):
        super().__init__()
        number = str(value.get("number", ""))
        self.number = form.line("Numéro de téléphone", shown(number) if number else "", "02 32 76 50 00")
        self.usage = form.choice("Usage du numéro", USAGES, str(value.get("usage", "office")))
        self.public = QCheckBox("Public")
        self.public.setChecked(bool(value.get("public")))
        self.setLayout(arrangement.row(arrangement.wide(self.number), self.usage, self.public))
        self.setFocusProxy(self.number)

    def value(self, field: str) -> dict[str, Any] | None:
        """As the register keeps it, None when the number was emptied. Refuses, naming `field`, what is no number."""
        if not form.value(self.number):
            return None
        try:
            number = parse(form.value(self.number))
        except Refused as error:
            raise Refused(str(error), field) from error
        return {"number": number, "usage": form.value(self.usage), "public": self.public.isChecked()}


class ContactEditor(FormDialog):
    """Adds a contact, or corrects `contact`: what was in the fields when it opened is what the correction replaces."""

    def __init__(self, parent: QWidget | None, station: Station, contact: Contact | None = None):
        title = "Nouveau contact" if contact is None else f"Corriger : {contact.name}"
        super().__init__(parent, title, "Enregistrer", station.background)
        self._station, self._contact = station, contact
        self.written = ""
        self._before: dict[str, Any] = {}
        if contact is not None:
            self._before = {name: field.settled for name, field in contact.fields.items()}
        self.fields: dict[str, QLineEdit] = {name: self._line(name) for name in (*LINES, "verified_on")}
        self.kind = form.choice("Nature", KINDS, str(self._before.get("kind") or "person"))
        self.organisation = OrganisationField("Organisme", [str(self._before.get("organisation") or "")])
        self.may_speak = QCheckBox("Habilité à s’exprimer")
        self.may_speak.setChecked(bool(self._before.get("may_speak")))
        self.remark = form.area("Remarque", str(self._before.get("remark") or ""), 2)
        self.phones: dict[str, PhoneRow] = {}
        self.emails: dict[str, QLineEdit] = {}
        self._phone_rows, self._email_rows = arrangement.column(spacing=8), arrangement.column(spacing=8)
        self._lay_out()
        self.resize(620, 720)

    def submit(self) -> None:
        try:
            fields = self.changed()
        except Refused as error:
            self.form.refuse(error)
            return
        if self._contact is None:
            command: AddContact | EditContact = AddContact({name: value for name, value in fields.items() if value})
        else:
            seen = {name: self._contact.fields[name].seen for name in fields if name in self._contact.fields}
            command = EditContact(self._contact.id, fields, seen)
        self.run(partial(self._station.desk.do, command))

    def done_with(self, outcome: object) -> None:
        self.written = self._contact.id if self._contact else str(getattr(outcome, "id", ""))
        self.accept()

    def changed(self) -> Mapping[str, Any]:
        """The fields whose value is no longer the one that was there, as the register takes them."""
        now: dict[str, Any] = {name: form.value(line) for name, line in self.fields.items()}
        now["kind"] = form.value(self.kind)
        now["remark"] = form.value(self.remark)
        now["organisation"] = self.organisation.code("organisation")
        now["may_speak"] = self.may_speak.isChecked()
        changed = {name: value for name, value in now.items() if value != (self._before.get(name) or type(value)())}
        for name, row in self.phones.items():
            value = row.value(name)
            if value != self._before.get(name):
                changed[name] = value
        for name, line in self.emails.items():
            if form.value(line) != (self._before.get(name) or ""):
                changed[name] = form.value(line) or None
        return changed

    def add_phone(self, name: str = "", value: Mapping[str, Any] | None = None) -> None:
        name = name or _free("phone", self._before, self.phones)
        row = PhoneRow(value or {})
        self.phones[name] = row
        self.form.add(name, "Téléphone", row, into=self._phone_rows)

    def add_email(self, name: str = "", value: str = "") -> None:
        name = name or _free("email", self._before, self.emails)
        self.emails[name] = form.line("Courriel", value, "nom@exemple.gouv.fr")
        self.form.add(name, "Courriel", self.emails[name], into=self._email_rows)

    def _line(self, name: str) -> QLineEdit:
        return form.line(contact_words.label(name), str(self._before.get(name) or ""))

    def _lay_out(self) -> None:
        self.form.add("kind", "Nature", self.kind)
        for name in ("civility", "given_name", "family_name", "function"):
            self.form.add(name, contact_words.label(name), self.fields[name])
        self.form.add("organisation", "Organisme", self.organisation)
        self.form.add("service", "Service", self.fields["service"])
        self._lay_out_several(self._phone_rows, "phone:", "Ajouter un téléphone", self.add_phone)
        self._lay_out_several(self._email_rows, "email:", "Ajouter un courriel", self.add_email)
        for name in ("address", "deputy", "source", "verified_on"):
            self.form.add(name, contact_words.label(name), self.fields[name], HINTS.get(name, ""))
        self.form.add("may_speak", "Parole publique", self.may_speak)
        self.form.add("remark", "Remarque", self.remark)
        self.put_form()

    def _lay_out_several(self, rows: QVBoxLayout, prefix: str, words: str, add: Callable[..., None]) -> None:
        """The fields come before the button that adds one: Tab follows the order in which they are made."""
        self.form.add_layout(rows)
        for name in contact_words.in_order(self._before):
            if name.startswith(prefix) and self._before[name]:
                add(name, self._before[name])
        if self._contact is None:
            add()

        def add_one() -> None:
            add()
            focus.begin(self.form.box(next(reversed(self.phones if prefix == "phone:" else self.emails))))

        self.form.add_layout(arrangement.row(controls.button(words, add_one, "dense"), None))


def _free(prefix: str, *taken: Mapping[str, Any]) -> str:
    """A field's name nobody uses yet: `phone:3`."""
    number = 1
    while any(f"{prefix}:{number}" in names for names in taken):
        number += 1
    return f"{prefix}:{number}"
