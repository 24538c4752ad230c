"""What a campaign found."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """`runs`: damages done; `writes`: writes the program acknowledged; `lost`: those not found again; `skipped`: runs
    that could not be made here, and why in `notes`; `failures`: what else did not hold, each with its seed."""

    name: str
    seed: int
    runs: int = 0
    writes: int = 0
    lost: int = 0
    skipped: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.lost and not self.failures

    def told(self) -> str:
        notes = ", ".join(f"{name} {count}" for name, count in sorted(self.notes.items()))
        lines = [
            f"{self.name}: seed {self.seed} · {self.runs} runs · {self.writes} writes · {self.lost} lost · "
            f"{self.skipped} skipped · {len(self.failures)} failures" + (f" · {notes}" if notes else "")
        ]
        return "\n".join([*lines, *(f"  ! {one}" for one in self.failures)])
