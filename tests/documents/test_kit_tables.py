"""The current tables of the kit: who answers in the next 48 hours, what may be said, who is there."""

from dataclasses import replace
from io import BytesIO

import pytest
from reportlab.platypus import Flowable, SimpleDocTemplate

from app.core.kit import Kit
from app.core.store.rows import BriefRow
from app.documents import fonts, kit_tables
from tests.building import NOW
from tests.clocks import HOUR, Watch
from tests.core.kits import furnished, kit
from tests.documents.reading import pages
from tests.office import Office


@pytest.fixture
def made(tmp_path):  # type: ignore[no-untyped-def]
    office = Office(tmp_path, Watch().clock)
    yield kit(furnished(office).head)
    office.close()


def words(flow: list[Flowable]) -> str:
    file = BytesIO()
    SimpleDocTemplate(file, leftMargin=40, rightMargin=40).build(flow)
    return " ".join(pages(file.getvalue()))


@pytest.fixture(autouse=True)
def _faces() -> None:
    fonts.register()


def test_the_next_48_hours_are_told_and_a_gap_is_loud(made: Kit) -> None:
    said = words(list(kit_tables.on_call(made, made.parts[0])))
    for one in (
        *("Intérieur, DICOM", "maintenant, jusqu’au sam. 16, 05:00", "Kerjean", "01 99 00 33 41"),
        *("à partir du sam. 16, 05:00", "PERSONNE D’ASTREINTE", "maintenant et les 48 heures", "Poulain"),
        "numéro privé : au poste",
    ):
        assert one in said, one
    assert "Économie" not in said  # that line begins later
    assert said.index("Intérieur") < said.index("Santé")


def test_contacts_are_those_of_the_directory_on_paper(made: Kit) -> None:
    part = made.parts[0]
    said = words(list(kit_tables.contacts(part)))
    assert "MINISTÈRE DE L’INTÉRIEUR" in said
    assert "01 99 00 33 41" in said
    assert "et 3 autres : imprimez l’annuaire" in words(list(kit_tables.contacts(replace(part, more=3))))
    assert kit_tables.NO_CONTACT in words(list(kit_tables.contacts(replace(part, contacts=None))))


def test_what_may_not_be_taken_out_is_said_where_it_would_stand(made: Kit) -> None:
    part = replace(made.parts[0], duties=None, contacts=None, withheld="Contacts non imprimés : votre rôle.")
    for flow in (kit_tables.on_call(made, part), kit_tables.contacts(part)):
        assert "votre rôle" in words(list(flow))


def test_what_may_be_said_stands_with_its_reference_its_hour_and_its_term(made: Kit) -> None:
    said = words(list(kit_tables.standing(made.parts[0])))
    for one in ("EDL-RP1-001 v1", "air :", "au 15/01, 09 h 00", "sans terme fixé", "C. Morvan", "CCOM", "EDL-RP1-002"):
        assert one in said, one
    assert "en visa" in said
    assert kit_tables.NO_BRIEF in said


def test_the_last_brief_is_named_with_its_cut_off_and_whether_it_is_a_draft(made: Kit) -> None:
    brief = BriefRow("i", "PDS-SIG1-004", 4, NOW - HOUR, NOW, "C. Morvan", False, 2, "ab" * 32, False)
    said = words(list(kit_tables.standing(replace(made.parts[0], brief=brief))))
    assert "PDS-SIG1-004 (n° 4), arrêté le 15/01/2027 à 08 h 00, PROJET" in said


def test_a_text_under_embargo_is_named_and_not_printed(made: Kit) -> None:
    part = made.parts[0]
    held = replace(part.awaited[0], embargoed=True, title="Douze morts")
    said = words(list(kit_tables.standing(replace(part, awaited=(held,), in_force=()))))
    assert kit_tables.HELD in said
    assert "Douze morts" not in said
    assert kit_tables.NO_LINE in said
