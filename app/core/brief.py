"""A brief as its operations leave it: a project until it is approved, then what it says for ever, and its copies."""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeGuard

import msgspec

from app.core.brief_content import Content, can_be_shown
from app.core.brief_content import read as read_content
from app.core.errors import Refused
from app.core.operations import LAST_MOMENT
from app.core.records import Author, Held, in_order
from app.core.register import genesis, is_prefix_of, number_given
from app.core.roles import may_approve_briefs

FROZEN, REVISED, APPROVED, COPIED = "brief.frozen", "brief.revised", "brief.approved", "brief.copied"
SERIES = "PDS"
ID = re.compile("[0-9a-f]{64}")
MOST = 10**9  # briefs, pages or copies: beyond, it is none
LONGEST_FORMAT, LONGEST_REFERENCE = 20, 80
MOST_COPIES, LONGEST_RECIPIENT = 500, 80  # copies made at once, characters of whom each is for
UNKNOWN = "Ce point de situation n'est pas connu de ce poste."


@dataclass(frozen=True, slots=True)
class Known:
    """What the workstation held when it gathered a brief: for each chain of the crisis, `device:incarnation` → its last
    seq; `beside`, the same for each crisis joined to it. `before`: what the briefs it goes on from could tell, and this
    one could not."""

    held: Mapping[str, int]
    beside: Mapping[str, Mapping[str, int]]
    before: "tuple[Told, ...]" = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a brief could tell: what happened until `cutoff`, of what was `known`, in the sections of its `format`."""

    known: Known
    cutoff: int
    format: str


@dataclass(frozen=True, slots=True)
class File:
    """A text of a brief, as it was frozen by `operation`. `sha256` names its file, `fingerprint` its content (the hash
    printed on every page), `home` the workstation it was made on."""

    operation: str
    sha256: str
    fingerprint: str
    pages: int
    annex_sha256: str
    annex_pages: int
    approved: bool
    cutoff: int
    author: Author
    at: int
    home: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy in the register. `label` is unique among those of its `file`: 3/15, or INT-1/4 when another workstation
    than the home of the file made it (`prefix`)."""

    label: str
    number: int
    prefix: str
    recipient: str
    file: str
    sha256: str
    annex_sha256: str
    author: Author
    at: int
    operation: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief. `files`: the one that stands first, then the projects it replaced and the approvals given apart."""

    id: str
    space: str
    reference: str
    number: int
    format: str
    author: Author
    frozen_at: int
    replaces: str
    rank: int | None
    files: tuple[File, ...]
    copies: tuple[Copied, ...]

    @property
    def file(self) -> File:
        """The text that stands."""
        return self.files[0]

    @property
    def approved(self) -> bool:
        return self.file.approved

    @property
    def cutoff(self) -> int:
        """The hour its information stops at (ms)."""
        return self.file.cutoff


def fold(operations: Sequence[Held]) -> Brief | None:
    """The brief these operations amount to. Once it is approved nothing that came apart takes its place."""
    first = genesis(operations, FROZEN)
    if first is None:
        return None
    ordered = in_order(operations)
    texts = [one for one in ordered if one.counts and one.kind in (FROZEN, REVISED, APPROVED)]
    files = [file for held in texts if (file := _file(held, first)) is not None]
    if not any(one.operation == first.id for one in files):
        return None
    approved = [one for one in files if one.approved]  # the first of them stands
    projects = [one for one in reversed(files) if not one.approved]
    body: Mapping[str, Any] = first.operation.body
    stands = next(one.operation.body for one in texts if one.id == (*approved, *projects)[0].operation)
    content = stands.get("content")
    return Brief(
        id=first.id,
        space=first.operation.space,
        reference=number_given(first),
        number=body["n"],
        format=str(body.get("format", ""))[:LONGEST_FORMAT],
        author=first.author,
        frozen_at=first.at,
        replaces=str(content.get("replaces", ""))[:LONGEST_REFERENCE] if isinstance(content, dict) else "",
        rank=first.rank,
        files=(*approved, *projects),
        copies=tuple(_copies(ordered, {one.sha256: one for one in (*reversed(projects), *reversed(approved))})),
    )


def _file(held: Held, first: Held) -> File | None:
    """The text that operation froze, unless it is not one of this brief, or not its author's to approve."""
    body = held.operation.body
    if not isinstance(body, dict):
        return None
    number, cutoff, pages, more = body.get("n"), body.get("cutoff"), body.get("pages"), body.get("annex_pages", 0)
    if not (_whole(number, MOST) and _whole(cutoff, LAST_MOMENT) and _whole(pages, MOST) and _whole(more, MOST)):
        return None
    if (number, body.get("number")) != (first.operation.body.get("n"), first.operation.body.get("number")):
        return None
    home = str(body.get("home", held.author.workstation))
    return File(
        operation=held.id,
        sha256=str(body.get("sha256", "")),
        fingerprint=str(body.get("fingerprint", "")),
        pages=pages,
        annex_sha256=str(body.get("annex_sha256", "")),
        annex_pages=more,
        approved=bool(body.get("approved")) and held.kind != REVISED and may_approve_briefs(held.author.role),
        cutoff=cutoff,
        author=held.author,
        at=held.at,
        home=home if is_prefix_of(home, held) else held.author.workstation,
    )


def _copies(ordered: Iterable[Held], files: Mapping[str, File]) -> Iterator[Copied]:
    """The register of copies, in the order they were made; a number given twice is the first one's."""
    taken: set[tuple[str, str]] = set()
    for held in ordered:
        body = held.operation.body
        if held.kind != COPIED or not held.counts or not isinstance(body, dict):
            continue
        file, prefix, of = files.get(str(body.get("file"))), body.get("prefix"), body.get("of")
        if file is None or not is_prefix_of(str(prefix), held) or not _whole(of, MOST):
            continue
        for number, one in _written_copies(held).items():
            name = label(number, of, str(prefix), file.home)
            if (file.sha256, name) in taken:
                continue
            taken.add((file.sha256, name))
            yield Copied(
                label=name,
                number=number,
                prefix=str(prefix),
                recipient=one["recipient"],
                file=file.sha256,
                sha256=str(one.get("sha256", "")),
                annex_sha256=str(one.get("annex_sha256", "")),
                author=held.author,
                at=held.at,
                operation=held.id,
            )


def _written_copies(held: Held) -> Mapping[int, Mapping[str, Any]]:
    """The copies that operation registers, by number; none of what no command writes."""
    copies = held.operation.body.get("copies")
    found: dict[int, Mapping[str, Any]] = {}
    for one in copies if isinstance(copies, list) and len(copies) <= MOST_COPIES else ():
        if not isinstance(one, dict) or not _whole(number := one.get("n"), MOST):
            continue
        recipient = one.get("recipient", "")
        if isinstance(recipient, str) and len(recipient) <= LONGEST_RECIPIENT:
            found.setdefault(number, {**one, "recipient": recipient})
    return found


def label(number: int, of: int, prefix: str, home: str) -> str:
    """3/15 on the workstation where the file was made, INT-3/15 elsewhere: no two copies bear one number."""
    return f"{number}/{of}" if prefix == home else f"{prefix}-{number}/{of}"


def first_number(brief: Brief, prefix: str) -> int:
    """The number of the next copy that the workstation `prefix` makes of the text that stands."""
    taken = (one.number for one in brief.copies if (one.file, one.prefix) == (brief.file.sha256, prefix))
    return max(taken, default=0) + 1


def file_of(operations: Sequence[Held], name: str = "pdf", operation: str = "") -> bytes:
    """The PDF of a brief (`pdf`) or of its `annex`, as it was frozen by that `operation`, by default the one that
    stands. Raises Refused when it is not the file its record names."""
    held = _frozen_by(operations, operation)
    if held is None:
        raise Refused(UNKNOWN, "brief")
    body = held.operation.body
    pdf = _bytes(body.get(name))
    if sha256(pdf).hexdigest() != body.get("sha256" if name == "pdf" else "annex_sha256"):
        raise Refused("Le fichier de ce point de situation n'est pas celui qui a été figé.", "brief")
    return pdf


def copy_of(operations: Sequence[Held], label: str, name: str = "pdf", file: str = "") -> bytes:
    """The PDF of a numbered copy (or of its `annex`) of that `file` (SHA-256), by default of the one that stands, as it
    was made. Raises Refused."""
    return copies_of(operations, [label], name, file)[0]


def copies_of(operations: Sequence[Held], labels: Sequence[str], name: str = "pdf", file: str = "") -> list[bytes]:
    """Several of them, in that order. Raises Refused."""
    found = fold(operations)
    wanted = file or (found.file.sha256 if found else "")
    known = {one.label: one for one in found.copies if one.file == wanted} if found else {}
    missing = next((label for label in labels if label not in known), None)
    if found is None or missing is not None:
        raise Refused(f"Aucun exemplaire {missing or ''} de ce point au registre de ce poste.", "copy")
    source = next((one.operation for one in found.files if one.sha256 == wanted), "")
    base = file_of(operations, name, source)
    written = {one.id: _written_copies(one) for one in operations if one.kind == COPIED}
    return [_copy(base, known[label], written[known[label].operation], name) for label in labels]


def _copy(base: bytes, copy: Copied, written: Mapping[int, Mapping[str, Any]], name: str) -> bytes:
    tail, sum = ("tail", copy.sha256) if name == "pdf" else ("annex_tail", copy.annex_sha256)
    pdf = base + _bytes(written[copy.number].get(tail))
    if sha256(pdf).hexdigest() != sum:
        raise Refused("Le fichier de cet exemplaire n'est pas celui qui a été enregistré.", "copy")
    return pdf


def content_of(operations: Sequence[Held], operation: str = "") -> Content | None:
    """What a brief says, as it was frozen; None when this version cannot read it."""
    held = _frozen_by(operations, operation)
    found = read_content(held.operation.body.get("content")) if held else None
    return found if found and can_be_shown(found) else None


def printed_hash(held: Held) -> str:
    """The hash of the content that an operation holds, as it was printed: what a workstation that was copied had to
    write again has other ids now."""
    body = held.operation.body
    content, names = msgspec.json.encode(body.get("content")), body.get("renamed")
    for now, then in names.items() if isinstance(names, dict) and "repeats" in body else ():
        if isinstance(then, str) and ID.fullmatch(now) and ID.fullmatch(then):
            content = content.replace(now.encode(), then.encode())
    return sha256(content).hexdigest()


def known_when_frozen(operations: Sequence[Held], operation: str = "") -> Known:
    """What a brief was gathered from. Raises Refused when it does not say."""
    held = _frozen_by(operations, operation)
    if held is None:
        raise Refused(UNKNOWN, "brief")
    body = held.operation.body
    known, beside = body.get("held"), body.get("held_beside", {})
    if not _bounds(known) or not isinstance(beside, dict) or not all(map(_bounds, beside.values())):
        raise Refused(
            "Ce point de situation a été figé par une version qui ne notait pas ce que son poste détenait : on ne peut"
            " dire ce qui est venu depuis. Choisissez un point plus récent, ou une période.",
            "brief",
        )
    before = body.get("before", ())
    return Known(known, beside, tuple(filter(None, map(_told, before if isinstance(before, list) else ()))))


def held_when_frozen(operations: Sequence[Held], space: str = "") -> Mapping[str, int]:
    """What the workstation that froze a brief held of its crisis: for each chain, named `device:incarnation`, its last
    seq. Of another `space`: what it held of it once both were one, else nothing. Raises Refused when the brief does not
    say."""
    known = known_when_frozen(operations)
    own = next((one.operation.space for one in operations), "")
    return known.held if space in ("", own) else known.beside.get(space, {})


def _frozen_by(operations: Sequence[Held], operation: str) -> Held | None:
    found = fold(operations)
    wanted = operation or (found.file.operation if found else "")
    known = {one.operation for one in found.files} if found else set()
    return next((one for one in operations if one.id == wanted and one.id in known), None)


def _told(written: Any) -> Told | None:
    if not isinstance(written, dict):
        return None
    held, beside, cutoff = written.get("held"), written.get("held_beside", {}), written.get("cutoff")
    if not _bounds(held) or not isinstance(beside, dict) or not all(map(_bounds, beside.values())):
        return None
    if not _whole(cutoff, LAST_MOMENT):
        return None
    return Told(Known(held, beside), cutoff, str(written.get("format", "")))


def _bounds(held: Any) -> TypeGuard[dict[str, int]]:
    return isinstance(held, dict) and all(_whole(seq, 2**53) for seq in held.values())


def _bytes(written: Any) -> bytes:
    try:
        return base64.b64decode(str(written), validate=True)
    except ValueError:
        return b""


def _whole(value: Any, below: int) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < below
