"""The directory: search as you type, and for each contact who wrote what and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.clock import Clock, moment
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.registers import directory
from app.core.registers.directory import Contact, EditContact
from app.core.store.reading import Reading
from app.core.store.rows import ContactRow, CrisisRow
from app.ui import arrangement, controls, form, plain, states
from app.ui.card_list import Card, CardList
from app.ui.contact_detail import ZONE, ContactDetail
from app.ui.contact_editor import ContactEditor
from app.ui.station import Station
from app.ui.wording import number

LIST_WIDTH = 360


@dataclass(frozen=True, slots=True)
class Opened:
    """A contact, and why the person at the desk may not write in the directory, if so."""

    contact: Contact
    why_not: str


class ContactsPage(QWidget):
    """The contacts are the same for every crisis; only what the person may do comes from the accounts."""

    def __init__(self, station: Station, now: Callable[[], int] | None = None):
        super().__init__()
        self._station = station
        self._now = now or Clock().now
        self._opened: Opened | None = None
        self._rows: Sequence[ContactRow] = ()
        self.new = controls.button("Nouveau…", self.new_contact, "dense", name="Nouveau contact")
        self.search = form.line("Chercher un contact", hint="Nom, fonction, organisme, numéro…")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda *_: self._read_list())
        self.cards = CardList("Contacts")
        self.cards.chosen.connect(self._open)
        self.detail = ContactDetail(self._keep, self._edit, self._verify)
        self._count = plain.label("", "small", "text_tertiary")
        self._empty = plain.label("", "body", "text_secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._refusal.setContentsMargins(20, 6, 20, 6)
        self._refusal.hide()
        self._lay_out()
        station.background.changed.connect(self._look_again)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """The directory does not depend on the crisis; this only makes sure it was read."""
        self._read_list()

    def show_record(self, id: str) -> None:
        """Go to that contact, whatever was being searched."""
        if not self.cards.choose(id):
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
            self._read_list(id)

    def new_contact(self) -> None:
        editor = ContactEditor(self, self._station)
        if editor.exec() == QDialog.DialogCode.Accepted:
            self.show_record(editor.written)

    def _lay_out(self) -> None:
        title = plain.label("Annuaire", "page_title")
        head = arrangement.row(title, self._count, None, self.new, margins=(14, 7, 12, 7))
        search = arrangement.row(self.search, margins=(14, 8, 12, 8))
        left = arrangement.panel(
            arrangement.column(
                arrangement.panel(head), controls.rule(), arrangement.panel(search), controls.rule(), self.cards
            )
        )
        self._right = QStackedWidget()
        self._right.addWidget(arrangement.panel(arrangement.column(None, self._empty, None, margins=(40, 40, 40, 40))))
        self._right.addWidget(arrangement.panel(arrangement.column(self.detail, self._refusal)))
        split = arrangement.split((left, LIST_WIDTH, 240), (self._right, 800, 320), stretched=1)
        self.setLayout(arrangement.column(split))

    def _look_again(self, changes: Changes) -> None:
        self._read_list()
        if self.cards.current_id in changes.records or not changes.local:  # a field that was sent names no record
            self._open(self.cards.current_id)

    def _read_list(self, wanted: str = "") -> None:
        read = partial(_rows, self._station.reading, self.search.text().strip(), wanted)
        self._station.background.read(read, self._show_list)

    def _show_list(self, found: tuple[str, str, Sequence[ContactRow]]) -> None:
        query, wanted, rows = found
        if query != self.search.text().strip():
            return  # the person has typed on
        self._rows = rows
        today = self._today()
        self.cards.show_items([card(row, today) for row in rows], wanted)
        self._count.setText(number(len(rows), "contact"))
        nothing = f"Aucun contact ne correspond à « {query} »." if query else "L’annuaire est vide sur ce poste."
        self._empty.setText(nothing)

    def _open(self, id: str) -> None:
        if not id:
            self._opened = None
            self._right.setCurrentIndex(0)
            return
        self._station.background.read(partial(_open, self._station.reading, id), self._show_opened)

    def _show_opened(self, opened: Opened) -> None:
        if opened.contact.id != self.cards.current_id:
            return
        if self._opened is None or self._opened.contact.id != opened.contact.id:
            self._refusal.hide()
        self._opened = opened
        self.detail.show_contact(opened.contact, self._today(), opened.why_not)
        self._right.setCurrentIndex(1)

    def _edit(self) -> None:
        if self._opened is not None:
            ContactEditor(self, self._station, self._opened.contact).exec()

    def _verify(self) -> None:
        if self._opened is not None:
            self._write(self._opened.contact, "verified_on", self._today().isoformat())

    def _keep(self, name: str, value: Any) -> None:
        if self._opened is not None:
            self._write(self._opened.contact, name, value)

    def _write(self, contact: Contact, name: str, value: Any) -> None:
        self._refusal.hide()
        seen = {name: contact.fields[name].seen} if name in contact.fields else {}
        command = EditContact(contact.id, {name: value}, seen)
        self._station.background.write(partial(self._station.desk.do, command), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
            return
        self._refusal.setText(f"Refusé : {error}")
        self._refusal.show()

    def _today(self) -> date:
        return moment(self._now(), ZONE).date()


def card(row: ContactRow, today: date) -> Card:
    """One contact as the list shows it. Two values come before the age of the verification."""
    where = organisations().short(row.organisation) if row.organisation else ""
    words = (where, shown(row.phone) if row.phone else row.email, "en attente d’envoi" if row.pending else "")
    state = states.TWO_VALUES if row.conflict else states.of_verification(row.verified_on, today)
    return Card(
        id=row.id,
        head=row.name or "Sans nom",
        title=row.function,
        note=" · ".join(word for word in words if word),
        states=(state,),
    )


def _rows(reading: Reading, query: str, wanted: str) -> tuple[str, str, Sequence[ContactRow]]:
    return query, wanted, reading.contacts(query)


def _open(reading: Reading, id: str) -> Opened:
    me = reading.me()
    allowed = me.role in directory.REGISTER.writers["contact.edited"]
    return Opened(reading.contact(id), "" if allowed else f"le rôle {me.role} ne permet pas d’écrire dans l’annuaire.")
