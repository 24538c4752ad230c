"""What is done with the directory as a whole: adding, importing, exporting, and looking at what was done."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QWidget

from app.core.store.rows import CrisisRow
from app.ui import arrangement, contact_rules, controls, entry_words, import_dialog, plain
from app.ui.cascade_dialog import CascadeDialog
from app.ui.cascade_editor import CascadeEditor
from app.ui.contact_asking import PAGE, Asked
from app.ui.contact_editor import ContactEditor
from app.ui.directory_export_dialog import DirectoryExportDialog
from app.ui.directory_log_dialog import DirectoryLogDialog
from app.ui.file_drop import Brought, FileDrop
from app.ui.import_dialog import ImportDialog
from app.ui.imports_dialog import ImportsDialog
from app.ui.lists_dialog import ListsDialog
from app.ui.station import Station

CALL = "Appeler ces contacts"
TOO_MANY = f"plus de {PAGE}, précisez d’abord"
NO_CRISIS, NOBODY = "choisissez d’abord une crise", "aucun n’est listé"
PAST, LOG, LISTS = "Imports passés…", "Journal des extractions, consultations et purges…", "Listes de diffusion…"
DROP = "Déposer ici pour importer"


class DirectoryActs(QObject):
    """The buttons of a page, and the place it is for files that are dropped. `asked` says what the page lists, and in
    words; `written` tells the contact (id) that was added."""

    written = Signal(str)

    def __init__(
        self, page: QWidget, station: Station, asked: Callable[[], tuple[Asked, str]], now: Callable[[], int]
    ) -> None:
        super().__init__(page)
        self._page, self._station, self._asked = page, station, asked
        self._crisis: CrisisRow | None = None
        self._role = station.role
        self._why_not = ""
        self.new = controls.button("Nouveau…", self.add, "dense", "Nouveau contact")
        self.bring = controls.button("Importer…", self._choose, "dense", "Importer des contacts")
        self.take = controls.button("Exporter…", self._export, "dense", "Exporter l’annuaire")
        self.more = controls.button("Plus", lambda: None, "dense", "Autres actes sur l’annuaire")
        self._listed: Sequence[str] = ()
        self._many = False
        menu = QMenu(self.more)
        self.call = menu.addAction("")
        self.call.triggered.connect(self._call)
        menu.addAction(PAST).triggered.connect(
            lambda: self._show(ImportsDialog(page, station, self._crisis, self._role))
        )
        menu.addAction(LOG).triggered.connect(lambda: self._show(DirectoryLogDialog(page, station, self._frame)))
        self._lists = menu.addAction(LISTS)
        self._lists.triggered.connect(self._show_lists)
        self.more.setMenu(menu)
        self._allow_calls()
        drop = FileDrop(page, lambda: self._why_not, now, lambda: "Europe/Paris", DROP)
        drop.brought.connect(self._dropped)

    @property
    def row(self) -> QHBoxLayout:
        """The buttons side by side."""
        return arrangement.row(self.new, self.bring, self.take, self.more, spacing=6)

    def show_crisis(self, crisis: CrisisRow | None, role: str) -> None:
        """Act in that crisis, for a person of that usual role."""
        self._crisis, self._role = crisis, role
        self._why_not = contact_rules.why_not_add(role, crisis)
        for button in (self.new, self.bring):
            button.setEnabled(not self._why_not)
            plain.tip(button, self._why_not)
            button.setAccessibleDescription(self._why_not)
        self._lists.setEnabled(crisis is not None)
        self._allow_calls()

    def show_listed(self, contacts: Sequence[str], more: bool) -> None:
        """Act on these contacts (ids), which are listed; `more`: they are not all that was looked for."""
        self._listed, self._many = contacts, more
        self._allow_calls()

    def add(self) -> None:
        """Write a new contact."""
        editor = ContactEditor(self._page, self._station, self._crisis, role=self._role)
        editor.exec()
        if editor.written:
            self.written.emit(editor.written)

    def bring_in(self, file: Path) -> None:
        """Show what that file would change, and bring it in if the person says so."""
        self._show(ImportDialog(self._page, self._station, self._crisis, file))

    @property
    def _frame(self) -> str:
        return self._crisis.frame if self._crisis is not None else ""

    def _choose(self) -> None:
        if file := import_dialog.choose(self._page):
            self.bring_in(file)

    def _dropped(self, brought: list[Brought]) -> None:
        for one in brought:
            if isinstance(one, Path):
                self.bring_in(one)

    def _export(self) -> None:
        asked, words = self._asked()
        self._show(DirectoryExportDialog(self._page, self._station, self._crisis, asked, words, self._role))

    def _allow_calls(self) -> None:
        """The reason is in the words of the menu: nobody hovers over what the keyboard chooses."""
        why_not = entry_words.why_not_write(self._crisis) if self._crisis is not None else NO_CRISIS
        why_not = why_not or (TOO_MANY if self._many else "" if self._listed else NOBODY)
        self.call.setEnabled(not why_not)
        self.call.setText(f"{CALL} ({why_not})" if why_not else f"{CALL}…")

    def _call(self) -> None:
        """Write a cascade of those who are listed, and run it."""
        if self._crisis is None:
            return
        editor = CascadeEditor(self._page, self._station, self._crisis, self._listed)
        if editor.exec() == QDialog.DialogCode.Accepted:
            self._show(CascadeDialog(self._page, self._station, self._crisis, cascade=editor.written))

    def _show_lists(self) -> None:
        if self._crisis is not None:
            self._show(ListsDialog(self._page, self._station, self._crisis))

    def _show(self, dialog: QWidget) -> None:
        dialog.exec()  # type: ignore[attr-defined]
