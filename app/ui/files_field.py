"""The files joined to an entry being written: chosen, dropped or pasted, several at once, and never opened."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.core import attachments
from app.core.entries import Attachment
from app.core.errors import Refused
from app.ui import arrangement, controls, file_drop, plain, wording
from app.ui.file_drop import Brought, brought_by, contents
from app.ui.station import Station

HINT = "Ou déposez-les ici, ou collez une capture d’écran : Ctrl+V. 25 Mo au plus par fichier."
KEPT = "{crisis} file {sha256}"


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """A file with its content, as it was when it was joined."""

    attachment: Attachment
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reading brought: the file, or why there is none. `named` is its SHA-256 when a draft named it."""

    file: JoinedFile | None
    why_not: str
    named: str


class FilesField(QWidget):
    """The files, one a line. Their contents are read, and kept with the draft, off the window's thread."""

    changed = Signal()

    def __init__(self, station: Station, crisis: str, now: Callable[[], int], zone: str) -> None:
        super().__init__()
        self._station, self._crisis, self._now, self._zone = station, crisis, now, zone
        self._files: list[JoinedFile] = []
        self._awaited = 0
        self._named: dict[str, Attachment] = {}  # by a draft, their contents not here yet
        self._rows = arrangement.column(spacing=4)
        self.add = controls.button("Joindre des fichiers…", self.choose, "dense")
        self.refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self.refusal.hide()
        hint = plain.label(HINT, "small", "text_tertiary", wrap=True)
        foot = arrangement.row(self.add, arrangement.wide(hint), spacing=10)
        self.setLayout(arrangement.column(self._rows, self.refusal, foot, spacing=6))
        self.setFocusProxy(self.add)
        self.setAcceptDrops(True)

    @property
    def files(self) -> Sequence[JoinedFile]:
        return tuple(self._files)

    @property
    def reading(self) -> bool:
        """Whether the content of a file is still awaited."""
        return self._awaited > 0

    def typed(self) -> list[dict[str, Any]]:
        """What the draft says of them: their contents are kept beside it."""
        return [asdict(one) for one in (*(file.attachment for file in self._files), *self._named.values())]

    def put(self, kept: Iterable[dict[str, Any]]) -> None:
        """Bring back the files a draft names."""
        for one in kept:
            file = Attachment(**one)
            self._named[file.sha256] = file
            self._read(partial(_kept_file, self._station, self._crisis, file), file.sha256)

    def choose(self) -> None:
        """Ask which files."""
        self.join(file_drop.choose(self))

    def join(self, brought: Iterable[Brought]) -> None:
        """Join these, each on its own: one refused holds no other back."""
        for one in brought:
            self._read(partial(_joined, one))

    def takes(self, data: QMimeData) -> bool:
        """Whether that was copied, or is dragged, as files or as a picture: words that come with one are words."""
        return any(url.isLocalFile() for url in data.urls()) or (data.hasImage() and not data.hasText())

    def take(self, data: QMimeData) -> None:
        """Join what was dropped or pasted."""
        self.join(brought_by(data, self._now(), self._zone))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(event.mimeData())
        event.acceptProposedAction()

    def _read(self, work: Callable[[], JoinedFile], named: str = "") -> None:
        self._awaited += 1
        self.refusal.hide()
        self._station.background.read(partial(_attempt, work, named), self._came)

    def _came(self, outcome: Outcome) -> None:
        self._awaited -= 1
        self._named.pop(outcome.named, None)
        if outcome.file is None:
            former = f"{self.refusal.text()}\n" if self.refusal.isVisibleTo(self) else ""
            self.refusal.setText(f"{former}Refusé : {outcome.why_not}")
            self.refusal.show()
        elif all(one.attachment.sha256 != outcome.file.attachment.sha256 for one in self._files):
            self._files.append(outcome.file)
            self._station.background.write(partial(_keep, self._station, self._crisis, outcome.file))
        self._show()
        self.changed.emit()

    def _remove(self, sha256: str) -> None:
        self._files = [one for one in self._files if one.attachment.sha256 != sha256]
        self._show()
        self.add.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        arrangement.clear(self._rows)
        for one in self._files:
            file = one.attachment
            remove = controls.button("Retirer", partial(self._remove, file.sha256), "line", f"Retirer {file.name}")
            sign = controls.Sign("attachment", "", "text_secondary")
            name = plain.label(wording.breakable(file.name), "small_strong", wrap=True)
            size = plain.label(attachments.weighed(file.size), "small", "text_tertiary")
            self._rows.addLayout(arrangement.row(sign, arrangement.wide(name), size, remove))


def _attempt(work: Callable[[], JoinedFile], named: str) -> Outcome:
    try:
        return Outcome(work(), "", named)
    except Refused as refused:
        return Outcome(None, str(refused), named)


def _joined(one: Brought) -> JoinedFile:
    return JoinedFile(*contents(one))


def _keep(station: Station, crisis: str, file: JoinedFile) -> None:
    name = KEPT.format(crisis=crisis, sha256=file.attachment.sha256)
    if not station.reading.draft(name):
        station.desk.keep_draft(name, b64encode(file.content).decode())


def _kept_file(station: Station, crisis: str, attachment: Attachment) -> JoinedFile:
    text = station.reading.draft(KEPT.format(crisis=crisis, sha256=attachment.sha256))
    if not text:
        raise Refused(f"« {attachment.name} » n’est plus sur ce poste : joignez-le de nouveau.", "files")
    return JoinedFile(attachment, b64decode(text))


def forget_others(station: Station, crisis: str, drafts: Iterable[Mapping[str, Any]]) -> None:
    """Forget the contents that no draft of the crisis names any more. Never on the window's thread."""
    named = {file.get("sha256") for fields in drafts for file in fields.get("files", ()) if isinstance(file, dict)}
    prefix = KEPT.format(crisis=crisis, sha256="")
    for name, _ in station.reading.drafts(prefix):
        if name.removeprefix(prefix) not in named:
            station.desk.keep_draft(name, "")
