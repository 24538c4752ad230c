"""A register of copies held in memory, whose copies are real files: what the dialogs ask of a brief."""

from collections.abc import Sequence

from app.core.errors import Unavailable
from app.documents.copy_outputs import Copy
from app.ui.copies_list import Registered
from tests.documents.courriels import WORDS, at
from tests.documents.sheets import sheets


class Register:
    """Two pages and an annex of one; each copy is that file with its number and its recipient at its end."""

    def __init__(self, space: str = "c" * 64, annex_pages: int = 1, former: Sequence[str] = ()) -> None:
        self.id, self.space, self.frame, self.zone, self.words = "b" * 64, space, "exercise", "Europe/Paris", WORDS
        self.annex_pages, self.former = annex_pages, former
        self.copies: list[Copy] = []
        self.failing: Exception = Unavailable("")

    def existing(self) -> Sequence[Registered]:
        return [Registered(one.label, one.recipient, at(24, 3, 21), "C. Morvan (CCOM)") for one in self.copies]

    def labels(self, count: int) -> Sequence[str]:
        of = len(self.copies) + count
        return [f"{number}/{of}" for number in range(len(self.copies) + 1, of + 1)]

    def make(self, recipients: Sequence[str]) -> Sequence[Copy]:
        if str(self.failing):
            raise self.failing
        new = [
            Copy(label, name, self.proof(label, name), sheets(1) if self.annex_pages else b"")
            for label, name in zip(self.labels(len(recipients)), recipients, strict=True)
        ]
        self.copies += new
        return new

    def again(self, labels: Sequence[str]) -> Sequence[Copy]:
        return [one for one in self.copies if one.label in labels]

    def proof(self, label: str, recipient: str) -> bytes:
        return sheets(2) + f"% {label} {recipient}\n".encode()
