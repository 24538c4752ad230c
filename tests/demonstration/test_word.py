"""The word of the State in the demonstration, turn by turn, on workstations that exchange by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core import recipients
from app.core.entry_commands import Record
from app.core.message_commands import Draft
from app.core.texts import Text
from app.demonstration import fire, word
from app.demonstration.scene import Scene, Seat
from tests.demonstration.stage import stage

Cell = tuple[Scene, Seat, Seat, str]


@pytest.fixture
def cell(tmp_path: Path) -> Iterator[Cell]:
    played = stage(tmp_path)
    yield played.scene, played.sig, played.liaison, played.crisis
    played.scene.close()


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
