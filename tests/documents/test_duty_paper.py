"""The on-call table, read back: who now, who then, where nobody, and how old all of it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from app.core.coverage import gaps, overlaps
from app.core.duty_sheet import DutySheet, days_from
from app.core.on_call import Answering, DutyLine, OnCall
from app.core.registers.duties import AddDuty
from app.documents.duty_paper import NOTHING, duty_pdf, take_out
from tests.core.slots import slot
from tests.core.test_on_call import NOW, PARIS, ms
from tests.documents import spoken
from tests.documents.reading import pages
from tests.office import Office, operations

DAYS = days_from(NOW, 7, PARIS)
DELMAS = structs.replace(slot(ms(21, 8), ms(24, 19)), holder="a" * 64)
MARCHAL = slot(ms(25, 2), ms(28, 8), "J. Marchal")
DEPUTY = slot(ms(27, 20), ms(28, 20), "", deputy="R. Vasseur")
SLOTS = [DELMAS, MARCHAL, DEPUTY, slot(ms(25, 8), ms(26, 8), "Réserve", "reinforcement")]
ANSWERS = (
    Answering(DELMAS, ("+33199003315",), "2026-09-21"),
    Answering(MARCHAL, (), "", True, "06 39 98 •• 41"),
    *map(Answering, SLOTS[2:]),
)
LINE = DutyLine(
    "d",
    DELMAS.line,
    "SAN",
    "DICOM",
    ANSWERS,
    tuple(gaps(SLOTS, DAYS.start, DAYS.end)),
    tuple(overlaps(SLOTS, DAYS.start, DAYS.end)),
)
NOBODY = OnCall("d", DELMAS.line, "SAN", "DICOM", (), (), LINE.gaps[0], "+33199006000", None)
SHEET = DutySheet(
    space="d",
    lines=(LINE,),
    now=(replace(NOBODY, holding=ANSWERS[:1], gap=None),),
    frame="",
    title="",
    code="",
    zone=PARIS,
    at=NOW,
    days=DAYS,
    author="C. Morvan",
    workstation="SIG1",
    offline=False,
    last_exchange=None,
)


def printed(sheet: DutySheet) -> str:
    return " ".join(pages(duty_pdf(sheet)))


def test_the_table_says_who_answers_now_and_in_the_days_that_follow() -> None:
    words = printed(SHEET)
    for one in (
        *("TABLEAU D’ASTREINTE — Annuaire partagé", "arrêtées à 03 h 16", "Santé", "DICOM", "F. Delmas"),
        *("01 99 00 33 15", "vérifié il y a 3", "jusqu’à 19:00", "J. Marchal", "R. Vasse…", "jeu. 24"),
        *("lacune jeu. 24, 19:00 à 02:00 (+2)", "plus personne après R. Vasseur", "2 pers.", "renfort : Réserve"),
        *("Établi par C. Morvan, poste SIG1", "Page 1/2", "Page 2/2"),
    ):
        assert one in words, one


def test_a_private_number_stays_masked_and_the_sheet_says_how_to_ask_for_it() -> None:
    words = printed(SHEET)
    assert "06 39 98 •• 41" in words
    assert "Les numéros privés sont masqués" in words


def test_nobody_now_is_loud_and_gives_the_switchboard() -> None:
    words = printed(replace(SHEET, now=(NOBODY,)))
    assert "PERSONNE D'ASTREINTE" in words.replace("’", "'")
    assert "standard 01 99 00 60 00" in words


def test_an_exercise_shows_it_on_every_page_and_tells_its_own_lines_apart() -> None:
    sheet = replace(SHEET, frame="exercise", title="Rouen", offline=True)
    for page in pages(duty_pdf(sheet)):
        assert page.count("EXERCICE — EXERCICE") >= 2
        assert "Établi hors ligne sur le poste SIG1, jamais synchronisé" in page
    assert "Santé · EXERCICE" in printed(sheet)
    assert "EXERCICE" not in printed(SHEET)


def test_many_lines_take_as_many_pages_and_none_is_lost() -> None:
    names = [f"Organisme {n:03}" for n in range(60)]
    many = replace(SHEET, lines=tuple(replace(LINE, organisation=name, line=name) for name in names))
    words = printed(many)
    assert all(words.count(name) >= 2 for name in names)
    assert duty_pdf(many) == duty_pdf(many)


@pytest.mark.parametrize("name", ["<b>X</b> & co", "Й" * 60, "=1+1", ""])
def test_whatever_a_person_is_called_is_only_words(name: str) -> None:
    strange = replace(LINE, slots=(Answering(structs.replace(DELMAS, holder_name=name)),), function=name)
    assert duty_pdf(replace(SHEET, lines=(strange,)))


def test_an_empty_table_says_so() -> None:
    assert NOTHING in printed(replace(SHEET, lines=()))


def test_what_leaves_is_noted_where_it_is_from(office: Office, tmp_path: Path) -> None:
    sig = office.workstation("SIG1", "C. Morvan")
    now = sig.clock.now()
    hours = {"starts": now, "ends": now + 3_600_000}
    sig.desk.do(AddDuty({"organisation": "SAN", "holder_name": "F. Delmas", **hours}))
    taken = take_out(sig.desk, sig.reading.duty_sheet("", now, 7), tmp_path / "tableau.pdf")
    (note,) = [one for one in operations(sig, office.directory) if one.header.kind == "extraction.logged"]
    assert note.body["sha256"] == taken.sha256
    assert (taken.lines, taken.pages) == (1, 2)


def test_who_cannot_see_the_bars_hears_them_line_by_line() -> None:
    tree = spoken.read(duty_pdf(SHEET))
    heads, first, *_ = next(tree.find("Table")).kids
    assert [(cell.tag, cell.scope) for cell in heads.kids] == [("TH", "Column")] * 3
    name, answer, bars = first.kids
    assert (name.tag, name.scope) == ("TH", "Row")
    assert answer.words
    assert bars.kids[0].alt == bars.words
    assert " à " in bars.words
