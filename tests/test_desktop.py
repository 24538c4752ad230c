"""The window's workstation: first start, what another program writes, lock and unlock, an orderly end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.core import vault
from app.core.clock import Clock
from app.core.desk import Desk
from app.core.entry_commands import Record
from app.core.store.engine import Database
from app.core.store.store import Store
from app.desktop import Application, Opened, open_window
from app.sync.workstation import open_profile
from app.ui.enrolment import EnrolDialog, RecoveryDialog
from app.ui.unlocking import UnlockDialog
from tests.central import Central
from tests.end_to_end.desks import PASSPHRASE, another_desk, first_desk, shared_crisis, sync
from tests.office import Office


@pytest.fixture
def opened(qtbot, office: Office) -> Iterator[Opened]:
    """A window on a workstation with one crisis, and no server anywhere."""
    workstation = office.workstation("SIG1", "Camille Morvan")
    office.crisis(workstation)
    made = open_window(workstation, start_exchange=False)
    yield made
    made.close()


@pytest.fixture
def no_keychain(central: Central) -> Iterator[None]:
    """The passphrase is the only way in."""
    former = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(former)


def shown(window: Opened) -> int:
    return window.window.journal.model.rowCount()


def test_the_window_opens_on_the_latest_crisis(qtbot, opened: Opened):
    opened.window.show()
    qtbot.waitUntil(lambda: opened.window.crisis is not None)
    assert opened.window.crisis.title == "Incendie d'un site industriel"
    assert "EXERCICE" in opened.window.windowTitle()


def test_what_another_program_of_the_profile_writes_is_shown(qtbot, opened: Opened):
    opened.window.show()
    qtbot.waitUntil(lambda: opened.window.crisis is not None)
    store = opened.workstation.store
    other = Store(Database(store.database.path, store.database._key), store.key, store.clock)
    Desk(other).do(Record(opened.window.crisis.id, "Écrit par la ligne de commande"))
    other.close()
    qtbot.waitUntil(lambda: shown(opened) >= 1)


def when_open(kind: type[QDialog], act: Callable[[QDialog], None]) -> QTimer:
    """Does `act` once on the modal dialog of that kind, as soon as it is open."""
    timer = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            try:
                act(dialog)
            except BaseException:
                dialog.done(0)  # or nobody would ever close it
                raise

    timer.timeout.connect(look)
    timer.start(20)
    return timer


def test_a_first_start_enrols_shows_the_recovery_code_once_and_opens_the_window(
    qtbot, qapp: QApplication, central: Central, tmp_path: Path
):
    def fill(dialog: EnrolDialog) -> None:
        dialog.code.setPlainText(central.invitation)
        dialog.name.setText("Camille Morvan")
        dialog.prefix.setText("sig1")
        dialog.passphrase.setText(PASSPHRASE)
        dialog.again.setText(PASSPHRASE)
        dialog.submit()

    codes: list[str] = []

    def keep(dialog: RecoveryDialog) -> None:
        codes.append(dialog.shown.toPlainText())
        dialog.kept.setChecked(True)
        dialog.go.click()

    timers = [when_open(EnrolDialog, fill), when_open(RecoveryDialog, keep)]
    application = Application(tmp_path / "profil", qapp, Clock())
    assert application.start()
    assert application._opened is not None
    qtbot.waitUntil(lambda: application._opened.exchanger.state.online)
    application.stop()
    assert vault.open_with_recovery(tmp_path / "profil", codes[0])
    assert timers


def test_a_locked_window_asks_for_the_passphrase_again(
    qtbot, qapp: QApplication, central: Central, no_keychain: None, tmp_path: Path
):
    first_desk(central, tmp_path / "profil").close()

    def unlock(dialog: UnlockDialog) -> None:
        dialog.passphrase.setText(PASSPHRASE)
        dialog.submit()

    asked = when_open(UnlockDialog, unlock)
    application = Application(tmp_path / "profil", qapp, Clock())
    assert application.start()
    before = application._opened
    again = when_open(UnlockDialog, unlock)
    application.lock()
    assert application._opened is not None
    assert application._opened is not before
    application.stop()
    assert not asked.isActive()
    assert not again.isActive()


def test_a_workstation_that_was_revoked_locks_and_says_who_to_turn_to(
    qtbot, qapp: QApplication, central: Central, no_keychain: None, tmp_path: Path
):
    first = first_desk(central, tmp_path / "admin")
    lost = another_desk(first, tmp_path / "profil", "INT", "Léa Aubert", "INT", "LIA")
    sync(first)
    with first.store.read() as transaction:
        enrolment = transaction.accounts.workstations[lost.store.key.public].id
    lost.close()

    def unlock(dialog: UnlockDialog) -> None:
        dialog.passphrase.setText(PASSPHRASE)
        dialog.submit()

    opened = when_open(UnlockDialog, unlock)
    application = Application(tmp_path / "profil", qapp, Clock())
    assert application.start()
    window = application._opened
    assert window is not None
    qtbot.waitUntil(lambda: window.exchanger.state.online)

    said: list[str] = []

    def try_again(dialog: UnlockDialog) -> None:
        assert window.window.isHidden()
        unlock(dialog)
        refused = QTimer(dialog)
        refused.timeout.connect(lambda: _leave(dialog, said))
        refused.start(20)

    again = when_open(UnlockDialog, try_again)
    first.revoke(enrolment, "volé")
    sync(first)
    window.exchanger.now()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "révoqué par un administrateur" in said[0]
    assert application._opened is None
    assert not opened.isActive()
    assert not again.isActive()
    first.close()


def _leave(dialog: UnlockDialog, said: list[str]) -> None:
    if dialog.form.refusal and not said:
        said.append(dialog.form.refusal)
        dialog.reject()


def test_whether_notices_are_heard_is_kept_from_one_start_to_the_next(qapp: QApplication, tmp_path: Path):
    Application(tmp_path, qapp, Clock())._remember_sound(True)
    assert Application(tmp_path, qapp, Clock())._settings.value("sound") == "on"
    Application(tmp_path, qapp, Clock())._remember_sound(False)
    assert Application(tmp_path, qapp, Clock())._settings.value("sound") == ""


def test_giving_up_at_the_passphrase_opens_nothing(
    qtbot, qapp: QApplication, central: Central, no_keychain: None, tmp_path: Path
):
    first_desk(central, tmp_path / "profil").close()
    left = when_open(UnlockDialog, lambda dialog: dialog.reject())
    assert not Application(tmp_path / "profil", qapp, Clock()).start()
    assert not left.isActive()


def test_what_was_written_before_the_end_is_there_at_the_next_start(
    qtbot, qapp: QApplication, central: Central, tmp_path: Path
):
    first = first_desk(central, tmp_path / "profil")
    crisis = shared_crisis(first)
    made = open_window(first)
    made.background.write(lambda: first.desk.do(Record(crisis, "Écrit juste avant la fin")))
    made.close()
    again = open_profile(tmp_path / "profil", vault.open_with_passphrase(tmp_path / "profil", PASSPHRASE), Clock())
    assert again.reading.vital(crisis).entries == 1
    again.close()


def test_the_circuits_of_visas_are_among_the_acts_of_the_palette(qtbot, opened: Opened):
    assert "Circuits de visas…" in [goal.words for goal in opened.window._goals()]
