"""What a person does to a brief: freeze it, take it up again, approve it, make its numbered copies."""

import base64
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec

from app.core.attachments import weighed
from app.core.brief import (
    APPROVED,
    COPIED,
    FROZEN,
    LONGEST_RECIPIENT,
    MOST_COPIES,
    REVISED,
    SERIES,
    UNKNOWN,
    Brief,
    Known,
    first_number,
    fold,
    known_when_frozen,
)
from app.core.brief_content import Content, fingerprint, plain
from app.core.brief_formats import FORMATS, family
from app.core.errors import Refused
from app.core.operations import MOST_BODY
from app.core.plain_text import clean
from app.core.register import Draft, View, require_open
from app.core.roles import may_approve_briefs

AGAIN = "reprenez ce projet pour qu'il en prenne la suite, ou composez le point suivant."
NUMBER = re.compile("[0-9]+")
ONLY_CHIEFS = "Seuls le chef de la cellule communication et le directeur de crise approuvent un point."
LARGEST = 2 * 1024 * 1024  # signs of the copies that one operation carries


@dataclass(frozen=True, slots=True)
class Printed:
    """What was made from a content: the brief, and its annex (empty when all of it fits)."""

    pdf: bytes
    pages: int
    annex: bytes = b""
    annex_pages: int = 0


@dataclass(frozen=True, slots=True)
class Freeze:
    """Command: freeze a brief. `known` is what its content was gathered from, now when it is None."""

    space: str
    content: Content
    printed: Printed
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Revise:
    """Command: put another text under the number of a project; with an approver, that approves it for ever. `known` is
    what it was gathered from, what the project was when it is None."""

    brief: str
    content: Content
    printed: Printed
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy to be registered: its number (from 1), for whom, and what is added to the frozen file (and to its annex)
    to make it, with the SHA-256 of the whole."""

    number: int
    recipient: str
    tail: bytes
    sha256: str
    annex_tail: bytes = b""
    annex_sha256: str = ""


@dataclass(frozen=True, slots=True)
class MakeCopies:
    """Command: register copies of the file whose SHA-256 is `file`; `of`: how many there are in all."""

    brief: str
    file: str
    of: int
    copies: tuple[Copy, ...]


Command = Freeze | Revise | MakeCopies


def reference(prefix: str, n: int) -> str:
    """What the n-th brief of a crisis is called when the workstation `prefix` freezes it."""
    return f"{SERIES}-{prefix}-{n:03}"


def decide(command: Command, view: View) -> list[Draft]:
    """The operation a command becomes, or Refused."""
    match command:
        case Freeze(space, content, printed, known):
            require_open(view, space)
            if content.number != view.last_number(space, SERIES) + 1:
                raise Refused(
                    f"Un autre point de situation porte déjà le n° {content.number} : composez-le de nouveau."
                )
            _require_approver(content, view, space)
            _require_sequel(content, view, space)
            return [Draft(FROZEN, _written(content, printed, known or known_now(space, view), view.prefix), space)]
        case Revise(brief, content, printed, known):
            found = _project(brief, content, view)
            _require_approver(content, view, found.space)
            _require_sequel(content, view, found.space, brief)
            known = known or known_when_frozen(view.held(brief))
            kind = APPROVED if content.approver else REVISED
            return [Draft(kind, _written(content, printed, known, view.prefix), found.space, brief)]
        case MakeCopies():
            return _copied(command, view)


def known_now(space: str, view: View) -> Known:
    """What this workstation holds of a crisis, and of those joined to it, at this very moment."""
    others = [one for one in view.shown_under(space) if one != space]
    return Known(dict(view.chains(space)), {one: dict(view.chains(one)) for one in others})


def _project(id: str, content: Content, view: View) -> Brief:
    """The project whose text `content` becomes. Raises Refused."""
    found = fold(view.held(id))
    if found is None:
        raise Refused(UNKNOWN, "brief")
    require_open(view, found.space)
    if found.approved:
        by = found.file.author.name
        raise Refused(f"{found.reference} est approuvé par {by} : il ne change plus. Composez le suivant.", "brief")
    if (content.reference, content.number) != (found.reference, found.number):
        raise Refused(f"Ce texte n'est pas celui de {found.reference}.", "brief")
    return found


def _require_approver(content: Content, view: View, space: str) -> None:
    if content.approver and not any(may_approve_briefs(grant.role) for grant in view.grants(space)):
        raise Refused(ONLY_CHIEFS)


def _require_sequel(content: Content, view: View, space: str, own: str = "") -> None:
    """A brief that is approved goes on from the last one: two that replace the same would tell everything twice."""
    if not content.approver:
        return
    alike = [one for one in FORMATS if family(one) == family(content.format)]
    values: dict[str, str | int] = {"approved": 1, "replaces": content.replaces}
    for id in (id for one in alike for id in view.alike("brief", space, values | {"format": one})):
        other = fold(view.held(id)) if id != own else None
        if other is not None:
            raise Refused(f"{other.reference} a été approuvé depuis pour les mêmes lecteurs : {AGAIN}", "brief")
    if int((NUMBER.findall(content.replaces) or ["0"])[-1]) >= content.number:
        raise Refused(f"{content.replaces}, plus récent, est approuvé : composez le point suivant.", "brief")


def _written(content: Content, printed: Printed, known: Known, home: str) -> dict[str, Any]:
    body: dict[str, Any] = {
        "number": content.reference,
        "n": content.number,
        "format": content.format,
        "cutoff": content.cutoff,
        "approved": bool(content.approver),
        "fingerprint": fingerprint(content),
        "sha256": sha256(printed.pdf).hexdigest(),
        "pages": printed.pages,
        "held": known.held,
        "home": home,
        "content": plain(content),
        "pdf": _text(printed.pdf),
    }
    if known.beside:
        body["held_beside"] = known.beside
    if known.before:
        body["before"] = [
            {"held": one.known.held, "held_beside": one.known.beside, "cutoff": one.cutoff, "format": one.format}
            for one in known.before
        ]
    if printed.annex:
        body |= {"annex": _text(printed.annex), "annex_sha256": sha256(printed.annex).hexdigest()}
        body["annex_pages"] = printed.annex_pages
    weight = len(msgspec.json.encode(body))
    if weight > MOST_BODY:
        raise Refused(
            f"Ce point et son annexe pèsent {weighed(weight)}, {weighed(MOST_BODY)} au plus : prenez moins de lignes"
            " ou d'annexes. Rien n'a été figé.",
            "annexes",
        )
    return body


def _copied(command: MakeCopies, view: View) -> list[Draft]:
    found = fold(view.held(command.brief))
    if found is None:
        raise Refused(UNKNOWN, "brief")
    require_open(view, found.space)
    if command.file != found.file.sha256:
        raise Refused(f"{found.reference} a été repris ou approuvé depuis : refaites ces exemplaires.", "copies")
    if not 0 < len(command.copies) <= MOST_COPIES:
        raise Refused(f"De 1 à {MOST_COPIES} exemplaires à la fois.", "copies")
    if [one.number for one in command.copies] != list(range(first_number(found, view.prefix), command.of + 1)):
        raise Refused("D'autres exemplaires ont été faits entre-temps : recommencez.", "copies")
    copies = [_copy(one) for one in command.copies]
    body = {"file": command.file, "prefix": view.prefix, "of": command.of}
    together = max(1, LARGEST // max(len(one["tail"]) + len(one.get("annex_tail", "")) for one in copies))
    parts = (copies[first : first + together] for first in range(0, len(copies), together))
    return [Draft(COPIED, {**body, "copies": part}, found.space, command.brief) for part in parts]


def _copy(one: Copy) -> dict[str, Any]:
    recipient = clean(one.recipient, "Destinataire", LONGEST_RECIPIENT, lines=False)
    body = {"n": one.number, "recipient": recipient, "tail": _text(one.tail), "sha256": one.sha256}
    annex = {"annex_tail": _text(one.annex_tail), "annex_sha256": one.annex_sha256} if one.annex_tail else {}
    return {**body, **annex}


def _text(file: bytes) -> str:
    return base64.b64encode(file).decode()
