"""The window's workstation: builds every object once, and owns the order in which they start and stop."""

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.core import vault
from app.core.arguments import Parser
from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.store.watch import Watch
from app.sync.exchanger import Exchanger
from app.sync.workstation import Workstation, enrol, open_profile
from app.ui import crisis_words, people_dialog, plain, screen, theme
from app.ui.background import Background
from app.ui.board_page import BoardPage
from app.ui.briefs_page import BriefsPage
from app.ui.circuit_dialog import CircuitDialog
from app.ui.crisis_editor import EditCrisisDialog
from app.ui.crisis_opening import OpenCrisisDialog
from app.ui.directory_page import DUTIES, DirectoryPage
from app.ui.enrolment import EnrolDialog, Wanted
from app.ui.figures_page import FiguresPage
from app.ui.members_dialog import MembersDialog
from app.ui.messages_page import MessagesPage
from app.ui.people_dialog import PeopleDialog
from app.ui.qa_page import QaPage
from app.ui.section import Section
from app.ui.station import Station
from app.ui.unlocking import UnlockDialog
from app.ui.visas_page import VisasPage
from app.ui.window import Window

APPEARANCE = "appearance.ini"
LOOK_EVERY = 1_000  # ms: how soon what the command line wrote is on the screen
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Opened:
    """A workstation on screen, with everything that runs for it."""

    workstation: Workstation
    exchanger: Exchanger
    background: Background
    window: Window
    watch: Watch
    timer: QTimer

    def close(self) -> None:
        """Stops in the reverse order of start. What was not sent stays pending on the disk."""
        self.timer.stop()
        self.window.close()
        self.exchanger.stop()
        self.background.close()
        self.watch.close()
        self.workstation.close()
        self.window.deleteLater()


def open_window(workstation: Workstation, start_exchange: bool = True) -> Opened:
    """The window of an open workstation, with its pages, and the exchange that runs by itself."""
    background = Background()
    watch = Watch(workstation.store.database)
    background.read(watch.look, lambda _: None)  # what is written after this is news
    exchanger = Exchanger(workstation)
    workstation.desk.subscribe(background.tell_changed)
    exchanger.subscribe(background.tell_exchange)
    me = workstation.reading.me()
    station = Station(
        workstation.desk, workstation.reading, background, exchanger.now, me.workstation, me.name, me.role
    )
    window = Window(station, sections(station))
    _add_acts(window, station, workstation)
    timer = QTimer()
    timer.setInterval(LOOK_EVERY)
    opened = Opened(workstation, exchanger, background, window, watch, timer)
    timer.timeout.connect(
        lambda: background.read(lambda: (watch.look(), workstation.reading.pending()), partial(_seen, opened))
    )
    timer.start()
    if start_exchange:
        exchanger.start()
    return opened


def sections(station: Station) -> tuple[Section, ...]:
    """The pages that come after the main courante."""
    figures = FiguresPage(station)
    messages, directory, briefs = MessagesPage(station), DirectoryPage(station), BriefsPage(station)
    board, answers = BoardPage(station), QaPage(station)
    visas = VisasPage(station)
    return (
        Section(
            "messages",
            "Messages",
            "messages",
            messages,
            messages.show_crisis,
            messages.show_record,
            messages.new_message,
            panes=(messages.cards, messages.new, messages.text, messages.panel),
        ),
        Section(
            "visas",
            "Mes visas",
            "visas",
            visas,
            visas.show_crisis,
            visas.show_record,
            panes=(visas.cards, visas.text, visas.acts),
        ),
        Section(
            "board",
            "EDL en vigueur",
            "board",
            board,
            board.show_crisis,
            board.show_record,
            panes=(board.list, board.topic, board.print, board.detail),
        ),
        Section(
            "qa",
            "Questions-réponses",
            "answers",
            answers,
            answers.show_crisis,
            answers.show_record,
            panes=(answers.search, answers.list, answers.detail),
        ),
        Section(
            "figures",
            "Bilan",
            "figures",
            figures,
            figures.show_crisis,
            figures.show_record,
            figures.new_figure,
            panes=(figures.figures, figures.former, figures.new, figures.detail),
        ),
        Section(
            "directory",
            "Annuaire",
            "directory",
            directory,
            directory.show_crisis,
            directory.show_record,
            alone=True,
            views={DUTIES: directory.show_duty},
            offered=directory.offered,
            panes=directory.panes,
        ),
        Section(
            "briefs",
            "Points de situation",
            "briefs",
            briefs,
            briefs.show_crisis,
            briefs.show_record,
            panes=(briefs.compose, briefs.cards, briefs.save, briefs.preview, briefs.composer),
        ),
    )


def _seen(opened: Opened, seen: tuple[Changes, int]) -> None:
    """Another program of this profile wrote: show it, and see that it leaves."""
    changes, pending = seen
    if changes:
        opened.background.changed.emit(changes)
        if pending:
            opened.exchanger.now()


def _add_acts(window: Window, station: Station, workstation: Workstation) -> None:
    """What the menu offers beside the pages, with its keys."""
    window.top.add_act("Ouvrir une crise…", lambda: _open_crisis(window, station), "Ctrl+Shift+N")
    window.top.add_act("Corriger la crise…", lambda: _edit_crisis(window, station))
    window.top.add_act("Membres de la crise…", lambda: _show_members(window, station))
    window.top.add_act("Circuits de visas…", lambda: _show_circuits(window, station))
    window.opening_wanted.connect(lambda: _open_crisis(window, station))
    if station.role == "ADM":
        window.top.add_act("Postes et personnes…", lambda: _show_people(window, station, workstation))
        window.people_wanted.connect(lambda: _show_people(window, station, workstation))


def _open_crisis(window: Window, station: Station) -> None:
    dialog = OpenCrisisDialog(window, station)
    if dialog.exec() == QDialog.DialogCode.Accepted and dialog.opened:
        window.choose_crisis(dialog.opened)


def _show_members(window: Window, station: Station) -> None:
    if window.crisis is not None:
        MembersDialog(window, station, window.crisis).exec()


def _show_circuits(window: Window, station: Station) -> None:
    if window.crisis is not None:
        CircuitDialog(window, station, window.crisis).exec()


def _edit_crisis(window: Window, station: Station) -> None:
    """Shows the crisis as it is now: it is read first."""
    shown = window.crisis
    why_not = crisis_words.why_not_edit(shown)
    if shown is None or why_not:
        plain.warn(window, "Corriger la crise", f"Impossible : {why_not}")
        return
    read = partial(station.reading.crisis, shown.id)
    station.background.read(read, lambda crisis: EditCrisisDialog(window, station, crisis).exec())


def _show_people(window: Window, station: Station, workstation: Workstation) -> None:
    def invite(wanted: people_dialog.Wanted) -> str:
        return workstation.invite(wanted.name, wanted.organisation, wanted.role, wanted.person)

    PeopleDialog(window, station, invite, workstation.revoke).exec()


class Application:
    """From the first dialog to the last window: enrols, unlocks, locks again."""

    def __init__(self, folder: Path, app: QApplication, clock: Clock):
        self._folder, self._app, self._clock = folder, app, clock
        self._opened: Opened | None = None
        self._locked = False  # once locked, the keychain alone opens nothing
        self._settings = QSettings(str(folder / APPEARANCE), QSettings.Format.IniFormat)

    def start(self) -> bool:
        """Shows the window. False when the person gave up before."""
        self.dress(str(self._settings.value("theme", "light")), float(str(self._settings.value("text", 1.0))))
        try:
            workstation = self._workstation()
        except (Refused, Unavailable) as error:
            plain.warn(None, "Diapason", str(error))
            return False
        if workstation is None:
            return False
        opened = open_window(workstation)
        opened.window.lock_wanted.connect(self.lock)
        opened.window.quit_wanted.connect(self._app.closeAllWindows)
        opened.window.appearance_chosen.connect(self._remember)
        opened.window.sheets.let_sound(self._settings.value("sound", "") == "on")
        opened.window.sheets.sound_chosen.connect(self._remember_sound)
        screen.show(opened.window)
        self._opened = opened
        return True

    def lock(self) -> None:
        """Closes the store and asks for the passphrase again."""
        self._app.setQuitOnLastWindowClosed(False)
        self.stop()
        self._locked = True
        if not self.start():
            self._app.quit()
        self._app.setQuitOnLastWindowClosed(True)

    def stop(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def dress(self, name: str, scale: float) -> None:
        theme.apply(self._app, name if name in ("light", "dark") else "light", scale)

    def _remember(self, name: str, scale: float) -> None:
        self._settings.setValue("theme", name)
        self._settings.setValue("text", scale)

    def _remember_sound(self, sound: bool) -> None:
        self._settings.setValue("sound", "on" if sound else "")

    def _workstation(self) -> Workstation | None:
        if not vault.exists(self._folder):
            return self._enrolled()
        key = None if self._locked else vault.open_with_keychain(self._folder)
        if key is not None:
            return open_profile(self._folder, key, self._clock)
        background = Background()
        dialog = UnlockDialog(None, background, self._with_passphrase, self._with_recovery)
        dialog.exec()
        background.close()
        return dialog.opened if isinstance(dialog.opened, Workstation) else None

    def _enrolled(self) -> Workstation | None:
        made: list[Workstation] = []

        def enrol_here(wanted: Wanted) -> str:
            workstation, recovery = enrol(
                self._folder, wanted.url, wanted.code, wanted.prefix, wanted.passphrase, self._clock, wanted.name
            )
            made.append(workstation)
            return recovery

        background = Background()
        accepted = EnrolDialog(None, background, enrol_here).exec() == QDialog.DialogCode.Accepted
        background.close()
        return made[0] if accepted and made else None

    def _with_passphrase(self, passphrase: str) -> Workstation:
        return open_profile(self._folder, vault.open_with_passphrase(self._folder, passphrase), self._clock)

    def _with_recovery(self, code: str) -> Workstation:
        return open_profile(self._folder, vault.open_with_recovery(self._folder, code), self._clock)


def main(argv: Sequence[str] | None = None) -> int:
    parser = Parser(prog="diapason-desktop", description="Le poste de travail Diapason.")
    default = platformdirs.user_data_path("diapason", appauthor=False)
    parser.add_argument("--profile", type=Path, default=default, metavar="DOSSIER", help="le dossier du profil")
    options = parser.parse_args(argv)
    app = screen.application()
    application = Application(options.profile, app, Clock())
    if not application.start():
        return 1
    code = app.exec()
    application.stop()
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
