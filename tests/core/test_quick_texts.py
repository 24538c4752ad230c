"""Ready sentences: for every nature of crisis, and understood by the quick line as they are."""

import pytest

from app.core import quick_line, quick_texts
from app.core.errors import Refused
from app.core.places import Places
from app.core.registers.crisis import NATURES

PLACES = Places()


def json_of(**changed: str) -> bytes:
    listed = dict.fromkeys((quick_texts.COMMON, *NATURES), '["Point avec … à … h …"]') | changed
    return ("{" + ", ".join(f'"{key}": {value}' for key, value in listed.items()) + "}").encode()


@pytest.mark.parametrize("nature", NATURES)
def test_every_nature_has_its_sentences_then_the_common_ones(nature):
    found = quick_texts.texts(nature)
    own = [one for one in found if one.nature == nature]
    assert len(own) >= 8
    assert found[: len(own)] == tuple(own)
    assert {one.nature for one in found[len(own) :]} == {quick_texts.COMMON}
    assert len({one.text for one in found}) == len(found)


def test_an_unknown_nature_has_the_common_ones():
    assert {one.nature for one in quick_texts.texts("later")} == {quick_texts.COMMON}


@pytest.mark.parametrize("nature", NATURES)
def test_each_sentence_is_text_of_an_entry_and_its_marks_are_understood(nature):
    for one in quick_texts.texts(nature):
        understood = quick_line.understand(f"SIG > {one.text}", 1_790_000_000_000, "Europe/Paris", PLACES)
        left = f"{understood.subject} {understood.content}"
        assert "#" not in left
        assert understood.sender == "SIG"
        assert understood.proposed_place is None, one.text


def test_the_blanks_to_fill_in_are_found():
    (one, *_) = quick_texts.texts("cyber")
    assert one.blanks
    assert {one.text[place] for place in one.blanks} == {"…"}


def test_the_common_sentences_are_sound():
    assert quick_texts.read(json_of())[quick_texts.COMMON] == ("Point avec … à … h …",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "illisibles"),
        (b"[]", "illisibles"),
        (b"{}", "manquantes ou inconnues"),
        (json_of(unknown='["a"]'), "inconnues \\(unknown\\)"),
        (json_of(cyber="[]"), "cyber : de 1 à"),
        (json_of(cyber='["a", "a"]'), "toutes différentes"),
        (json_of(cyber='["a #inconnu"]'), "« #inconnu » n'est pas comprise"),
        (json_of(cyber='["a > b"]'), "refusé"),
        (json_of(cyber='[" a"]'), "refusé"),
        (json_of(cyber='[""]'), "refusé"),
        (json_of(cyber=f'["{"a" * 121}"]'), "121 caractères"),
    ],
)
def test_what_is_not_sound_is_refused(data, why):
    with pytest.raises(Refused, match=why):
        quick_texts.read(data)
