"""The same acts and the same laws as the seeds, drawn by Hypothesis: what fails is made as short as it can be.

With `DIAPASON_EXAMPLES` in the environment, so many worlds are played instead of a few.
"""

import os
import shutil
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.simulation import acts, faults, lies, malice, playing
from tests.simulation.climates import CLIMATES
from tests.simulation.invariants import Laws
from tests.simulation.world import World

EXAMPLES = int(os.environ.get("DIAPASON_EXAMPLES", "5"))
STEPS = 20
EVERY = {name: act for _, name, weight, act in (*acts.ACTS, *faults.FAULTS, *malice.TREASON, *lies.ACTS) if weight}
_STAGE: dict[str, Any] = {}


class Worlds(RuleBasedStateMachine):
    """One world. What happens is drawn here; what a draw leaves open (who, which entry) comes from its seed."""

    def __init__(self) -> None:
        super().__init__()
        if not _STAGE:
            _STAGE["folder"], _STAGE["template"] = playing.stage()
        self.folder = playing.room()
        self.world: World | None = None

    @initialize(seed=st.integers(0, 10 * len(CLIMATES)))
    def begin(self, seed: int) -> None:
        self.world = World(seed, _STAGE["template"], self.folder)
        self.laws = Laws(self.world)
        playing.set_off(self.world)

    @rule(name=st.sampled_from(sorted(EVERY)))
    def happen(self, name: str) -> None:
        world = self.world
        assert world is not None
        world.step += 1
        world.now += 1_500
        world.touched.clear()
        world.guard(lambda: EVERY[name](world))

    @invariant()
    def what_is_promised_holds(self) -> None:
        if self.world is not None:
            self.laws.after_step()

    def teardown(self) -> None:
        world = self.world
        try:
            if world is not None:
                world.heal()
                world.guard(lambda: playing.settle(world, self.laws))
        finally:
            if world is not None:
                world.close()
            shutil.rmtree(self.folder)


TestWorlds = Worlds.TestCase
TestWorlds.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
)
