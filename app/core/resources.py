"""Where the data that ships with the program lies: INSEE tables, organisations, circuits, fonts."""

from functools import cache
from pathlib import Path

INSTALLED = Path(__file__).parents[1] / "resources"  # a wheel carries the folder inside `app`
BESIDE = Path(__file__).parents[2] / "resources"  # a clone, and the frozen program


@cache
def folder() -> Path:
    """The folder `resources`."""
    return INSTALLED if INSTALLED.is_dir() else BESIDE


def path(name: str) -> Path:
    """The file or folder `name` of the resources: `insee/communes.csv`."""
    return folder() / name
