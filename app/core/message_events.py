"""What happened to a message beside its text and its visas: embargoes, dispatches, remarks, readings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.entries import Attachment
from app.core.entry_fields import is_file
from app.core.operations import LAST_MOMENT
from app.core.recipients import Recipient
from app.core.records import Author, Held, in_order
from app.core.texts import Version

ROOT = re.compile(r"[0-9a-f]{64}(\.\d{1,4})?")  # an operation that set an embargo, or one of those it set


@dataclass(frozen=True, slots=True)
class Lifted:
    """A named decision to lift an embargo before its hour."""

    by: Author
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class EmbargoSet:
    """An embargo: until an hour (ms, `zone` is the one it was given in), or None: until what the reason says. `over` is
    who said that the hour had come, where no clock could. `root` is the one it repeats, of what its message replaces,
    or itself."""

    id: str
    message: str
    until: int | None
    zone: str
    reason: str
    by: Author
    at: int
    lifted: Lifted | None = None
    over: Author | None = None
    root: str = ""


@dataclass(frozen=True, slots=True)
class Dispatched:
    """One dispatch, with the recipients as the list was at that moment. `degraded`: why it went out without a fresh
    exchange. `received`: those who acknowledged, and when it was noted (ms)."""

    id: str
    version: str  # label
    hash: str
    channel: str
    to: str
    recipients: tuple[Recipient, ...]
    list: str
    by: Author
    at: int
    rank: int | None
    degraded: str
    urls: tuple[str, ...]
    files: tuple[Attachment, ...]
    received: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Somebody read the text over. `remark` empty: nothing to change."""

    version: str  # label
    by: Author
    remark: str
    at: int


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody said he read a version (hash)."""

    hash: str
    by: Author
    at: int


@dataclass(frozen=True, slots=True)
class Reexamined:
    """Somebody said, and signed, that the text still holds, and why. `visas` are the unfavourable ones he answers."""

    id: str
    by: Author
    reason: str
    at: int
    visas: tuple[str, ...]


def counting(operations: Sequence[Held], *kinds: str) -> Iterator[Held]:
    """Those of these kinds that count and whose body is held, in order."""
    return (
        one for one in in_order(operations) if one.kind in kinds and one.counts and isinstance(one.operation.body, dict)
    )


def said(held: Held, name: str) -> str:
    """The words an operation holds under that name, or nothing."""
    body = held.operation.body
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""


def named_in(held: Held, name: str) -> tuple[str, ...]:
    """The list of words an operation holds under that name, or nothing."""
    value = held.operation.body.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def embargoes(operations: Sequence[Held]) -> tuple[EmbargoSet, ...]:
    """Every embargo ever set. One is lifted by who names it; nothing else makes it shorter."""
    lifted: dict[str, Lifted] = {}
    over: dict[str, Author] = {}
    for held in counting(operations, "embargo.lifted"):
        for id in named_in(held, "embargoes"):
            lifted.setdefault(id, Lifted(held.author, said(held, "reason"), held.at))
    for held in counting(operations, "embargo.over"):
        for id in named_in(held, "embargoes"):
            over.setdefault(id, held.author)
    found = []
    for held in counting(operations, "message.drafted", "message.embargoed"):
        told = held.operation.body.get("embargo") if held.kind == "message.drafted" else held.operation.body
        for n, one in enumerate(told if isinstance(told, list) else [told]):
            made = _embargo(held, one, f"{held.id}.{n}" if held.kind == "message.drafted" else held.id, lifted, over)
            if made:
                found.append(made)
    return tuple(found)


def _embargo(held: Held, told: Any, id: str, lifted: dict[str, Lifted], over: dict[str, Author]) -> EmbargoSet | None:
    """An hour that is none is no hour: better an embargo too long than one forgotten."""
    if not isinstance(told, dict):
        return None
    until = told.get("until")
    hour = until if type(until) is int and 0 < until <= LAST_MOMENT else None
    zone, reason, root = told.get("zone"), told.get("reason"), told.get("of")
    return EmbargoSet(
        id,
        held.operation.record,
        hour,
        zone if isinstance(zone, str) else "",
        reason if isinstance(reason, str) else "",
        held.author,
        held.at,
        lifted.get(id),
        over.get(id),
        root if isinstance(root, str) and ROOT.fullmatch(root) else id,
    )


def dispatches(operations: Sequence[Held], versions: Sequence[Version]) -> tuple[Dispatched, ...]:
    """Every dispatch of a version that is known, in order."""
    labels = {one.hash: one.label for one in versions}
    received: dict[str, dict[str, int]] = {}
    proofs: dict[str, list[Held]] = {}
    for held in counting(operations, "message.received"):
        for name in named_in(held, "recipients"):
            received.setdefault(said(held, "dispatch"), {}).setdefault(name, held.at)
    for held in counting(operations, "message.proven"):
        proofs.setdefault(said(held, "dispatch"), []).append(held)
    return tuple(
        Dispatched(
            id=held.id,
            version=labels[said(held, "version")],
            hash=said(held, "version"),
            channel=said(held, "channel"),
            to=said(held, "to"),
            recipients=tuple(_recipients(held.operation.body.get("recipients"))),
            list=said(held, "list"),
            by=held.author,
            at=held.at,
            rank=held.rank,
            degraded=said(held, "degraded"),
            urls=tuple(filter(None, (said(one, "url") for one in (held, *proofs.get(held.id, ()))))),
            files=tuple(file for one in (held, *proofs.get(held.id, ())) for file in _files(one)),
            received=tuple(sorted(received.get(held.id, {}).items())),
        )
        for held in counting(operations, "message.dispatched")
        if said(held, "version") in labels
    )


def whom(told: Dispatched) -> str:
    """Whom a dispatch went to, on one line: the public or the list it names, else its recipients."""
    named = told.to or told.list
    if named or not told.recipients:
        return " ".join(named.split())
    count = len(told.recipients)
    return told.recipients[0].name if count == 1 else f"{count} destinataires"


def _recipients(value: Any) -> Iterator[Recipient]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            yield Recipient(one["name"], str(one.get("address", "")), str(one.get("organisation", "")))


def _files(held: Held) -> Iterator[Attachment]:
    fields = held.operation.body.get("fields")
    for name, value in fields.items() if isinstance(fields, dict) else ():
        if is_file(name, value):
            yield Attachment(name.removeprefix("file."), value["name"], value["size"], value["type"])


def remarks(operations: Sequence[Held], versions: Sequence[Version]) -> tuple[Remark, ...]:
    """Who read the text over, in order."""
    labels = {one.hash: one.label for one in versions}
    return tuple(
        Remark(labels.get(said(held, "version"), ""), held.author, said(held, "remark"), held.at)
        for held in counting(operations, "message.proofread")
    )


def read_by(operations: Sequence[Held], versions: Sequence[Version]) -> tuple[Read, ...]:
    """Who said he read which version, once each, the first time."""
    known = {one.hash for one in versions}
    found: dict[tuple[str, str], Read] = {}
    for held in counting(operations, "message.read"):
        hash = said(held, "version")
        if hash in known:
            found.setdefault((hash, held.author.person), Read(hash, held.author, held.at))
    return tuple(found.values())


def reexaminations(operations: Sequence[Held]) -> tuple[Reexamined, ...]:
    """Who said that the text still holds, in order: without a reason, nothing is said."""
    return tuple(
        Reexamined(held.id, held.author, said(held, "reason"), held.at, named_in(held, "visas"))
        for held in counting(operations, "message.reexamined")
        if said(held, "reason").strip()
    )
