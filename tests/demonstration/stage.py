"""Two workstations of the story that exchange by hand: there is no server to wait for."""

from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from app.core.clock import Clock
from app.demonstration.scene import Scene, Seat
from app.demonstration.telling import Telling
from tests.office import Office, operations


@dataclass(frozen=True)
class Stage:
    """`told` is what was said on the terminal."""

    scene: Scene
    sig: Seat
    liaison: Seat
    crisis: str
    told: list[str]


def stage(folder: Path, clock: Clock | None = None) -> Stage:
    """A service with private numbers, two members of an exercise, and nothing in the directory."""
    (folder / "office").mkdir()
    office, told = Office(folder / "office", clock), list[str]()
    office.open_private()
    made = [office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")]
    crisis = office.crisis(made[0], (made[1], "LIA"))
    scene = Scene(folder, Telling(told.append, office.clock), lambda seconds: None, office.clock)
    sig, liaison = (Seat(one, None, one.close) for one in made)  # type: ignore[arg-type]  # no exchange runs here
    scene.seats += [sig, liaison]

    def settle(*spaces: str) -> None:
        for space in spaces:
            for source, target in permutations(made, 2):
                known = {one.id for one in operations(target, space)}
                with target.store.write() as transaction:
                    for one in (each for each in operations(source, space) if each.id not in known):
                        transaction.append(one)

    scene.until_settled = settle  # type: ignore[method-assign]
    return Stage(scene, sig, liaison, crisis, told)
