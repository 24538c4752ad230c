"""The brief (*point de situation*): what it holds when it is frozen, for ever."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeGuard

import msgspec

from app.core.errors import Refused
from app.core.operations import LAST_MOMENT
from app.core.records import Author, Held
from app.core.register import Draft, Numbered, Register, View, genesis, number_given, require_open
from app.core.roles import ROLES, may_approve_briefs, may_write_entries

FORMATS = {"standard": "standard"}
SECTIONS = (  # domain.md §3
    "L'essentiel",
    "Situation",
    "Bilan",
    "Mesures prises",
    "Anticipation",
    "Communication",
    "Veille",
    "Décisions demandées",
    "Demandes en cours",
    "Contacts clés",
)
NOTHING = "Sans objet à l'heure d'arrêté."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text; `changed` draws the bar in the margin (changed since the last brief)."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of chronology. `struck` is the former wording of what was rectified, `note` the remark in italics."""

    occurred_at: int
    text: str
    source: str
    rating: str
    number: str
    recorded_at: int
    struck: str = ""
    note: str = ""
    changed: bool = False
    precision: str = "exact"


@dataclass(frozen=True, slots=True)
class Chronology:
    """Key events in order, with their source, rating and number."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Unverified:
    """What must be taken with reserve: printed in a dashed box apart."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain text under heads. `weights` are the relative widths of the columns; `figures` are the indexes
    of the columns aligned right."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]
    figures: tuple[int, ...] = ()


Block = Paragraph | Chronology | Unverified | Table


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section. No block at all prints NOTHING, or the reason given in `nothing`."""

    number: int
    title: str
    blocks: tuple[Block, ...] = ()
    nothing: str = NOTHING


@dataclass(frozen=True, slots=True)
class Content:
    """All that a brief says, on every page and in every section. Times are ms UTC, shown in `zone`.

    `approver` empty: every page says PROJET. `offline_since`: the last exchange when it was made without the server,
    None when online, 0 when the workstation never exchanged.
    """

    reference: str  # PDS-SIG1-001
    number: int
    crisis: str
    crisis_code: str
    frame: str
    zone: str
    cutoff: int
    made_at: int
    issuer: str
    author: str
    approver: str
    marking: str
    tlp: str
    replaces: str  # reference of the former brief, or empty
    next_at: int | None
    workstation: str
    offline: bool
    last_exchange: int | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Freeze:
    """Command: freeze a brief. `pdf` is the file made from `content`; it is kept and printed again from there."""

    space: str
    content: Content
    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A frozen brief. `sha256` names its file, `fingerprint` its content (the hash printed on every page)."""

    id: str
    space: str
    reference: str
    number: int
    format: str
    cutoff: int
    sha256: str
    fingerprint: str
    pages: int
    approved: bool
    author: Author
    frozen_at: int
    rank: int | None


def plain(content: Content) -> dict[str, Any]:
    """A content as it is written in an operation: fields in their order, each block with the name of its kind."""
    written: dict[str, Any] = msgspec.to_builtins(content)
    for section, kept in zip(written["sections"], content.sections, strict=True):
        section["blocks"] = [
            [type(block).__name__, fields] for block, fields in zip(kept.blocks, section["blocks"], strict=True)
        ]
    return written


def fingerprint(content: Content) -> str:
    """SHA-256 of a content, in hexadecimal: the hash printed on every page."""
    return sha256(msgspec.json.encode(plain(content))).hexdigest()


Command = Freeze
SERIES = "PDS"
MOST = 10**9  # briefs, or pages: beyond, it is no brief


def reference(prefix: str, n: int) -> str:
    """What the n-th brief of a crisis is called when the workstation `prefix` freezes it."""
    return f"{SERIES}-{prefix}-{n:03}"


def decide(command: Freeze, view: View) -> list[Draft]:
    """The operation that freezes a brief, or Refused."""
    content = command.content
    require_open(view, command.space)
    if content.number != view.last_number(command.space, SERIES) + 1:
        raise Refused(f"Un autre point de situation porte déjà le n° {content.number} : composez-le de nouveau.")
    approving = any(may_approve_briefs(grant.role) for grant in view.grants(command.space))
    if content.approver and not approving:
        raise Refused("Seuls le chef de la cellule communication et le directeur de crise approuvent un point.")
    body = {
        "number": content.reference,
        "n": content.number,
        "format": "standard",
        "cutoff": content.cutoff,
        "approved": bool(content.approver),
        "fingerprint": fingerprint(content),
        "sha256": sha256(command.pdf).hexdigest(),
        "pages": command.pages,
        "held": dict(view.chains(command.space)),
        **_beside(command.space, view),
        "content": plain(content),
        "pdf": base64.b64encode(command.pdf).decode(),
    }
    return [Draft("brief.frozen", body, command.space)]


def file_of(operations: Sequence[Held]) -> bytes:
    """The PDF of a brief, as it was frozen. Raises Refused when it is not the file its record names."""
    first = genesis(operations, "brief.frozen")
    if first is None:
        raise Refused("Ce point de situation n'est pas connu de ce poste.", "brief")
    body = first.operation.body
    try:
        pdf = base64.b64decode(str(body.get("pdf")), validate=True)
    except ValueError:
        pdf = b""
    if sha256(pdf).hexdigest() != body.get("sha256"):
        raise Refused("Le fichier de ce point de situation n'est pas celui qui a été figé.", "brief")
    return pdf


def _beside(space: str, view: View) -> dict[str, Any]:
    """What is held of the crises joined to that one, which the brief tells too."""
    others = [one for one in view.shown_under(space) if one != space]
    return {"held_beside": {one: dict(view.chains(one)) for one in others}} if others else {}


def held_when_frozen(operations: Sequence[Held], space: str = "") -> Mapping[str, int]:
    """What the workstation that froze a brief held of its crisis: for each chain, named `device:incarnation`, its last
    seq. Of another `space`: what it held of it once both were one, else nothing. Raises Refused when the brief does not
    say."""
    first = genesis(operations, "brief.frozen")
    if first is None:
        raise Refused("Ce point de situation n'est pas connu de ce poste.", "brief")
    held = first.operation.body.get("held")
    if space not in ("", first.operation.space):
        beside = first.operation.body.get("held_beside")
        held = beside.get(space, {}) if isinstance(beside, dict) else {}
    if not isinstance(held, dict) or not all(_whole(seq, 2**53) for seq in held.values()):
        raise Refused(
            "Ce point de situation a été figé par une version qui ne notait pas ce que son poste détenait : on ne peut"
            " dire ce qui est venu depuis. Choisissez un point plus récent, ou une période.",
            "brief",
        )
    return held


def fold(operations: Sequence[Held]) -> Brief | None:
    """The brief, which nothing changes after it is frozen."""
    first = genesis(operations, "brief.frozen")
    if first is None:
        return None
    body: Mapping[str, Any] = first.operation.body
    number, cutoff, pages = body.get("n"), body.get("cutoff"), body.get("pages")
    if not (_whole(number, MOST) and _whole(cutoff, LAST_MOMENT) and _whole(pages, MOST)):
        return None
    return Brief(
        id=first.id,
        space=first.operation.space,
        reference=number_given(first),
        number=number,
        format=str(body.get("format", "")),
        cutoff=cutoff,
        sha256=str(body.get("sha256", "")),
        fingerprint=str(body.get("fingerprint", "")),
        pages=pages,
        approved=bool(body.get("approved")) and may_approve_briefs(first.author.role),
        author=first.author,
        frozen_at=first.at,
        rank=first.rank,
    )


def _whole(value: Any, below: int) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < below


def _row(brief: Brief) -> Mapping[str, Any]:
    return {
        "reference": brief.reference,
        "n": brief.number,
        "cutoff": brief.cutoff,
        "frozen_at": brief.frozen_at,
        "author": brief.author.name,
        "approved": brief.approved,
        "pages": brief.pages,
        "sha256": brief.sha256,
        "fingerprint": brief.fingerprint,
    }


REGISTER = Register(
    name="brief",
    begins="brief.frozen",
    writers={"brief.frozen": frozenset(filter(may_write_entries, ROLES))},
    fold=fold,
    columns={
        "reference": str,
        "n": int,
        "cutoff": int,
        "frozen_at": int,
        "author": str,
        "approved": bool,
        "pages": int,
        "sha256": str,
        "fingerprint": str,
    },
    row=_row,
    number=lambda brief: Numbered(SERIES, brief.number, brief.reference) if brief.reference else None,
    conflicts=lambda brief: {},
    key=lambda brief: brief.frozen_at,
    words=lambda brief: brief.reference,
)
