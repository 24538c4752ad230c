"""Gigabytes of attached files on a stick: how fast they leave and come in, and that memory does not follow them."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from app.core.attachments import described
from app.core.entries import LARGEST_FILE
from app.core.entry_commands import Record
from app.sync.workstation import Workstation
from benchmarks.apart import apart
from benchmarks.curve import CARRIED, PEOPLE, STICK, WRITER, exporting, importing
from benchmarks.figures import OURS, Figure
from benchmarks.ground import Plan, prepared


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    with prepared(folder) as ground:
        (code,) = ground.invite([PEOPLE[CARRIED]])
        ground.enrolled(CARRIED, code)
        ground.join([PEOPLE[CARRIED]])
        join(ground.first, ground.crisis, plan.files)
        stick = folder / STICK
        exported = apart(exporting, folder / WRITER, ground.crisis, stick)
        imported = apart(importing, folder / CARRIED, stick)
        again = apart(importing, folder / CARRIED, stick)
        label = f"{plan.files} files of {LARGEST_FILE >> 20} MiB on a stick"
        for name, cost in (("exported", exported), ("imported", imported), ("imported again", again)):
            yield Figure(
                f"{label}: {name}",
                OURS,
                cost.seconds,
                cost.cpu,
                disk=stick.stat().st_size,
                memory=cost.peak,
                at_rest=cost.before,
            )


def join(workstation: Workstation, crisis: str, files: int) -> None:
    """Entries with a file each, of the largest size one may have, which compresses to nothing less."""
    chance = Random(11)
    for n in range(files):
        content = chance.randbytes(LARGEST_FILE)
        file = described(f"piece-{n}.bin", content)
        workstation.desk.do(Record(crisis, f"Pièce {n}", files=(file,)), [content])
