"""What the board says of each line: since when, until when, where it is used and what is missing."""

from dataclasses import replace

import pytest

from app.core.situation import ServerTime
from app.core.store.board_reading import Lines, LineTopic, topics
from app.ui import board_words
from app.ui.board_words import HIDDEN, NEVER_USE, Head, Shown, Wanted
from tests.ui.lines import NOW, ZONE, at
from tests.ui.said import ROW, line


def shown(**changes) -> Shown:  # type: ignore[no-untyped-def]
    return board_words.shown(line(**changes), NOW, ZONE, 62)


def test_a_line_in_force_says_its_words_its_hours_and_how_it_was_cleared():
    one = shown()
    assert (one.head, one.states) == ("EDL-SIG1-011 v3", (("en_vigueur", "en vigueur", "success"),))
    assert one.title.startswith("Restez à l’abri. N’allez pas")
    assert (one.since, one.age) == ("02:34", "il y a 42 min")
    assert (one.until, one.left, one.tone) == ("jusqu’à 07:00", "encore 3 h 44", "text_tertiary")
    assert (one.note, one.used) == ("Visas complets · lu par 48/62", "Standard (courriel)")
    assert not one.struck


def test_less_than_an_hour_of_validity_is_a_warning():
    one = shown(valid_until=at(24, 4))
    assert (one.until, one.left, one.tone) == ("jusqu’à 04:00", "encore 44 min", "warning")
    assert shown(valid_until=at(24, 4, 16)).tone == "text_tertiary"


def test_a_line_past_its_hour_is_struck_and_says_where_it_is_still_used():
    one = shown(state="expired", in_force=False, valid_until=at(24, 2, 50))
    assert (one.until, one.left, one.tone, one.struck) == ("périmé 02:50", "depuis 26 min", "alarm", True)
    assert one.states == (("perime", "périmé", "alarm"),)
    assert one.used == "Encore chez Standard (courriel) : à retirer"
    assert one.note == "Aucun remplaçant en cours"
    assert one.spoken.startswith("EDL-SIG1-011 v3, périmé. ne plus dire : Restez à l’abri.")


def test_a_fact_that_changed_says_not_to_use_the_line():
    one = shown(state="review", in_force=False, to_review=("SIG1-0147",))
    assert (one.note, one.used, one.left) == ("À réexaminer : SIG1-0147", NEVER_USE, "suspendu")
    assert one.states == (("a_reexaminer", "à réexaminer", "warning"),)
    assert not one.struck


def test_an_embargo_hides_the_words():
    one = shown(state="embargoed", in_force=False, embargoed=True)
    assert one.title == HIDDEN
    assert "abri" not in one.spoken
    assert one.states == (("embargo", "sous embargo", "text"),)


def test_what_replaces_a_line_is_named_with_its_state():
    coming = replace(ROW, reference="EDL-SIG1-012", version="v4·00aa", state="submitted")
    one = board_words.shown(replace(line(), coming=(coming,), replaced="EDL-SIG1-009"), NOW, ZONE, 62)
    assert one.note.endswith("remplace EDL-SIG1-009 · à remplacer par EDL-SIG1-012 v4 en visa")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"told_by_phone": 2}, "2\u00a0visas par téléphone à confirmer"),
        ({"valid_until": 0}, "Visas complets"),
    ],
)
def test_a_visa_by_telephone_stays_in_sight_until_it_is_confirmed(changes, words):
    assert words in shown(**changes).note


def test_a_line_without_an_end_says_so():
    assert shown(valid_until=0).until == "sans terme fixé"


def test_an_hour_of_another_day_is_given_with_its_day():
    assert shown(valid_until=at(25, 7)).until == "jusqu’à ven. 25, 07:00"
    one = shown(dispatched_at=at(23, 20, 55), said_at=at(23, 20, 55))
    assert (one.since, one.age) == ("20:55", "hier")
    assert shown(dispatched_at=at(21, 9), said_at=at(21, 9)).age == "lun. 21"


def test_several_places_are_counted():
    told = "\n".join(f"{at(24, 2, n)}\tcourriel\tListe {n}" for n in range(4))
    assert shown(told=told).used == "Liste 3 (courriel), Liste 2 (courriel) et 2\u00a0autres"


def test_a_question_on_its_own_page_strikes_the_answer_and_never_the_question():
    old = line(kind="qa", said_title="Que brûle-t-il ?", state="expired", in_force=False, valid_until=at(24, 2))
    one = board_words.shown(old, NOW, ZONE, 3, question=True)
    assert (one.title, one.struck, one.struck_note) == ("Que brûle-t-il ?", False, True)
    assert "ne plus répondre : Restez" in one.spoken
    assert "À la question : Que brûle-t-il ?" in board_words.shown(old, NOW, ZONE, 3).note


def test_a_topic_without_a_line_that_holds_says_so_and_what_is_coming():
    coming = replace(ROW, reference="EDL-SIG1-013", version="v1·00bb", state="draft")
    head = board_words.head(LineTopic("Eau potable", (), (coming,)))
    assert head == Head("Eau potable", 0, "aucune ligne valable, EDL-SIG1-013 v1 brouillon")
    assert board_words.head(LineTopic("Consigne", (line(),), ())).note == "une ligne"
    many = board_words.head(LineTopic("Air", (line(), line(), line(state="review", in_force=False)), (coming,) * 4))
    assert many.note.startswith("2\u00a0lignes en vigueur, EDL-SIG1-013")
    assert many.note.endswith("et 2\u00a0autres")


def a_board() -> Lines:
    ending = line(id=f"{2:064x}", topic="Air", valid_until=at(24, 4))
    over = line(id=f"{3:064x}", topic="Eau", state="withdrawn", in_force=False)
    return Lines("f" * 64, ServerTime(NOW, True), topics([line(), ending], ()), (), (over,), 62)


def names(items) -> list[str]:  # type: ignore[no-untyped-def]
    return [one.title if isinstance(one, Head) else one.id[-1] for one in items]


def test_filters_keep_a_topic_what_ends_soon_or_show_what_is_gone():
    lines = a_board()
    assert names(board_words.items(lines, ZONE, Wanted())) == ["Air", "2", "Consigne", "b"]
    assert names(board_words.items(lines, ZONE, Wanted(topic="Consigne"))) == ["Consigne", "b"]
    before = board_words.next_hours(NOW, ZONE)
    assert before == at(24, 5)
    assert board_words.ending(lines, before) == 1
    assert names(board_words.items(lines, ZONE, Wanted(before=before))) == ["Air", "2"]
    assert names(board_words.items(lines, ZONE, Wanted(gone=True))) == ["Air", "2", "Consigne", "b", "Eau", "3"]


def test_what_is_gone_says_why():
    one = shown(state="withdrawn", in_force=False)
    assert (one.states[0][1], one.until, one.left, one.struck) == ("retiré", "retiré", "ne plus employer", True)
    other = shown(superseded_by="EDL-SIG1-012", in_force=False)
    assert (other.states[0][1], other.until) == ("remplacé", "remplacé par EDL-SIG1-012")
