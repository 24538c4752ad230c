"""A page of the window, and what the window needs to know of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from app.core.store.rows import CrisisRow


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the navigation. `show_crisis` and `show_record` are the page's own; `new` begins a record there.
    `views`: other names by which something of that page is asked for, and how it is then shown. `offered`: what may be
    begun there now, its words and what begins it.
    Keys: journal, messages, visas, board, qa, figures, directory, briefs, conflicts."""

    key: str
    word: str
    shape: str
    page: QWidget
    show_crisis: Callable[[CrisisRow], None]
    show_record: Callable[[str], None] | None = None
    new: Callable[[], None] | None = None
    alone: bool = False  # it shows something without any crisis
    views: Mapping[str, Callable[[str], None]] = field(default_factory=dict)
    offered: Callable[[], Sequence[tuple[str, Callable[[], object]]]] = tuple
    panes: tuple[QWidget, ...] = ()  # where F6 stops in the page; the keyboard enters by the first
