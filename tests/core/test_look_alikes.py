"""Letters that imitate others are found; the alphabets of the world are left alone."""

from itertools import product

import pytest

from app.core.errors import Refused
from app.core.look_alikes import TWINS, look_alikes, refuse_look_alikes

CYRILLIC = {
    "a": "а",
    "c": "с",
    "e": "е",
    "i": "і",
    "j": "ј",
    "o": "о",
    "p": "р",
    "s": "ѕ",
    "x": "х",
    "y": "у",
    "d": "ԁ",
}
GREEK = {"A": "Α", "E": "Ε", "H": "Η", "K": "Κ", "M": "Μ", "N": "Ν", "P": "Ρ", "T": "Τ", "o": "ο", "v": "ν", "i": "ι"}
WORDS = (
    "Rouen",
    "préfecture",
    "évacuation",
    "sécurité",
    "Paris",
    "Havre",
    "Mayotte",
    "Nantes",
    "gouvernement.fr",
    "alerte",
    "Nice",
    "Toulouse",
    "Marseille",
    "confinement",
    "Pas-de-Calais",
    "Extrême",
    "Kourou",
    "Moselle",
    "Hérault",
    "exploitant",
)
DISGUISED = [
    *(
        "".join(chr(0x1D400 + ord(one) - 65) for one in "ALERTE"),
        "Ａlerte",
        "ａlerte",
        "１８ heures",
        "１８ h",
        "ⓐlerte",
    ),
    *(
        "Ⓐlerte",
        "🅰lerte",
        "🄰lerte",
        "ﬁn de l’alerte",
        "eﬀet",
        "ﬂot",
        "𝒜lerte",
        "𝔸lerte",
        "𝖠lerte",
        "𝚊lerte",
        "𝟏𝟐 morts",
    ),
    *(
        "ℙréfet",
        "ℛouen",
        "Louis Ⅳ",
        "ⅰ",
        "ɡaz",
        "ɑlerte",
        "ᴀlerte",
        "ᴇau",
        "Ꭺlerte",
        "ꓐus",
        "ⲟrdre",
        "hօpital",
    ),
    *("🆂OS", "𝕊OS", "Ｓecours", "ｓecours", "ﬃ", "🯱2 h", "Ⅰer", "ʟigne", "ʀouen"),
]
HIDDEN = [
    "Les habitants а Rouen",
    "le СОС est lancé",
    "la РЕС ferme",
    "un ΑΤΟΜ détecté",
    "Aller а Paris",
    "оui, Rouen est sûre",
]
MIXED = [
    word.replace(latin, twin, 1) for twins in (CYRILLIC, GREEK) for (latin, twin), word in product(twins.items(), WORDS)
    if latin in word
]  # fmt: skip
HOSTILE = [*MIXED, *DISGUISED, *HIDDEN]


def test_there_are_enough_hostile_strings() -> None:
    assert len(set(HOSTILE)) >= 100


@pytest.mark.parametrize("text", HOSTILE)
def test_a_letter_that_imitates_another_is_found(text: str) -> None:
    found = look_alikes(text)
    assert found
    for one in found:
        assert text[one.position : one.position + one.length] == one.character
        assert one.character in one.word
        assert f"U+{ord(one.character):04X}" in one.name
    with pytest.raises(Refused, match="Corps : « ") as refusal:
        refuse_look_alikes(text, "body")
    assert refusal.value.field == "body"


@pytest.mark.parametrize("text", MIXED)
def test_the_letter_it_is_taken_for_is_told(text: str) -> None:
    (one,) = look_alikes(text)
    assert one.meant == TWINS[one.character]
    assert one.meant.isascii()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "Évacuez l’école Œuvre-du-Cœur, à Saint-Étienne-du-Rouvray !",
            "Ça ira : « où ? », 20 ℃, 5 €, 12 m², 3 m³",
        ),
        *(
            "10 µg/m³",
            "10 μg/m³",
            "5 kΩ",
            "12 MΩ",
            "Ω",
            "π",
            "le rayon α",
            "TNFα",
            "ΔT",
            "1ᵉʳ",
            "n° 4",
            "№ 3",
            "Mᵐᵉ",
            "½",
        ),
        *("5 ℓ", "marque™", "déposé®", "🚒 🇫🇷 1️⃣ ☎", "İstanbul, Łódź, Dvořák, Straße, Ærøskøbing", "→ consigne", "ª º"),
        "Уряд України повідомляє: не виходьте з дому, зачиніть вікна. Телефон: 112.",
        "Правительство Франции сообщает: оставайтесь дома.",
        "Η κυβέρνηση ανακοινώνει: μείνετε στα σπίτια σας.",
        "Поліція просить: дзвоніть 15. SMS, Rouen, Paris",
        "Ελλάδα, Rouen",
        "السلطات تطلب منكم البقاء في منازلكم Rouen",
        "请待在室内。SMS通知 Rouen",
        "대피하십시오 Rouen",
        "请待在室内，关闭门窗！（里昂）",
        "① Restez chez vous ② Fermez les fenêtres",
        "🅿️ fermé, Ⓜ️ ouvert",
        "Հայաստան",
        "საქართველო",
        "ממשלת צרפת",
        "о",
    ],
)
def test_units_signs_and_whole_words_of_another_alphabet_are_themselves(text: str) -> None:
    assert look_alikes(text) == ()
    refuse_look_alikes(text, "body")


def test_a_latin_letter_in_a_ukrainian_word_is_the_one_that_imitates() -> None:
    (one,) = look_alikes("Поліцiя просить залишатися вдома")
    assert (one.character, one.meant, one.name) == ("i", "і", "« i » (U+0069, lettre latine)")


def test_the_refusal_names_the_word_the_letter_and_what_to_type() -> None:
    with pytest.raises(Refused) as refusal:
        refuse_look_alikes("Incendie à Rоuen", "title")
    assert str(refusal.value) == (
        "Titre : « Rоuen » contient « о » (U+043E, lettre cyrillique) au lieu de « o ». Retapez ce mot au clavier."
    )


def test_they_are_told_in_the_order_of_the_text() -> None:
    places = [one.position for one in look_alikes("Ａlerte à Rоuen, préfеt")]
    assert places == sorted(places)
    assert len(places) == 3
