"""The words that changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.differences import Piece, compare, compare_parts, counts, in_words, parts, words
from app.core.texts import Text


def test_the_words_replaced_are_shown_before_those_that_replace_them():
    pieces = compare("Elle contient des huiles moteur.", "Elle contient des additifs pour lubrifiants.")
    assert pieces == (
        Piece("same", "Elle contient des "),
        Piece("deleted", "huiles moteur "),
        Piece("inserted", "additifs pour lubrifiants"),
        Piece("same", "."),
    )
    assert counts(pieces) == (3, 2)


def test_an_hour_is_one_word():
    pieces = compare("Point presse à 05:00.", "Point presse à 04:00.")
    assert [piece.text for piece in pieces if piece.kind == "inserted"] == ["04:00"]


def test_blanks_alone_change_no_word():
    assert {piece.kind for piece in compare("Restez à  l'abri", "Restez à l'abri ")} == {"same"}


def test_an_apostrophe_does_not_make_two_words():
    assert words("N'allez pas chercher vos enfants à l’école, s'il vous plaît.") == 10


def test_a_refusal_quotes_the_words_that_changed():
    former = Text("Mise à l’abri", "Les habitants de douze communes doivent rester à l’abri.")
    new = Text("Mise à l’abri", "Les habitants de treize communes restent à l’abri jusqu’à 07:00.", issuer="SIG")
    assert in_words(former, new) == [
        "Corps : « douze » devient « treize »",
        "Corps : « doivent rester » devient « restent »",
        "Corps : « jusqu’à 07:00 » est ajouté",
        "Émetteur : « SIG » est ajouté",
    ]
    assert in_words(former, former) == ["des espaces, aucun mot"]


def test_a_part_that_was_removed_is_still_shown():
    shown = dict(compare_parts(Text("Titre", "Corps", lead="Chapô retiré"), Text("Titre", "Corps")))
    assert shown["Chapô"] == (Piece("deleted", "Chapô retiré"),)


def test_many_changes_are_counted_rather_than_quoted():
    former = Text("T", " ".join(f"mot{n} x{n}" for n in range(20)))
    said = in_words(former, Text("T", " ".join(f"mot{n} y{n}" for n in range(20))))
    assert len(said) == 7
    assert said[-1] == "et 14 autres changements"


@given(st.text(), st.text())
def test_what_is_not_deleted_is_exactly_the_new_text(former, new):
    assert "".join(piece.text for piece in compare(former, new) if piece.kind != "deleted") == new


@given(st.text())
def test_a_text_does_not_differ_from_itself(text):
    assert all(piece.kind == "same" for piece in compare(text, text))


def test_the_frame_the_channels_and_the_language_are_told_in_french():
    former = Text("Titre", "", frame={"known": "Douze communes.", "next": "à 05:00"}, variants={"x": "Court."})
    new = Text("Titre", "", frame={"known": "Treize communes.", "next": "à 04:00"}, language="en")
    assert [name for name, _ in parts(former)] == ["Titre", "Ce que l’on sait", "Prochain rendez-vous", "Variante X"]
    assert in_words(former, new) == [
        "Ce que l’on sait : « Douze » devient « Treize »",
        "Prochain rendez-vous : « 05:00 » devient « 04:00 »",
        "Langue : « français » devient « anglais »",
        "Variante X : « Court. » est retiré",
    ]
