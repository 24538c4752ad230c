"""What stands beside the signed text: fields that never leave, and the ground a message stands on."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.message_fields import (
    ASIDE,
    Aside,
    aside,
    checked,
    grounds,
    is_joint,
    may_write,
    uses,
    value_words,
)
from app.core.records import Held, fold_fields
from app.core.texts import Text, plain
from tests.building import NOW, Writer, seed
from tests.core.holding import SPACE, anything, edit, held

ANN, BOB = Writer("ann"), Writer("bob")
RECORD = seed("a fact").hex()
FACT = f"use.{RECORD}"


def look(footing: str, words: str = "Trois blessés") -> dict[str, str]:
    return {"footing": footing * 64, "number": "SIG1-0147", "words": words}


def drafted(**more: Any) -> Held:
    fields = {"version": plain(Text("Titre", "Corps")), **more}
    return held(ANN.write("message.drafted", {"kind": "line", "fields": fields}, SPACE), person="ann")


def test_what_is_beside_is_settled_with_the_topic_it_began_with() -> None:
    first = drafted(spokesperson="Le préfet", audiences=["riverains"], valid_until=NOW, issuers=["INT", "SAN"])
    found = aside(fold_fields([first], may_write), "Confinement")
    assert found == Aside("Confinement", ("riverains",), "Le préfet", valid_until=NOW, issuers=("INT", "SAN"))
    described = held(edit(BOB, "message.described", first.id, {"topic": "Eau"}))
    assert aside(fold_fields([first, described], may_write), "Confinement").topic == "Eau"


@pytest.mark.parametrize(
    ("kind", "name", "value", "may"),
    [
        ("message.described", "topic", "Eau", True),
        ("message.described", "topic", 3, False),
        ("message.described", "valid_until", None, True),
        ("message.described", "valid_until", 0, False),
        ("message.described", "valid_until", True, False),
        ("message.described", "issuers", ["INT"], True),
        ("message.described", "issuers", [3], False),
        ("message.described", "sensitivities", {"families": "no"}, True),
        ("message.described", "sensitivities", {"families": "perhaps"}, False),
        ("message.described", "sensitivities", {"families": ["no"]}, False),
        ("message.described", "state", "validated", False),
        ("message.described", "version", plain(Text("a", "b")), False),
        ("message.described", FACT, look("f"), False),
        ("message.revised", "version", plain(Text("a", "b")), True),
        ("message.revised", "version", {"title": "a"}, False),
        ("message.revised", "topic", "Eau", False),
        ("message.supported", "version", plain(Text("a", "b")), False),
        ("message.supported", FACT, look("f"), True),
        ("message.supported", FACT, None, True),
        ("message.supported", FACT, look("f") | {"footing": "f"}, False),
        ("message.supported", "use.elsewhere", look("f"), False),
        ("message.reexamined", FACT, look("f"), True),
        ("visa.given", "version", plain(Text("a", "b")), False),
    ],
)
def test_each_kind_writes_its_own_fields_and_nothing_else(kind: str, name: str, value: Any, may: bool) -> None:
    assert may_write(kind, name, value) is may


@given(st.sampled_from([*ASIDE, FACT, "version", "use.", "state"]), anything)
def test_no_value_is_too_strange_to_be_told_apart(name: str, value: Any) -> None:
    for kind in ("message.drafted", "message.described", "message.supported", "message.revised"):
        assert may_write(kind, name, value) in (True, False)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"valid_from": 2, "valid_until": 2}, "finit avant"),
        ({"valid_until": 0}, "heure"),
        ({"promised_at": 2**50}, "heure"),
        ({"sensitivities": {"families": "perhaps"}}, "Réponse inconnue"),
        ({"audiences": [str(n) for n in range(40)]}, "30 au plus"),
        ({"topic": "a\u200bb"}, "invisible"),
        ({"issuers": ["nulle part"]}, "Organisme inconnu"),
        ({"title": "x"}, "n'existe pas"),
    ],
)
def test_what_is_refused_beside_a_text_says_why(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        checked(fields)


def test_what_is_accepted_is_written_clean() -> None:
    found = checked({"topic": " Eau ", "issuers": ["Intérieur", "INT"], "audiences": ["a", "", "a"], "replaces": "x"})
    assert found == {"topic": "Eau", "issuers": ["INT"], "audiences": ["a"], "replaces": "x"}


def test_two_ministries_or_more_issue_a_joint_text() -> None:
    assert is_joint(["INT", "SAN"])
    assert not is_joint(["INT"])
    assert not is_joint(["INT", "SIG"])
    assert not is_joint(["INT", "nulle part"])


def test_what_one_took_away_and_another_kept_apart_is_kept() -> None:
    first = drafted(**{FACT: look("a")})
    taken = held(edit(BOB, "message.supported", first.id, {FACT: None}, first))
    kept = held(edit(ANN, "message.supported", first.id, {FACT: look("b")}, first))
    assert uses(fold_fields([first, taken], may_write)) == ()
    (use,) = uses(fold_fields([first, taken, kept], may_write))
    assert (use.record, use.number, use.footings) == (RECORD, "SIG1-0147", ("b" * 64,))


def test_only_who_looked_again_changes_the_ground_a_message_stands_on() -> None:
    first = drafted(**{FACT: look("a")})
    taken = held(edit(BOB, "message.supported", first.id, {FACT: None}, first))
    again = held(edit(BOB, "message.supported", first.id, {FACT: look("b")}, taken))
    revised = held(edit(BOB, "message.revised", first.id, {FACT: look("b")}, again))
    footings = [one.footings for one in grounds([first, taken, again, revised], set())]
    assert footings == [("a" * 64, "b" * 64)]
    assert [one.footings for one in grounds([first, taken], {first.id})] == [("a" * 64,)]
    assert [one.footings for one in grounds([first, taken, again, revised], {revised.id})] == [("b" * 64,)]
    gone = held(edit(BOB, "message.revised", first.id, {FACT: None}, taken))
    assert grounds([first, taken, gone], {gone.id}) == ()


def test_the_ground_is_the_same_in_any_order_and_what_does_not_count_changes_none() -> None:
    first = drafted(**{FACT: look("a")})
    refused = held(edit(BOB, "message.revised", first.id, {FACT: look("b")}, first), "rôle non reçu")
    sly = held(edit(BOB, "message.drafted", first.id, {FACT: look("c")}, first))
    for order in ([first, refused, sly], [sly, refused, first]):
        assert [one.footings for one in grounds(order, {refused.id, sly.id})] == [("a" * 64,)]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("topic", "eau", "eau"),
        ("topic", "", "—"),
        ("valid_until", None, "—"),
        ("valid_until", 1_790_211_600_000, "24 septembre 2026 à 03:00"),
        ("issuers", ["INT", "SAN"], "Intérieur, Santé"),
        ("audiences", ["riverains", "élus"], "riverains, élus"),
        ("sensitivities", {"plus tard": "pending"}, "plus tard en cours"),
    ],
)
def test_what_is_beside_is_said_in_words(name: str, value: Any, said: str) -> None:
    assert value_words(name, value, "Europe/Paris") == said
