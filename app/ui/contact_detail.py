"""A contact in full: every field, who wrote it and when, and the values to choose between first."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.organisations import organisations
from app.core.records import Field
from app.core.registers.directory import Contact
from app.ui import arrangement, contact_words, controls, plain, states, theme
from app.ui.action_bar import ActionBar
from app.ui.conflict_box import Conflict, conflict_box
from app.ui.wording import person, short_day_and_hour

EDIT, VERIFY = "edit", "verify"
ZONE = "Europe/Paris"  # the directory belongs to no crisis
NAME_WIDTH = 136


class ContactDetail(QWidget):
    """`keep` is called with (field, value) when a person chose between several; the others by their buttons."""

    def __init__(
        self,
        keep: Callable[[str, Any], object],
        edit: Callable[[], object],
        verify: Callable[[], object],
    ):
        super().__init__()
        self._keep = keep
        self._head = arrangement.column(spacing=2, margins=(20, 9, 20, 9))
        self._fields = arrangement.column(spacing=10, margins=(20, 12, 20, 16))
        self.bar = ActionBar()
        self.bar.add(EDIT, "Corriger…", edit)
        self.bar.add(VERIFY, "Vérifié aujourd’hui", verify)
        inside = arrangement.scroll(arrangement.panel(self._fields))
        self.setLayout(arrangement.column(arrangement.panel(self._head), controls.rule(), inside, self.bar))

    def show_contact(self, contact: Contact, today: date, why_not: str) -> None:
        """`why_not` says why this person may not write in the directory, if so."""
        arrangement.clear(self._head)
        self._fill_head(contact, today)
        arrangement.clear(self._fields)
        for name in contact_words.in_order(contact.conflicts):
            conflict = Conflict(_of(contact, name), contact.fields[name], partial(contact_words.words, name))
            self._fields.addWidget(conflict_box(conflict, ZONE, partial(self._keep, name), why_not))
            self._fields.addWidget(controls.rule())
        self._fields.addLayout(_grid(contact))
        self._fields.addStretch(1)
        self.bar.show_reasons({EDIT: why_not, VERIFY: why_not})

    def _fill_head(self, contact: Contact, today: date) -> None:
        name = arrangement.wide(plain.label(contact.name, "page_title", wrap=True))
        signs: list[QWidget] = [controls.Sign(*states.of_verification(contact.verified_on, today))]
        if contact.pending:
            signs.insert(0, controls.Sign(*states.PENDING))
        self._head.addLayout(arrangement.row(name, *signs, spacing=12))
        where = organisations().name(contact.organisation) if contact.organisation else ""
        second = " · ".join(word for word in (contact.function, where) if word)
        self._head.addWidget(plain.label(second, "body", "text_secondary", wrap=True))


def _of(contact: Contact, name: str) -> str:
    field = contact_words.label(name, contact.fields[name].settled)
    return f"{contact.name} : {field[:1].lower()}{field[1:]}"


def _grid(contact: Contact) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    grid.setColumnMinimumWidth(0, theme.size(NAME_WIDTH))
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(2, 2)
    for name in contact_words.in_order(contact.fields):
        field = contact.fields[name]
        if field.conflict or not field.values or field.settled in ("", None):
            continue
        row = grid.rowCount()
        for column, widget in enumerate(_cells(name, field)):
            grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
    return grid


def _cells(name: str, field: Field) -> tuple[QWidget, QWidget, QWidget]:
    value = field.values[0]
    phone = name.startswith("phone:")
    shown = plain.label(contact_words.words(name, value.value), "vital" if phone else "body", wrap=True)
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    title = contact_words.label(name, value.value)
    shown.setAccessibleName(f"{title} : {shown.text()}")
    waiting = ", en attente d’envoi" if value.by.rank is None else ""
    more = ", incomplet : une écriture n’est pas encore reçue" if field.incomplete else ""
    author = value.by.author
    who = f"{author.workstation} · {person(author)}" if author.workstation else person(author)
    written = f"{who}, {short_day_and_hour(value.by.at, ZONE)}{waiting}{more}"
    return (
        plain.label(title, "small_strong", "text_secondary", wrap=True),
        shown,
        plain.label(written, "small", "text_tertiary", wrap=True),
    )
