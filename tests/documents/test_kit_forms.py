"""The blank forms: a person fills them with a pen, and what they say of typing them back is true."""

import re
import shlex
from io import BytesIO

import pytest
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate

from app.core.brief_formats import ALL, TITLES
from app.core.cascade import RESULTS
from app.core.places import Places
from app.core.transcription import Row, Sheet, transcribe
from app.core.visas import DECISIONS, MEANS
from app.documents import fonts, kit_forms, paper
from app.documents.kit_forms import BRIEF_HELP, CALLS_HELP, LOG_HELP, VISA_HELP
from app.documents.kit_lines import STEP, Blank
from tests.building import NOW
from tests.documents.reading import pages

PARIS = "Europe/Paris"
ROOM = 678.0  # of a page of the kit
QUOTED = re.compile("« ([^»]+) »")
SAID = " ".join((*LOG_HELP, *VISA_HELP, *CALLS_HELP, *BRIEF_HELP))


@pytest.fixture(autouse=True)
def _faces() -> None:
    fonts.register()


def height(flow: list[Flowable]) -> float:
    return sum(one.wrap(paper.MEASURE, 800)[1] + one.getSpaceBefore() for one in flow)


def words(flow: list[Flowable]) -> str:
    file = BytesIO()
    SimpleDocTemplate(file, leftMargin=40, rightMargin=40, topMargin=20, bottomMargin=20).build(flow)
    return " ".join(pages(file.getvalue()))


def test_a_log_sheet_holds_on_one_page_with_rows_for_a_hand() -> None:
    flow = list(kit_forms.log_sheet())
    assert height(flow) <= ROOM
    assert STEP >= 22.6  # 8 mm
    (table,) = (one for one in flow if isinstance(one, Blank))
    assert kit_forms.LOG_ROWS >= 20
    said = words([table, PageBreak(), *kit_forms.log_sheet()])
    for one in (
        "Feuille n°",
        "Heure du fait",
        "réception",
        "Émetteur",
        "Moyen",
        "Objet : contenu",
        "Cotation",
        "Suites",
    ):
        assert one in said, one
    assert "Jour de la première ligne" in said


def test_a_visa_sheet_has_a_box_for_each_decision_and_each_means() -> None:
    assert height(list(kit_forms.visa_sheet())) <= ROOM
    said = words(list(kit_forms.visa_sheet()))
    assert all(said.count(one.capitalize()) >= kit_forms.VISAS for one in DECISIONS.values())
    assert all(said.count(word.capitalize()) >= kit_forms.VISAS for code, word in MEANS.items() if code != "app")
    for one in (
        "Référence",
        "Version",
        "Empreinte",
        "Étape",
        "Organisme",
        "Qualité",
        "N° appelé",
        "Réserve",
        "Signature",
    ):
        assert one in said, one


def test_a_blank_call_sheet_is_ruled_as_that_of_a_cascade() -> None:
    assert height(list(kit_forms.blank_calls())) <= ROOM
    said = words(list(kit_forms.blank_calls()))
    assert all(said.count(one) >= kit_forms.CALL_ROWS for one in RESULTS.values())
    assert "À DIRE À CHACUN" in said


def test_the_skeleton_of_a_brief_has_its_ten_sections_on_two_pages() -> None:
    flow = list(kit_forms.skeleton("PDS-SIG1-004"))
    assert height(flow) <= 2 * ROOM
    said = words(flow)
    assert all(f"{number} {TITLES[number].replace(chr(39), '’')}" in said for number in ALL)
    assert "PDS-SIG1-004" in said
    assert "À prendre avec réserve" in said


@pytest.mark.parametrize("word", [one for one in QUOTED.findall(SAID) if one.startswith("diapason ")])
def test_each_command_a_sheet_dictates_is_one_the_command_line_understands(word: str) -> None:
    from app.cli import parser

    typed = shlex.split(word.removeprefix("diapason ").replace("AAAA-MM-JJ", "2027-01-15"))
    parsed = parser().parse_args(typed)
    assert not hasattr(parsed, "check") or parsed.check(parsed) == ""


def test_a_sheet_is_typed_back_as_it_says() -> None:
    cells = next(one for one in QUOTED.findall(LOG_HELP[1]) if "reçu" in one)
    marks = next(one for one in QUOTED.findall(LOG_HELP[1]) if "#fait" in one)
    line = next(one for one in QUOTED.findall(LOG_HELP[2]) if ">" in one)
    rows = (
        Row(1, cells, "SDIS76", "Cellule", "tel", f"incendie : fumées {marks}"),
        Row(2, "?", "SDIS76", "", "", "heure illisible"),
        Row(3, line=line.replace("02:48", "03:10").replace("03:03", "03:12")),
        Row(4, '"', "SAMU", "", "", "même heure"),
    )
    read = transcribe(rows, Sheet("2", "c" * 64, PARIS), NOW, Places())
    assert read.problems == ()
    first, illegible, typed, same = read.records
    assert first.received_at is not None
    assert first.received_at - first.occurred_at == 15 * 60_000
    assert (first.source, first.credibility, first.key_event, first.type) == ("B", "2", True, "decision")
    assert illegible.precision == "unknown"
    assert (typed.sender, typed.recipients, typed.subject) == ("SDIS76", ("Cellule",), "objet")
    assert same.occurred_at == typed.occurred_at


def test_each_act_a_sheet_names_is_in_the_window() -> None:
    from pathlib import Path

    import app.ui

    shown = "".join(one.read_text(encoding="utf-8") for one in Path(app.ui.__path__[0]).glob("*.py"))
    for one in ("Saisie après coup…", "Visa par téléphone…", "Résultats du papier", "Composer…", "à confirmer"):
        assert one in SAID.replace("papier… »", "papier »")
        assert one in shown, one
