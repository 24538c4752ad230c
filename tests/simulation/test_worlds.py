"""The deterministic simulator in `make test`: a few worlds, and the two things it stands on.

`DIAPASON_SECONDS` gives each half so many seconds instead of eight: `make campaigns` plays hundreds of others.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation import playing, scene
from tests.simulation.climates import CLIMATES
from tests.simulation.invariants import Laws
from tests.simulation.ledger import Violation
from tests.simulation.scene import Template

SECONDS = float(os.environ.get("DIAPASON_SECONDS", "8"))
SEEDS = 20  # in each half; those there was no time for are counted in what it prints
HOME = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return scene.make(tmp_path_factory.mktemp("stage"))


@pytest.mark.timeout(SECONDS + 90)
@pytest.mark.parametrize("half", [0, 1])
def test_every_invariant_holds_in_every_world(half: int, tmp_path: Path) -> None:
    asked = ["--seeds", str(SEEDS), "--from", str(1 + half * 1_000), "--seconds", str(SECONDS), "--kept", str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    run = [sys.executable, "-m", "tests.simulation", *asked]
    done = subprocess.run(run, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_seed_tells_the_same_story_twice(template: Template) -> None:
    for seed in (3, 18):
        one, other = (playing.play(seed, template) for _ in range(2))
        assert one == other
        assert len(one.story) > playing.LEAST


def test_a_seed_that_fails_leaves_its_trace_and_its_databases(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Laws) -> None:
        raise Violation("I0", "rien ne tient")

    monkeypatch.setattr(Laws, "after_step", broken)
    verdict = playing.play(1, template, tmp_path)
    assert (verdict.held, verdict.law) == (False, "I0")
    assert verdict.where is not None
    assert "rien ne tient" in (verdict.where / "trace.txt").read_text(encoding="utf-8")
    assert (verdict.where / "central.db").is_file()
    assert (verdict.where / "SIG1" / "journal.db").is_file()


def test_people_reach_valide_in_these_worlds(template: Template) -> None:
    """The worlds have teeth only if what people do in them is validated now and then."""
    visas = next(place for place, one in enumerate(CLIMATES) if one.name == "visas")
    seeds = (visas + turn * len(CLIMATES) for turn in range(1, 40))
    assert any("validated" in playing.play(seed, template).reached for seed in seeds)
