"""Where crises are in their rhythm is read from the tables: their own family of briefs, and none of the hereafter."""

import pytest

from app.core.clock import Clock
from app.core.pace import Pace
from app.core.registers.crisis import CloseCrisis, EditCrisis
from app.core.registers.reunions import JoinCrisis
from app.core.rhythm import Rhythm
from app.core.store.paces import paces
from app.sync.workstation import Workstation
from tests.frozen_brief import freeze
from tests.office import Office, share
from tests.ui.lines import ZONE, at


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path, Clock(lambda: at(24, 3, 16)))
    yield made
    made.close()


@pytest.fixture
def mine(office) -> Workstation:
    return office.workstation("SIG1", "Morvan")


def kept(one: Workstation) -> list[Pace]:
    with one.store.read() as transaction:
        return paces(transaction.connection, at(24, 3, 16))


def test_a_crisis_keeps_a_rhythm_from_when_it_is_decided_until_it_is_stopped(office, mine):
    space = office.crisis(mine)
    assert kept(mine) == []
    mine.desk.do(EditCrisis(space, {"rhythm": "4h"}))
    assert kept(mine) == [Pace(space, Rhythm(4), ZONE, at(24, 3, 16))]
    mine.desk.do(EditCrisis(space, {"rhythm": ""}))
    assert kept(mine) == []


def test_a_crisis_that_is_closed_or_joined_to_another_keeps_none(office, mine):
    director = office.workstation("PM1", "Brunel")
    spaces = [office.crisis(mine, (director, "DIR"), rhythm="4h") for _ in range(3)]
    assert {one.space for one in kept(mine)} == {*spaces}
    mine.desk.do(JoinCrisis(spaces[1], spaces[0], "même feu"))
    director.desk.do(CloseCrisis(spaces[2]))
    share(director, spaces[2], [mine])
    assert [one.space for one in kept(mine)] == [spaces[0]]


def test_what_was_prepared_here_is_known_when_the_workstation_starts_again(office, mine):
    space = office.crisis(mine, rhythm="4h")
    mine.desk.note_brief(space, "brief_soon", at(24, 8))
    assert kept(mine)[0].prepared == 0
    mine.desk.note_brief(space, "brief_ready", at(24, 4))
    mine.desk.note_brief(space, "brief_going_on", at(24, 0))
    assert kept(mine)[0].prepared == at(24, 4)


def test_the_last_brief_is_the_latest_of_the_same_family(office, mine):
    space = office.crisis(mine, rhythm="toutes les 4 heures")
    freeze(mine, space, at(24, 2), "standard")
    freeze(mine, space, at(24, 3), "flash")
    freeze(mine, space, at(24, 3, 10), "cip")
    freeze(mine, space, at(30, 3), "standard")  # a slip of the keyboard must not silence a week
    assert [one.last for one in kept(mine)] == [at(24, 3)]
    mine.desk.do(EditCrisis(space, {"rhythm": "4h format cip"}))
    assert [one.last for one in kept(mine)] == [at(24, 3, 10)]
