"""What leaves of the directory at once: contacts in the order of the list, and the words that say what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.clock import moment
from app.core.contact import Contact
from app.core.records import Author
from app.core.registers.crisis import FRAMES
from app.core.registers.directory import ZONE
from app.core.registers.private import Private

EXTENSIONS = {"vcf": "vCard 4", "csv": "CSV", "ods": "ODS", "pdf": "PDF"}
MOST = {"vcf": 20_000, "csv": 100_000, "ods": 20_000, "pdf": 3_000}  # contacts in one file of that format


@dataclass(frozen=True, slots=True)
class DirectoryExtract:
    """`space` is the shared directory, or the crisis whose additions are taken out too; `crisis` its title, `frame` its
    frame. `asked` says in French which contacts these are; `private`: the numbers that were revealed for it, by
    contact; `names`: those of the contacts that others name, by id; `holders`: the contacts (ids) that have
    private numbers, revealed or not."""

    space: str
    contacts: Sequence[Contact]
    asked: str
    made_at: int
    author: Author
    frame: str = "real"
    crisis: str = ""
    zone: str = ZONE
    private: Mapping[str, Sequence[Private]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    holders: frozenset[str] = frozenset()
    offline: bool = False
    last_exchange: int | None = None

    def deputy(self, contact: Contact) -> str:
        """Who stands in for that contact, by name."""
        return self.names.get(contact.said("deputy"), contact.said("deputy"))

    @property
    def made_by(self) -> str:
        """Camille Martin (CCOM), poste SIG1."""
        role = f" ({self.author.role})" if self.author.role else ""
        return f"{self.author.name}{role}, poste {self.author.workstation}"


def file_name(extract: DirectoryExtract, extension: str) -> str:
    """`annuaire-EXERCICE-20260924-0058.pdf`: sorts by hour, and never hides its frame."""
    frame = "" if extract.frame == "real" else f"-{FRAMES[extract.frame]}"
    return f"annuaire{frame}-{moment(extract.made_at, extract.zone):%Y%m%d-%H%M}.{extension}"
