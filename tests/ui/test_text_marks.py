"""What is marked in a text being written."""

from app.ui.text_marks import BLANK, FAULT, INVISIBLE, LOOKALIKE, MOST, Mark, blanks, checked


def test_blanks_to_fill_are_found_where_they_stand():
    assert blanks("Appelez le [numéro].") == (Mark(BLANK, 11, 8, "[numéro]"),)


def test_places_are_counted_as_qt_counts_them():
    (blank,) = blanks("🔥🔥 [numéro]")
    assert blank.position == 5
    assert (checked("🔥 ministere", "fr", ())[0].position, checked("🔥 ministere", "fr", ())[0].length) == (3, 9)


def test_misspelt_words_and_doubtful_characters_are_marked_in_their_order():
    found = checked("Le ministere \u200b du préf\u0430et res\u200btez", "fr", ())
    assert [mark.kind for mark in found] == [FAULT, INVISIBLE, FAULT, LOOKALIKE, INVISIBLE]
    assert found[0].words == "ministere"


def test_words_of_another_language_are_not_misspelt_french():
    assert checked("Stay indoors, close the windows.", "en", ()) == ()
    assert checked("Stay indoors", "fr", ("Stay",))[0].words == "indoors"


def test_a_text_full_of_faults_stays_quick_to_draw():
    assert len(checked("zzx " * 1000, "fr", ())) == MOST
