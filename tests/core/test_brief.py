"""A brief as its operations leave it: a project until it is approved, then what it says for ever."""

import base64
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.brief import (
    Brief,
    content_of,
    copy_of,
    file_of,
    first_number,
    fold,
    held_when_frozen,
    known_when_frozen,
    label,
)
from app.core.brief_content import Content, Paragraph, Section, plain
from app.core.errors import Refused
from app.core.records import Author, Held
from tests.building import Writer
from tests.core.holding import SPACE, held

PDF = b"JVBERg"
BODY: dict[str, Any] = {
    "number": "PDS-SIG1-001",
    "n": 1,
    "format": "standard",
    "cutoff": 1_800_000_000_000,
    "approved": True,
    "fingerprint": "f" * 64,
    "sha256": "0" * 64,
    "pages": 2,
    "content": {"sections": [], "workstation": "SIG1"},
    "pdf": "JVBERg==",
}


def body(pdf: bytes = PDF, **changes: Any) -> dict[str, Any]:
    return BODY | {"pdf": base64.b64encode(pdf).decode(), "sha256": sha256(pdf).hexdigest()} | changes


def frozen(role: str = "CCOM", **changes: Any) -> Held:
    return held(Writer("ann").write("brief.frozen", BODY | changes, SPACE), role=role)


class Desk:
    """A project, and what is written of it afterwards."""

    def __init__(self) -> None:
        self.writer = Writer("ann")
        first = self.writer.write("brief.frozen", body(b"projet", approved=False), SPACE)
        self.id, self.held = first.id, [held(first, role="RED")]

    def then(self, kind: str, said: dict[str, Any], role: str = "CCOM", **more: Any) -> Held:
        self.held.append(held(self.writer.write(kind, said, SPACE, self.id), role=role, **more))
        return self.held[-1]

    @property
    def brief(self) -> Brief:
        found = fold(self.held)
        assert found is not None
        return found


def copied(file: bytes, number: int, of: int, tail: bytes, recipient: str = "Cabinet PM", prefix: str = "SIG1") -> Any:
    one = {"n": number, "recipient": recipient, "tail": base64.b64encode(tail).decode()}
    one["sha256"] = sha256(file + tail).hexdigest()
    return {"file": sha256(file).hexdigest(), "prefix": prefix, "of": of, "copies": [one]}


@pytest.mark.parametrize(
    "changes",
    [{"n": "1"}, {"n": None}, {"n": -1}, {"n": 2**63}, {"n": True}, {"cutoff": 2**42}, {"cutoff": 1.5}, {"pages": []}],
    ids=str,
)
def test_what_has_no_number_hour_or_pages_is_no_brief(changes: dict[str, Any]) -> None:
    assert fold([frozen(**changes)]) is None


def test_a_brief_says_approved_only_of_somebody_who_may() -> None:
    for role, approved in (("CCOM", True), ("DIR", True), ("MC", False)):
        brief = fold([frozen(role)])
        assert brief is not None
        assert brief.approved == approved


@pytest.mark.parametrize("changes", [{}, {"pdf": "%%%"}, {"pdf": None}, {"pdf": []}, {"sha256": None}], ids=str)
def test_a_file_that_is_not_the_one_that_was_frozen_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="n'est pas celui"):
        file_of([frozen(**changes)])
    with pytest.raises(Refused, match="pas connu"):
        file_of([])


def test_the_last_text_of_a_project_stands_and_all_are_kept() -> None:
    desk = Desk()
    desk.then("brief.revised", body(b"repris", approved=False), "RED")
    assert not desk.brief.approved
    assert file_of(desk.held) == b"repris"
    assert [file_of(desk.held, operation=one.operation) for one in desk.brief.files] == [b"repris", b"projet"]


def test_an_approval_stands_for_ever_whatever_comes_after_or_apart() -> None:
    desk = Desk()
    desk.then("brief.approved", body(b"bon"))
    desk.then("brief.revised", body(b"repris", approved=False), "RED")
    desk.then("brief.approved", body(b"bon aussi"), "DIR")
    assert desk.brief.approved
    assert [file_of(desk.held, operation=one.operation) for one in desk.brief.files] == [
        b"bon",
        b"bon aussi",
        b"repris",
        b"projet",
    ]


def test_only_who_may_approve_does_whatever_he_signs() -> None:
    desk = Desk()
    desk.then("brief.approved", body(b"bon"), "MC", why_not="son rôle ne le permet pas")
    desk.then("brief.revised", body(b"repris", approved=True), "CCOM")
    assert not desk.brief.approved


def test_a_text_of_another_number_is_none_of_this_brief() -> None:
    desk = Desk()
    desk.then("brief.approved", body(b"autre", n=2))
    desk.then("brief.approved", body(b"autre", number="PDS-SIG1-002"))
    assert len(desk.brief.files) == 1


@given(st.randoms(use_true_random=False))
def test_a_brief_reads_the_same_in_any_order(chance: Random) -> None:
    desk = Desk()
    desk.then("brief.revised", body(b"repris", approved=False), "RED")
    desk.then("brief.approved", body(b"bon"))
    desk.then("brief.copied", copied(b"bon", 1, 2, b"+1"))
    desk.then("brief.copied", copied(b"bon", 2, 2, b"+2"))
    shuffled = list(desk.held)
    chance.shuffle(shuffled)
    assert fold(shuffled) == desk.brief


def test_a_copy_is_the_frozen_file_and_its_own_end() -> None:
    desk = Desk()
    desk.then("brief.approved", body(b"bon"))
    desk.then("brief.copied", copied(b"bon", 1, 2, b"+1"), "MC")
    (copy,) = desk.brief.copies
    assert (copy.label, copy.recipient, copy.author.role) == ("1/2", "Cabinet PM", "MC")
    assert copy_of(desk.held, "1/2") == b"bon+1"
    with pytest.raises(Refused, match="Aucun exemplaire 2/2"):
        copy_of(desk.held, "2/2")


def test_a_copy_whose_bytes_are_not_those_registered_is_refused() -> None:
    desk = Desk()
    said = copied(b"projet", 1, 1, b"+1")
    said["copies"][0]["tail"] = base64.b64encode(b"+2").decode()
    desk.then("brief.copied", said)
    with pytest.raises(Refused, match="n'est pas celui qui a été enregistré"):
        copy_of(desk.held, "1/1")


def test_two_workstations_never_give_one_number() -> None:
    desk = Desk()
    desk.then("brief.approved", body(b"bon"))
    desk.then("brief.copied", copied(b"bon", 1, 2, b"+1"))
    other = Author("p", "Léa", "INT", "LIA", "INT")
    desk.held.append(replace(desk.then("brief.copied", copied(b"bon", 1, 4, b"+9", prefix="INT")), author=other))
    del desk.held[-2]
    assert [one.label for one in desk.brief.copies] == ["1/2", "INT-1/4"]
    assert (first_number(desk.brief, "SIG1"), first_number(desk.brief, "INT"), first_number(desk.brief, "SIG1b")) == (
        *(2, 2),
        1,
    )
    assert label(3, 15, "SIG1", "SIG1") == "3/15"


def test_a_copy_in_the_name_of_another_workstation_is_none() -> None:
    desk = Desk()
    desk.then("brief.copied", copied(b"projet", 1, 1, b"+1", prefix="INT"))
    assert desk.brief.copies == ()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=80)
@given(st.dictionaries(st.sampled_from(("file", "prefix", "of", "copies", "n", "number", "content")), anything))
def test_nothing_anybody_signs_of_copies_breaks_a_brief(said: dict[str, Any]) -> None:
    desk = Desk()
    right = copied(b"projet", 1, 1, b"+1")
    for kind, role in (("brief.copied", "MC"), ("brief.approved", "CCOM"), ("brief.revised", "RED")):
        desk.then(kind, right | said, role)
        desk.then(kind, said, role)
    assert desk.brief.number == 1
    content_of(desk.held)


def test_what_a_brief_says_is_read_back_as_it_was() -> None:
    content = Content(
        *("PDS-SIG1-001", 1, "Feu", "CRI-2026-SIG1-001", "real", "Europe/Paris", 1, 2, "SIG", "A", "", "", "", ""),
        *(None, "SIG1", True, None, (Section(1, "L'essentiel", (Paragraph("Feu"),)),)),
    )
    first = held(Writer("ann").write("brief.frozen", body(content=plain(content)), SPACE), role="CCOM")
    assert content_of([first]) == content
    assert content_of([frozen(content={"sections": 3})]) is None
    assert content_of([]) is None


@pytest.mark.parametrize(
    "said", [{}, {"held": None}, {"held": []}, {"held": {"a:b": "2"}}, {"held": {"a:b": -1}}], ids=str
)
def test_a_brief_that_does_not_say_what_was_held_is_refused_as_a_beginning(said: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="ne notait pas ce que son poste détenait"):
        held_when_frozen([frozen(**said)])
    with pytest.raises(Refused, match="pas connu"):
        held_when_frozen([])


def test_what_was_held_of_a_crisis_joined_to_it_is_told_apart() -> None:
    one = frozen(held={"a:b": 3}, held_beside={"ff": {"c:d": 4}})
    assert known_when_frozen([one]).beside == {"ff": {"c:d": 4}}
    assert (held_when_frozen([one], "ff"), held_when_frozen([one], SPACE), held_when_frozen([one], "ee")) == (
        {"c:d": 4},
        {"a:b": 3},
        {},
    )
