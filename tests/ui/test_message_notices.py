"""What the editor says above the text."""

from app.core.message_commands import Revise
from app.core.templates import templates
from app.ui.message_notices import MessageNotices
from tests.ui.by_name import words
from tests.ui.cell import FIRST, SECOND


def notices(qtbot):
    made = MessageNotices()
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_is_said_without_a_cause(qtbot):
    assert words(notices(qtbot)) == ""


def test_a_template_over_written_words_is_a_question(qtbot):
    made = notices(qtbot)
    agreed = []
    made.agreed.connect(agreed.append)
    made.ask_template(templates()[0])
    assert f"« {templates()[0].name} » remplacerait ce que vous avez écrit." in words(made)
    made.leave.click()
    assert (words(made), agreed) == ("", [])
    made.ask_template(templates()[0])
    made.replace.click()
    assert agreed == [templates()[0]]


def test_a_newer_version_is_said_with_the_words_it_changed(qtbot, cell):
    message = cell.submitted()
    cell.writer.desk.do(Revise(message, SECOND))
    now = cell.writer.reading.message(message)
    made = notices(qtbot)
    made.show_newer(now, FIRST)
    assert "Corps : « douze » devient « treize »" in words(made)
    assert "fera deux versions, à départager" in words(made)
    taken = []
    made.newer.connect(taken.append)
    made.take.click()
    assert (taken, words(made)) == ([now], "")


def test_words_kept_are_said_and_what_recording_them_would_do(qtbot):
    made = notices(qtbot)
    made.show_kept(overtaken=False)
    assert "départager" not in words(made)
    made.show_kept(overtaken=True)
    assert "à départager" in words(made)
    made.hide_kept()
    made.say("Refusé : un PDF.", refused=True)
    assert words(made) == "Refusé : un PDF."
