"""An entry in full as its fold gives it, for the parts that are drawn from values alone."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QLabel, QWidget

from app.core.entries import Assignee, Place
from app.core.entry import Amendment, Entry, Triaged
from app.core.records import Author, Field, Value
from app.core.store.journal_reading import LinkRow, Readers, Related
from app.ui.controls import Sign
from app.ui.text_view import TextView
from tests.ui.lines import CRISIS, at

HEAD = Author("p1", "C. Morvan", "SIG", "CCOM", "SIG1")
CLERK = Author("p2", "N. Bellec", "SIG", "MC", "SIG2")
ENTRY = Entry(
    id="a" * 64,
    space=CRISIS.id,
    number="SIG1-0147",
    rank=1204,
    author=HEAD,
    occurred_at=at(24, 2, 48),
    precision="about",
    received_at=at(24, 3, 3),
    recorded_at=at(24, 3, 5),
    direction="in",
    sender="SDIS 76",
    recipients=("Cellule com.",),
    means="phone",
    type="information",
    subject="Reprise de feu, cuvette n° 3",
    content="Produits : additifs.",
    source="B",
    credibility="3",
    verification="ongoing",
    place=Place("76540", "Rouen", ("76498",), 49.4431, 1.0993),
    priority=1,
    key_event=True,
    marking="Diffusion restreinte",
    tlp="amber",
    reference="SYNERGI 2026-4417",
    options="",
    rationale="",
    decision="",
    sheet="",
    triage="to_decide",
    assigned=Assignee("p1", "", "C. Morvan"),
    due=at(24, 3, 30),
    raw="02:48 SDIS76 tel > reprise",
    fields={},
    conflicts=(),
)
READERS = Readers(
    (("C. Morvan", "SIG", at(24, 3, 5)), ("P. Vial", "INT", at(24, 3, 9))), ("J. Diallo",), ("L. Aubert",)
)
CONTRADICTED = LinkRow(
    "contradicts",
    False,
    "b" * 64,
    "PREF-0031",
    "La cuvette 3 contient du solvant",
    "nature",
    "",
    CLERK,
    at(24, 3, 10),
    7,
)
ALONE = Related((), READERS, frozenset())


@dataclass(frozen=True, slots=True)
class Writing:
    """What a field says of the operation that wrote one of its values."""

    id: str
    author: Author
    at: int
    rank: int | None = None


def entry(**changes: object) -> Entry:
    """The entry above with these fields changed."""
    return replace(ENTRY, **changes)


def amendment(field: str, former: object, new: object, reason: str = "relu", rank: int | None = 8) -> Amendment:
    return Amendment(f"{field} {reason}", field, former, new, reason, HEAD, at(24, 3, 9), rank)


def step(to: str, minute: int, reason: str = "", rank: int | None = 8) -> Triaged:
    return Triaged(to, reason, HEAD, at(24, 3, minute), rank)


def two_values(*values: object) -> Field:
    """A field that as many persons wrote apart."""
    written = [Writing(str(place), (HEAD, CLERK)[place % 2], at(24, 3, 6 + place)) for place in range(len(values))]
    pairs = tuple(Value(value, by) for value, by in zip(values, written, strict=True))  # type: ignore[arg-type]
    return Field(pairs, False, tuple(one.id for one in written))


def said(widget: QWidget) -> str:
    """Every word of a part, its states and texts included, one a line."""
    shown = [one.text() for one in widget.findChildren(QLabel)]
    shown += [one.accessibleName() for one in widget.findChildren(Sign)]
    shown += [one.toPlainText() for one in widget.findChildren(TextView)]
    return "\n".join(shown).replace("\u200b", "").replace("\u200e", "")
