"""Ready texts: of every kind the cell writes first, sound once they are completed."""

from dataclasses import replace

import pytest

from app.core.channels import CHANNELS, measure
from app.core.errors import Refused
from app.core.look_alikes import refuse_look_alikes
from app.core.message import KINDS
from app.core.sensitivities import questions
from app.core.templates import Template, template, templates
from app.core.texts import FRAME, PLACEHOLDER, Text, cleaned, placeholders, plain

EVERY = pytest.mark.parametrize("one", templates(), ids=lambda one: one.id)


def completed(text: Text) -> Text:
    def fill(words: str) -> str:
        return PLACEHOLDER.sub("Rouen", words)

    return replace(
        text,
        title=fill(text.title),
        lead=fill(text.lead),
        body=fill(text.body),
        issuer=fill(text.issuer),
        key_messages=tuple(map(fill, text.key_messages)),
        variants={code: fill(words) for code, words in (text.variants or {}).items()},
        frame={name: fill(words) for name, words in (text.frame or {}).items()} or None,
    )


def words_of(text: Text) -> str:
    maps = (*(text.variants or {}).values(), *(text.frame or {}).values())
    return "\n".join((text.title, text.lead, text.body, text.issuer, *text.key_messages, *maps))


def test_the_kinds_a_cell_writes_first_have_one() -> None:
    kinds = {one.kind for one in templates()}
    assert kinds >= {
        "holding",
        "release",
        "qa",
        "denial",
        "instruction",
        "line",
        "post",
        "script",
        "internal",
        "fr_alert",
    }
    assert len({one.id for one in templates()}) == len(templates()) >= 12


def test_the_joint_release_is_signed_by_the_government() -> None:
    assert template("joint-release").text.issuer == "Gouvernement"


def test_the_holding_statement_asks_for_the_number_of_information() -> None:
    assert "[numéro d’information]" in placeholders(template("holding").text)


@EVERY
def test_a_template_is_sound_once_completed(one: Template) -> None:
    assert one.kind in KINDS
    assert placeholders(one.text)
    text = completed(one.text)
    assert placeholders(text) == ()
    assert plain(cleaned(text)) == plain(text)
    refuse_look_alikes(words_of(text), "body")


@EVERY
def test_each_bracket_of_a_template_is_a_placeholder(one: Template) -> None:
    left = PLACEHOLDER.sub("", words_of(one.text))
    assert "[" not in left
    assert "]" not in left


@EVERY
def test_its_parts_are_known_and_its_variants_fit(one: Template) -> None:
    assert set(one.text.frame or {}) <= set(FRAME)
    for code, words in (one.text.variants or {}).items():
        assert code in CHANNELS
        assert measure(code, words).fits, (code, measure(code, words))
    assert set(one.aside.get("sensitivities", ())) <= {question.code for question in questions()}


@EVERY
def test_french_signs_keep_their_no_break_space(one: Template) -> None:
    long = {code: words for code, words in (one.text.variants or {}).items() if code != "sms"}
    text = words_of(replace(one.text, variants=long))
    assert not any(f" {sign}" in text for sign in ":;!?»")
    assert "« " not in text
    assert "'" not in text


def test_an_unknown_template_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match=r"Modèle inconnu : « lettre »\..*holding"):
        template("lettre")
