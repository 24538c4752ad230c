"""A message ready for each channel: text, courriel, ODT or PDF, never without its marks, and noted as it leaves."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from app.core.desk import Desk
from app.core.errors import Refused
from app.core.leaving import FORMATS, Leaving
from app.core.recipients import Recipient
from app.core.registers.extractions import LogExtraction
from app.documents import exporting, message_mail

COPIED, PAPER = "copie", "papier"  # what the log of extractions calls the clipboard and a print


def made(leaving: Leaving, format: str, to: Sequence[Recipient] = (), hidden: Sequence[Recipient] = ()) -> bytes:
    """The file, in one of FORMATS. Recipients are those of a courriel. Raises Refused when the format cannot say it."""
    data: bytes
    match format:
        case "txt":
            data = f"{leaving.marked}\n".encode()
        case "eml":
            data = message_mail.mail_of(leaving, to, hidden)
        case "odt":
            data = _odt().odt_of(leaving)
        case "pdf":
            data = _paper().pdf_of(leaving)
        case _:
            raise Refused(f"Format inconnu : « {format} ». Formats possibles : {', '.join(FORMATS)}.", "format")
    return data


def logged(crisis: str, leaving: Leaving, format: str, data: bytes) -> LogExtraction:
    """The command that writes down that it left. `crisis` is its id."""
    variant = f", {leaving.channel}" if leaving.channel else ""
    marks = "".join(f" ; {mark}" for mark in leaving.marks)
    about = f"{leaving.reference} {leaving.version}{variant}{marks}"
    return LogExtraction(crisis, "message", format, about[:1000], 1, sha256(data).hexdigest())


def take_out(
    desk: Desk,
    crisis: str,
    leaving: Leaving,
    format: str,
    file: Path,
    to: Sequence[Recipient] = (),
    hidden: Sequence[Recipient] = (),
) -> str:
    """Makes the file, notes that it leaves, then gives it its name; its SHA-256. Raises Refused or OSError, and nothing
    is left behind."""
    data = made(leaving, format, to, hidden)
    note = logged(crisis, leaving, format, data)
    exporting.place(desk, note, {file: data})
    return note.sha256


def copy(desk: Desk, crisis: str, leaving: Leaving) -> str:
    """What goes to the clipboard, once it is noted. Raises Refused."""
    desk.do(logged(crisis, leaving, COPIED, leaving.marked.encode()))
    return leaving.marked


# The libraries of paper and of text documents take their time to open: only who exports waits for them.


def _odt() -> ModuleType:
    from app.documents import message_odt

    return message_odt


def _paper() -> ModuleType:
    from app.documents import message_paper

    return message_paper
