"""What is done with a main courante as a whole: paper copied into it, alerts brought in, what leaves it."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.core.store.rows import CrisisRow
from app.ui import alert_import, entry_words, wording
from app.ui.export_dialog import ExportDialog, print_decisions, print_journal
from app.ui.extractions_dialog import ExtractionsDialog
from app.ui.station import Station
from app.ui.transcription_dialog import TranscriptionDialog
from app.ui.window_keys import Key

NO_CRISIS = "aucune crise ouverte"


class JournalActs(QObject):
    """`crisis` and `wanted` give the crisis and the filter on screen. `said` tells the state line what was done, or why
    nothing was."""

    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        station: Station,
        places: Places,
        now: Callable[[], int],
        crisis: Callable[[], CrisisRow | None],
        wanted: Callable[[], EntryFilter | None],
    ):
        super().__init__(window)
        self._window, self._station, self._places, self._now = window, station, places, now
        self._crisis, self._wanted = crisis, wanted
        self._sheet: TranscriptionDialog | None = None

    def keys(self, first: Callable[[], object]) -> list[Key]:
        """These acts with their keys; `first` brings the main courante on screen, for what is done to what one sees."""

        def there(act: Callable[[], None]) -> Callable[[], None]:
            def do() -> None:
                first()
                act()

            return do

        return [
            Key("Saisie après coup…", "", self.transcribe, listed=True),
            Key("Importer des alertes CAP…", "", self.bring_alerts_in, listed=True),
            Key("Imprimer la main courante…", "Ctrl+P", there(self.print), listed=True),
            Key("Exporter la main courante…", "Ctrl+E", there(self.export), listed=True),
            Key("Imprimer le relevé de décisions…", "", self.print_decisions, listed=True),
            Key("Extractions de la crise…", "", self.show_extractions, listed=True),
        ]

    def print(self) -> None:
        """Print exactly what is on the screen."""
        crisis, wanted = self._crisis(), self._wanted()
        if crisis is None or wanted is None:
            self._refuse("Imprimer", NO_CRISIS)
            return
        print_journal(self._window, self._station, crisis, wanted)

    def export(self) -> None:
        """Offer to write what is on the screen in a file."""
        crisis, wanted = self._crisis(), self._wanted()
        if crisis is None or wanted is None:
            self._refuse("Exporter", NO_CRISIS)
            return
        _open(ExportDialog(self._window, self._station, crisis, wanted))

    def print_decisions(self) -> None:
        """Print the decisions of the crisis alone, in the order of their numbers."""
        crisis = self._crisis()
        if crisis is None:
            self._refuse("Relevé de décisions", NO_CRISIS)
            return
        print_decisions(self._window, self._station, crisis)

    def show_extractions(self) -> None:
        """Show what left this crisis."""
        crisis = self._crisis()
        if crisis is None:
            self._refuse("Extractions", NO_CRISIS)
            return
        _open(ExtractionsDialog(self._window, self._station, crisis))

    def transcribe(self) -> None:
        """Offer the grid where the lines of a sheet are typed; it stands beside the window, which goes on."""
        crisis = self._crisis()
        why_not = entry_words.why_not_write(crisis)
        if crisis is None or why_not:
            self._refuse("Saisie après coup", why_not)
            return
        if self._sheet is None or not shiboken6.isValid(self._sheet):
            self._sheet = TranscriptionDialog(self._window, self._station, crisis, self._now, self._places)
            self._sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._sheet.recorded.connect(self._tell_sheet)
        self._sheet.show()
        self._sheet.activateWindow()

    def bring_alerts_in(self) -> None:
        """Ask for CAP alerts to be written in the main courante."""
        crisis = self._crisis()
        why_not = entry_words.why_not_write(crisis)
        if crisis is None or why_not:
            self._refuse("Importer des alertes", why_not)
            return
        alert_import.choose_alerts(self._window, self._station, crisis)

    def close(self) -> None:
        """Keep the sheet half-typed, and close it."""
        if self._sheet is not None and shiboken6.isValid(self._sheet):
            self._sheet.close()

    def _tell_sheet(self, count: int, sheet: str) -> None:
        entries = wording.number(count, "entrée transcrite", "entrées transcrites")
        self.said.emit(f"{entries} de la feuille {sheet}")

    def _refuse(self, act: str, why_not: str) -> None:
        self.said.emit(f"{act} : {why_not}")


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
