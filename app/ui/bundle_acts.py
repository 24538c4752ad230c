"""USB sticks in the window: two acts of its menu, and a bundle that is dropped anywhere on it."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent

from app.core.store.rows import CrisisRow
from app.core.store.store import Store
from app.ui import bundle_import_dialog
from app.ui.bundle_dialog import BundleDialog
from app.ui.bundle_drop import bundle_in
from app.ui.bundle_export_dialog import BundleExportDialog
from app.ui.bundle_import_dialog import BundleImportDialog
from app.ui.station import Station
from app.ui.window import Window

EXPORT, IMPORT = "Exporter vers une clé USB…", "Importer depuis une clé USB…"
NO_CRISIS = "Exporter : aucune crise ouverte"


class BundleActs(QObject):
    """Its dialogs stand beside the window, which goes on; what they do stops when it closes."""

    def __init__(self, window: Window, station: Station, store: Store):
        super().__init__(window)
        self._window, self._station, self._store = window, station, store
        self.dialogs: list[BundleDialog] = []
        window.top.add_act(EXPORT, self.export)
        window.top.add_act(IMPORT, self.choose)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def export(self) -> None:
        """Offer to carry the crisis on screen away."""
        crisis: CrisisRow | None = self._window.crisis
        if crisis is None:
            self._window.state.say(NO_CRISIS)
            return
        self._show(BundleExportDialog(self._window, self._station, self._store, crisis))

    def choose(self) -> None:
        """Ask for a bundle, and offer to take it in."""
        path = bundle_import_dialog.choose(self._window)
        if path is not None:
            self.bring(path)

    def bring(self, path: Path) -> None:
        """Offer to take that bundle in."""
        self._show(BundleImportDialog(self._window, self._station, self._store, path, self._window.choose_crisis))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDropEvent):
                event.setAccepted(bundle_in(event.mimeData()) is not None)
                if event.isAccepted():
                    event.setDropAction(Qt.DropAction.CopyAction)  # a move would take it off the stick
                return True
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                path = bundle_in(event.mimeData())
                if path is not None:
                    event.setDropAction(Qt.DropAction.CopyAction)
                    event.accept()
                    self.bring(path)
                return True
            case QEvent.Type.Close:
                for dialog in self._open():
                    dialog.stop()
        return False

    def _show(self, dialog: BundleDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialogs = [*self._open(), dialog]
        dialog.show()

    def _open(self) -> list[BundleDialog]:
        return [one for one in self.dialogs if shiboken6.isValid(one)]
