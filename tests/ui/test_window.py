"""The window: what is always in sight, and the keyboard enough to do everything."""

from functools import partial

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.core.entries import Assignee
from app.core.entry_commands import Assign, Record
from app.core.errors import Unavailable
from app.core.registers.crisis import OpenCrisis
from app.core.store import alarms
from app.core.store.filtering import EntryFilter
from app.sync.state import ExchangeState
from app.ui import arrangement, plain, theme
from app.ui.alarms_dialog import AlarmsDialog
from app.ui.background import Background
from app.ui.section import Section
from app.ui.station import Station
from app.ui.window import Window
from tests.office import Office, person_of
from tests.ui.lines import NOW, at


class OtherPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.shown, self.records, self.begun = [], [], []
        self.field = QLineEdit()
        self.field.setAccessibleName("Champ")
        self.setLayout(arrangement.column(self.field))


@pytest.fixture
def other(qapp):
    return OtherPage()


@pytest.fixture
def told() -> list[tuple[str, str]]:
    """What was shown outside the window."""
    return []


@pytest.fixture
def window(room, other, told, qtbot):
    room.record("Reprise de feu", occurred_at=at(24, 2, 48), sender="SDIS 76", key_event=True)
    begin = partial(other.begun.append, 1)
    section = Section("messages", "Messages", "messages", other, other.shown.append, other.records.append, begin)
    made = Window(room.station, (section,), lambda: NOW, lambda title, words: told.append((title, words)))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.crisis is not None and len(made.journal.model.keys) == 1)
    return made


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.ControlModifier) -> None:
    qtbot.keyClick(window, key, modifier)


def test_the_frame_the_crisis_and_the_pages_are_in_sight(window, other):
    assert window.windowTitle() == "EXERCICE · Incendie Lubrizol — Rouen · Diapason"
    assert window.band.accessibleName() == "Cadre : EXERCICE"
    assert [place.word for place in window.navigation.places.places] == ["Main courante", "Messages"]
    assert [crisis.id for crisis in other.shown] == [window.crisis.id]


def test_ctrl_n_reaches_the_quick_line_from_anywhere_and_the_entry_appears(window, qtbot):
    window.open_page("messages")
    window.sections[1].page.field.setFocus()
    press(qtbot, window, Qt.Key.Key_N)
    assert window.quick.line.hasFocus()
    qtbot.keyClicks(window.quick.line, "03:08 SDIS76 tel > second depart")
    qtbot.keyClick(window.quick.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.journal.model.keys) == 2)
    assert window.state.notice.accessibleName() == "SIG1-0002 enregistrée"


def test_escape_in_the_quick_line_goes_back_to_the_table(window, qtbot):
    window.quick.enter()
    qtbot.keyClick(window.quick.line, Qt.Key.Key_Escape)
    assert window.journal.table.hasFocus()


def typed(qtbot, window, words: str) -> None:
    """Ctrl+K, and these words, the records being known."""
    press(qtbot, window, Qt.Key.Key_K)
    palette = window.sheets.palette
    qtbot.keyClicks(palette.field, words)
    qtbot.waitUntil(lambda: palette._looked == words)


def test_ctrl_k_goes_to_a_page_by_its_name(window, qtbot, other):
    typed(qtbot, window, "mess")
    qtbot.keyClick(window.sheets.palette.field, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is other
    assert not window.sheets.palette.isVisible()


def test_ctrl_k_goes_to_an_entry_by_its_number_from_any_page(window, qtbot):
    window.open_page("messages")
    typed(qtbot, window, "sig1-1")
    assert window.sheets.palette.current.words == "SIG1-0001 · Reprise de feu"
    qtbot.keyClick(window.sheets.palette.field, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.journal
    qtbot.waitUntil(lambda: window.journal.detail.entry is not None)
    assert window.journal.table.hasFocus()


def test_ctrl_k_and_words_that_name_nothing_search_the_main_courante(window, qtbot):
    window.open_page("messages")
    press(qtbot, window, Qt.Key.Key_K)
    qtbot.keyClicks(window.sheets.palette.field, "introuvable")
    qtbot.keyClick(window.sheets.palette.field, Qt.Key.Key_Return)  # before anything was read
    qtbot.waitUntil(lambda: len(window.journal.model.keys) == 0)
    assert window.pages.currentWidget() is window.journal
    assert window.journal.feed.wanted.query == "introuvable"
    window.journal.search("")
    qtbot.waitUntil(lambda: len(window.journal.model.keys) == 1)


def test_ctrl_k_goes_to_another_crisis_and_to_a_record_in_it(window, room, qtbot):
    other = room.mine.desk.do(OpenCrisis("Crue", "exercise", "natural", "INT")).id
    for subject in ("Un", "Deux"):
        room.mine.desk.do(Record(other, subject))
    qtbot.waitUntil(lambda: len(window.around.seen.crises) == 2)
    typed(qtbot, window, "SIG1-0002")
    qtbot.keyClick(window.sheets.palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.crisis.id == other)
    qtbot.waitUntil(lambda: window.journal.detail.entry is not None)
    assert window.journal.detail.entry.subject == "Deux"


def test_escape_gives_the_keyboard_back_where_it_was(window, qtbot):
    window.quick.enter()
    press(qtbot, window, Qt.Key.Key_K)
    assert window.sheets.palette.field.hasFocus()
    qtbot.keyClick(window.sheets.palette.field, Qt.Key.Key_Escape)
    assert window.quick.line.hasFocus()


def test_a_notice_is_told_outside_counted_in_the_state_line_and_kept_in_a_list(window, room, qtbot, told):
    room.record("Second départ", by=room.colleague, priority=1)
    room.receive()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told == [("EXERCICE · priorité 1", "SIG2-0001 · Second départ")]
    assert window.state.notices.isVisible()
    press(qtbot, window, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: len(window.sheets.notices._rows) == 1)
    qtbot.keyClick(window.sheets.notices.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.journal.detail.entry is not None)
    assert window.journal.detail.entry.subject == "Second départ"
    qtbot.waitUntil(lambda: not window.state.notices.isVisible())
    assert room.mine.reading.notices(unseen=True) == []


def test_a_due_time_calls_by_the_clock_alone(window, room, qtbot, told):
    entry = room.record("Joindre la préfecture", by=room.colleague).id
    room.colleague.desk.do(Assign(entry, Assignee(person=person_of(room.mine), name="C. Morvan"), NOW + 5 * 60_000))
    room.receive()
    qtbot.waitUntil(lambda: len(told) == 1)
    window._ages.timeout.emit()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1] == ("EXERCICE · échéance dans moins de 10 min", "SIG2-0001 · Joindre la préfecture")


def test_the_vital_sign_and_the_navigation_count_what_waits_for_triage(window, qtbot):
    sign = window.vital._signs[3]
    assert sign.accessibleName() == "Entrées à trier : 1"
    assert window.navigation.places.places[0].count == "1\u00a0à trier"
    window.open_page("messages")
    sign.click()
    assert window.pages.currentWidget() is window.journal
    assert window.journal.feed.wanted.triage == ("to_sort",)


def test_a_saved_view_is_one_of_the_goals(window, room, qtbot):
    room.mine.desk.keep_view(room.space, "Faits marquants", EntryFilter(room.space, key_events=True))
    typed(qtbot, window, "faits")
    qtbot.waitUntil(lambda: window.sheets.palette.current.words == "Faits marquants")
    qtbot.keyClick(window.sheets.palette.field, Qt.Key.Key_Return)
    assert window.journal.feed.wanted.key_events


def test_ctrl_and_a_figure_open_the_pages(window, qtbot, other):
    press(qtbot, window, Qt.Key.Key_2)
    assert window.pages.currentWidget() is other
    press(qtbot, window, Qt.Key.Key_1)
    assert window.pages.currentWidget() is window.journal


def test_ctrl_m_begins_a_message_from_anywhere_and_the_menu_says_so(window, qtbot, other):
    window.quick.enter()
    press(qtbot, window, Qt.Key.Key_M)
    assert other.begun == [1]
    assert window.pages.currentWidget() is other
    keys = {action.text(): action.shortcut().toString() for action in window.top.menu.actions()}
    assert keys["Nouveau message"] == "Ctrl+M"
    assert keys["Nouvelle entrée"] == "Ctrl+N"
    assert keys["Conflit suivant"] == "F7"


def test_f7_goes_to_the_next_conflict(window, room, qtbot):
    press(qtbot, window, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    assert window.pages.currentWidget() is window.journal
    entry = window.journal.model.row(0).id
    room.send()
    room.amend_apart(entry, "sender", "CODIS 76", "COGIC")
    qtbot.waitUntil(lambda: window.around.seen.conflicts == 1 and len(window.conflicts.shown) == 1)
    press(qtbot, window, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    assert window.pages.currentWidget() is window.conflicts
    assert window.focusWidget().accessibleName().startswith("Garder")


def test_what_is_half_typed_is_kept_when_the_window_closes(window, room, qtbot):
    qtbot.keyClicks(window.quick.line, "03:08 SDIS76")
    window.close()
    qtbot.waitUntil(lambda: room.mine.reading.draft(f"{room.space} quick line") == "03:08 SDIS76")


@pytest.fixture
def first_start(tmp_path, qtbot):
    """A workstation just enrolled: nobody opened a crisis yet."""
    office = Office(tmp_path)
    mine = office.workstation("SIG1", "C. Morvan")
    background = Background()
    mine.desk.subscribe(background.tell_changed)
    station = Station(mine.desk, mine.reading, background, lambda: None, "SIG1", "C. Morvan", "ADM")
    directory = OtherPage()
    made = Window(
        station, (Section("directory", "Annuaire", "directory", directory, directory.shown.append, alone=True),)
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.pages.currentWidget() is made.welcome)
    yield office, mine, made
    made.close()
    background.close()
    office.close()


def test_without_any_crisis_the_window_says_what_to_do(first_start, qtbot):
    _, _, window = first_start
    assert window.welcome.open.hasFocus()
    assert window.welcome.people.isVisible()
    with qtbot.waitSignal(window.opening_wanted):
        window.welcome.open.click()
    window.welcome.directory.click()
    assert window.pages.currentWidget() is window.sections[1].page


def test_the_first_crisis_takes_the_place_of_the_welcome(first_start, qtbot):
    office, mine, window = first_start
    office.crisis(mine)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.journal)
    assert window.quick.line.isEnabled()


def test_f6_goes_round_the_panes_and_comes_back(window, qtbot):
    window.journal.table.setFocus()
    seen = set()
    for _ in range(12):
        press(qtbot, window, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
        seen.add(type(window.focusWidget()).__name__)
        if window.journal.table.hasFocus():
            break
    assert window.journal.table.hasFocus()
    assert {"EntryField", "Navigation", "VitalSign", "JournalView"} <= seen


def test_offline_is_said_in_the_line_and_in_the_signs_and_never_in_a_dialog(window, room, qtbot):
    room.background.tell_exchange(ExchangeState(False, at(23, 22, 9), at(23, 22, 8), None))
    qtbot.waitUntil(lambda: window.state.link.accessibleName() == "Hors ligne depuis 22:09")
    assert window.vital._signs[0].accessibleName().startswith("Première parole publique, connue à 22:08")
    assert window.findChildren(QDialog) == []


def test_what_waits_to_be_sent_is_counted(window, room, qtbot):
    assert window.state.pending.isVisible()
    room.send()
    room.background.tell_exchange(ExchangeState(True, NOW, NOW, 0))
    qtbot.waitUntil(lambda: not window.state.pending.isVisible())


def test_conflicts_have_a_page_only_while_there_are_some(window, room, qtbot):
    entry = window.journal.model.row(0).id
    room.send()
    room.amend_apart(entry, "sender", "CODIS 76", "COGIC")
    qtbot.waitUntil(lambda: [place.page for place in window.navigation.places.places][-1] == "conflicts")
    assert window.state.conflicts.accessibleName() == "1 champ à départager"
    window.open_page("conflicts")
    qtbot.waitUntil(lambda: len(window.conflicts.shown) == 1)
    window.conflicts.opened.emit("journal", window.conflicts.shown[0].record)
    qtbot.waitUntil(lambda: window.journal.detail.entry is not None)
    assert window.pages.currentWidget() is window.journal
    window.journal.detail.settle("sender", "COGIC")
    qtbot.waitUntil(lambda: "conflicts" not in [place.page for place in window.navigation.places.places])


def test_a_record_of_another_register_opens_on_its_page(window, other):
    window.open_record("messages", "a" * 64)
    assert window.pages.currentWidget() is other
    assert other.records == ["a" * 64]


def test_a_failure_of_the_world_is_said_in_the_state_line(window, room):
    room.background.failed.emit(Unavailable("Disque plein : rien n’a été écrit."))
    assert window.state.notice.accessibleName() == "Disque plein : rien n’a été écrit."
    assert window.findChildren(QDialog) == []


def test_a_bug_is_logged_and_shown_as_one(window, room, caplog):
    room.background.failed.emit(KeyError("champ"))
    dialog = window.findChild(QDialog)
    assert "KeyError" in dialog.findChild(QPlainTextEdit).toPlainText()
    assert "KeyError" in caplog.text
    dialog.reject()


def test_the_detail_folds_first_then_the_words_of_the_navigation(window):
    assert window.journal.detail.isVisible()
    window.resize(1200, 800)
    assert not window.journal.detail.isVisible()
    assert not window.navigation.narrow
    window.resize(1000, 800)
    assert window.navigation.narrow


@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0])
def test_the_window_holds_with_larger_text(window, scale, qtbot):
    with qtbot.waitSignal(window.appearance_chosen) as chosen:
        window.top.appearance_chosen.emit("dark", scale)
    assert chosen.args == ["dark", scale]
    assert (window.width(), window.height()) == (1440, 900)
    assert window.minimumSizeHint().width() <= 1440
    assert window.minimumSizeHint().height() <= 900
    assert window.quick.line.isVisible()
    assert window.journal.table.viewport().height() >= 2 * theme.size(46)


def test_every_control_has_a_name_for_a_screen_reader(window, qtbot):
    window.journal.table.choose(0)
    qtbot.waitUntil(lambda: window.journal.detail.entry is not None)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit)
    nameless = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, kinds) or not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not name:
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_no_label_reads_markup(window):
    labels = window.findChildren(type(plain.label()))
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_f7_without_any_conflict_says_so(window, qtbot):
    press(qtbot, window, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    assert window.state.notice.accessibleName() == "Aucun champ à départager"


def test_locking_and_leaving_have_their_keys(window, qtbot):
    keys = {action.text(): action.shortcut().toString() for action in window.top.menu.actions()}
    assert (keys["Verrouiller"], keys["Quitter"]) == ("Ctrl+L", "Ctrl+Q")
    with qtbot.waitSignal(window.lock_wanted):
        press(qtbot, window, Qt.Key.Key_L)


def test_an_alarm_is_said_at_once_in_the_state_line_and_opens_nothing_by_itself(window, room, qtbot):
    assert not window.state.alarms.isVisible()
    with room.mine.store.write() as transaction:
        transaction.ring(alarms.HISTORY, room.space)
    qtbot.waitUntil(window.state.alarms.isVisible)
    assert QApplication.activeModalWidget() is None
    assert window.state.alarms.accessibleName() == "1\u00a0alerte, Maj+F8"
    listed: list[str] = []

    def see() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, AlarmsDialog) and dialog.see.isEnabled():
            listed.append(dialog.summary.text())
            dialog.see.click()

    looking = QTimer()
    looking.timeout.connect(see)
    looking.start(20)
    press(qtbot, window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    looking.stop()
    assert listed
    qtbot.waitUntil(lambda: not window.state.alarms.isVisible())
