"""Official texts: a hash for each exact text, and the versions that were written of it."""

import unicodedata
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.records import Held
from app.core.texts import Text, Version, cleaned, may_write, placeholders, plain, text_hash, text_of, versions
from tests.building import Writer, seed
from tests.core.holding import REMOVED, SPACE, anything, edit, held

MESSAGE = seed("a message").hex()
TEXT = Text(
    title="Restez à l'abri",
    body="Fermez les fenêtres.",
    lead="Un nuage",
    key_messages=("Rentrez", "Écoutez la radio"),
    variants={"sms": "Rentrez", "falc": "Restez chez vous"},
    alternatives={"carte": "Les communes confinées"},
    language="fr",
    issuer="Gouvernement",
)
CHANGES: list[dict[str, Any]] = [
    {"title": "Restez à l’abri"},
    {"body": "Fermez les fenêtres. "},
    {"body": "Fermez les\u00a0fenêtres."},
    {"body": "Fermez les fenêtres\u200b."},
    {"lead": ""},
    {"key_messages": ("Écoutez la radio", "Rentrez")},
    {"key_messages": ("RentrezÉcoutez la radio",)},
    {"key_messages": ("Rentrez", "Écoutez la radio", "")},
    {"variants": {"sms": "Rentrez"}},
    {"variants": {"falc": "Rentrez", "sms": "Restez chez vous"}},
    {"variants": {"sms2": "Rentrez", "falc": "Restez chez vous"}},
    {"variants": TEXT.alternatives, "alternatives": TEXT.variants},
    {"alternatives": {"carte": "Les communes"}},
    {"language": "en"},
    {"issuer": "Intérieur"},
    {"title": "Restez à l'abriUn nuage", "lead": ""},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_every_change_of_what_the_public_reads_changes_the_hash(change: dict[str, Any]) -> None:
    assert text_hash(MESSAGE, replace(TEXT, **change)) != text_hash(MESSAGE, TEXT)


def test_the_same_text_of_another_message_has_another_hash() -> None:
    assert text_hash(SPACE, TEXT) != text_hash(MESSAGE, TEXT)


def test_the_same_letters_composed_otherwise_are_the_same_text() -> None:
    assert text_hash(MESSAGE, replace(TEXT, lead="e\u0301")) == text_hash(MESSAGE, replace(TEXT, lead="é"))


def test_the_order_of_the_channels_is_nothing_and_none_is_no_channel() -> None:
    turned = replace(TEXT, variants={"falc": "Restez chez vous", "sms": "Rentrez"})
    assert text_hash(MESSAGE, turned) == text_hash(MESSAGE, TEXT)
    assert text_hash(MESSAGE, Text("a", "b")) == text_hash(MESSAGE, Text("a", "b", variants={}, alternatives={}))


texts = st.builds(
    Text,
    title=st.text(max_size=3),
    body=st.text(max_size=3),
    lead=st.text(max_size=2),
    key_messages=st.lists(st.text(max_size=2), max_size=3).map(tuple),
    variants=st.dictionaries(st.text(max_size=2), st.text(max_size=2), max_size=2),
    alternatives=st.dictionaries(st.text(max_size=2), st.text(max_size=2), max_size=2),
)


@settings(max_examples=100)
@given(texts, texts)
def test_two_texts_have_one_hash_only_when_they_are_the_same_to_the_letter(one: Text, other: Text) -> None:
    def letters(text: Text) -> Any:
        return unicodedata.normalize("NFC", repr(sorted(plain(text).items(), key=str)))

    if text_hash(MESSAGE, one) == text_hash(MESSAGE, other):
        assert letters(one) == letters(other) or text_of(plain(one)) == text_of(plain(other))
    assert text_of(plain(one)) == one


@settings(max_examples=100)
@given(anything | st.fixed_dictionaries(dict.fromkeys(plain(TEXT), anything)))
def test_what_is_no_text_is_told_apart_without_an_error(value: Any) -> None:
    found = text_of(value)
    assert found is None or plain(found) == {name: value[name] for name in plain(TEXT)}


def test_a_text_is_cleaned_before_it_is_written() -> None:
    found = cleaned(
        replace(TEXT, title=" Restez\tà l'abri ", key_messages=("", " Rentrez "), variants={" sms ": "a\r\nb "})
    )
    assert (found.title, found.key_messages, found.variants) == ("Restez à l'abri", ("Rentrez",), {"sms": "a\nb"})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"body": ""}, "body"),
        ({"title": "x" * 201}, "title"),
        ({"body": "a\u202eb"}, "body"),
        ({"variants": {"sm\u200bs": "a"}}, "variants"),
        ({"alternatives": {"carte": "a\u0007"}}, "alternatives"),
        ({"key_messages": ("a\u2066b",)}, "key_messages"),
    ],
)
def test_nothing_hidden_gets_into_a_text(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        cleaned(replace(TEXT, **change))
    assert refusal.value.field == field


def test_what_is_still_to_be_written_is_found_wherever_it_is() -> None:
    text = replace(
        TEXT,
        title="Le [lieu]",
        body="Appelez le [numéro], le [numéro] ou a[1]b\n[pas\nune] [] [[dedans]]",
        variants={"sms": "[texte]"},
        issuer="[ministère]",
    )
    assert placeholders(text) == ("[lieu]", "[numéro]", "[1]", "[dedans]", "[texte]", "[ministère]")
    assert placeholders(TEXT) == ()


ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")


def draft(text: Text = TEXT) -> Held:
    return held(ANN.write("message.drafted", {"fields": {"version": plain(text)}}, SPACE), person="ann")


def revise(first: Held, text: Text, *replaced: Held, by: Writer = BOB, why_not: str = "") -> Held:
    written = edit(by, "message.revised", first.id, {"version": plain(text)}, *replaced)
    return held(written, why_not, person=by.name)


def read(*operations: Held, heads: tuple[Held, ...] = ()) -> list[Version]:
    return versions(operations[0].operation.record, operations, (), [one.id for one in heads])


def test_versions_are_numbered_by_what_they_replace_and_no_clock_is_trusted() -> None:
    first = draft()
    second = revise(first, replace(TEXT, body="Deux"), first)
    fast = Writer("bob", now=2**41)
    ahead = revise(first, replace(TEXT, body="Trois"), second, by=fast)
    slow = held(edit(CAM, "message.revised", first.id, {"version": plain(replace(TEXT, body="Quatre"))}), person="cam")
    behind = held(
        Writer("dan").write(
            "message.revised",
            {"fields": {"version": plain(replace(TEXT, body="Cinq"))}},
            SPACE,
            first.id,
            {"version": [ahead.id]},
        )
    )
    found = {one.text.body: one.number for one in read(first, second, ahead, slow, behind)}
    assert found == {"Fermez les fenêtres.": 1, "Deux": 2, "Trois": 3, "Quatre": 1, "Cinq": 4}


def test_the_same_text_is_the_same_version_and_its_authors_are_all_who_wrote_it() -> None:
    first = draft()
    second = revise(first, replace(TEXT, body="Deux"), first)
    back = revise(first, TEXT, second, by=CAM)
    found = read(first, second, back, heads=(back,))
    assert [(one.number, one.current, [author.person for author in one.authors]) for one in found] == [
        (1, True, ["ann", "cam"]),
        (2, False, ["bob"]),
    ]


def test_what_does_not_count_and_what_is_no_version_writes_none() -> None:
    first = draft()
    removed = revise(first, replace(TEXT, body="Deux"), first, why_not=REMOVED)
    sly = held(edit(BOB, "visa.given", first.id, {"version": plain(TEXT)}, first), person="bob")
    again = held(edit(BOB, "message.drafted", first.id, {"version": plain(replace(TEXT, body="Trois"))}, first))
    (found,) = read(first, removed, sly, again)
    assert [author.person for author in found.authors] == ["ann"]
    assert not may_write("visa.given", "version", plain(TEXT))
    assert not may_write("message.revised", "version", {"title": "a"})


def rivals(first: Held, digits: int) -> tuple[Text, Text]:
    """Two texts whose hashes begin alike: anybody has the time to look for them."""
    seen: dict[str, Text] = {}
    for n in range(100_000):
        text = Text("Titre", f"Texte {n}")
        begins = text_hash(first.id, text)[:digits]
        if begins in seen:
            return seen[begins], text
        seen[begins] = text
    raise AssertionError("none found")


def test_no_two_versions_bear_one_label_even_when_their_hashes_begin_alike() -> None:
    first = draft()
    one, other = rivals(first, 4)
    found = read(first, revise(first, one, first), revise(first, other, first, by=CAM))
    labels = [version.label for version in found]
    assert len(set(labels)) == 3
    assert all(version.label.partition("·")[2] == version.hash[: len(version.label) - 3] for version in found)


def test_every_order_of_arrival_gives_the_same_versions() -> None:
    first = draft()
    two, three = revise(first, replace(TEXT, body="Deux"), first), revise(first, replace(TEXT, body="3"), first, by=CAM)
    operations = [first, two, three, revise(first, TEXT, two), revise(first, replace(TEXT, body="5"), three, by=CAM)]
    expected = read(*operations, heads=(two, three))
    assert all(versions(first.id, order, (), [two.id, three.id]) == expected for order in permutations(operations))
