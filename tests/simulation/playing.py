"""Plays seeds: each gives its story and its verdict, and the same seed the same ones."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.simulation import acts, faults, lies, malice, scene
from tests.simulation.invariants import Laws
from tests.simulation.ledger import Violation
from tests.simulation.scene import Template
from tests.simulation.world import World

LEAST, MOST = 30, 60  # acts
IN_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Verdict:
    """How a seed went. `law` is empty when everything held; `where` the folder of what is left of it."""

    seed: int
    climate: str
    law: str
    what: str
    story: tuple[str, ...]
    stations: int
    agreed_in: int
    reached: frozenset[str]
    where: Path | None = None

    @property
    def held(self) -> bool:
        return not self.law


def room() -> Path:
    """A folder for what is thrown away: in memory, where there is such a place."""
    return Path(tempfile.mkdtemp(prefix="diapason-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None))


def weighed(world: World) -> list[tuple[str, int, Callable[[World], None]]]:
    """Every act of that climate with its weight."""
    every = (*acts.ACTS, *faults.FAULTS, *malice.TREASON, *lies.ACTS)
    heavy = world.climate.heavy
    return [(name, weight * heavy.get(group, 1), act) for group, name, weight, act in every]


def play(seed: int, template: Template, kept: Path | None = None) -> Verdict:
    """Plays that seed. What is left of one that fails is moved to `kept`."""
    folder = room()
    world = World(seed, template, folder)
    laws = Laws(world)
    law, what, agreed_in = "", "", 0
    try:
        set_off(world)
        world.play(weighed(world), world.chance.randint(LEAST, MOST), laws.after_step)
        world.heal()
        world.guard(lambda: settle(world, laws))
        agreed_in = world.agreed_in
    except Violation as violation:
        law, what = violation.law, violation.what
        world.tell(f"!! {violation}")
    finally:
        world.close()
    verdict = Verdict(
        *(seed, world.climate.name, law, what, tuple(world.story)),
        *(len(world.stations), agreed_in, frozenset(laws.reached)),
        where=_keep(folder, kept, seed, world.story) if law and kept else None,
    )
    shutil.rmtree(folder, ignore_errors=True)
    return verdict


def set_off(world: World) -> None:
    """From now on the weather is that of the climate."""
    climate, weather = world.climate, world.weather
    weather.lose_request = weather.lose_reply = climate.lose
    weather.repeat, weather.meanwhile = climate.repeat, climate.meanwhile
    weather.central_crash = climate.central_crash
    if climate.heavy.get("copies", 1) > 1:
        faults.back_up(world)  # what a restoration loses is then worth the name


def settle(world: World, laws: Laws) -> None:
    world.agreed_in = world.settle(laws.agreed, laws.expected)
    laws.at_the_end()


def _keep(folder: Path, kept: Path, seed: int, story: list[str]) -> Path:
    """The databases of a seed that failed, and its trace."""
    where = kept / f"seed-{seed}"
    shutil.rmtree(where, ignore_errors=True)
    shutil.copytree(folder, where)
    (where / "trace.txt").write_text("\n".join(story) + "\n", encoding="utf-8")
    return where


def stage() -> tuple[Path, Template]:
    """The template of this process, in a folder to be removed."""
    folder = room()
    return folder, scene.make(folder)
