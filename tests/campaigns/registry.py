"""The campaigns there are: each module of this folder that has a NAME and a `run(seed, runs)`."""

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.campaigns.report import Report

HERE = Path(__file__).parent
CAMPAIGN = re.compile(r"^NAME(, \w+)* = ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Campaign:
    """`usual`: how many runs are made when nobody says."""

    name: str
    usual: int
    run: Callable[[int, int], Report]


def campaigns() -> dict[str, Campaign]:
    found = {}
    for file in sorted(HERE.glob("*.py")):
        if file.stem.startswith(("_", "test_")) or not CAMPAIGN.search(file.read_text(encoding="utf-8")):
            continue
        module = importlib.import_module(f"tests.campaigns.{file.stem}")
        found[module.NAME] = Campaign(module.NAME, getattr(module, "RUNS", 100), module.run)
    return found
