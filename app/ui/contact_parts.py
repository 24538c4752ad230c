"""The fields of a contact as a form: who, where, how to reach, who may speak, and how long it is kept."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout

from app.core import retention
from app.core.clock import Clock, moment
from app.core.contact import KINDS, TYPES
from app.core.organisations import organisations
from app.core.retention import PURPOSES
from app.documents.gathering import day
from app.ui import arrangement, contact_words, controls, focus, form, plain
from app.ui.contact_opening import Opened
from app.ui.contact_past import ZONE
from app.ui.directory_line import DirectoryLine, contacts_found, organisations_found
from app.ui.form import Form
from app.ui.number_row import HiddenRow, NumberRow
from app.ui.station import Station

PERSON, FUNCTION, ORGANISATION = KINDS
SHOWN_FOR = {  # the kinds a field is asked of, where it is not asked of all
    **dict.fromkeys(("civility", "given_name", "family_name"), (PERSON,)),
    **dict.fromkeys(("function", "organisation", "deputy", "call_order"), (PERSON, FUNCTION)),
    **dict.fromkeys(("name", "acronym", "type", "parent"), (ORGANISATION,)),
    **dict.fromkeys(("purpose", "purge_on"), (PERSON,)),
}
DATES = ("verified_on", "purge_on")
HINTS = {
    "verified_on": "Le jour où quelqu’un a vérifié que ces numéros répondent : 24/09/2026.",
    "call_order": "1 est appelé le premier.",
    "deputy": "Un contact de l’annuaire, ou des mots.",
}


class Parts:
    """The widgets of the form, by field; `before` is what was there."""

    def __init__(
        self,
        into: Form,
        station: Station,
        crisis: str,
        before: Mapping[str, Any],
        opened: Opened | None,
        may_be_private: bool,
    ):
        self._form, self._before = into, before
        self._opened, self._may_be_private = opened, may_be_private
        self.lines: dict[str, QLineEdit] = {}
        self.phones: dict[str, NumberRow] = {}
        self.emails: dict[str, QLineEdit] = {}
        self.hidden = [HiddenRow(row) for row in (opened.private if opened and may_be_private else ())]
        self.kind = form.choice("Nature", KINDS, str(before.get("kind") or PERSON))
        self.type = form.choice("Type d’organisme", TYPES, str(before.get("type") or ""), "à préciser")
        chosen = str(before.get("purpose") or retention.BY_DEFAULT)
        self.purpose = form.choice("Finalité", {code: one.label for code, one in PURPOSES.items()}, chosen)
        find = organisations_found(crisis)
        named = opened.path[-1].name if opened and opened.path else ""
        self.organisation = self._place("organisation", station, find, named)
        self.parent = self._place("parent", station, find, named)
        deputy = opened.deputy if opened else ""
        self.deputy = DirectoryLine("Suppléant", station, contacts_found(crisis), self._said("deputy"), deputy)
        self.may_speak = QCheckBox("Habilité à s’exprimer publiquement")
        self.may_speak.setChecked(bool(before.get("may_speak")))
        self.remark = form.area("Remarque", self._said("remark"), 2)
        self._phone_rows, self._email_rows = arrangement.column(spacing=8), arrangement.column(spacing=8)
        self._lay_out()
        for widget in (self.lines["verified_on"].textChanged, self.purpose.currentIndexChanged):
            widget.connect(lambda _: self._propose())
        self._propose()

    @property
    def removed(self) -> tuple[str, ...]:
        """The private numbers (ids) to take out."""
        return tuple(one.row.id for one in self.hidden if one.removed.isChecked())

    def values(self) -> dict[str, Any]:
        """What the fields that are asked of this kind hold, numbers and addresses apart."""
        kind = str(form.value(self.kind))
        found: dict[str, Any] = {name: form.value(line) for name, line in self.lines.items()}
        for name in DATES:
            found[name] = day(found[name]) or found[name]
        found["call_order"] = int(found["call_order"]) if found["call_order"].isdecimal() else found["call_order"] or 0
        found |= {"kind": kind, "remark": form.value(self.remark), "may_speak": self.may_speak.isChecked()}
        found |= {"organisation": _coded(self.organisation.value()), "parent": _coded(self.parent.value())}
        found |= {"deputy": self.deputy.value(), "type": form.value(self.type), "purpose": form.value(self.purpose)}
        kept = {name: value for name, value in found.items() if kind in SHOWN_FOR.get(name, KINDS)}
        if self._before.get("purpose", "") == "" and kept.get("purpose") == retention.BY_DEFAULT:
            del kept["purpose"]  # nobody chose it: the register writes it by itself
        return kept

    def show_kind(self) -> None:
        """Ask for what one asks of that kind."""
        kind = form.value(self.kind)
        for name, kinds in SHOWN_FOR.items():
            self._form.show_field(name, kind in kinds)

    def add_phone(self, name: str = "", value: Mapping[str, Any] | None = None) -> None:
        name = name or _free("phone", self._before, self.phones)
        row = NumberRow(value or {}, may_be_private=self._may_be_private and not value)
        self.phones[name] = row
        self._form.add(name, "Téléphone", row, into=self._phone_rows)

    def add_email(self, name: str = "", value: str = "") -> None:
        name = name or _free("email", self._before, self.emails)
        self.emails[name] = form.line("Courriel", value, "nom@exemple.gouv.fr")
        self._form.add(name, "Courriel", self.emails[name], into=self._email_rows)

    def _lay_out(self) -> None:
        self._title("Qui")
        self._form.add("kind", "Nature", self.kind)
        self._lines("civility", "given_name", "family_name", "name", "acronym", "function")
        self._form.add("type", "Type d’organisme", self.type)
        self._title("Où")
        self._form.add("organisation", "Organisme", self.organisation)
        self._form.add("parent", "Organisme de rattachement", self.parent)
        self._lines("service", "address")
        self._title("Comment le joindre")
        self._several(self._phone_rows, "phone:", "Ajouter un téléphone", self.add_phone)
        for row in self.hidden:
            self._form.add(f"private:{row.row.id}", "Numéro privé", row)
        self._several(self._email_rows, "email:", "Ajouter un courriel", self.add_email)
        self._lines("messaging", "call_order")
        self._form.add("deputy", "Suppléant", self.deputy, HINTS["deputy"])
        self._title("Parole")
        self._form.add("may_speak", "Parole publique", self.may_speak)
        self._lines("speaks_on", "languages")
        self._title("Provenance et conservation")
        self._lines("source", "verified_on")
        self._form.add("purpose", "Finalité", self.purpose)
        self._lines("purge_on")
        self._form.add("remark", "Remarque", self.remark)

    def _title(self, words: str) -> None:
        self._form.add_plain(controls.rule())
        self._form.add_plain(plain.label(words, "heading"))

    def _lines(self, *names: str) -> None:
        for name in names:
            title = contact_words.label(name)
            text = self._said(name)
            self.lines[name] = form.line(title, contact_words.typed_day(text) if name in DATES else text)
            self._form.add(name, title, self.lines[name], HINTS.get(name, ""))

    def _several(self, rows: QVBoxLayout, prefix: str, words: str, add: Callable[..., None]) -> None:
        """The fields come before the button that adds one: Tab follows the order in which they are made."""
        self._form.add_layout(rows)
        held = [name for name in contact_words.in_order(self._before) if name.startswith(prefix)]
        for name in held:
            if self._before[name]:
                add(name, self._before[name])
        if not held:
            add()

        def add_one() -> None:
            add()
            added: Mapping[str, Any] = self.phones if prefix == "phone:" else self.emails
            focus.begin(self._form.box(next(reversed(list(added)))))

        self._form.add_layout(arrangement.row(controls.button(words, add_one, "dense"), None))

    def _propose(self) -> None:
        """Say on which day it will be purged if nobody writes another."""
        verified = day(self.lines["verified_on"].text())
        since = date.fromisoformat(verified) if verified else moment(Clock().now(), ZONE).date()
        purge_on = retention.proposed(str(form.value(self.purpose)), since)
        self.lines["purge_on"].setPlaceholderText(f"proposé : {contact_words.typed_day(purge_on)}")

    def _place(self, name: str, station: Station, find: Any, named: str) -> DirectoryLine:
        value = self._said(name)
        words = named if value.startswith("dila:") else contact_words.place(value) if value else ""
        return DirectoryLine(contact_words.label(name), station, find, value, words, "Intérieur, préfecture 76…")

    def _said(self, name: str) -> str:
        return str(self._before.get(name) or "")


def _coded(words: str) -> str:
    """An organisation of the list by its code, another in its words."""
    return organisations().code_of(words) or words


def _free(prefix: str, *taken: Mapping[str, Any]) -> str:
    """A field's name nobody uses yet: `phone:3`."""
    number = 1
    while any(f"{prefix}:{number}" in names for names in taken):
        number += 1
    return f"{prefix}:{number}"
