"""A message out of the encrypted journal: copied, written as a file or printed, always with its marks, always noted."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.attachments import name_on_disk
from app.core.errors import Refused, Unavailable, disk_said
from app.core.leaving import FORMATS, Leaving, file_name
from app.core.recipients import Recipient
from app.documents import message_outputs
from app.ui import plain, printing
from app.ui.station import Station

COPIED = "Copié, et noté parmi les extractions."
UNDER_MARKS = "{} Ce qui sort porte : {}"

Told = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A version that is to leave: by which channel's variant (empty: the whole text), and what paper says beside it."""

    message: str
    version: str | None = None
    channel: str = ""
    place: str = ""
    contact: str = ""
    recipients: tuple[Recipient, ...] = ()


def copy(parent: QWidget, station: Station, wanted: Wanted, told: Told) -> None:
    """To the clipboard. `told` is given what to say of it once it is there."""
    station.background.write(
        partial(copied, station, wanted), partial(_to_clipboard, told), partial(_refused, parent, station)
    )


def save(parent: QWidget, station: Station, wanted: Wanted, format: str, told: Told) -> None:
    """To a file, one of `leaving.FORMATS`: its name is proposed once it is known what the text may not be taken for."""
    read = partial(leaving_now, station, wanted)
    station.background.read(
        read, partial(_choose, parent, station, wanted, format, told), partial(_refused, parent, station)
    )


def print_paper(parent: QWidget, station: Station, wanted: Wanted) -> None:
    """On paper, as the PDF has it."""

    def show(ready: tuple[str, Leaving, bytes]) -> None:
        space, leaving, pdf = ready
        note = message_outputs.logged(space, leaving, message_outputs.PAPER, pdf)
        name = f"{leaving.reference} {leaving.version}"
        printing.print_file(parent, station.background, name, pdf, partial(station.desk.do, note))

    station.background.carry(partial(_laid_out, station, wanted), show, partial(_refused, parent, station))


def leaving_now(station: Station, wanted: Wanted) -> Leaving:
    """The version as it may leave at this very moment. Not on the window's thread. Raises Refused."""
    return _leaving(station, wanted)[1]


def copied(station: Station, wanted: Wanted) -> Leaving:
    """Notes that it is copied; what is to be put in the clipboard. Not on the window's thread. Raises Refused."""
    space, leaving = _leaving(station, wanted)
    message_outputs.copy(station.desk, space, leaving)
    return leaving


def written(station: Station, wanted: Wanted, format: str, path: Path) -> str:
    """The file in its place, once it is noted; what to say of it. Raises Refused or Unavailable, and nothing is left
    there."""
    space, leaving = _leaving(station, wanted)
    to, hidden = (wanted.recipients, ()) if len(wanted.recipients) == 1 else ((), wanted.recipients)
    try:
        sha256 = message_outputs.take_out(station.desk, space, leaving, format, path, to, hidden)
    except OSError as error:
        said = disk_said(error)
        raise Unavailable(f"Le fichier n’a pas pu être écrit ({said}) : choisissez un autre dossier.") from error
    return said_of(leaving, f"{path.name} est écrit. SHA-256 {sha256[:12]}…")


def said_of(leaving: Leaving, done: str) -> str:
    """What was done, and what it bears."""
    return UNDER_MARKS.format(done, " ; ".join(leaving.marks)) if leaving.marks else done


def _leaving(station: Station, wanted: Wanted) -> tuple[str, Leaving]:
    return station.reading.leaving(wanted.message, wanted.version, wanted.channel, wanted.place, wanted.contact)


def _laid_out(station: Station, wanted: Wanted) -> tuple[str, Leaving, bytes]:
    space, leaving = _leaving(station, wanted)
    return space, leaving, message_outputs.made(leaving, "pdf")


def _to_clipboard(told: Told, leaving: Leaving) -> None:
    QGuiApplication.clipboard().setText(leaving.marked)
    told(said_of(leaving, COPIED))


def _choose(parent: QWidget, station: Station, wanted: Wanted, format: str, told: Told, leaving: Leaving) -> None:
    name = name_on_disk(file_name(leaving, format))
    path, _ = QFileDialog.getSaveFileName(parent, "Sortir le message", name, f"{FORMATS[format]} (*.{format})")
    if path:
        work = partial(written, station, wanted, format, Path(path))
        station.background.carry(work, told, partial(_refused, parent, station))


def _refused(parent: QWidget, station: Station, error: Exception) -> None:
    if isinstance(error, Refused | Unavailable):
        plain.warn(parent, "Rien n’est sorti", str(error))
        return
    station.background.failed.emit(error)
