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

from app.core import backup, vault
from app.core.arguments import Parser
from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Damaged, Refused, Unavailable
from app.core.keeping import Keeping
from app.core.store.watch import Watch
from app.relay.neighbours import Neighbours
from app.sync import rescuing
from app.sync.engine import LOCKED
from app.sync.exchanger import Exchanger
from app.sync.reattaching import reattach
from app.sync.rescuing import rescue_profile
from app.sync.schedule import Appointments
from app.sync.state import ExchangeState
from app.sync.workstation import Workstation, enrol, open_profile
from app.ui import by_itself, crisis_words, people_dialog, plain, screen, theme
from app.ui.attach_dialog import NEXT, AttachDialog
from app.ui.background import Background
from app.ui.backup_dialog import BackupDialog
from app.ui.brand_dialog import BrandDialog
from app.ui.bundle_acts import BundleActs
from app.ui.circuit_dialog import CircuitDialog
from app.ui.crisis_editor import EditCrisisDialog
from app.ui.crisis_opening import OpenCrisisDialog
from app.ui.enrolment import EnrolDialog, Wanted
from app.ui.kit_dialog import KitDialog
from app.ui.members_dialog import MembersDialog
from app.ui.pages import sections
from app.ui.people_dialog import PeopleDialog
from app.ui.relay_dialog import RelayActs, RelayDialog
from app.ui.rescue_dialog import RescueDialog
from app.ui.restore_dialog import RestoreDialog, WantedBack
from app.ui.station import Station
from app.ui.unlocking import UnlockDialog
from app.ui.window import Window

APPEARANCE = "appearance.ini"
LOOK_EVERY = 1_000  # ms: how soon what the command line wrote is on the screen
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Opened:
    """A workstation on screen, with everything that runs for it."""

    workstation: Workstation
    exchanger: Exchanger
    neighbours: Neighbours
    background: Background
    window: Window
    watch: Watch
    timer: QTimer
    keeping: Keeping
    appointments: Appointments

    def close(self) -> None:
        """Stops in the reverse order of start. What was not sent stays pending on the disk."""
        self.timer.stop()
        self.window.close()
        self.appointments.stop()
        self.neighbours.stop()
        self.exchanger.stop()
        self.keeping.stop()
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
    neighbours = Neighbours(workstation)
    exchanger.subscribe(neighbours.relays.hear)
    neighbours.relays.subscribe(background.tell_relay)
    me = workstation.reading.me()
    station = Station(
        workstation.desk,
        workstation.reading,
        background,
        exchanger.now,
        me.workstation,
        me.name,
        me.role,
        exchanger.prefer_files,
    )
    window = Window(station, sections(station))
    _add_acts(window, station, workstation, neighbours)
    timer = QTimer()
    timer.setInterval(LOOK_EVERY)
    keeping = Keeping(workstation.store.database, workstation.folder, workstation.clock, background.tell_failed)
    here = (workstation.desk, workstation.reading, background, workstation.folder, workstation.clock.now)
    appointments = by_itself.appointments(*here)
    opened = Opened(workstation, exchanger, neighbours, background, window, watch, timer, keeping, appointments)
    timer.timeout.connect(
        lambda: background.read(lambda: (watch.look(), workstation.reading.pending()), partial(_seen, opened))
    )
    timer.start()
    if start_exchange:
        neighbours.relays.start()
        exchanger.start()
        keeping.start()
        appointments.start()
    return opened


def _seen(opened: Opened, seen: tuple[Changes, int]) -> None:
    """Another program of this profile wrote: show it, and see that it leaves."""
    changes, pending = seen
    if changes:
        opened.background.changed.emit(changes)
        if pending:
            opened.exchanger.now()


def _add_acts(window: Window, station: Station, workstation: Workstation, neighbours: Neighbours) -> None:
    """What the menu offers beside the pages, with its keys: the crisis, what goes without a server, the workstation."""
    window.top.begin_group()
    window.top.add_act("Ouvrir une crise…", lambda: _open_crisis(window, station), "Ctrl+Shift+N")
    window.top.add_act("Corriger la crise…", lambda: _edit_crisis(window, station))
    window.top.add_act("Réunir à une autre crise…", lambda: window.reunions.join_any(window.crisis))
    window.top.add_act("Membres de la crise…", lambda: _show_members(window, station))
    window.top.add_act("Circuits de visas…", lambda: _show_circuits(window, station))
    window.opening_wanted.connect(lambda: _open_crisis(window, station))
    window.top.begin_group()
    BundleActs(window, station, workstation.store)
    acts = RelayActs(neighbours.look, neighbours.serve, neighbours.close, neighbours.call)
    window.top.add_act("Relais du réseau local…", lambda: RelayDialog(window, station.background, acts).exec())
    window.top.begin_group()
    write = partial(backup.write, workstation.store.database, workstation.folder)
    window.top.add_act("Marque de l’émetteur…", lambda: BrandDialog(window, station.background).exec())
    window.top.add_act("Kit de secours…", lambda: KitDialog(window, station, workstation.folder).exec())
    window.top.add_act("Sauvegarder ce poste…", lambda: BackupDialog(window, station.background, write).exec())
    window.top.add_act("Rattacher à un nouveau serveur…", lambda: _attach(window, station, workstation))
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


def _attach(window: Window, station: Station, workstation: Workstation) -> None:
    """What runs still knows the former server: it is all begun again."""
    dialog = AttachDialog(window, station.background, partial(reattach, workstation))
    if dialog.exec() == QDialog.DialogCode.Accepted:
        plain.warn(window, dialog.windowTitle(), NEXT)
        window.lock_wanted.emit()


class Application:
    """From the first dialog to the last window: enrols, unlocks, locks again."""

    def __init__(self, folder: Path, app: QApplication, clock: Clock):
        self._folder, self._app, self._clock = folder, app, clock
        self._opened: Opened | None = None
        self._revoked = False  # said once, and locked once
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
        opened.background.exchange.connect(self._lock_if_revoked)
        opened.window.quit_wanted.connect(self._app.closeAllWindows)
        opened.window.appearance_chosen.connect(self._remember)
        opened.window.sheets.let_sound(self._settings.value("sound", "") == "on")
        opened.window.sheets.sound_chosen.connect(self._remember_sound)
        screen.show(opened.window)
        self._opened = opened
        return True

    def _lock_if_revoked(self, state: ExchangeState) -> None:
        if state.problem == LOCKED and self._opened is not None and not self._revoked:
            self._revoked = True
            QTimer.singleShot(0, self.lock)  # once whoever told it has ended

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
            return self._whole(self._open(key))
        background = Background()
        dialog = UnlockDialog(None, background, self._with_passphrase, self._with_recovery)
        dialog.exec()
        background.close()
        return self._whole(dialog.opened)

    def _open(self, key: bytes) -> Workstation | bytes:
        """The workstation, or the key with which to rescue what is left of it."""
        try:
            return open_profile(self._folder, key, self._clock)
        except Damaged:
            return key

    def _whole(self, opened: object) -> Workstation | None:
        """What was opened, rescued first if it has to be; None when the person gave up."""
        if not isinstance(opened, bytes):
            return opened if isinstance(opened, Workstation) else None
        background = Background()
        here = (self._folder, opened, self._clock)
        dialog = RescueDialog(None, background, lambda: rescuing.words(rescue_profile(*here), rescuing.met(*here)))
        dialog.exec()
        background.close()
        if not dialog.rescued:
            return None
        workstation = open_profile(*here)
        workstation.reading.me()  # Refused while only the server could still say who that is
        return workstation

    def _enrolled(self) -> Workstation | None:
        made: list[Workstation] = []

        def enrol_here(wanted: Wanted) -> str:
            workstation, recovery = enrol(
                self._folder, wanted.url, wanted.code, wanted.prefix, wanted.passphrase, self._clock, wanted.name
            )
            made.append(workstation)
            return recovery

        background = Background()
        dialog = EnrolDialog(None, background, enrol_here)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        restored = self._restored(background) if dialog.restoring else None
        background.close()
        return restored or (made[0] if accepted and made else None)

    def _restored(self, background: Background) -> Workstation | None:
        """A workstation that was saved in a file, in another life of it."""

        def restore_here(wanted: WantedBack) -> Workstation:
            opened = partial(vault.open_with_either, secret=wanted.secret)
            key = backup.restore(wanted.file, self._folder, opened, self._clock)
            return open_profile(self._folder, key, self._clock)

        dialog = RestoreDialog(None, background, restore_here)
        dialog.exec()
        return dialog.opened if isinstance(dialog.opened, Workstation) else None

    def _with_passphrase(self, passphrase: str) -> Workstation | bytes:
        return self._open(vault.open_with_passphrase(self._folder, passphrase))

    def _with_recovery(self, code: str) -> Workstation | bytes:
        return self._open(vault.open_with_recovery(self._folder, code))


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
