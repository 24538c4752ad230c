"""What is laid over the window when it is asked for: the palette, the notices, the keys; and the notices outside."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.store.notices import NoticeRow
from app.ui.goals import Goal, Hit
from app.ui.keys_sheet import KeysSheet
from app.ui.notices_panel import NoticesPanel
from app.ui.notifier import Notifier, Outlet
from app.ui.palette import Palette
from app.ui.station import Station

OTHERS = {"duty": "duties", "brief": "briefs"}


class WindowSheets(QObject):
    """One sheet at a time. `gone` tells a crisis, a page and a record to show (the last two empty: the crisis alone);
    `searched` the words to look for in the main courante."""

    gone = Signal(str, str, str)
    searched = Signal(str)
    view_chosen = Signal(object)  # EntryFilter
    seen = Signal()
    sound_chosen = Signal(bool)

    def __init__(
        self,
        window: QWidget,
        below: QWidget,
        station: Station,
        now: Callable[[], int],
        goals: Callable[[], Sequence[Goal]],
        outlet: Outlet | None,
    ):
        super().__init__(window)
        self._station = station
        self.palette = Palette(window, below, station, goals, now)
        self.notices = NoticesPanel(window, below, station, now)
        self.keys = KeysSheet(window, below)
        self.notifier = Notifier(window, outlet)
        self.palette.opened.connect(self._open_hit)
        self.palette.searched.connect(self.searched)
        self.palette.view_chosen.connect(self.view_chosen)
        self.notices.opened.connect(self._open_notice)
        self.notices.changed.connect(self.seen)
        self.notices.sound_chosen.connect(self.let_sound)
        self.notifier.opened.connect(self._open_notice)

    def tell(self, unseen: Sequence[NoticeRow]) -> None:
        """These notices were not seen: what is new among them is told outside the window."""
        self.notifier.tell(unseen)
        self.notices.refresh()

    def let_sound(self, sound: bool) -> None:
        """Whether a notice is to be heard as well."""
        self.notifier.sound = sound
        self.notices.sound.setChecked(sound)
        self.sound_chosen.emit(sound)

    def _open_hit(self, hit: Hit) -> None:
        if hit.page:
            self.gone.emit(hit.space, hit.page, hit.id)
        else:
            self.gone.emit(hit.id, "", "")

    def _open_notice(self, notice: NoticeRow) -> None:
        """Show what it tells of: it is seen then."""
        desk = self._station.desk
        crisis = notice.space if notice.frame else ""  # what is in the shared directory is in no crisis
        self.gone.emit(crisis, page_of(notice), notice.record)
        self._station.background.write(partial(desk.see_notices, [notice.n]), lambda _: self.seen.emit())


def page_of(notice: NoticeRow) -> str:
    """The page where what is told of can be done."""
    if notice.register == "entry":
        return "journal"
    if notice.register in OTHERS:
        return OTHERS[notice.register]
    return "visas" if notice.kind in ("visa", "visa_late") else "messages"
