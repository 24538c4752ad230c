"""Workstations of the story that exchange by hand: there is no server to wait for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from app.core.clock import Clock
from app.demonstration.scene import WINDOW, Scene, Seat
from app.demonstration.telling import Telling
from app.desktop import open_window
from app.sync.workstation import Workstation
from tests.office import Office, operations


@dataclass(frozen=True)
class Stage:
    """`told` is what was said on the terminal. `director` is there when the story is of what he signs."""

    scene: Scene
    sig: Seat
    liaison: Seat
    crisis: str
    told: list[str]
    director: Seat | None = None


def stage(folder: Path, clock: Clock | None = None, *, directed: bool = False) -> Stage:
    """A service with private numbers, two members of an exercise (three when it is `directed`), and nothing in the
    directory."""
    (folder / "office").mkdir()
    office, told = Office(folder / "office", clock), list[str]()
    office.open_private()
    made = [office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")]
    members = [(made[1], "LIA")]
    if directed:
        made.append(office.workstation("DIR1", "Anne Rousseau", "PM", "DIR"))
        members.append((made[2], "DIR"))
    crisis = office.crisis(made[0], *members)
    scene = Scene(folder, Telling(told.append, office.clock), lambda seconds: None, office.clock)
    seats = [Seat(one, None, one.close) for one in made]  # type: ignore[arg-type]  # no exchange runs here
    scene.seats += seats

    def settle(*spaces: str) -> None:
        for space in spaces:
            for source, target in permutations(made, 2):
                known = {one.id for one in operations(target, space)}
                with target.store.write() as transaction:
                    for one in (each for each in operations(source, space) if each.id not in known):
                        transaction.append(one)

    scene.until_settled = settle  # type: ignore[method-assign]
    return Stage(scene, seats[0], seats[1], crisis, told, seats[2] if directed else None)


@contextmanager
def at_a_window(workstation: Workstation) -> Iterator[Seat]:
    """That workstation with its window, for as long as it is looked at; nothing is exchanged."""
    opened = open_window(workstation, start_exchange=False)
    opened.window.resize(*WINDOW)
    opened.window.show()
    try:
        yield Seat(workstation, opened.exchanger, workstation.close, opened)
    finally:
        opened.timer.stop()
        opened.window.close()
        opened.background.close()
        opened.watch.close()
        opened.window.deleteLater()
