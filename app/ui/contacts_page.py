"""The contacts: search as one types, the tree of organisations at the left, and the chosen one in full."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.clock import Clock, moment
from app.core.errors import Refused
from app.core.registers.directory import EditContact
from app.core.store.rows import CrisisRow
from app.ui import (
    arrangement,
    contact_asking,
    contact_lines,
    contact_rules,
    contact_words,
    controls,
    form,
    plain,
    theme,
)
from app.ui.contact_asking import PAGE, Asked, Found
from app.ui.contact_detail import Acts, ContactDetail
from app.ui.contact_editor import ContactEditor
from app.ui.contact_list import ContactList
from app.ui.contact_opening import Opened, open_contact
from app.ui.contact_past import ZONE
from app.ui.detail_rows import flow
from app.ui.directory_acts import DirectoryActs
from app.ui.organisation_tree import OrganisationTree
from app.ui.purge_dialog import PurgeDialog
from app.ui.retire_dialog import RetireDialog
from app.ui.station import Station
from app.ui.wording import number

TREE_WIDTH, LIST_WIDTH, DETAIL_WIDTH = 220, 400, 600
TREE_NEEDS = 1100  # width at 100 % under which the tree folds
KINDS = {"person": "Nominatifs", "function": "Fonctionnels", "organisation": "Organismes"}
TREE, RETIRED = "Arborescence", "Retirés"
SHORTENED = f"{PAGE} premiers : précisez"
CALM = 150  # ms after a change before the list is read again: an import makes many


class ContactsPage(QWidget):
    """The contacts are the same for every crisis, but those that a crisis added for itself."""

    said = Signal(str)

    def __init__(self, station: Station, now: Callable[[], int] | None = None):
        super().__init__()
        self._station, self._now = station, now or Clock().now
        self._crisis: CrisisRow | None = None
        self._opened: Opened | None = None
        self._asked: Asked | None = None
        self._busy = self._stale = self._folded = False
        self._wanted = self._place = ""
        self._role = station.role
        self.search = form.line("Chercher un contact", hint="Nom, sigle, fonction, organisme, numéro…")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._typed)
        self.tree = OrganisationTree(station)
        self.tree.chosen.connect(self._go_to)
        self.cards = ContactList("Contacts")
        self.cards.chosen.connect(self._open)
        acts = Acts(
            self._keep, self.edit, self._verify, self._retire, self._purge, self.copy, self.show_record, self.show_place
        )
        self.detail = ContactDetail(station, acts)
        self.kinds = {kind: controls.button(words, self._filter, "chip") for kind, words in KINDS.items()}
        self.retired = controls.button(RETIRED, self._filter, "chip", "Retirés de l’annuaire")
        self.fold = controls.button(TREE, self._fold, "chip", "Arborescence des organismes")
        for chip in (*self.kinds.values(), self.retired, self.fold):
            chip.setCheckable(True)
        self.fold.setChecked(True)
        self._count = plain.label("", "small", "text_tertiary", name="Nombre de contacts")
        self._empty = plain.label("", "body", "text_secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._told = plain.label("", "small_strong", "success", wrap=True, name="Résultat")
        self._told.setContentsMargins(20, 6, 20, 6)
        self._told.hide()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._read)
        self.acts = DirectoryActs(self, station, self._listed, self._now)
        self.acts.written.connect(self.show_record)
        self._lay_out()
        station.background.changed.connect(self._look_again)

    @property
    def shown_id(self) -> str:
        """The contact in full on screen, if any."""
        return self._opened.contact.id if self._opened is not None else ""

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """What that crisis added is shown beside what everybody shares."""
        former, self._crisis = self._crisis, crisis
        if former is None or crisis is None or former.id != crisis.id:
            self.tree.show_crisis(crisis.id if crisis else "")
        self._station.background.read(lambda: self._station.reading.me().role, self._say_what_may_be_done)
        self._read()
        if self._opened is not None:
            self._open(self._opened.contact.id)

    def show_record(self, id: str) -> None:
        """Go to that contact, whatever was being searched."""
        self._wanted = id
        if not self.cards.choose(id):
            self._open(id)

    def show_place(self, node: str) -> None:
        """Show who is in that organisation."""
        self.tree.forget_choice()
        self._go_to(node)

    def edit(self) -> None:
        """Correct the contact on screen; in an exercise, make of it one that is corrected apart."""
        if self._opened is None:
            return
        shared = contact_rules.is_shared(self._opened.contact, self._crisis)
        copy = shared and contact_rules.only_in_crisis(self._crisis)
        self._write(ContactEditor(self, self._station, self._crisis, self._opened, copy=copy, role=self._role))

    def copy(self, words: str) -> None:
        """Put a number or an address on the clipboard."""
        QGuiApplication.clipboard().setText(words)
        self.tell(f"Copié : {words}")

    def tell(self, words: str, tone: str = "success") -> None:
        """Say what was done, above the contact, until the next act."""
        self._told.setText(words)
        plain.mark(self._told, "tone", tone)
        self._told.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
            if self._opened is not None:
                self._open(self._opened.contact.id)

    def _fit(self) -> None:
        """The tree gives its place to the others when there is not room for the three."""
        narrow = self.width() < theme.size(TREE_NEEDS)
        if narrow != self._folded:
            self._folded = narrow
            self.fold.setChecked(not narrow)
            self._fold()

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(arrangement.narrow(300))
        chips = (self.fold, *self.kinds.values(), self.retired)
        bar = flow(self.search, *chips, self._count, spacing=8)
        acts = self.acts.row
        head = arrangement.row(bar, acts, margins=(14, 8, 12, 8))
        head.setStretch(0, 1)
        head.setAlignment(acts, Qt.AlignmentFlag.AlignTop)
        self._right = QStackedWidget()
        self._right.addWidget(arrangement.panel(arrangement.column(None, self._empty, None, margins=(40, 40, 40, 40))))
        self._right.addWidget(arrangement.panel(arrangement.column(self._told, self.detail)))
        split = arrangement.split(
            (self.tree, TREE_WIDTH, 120), (self.cards, LIST_WIDTH, 240), (self._right, DETAIL_WIDTH, 320), stretched=2
        )
        whole = arrangement.column(arrangement.panel(head), controls.rule(), split)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _say_what_may_be_done(self, role: str) -> None:
        self._role = role
        self.acts.show_crisis(self._crisis, role)

    def _listed(self) -> tuple[Asked, str]:
        """What the list shows, and in words."""
        asked = self._asked or Asked()
        place = self.tree.place if self.tree.node == asked.node else contact_words.place(asked.node)
        return asked, contact_asking.in_words(asked, place)

    def _look_again(self, changes: Changes) -> None:
        self._calm.start()
        self.tree.look_again_soon()
        if self._opened is not None and (self._opened.contact.id in changes.records or not changes.local):
            self._open(self._opened.contact.id)

    def _typed(self) -> None:
        """Words are looked for everywhere, whatever the place that was shown."""
        self._wanted = ""
        if self.search.text().strip():
            self._place = ""
            self.tree.forget_choice()
        self._read()

    def _filter(self) -> None:
        self._wanted = ""
        self._read()

    def _fold(self) -> None:
        self.tree.setVisible(self.fold.isChecked())

    def _go_to(self, place: str) -> None:
        self._wanted, self._place = "", place
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._read()

    def _read(self) -> None:
        """Ask for what is to be listed; one question at a time, the last one always answered."""
        kinds = tuple(kind for kind, chip in self.kinds.items() if chip.isChecked())
        query, crisis = self.search.text().strip(), self._crisis.id if self._crisis else ""
        self._asked = Asked(query, self._place, crisis, kinds, self.retired.isChecked(), self._wanted)
        if self._busy:
            self._stale = True
            return
        self._busy, self._stale = True, False
        find = partial(contact_asking.find, self._station.reading, self._asked)
        self._station.background.read(find, self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._station.background.failed.emit(error)

    def _show(self, found: Found) -> None:
        self._busy = False
        asked = found.asked
        if asked != self._asked or self._stale:
            self._stale = False
            self._ask_again()
            return
        items = contact_lines.lines(found, self._today())
        listed = any(item.id == asked.wanted for item in items)  # else what is read stays beside the list
        self.cards.show_items(items, asked.wanted if listed else "")
        self.acts.show_listed([item.id for item in items if item.id], found.page.more)
        rows = len(found.page.rows) + len(found.page.near)
        self._count.setText(SHORTENED if found.page.more else number(rows, "contact"))
        plain.mark(self._count, "tone", "warning" if found.page.more else "text_tertiary")
        self._empty.setText(_nothing(asked))

    def _ask_again(self) -> None:
        asked = self._asked
        if asked is not None:
            self._busy = True
            find = partial(contact_asking.find, self._station.reading, asked)
            self._station.background.read(find, self._show, self._failed)

    def _open(self, id: str) -> None:
        if not id:
            if self._wanted == "":
                self._opened = None
                self._right.setCurrentIndex(0)
            return
        if id != self._wanted:
            self._wanted = ""
        crisis = self._crisis.id if self._crisis else ""
        read = partial(open_contact, self._station.reading, id, crisis, self._now())
        self._station.background.read(read, self._show_opened, self._gone)

    def _show_opened(self, opened: Opened) -> None:
        if opened.contact.id not in (self.cards.current_id, self._wanted):
            return
        if self._opened is None or self._opened.contact.id != opened.contact.id:
            self._told.hide()
        self._opened = opened
        self.detail.show_contact(opened, self._today(), self._now(), self._crisis)
        self._right.setCurrentIndex(1)

    def _gone(self, error: Exception) -> None:
        """Purged, or not known here."""
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
            return
        self._opened, self._wanted = None, ""
        self._empty.setText(str(error))
        self._right.setCurrentIndex(0)

    def _verify(self) -> None:
        self._keep("verified_on", self._today().isoformat())

    def _retire(self) -> None:
        if self._opened is None:
            return
        if self._opened.contact.retired:
            self._keep("retired", "")
        else:
            self._ask(RetireDialog(self, self._station, self._opened.contact))

    def _purge(self) -> None:
        if self._opened is not None:
            self._ask(PurgeDialog(self, self._station, self._opened.contact))

    def _ask(self, dialog: Any) -> None:
        if self._crisis is not None:
            dialog.show_frame(self._crisis.frame)
        dialog.exec()

    def _write(self, editor: ContactEditor) -> None:
        if editor.exec() == QDialog.DialogCode.Accepted or editor.written:
            self.show_record(editor.written)

    def _keep(self, name: str, value: Any) -> None:
        if self._opened is None:
            return
        self._told.hide()
        contact = self._opened.contact
        seen = {name: contact.fields[name].seen} if name in contact.fields else {}
        command = EditContact(contact.id, {name: value}, seen)
        self._station.background.write(partial(self._station.desk.do, command), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.tell(f"Refusé : {error}", "error")
        else:
            self._station.background.failed.emit(error)

    def _today(self) -> date:
        return moment(self._now(), ZONE).date()


def _nothing(asked: Asked) -> str:
    """What is said when there is nobody to show."""
    if asked.query:
        return f"Aucun contact ne correspond à « {asked.query} »."
    if asked.retired:
        return "Aucun contact n’a été retiré de l’annuaire."
    if asked.node or asked.kinds:
        return "Aucun contact ici."
    return "L’annuaire est vide sur ce poste.\n« Nouveau… » écrit un contact, « Importer… » lit un annuaire."
