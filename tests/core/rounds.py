"""A version sent round its circuit and signed by hand, without a store."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.core import circuits
from app.core.circuits import Circuit, Step
from app.core.judging import Judgement, judge
from app.core.records import Author, Held
from app.core.texts import Text, Version, text_hash
from app.core.visas import Submission, submissions, visas
from tests.building import Writer, seed
from tests.core.holding import SPACE, held

MESSAGE = seed("a message").hex()
TEXT = Text("Restez à l'abri", "Fermez les fenêtres.")
STANDARD, URGENT = circuits.load(), circuits.load("urgent")
ANN = Author("ann", "Ann Durand", "SIG", "RED", "SIG1")
MINISTRIES = Step("organisations", "visa des organismes", "organisations", ("LIA",))
COORDINATION = Step("coordination", "visa de coordination", "role", ("CCOM",))
AUTHORITY = Step("authority", "visa de l'autorité", "role", ("DIR",), True)
ROLES = {"ann": ("RED", "SIG"), "lea": ("LIA", "INT"), "san": ("LIA", "SAN"), "cam": ("CCOM", "SIG")}
ROLES |= {"bob": ("CCOM", "SIG"), "dir": ("DIR", "PM"), "eve": ("DIR", "PM")}
WRITERS = {name: Writer(name) for name in ROLES}


def circuit(*steps: Step, id: str = "standard", **more: Any) -> Circuit:
    return Circuit(id, id, steps, **more)


def version_of(text: Text, number: int = 1, label: str = "", authors: tuple[Author, ...] = (ANN,)) -> Version:
    hash = text_hash(MESSAGE, text)
    return Version(label or f"v{number}·{hash[:4]}", number, hash, text, authors, ("x",), 1, True, True)


VERSION = version_of(TEXT)


def by(name: str, kind: str, body: Any, why_not: str = "", regimes: Sequence[str] = ()) -> Held:
    """An operation of that person, in the role that is his, after all that was written before. `regimes`: the changes
    of the standard circuit that were made knowing of it."""
    role, organisation = ROLES[name]
    WRITERS[name].now = max(one.now for one in WRITERS.values())
    operation = WRITERS[name].write(kind, body, SPACE, MESSAGE)
    known = held(operation, why_not, person=name, role=role, organisation=organisation)
    named = f"{name.title()} {'Durand' if name == 'ann' else 'Roy' if name == 'dir' else name[::-1].title()}"
    known = replace(known, author=replace(known.author, name=named))
    return replace(known, regimes=frozenset(("standard", one) for one in regimes))


def submit(
    under: Circuit = STANDARD,
    organisations: Sequence[str] = ("INT", "SAN"),
    version: str = VERSION.hash,
    person: str = "cam",
    regimes: Sequence[str] = (),
) -> Held:
    body = {
        "version": version,
        "circuit": circuits.plain(under),
        "organisations": [{"code": code, "name": code.title()} for code in organisations],
    }
    return by(person, "message.submitted", body, regimes=regimes)


def asked(submission: Held) -> Submission:
    (found,) = submissions([submission])
    return found


def visa(
    name: str,
    step: str,
    submission: Held,
    decision: str = "favourable",
    why_not: str = "",
    regimes: Sequence[str] = (),
    **more: Any,
) -> Held:
    body = {
        "version": asked(submission).signs,
        "step": step,
        "organisation": ROLES[name][1] if step == "organisations" else "",
        "decision": decision,
        "comment": "",
    }
    return by(name, "visa.given", body | more, why_not, regimes)


def told(name: str, step: str, submission: Held, speaker: str, decision: str = "favourable", **more: Any) -> Held:
    """A visa that `speaker` gave by telephone, written down by `name`."""
    called = {"name": speaker, "function": "directeur", "number": "+33 1 42 75 80 00"}
    return visa(name, step, submission, decision, **{"means": "phone", "for": called, "organisation": ""} | more)


def confirm(name: str, given: Held) -> Held:
    return by(name, "visa.confirmed", {"visa": given.id})


def send_back(name: str, *named: Held, version: str = VERSION.hash, reason: str = "à revoir") -> Held:
    body = {"version": version, "submissions": [one.id for one in named], "reason": reason}
    return by(name, "message.returned", body)


def judged(submission: Held, *more: Held, to_write: Sequence[str] = (), version: Version = VERSION) -> Judgement:
    """Where the version stands after all of these."""
    every = [submission, *more]
    found = submissions(every)
    under = next(one for one in found if one.id == submission.id)
    return judge(version, under, visas(every, [version], found), to_write)


def whole(submission: Held) -> list[Held]:
    """Everybody's visa, under the standard circuit."""
    ministries = [visa("lea", "organisations", submission), visa("san", "organisations", submission)]
    return [*ministries, visa("cam", "coordination", submission), visa("dir", "authority", submission)]
