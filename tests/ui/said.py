"""What was said in a crisis, for the pages that show it: a cell of three people, an hour a test moves, bare lines."""

from pathlib import Path
from typing import Any

from app.core.store.board_reading import LineRow, standings
from app.core.store.rows import MessageRow
from app.core.texts import Text
from app.ui.background import Background
from app.ui.board_page import BoardPage
from app.ui.lines_page import LinesPage
from app.ui.station import Station
from tests.clocks import Watch
from tests.core.newsroom import AFP, Newsroom
from tests.office import Office
from tests.ui.lines import NOW, at

ROW = MessageRow(
    id=f"{11:064x}",
    reference="EDL-SIG1-011",
    version="v3·51aa",
    kind="line",
    title="Restez à l’abri",
    topic="Consigne",
    state="dispatched",
    note="",
    changed_at=at(24, 2, 34),
    pending=False,
    awaits_me=False,
    valid_until=at(24, 7),
    dispatched_at=at(24, 2, 34),
    said_at=at(24, 2, 34),
    in_force=True,
    said_version="v3·51aa",
    said_title="Restez à l’abri",
    said_words="Restez à l’abri. N’allez pas chercher vos enfants : l’école s’en occupe.",
    told=f"{at(24, 2, 34)}\tcourriel\tStandard",
    read_by=48,
)


def line(**changes: Any) -> LineRow:
    """That message with these columns changed, as it stands at NOW."""
    kept = {name: getattr(ROW, name) for name in MessageRow.__dataclass_fields__}
    (found,) = standings([MessageRow(**(kept | changes))], NOW)
    return found


class Speech:
    """The head of a cell before his window, and what he does about what is said."""

    def __init__(self, folder: Path) -> None:
        self.watch = Watch(NOW)
        self.office = Office(folder, self.watch.clock)
        self.room = Newsroom(self.office, title="Incendie Lubrizol — Rouen")
        for one in self.room.all:
            self.watch.meet(one)
        self.head = self.room.head
        self.background = Background()
        self.head.desk.subscribe(self.background.tell_changed)
        self.station = Station(
            self.head.desk, self.head.reading, self.background, lambda: None, "SIG1", "C. Morvan", "CCOM"
        )

    @property
    def crisis(self) -> Any:
        return next(one for one in self.head.reading.crises() if one.id == self.room.space)

    def out(self, title: str, kind: str = "line", topic: str = "", words: str = "", **aside: Any) -> str:
        """A message that went out; its id."""
        id = self.room.cleared(Text(title, words or f"{title}."), kind, topic, **aside)
        self.room.sent(id, AFP)
        return id

    def close(self) -> None:
        self.background.close()
        self.office.close()


def page_of(speech: Speech, qtbot: Any, kind: type[LinesPage] = BoardPage) -> Any:
    """A page of lines as its window shows it, once it has read them."""
    page = kind(speech.station)
    qtbot.addWidget(page)
    page.resize(1256, 686)
    page.show_crisis(speech.crisis)
    page.show()
    qtbot.waitUntil(lambda: page.lines is not None)
    return page
