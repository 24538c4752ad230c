"""Alerts of the Common Alerting Protocol, from the files a person chose into the main courante."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.clock import Clock
from app.core.errors import Refused, disk_said
from app.core.store.rows import CrisisRow
from app.documents import alert_import, cap
from app.documents.alert_import import Brought
from app.ui import plain
from app.ui.station import Station
from app.ui.wording import number

TITLE = "Importer des alertes CAP"
FILES = "Alertes CAP (*.xml *.cap);;Tous les fichiers (*)"
OUTCOMES = {"written": "Importées", "known": "Déjà importées, rien n’a été écrit", "refused": "Refusées"}


def choose_alerts(parent: QWidget, station: Station, crisis: CrisisRow) -> None:
    """Ask for the files, then bring them in."""
    paths, _ = QFileDialog.getOpenFileNames(parent, TITLE, "", FILES)
    if paths:
        import_alerts(parent, station, crisis, [Path(path) for path in paths])


def import_alerts(parent: QWidget, station: Station, crisis: CrisisRow, paths: Sequence[Path]) -> None:
    """Bring these files in, then say what became of each: one that is refused stops none of the others."""
    work = partial(brought, station, crisis, paths)
    station.background.carry(work, partial(_tell, parent), partial(_failed, parent, station))


def brought(station: Station, crisis: CrisisRow, paths: Sequence[Path]) -> list[Brought]:
    """One result for each file. Not on the window's thread."""
    read: list[tuple[str, bytes]] = []
    unread: list[Brought] = []
    for path in paths:
        try:
            with path.open("rb") as opened:
                read.append((path.name, opened.read(cap.LARGEST + 1)))
        except OSError as error:
            said = f"Ce fichier ne se lit pas ({disk_said(error)}) : rien n’a été écrit."
            unread.append(Brought(path.name, "refused", said))
    into = station.reading.crisis(crisis.id)
    return alert_import.bring_in(station.desk, station.reading, into, read, Clock().now()) + unread


def words(results: Sequence[Brought]) -> tuple[str, str]:
    """What became of them: a sentence, then a line for each file."""
    counted = [(label, [one for one in results if one.outcome == outcome]) for outcome, label in OUTCOMES.items()]
    head = " · ".join(f"{label} : {len(those)}" for label, those in counted if those)
    lines = [f"{one.name} : {one.words}" for _, those in counted for one in those]
    return f"{number(len(results), 'fichier')}. {head}.", "\n".join(lines)


def _tell(parent: QWidget, results: Sequence[Brought]) -> None:
    head, lines = words(results)
    short = len(results) <= 5
    plain.warn(parent, TITLE, f"{head}\n\n{lines}" if short else head, "" if short else lines)


def _failed(parent: QWidget, station: Station, error: Exception) -> None:
    if isinstance(error, Refused):
        plain.warn(parent, TITLE, str(error))
        return
    station.background.failed.emit(error)
