"""A page of lines stays right as hours pass, says how old what it knows is, and notes what leaves it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.core.board import EXPIRED, IN_FORCE
from app.core.message_commands import Withdraw
from app.sync.state import ExchangeState
from app.ui import focus
from app.ui.board_page import BoardPage
from app.ui.lines_page import BESIDE, CLOCK
from tests.clocks import HOUR
from tests.ui.by_name import button, words
from tests.ui.lines import NOW, at
from tests.ui.said import page_of


def standings(page: BoardPage) -> list[str]:
    return [one.standing for topic in page.lines.topics for one in topic.lines]


def test_a_line_becomes_expired_under_the_reader_s_eyes(speech, qtbot):
    speech.out("Eau", topic="Eau", valid_until=NOW + HOUR)
    page = page_of(speech, qtbot)
    assert standings(page) == [IN_FORCE]
    qtbot.waitUntil(lambda: page.detail.detail is not None)
    assert page.detail.copy.isEnabled()
    speech.watch.wait(HOUR)
    page._passing.timeout.emit()
    qtbot.waitUntil(lambda: standings(page) == [EXPIRED])
    qtbot.waitUntil(lambda: page.detail.detail.line.standing == EXPIRED)
    qtbot.waitUntil(lambda: "Périmé : ne plus employer." in words(page.detail))
    assert not page.detail.copy.isEnabled()


def test_what_arrives_appears_by_itself(speech, qtbot):
    page = page_of(speech, qtbot)
    assert "Rien n’a encore été dit" in words(page)
    id = speech.out("Air", topic="Air")
    qtbot.waitUntil(lambda: page.list.current_id == id)
    speech.head.desk.do(Withdraw(id, "faux"))
    qtbot.waitUntil(lambda: not page.lines.topics)


def test_offline_the_title_says_at_what_hour_the_state_was_known(speech, qtbot):
    speech.out("Air")
    page = page_of(speech, qtbot)
    assert page.hour.text() == "à 03:16"
    speech.background.exchange.emit(ExchangeState(False, at(23, 22, 9), at(23, 22, 9), 0))
    assert page.hour.text() == "à 03:16, état connu à 22:09"
    speech.background.exchange.emit(ExchangeState(True, NOW, NOW, 0))
    assert page.hour.text() == "à 03:16"


def test_a_clock_nobody_can_vouch_for_is_said(speech, qtbot):
    speech.out("Air")
    speech.watch.start_again()
    page = page_of(speech, qtbot)
    assert page.hour.text().endswith(CLOCK)


def test_the_text_is_copied_with_its_marks_and_noted(speech, qtbot):
    speech.out("Restez à l’abri", words="N’allez pas chercher vos enfants.")
    page = page_of(speech, qtbot)
    qtbot.waitUntil(lambda: page.detail.detail is not None)
    QGuiApplication.clipboard().clear()
    qtbot.waitUntil(page.detail.copy.isVisible)
    button(page.detail, "Copier le texte").click()
    qtbot.waitUntil(lambda: bool(page.detail.told.text()))
    copied = QGuiApplication.clipboard().text()
    assert "N’allez pas chercher vos enfants." in copied
    assert copied.startswith("EXERCICE")
    logged = speech.head.reading.extractions(speech.room.space)
    assert [(one.what, one.format) for one in logged] == [("message", "copie")]


def test_one_key_says_that_i_have_read_it(speech, qtbot):
    id = speech.out("Air")
    page = page_of(speech, qtbot)
    qtbot.waitUntil(lambda: page.detail.detail is not None)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: page.detail.detail.mine)
    assert [one.by.name for one in speech.head.reading.message(id).readers] == ["C. Morvan"]
    assert "Lu par 1/3" in words(page.detail)
    assert not page.detail.read.isEnabled()


def test_the_one_that_is_asked_for_is_shown(speech, qtbot):
    first, second = speech.out("Air", topic="A"), speech.out("Eau", topic="B")
    page = page_of(speech, qtbot)
    assert page.list.current_id == first
    page.show_record(second)
    qtbot.waitUntil(lambda: page.detail.detail is not None and page.detail.detail.message.id == second)


def test_where_there_is_no_room_beside_the_line_stands_below(speech, qtbot):
    page = page_of(speech, qtbot)
    assert page._split.orientation() == Qt.Orientation.Horizontal
    page.resize(BESIDE - 1, 600)
    qtbot.waitUntil(lambda: page._split.orientation() == Qt.Orientation.Vertical)


def test_a_hidden_page_reads_nothing_until_it_is_shown(speech, qtbot):
    page = BoardPage(speech.station)
    qtbot.addWidget(page)
    page.show_crisis(speech.crisis)
    assert page.lines is None
    page.show()
    qtbot.waitUntil(lambda: page.lines is not None)


def test_the_keyboard_enters_by_the_list_even_before_it_is_filled(speech, qtbot):
    speech.out("Air")
    page = BoardPage(speech.station)
    qtbot.addWidget(page)
    page.show_crisis(speech.crisis)
    page.show()
    assert page.lines is None
    assert focus.enter(page.list)
    qtbot.waitUntil(lambda: page.detail.detail is not None)
    assert page.focusWidget() is page.list
