"""Published figures enter the register of a crisis once, whole or not at all, contradictions included."""

import shutil
import time
from pathlib import Path

import pytest

from app.core import resources
from app.core.clock import moment
from app.core.errors import Refused
from app.core.figures import QUALIFIERS
from app.documents.figures import publications
from app.documents.figures_import import NATIONAL, ZONE, bring_in, records, told
from app.sync.workstation import Workstation
from tests.office import Office

PUBLISHED = resources.path("demonstration/figures")
ONE = "date: 2020-03-22\ntime: '19:15'\nsource: {nom: SpF, url: 'https://a.fr'}\ndonneesNationales: {deces: 674}\n"


@pytest.fixture
def opened(office: Office) -> tuple[Workstation, str]:
    sig = office.workstation("SIG1", "Camille Morvan")
    return sig, office.crisis(sig)


def brought(sig: Workstation, crisis: str, *paths: Path) -> str:
    return told(bring_in(sig.desk, sig.reading, sig.reading.crisis(crisis), paths))


def test_two_months_of_figures_come_in_at_once_and_a_second_time_nothing_changes(
    opened: tuple[Workstation, str],
) -> None:
    sig, crisis = opened
    began = time.monotonic()
    numbers = sum(len(one.figures) for one in publications(PUBLISHED))
    assert brought(sig, crisis, PUBLISHED) == f"Chiffres importés : {numbers}, de 89 publications."
    assert time.monotonic() - began < 15
    before = sig.reading.pending()
    assert brought(sig, crisis, PUBLISHED) == f"Ces {numbers} chiffres étaient déjà au bilan : rien n'a été écrit."
    assert sig.reading.pending() == before


def test_each_keeps_its_source_its_address_its_hour_and_its_own_remarks(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    brought(sig, crisis, PUBLISHED / "ministere-sante" / "2020-03-06.yaml")
    found = {row.indicator: row for row in sig.reading.figures(crisis)}
    cases = found["Cas confirmés"]
    assert (cases.value, cases.source, cases.source_key) == ("613", "Ministère des Solidarités et de la Santé", "SAN")
    assert cases.reference.startswith("https://")
    assert moment(cases.cutoff, ZONE).isoformat() == "2020-03-06T15:00:00+01:00"
    assert (cases.precision, cases.perimeter, QUALIFIERS[cases.qualifier]) == ("exact", NATIONAL, "")
    assert "à 15h. Source: santé publique france. +190 qu'hier" in cases.note
    assert "8 homme" in found["Décès"].note
    assert "8 homme" not in cases.note


def test_an_hour_nobody_said_is_the_end_of_its_day_and_says_so() -> None:
    one = next(one for one in publications(PUBLISHED) if not one.hour)
    first = next(iter(records(one, "crisis")))
    assert first.precision == "day"
    assert first.cutoff is not None
    assert f"{moment(first.cutoff, ZONE):%Y-%m-%d %H:%M}" == f"{one.date} 23:59"


def test_what_two_sources_say_otherwise_is_kept_side_by_side(opened: tuple[Workstation, str], tmp_path: Path) -> None:
    sig, crisis = opened
    for source in ("ministere-sante", "sante-publique-france"):
        (tmp_path / source).mkdir()
        shutil.copy(PUBLISHED / source / "2020-02-29.yaml", tmp_path / source)
    brought(sig, crisis, tmp_path)
    [awaiting] = sig.reading.account(crisis).disagreements
    assert [(one.indicator, one.value) for one in awaiting.figures] == [
        ("Cas confirmés", "100"),
        ("Cas confirmés", "73"),
    ]


def test_what_was_published_may_be_published_when_a_chief_brings_it_in(office: Office, tmp_path: Path) -> None:
    sig, loggist = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Noé Bellec", role="MC")
    crisis = office.crisis(sig, (loggist, "MC"))
    (tmp_path / "a.yaml").write_text(ONE, encoding="utf-8")
    for seat, publishable in ((sig, True), (loggist, False)):
        brought(seat, crisis, tmp_path)
        assert [row.publishable for row in seat.reading.figures(crisis)] == [publishable]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"date: [", "n'est pas une publication"),
        (b"\xff\xfe", "UTF-8"),
        (b"a: " + b"x" * 300_000, "256 Ko"),
        (ONE.replace("2020-03-22", "2020-02-30").encode(), "date du calendrier"),
        (ONE.replace("deces: 674", "").encode(), "aucun chiffre national"),
        (ONE.replace("674", "9" * 20).encode(), "trop long"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_written(
    opened: tuple[Workstation, str], tmp_path: Path, content: bytes, said: str
) -> None:
    sig, crisis = opened
    (tmp_path / "a.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(content)
    before = sig.reading.pending()
    with pytest.raises(Refused, match=rf"(?:b\.yaml.*)?{said}") as refusal:
        brought(sig, crisis, tmp_path)
    assert "Rien n'a été importé" in str(refusal.value) or "trop long" in str(refusal.value)
    assert sig.reading.pending() == before
    assert sig.reading.figures(crisis) == []


def test_a_place_without_figures_is_refused(opened: tuple[Workstation, str], tmp_path: Path) -> None:
    sig, crisis = opened
    with pytest.raises(Refused, match="Aucun fichier"):
        brought(sig, crisis, tmp_path)
    with pytest.raises(Refused, match="ne se lit pas"):
        brought(sig, crisis, tmp_path / "absent.yaml")
