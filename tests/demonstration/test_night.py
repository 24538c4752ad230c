"""The night of the demonstration: what ships of it is understood, and comes out in order."""

import pytest

from app.core import quick_line, resources
from app.core.clock import Clock
from app.demonstration import fire, night
from app.demonstration.scene import Scene, Seat, lines
from app.demonstration.telling import Telling
from app.documents import cap


@pytest.fixture
def seat(office):
    workstation = office.workstation("SIG1", "Camille Morvan")
    return Seat(workstation, None, workstation.close)  # it exchanges with nobody here


@pytest.fixture
def scene(seat, tmp_path):
    made = Scene(tmp_path, Telling(lambda line: None, Clock()), lambda seconds: None, Clock())
    made.seats.append(seat)
    made.until_settled = lambda *spaces: None  # there is no server to wait for
    return made


def test_every_line_of_the_night_is_understood_as_it_is_meant():
    told = fire.scenario().night
    for line in (told.contradicts.format(hour="02:48"), *(f"02:48 {line}" for line in told.lines)):
        understood = quick_line.understand(line, Clock().now(), "Europe/Paris", fire.places())
        assert understood.sender, line
        assert "#" not in understood.subject + understood.content, line


def test_the_sheet_of_paper_is_copied_in_its_order(office, seat, scene):
    crisis = office.crisis(seat.workstation)
    night.copy_paper(scene, seat, crisis)
    subjects = [row.subject for row in lines(seat.workstation, crisis)]
    assert len(subjects) == len(fire.scenario().night.lines)
    assert subjects[0].startswith("Bascule sur papier")
    assert subjects[-1].startswith("Courant rétabli")


def test_what_leaves_is_logged_and_complete(office, seat, scene, tmp_path):
    crisis = office.crisis(seat.workstation)
    night.copy_paper(scene, seat, crisis)
    night.leave(scene, seat, crisis, tmp_path / "out")
    assert {file.suffix for file in (tmp_path / "out").iterdir()} == {".pdf", ".csv", ".ods", ".json"}
    assert len(seat.workstation.reading.extractions(crisis)) == 5


def test_the_alerts_are_of_an_exercise():
    for name in ("vent-1.xml", "vent-2.xml"):
        text = resources.path(f"demonstration/alerts/{name}").read_text("utf-8")
        hours = dict.fromkeys(("sent", "onset", "replaced"), "2026-09-24T02:48:00+02:00")
        for hole, hour in hours.items():
            text = text.replace(f"{{{hole}}}", hour)
        assert cap.read(text.encode()).status == "Exercise"
