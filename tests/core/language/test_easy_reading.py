"""What a text easy to read would not hold."""

import pytest

from app.core.language.easy_reading import remarks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le préfet demande à tous les habitants de la ville de rester chez eux ce soir.",
            "phrase trop longue (16 mots) : « Le préfet demande à tous les… »",
        ),
        ("Restez chez vous (sauf urgence).", "parenthèses : « (sauf urgence) »"),
        ("Le lycée Louis XIV est fermé.", "chiffres romains : « XIV »"),
        ("Le COD est ouvert.", "sigle : « COD »"),
        ("Il y a du vent, etc. Restez chez vous.", "abréviation : « etc. »"),
        ("15 % des écoles sont fermées.", "pourcentage : « 15 % »"),
        ("12 000 personnes sont parties.", "grand nombre : « 12 000 »"),
        ("Fermez portes & fenêtres.", "signe à éviter : « & »"),
    ],
)
def test_what_is_to_be_written_otherwise_is_said(text: str, expected: str) -> None:
    assert remarks(text) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Il y a un danger.\nRestez chez vous.\nFermez les fenêtres.",
        "Appelez le 0 800 130 000.",
        "Il y a 12 écoles fermées.",
        "Plus d’informations : https://www.gouvernement.fr/a_b",
    ],
)
def test_a_plain_text_is_left_alone(text: str) -> None:
    assert remarks(text) == ()
