"""Paper typed in afterwards: the order of the sheet, its nights, and nothing written unless every line is sound."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import times, transcription
from app.core.errors import Refused
from app.core.places import Places
from app.core.transcription import Row, Sheet, Transcription, rows_of
from tests.timelines import ZONE, chronologies

PARIS = "Europe/Paris"
PLACES = Places()
DAY = date(2026, 9, 24)


def at(text: str) -> int:
    return times.parse(text, 0, PARIS)


NOW = at("2026-09-25T10:00")
SHEET = Sheet("2", "crise", PARIS, ("76",), at("2026-09-24T03:00"), DAY)


def transcribe(*lines: str, sheet: Sheet = SHEET, now: int = NOW) -> Transcription:
    return transcription.transcribe(rows_of("\n".join(lines)), sheet, now, PLACES)


def hours(*lines: str, **more) -> list[str]:
    found = transcribe(*(f"{line} X > a" for line in lines), **more)
    assert found.problems == ()
    return [
        f"{times.local_day(one.occurred_at, PARIS):%d} {times.hour(one.occurred_at, PARIS)}" for one in found.records
    ]


def cells(*rows: Row) -> Transcription:
    return transcription.transcribe(rows, SHEET, NOW, PLACES)


def told(found: Transcription) -> list[str]:
    return [str(one) for one in found.doubts]


def wrong(found: Transcription) -> list[str]:
    return [str(one) for one in found.problems]


def test_a_sheet_becomes_its_entries_in_its_order():
    found = transcribe("02:48 SDIS76 tel > feu à Rouen", "", "vers 03:10 préfecture 76 > confinement : Rouen #fait !2")
    assert (found.rows, found.problems, found.doubts) == ((1, 3), (), ())
    command = transcription.command(found)
    assert (command.crisis, command.sheet, len(command.lines)) == ("crise", "2", 2)
    first, second = command.lines
    assert (first.sender, first.means, first.subject, first.place) == ("SDIS76", "phone", "feu à Rouen", None)
    assert (first.occurred_at, second.occurred_at) == (at("2026-09-24T02:48"), at("2026-09-24T03:10"))
    assert (second.precision, second.key_event, second.priority) == ("about", True, 2)
    assert first.raw == "02:48 SDIS76 tel > feu à Rouen"


def test_an_hour_that_goes_back_by_more_than_half_a_day_is_of_the_next_day():
    assert hours("22:00", "23:50", "00:10", "03:00") == ["24 22:00", "24 23:50", "25 00:10", "25 03:00"]
    assert hours("08:00", "20:00", "07:59", "23:00", "00:30") == [
        "24 08:00",
        "24 20:00",
        "25 07:59",
        "25 23:00",
        "26 00:30",
    ]


def test_a_smaller_step_back_is_kept_as_it_was_typed_and_said():
    found = transcribe("02:48 X > a", "02:40 X > b", "02:50 X > c")
    assert [times.hour(one.occurred_at, PARIS) for one in found.records] == ["02:48", "02:40", "02:50"]
    assert told(found) == ["ligne 2 : 02:40 vient après 02:48 (ligne 1) : gardé tel quel."]


def test_a_step_back_across_midnight_is_of_the_day_before():
    found = transcribe("23:50 X > a", "00:05 X > b", "23:58 X > c", "00:10 X > d")
    assert hours("23:50", "00:05", "23:58", "00:10") == ["24 23:50", "25 00:05", "24 23:58", "25 00:10"]
    assert told(found) == ["ligne 3 : 23:58 vient après 00:05 (ligne 2) : gardé tel quel."]


def test_a_long_silence_by_day_is_not_a_step_back():
    assert hours("08:00", "21:00") == ["24 08:00", "24 21:00"]


def test_a_day_written_on_the_paper_is_the_day_from_there_on():
    assert hours("22:00", "26/09 07:00", "08:00", now=at("2026-09-27T10:00")) == ["24 22:00", "26 07:00", "26 08:00"]
    assert told(transcribe("24/09 22:00 X > a", "23/09 22:00 X > b"))[0].startswith("ligne 2 : 22:00 vient après")


@pytest.mark.parametrize(
    ("now", "lines", "expected"),
    [
        ("2026-09-25T10:00", ("08:00", "09:50"), ["25 08:00", "25 09:50"]),
        ("2026-09-25T10:00", ("08:00", "10:30"), ["24 08:00", "24 10:30"]),
        ("2026-09-25T10:00", ("22:00", "23:50", "03:00"), ["24 22:00", "24 23:50", "25 03:00"]),
        ("2026-09-25T02:00", ("22:00", "23:50", "03:00"), ["23 22:00", "23 23:50", "24 03:00"]),
        ("2026-09-25T10:00", ("22:00", "24/09 03:00"), ["23 22:00", "24 03:00"]),
        ("2026-09-25T10:00", ("25/09 11:00", "11:10"), ["25 11:00", "25 11:10"]),
    ],
)
def test_without_a_date_the_sheet_is_the_latest_that_is_not_ahead(now, lines, expected):
    assert hours(*lines, sheet=replace(SHEET, day=None), now=at(now)) == expected


def test_the_hour_of_reception_follows_that_of_the_fact():
    (one,) = transcribe("23:50 reçu 00:20 X > a").records
    assert (one.occurred_at, one.received_at) == (at("2026-09-24T23:50"), at("2026-09-25T00:20"))
    (one,) = transcribe("reçu 03:03 X > a").records
    assert (one.occurred_at, one.received_at, one.precision) == (*(at("2026-09-24T03:03"),) * 2, "unknown")


def test_an_hour_nobody_can_read_is_that_of_the_line_above_and_unknown():
    found = transcribe("vers 02:48 X > a", "? X > b", '" X > c', "idem X > d")
    assert [one.occurred_at for one in found.records] == [at("2026-09-24T02:48")] * 4
    assert [one.precision for one in found.records] == ["about", "unknown", "about", "about"]
    assert [one.sender for one in found.records] == ["X"] * 4
    assert [one.raw for one in found.records][1:3] == ["? X > b", '" X > c']


def test_each_problem_is_named_by_its_line_and_nothing_is_written():
    found = transcribe(
        "? X > a", "02:48 X > b", "", "X > c", "02:48 incendie", "02:50 X >", "31/09 02:50 X > d", "\u202e"
    )
    assert wrong(found) == [
        "ligne 1 : la première ligne a besoin de son heure.",
        "ligne 4 : pas d'heure : écrivez « 02:48 émetteur > texte », ou « ? » si l'heure n'est pas lisible.",
        "ligne 5 : pas d'heure : écrivez « 02:48 émetteur > texte », ou « ? » si l'heure n'est pas lisible.",
        "ligne 6 : Écrivez après « > » ce qui s'est passé.",
        "ligne 7 : « 31/09 » n'est pas une date du calendrier.",
        "ligne 8 : Ligne : le caractère invisible U+202E, au début, n'est pas accepté. "
        "Effacez-le ou retapez le passage.",
    ]
    with pytest.raises(Refused) as refused:
        transcription.command(found)
    assert str(refused.value).splitlines() == wrong(found)


@pytest.mark.parametrize(("number", "why"), [("", "numéro de la feuille"), ("1" * 21, "21 caractères"), ("2", "vide")])
def test_a_sheet_has_a_number_and_at_least_one_line(number, why):
    lines = [] if number == "2" else ["02:48 X > a"]
    with pytest.raises(Refused, match=why):
        transcription.command(transcribe(*lines, sheet=replace(SHEET, number=number)))


def test_a_doubtful_hour_is_said_with_its_line():
    found = transcribe("02:48 X > a", "24/09/2025 02:50 X > b")
    assert told(found)[-1] == (
        "ligne 2 : 24 septembre 2025 : 365 j avant l'ouverture de la crise. L'année est-elle juste ?"
    )
    assert told(transcribe("02:48 X > a", sheet=replace(SHEET, day=date(2026, 9, 26))))[0].startswith(
        "ligne 1 : Heure du fait à venir"
    )


def test_an_hour_that_summer_time_skipped_is_a_problem_of_its_line():
    found = transcribe("01:50 X > a", "02:30 X > b", sheet=replace(SHEET, day=date(2026, 3, 29)))
    assert wrong(found) == ["ligne 2 : 02:30 n'existe pas ce jour-là : passage à l'heure d'été."]


def test_a_row_of_cells_becomes_an_entry():
    row = Row(7, "vers 2 h 48 reçu 03:03", "Radio France", "SIG, AFP", "Téléphone", "objet : suite #fait [B2]", "note")
    (one,) = cells(row).records
    assert (one.occurred_at, one.received_at, one.precision) == (
        at("2026-09-24T02:48"),
        at("2026-09-24T03:03"),
        "about",
    )
    assert (one.sender, one.recipients, one.means) == ("Radio France", ("SIG", "AFP"), "phone")
    assert (one.subject, one.content, one.key_event, one.source) == ("objet", "suite\nnote", True, "B")
    assert one.raw == "vers 2 h 48 reçu 03:03 | Radio France | SIG, AFP | Téléphone | objet : suite #fait [B2] | note"


def test_cells_left_empty_say_nothing():
    found = cells(Row(1), Row(2, " ", text=" "), Row(3, "02:48", text="a > b"), Row(4, '"', content="c"))
    assert found.rows == (3, 4)
    assert [(one.sender, one.subject, one.content, one.means) for one in found.records] == [
        ("", "a > b", "", ""),
        ("", "c", "", ""),
    ]


@pytest.mark.parametrize("means", ["tel", "téléphone", "phone", "Tél."])
def test_a_means_is_known_by_any_of_its_words(means):
    (one,) = cells(Row(1, "02:48", means=means, text="a")).records
    assert one.means == "phone"


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (Row(2, "02:61", text="a"), "hour", "« 02:61 » n'est pas une heure : écrivez 02:48, ou"),
        (Row(2, "", text="a"), "hour", "pas d'heure : écrivez 02:48, ou"),
        (Row(2, "02:48 SDIS", text="a"), "hour", "« 02:48 SDIS » n'est pas une heure."),
        (Row(2, "02:48"), "text", "écrivez ce qui s'est passé."),
        (Row(2, "02:48", text="a", means="pigeon"), "means", "« pigeon » n'est pas un moyen connu : téléphone, "),
        (Row(2, "02:48", "x" * 121, text="a"), "sender", "Émetteur : 121 caractères, 120 au plus."),
    ],
)
def test_a_problem_names_its_cell(row, field, words):
    (problem,) = cells(Row(1, "02:40", text="a"), row).problems
    assert (problem.row, problem.field) == (2, field)
    assert problem.words.startswith(words)


@pytest.mark.parametrize("chronology", chronologies(), ids=lambda one: one.name)
def test_a_real_chronology_is_copied_without_losing_a_word(chronology):
    sheet = Sheet("1", "crise", ZONE, (), chronology.opened_at)
    text = "\n".join(line.typed for line in chronology.lines)
    now = max(line.moment for line in chronology.lines)
    found = transcription.transcribe(rows_of(text), sheet, now, PLACES)
    assert found.problems == ()
    assert [one.occurred_at for one in found.records] == [line.moment for line in chronology.lines]
    for record, line in zip(found.records, chronology.lines, strict=True):
        said = f"{record.subject} {record.content}".replace(":", " ")
        assert Counter(said.split()) == Counter(line.text.replace(":", " ").split())
    years = [one.row for one in found.doubts if "L'année" in one.words]
    assert years == [n for n, line in enumerate(chronology.lines, 1) if line.day[:4] != sheet_year(chronology)]


def sheet_year(chronology) -> str:
    return chronology.declared[:4]


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=20))
def test_every_hour_shows_as_it_was_typed_and_no_gap_exceeds_a_day(clocks):
    found = transcribe(*(f"{hour:02}:{minute:02} X > a" for hour, minute in clocks))
    shown = [times.hour(one.occurred_at, PARIS) for one in found.records]
    assert shown == [f"{hour:02}:{minute:02}" for hour, minute in clocks]
    moments = [one.occurred_at for one in found.records]
    day = 24 * 60 * times.MINUTE
    assert all(abs(after - before) < day for before, after in pairwise(moments))
    assert min(moments) >= at("2026-09-24")


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_text_is_copied_or_named(lines):
    found = transcribe(*lines)
    kept = {*found.rows} | {problem.row for problem in found.problems}
    assert kept == {row.number for row in rows_of("\n".join(lines)) if not row.empty}
