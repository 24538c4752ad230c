"""What was written stays readable where it stood, each rectification beside it with its reason."""

from app.ui import entry_text
from app.ui.part_column import Part
from tests.ui.lines import ZONE
from tests.ui.whole_entry import amendment, entry, said


def drawn(qtbot, part: Part) -> str:
    made = part.draw()
    qtbot.addWidget(made)
    return said(made)


def test_former_words_stay_where_they_stood(qtbot):
    one = entry(
        content="Produits : additifs.",
        amendments=(amendment("content", "Produits : huiles moteur.", "Produits : additifs.", "erreur d’écoute"),),
    )
    kinds = [(piece.kind, piece.text.strip()) for piece in entry_text.pieces(one, "content")]
    assert ("deleted", "huiles moteur") in kinds
    assert ("inserted", "additifs") in kinds
    words = drawn(qtbot, entry_text.content(one, ZONE))
    assert "Motif : erreur d’écoute" in words
    assert "Rectification n° 1" in words


def test_each_of_two_rectifications_of_one_text_shows_its_own_words(qtbot):
    both = (
        amendment("content", "Un mort.", "Deux morts.", "rappel"),
        amendment("content", "Deux morts.", "Rien.", "bis"),
    )
    words = drawn(qtbot, entry_text.content(entry(content="Rien.", amendments=both), ZONE))
    assert "Un Deux morts" in words.replace("\n", " ") or "Deux" in words
    assert words.count("Motif") == 2


def test_a_rectified_field_shows_both_its_values(qtbot):
    changed = (
        amendment("sender", "SDIS 76", "CODIS 76"),
        amendment("tlp", "green", "amber"),
        amendment("place", None, {"code": "76540", "name": "Rouen", "latitude": 49.4431, "longitude": 1.0993}),
        amendment("reference", "", "SYNERGI 12", rank=None),
    )
    words = drawn(qtbot, entry_text.content(entry(amendments=changed), ZONE))
    assert "SDIS 76 CODIS 76" in words
    assert "TLP:GREEN TLP:AMBER" in words
    assert "— Rouen 76540, 49,44310° N, 1,09930° E" in words
    assert "en attente d’envoi" in words


def test_a_decision_shows_what_was_weighed_and_why_with_their_former_words(qtbot):
    one = entry(
        type="decision",
        decision="D-SIG1-007",
        options="Point commun.",
        rationale="Une seule voix.",
        amendments=(amendment("rationale", "Une voix.", "Une seule voix."),),
    )
    assert entry_text.is_decision(one)
    assert ("inserted", "seule") in [(piece.kind, piece.text.strip()) for piece in entry_text.pieces(one, "rationale")]
    words = drawn(qtbot, entry_text.decision(one))
    for part in ("D-SIG1-007", "Options considérées", "Point commun.", "Motivation", "Une seule voix."):
        assert part in words


def test_what_a_decision_leaves_unsaid_is_asked_for(qtbot):
    words = drawn(qtbot, entry_text.decision(entry(type="decision")))
    assert "non notées" in words
    assert "non notée" in words


def test_an_information_is_no_decision():
    assert not entry_text.is_decision(entry())
    assert entry_text.is_decision(entry(decision="D-SIG1-001"))  # it was one when the number was given
