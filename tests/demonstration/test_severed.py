"""Networks cut: what ships of the story is understood, and harms nobody; what a bundle is held to."""

import re

import pytest

from app.core import quick_line, resources, twins
from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.registers.crisis import OpenCrisis
from app.demonstration import fire, severed
from app.sync.bundle_taking import Brought
from app.sync.bundle_words import brought
from tests.office import share


def test_it_says_that_it_is_invented_and_calls_nobody() -> None:
    told = severed.told()
    assert "inventé" in told.here.title
    assert "inventé" in told.there.title
    assert re.findall(r"0\d(?: \d\d){4}", resources.path("demonstration/silo.json").read_text("utf-8")) == []


def test_every_line_is_understood_as_it_is_meant() -> None:
    told = severed.told()
    cloned = (told.cloned.original, told.cloned.clone, told.cloned.after)
    for line in (*told.here.lines, *told.there.lines, *told.relayed.values(), *cloned):
        understood = quick_line.understand(line, Clock().now(), "Europe/Paris", fire.places())
        assert understood.sender, line
        assert understood.subject, line
        assert "#" not in understood.subject + understood.content, line


def test_the_two_openings_look_like_one_event_and_like_no_other_of_the_story(office) -> None:
    told, workstation = severed.told(), office.workstation("SIG1", "Camille Morvan")
    opened = [
        workstation.desk.do(OpenCrisis(title, "exercise", told.nature, told.lead, (territory,))).id
        for title, territory in (
            (told.here.title, told.here.territory),
            (told.there.title, told.there.territory),
            (fire.scenario().title, fire.scenario().territory[0]),
        )
    ]
    (pair,) = twins.pairs(workstation.reading.crises())
    assert {pair.first, pair.second} == set(opened[:2])


def test_an_import_that_lost_something_is_not_as_told() -> None:
    assert severed.BROUGHT.match(brought(Brought(new=8, amendments=1), {}))
    assert not severed.BROUGHT.match(brought(Brought(new=8), {}))


@pytest.mark.parametrize("apart", [False, True])
def test_the_same_operations_have_the_same_fingerprint(office, apart) -> None:
    sig, liaison = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (liaison, "LIA"))
    share(sig, crisis, [liaison])
    if apart:
        sig.desk.do(Record(crisis, "Écrit sans le dire"))
    assert (severed.held(sig, crisis) == severed.held(liaison, crisis)) is not apart
    assert severed.held(sig, crisis)
