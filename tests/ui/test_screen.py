"""The application, its breath and its pictures."""

import time
from xml.etree import ElementTree

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.core.resources import path
from app.ui import screen, theme


def test_there_is_one_application_and_nobody_sees_it_here(qapp):
    assert screen.application() is qapp
    assert not screen.is_seen(qapp)


def test_what_qt_complains_of_is_logged_but_for_what_every_window_says(caplog):
    for message in (screen.OF_NO_MATTER, "QPainter::begin: Paint device returned engine == 0"):
        screen.note(QtMsgType.QtWarningMsg, QMessageLogContext(), message)
    assert caplog.messages == ["Qt: QPainter::begin: Paint device returned engine == 0"]


def test_windows_live_while_one_waits(qapp):
    rung = []
    QTimer.singleShot(0, lambda: rung.append(1))
    start = time.monotonic()
    screen.breathe(0.05)
    assert rung == [1]
    assert time.monotonic() - start >= 0.04


def test_a_picture_is_what_the_window_shows(qtbot, tmp_path):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(120, 80)
    assert screen.picture(widget, tmp_path / "image.png")
    drawn = QImage(str(tmp_path / "image.png"))
    assert (drawn.width(), drawn.height()) == (120, 80)
    assert not screen.picture(widget, tmp_path / "nowhere" / "image.png")


def test_a_window_larger_than_the_screen_takes_the_whole_screen(qtbot):
    small, large = QWidget(), QWidget()
    for window, side in ((small, 200), (large, 20_000)):
        qtbot.addWidget(window)
        window.resize(side, side)
        screen.show(window)
    assert not small.isMaximized()
    assert large.isMaximized()


def test_a_dialog_is_never_larger_than_its_screen(qtbot, qapp):
    dialog = QWidget()
    qtbot.addWidget(dialog)
    screen.give_size(dialog, 300, 200)
    assert (dialog.width(), dialog.height()) == (300, 200)
    theme.apply(qapp, "light", 2.0)
    screen.give_size(dialog, 20_000, 20_000)
    assert dialog.width() <= dialog.screen().availableSize().width()
    assert dialog.height() < dialog.screen().availableSize().height()


def test_no_word_of_the_dialogs_of_qt_is_left_in_english(qapp):
    shipped, ours = screen.french(qapp)
    assert shipped.translate("QFileDialog", "File &name:") == "&Nom de fichier\u00a0:"
    assert ours.translate("QFileDialog", "&Look in:") == "&Dossier\u00a0:"
    told = ElementTree.parse(path("qt/french.ts")).iter("context")
    for context, message in ((one.findtext("name"), each) for one in told for each in one.iter("message")):
        assert ours.translate(context, message.findtext("source")) == message.findtext("translation")
