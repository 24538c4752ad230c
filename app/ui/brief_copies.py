"""The register of the copies of a brief, as the window asks it: read, added to, and its copies taken out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core import brief_code
from app.core.brief import Brief, first_number, label
from app.core.clock import Clock
from app.core.store.reading import Reading
from app.documents import brief_mail, copies
from app.documents.brief_mail import Words
from app.documents.copy_outputs import Copy
from app.ui.copies_dialog import CopiesDialog
from app.ui.copies_list import Registered
from app.ui.station import Station
from app.ui.wording import person


@dataclass(slots=True)
class BriefCopies:
    """As `CopyRegister` says, of the text of a brief that stood when its dialog opened."""

    station: Station
    id: str
    space: str
    frame: str
    zone: str
    words: Words
    annex_pages: int
    former: Sequence[str]

    def existing(self) -> Sequence[Registered]:
        return [
            Registered(one.label, one.recipient, one.at, person(one.author))
            for one in self.station.reading.brief_copies(self.id)
        ]

    def labels(self, count: int) -> Sequence[str]:
        found = self.station.reading.brief(self.id)
        first = first_number(found, self.station.prefix)
        last = first + count - 1
        return [label(number, last, self.station.prefix, found.file.home) for number in range(first, last + 1)]

    def make(self, recipients: Sequence[str]) -> Sequence[Copy]:
        reading = self.station.reading
        found = reading.brief(self.id)
        before = {one.label for one in reading.brief_copies(self.id)}
        pdf, annex = reading.brief_file(self.id), reading.brief_annex(self.id) if found.file.annex_pages else b""
        self.station.desk.do(copies.make(pdf, annex, found, self.station.prefix, recipients))
        return self.again([one.label for one in reading.brief_copies(self.id) if one.label not in before])

    def again(self, labels: Sequence[str]) -> Sequence[Copy]:
        reading = self.station.reading
        found = [one for one in reading.brief_copies(self.id) if one.label in labels]
        wanted = [one.label for one in found]
        annexed = [one.label for one in found if one.annex_sha256]
        annexes = dict(zip(annexed, reading.copy_files(self.id, annexed, annex=True) if annexed else (), strict=True))
        return [
            Copy(one.label, one.recipient, pdf, annexes.get(one.label, b""))
            for one, pdf in zip(found, reading.copy_files(self.id, wanted) if wanted else (), strict=True)
        ]

    def proof(self, label: str, recipient: str) -> bytes:
        found, pdf = self.station.reading.brief(self.id), self.station.reading.brief_file(self.id)
        code = brief_code.written(found.reference, found.file.fingerprint, label)
        return pdf + copies.tail(pdf, label, recipient, code)


def open_copies(parent: QWidget, station: Station, brief: str) -> None:
    """Read that brief (id), then open the dialog of its copies over `parent`."""

    def show(register: BriefCopies) -> None:
        if shiboken6.isValid(parent):
            dialog = CopiesDialog(parent, station, register)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    station.background.read(partial(register_of, station, brief, Clock().now()), show)


def register_of(station: Station, brief: str, now: int) -> BriefCopies:
    """What the dialog is told of that brief (id) at that hour (ms). Not on the window's thread. Raises Refused."""
    found = station.reading.brief(brief)
    crisis = station.reading.crisis(found.space)
    content = station.reading.brief_content(brief)
    if content is not None:
        words = brief_mail.words_of(content, now)
    else:  # frozen by a later version: its file can be copied, what it says is not known here
        marks = () if found.approved else (brief_mail.DRAFT,)
        words = Words(f"Point de situation n° {found.number}", found.reference, marks, (), now, crisis.zone)
    return BriefCopies(
        station=station,
        id=brief,
        space=found.space,
        frame=crisis.frame,
        zone=crisis.zone,
        words=words,
        annex_pages=found.file.annex_pages,
        former=_former(station.reading, found),
    )


def _former(reading: Reading, found: Brief) -> Sequence[str]:
    """Who received the brief that this one replaces."""
    before = next((row.id for row in reading.briefs(found.space) if row.reference == found.replaces), "")
    return [one.recipient for one in reading.brief_copies(before) if one.recipient] if before else []
