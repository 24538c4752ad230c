"""What happened to a message beside its text: told from its operations, in any order, whatever they hold."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given

from app.core.message_events import dispatches, embargoes, read_by, reexaminations, remarks
from app.core.records import Held
from app.core.texts import versions
from tests.building import NOW, Writer, seed
from tests.core.holding import SPACE, anything, held
from tests.core.rounds import MESSAGE, VERSION

FILE = seed("a picture").hex()
KINDS = (
    *("message.dispatched", "message.proven", "message.received", "message.read", "message.proofread"),
    *("message.reexamined", "message.embargoed", "embargo.lifted", "embargo.over"),
)


def event(kind: str, body: Any, person: str = "camille", why_not: str = "") -> Held:
    return held(Writer(f"{person} {kind}").write(kind, body, SPACE, MESSAGE), why_not, person=person)


def sent(**more: Any) -> Held:
    to = [{"name": "AFP", "address": "desk@afp.example", "organisation": ""}, {"name": 3}, "AP"]
    body = {"version": VERSION.hash, "channel": "email", "to": "presse", "recipients": to, "list": "Agences"}
    return event("message.dispatched", body | {"url": "https://exemple.fr", "degraded": ""} | more)


def test_a_dispatch_keeps_its_recipients_its_proofs_and_who_received_it() -> None:
    out = sent()
    picture = {"name": "capture.png", "size": 10, "type": "image/png"}
    proof = event("message.proven", {"dispatch": out.id, "url": "", "fields": {f"file.{FILE}": picture, "file.x": 3}})
    received = event("message.received", {"dispatch": out.id, "recipients": ["AFP", 3]})
    for order in permutations([out, proof, received]):
        (found,) = dispatches(order, [VERSION])
        assert (found.version, found.hash, found.list) == (VERSION.label, VERSION.hash, "Agences")
        assert [one.name for one in found.recipients] == ["AFP"]
        assert (found.urls, [one.sha256 for one in found.files]) == (("https://exemple.fr",), [FILE])
        assert found.received == (("AFP", received.at),)


def test_a_dispatch_of_a_text_nobody_knows_or_by_somebody_who_may_not_is_none() -> None:
    assert dispatches([sent(version="0" * 64)], [VERSION]) == ()
    assert dispatches([sent(version=None)], [VERSION]) == ()
    out = sent()
    assert dispatches([held(out.operation, "le rôle RED ne permet pas cet acte")], [VERSION]) == ()


def test_an_embargo_ends_by_who_names_it_and_an_hour_that_is_none_is_no_hour() -> None:
    one, other = (
        event("message.embargoed", {"until": until, "zone": "Europe/Paris", "reason": "familles"}, name)
        for until, name in ((NOW, "a"), ("demain", "b"))
    )
    lifted = event("embargo.lifted", {"embargoes": [other.id], "reason": "informées"})
    over = event("embargo.over", {"embargoes": [one.id]})
    for order in permutations([one, other, lifted, over]):
        found = {each.id: each for each in embargoes(order)}
        assert (found[one.id].until, found[other.id].until) == (NOW, None)
        assert (found[one.id].lifted, found[one.id].over is not None) == (None, True)
        assert found[other.id].lifted is not None
    for until in (0, -1, True, 2**50, [NOW]):
        (made,) = embargoes([event("message.embargoed", {"until": until})])
        assert made.until is None


def test_a_word_that_the_text_still_holds_needs_a_reason() -> None:
    for reason in ("", "  ", 3, None):
        assert reexaminations([event("message.reexamined", {"reason": reason, "visas": ["v"]})]) == ()
    (found,) = reexaminations([event("message.reexamined", {"reason": "vérifié", "visas": ["v", 3]})])
    assert (found.reason, found.visas) == ("vérifié", ("v",))


def test_somebody_reads_a_version_once_and_remarks_are_kept_in_order() -> None:
    first = event("message.read", {"version": VERSION.hash}, "léa")
    again = held(
        Writer("x", now=NOW + 9).write("message.read", {"version": VERSION.hash}, SPACE, MESSAGE), person="léa"
    )
    assert [one.at for one in read_by([again, first], [VERSION])] == [first.at]
    assert read_by([event("message.read", {"version": "x"})], [VERSION]) == ()
    remark = event("message.proofread", {"version": VERSION.hash, "remark": "une virgule"})
    assert [(one.version, one.remark) for one in remarks([remark], [VERSION])] == [(VERSION.label, "une virgule")]


@pytest.mark.parametrize("kind", KINDS)
@given(body=anything)
def test_nothing_a_body_holds_breaks_what_is_told(kind: str, body: Any) -> None:
    operations = [event(kind, body)]
    known = versions(MESSAGE, operations, ())
    dispatches(operations, known)
    embargoes(operations)
    reexaminations(operations)
    read_by(operations, known)
    remarks(operations, known)
