"""Going anywhere: one types, and Enter goes where the first line says, or searches."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from app.core.store.filtering import EntryFilter
from app.ui.goals import DUTIES, ENTRIES, REFERENCES, Goal
from app.ui.palette import IN_JOURNAL, VIEWS, Palette
from tests.ui.duties import gap_on_thursday
from tests.ui.lines import NOW


class Desk:
    """A window with a palette, and what it was told."""

    def __init__(self, room, qtbot):
        self.room, self.done, self.hits, self.searched, self.views = room, [], [], [], []
        self.window = QMainWindow()
        self.window.resize(1200, 800)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        goals = [
            Goal("Pages", "Main courante", lambda: self.done.append("journal"), key="Ctrl+1"),
            Goal("Actes", "Exporter la main courante…", lambda: self.done.append("export"), key="Ctrl+E"),
        ]
        self.palette = Palette(self.window, QWidget(self.window), room.station, lambda: goals, lambda: NOW)
        self.palette.opened.connect(self.hits.append)
        self.palette.searched.connect(self.searched.append)
        self.palette.view_chosen.connect(self.views.append)
        self.palette.enter(room.crisis)

    def words(self) -> list[str]:
        return [goal.words for goal in self.palette.list.goals]

    def groups(self) -> list[str]:
        return list(dict.fromkeys(goal.group for goal in self.palette.list.goals))


@pytest.fixture
def desk(room, qtbot):
    return Desk(room, qtbot)


def typed(qtbot, desk, words: str) -> None:
    qtbot.keyClicks(desk.palette.field, words)
    qtbot.waitUntil(lambda: desk.palette._looked == desk.palette._words())


def test_before_anything_is_typed_pages_and_acts_are_offered_and_nothing_is_searched(desk):
    assert desk.words() == ["Main courante", "Exporter la main courante…"]
    assert desk.palette.field.hasFocus()


def test_the_last_line_always_searches_the_main_courante(desk, qtbot):
    qtbot.keyClicks(desk.palette.field, "main")
    assert desk.words()[-1] == "Chercher «\u00a0main\u00a0» dans la main courante"
    assert desk.palette.list.goals[-1].group == IN_JOURNAL
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert desk.searched == ["main"]


def test_enter_does_the_act_chosen_with_the_arrows(desk, qtbot):
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Down)
    assert desk.palette.field.accessibleDescription() == "Exporter la main courante…, Ctrl+E"
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert desk.done == ["export"]
    assert not desk.palette.isVisible()


def test_records_join_the_list_and_a_reference_comes_first(desk, room, qtbot):
    room.record("Main courante de la préfecture reçue")
    typed(qtbot, desk, "main")
    assert desk.groups() == ["Pages", "Actes", ENTRIES, IN_JOURNAL]
    desk.palette.field.clear()
    typed(qtbot, desk, "sig1-0001")
    assert desk.groups() == [REFERENCES, IN_JOURNAL]
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert [(hit.page, hit.space) for hit in desk.hits] == [("journal", room.space)]


def test_enter_pressed_at_once_waits_for_the_records(desk, room, qtbot):
    room.record("Évacuation du site")
    qtbot.keyClicks(desk.palette.field, "evacuation")
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert (desk.searched, desk.hits) == ([], [])
    qtbot.waitUntil(lambda: len(desk.hits) == 1)
    assert desk.searched == []


def test_ctrl_and_enter_search_whatever_is_found(desk, room, qtbot):
    room.record("Évacuation du site")
    typed(qtbot, desk, "evac")
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.searched == ["evac"]


def test_the_line_one_chose_stays_chosen_while_the_records_come(desk, room, qtbot):
    room.record("Main courante de la préfecture reçue")
    qtbot.keyClicks(desk.palette.field, "main")
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Down)
    chosen = desk.palette.current.words
    qtbot.waitUntil(lambda: ENTRIES in desk.groups())
    assert desk.palette.current.words == chosen


def test_saved_views_are_offered_too(desk, room, qtbot):
    wanted = EntryFilter(room.space, key_events=True)
    room.mine.desk.keep_view(room.space, "Pour le préfet", wanted)
    desk.palette.enter(room.crisis)
    qtbot.waitUntil(lambda: VIEWS in desk.groups())
    qtbot.keyClicks(desk.palette.field, "prefet")
    qtbot.waitUntil(lambda: desk.palette.current.words == "Pour le préfet")
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert desk.views == [wanted]


def test_a_click_goes_there_too(desk, qtbot):
    listed = desk.palette.list
    rect = listed.visualRect(listed.model().index(1, 0))
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert desk.done == ["journal"]


def test_it_is_as_high_as_what_it_lists(desk, qtbot):
    few = desk.palette.height()
    qtbot.keyClicks(desk.palette.field, "x" * 30)
    assert desk.palette.height() < few


def test_what_is_typed_is_forgotten_the_next_time(desk, room, qtbot):
    qtbot.keyClicks(desk.palette.field, "main")
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Escape)
    desk.palette.enter(room.crisis)
    assert desk.palette.field.text() == ""


def test_who_is_on_call_is_answered_first_and_enter_opens_the_page_on_it(room, desk, qtbot):
    gap_on_thursday(room.mine)
    typed(qtbot, desk, "astreinte sante")
    assert desk.groups()[0] == DUTIES
    assert desk.words()[0] == "Santé, DICOM : Florence Delmas, 01 99 00 33 15, jusqu’à 19:00"
    qtbot.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert [(hit.page, hit.id.split("\n")[1]) for hit in desk.hits] == [("duties", "SAN")]
