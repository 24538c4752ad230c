"""What leaves is what was signed, byte for byte, and nothing that was not."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.leaving import BULLET, embargo_words, file_name, parts, words
from app.core.message_events import EmbargoSet
from app.core.records import Author
from app.core.texts import FRAME, Text, cleaned
from tests.documents.messages import EMBARGO, FRAMED, TEXT, leaving, signed
from tests.documents.samples import at


def test_the_whole_text_is_read_in_one_order() -> None:
    assert words(TEXT) == "\n\n".join(
        (
            TEXT.title,
            TEXT.lead,
            f"• {TEXT.key_messages[0]}\n• {TEXT.key_messages[1]}",
            *(f"{FRAME[name]}\n{FRAMED[name]}" for name in FRAME),
            TEXT.body,
            TEXT.issuer,
        )
    )


def test_a_variant_leaves_alone_and_only_by_its_channel() -> None:
    assert words(TEXT, "post") == "Restez à l’abri 🙂 #Rouen"
    assert words(TEXT, "press") == words(TEXT)
    assert "#Rouen" not in words(TEXT)


LINES = st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Co")), max_size=30)
TEXTS = st.builds(
    Text,
    title=LINES,
    body=LINES,
    lead=LINES,
    key_messages=st.lists(LINES, max_size=3).map(tuple),
    issuer=LINES,
    frame=st.none() | st.dictionaries(st.sampled_from(list(FRAME)), LINES),
    variants=st.none() | st.dictionaries(st.sampled_from(("post", "oral")), LINES),
)


@given(TEXTS)
def test_every_signed_part_is_there_byte_for_byte_and_nothing_else(typed: Text) -> None:
    try:
        text = cleaned(typed)
    except Refused:
        return
    out = words(text).encode()
    for part in signed(text):
        assert unicodedata.normalize("NFC", part).encode() in out
    left = words(text)
    for part in parts(text):
        head, found, tail = left.partition(f"{BULLET if part.kind == 'key' else ''}{part.words}")
        assert found
        assert not head.strip()
        left = tail
    assert not left.strip()
    for channel, variant in (text.variants or {}).items():
        assert words(text, channel).encode() == variant.encode()


def test_a_text_without_a_frame_or_a_body_has_no_empty_part() -> None:
    assert words(Text("Titre", "Corps")) == "Titre\n\nCorps"
    assert words(Text("Titre", "", frame={"next": "À 18 h."})) == "Titre\n\nProchain rendez-vous\nÀ 18 h."


def test_nothing_is_added_to_a_free_and_cleared_text_of_a_real_crisis() -> None:
    assert leaving().marked == words(TEXT)


def test_what_forbids_to_publish_is_the_first_line_and_the_last() -> None:
    held = leaving(embargo=EMBARGO, standing="PROJET", frame="exercise")
    lines = held.marked.split("\n")
    assert lines[:3] == [EMBARGO, "PROJET", "EXERCICE — AUCUNE INFORMATION DE CE TEXTE N’EST RÉELLE"]
    assert lines[-3:] == lines[2::-1]
    assert words(TEXT) in held.marked
    assert leaving(frame="test", channel="post").marked.split("\n")[0].startswith("ESSAI")


@pytest.mark.parametrize(
    ("until", "zone", "reason", "said"),
    [
        (
            at(24, 4, 0),
            "Europe/Paris",
            "familles informées",
            "jusqu’au 24 septembre 2026 à 04:00 (heure de Paris) — familles informées",
        ),
        (at(24, 4, 0), "Indian/Reunion", "avis", "jusqu’au 24 septembre 2026 à 06:00 (heure de La Réunion) — avis"),
        (None, "Europe/Paris", "familles informées", "jusqu’à décision de levée — familles informées"),
    ],
)
def test_an_embargo_says_its_hour_with_its_zone_or_what_lifts_it(
    until: int | None, zone: str, reason: str, said: str
) -> None:
    by = Author("p", "A. Rousseau", "PM", "DIR", "DIR1")
    assert embargo_words(EmbargoSet("e", "m", until, zone, reason, by, at(24, 1, 0))) == said


def test_a_file_is_named_after_what_it_is_and_what_it_is_not() -> None:
    assert file_name(leaving(), "pdf") == "CP-SIG1-006-v4.pdf"
    held = leaving(embargo=EMBARGO, frame="exercise", channel="post")
    assert file_name(held, "txt") == "CP-SIG1-006-v4-post-EXERCICE-EMBARGO.txt"
    assert file_name(replace(held, embargo="", standing="PROJET"), "txt").endswith("-NON-VALIDE.txt")
