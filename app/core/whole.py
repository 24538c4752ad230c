"""Files that are there whole or not at all, whatever happens to the power."""

import os
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Writes a file, or leaves what was there before. Durable when it returns. Raises OSError."""
    draft = file.with_name(f"{file.name}.new")
    with draft.open("wb") as opened:
        opened.write(data)
    put_in_place(draft, file)


def make_durable(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def put_in_place(draft: Path, file: Path) -> None:
    """Gives a file that is written the name it is to have, in the same folder. Durable when it returns."""
    make_durable(draft)
    draft.replace(file)
    settle(file.parent)


def settle(folder: Path) -> None:
    """Makes the names in a folder durable, where the system has such a thing."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
