"""A brief as a text document: section by section the words of the frozen one, and that it proves nothing."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from app.core import brief_content
from app.core.brief_content import (
    Asked,
    Chronology,
    Content,
    Curve,
    Line,
    Pair,
    Paragraph,
    Remark,
    Said,
    Section,
    Series,
    Table,
    Unverified,
)
from app.documents import brief_odt
from app.documents.brief_odt import odt_of
from app.documents.typography import shortened
from tests.documents import odt_reading
from tests.documents.samples import at
from tests.office import Office

RECTIFIED = Line(
    at(23, 22, 58),
    "Confinement étendu à 13 communes",
    "Préfet 76",
    "A1",
    "SIG1-0144",
    at(23, 23, 21),
    struck="Confinement étendu à 12 communes",
    note="rectifié à 23 h 05",
    changed=True,
)
RUMOUR = Line(at(24, 0, 5), "Odeurs à 25 km", "", "F6", "SIG2-0103", at(24, 0, 5), precision="unknown")
FIGURES = Table(("Indicateur", "Valeur"), (("Blessés", "0"), ("Communes", "13")), (3, 1), (1,), changed=(1,))
CURVE = Curve(
    "Appels",
    "appels",
    "Europe/Paris",
    (Series("SAMU 76", ((at(23, 22, 0), 12.0), (at(24, 0, 15), 33.0))), Series("ARS", ((at(23, 22, 0), 1025.5),))),
    "SAMU 76",
    "Les deux comptent autrement.",
)
SAID = Said("EDL-SIG1-009 v2", "L'air", "« Restez à l'abri »,  nous mesurons.\n\nPoint à 4 h.", "jusqu'à 07 h 00")
CONTENT = Content(
    reference="PDS-SIG2-012",
    number=12,
    crisis="Incendie Lubrizol — Rouen",
    crisis_code="CRI-2026-SIG1-004",
    frame="exercise",
    zone="Europe/Paris",
    cutoff=at(24, 0, 45),
    made_at=at(24, 0, 58),
    issuer="Cellule interministérielle de crise",
    author="L. Aubert (RED)",
    approver="C. Morvan (CCOM)",
    marking="Diffusion restreinte",
    tlp="AMBER",
    replaces="PDS-SIG1-011",
    next_at=at(24, 3, 30),
    workstation="SIG2",
    offline=True,
    last_exchange=at(23, 22, 9),
    sections=(
        Section(
            1, "L'essentiel", (Paragraph("Incendie circonscrit.", True), Paragraph("Aucun blessé.", lead="Bilan :"))
        ),
        Section(2, "Situation", (Chronology((RECTIFIED,)), Unverified((RUMOUR,)))),
        Section(3, "Bilan", (FIGURES, CURVE, Remark("Voir l'annexe A."))),
        Section(5, "Anticipation", (Pair(Paragraph("Le vent tourne."), Paragraph("Pluie.")),)),
        Section(7, "Veille", (), "Aucune veille cette nuit."),
        Section(8, "Décisions demandées", (Asked(("Prolonger le confinement",)),)),
    ),
    since="n° 11 (23 h 00)",
    annexes=(Section(1, "Textes", (SAID,)),),
)


def test_each_section_has_its_heading_its_number_and_its_words() -> None:
    data = odt_of(CONTENT)
    assert [words for level, words in odt_reading.headings(data) if level == 1] == [
        "1. L'essentiel",
        "2. Situation",
        "3. Bilan",
        "5. Anticipation",
        "7. Veille",
        "8. Décisions demandées",
        "Annexe A — Textes",
    ]
    said = odt_reading.lines(data)
    for line in ("Bilan : Aucun blessé.", "Le vent tourne.", "Pluie.", "Aucune veille cette nuit.", "Voir l'annexe A."):
        assert line in said


def test_key_events_stand_under_their_day_with_what_was_rectified_struck() -> None:
    data = odt_of(CONTENT)
    day, line = odt_reading.tables(data)["Situation 1"][1:]
    assert day == ["Mercredi 23 septembre 2026, UTC+02:00"]
    assert line[0] == "22 h 58"
    assert line[2:] == ["Préfet 76", "A1", "SIG1-0144, 23 h 21 (+23 min)"]
    assert line[1].endswith("(rectifié à 23 h 05)")
    assert "".join(odt_reading.struck(data)).strip() == "12"


def test_what_is_not_verified_stands_apart_with_its_origin() -> None:
    head, line = odt_reading.tables(odt_of(CONTENT))["Situation 2"]
    assert head == ["À prendre avec réserve : informations non vérifiées"]
    assert line == ["24/09, — — Odeurs à 25 km (SIG2-0103, F6)"]


def test_figures_and_curves_are_tables_one_may_rework() -> None:
    tables = odt_reading.tables(odt_of(CONTENT))
    assert tables["Bilan 1"] == [["Indicateur", "Valeur"], ["Blessés", "0"], ["Communes", "13"]]
    assert tables["Bilan 2"] == [
        ["Relevé", "SAMU 76 (source retenue)", "ARS"],
        ["23/09/2026 à 22 h 00", "12", "1 025,5"],
        ["24/09/2026 à 00 h 15", "33", ""],
    ]
    assert tables["Décisions demandées 1"][1] == ["Prolonger le confinement", "", ""]


def test_an_official_text_is_there_sign_for_sign() -> None:
    data = odt_of(CONTENT)
    assert (2, "EDL-SIG1-009 v2 — L'air") in odt_reading.headings(data)
    assert "« Restez à l'abri »,  nous mesurons." in [
        one.inner_text for one in odt_reading.opened(data).body.xpath("//text:p")
    ]


def test_it_says_when_by_whom_and_what_the_workstation_did_not_know() -> None:
    said = odt_reading.words(odt_of(CONTENT))
    for line in (
        "POINT DE SITUATION N° 12",
        "Informations arrêtées à 00 h 45, jeudi 24 septembre 2026, heure de Paris (UTC+02:00)",
        "Annule et remplace PDS-SIG1-011 · Prochain point de situation le 24/09/2026 à 03 h 30",
        "Rédigé par L. Aubert (RED) · approuvé par C. Morvan (CCOM) · établi le 24/09/2026 à 00 h 58",
        "Le trait en marge signale ce qui a changé depuis le n° 11 (23 h 00)",
        "Établi hors ligne sur le poste SIG2, dernière synchronisation le 23/09/2026 à 22 h 09",
    ):
        assert line in said


def test_every_page_bears_its_frame_its_reference_its_fingerprint_and_that_it_is_not_the_frozen_one() -> None:
    around = odt_reading.furniture(odt_of(CONTENT))
    assert around["header"][:2] == ["EXERCICE — EXERCICE — EXERCICE", "DIFFUSION RESTREINTE   TLP:AMBER"]
    print_ = odt_reading.plain(shortened(brief_content.fingerprint(CONTENT)))
    assert around["footer"][0] == f"PDS-SIG2-012 · empreinte {print_}"
    assert around["footer"][1].startswith("Document modifiable : ne fait pas foi. Seul fait foi le PDF figé")


def test_until_it_is_approved_every_page_says_so() -> None:
    draft = odt_reading.furniture(odt_of(replace(CONTENT, approver="", frame="real")))
    assert draft["header"][:2] == ["RÉEL — RÉEL — RÉEL", "PROJET — NON APPROUVÉ"]
    assert "PROJET — NON APPROUVÉ" in draft["footer"]
    assert "PROJET" not in " ".join(odt_reading.furniture(odt_of(CONTENT))["header"])


def test_the_file_is_noted_among_the_extractions_of_its_crisis(office: Office, tmp_path: Path) -> None:
    sig, file = office.workstation("SIG1", "C. Morvan"), tmp_path / "neuf" / "point.odt"
    crisis = office.crisis(sig)
    taken = brief_odt.take_out(sig.desk, crisis, CONTENT, file)
    assert file.read_bytes() == odt_of(CONTENT)
    brief_odt.take_out(sig.desk, crisis, replace(CONTENT, approver=""), tmp_path / "projet.odt")
    project, noted = sorted(sig.reading.extractions(crisis), key=lambda one: len(one.filter), reverse=True)
    assert (noted.what, noted.format, noted.count) == ("brief", "odt", 1)
    assert noted.filter == "PDS-SIG2-012, texte modifiable"
    assert noted.sha256 == taken == sha256(file.read_bytes()).hexdigest()
    assert project.filter == "PDS-SIG2-012, texte modifiable, PROJET"
