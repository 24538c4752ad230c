"""A contact in full: who, the numbers, then the rest; the values to choose between come before everything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.contact import IDENTIFIER, LISTS, Contact
from app.core.records import Field
from app.core.store.rows import CrisisRow
from app.ui import (
    arrangement,
    contact_lines,
    contact_reach,
    contact_rules,
    contact_words,
    controls,
    plain,
    states,
    theme,
)
from app.ui.action_bar import ActionBar
from app.ui.conflict_box import Conflict, conflict_box
from app.ui.contact_opening import Opened
from app.ui.contact_past import NAME_WIDTH, ZONE, ContactPast
from app.ui.detail_rows import flow, link
from app.ui.private_numbers import PrivateNumbers
from app.ui.station import Station
from app.ui.wording import day_and_hour, person

COPY, EDIT, VERIFY, RETIRE, PURGE = "copy", "edit", "verify", "retire", "purge"
COPY_IN = {"exercise": "Copier dans l’exercice…", "test": "Copier dans l’essai…"}
ABOVE = frozenset(  # what the head of the page and the numbers say already
    ("family_name", "given_name", "name", "function", "organisation", "parent", "messaging", "kind", "retired")
)
SOURCES = ("source", "verified_on", "purpose", "purge_on", "dila_id", "uid")


@dataclass(frozen=True, slots=True)
class Acts:
    """What the panel asks of its page. `keep` (field, value): a person chose between several; `copy` puts words on the
    clipboard; `go` opens a contact and `place` a node of the tree."""

    keep: Callable[[str, Any], object]
    edit: Callable[[], object]
    verify: Callable[[], object]
    retire: Callable[[], object]
    purge: Callable[[], object]
    copy: Callable[[str], object]
    go: Callable[[str], object]
    place: Callable[[str], object]


class ContactDetail(QWidget):
    """One contact at a time; its acts stay in sight, with what refuses them."""

    def __init__(self, station: Station, acts: Acts):
        super().__init__()
        self._acts = acts
        self._opened: Opened | None = None
        self.private = PrivateNumbers(station)
        self.past = ContactPast()
        self._head = arrangement.column(spacing=3, margins=(20, 9, 20, 9))
        self._conflicts = arrangement.column(spacing=10)
        self._reach = arrangement.column(spacing=5)
        self._rest = arrangement.column(spacing=12)
        self.bar = ActionBar()
        self.bar.add(COPY, "Copier le numéro", self.copy_number)
        self.bar.add(EDIT, "Corriger…", acts.edit)
        self.bar.add(VERIFY, "Vérifié aujourd’hui", acts.verify)
        self.bar.add(RETIRE, "Retirer de l’annuaire…", acts.retire)
        self.bar.add(PURGE, "Purger…", acts.purge)
        parts = (self._conflicts, self._reach, self.private, self._rest, self.past, None)
        inside = arrangement.column(*parts, spacing=14, margins=(20, 12, 20, 16))
        page = arrangement.scroll(arrangement.panel(inside))
        self.setLayout(arrangement.column(arrangement.panel(self._head), controls.rule(), page, self.bar))

    def copy_number(self) -> None:
        """Put the number to dial first on the clipboard."""
        if self._opened is not None and (phones := contact_reach.in_order(self._opened.contact.phones)):
            self._acts.copy(contact_words.words("phone:", {"number": phones[0].number, "public": True}))

    def show_contact(self, opened: Opened, today: date, now: int, crisis: CrisisRow | None) -> None:
        """Show that contact, as it may be handled in that crisis."""
        self._opened = opened
        contact = opened.contact
        why_not = contact_rules.why_not_edit(contact, opened.role, crisis)
        arrangement.clear(self._head)
        own = not contact_rules.is_shared(contact, crisis)  # kept as long as the crisis, whatever day is written
        self._fill_head(opened, today, own)
        arrangement.clear(self._conflicts)
        for name in contact_words.in_order(contact.conflicts):
            conflict = Conflict(_of(contact, name), contact.fields[name], partial(contact_words.words, name))
            self._conflicts.addWidget(conflict_box(conflict, ZONE, partial(self._acts.keep, name), why_not))
            self._conflicts.addWidget(controls.rule())
        arrangement.clear(self._reach)
        for row in (
            *contact_reach.reach(contact, self._acts.copy, not opened.private),
            *contact_reach.duty_rows(opened.duties, now),
        ):
            self._reach.addWidget(row)
        self.private.show_rows(contact.id, opened.private)
        arrangement.clear(self._rest)
        self._fill_rest(opened, own)
        self.past.show_history(opened.history, opened.batches)
        self._say_what_may_be_done(opened, why_not, crisis)

    def _fill_head(self, opened: Opened, today: date, own: bool) -> None:
        contact = opened.contact
        civility = contact.said("civility")
        words = f"{civility} {contact.name}" if civility and contact.kind == "person" else contact.name
        self._head.addWidget(plain.label(words, "page_title", wrap=True))
        signs: list[QWidget] = [controls.Sign(*states.of_verification(contact.verified_on, today))]
        purge = None if own else contact_lines.due(contact.purge_on, today)
        signs += [controls.Sign(*purge)] if purge else []
        signs += [controls.Sign(*states.PENDING)] if contact.pending else []
        does = contact.function if contact.function != contact.name else ""
        where = contact_words.place(contact.organisation) if contact.organisation else ""
        second = " · ".join(word for word in (does, where) if word)
        if second:
            self._head.addWidget(plain.label(second, "body", "text_secondary", wrap=True))
        self._head.addLayout(flow(*signs, spacing=12))
        if opened.path:
            self._head.addLayout(self._path(opened))
        if contact.retired:
            gone = f"Retiré de l’annuaire : {contact.retired}"
            self._head.addWidget(controls.banner("warning", "defavorable", gone))

    def _path(self, opened: Opened) -> Any:
        """Ministères › Santé › DGS: each leads to its place in the tree."""
        parts: list[QWidget] = []
        for one in opened.path:
            if parts:
                parts.append(plain.label("›", "small", "text_tertiary"))
            parts.append(link(one.name, partial(self._acts.place, one.node), f"Aller à {one.name}", "link_quiet"))
        return flow(*parts)

    def _fill_rest(self, opened: Opened, of_crisis: bool) -> None:
        contact = opened.contact
        deputy = contact.said("deputy")
        if deputy:
            name: QWidget = plain.label(opened.deputy, wrap=True)
            if IDENTIFIER.fullmatch(deputy):
                name = link(opened.deputy, partial(self._acts.go, deputy), f"Suppléant : {opened.deputy}")
            self._rest.addLayout(_pairs([("Suppléant", name)]))
        own = [name for name in contact.fields if name not in ABOVE | {*SOURCES, "deputy"}]
        if rows := [row for name in contact_words.in_order(own) if (row := _row(contact, name))]:
            self._rest.addLayout(_pairs(rows))
        sources = [name for name in SOURCES if name != "purge_on" or not of_crisis]
        if kept := [row for name in sources if (row := _row(contact, name))]:
            self._rest.addWidget(plain.label("Provenance et conservation", "small_strong", "text_tertiary"))
            self._rest.addLayout(_pairs(kept))

    def _say_what_may_be_done(self, opened: Opened, why_not: str, crisis: CrisisRow | None) -> None:
        contact = opened.contact
        frame = crisis.frame if crisis is not None and contact_rules.is_shared(contact, crisis) else ""
        self.bar.show_act(EDIT, COPY_IN.get(frame, "Corriger…"))
        self.bar.show_act(RETIRE, "Remettre dans l’annuaire" if contact.retired else "Retirer de l’annuaire…")
        copies = frame in COPY_IN and not contact_rules.why_not_add(opened.role, crisis)
        self.bar.show_reasons(
            {
                COPY: contact_reach.why_not_copy(contact, bool(opened.private)),
                EDIT: "" if copies else why_not,
                VERIFY: why_not,
                RETIRE: why_not,
                PURGE: contact_rules.why_not_purge(contact, opened.role, crisis),
            },
            COPY,
        )


def _of(contact: Contact, name: str) -> str:
    field = contact_words.label(name, contact.fields[name].settled)
    return f"{contact.name} : {field[:1].lower()}{field[1:]}"


def _row(contact: Contact, name: str) -> tuple[str, QWidget] | None:
    """A field and its value; None when there is nothing to say of it."""
    field: Field = contact.fields.get(name, Field())
    if name.startswith(LISTS) or field.conflict or not field.values or field.settled in ("", None, False, 0):
        return None
    words = contact_words.words(name, field.settled)
    if name == "verified_on":
        by = field.values[0].by
        words += f", écrit par {person(by.author)} le {day_and_hour(by.at, ZONE)}"
    if field.incomplete:
        words += " (incomplet : une écriture n’est pas encore reçue)"
    title = contact_words.label(name)
    shown = plain.label(words, "body", wrap=True, name=f"{title} : {words}")
    return title, shown


def _pairs(rows: list[tuple[str, QWidget]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, theme.size(NAME_WIDTH))
    grid.setColumnStretch(1, 1)
    for place, (title, value) in enumerate(rows):
        name = plain.label(title, "small_strong", "text_secondary", wrap=True)
        name.setMaximumWidth(theme.size(NAME_WIDTH))
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, place, 1, Qt.AlignmentFlag.AlignTop)
    return grid
