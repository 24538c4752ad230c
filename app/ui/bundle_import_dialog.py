"""Taking in what a USB stick brings: one file, chosen or dropped on the window, and what came of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.core.errors import Refused
from app.core.store.store import Store
from app.sync import bundle_words
from app.sync.bundle_taking import Brought, take_in
from app.ui import detail_rows, form, screen
from app.ui.bundle_dialog import BundleDialog
from app.ui.bundle_export_dialog import FILES
from app.ui.station import Station

TITLE, SEE = "Importer depuis une clé USB", "Voir la crise"
EXPLAINED = (
    "Chaque opération est vérifiée comme si elle venait du réseau. Importer deux fois le même paquet ne change rien, "
    "et un import interrompu reprend où il en était."
)
STOPPED = "Import arrêté. Ce qui était déjà pris reste : importez à nouveau ce paquet pour la suite."


def choose(parent: QWidget) -> Path | None:
    """The file a person picks."""
    path, _ = QFileDialog.getOpenFileName(parent, TITLE, "", FILES)
    return Path(path) if path else None


class BundleImportDialog(BundleDialog):
    """The passphrase is asked for only when the bundle needs one. `show` puts a crisis on screen."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        store: Store,
        path: Path,
        show: Callable[[str], object] = lambda crisis: None,
    ):
        super().__init__(parent, f"Importer {path.name}", "Importer", station.background, "Lecture du paquet", STOPPED)
        self._station, self._store, self._path, self._show = station, store, path, show
        self._brought = ""  # the crisis that was taken in
        self.passphrase = form.line("Phrase secrète du paquet")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add_plain(detail_rows.words(EXPLAINED))
        self.form.add("passphrase", "Phrase secrète du paquet", self.passphrase)
        self.form.show_field("passphrase", False)
        self.put(self.said, 0)
        self.put(self.bar, 0)
        self.put_form()
        screen.give_size(self, 520, 380)
        self.act.setFocus()

    def submit(self) -> None:
        if self._brought:
            self._show(self._brought)
            self.accept()
            return
        self.carry(partial(_taken, self._station, self._store, self._path, self.passphrase.text()))

    def done_with(self, outcome: tuple[Brought, str]) -> None:
        """Stay: what came is to be read; then to be seen, with one more key."""
        brought, words = outcome
        if brought.problem:
            self.end_with(f"{words}\n{brought.problem}", "warning")
        else:
            self.end_with(words, "warning" if brought.missing or brought.refused or brought.left_out else "success")
        if len(brought.crises) == 1:
            (self._brought,) = brought.crises
            self.act.setText(SEE)
            self.act.setAccessibleName(SEE)
            self.act.show()
            self.act.setFocus()

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        if isinstance(error, Refused) and error.field == "passphrase":
            self.form.show_field("passphrase", True)
            self.passphrase.setFocus()


def _taken(
    station: Station, store: Store, path: Path, passphrase: str, told: Callable[[int, int], None]
) -> tuple[Brought, str]:
    brought = take_in(store, path, passphrase, told)
    codes = {row.id: f"« {row.title} » ({row.code})" for row in station.reading.crises()}
    return brought, bundle_words.brought(brought, codes)
