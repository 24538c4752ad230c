"""`python -m tests.simulation.sabotages [--all | --pick N --day D]`: breaks the product on purpose, in a copy, and sees
that the harness says so; unpatched, what it ran is green."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.simulation.climates import CLIMATES
from tests.simulation.sabotage_list import LONG, SABOTAGES, SIMULATION, Sabotage

HOME = Path(__file__).parents[2]
SPAN = 40  # seeds of the climate of its own, from that on, to find a sabotage among: a new act moves every draw
SECONDS = 300
SEED = re.compile(r"graine (\d+) ")


@contextmanager
def sabotaged(sabotage: Sabotage | None) -> Iterator[Path]:
    """A folder that holds the product with that patch, or as it is."""
    folder = Path(tempfile.mkdtemp(prefix="diapason-sabotage-"))
    try:
        shutil.copytree(HOME / "app", folder / "app", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("tests", "resources"):
            (folder / name).symlink_to(HOME / name)
        if sabotage:
            file = folder / "app" / sabotage.file
            file.write_text(patched(sabotage, file.read_text(encoding="utf-8")), encoding="utf-8")
        yield folder
    finally:
        shutil.rmtree(folder)


def patched(sabotage: Sabotage, text: str) -> str:
    """That text with the patch. Raises ValueError when it does not stand there exactly once."""
    if text.count(sabotage.old) != 1:
        raise ValueError(f"« {sabotage.name} » : {text.count(sabotage.old)} endroits dans {sabotage.file}")
    return text.replace(sabotage.old, sabotage.new)


def command(sabotage: Sabotage, seeds: int) -> list[str]:
    if sabotage.campaign != SIMULATION:
        return ["-m", *sabotage.campaign.split()]
    which = ["--seeds", str(seeds), "--from", str(sabotage.seed), "--every", str(len(CLIMATES))]
    return ["-m", "tests.simulation", *which, "--stop-first", "--kept", ""]


def run(folder: Path, arguments: Sequence[str]) -> tuple[bool, str]:
    """Whether everything held, and what was said last."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    found = [line for line in lines if "ÉCHEC" in line] or lines
    return done.returncode == 0, found[0 if "ÉCHEC" in found[0] else -1] if found else ""


def found(sabotage: Sabotage, seeds: int = SPAN) -> tuple[bool, str]:
    """Whether the harness finds it, and what it says: a seed that fails without the patch too proves nothing."""
    with sabotaged(sabotage) as broken, sabotaged(None) as sound:
        while True:
            held, said = run(broken, command(sabotage, seeds))
            seed = SEED.search(said)
            if held or seed is None:
                return not held, said
            if run(sound, ["-m", "tests.simulation", "--seed", seed[1], "--kept", ""])[0]:
                return True, said
            played = (int(seed[1]) - sabotage.seed) // len(CLIMATES) + 1
            sabotage, seeds = replace(sabotage, seed=int(seed[1]) + len(CLIMATES)), seeds - played
            if seeds <= 0:
                return False, f"{said} (sans le sabotage aussi)"


def picked(many: int, day: int) -> list[Sabotage]:
    """So many of those that the simulation finds, others each day."""
    ours = [one for one in SABOTAGES if one.campaign == SIMULATION and one.name not in LONG]
    return [ours[(day * many + place) % len(ours)] for place in range(many)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.sabotages", description=__doc__)
    parser.add_argument("--all", action="store_true", help="every sabotage")
    parser.add_argument("--pick", type=int, default=4, help="how many, others each day")
    parser.add_argument("--day", type=int, default=datetime.now(UTC).toordinal(), help="of which day")
    parser.add_argument("--named", default="", help="those whose name holds this")
    parser.add_argument("--seeds", type=int, default=SPAN, help="how many seeds each may take")
    arguments = parser.parse_args()
    chosen: Sequence[Sabotage] = picked(arguments.pick, arguments.day)
    if arguments.all or arguments.named:
        chosen = [one for one in SABOTAGES if arguments.named in one.name]
    missed = 0
    for one in chosen:
        known, said = found(one, arguments.seeds)
        missed += not known
        print(f"{'trouvé' if known else 'MANQUÉ'} · {one.name} · {said[:150]}", flush=True)
    print(f"{len(chosen)} sabotages, {missed} manqués, {len(SABOTAGES) - len(chosen)} laissés de côté")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
