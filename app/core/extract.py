"""What leaves the journal at once: entries in the order of the screen, and the words that say what was asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.clock import moment
from app.core.entries import TLP
from app.core.entry import Entry
from app.core.records import Author
from app.core.registers.crisis import FRAMES, Crisis

TITLES = {"journal": "Main courante", "decisions": "Relevé de décisions"}
ORDERS = {
    "occurred": "heure du fait, la plus récente d'abord",
    "occurred_upwards": "heure du fait, la plus ancienne d'abord",
    "recorded": "heure de saisie, la plus récente d'abord",
    "recorded_upwards": "heure de saisie, la plus ancienne d'abord",
    "numbered": "numéro de décision",
}
EXTENSIONS = {"pdf": "PDF", "odt": "ODT", "csv": "CSV", "ods": "ODS", "json": "JSON"}  # what a person may ask for
_STRICTEST = ("red", "amber_strict", "amber", "green", "clear")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A link that another entry holds to this one: `kind` of `entries.LINKS`, the other's number and id."""

    kind: str
    number: str
    id: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Extract:
    """Entries as they were asked for. `what` is a key of TITLES, `order` of ORDERS, `asked` the filter in French.

    `numbers` names every entry that a link of these names, by id; `incoming` the links that others hold to them.
    """

    what: str
    crisis: Crisis
    entries: Sequence[Entry]
    order: str
    asked: str
    made_at: int
    author: Author
    numbers: Mapping[str, str] = field(default_factory=dict)
    incoming: Mapping[str, Sequence[Incoming]] = field(default_factory=dict)
    offline: bool = False
    last_exchange: int | None = None

    @property
    def title(self) -> str:
        return TITLES[self.what]

    @property
    def frame(self) -> str:
        return FRAMES[self.crisis.frame]

    @property
    def made_by(self) -> str:
        """Camille Martin (CCOM), poste SIG1."""
        role = f" ({self.author.role})" if self.author.role else ""
        return f"{self.author.name}{role}, poste {self.author.workstation}"


def marking(extract: Extract) -> str:
    """Every protection mention that something in it bears."""
    return " · ".join(_present((extract.crisis.marking, *(one.marking for one in extract.entries))))


def tlp(extract: Extract) -> str:
    """The strictest sharing colour that something in it bears: `TLP:AMBER`, or nothing."""
    present = _present((extract.crisis.tlp, *(one.tlp for one in extract.entries)))
    return next((TLP[colour] for colour in _STRICTEST if colour in present), "")


def file_name(extract: Extract, extension: str) -> str:
    """`CRI-2026-SIG1-004-main-courante-EXERCICE-20260924-0058.pdf`: sorts by hour, and never hides its frame."""
    when = f"{moment(extract.made_at, extract.crisis.zone):%Y%m%d-%H%M}"
    name = {"journal": "main-courante", "decisions": "releve-de-decisions"}[extract.what]
    code = "".join(sign for sign in extract.crisis.code if sign.isalnum() or sign == "-") or "crise"
    return f"{code}-{name}-{extract.frame}-{when}.{extension}"


def _present(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, values)))
