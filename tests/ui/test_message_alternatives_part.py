"""The words that stand for each picture."""

from app.ui.message_alternatives_part import AlternativesPart
from tests.ui.by_name import button


def test_pictures_are_named_and_told_and_taken_away(qtbot):
    part = AlternativesPart()
    qtbot.addWidget(part)
    part.show()
    part.fill({"carte.png": "Carte des communes.", "gestes": "Trois gestes."})
    assert part.texts == {"carte.png": "Carte des communes.", "gestes": "Trois gestes."}
    qtbot.waitUntil(part.fields[-1].isVisible)
    button(part, "Retirer le visuel gestes").click()
    assert part.texts == {"carte.png": "Carte des communes."}


def test_a_picture_without_name_or_words_is_none(qtbot):
    part = AlternativesPart()
    qtbot.addWidget(part)
    part.show()
    added = []
    part.added.connect(added.append)
    part.add.click()
    added[0].write("Trois gestes.")
    assert part.texts == {}
    part.fill({})
    assert part.texts == {}
