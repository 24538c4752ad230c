"""Official texts: a hash for each exact text, and the versions that were written of it."""

import unicodedata
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.records import Held
from app.core.texts import FRAME, Text, Version, cleaned, everything, placeholders, plain, text_hash, text_of, versions
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
    frame={"known": "Un feu", "next": "18 h"},
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
    {"frame": None},
    {"frame": {"known": "Un feu"}},
    {"frame": {"unknown": "Un feu", "next": "18 h"}},
    {"frame": {"known": "18 h", "next": "Un feu"}},
    {"frame": {"known": "Un feu", "asked": "Rentrez", "next": "18 h"}},
    {"frame": None, "alternatives": {"carte": "Les communes confinées", "known": "Un feu", "next": "18 h"}},
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
    frame=st.none() | st.dictionaries(st.sampled_from(sorted(FRAME)), st.text(max_size=2), min_size=1, max_size=2),
)


def composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {composed(name): composed(one) for name, one in value.items()}
    return [composed(one) for one in value]


@given(texts, texts)
def test_two_texts_have_one_hash_only_when_they_are_the_same_to_the_letter(one: Text, other: Text) -> None:
    alike = composed(plain(one)) == composed(plain(other))
    assert (text_hash(MESSAGE, one) == text_hash(MESSAGE, other)) is alike
    read = text_of(plain(one))
    assert read is not None
    assert plain(read) == composed(plain(one))
    assert text_hash(MESSAGE, read) == text_hash(MESSAGE, one)


@given(anything | st.fixed_dictionaries(dict.fromkeys(plain(TEXT), anything)))
def test_what_is_no_text_is_told_apart_without_an_error(value: Any) -> None:
    found = text_of(value)
    if found is not None:
        named = {name: value[name] for name in plain(TEXT) if name != "frame" or value[name]}
        assert plain(found) == composed(named)


def test_the_same_letters_composed_otherwise_are_the_same_text_in_every_part() -> None:
    apart = {"e\u0301": "a", "f": "e\u0301"}
    text = replace(TEXT, variants=apart, alternatives=apart, key_messages=("e\u0301",), frame={"known": "e\u0301"})
    read = text_of(plain(text))
    assert read is not None
    assert text_hash(MESSAGE, read) == text_hash(MESSAGE, text)
    assert all(unicodedata.is_normalized("NFC", one) for one in everything(read))
    assert list(read.variants or {}) == ["é", "f"]


def test_a_text_without_a_frame_keeps_the_hash_it_had_before_there_were_any() -> None:
    known = "2f9b5228267f49bb6c769ed5a35a5e5c9cac9e8076ac0f1b293d9d7df1ce2a8c"
    assert text_hash("0" * 64, Text("Titre", "Corps")) == known
    assert "frame" not in plain(Text("Titre", "Corps"))


INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066\u034f\u3164\ufe0f\x00\x1b\U000e0041"
ALIKE = {"e": "\u0435", "a": "\u0430", "o": "\u03bf", "'": "\u2019", " ": "\u00a0", "-": "\u2011", "i": "\u0456"}
LETTERS = "abcdeéèêàçôœ ’'.,;-0123456789\n\u00a0«»€"


def edited(words: str, chance: Random) -> str:
    """The same words but for one thing that somebody did to them."""
    place = chance.randrange(len(words) + 1)
    match chance.randrange(7):
        case 0:
            return words[:place] + chance.choice(INVISIBLE) + words[place:]
        case 1:
            return words[:place] + chance.choice(LETTERS) + words[place:]
        case 2:
            return words[: max(0, place - 1)] + words[place:]
        case 3:
            found = [at for at, one in enumerate(words) if one in ALIKE]
            at = chance.choice(found) if found else 0
            return words[:at] + ALIKE.get(words[at : at + 1], "x") + words[at + 1 :]
        case 4:
            return words.swapcase()
        case 5:
            return unicodedata.normalize(chance.choice(("NFD", "NFKC", "NFKD")), words)
    return words[place:] + words[:place]


def test_of_ten_thousand_edits_none_keeps_the_hash_of_another_text() -> None:
    chance = Random(8)
    parts = ("title", "lead", "body", "language", "issuer", "key_messages", "variants", "alternatives", "frame")
    told = 0
    for _ in range(10_000):
        words = "".join(chance.choices(LETTERS, k=chance.randrange(1, 30)))
        name, after = chance.choice(parts), edited(words, chance)
        one, other = (
            replace(TEXT, **{name: made})
            for made in (
                [(words,), (after,)]
                if name == "key_messages"
                else [{"known": words}, {"known": after}]
                if name == "frame"
                else [{"sms": words}, {"sms": after}]
                if name in ("variants", "alternatives")
                else [words, after]
            )
        )
        same = unicodedata.normalize("NFC", words) == unicodedata.normalize("NFC", after)
        assert (text_hash(MESSAGE, one) == text_hash(MESSAGE, other)) is same
        told += same
        try:
            written = cleaned(one), cleaned(other)
        except Refused:
            continue
        same = composed(plain(written[0])) == composed(plain(written[1]))
        assert (text_hash(MESSAGE, written[0]) == text_hash(MESSAGE, written[1])) is same
        assert not any(one in INVISIBLE for one in "".join(everything(written[1])))
    assert 500 < told < 2_500  # some of them are the same letters, composed otherwise


def test_a_text_is_cleaned_before_it_is_written() -> None:
    found = cleaned(
        replace(TEXT, title=" Restez\tà l'abri ", key_messages=("", " Rentrez "), variants={" sms ": "a\r\nb "})
    )
    assert (found.title, found.key_messages, found.variants) == ("Restez à l'abri", ("Rentrez",), {"sms": "a\nb"})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"body": "", "frame": None}, "body"),
        ({"title": "x" * 201}, "title"),
        ({"body": "a\u202eb"}, "body"),
        ({"variants": {"sm\u200bs": "a"}}, "variants"),
        ({"alternatives": {"carte": "a\u0007"}}, "alternatives"),
        ({"key_messages": ("a\u2066b",)}, "key_messages"),
        ({"key_messages": ("a", "b", "c", "d")}, "key_messages"),
        ({"frame": {"known": "a\u200bb"}}, "frame"),
        ({"frame": {"elsewhere": "a"}}, "frame"),
        ({"body": "", "frame": {"known": " "}}, "body"),
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
        alternatives={"carte": "[légende]"},
        key_messages=("[clé]",),
        lead="[chapô]",
        issuer="[ministère]",
        frame={"asked": "[quoi faire]"},
    )
    assert set(placeholders(text)) == {
        *("[lieu]", "[chapô]", "[clé]", "[numéro]", "[1]", "[dedans]"),
        *("[quoi faire]", "[texte]", "[légende]", "[ministère]"),
    }
    assert placeholders(TEXT) == ()


ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")


def draft(text: Text = TEXT) -> Held:
    return held(ANN.write("message.drafted", {"fields": {"version": plain(text)}}, SPACE), person="ann")


def revise(first: Held, text: Text, *replaced: Held, by: Writer = BOB, why_not: str = "") -> Held:
    written = edit(by, "message.revised", first.id, {"version": plain(text)}, *replaced)
    return held(written, why_not, person=by.name)


def read(*operations: Held, heads: tuple[Held, ...] = ()) -> list[Version]:
    return versions(operations[0].operation.record, operations, [one.id for one in heads])


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


def test_who_chooses_a_text_among_others_has_not_written_it() -> None:
    first = draft()
    two, three = revise(first, replace(TEXT, body="Deux"), first), revise(first, replace(TEXT, body="3"), first, by=CAM)
    dan = Writer("dan")
    chosen = revise(first, replace(TEXT, body="Deux"), two, three, by=dan)
    again = revise(first, replace(TEXT, body="Deux"), three, by=dan)  # he replaces another text alone: he wrote it
    found = {one.text.body: one for one in read(first, two, three, chosen, heads=(chosen,))}
    assert [author.person for author in found["Deux"].authors] == ["bob"]
    assert found["Deux"].current
    found = {one.text.body: one for one in read(first, two, three, again, heads=(again,))}
    assert [author.person for author in found["Deux"].authors] == ["bob", "dan"]


def test_what_does_not_count_and_what_is_no_version_writes_none() -> None:
    first = draft()
    removed = revise(first, replace(TEXT, body="Deux"), first, why_not=REMOVED)
    sly = held(edit(BOB, "visa.given", first.id, {"version": plain(TEXT)}, first), person="bob")
    again = held(edit(BOB, "message.drafted", first.id, {"version": plain(replace(TEXT, body="Trois"))}, first))
    (found,) = read(first, removed, sly, again)
    assert [author.person for author in found.authors] == ["ann"]


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
    assert all(versions(first.id, order, [two.id, three.id]) == expected for order in permutations(operations))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Incendie à Rоuen"),
        ("body", "Incendie à Rоuen"),
        ("lead", "Incendie à Rоuen"),
        ("issuer", "Préfecture de Rоuen"),
        ("key_messages", ("Restez chez vous.", "Incendie à Rоuen")),
        ("variants", {"x": "Incendie à Rоuen"}),
        ("alternatives", {"carte.png": "Carte de Rоuen"}),
        ("frame", {"known": "Incendie à Rоuen"}),
    ],
)
def test_a_letter_that_imitates_another_is_refused_in_every_part(field: str, value: Any) -> None:
    with pytest.raises(Refused, match=r"« Rоuen » contient « о » \(U\+043E, lettre cyrillique\)") as refusal:
        cleaned(replace(TEXT, **{field: value}))
    assert refusal.value.field == field
