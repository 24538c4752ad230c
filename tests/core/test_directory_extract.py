"""What leaves of the directory says which it is."""

from dataclasses import replace

from app.core.directory_extract import file_name
from tests.documents.agents import DELMAS, POST, extract


def test_a_file_sorts_by_hour_and_never_hides_its_frame() -> None:
    assert file_name(extract(), "csv") == "annuaire-20270115-0900.csv"
    assert file_name(extract(frame="exercise"), "pdf") == "annuaire-EXERCICE-20270115-0900.pdf"


def test_a_deputy_is_told_by_name() -> None:
    assert extract().deputy(POST) == DELMAS.name
    assert replace(extract(), names={}).deputy(POST) == DELMAS.id
    assert extract().deputy(DELMAS) == ""
