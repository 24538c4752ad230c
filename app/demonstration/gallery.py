"""Pictures of the windows once they have shown everything, and of the pages of a brief."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.demonstration.scene import Scene, Seat
from app.demonstration.telling import NotAsTold
from app.desktop import Opened
from app.documents import preview
from app.ui import page_preview, screen
from app.ui.alarms_dialog import AlarmsDialog
from app.ui.background import Background
from app.ui.briefs_page import BriefsPage
from app.ui.cascade_dialog import CascadeDialog
from app.ui.directory_page import DirectoryPage
from app.ui.form import FormDialog
from app.ui.import_dialog import ImportDialog
from app.ui.journal_page import JournalPage
from app.ui.messages_page import MessagesPage
from app.ui.relay_dialog import RelayDialog
from app.ui.station import Station
from app.ui.window import Window

PAGE_WIDTH = 1240  # pixels
MOST_PAGES = 4
Pictured = AlarmsDialog | CascadeDialog | FormDialog | ImportDialog | RelayDialog
ROUNDS = 3  # a reading may ask for another, and that one for a last


class Gallery:
    """Takes pictures into one folder. `taken` are their names, in order."""

    def __init__(self, scene: Scene, out: Path):
        self._scene, self._out = scene, out
        self.taken: list[str] = []

    def dress(self, seat: Seat, name: str, scale: float = 1.0) -> None:
        """Light or dark, and the size of text, as a person chooses them in the window."""
        _opened(seat).window.top.appearance_chosen.emit(name, scale)

    def show(self, seat: Seat, crisis: str, page: str, record: str = "") -> None:
        """Puts that crisis, that page and that record on screen."""
        window = _opened(seat).window
        window.choose_crisis(crisis)
        self._scene.until(lambda: window.crisis is not None and window.crisis.id == crisis, "la crise est à l'écran")
        self._settle(seat)
        section = next((one for one in window.sections if one.key == page), None)
        if section is None:
            raise NotAsTold(f"la fenêtre n'a pas de page « {page} »")
        if record:
            window.open_record(page, record)
        else:
            window.open_page(page)
        self._scene.until(lambda: window.pages.currentWidget() is section.page, f"la page {section.word} est à l'écran")
        if record:
            self._scene.until(lambda: shown(window, page) == record, f"{section.word} montre ce qui est demandé")

    def take(self, seat: Seat, name: str, ready: Callable[[Window], bool] = lambda window: True) -> None:
        """A picture of the window, once `ready` and once nothing is being read for it any more."""
        self._scene.until(lambda: ready(_opened(seat).window), f"la fenêtre de {seat.prefix} montre « {name} »")
        self._settle(seat)
        file = self._out / f"{name}.png"
        self._scene.telling.check(screen.picture(_opened(seat).window, file), f"{seat.prefix} : {file.name}")
        self.taken.append(file.name)

    def show_view(self, seat: Seat, crisis: str, view: str) -> None:
        """Puts one of the views of the directory on screen."""
        self.show(seat, crisis, "directory")
        page = page_of(_opened(seat).window, "directory")
        if not isinstance(page, DirectoryPage) or view not in page.views:
            raise NotAsTold(f"l'annuaire n'a pas de vue « {view} »")
        page.open_view(view)
        self._settle(seat)

    def take_dialog(self, seat: Seat, dialog: Pictured, name: str, ready: Callable[[], bool]) -> None:
        """A picture of a dialog of that window, once it is `ready`; it is then closed, and nothing more is done."""
        self.look_at(seat, dialog, name, ready)
        self.put_away(seat, dialog)

    def look_at(self, seat: Seat, dialog: Pictured, name: str, ready: Callable[[], bool]) -> None:
        """The same, and it stays open."""
        dialog.show()
        self._scene.until(ready, f"« {name} » est prêt sur {seat.prefix}")
        self._settle(seat)
        file = self._out / f"{name}.png"
        self._scene.telling.check(screen.picture(dialog, file), f"{seat.prefix} : {file.name}")
        self.taken.append(file.name)

    def put_away(self, seat: Seat, dialog: Pictured, done: Callable[[], bool] = lambda: True) -> None:
        """Closes that dialog, once what was asked of it is `done`."""
        self._scene.until(done, f"« {dialog.windowTitle()} » a fini sur {seat.prefix}")
        dialog.reject()
        dialog.deleteLater()

    def take_pages(self, pdf: Path) -> None:
        """A picture of each page of a file, of its first ones when it is long."""
        content = pdf.read_bytes()
        for number in range(1, min(preview.count(content), MOST_PAGES) + 1):
            page = page_preview.image(preview.page(content, number - 1, PAGE_WIDTH))
            file = self._out / f"{pdf.stem}-page-{number}.png"
            self._scene.telling.check(page.save(str(file)), f"{pdf.name}, page {number} : {file.name}")
            self.taken.append(file.name)

    def _settle(self, seat: Seat) -> None:
        """Waits behind everything that is being read for that window: one reader serves it, in order."""
        for _ in range(ROUNDS):
            answered: list[bool] = []
            _ask(_opened(seat).background, answered)
            self._scene.until(partial(bool, answered), "la fenêtre a fini de lire")


def shown(window: Window, page: str) -> str:
    """The record that page shows now."""
    widget = page_of(window, page)
    if isinstance(widget, JournalPage):
        return widget.detail.entry.id if widget.detail.entry is not None else ""
    if isinstance(widget, DirectoryPage):
        return widget.contacts.shown_id
    if isinstance(widget, MessagesPage | BriefsPage):
        return widget.cards.current_id
    return ""


def station(seat: Seat) -> Station:
    """What a dialog of that seat's window works with."""
    opened, me = _opened(seat), seat.workstation.reading.me()
    desk, reading = seat.workstation.desk, seat.workstation.reading
    return Station(desk, reading, opened.background, opened.exchanger.now, me.workstation, me.name, me.role)


def page_of(window: Window, key: str) -> object:
    """The page of that section."""
    return next(section.page for section in window.sections if section.key == key)


def _ask(background: Background, answered: list[bool]) -> None:
    background.read(lambda: True, answered.append)


def _opened(seat: Seat) -> Opened:
    assert seat.opened is not None, "ce poste n'a pas de fenêtre"
    return seat.opened
