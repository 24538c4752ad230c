"""Taking something out as a file: gathered, put where a person says, and its hash shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.attachments import name_on_disk
from app.core.desk import Desk
from app.core.errors import Unavailable, disk_said
from app.documents.exporting import Taken
from app.ui import detail_rows, plain
from app.ui.form import FormDialog
from app.ui.station import Station
from app.ui.wording import number

WRITING = "Écriture du fichier en cours…"
TakeOut = Callable[[Desk, Any, str, Path], Taken]
"""(desk, extract, format, path) → the file in its place, once it is noted."""


class ExtractDialog(FormDialog):
    """It asks where, and stays to show the name and the hash of what was written. `counted`: what the file holds, in
    one word."""

    def __init__(self, parent: QWidget | None, title: str, station: Station, counted: str, take_out: TakeOut):
        super().__init__(parent, title, "Choisir où…", station.background)
        self._station, self._counted, self._take_out = station, counted, take_out
        self.told = plain.label("", "small_strong", "success", wrap=True, name="Fichier écrit")
        self.told.setTextInteractionFlags(detail_rows.SELECTABLE)
        self.told.hide()

    def gather(self, told: str, work: Callable[[], Any], choose: Callable[[Any], object]) -> None:
        """Gather what is to leave, then have `choose` ask where."""
        self.form.forgive()
        self.act.setEnabled(False)
        self._tell(told, "text_secondary")
        self._background.carry(work, partial(self._gathered, choose), self._failed)

    def ask_where(self, kind: str, extract: Any, name: str, words: str) -> None:
        """Under that name, which says its frame and its hour; `words` are those of its format."""
        title = self.windowTitle()
        path, _ = QFileDialog.getSaveFileName(self, title, name_on_disk(name), f"{words} (*.{kind})")
        if path:
            self.save(kind, extract, Path(path))

    def save(self, kind: str, extract: Any, path: Path) -> None:
        """Write that extract there."""
        self.form.forgive()
        self.act.setEnabled(False)
        self._tell(WRITING, "text_secondary")
        work = partial(written, self._station, self._take_out, extract, kind, path)
        self._background.carry(work, self._succeeded, self._failed)

    def done_with(self, outcome: Taken) -> None:
        """Stay: the hash is to be read, or copied."""
        folder, names = outcome.files[0].parent, ", ".join(one.name for one in outcome.files)
        groups = " ".join(outcome.sha256[start : start + 8] for start in range(0, 64, 8))
        self._tell(f"{number(outcome.count, self._counted)} dans {names}\n{folder}\nSHA-256 {groups}", "success")
        self._cancel.setText("Fermer")

    def _gathered(self, choose: Callable[[Any], object], extract: Any) -> None:
        self.act.setEnabled(True)
        self.told.hide()
        choose(extract)

    def _failed(self, error: Exception) -> None:
        self.told.hide()
        super()._failed(error)

    def _tell(self, words: str, tone: str) -> None:
        plain.mark(self.told, "tone", tone)
        self.told.setText(words)
        self.told.show()


def written(station: Station, take_out: TakeOut, extract: Any, kind: str, path: Path) -> Taken:
    """The file in its place, once it is noted. Raises Refused or Unavailable, and nothing is left there."""
    try:
        return take_out(station.desk, extract, kind, path)
    except OSError as error:
        said = disk_said(error)
        raise Unavailable(f"Le fichier n’a pas pu être écrit ({said}) : choisissez un autre dossier.") from error
