"""A chip says what was understood, whole to a screen reader, and shortened on the screen."""

from app.core.quick_line import Chip
from app.ui.chip_view import ChipView


def test_a_chip_is_said_whole_however_short_it_is_shown(qtbot):
    long = ChipView(Chip("Objet", "second départ de feu, " * 10))
    short = ChipView(Chip("Objet", "feu"))
    for chip in (long, short):
        qtbot.addWidget(chip)
    assert long.accessibleName() == "Objet : " + "second départ de feu, " * 10
    assert short.sizeHint().width() < long.sizeHint().width() < 700


def test_a_doubt_is_a_sentence_and_is_shown_as_one(qtbot):
    sentence = "12 juillet 2026 : 73 j avant l'ouverture de la crise. La date est-elle juste ?"
    doubt, other = ChipView(Chip("À vérifier", sentence, "doubt")), ChipView(Chip("À vérifier", sentence))
    for chip in (doubt, other):
        qtbot.addWidget(chip)
    assert doubt.sizeHint().width() > other.sizeHint().width()
