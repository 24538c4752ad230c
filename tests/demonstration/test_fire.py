"""The invented fire: what ships of it is understood, and harms nobody."""

import re

import pytest

from app.core import quick_line, resources, times
from app.core.clock import Clock
from app.core.organisations import organisations
from app.core.texts import Text, placeholders
from app.demonstration import fire
from app.demonstration.scene import Scene, Seat
from app.demonstration.telling import Telling

FICTION = re.compile(r"0(?:1 99 00|6 39 98)(?: \d\d){2}")
NUMBER = re.compile(r"0\d(?: \d\d){4}")


def test_it_says_that_it_is_invented_and_calls_nobody():
    written = resources.path("demonstration/fire.json").read_text(encoding="utf-8")
    assert "inventé" in fire.scenario().title
    assert "inventés" in fire.scenario().contact_remark
    assert NUMBER.findall(written)
    assert [number for number in NUMBER.findall(written) if not FICTION.fullmatch(number)] == []


def test_every_line_is_understood_as_it_is_meant():
    told = fire.scenario()
    lines = [
        told.first,
        *(one.line for one in told.entries),
        *(line for some in told.cut.lines.values() for line in some),
    ]
    for line in lines:
        understood = quick_line.understand(line.format(hour="02:48"), Clock().now(), "Europe/Paris", fire.places())
        assert understood.occurred_at is not None, line
        assert understood.sender, line
        assert understood.subject, line
        assert "#" not in understood.subject + understood.content, line


def test_every_contact_belongs_to_a_known_organisation():
    for contact in fire.scenario().contacts:
        assert organisations().resolve(contact["organisation"]) == contact["organisation"]
        assert contact[fire.AGE] > 0


def test_the_statement_has_one_hole_and_the_completed_one_has_none():
    told = fire.scenario().message
    assert placeholders(Text(told.title, "", frame=told.frame)) == (told.placeholder,)
    frame = {name: words.replace(told.placeholder, told.number) for name, words in told.frame.items()}
    assert placeholders(Text(told.title, "", frame=frame)) == ()


@pytest.fixture
def seat(office):
    workstation = office.workstation("SIG1", "Camille Morvan")
    return Seat(workstation, None, workstation.close)  # it exchanges with nobody here


def test_the_first_line_is_typed_seventeen_minutes_after_the_fact(office, seat, tmp_path):
    crisis = office.crisis(seat.workstation)
    scene = Scene(tmp_path / "scène", Telling(print, Clock()), lambda seconds: None, Clock())
    row = fire.write(scene, seat, crisis, fire.scenario().first, fire.LATE)
    assert (row.number, row.rating, row.place, row.sender) == ("SIG1-0001", "F6", "Rouen", "SDIS76")
    assert fire.LATE <= row.late_minutes <= fire.LATE + 1
    assert fire.shown(row) == f"{times.hour(row.occurred_at, 'Europe/Paris')}   SIG1-0001  F6  SDIS76 : {row.subject}"
    rated = fire.write(scene, seat, crisis, "{hour} COGIC tel > PPI #fait", source="A", credibility="2")
    assert (rated.rating, rated.key_event) == ("A2", True)
