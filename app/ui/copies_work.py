"""What making numbered copies takes, off the window's thread: the register first, then where they go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.core.errors import Refused, Unavailable
from app.core.plain_text import clean
from app.core.recipients import Recipient, typed
from app.documents import copy_outputs
from app.documents.brief_mail import Words
from app.documents.copy_outputs import Copy
from app.ui.copies_list import Registered

LONGEST = 80  # characters of a recipient: what the foot of a page has room for
QUEUE, FOLDER, MAIL = "queue", "folder", "mail"


class CopyRegister(Protocol):
    """A brief and the register of its copies. `former`: who received the brief before it. No question is asked on the
    window's thread; each may raise Refused or Unavailable."""

    id: str
    space: str
    frame: str
    zone: str
    words: Words
    annex_pages: int
    former: Sequence[str]

    def existing(self) -> Sequence[Registered]:
        """The register, in the order of its numbers."""

    def labels(self, count: int) -> Sequence[str]:
        """How that many new copies would be numbered."""

    def make(self, recipients: Sequence[str]) -> Sequence[Copy]:
        """Register a copy for each: for ever."""

    def again(self, labels: Sequence[str]) -> Sequence[Copy]:
        """Copies of the register, as they were made."""

    def proof(self, label: str, recipient: str) -> bytes:
        """What a copy would be; nothing is registered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for. `queue` empty: the system asks which, and prints images."""

    recipients: tuple[Recipient, ...]
    again: tuple[str, ...] = ()
    output: str = QUEUE
    queue: str = ""
    two_sided: bool = False
    folder: str = ""
    annex: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it. `made`: the numbers given; `copies`: all that were to go out; `bare`: those of recipients
    without an address; `error`: why they did not go out, though they are in the register."""

    made: tuple[str, ...]
    copies: tuple[Copy, ...]
    bare: tuple[Copy, ...] = ()
    error: Refused | Unavailable | None = None


def named(text: str) -> tuple[Recipient, ...]:
    """Whom a person typed, one a line. Raises Refused (about `recipients`)."""
    found = typed(text)
    for one in found:
        clean(one.name, "recipients", LONGEST)
        if one.address and "@" not in one.address:
            raise Refused(f"« {one.address} » n’est pas une adresse de courriel.", "recipients")
    return found


def carried_out(register: CopyRegister, asked: Asked) -> Outcome:
    """Register the new copies, then have all of them go out. Raises Refused or Unavailable when nothing was registered:
    what is sure not to go out is refused first."""
    if asked.output != QUEUE:
        copy_outputs.require_folder(Path(asked.folder))
    older = register.again(asked.again) if asked.again else ()
    new = register.make([one.name for one in asked.recipients]) if asked.recipients else ()
    reached = [replace(copy, address=one.address) for copy, one in zip(new, asked.recipients, strict=True)]
    copies = tuple(copy if asked.annex else replace(copy, annex=b"") for copy in (*older, *reached))
    made = tuple(copy.label for copy in new)
    try:
        return Outcome(made, copies, _sent(register.words, asked, copies))
    except (Refused, Unavailable) as error:
        return Outcome(made, copies, error=error)


def _sent(words: Words, asked: Asked, copies: Sequence[Copy]) -> tuple[Copy, ...]:
    """Those that no courriel carries, once all went out. Raises Refused or Unavailable."""
    match asked.output:
        case "folder":
            copy_outputs.to_folder(words, copies, Path(asked.folder))
        case "mail":
            return copy_outputs.to_mails(words, copies, Path(asked.folder)).bare
        case _ if asked.queue:
            copy_outputs.to_queue(words, copies, asked.queue, two_sided=asked.two_sided)
    return ()
