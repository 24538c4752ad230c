"""What a page needs of its workstation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.background import Background

if TYPE_CHECKING:
    from app.core.desk import Desk
    from app.core.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Station:
    """`prefix` is the workstation's (SIG1), `name` and usual `role` are the person's; `exchange_now` asks the
    exchange to run at once, `prefer_files` those contents, on screen, to be carried before all others."""

    desk: Desk
    reading: Reading
    background: Background
    exchange_now: Callable[[], None]
    prefix: str
    name: str
    role: str = ""
    prefer_files: Callable[[Sequence[str]], object] = lambda _: None
