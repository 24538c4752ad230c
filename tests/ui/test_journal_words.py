"""What a line says, without seeing it."""

from app.ui.journal_words import cell, follow_up, is_late, spoken, tags, type_words
from tests.ui.lines import LINE, NOW, ZONE, at, line


def test_a_screen_reader_hears_the_whole_line_states_included():
    words = spoken(line(1, unread=True, away=True, contradicted=True, sheet="2", files=3), ZONE, NOW)
    for part in ("24 septembre 2026", "02:48", "SIG1-0147", "SDIS 76", "Reprise de feu", "priorité 1", "à trier"):
        assert part in words
    for state in ("saisie différée de 17 min", "fait marquant", "rectifiée", "2 valeurs", "en cours", "cotation B3"):
        assert state in words
    for state in ("non lue", "hors ligne", "contredit", "transcription f. 2", "non attribué", "3\u00a0pièces jointes"):
        assert state in words


def test_an_entry_that_was_not_sent_says_so_in_words():
    assert cell(line(1, pending=True), 3, ZONE, NOW) == "SIG1-0147, information, en attente d’envoi"
    assert "en attente d’envoi" not in spoken(LINE, ZONE, NOW)


def test_both_hours_are_said_where_clocks_differ():
    assert cell(LINE, 1, "Indian/Reunion", NOW) == "04:48, Paris 02:48"
    assert cell(line(1, precision="about"), 1, ZONE, NOW) == "02:48, environ"
    assert cell(line(1, precision="unknown"), 1, ZONE, NOW) == "heure inconnue"


def test_a_decision_is_told_with_its_number():
    decision = line(1, type="decision", decision="D-SIG1-007")
    assert type_words(decision) == "décision D-SIG1-007"
    assert type_words(decision, short=True) == "déc. D-SIG1-007"
    assert type_words(LINE, short=True) == "information"


def test_the_follow_up_says_who_and_before_when_then_who_read_it():
    given = line(1, assigned="C. Morvan", due=at(24, 3, 30))
    assert follow_up(given, NOW, ZONE) == "C. Morvan · avant 03:30"
    assert follow_up(LINE, NOW, ZONE) == "non attribué"
    assert follow_up(line(1, triage="closed", read_by=7, readers=9), NOW, ZONE) == "lu par 7/9"


def test_what_is_closed_is_late_no_more():
    late = line(1, due=at(24, 3, 0))
    assert is_late(late, NOW)
    assert not is_late(line(1, due=at(24, 3, 0), triage="closed"), NOW)
    assert not is_late(line(1, due=at(24, 3, 30)), NOW)


def test_each_state_is_a_tag_of_its_own_word():
    everything = line(1, contradicted=True, sheet="2", files=1, verification="denied")
    words = [word for _, word, _ in tags(everything)]
    assert words == ["rectifiée", "contredit", "démenti", "2 valeurs", "transcription f. 2", "1"]
    assert tags(line(1, amended=False, conflict=False)) == []
