"""The word of the State in the demonstration, turn by turn, on workstations that exchange by hand."""

from itertools import permutations
from pathlib import Path

import pytest

from app.core import recipients
from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.message_commands import Draft
from app.core.texts import Text
from app.demonstration import fire, word
from app.demonstration.scene import Scene, Seat
from app.demonstration.telling import Telling
from tests.office import Office, operations

Cell = tuple[Scene, Seat, Seat, str]


@pytest.fixture
def cell(office: Office, tmp_path: Path) -> Cell:
    made = [office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")]
    crisis = office.crisis(made[0], (made[1], "LIA"))
    scene = Scene(tmp_path, Telling(lambda line: None, Clock()), lambda seconds: None, Clock())
    sig, liaison = (Seat(one, None, one.close) for one in made)  # type: ignore[arg-type]  # no exchange runs here
    scene.seats += [sig, liaison]

    def settle(*spaces: str) -> None:
        for space in spaces:
            for source, target in permutations(made, 2):
                known = {one.id for one in operations(target, space)}
                with target.store.write() as transaction:
                    for one in (each for each in operations(source, space) if each.id not in known):
                        transaction.append(one)

    scene.until_settled = settle  # type: ignore[method-assign]  # there is no server to wait for
    return scene, sig, liaison, crisis


def test_two_figures_are_kept_until_somebody_decides_and_what_rests_on_them_follows(cell: Cell) -> None:
    scene, sig, liaison, crisis = cell
    figure = word._figures(scene, sig, liaison, crisis)
    sig.workstation.desk.do(Record(crisis, "Confinement de 13 communes", type="decision"))
    message = sig.workstation.desk.do(Draft(crisis, "line", Text("Titre", "Restez à l'abri."))).id
    scene.until_settled(crisis)
    told = fire.scenario().word
    assert told.values["SIG1"][0] != told.values["INT"][0]
    with pytest.raises(Exception, match="réexaminé"):  # it is a draft here, and was never validated
        word._ground(scene, sig, liaison, crisis, message, figure)
    assert scene.telling.checked == 3


def test_two_texts_of_one_topic_say_the_opposite(cell: Cell) -> None:
    scene, sig, liaison, crisis = cell
    word._disagree(scene, sig, liaison, crisis)
    assert scene.telling.checked == 1


def test_everybody_who_is_reached_has_an_address() -> None:
    assert all(one.address for one in recipients.typed("; ".join(fire.scenario().word.recipients)))
