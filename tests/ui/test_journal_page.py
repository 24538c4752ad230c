"""The main courante on screen: what arrives shows by itself, what is read does not move."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.core.entry_commands import Triage
from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.ui import theme
from app.ui.journal_page import JournalPage
from app.ui.journal_words import OCCURRED, RECORDED
from app.ui.read_marks import DWELL
from tests.ui.lines import NOW, at

MINUTE = 60_000
FAR = 240  # lines: further than what is read at once
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(room, qtbot):
    made = JournalPage(room.station, Places(), lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1256, 600)
    made.show()
    return made


def subjects(page) -> list[str]:
    rows = [page.model.known_row(line) for line in range(len(page.model.keys))]
    return [row.subject for row in rows if row is not None]


def record_many(room, count: int) -> list[str]:
    """That many entries, a minute apart, oldest first; their ids."""
    return [room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * MINUTE).id for n in range(count)]


def opened(page, room, qtbot, count: int) -> None:
    page.show_crisis(room.crisis)
    qtbot.waitUntil(lambda: len(page.model.keys) == count)


def test_the_newest_fact_comes_first(page, room, qtbot):
    room.record("Ancien", occurred_at=at(23, 22))
    room.record("Récent", occurred_at=at(24, 3))
    room.record("Saisi en retard", occurred_at=at(24, 1))
    opened(page, room, qtbot, 3)
    assert subjects(page) == ["Récent", "Saisi en retard", "Ancien"]
    assert page.bar.count.text() == "3\u00a0entrées"


def test_a_colleague_s_entry_shows_by_itself(page, room, qtbot):
    room.record("La mienne")
    room.send()
    opened(page, room, qtbot, 1)
    room.record("La sienne", by=room.colleague)
    room.receive()
    qtbot.waitUntil(lambda: "La sienne" in subjects(page))


def test_what_is_chosen_stays_chosen_when_something_arrives_above(page, room, qtbot):
    ids = record_many(room, 30)
    opened(page, room, qtbot, 30)
    page.table.choose(20)
    qtbot.waitUntil(lambda: page.detail.entry is not None and page.detail.entry.id == ids[9])
    room.record("Plus récente", occurred_at=at(24, 3))
    qtbot.waitUntil(lambda: len(page.model.keys) == 31)
    assert page.table.currentIndex().row() == 21
    assert page.model.row(21).id == ids[9]
    assert page.detail.entry.id == ids[9]


def test_what_is_read_does_not_move_when_something_arrives_above(page, room, qtbot):
    record_many(room, 60)
    opened(page, room, qtbot, 60)
    page.table.verticalScrollBar().setValue(25)
    top = page.model.row(page.table.first_line()).subject
    room.record("Plus récente", occurred_at=at(24, 3))
    qtbot.waitUntil(lambda: len(page.model.keys) == 61)
    assert page.model.row(page.table.first_line()).subject == top


def test_at_the_top_the_newest_line_is_in_sight(page, room, qtbot):
    record_many(room, 40)
    opened(page, room, qtbot, 40)
    room.record("Plus récente", occurred_at=at(24, 3))
    qtbot.waitUntil(lambda: len(page.model.keys) == 41)
    assert page.table.first_line() == 0


def test_lines_far_down_are_read_when_they_are_looked_at(page, room, qtbot):
    record_many(room, FAR)
    opened(page, room, qtbot, FAR)
    assert page.model.known_row(FAR - 10) is None
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.known_row(FAR - 10) is not None)


def test_one_searches_without_accents(page, room, qtbot):
    room.record("Quartier évacué")
    room.record("Feu éteint")
    opened(page, room, qtbot, 2)
    page.search("evacue")
    qtbot.waitUntil(lambda: subjects(page) == ["Quartier évacué"])
    assert page.model.query == "evacue"
    page.search("")
    qtbot.waitUntil(lambda: len(page.model.keys) == 2)


def test_a_search_taken_away_here_is_told(page, room, qtbot):
    room.record("Quartier évacué")
    opened(page, room, qtbot, 1)
    page.search("absent")
    qtbot.waitUntil(page.empty.isVisible)
    with qtbot.waitSignal(page.left):
        page.empty.back.click()
    qtbot.waitUntil(lambda: len(page.model.keys) == 1)


def test_key_events_alone_can_be_shown(page, room, qtbot):
    room.record("Fait marquant", key_event=True)
    room.record("Le reste")
    opened(page, room, qtbot, 2)
    page.bar.chips["key_events"].click()
    qtbot.waitUntil(lambda: subjects(page) == ["Fait marquant"])
    assert page.bar.chips["key_events"].isChecked()
    page.bar.chips["key_events"].click()
    qtbot.waitUntil(lambda: len(page.model.keys) == 2)


def test_the_panel_of_filters_opens_by_its_key_and_filters(page, room, qtbot):
    room.record("Bilan", type="figures")
    room.record("Le reste")
    opened(page, room, qtbot, 2)
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_F, CONTROL | SHIFT)
    qtbot.waitUntil(page.panel.isVisible)
    page.panel.several["types"].actions_of["figures"].trigger()
    qtbot.waitUntil(lambda: subjects(page) == ["Bilan"])
    qtbot.keyClick(page.panel.words, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()


def test_lines_can_be_ordered_by_the_hour_they_were_typed(page, room, qtbot):
    room.record("Fait récent", occurred_at=at(24, 3))
    room.record("Fait ancien, saisi après", occurred_at=at(23, 1))
    opened(page, room, qtbot, 2)
    assert subjects(page)[0] == "Fait récent"
    page.table.horizontalHeader().sectionClicked.emit(RECORDED)
    qtbot.waitUntil(lambda: page.model.order == "recorded" and len(subjects(page)) == 2)
    assert page.table.days.order == "recorded"
    page.table.horizontalHeader().sectionClicked.emit(OCCURRED)
    qtbot.waitUntil(lambda: page.model.order == "occurred")


def test_what_is_on_the_screen_is_what_leaves_it(page, room, qtbot):
    room.record("Bilan", type="figures")
    opened(page, room, qtbot, 1)
    page.search("bilan")
    with qtbot.waitSignal(page.print_wanted) as printed:
        page.bar.print.click()
    with qtbot.waitSignal(page.export_wanted) as exported:
        page.bar.export.click()
    assert printed.args == exported.args == [EntryFilter(room.space, query="bilan")]


def test_an_empty_list_says_why(page, room, qtbot):
    page.show_crisis(room.crisis)
    qtbot.waitUntil(page.empty.isVisible)
    assert "Ctrl+N" in page.empty.words.text()
    page.search("introuvable")
    qtbot.waitUntil(lambda: "masquées" in page.empty.words.text())


def test_what_one_reads_is_noted_as_read_and_what_the_table_shows_is_not(page, room, qtbot):
    ids = [room.record(f"La sienne {n}", by=room.colleague, occurred_at=at(24, 1, n)).id for n in range(3)]
    room.receive()
    opened(page, room, qtbot, 3)
    page.table.choose(0)  # as the table does when the keyboard arrives on it
    qtbot.waitUntil(lambda: page.detail.entry is not None and page.detail.entry.id == ids[2])
    with qtbot.assertNotEmitted(page.marks.noted, wait=DWELL + 300):
        pass
    assert page.model.row(0).unread
    with qtbot.waitSignal(page.marks.noted) as noted:
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert noted.args == [frozenset(ids[1:2])]
    assert not page.model.row(1).unread
    page.keep()
    qtbot.waitUntil(lambda: room.mine.reading.counts(room.space).unread == 2)


def test_enter_reads_the_line_the_table_chose(page, room, qtbot):
    id = room.record("La sienne", by=room.colleague).id
    room.receive()
    opened(page, room, qtbot, 1)
    page.table.choose(0)
    qtbot.waitUntil(lambda: page.detail.entry is not None)
    with qtbot.waitSignal(page.marks.noted) as noted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert noted.args == [frozenset([id])]


def test_several_lines_stay_chosen_when_something_arrives_above(page, room, qtbot):
    record_many(room, 12)
    opened(page, room, qtbot, 12)
    page.table.choose(4, by_hand=True)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    room.record("Plus récente", occurred_at=at(24, 3))
    qtbot.waitUntil(lambda: len(page.model.keys) == 13)
    assert page.table.chosen_lines(200) == [5, 6, 7]


def test_in_a_narrow_window_enter_opens_the_entry_and_it_can_be_closed(page, room, qtbot):
    record_many(room, 3)
    opened(page, room, qtbot, 3)
    page.be_narrow(True)
    assert not page.detail.isVisible()
    page.table.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.isVisible() and page.detail.entry is not None)
    page.detail.acts.button("close").click()
    assert not page.detail.isVisible()


def test_without_room_for_both_the_entry_stands_in_place_of_the_lines_until_it_is_closed(page, room, qtbot, qapp):
    ids = record_many(room, 3)
    opened(page, room, qtbot, 3)
    theme.apply(qapp, "light", 2.0)
    page.resize(1150, 600)
    page.be_narrow(True)
    assert page.table.isVisible()
    page.show_record(ids[1])
    qtbot.waitUntil(lambda: page.detail.isVisible() and page.detail.entry is not None)
    assert not page.table.isVisible()
    page.take_keyboard()
    page.detail.acts.button("close").click()
    assert page.table.isVisible()
    assert not page.detail.isVisible()
    page.show_record(ids[1])
    page.search("entrée")
    assert page.table.isVisible()
    page.show_record(ids[1])
    page.resize(1800, 600)
    assert page.table.isVisible()
    assert page.detail.isVisible()


def test_a_record_can_be_shown_from_elsewhere(page, room, qtbot):
    ids = record_many(room, 5)
    opened(page, room, qtbot, 5)
    page.show_record(ids[1])
    qtbot.waitUntil(lambda: page.detail.entry is not None and page.detail.entry.id == ids[1])
    assert page.model.row(page.table.currentIndex().row()).id == ids[1]


def test_a_record_far_down_is_shown_from_elsewhere_with_its_line(page, room, qtbot):
    ids = record_many(room, FAR)
    opened(page, room, qtbot, FAR)
    page.show_record(ids[0])
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == FAR - 1)
    assert page.detail.entry.id == ids[0]


def test_a_line_that_no_longer_meets_the_filter_leaves_its_place_to_the_next_key(page, room, qtbot):
    ids = record_many(room, 6)
    opened(page, room, qtbot, 6)
    page.bar.chips["to_sort"].click()
    qtbot.waitUntil(lambda: page.bar.chips["to_sort"].isChecked())
    page.table.choose(2, by_hand=True)
    room.mine.desk.do(Triage(ids[3], "closed"))
    qtbot.waitUntil(lambda: len(page.model.keys) == 5)
    assert page.table.currentIndex().row() == 2
    assert page.table.chosen_lines(9) == []


def test_what_is_being_read_leaves_the_unread_only_once_one_goes_on(page, room, qtbot):
    for n in range(3):
        room.record(f"La sienne {n}", by=room.colleague, occurred_at=at(24, 1, n))
    room.receive()
    opened(page, room, qtbot, 3)
    page.bar.chips["unread"].click()
    qtbot.waitUntil(lambda: page.bar.chips["unread"].isChecked() and page.model.row(2) is not None)
    page.table.choose(0, by_hand=True)
    qtbot.waitUntil(lambda: page.model.row(0) is not None and not page.model.row(0).unread)
    page.keep()
    qtbot.waitUntil(lambda: room.mine.reading.counts(room.space).unread == 2)
    qtbot.waitUntil(lambda: page.bar.chips["unread"].text().startswith("Non lues 2"))
    assert len(page.model.keys) == 3
    page.table.choose(1, by_hand=True)
    qtbot.waitUntil(lambda: len(page.model.keys) == 2)
    assert page.table.currentIndex().row() == 0


def test_a_brief_that_does_not_say_what_it_held_is_refused_in_words_and_the_rest_stands(page, room, qtbot):
    id = room.record("Feu", key_event=True).id
    opened(page, room, qtbot, 1)
    page.show_filter(EntryFilter(room.space, key_events=True, since_brief=id))
    qtbot.waitUntil(lambda: page.notes.refusal.text().startswith("Refusé : "))
    assert page.feed.wanted == EntryFilter(room.space, key_events=True)
    qtbot.waitUntil(lambda: subjects(page) == ["Feu"])


def test_enter_gives_the_keyboard_to_the_entry_and_escape_back_to_its_line(page, room, qtbot, qapp):
    room.record("Reprise de feu")
    opened(page, room, qtbot, 1)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    page.table.choose(0)
    qtbot.waitUntil(lambda: page.detail.entry is not None)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.isAncestorOf(qapp.focusWidget()))
    assert qapp.focusWidget() not in page.detail.acts.findChildren(QPushButton)  # Enter again must change nothing
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_tab_goes_from_the_line_through_its_entry_to_what_can_be_done_with_it(page, room, qtbot):
    room.record("Reprise de feu", content="Foyer visible de la rocade.")
    opened(page, room, qtbot, 1)
    page.table.choose(0, by_hand=True)
    qtbot.waitUntil(lambda: page.detail.entry is not None)
    stops, here = [], page.table.nextInFocusChain()
    while len(stops) < 3:
        if here.isVisible() and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(here.accessibleName())
        here = here.nextInFocusChain()
    assert stops == ["Contenu", "Lu par 1/2 : qui, et quand", "À décider"]
