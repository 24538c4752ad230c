"""Writing a figure: what is proposed, what is refused beside its field, and what a correction writes."""

import pytest

from app.ui.figure_editor import NOTHING, FigureEditor, offer
from app.ui.form import line
from tests.ui.figures import count
from tests.ui.lines import NOW, at


@pytest.fixture
def opened(room, qtbot):
    def open_editor(figure=None, after=None):
        reading = room.mine.reading
        held = reading.figure(figure) if figure else None
        before = reading.figure(after) if after else None
        account = reading.account(room.space)
        made = FigureEditor(None, room.station, room.crisis, account, lambda: NOW, held, before)
        qtbot.addWidget(made)
        made.show()
        return made

    return open_editor


def fill(editor, **words):
    for name, text in words.items():
        (editor.value if name == "value" else editor.lines[name]).setText(text)


def test_a_figure_is_written_as_it_was_typed(room, opened, qtbot):
    editor = opened()
    fill(editor, indicator="Foyers sans eau", value="25 233", source="Préfecture 76")
    editor.perimeter.setText("76540")
    editor.cutoff.show_moment(at(24, 2, 50))
    editor.publishable.setChecked(True)
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    figure = room.mine.reading.figure(editor.written)
    assert (figure.value, figure.organisation, figure.territory) == ("25233", "PREF76", "76540")
    assert (figure.cutoff, figure.precision, figure.publishable) == (at(24, 2, 50), "exact", True)


def test_a_day_alone_stands_at_its_end(room, opened, qtbot):
    editor = opened()
    fill(editor, indicator="Décès", value="3", source="SINUS")
    editor.day_only.setChecked(True)
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    figure = room.mine.reading.figure(editor.written)
    assert (figure.precision, figure.cutoff) == ("day", at(24, 23, 59))


@pytest.mark.parametrize(("wrong", "said"), [({"value": "1.500"}, "deux façons"), ({"source": ""}, "source")])
def test_what_is_refused_is_said_beside_its_field(room, opened, qtbot, wrong, said):
    editor = opened()
    fill(editor, **{"indicator": "Décès", "value": "3", "source": "SINUS", **wrong})
    editor.submit()
    qtbot.waitUntil(lambda: said in editor.form.refusal)
    assert room.mine.reading.figures(room.space) == []


def test_an_hour_that_is_missing_is_asked(opened):
    editor = opened()
    fill(editor, indicator="Décès", value="3", source="SINUS")
    editor.cutoff.show_moment(None)
    editor.submit()
    assert "arrêté" in editor.form.refusal


def test_the_next_figure_of_a_source_begins_from_the_former_and_replaces_it(room, opened, qtbot):
    one = count(room.mine, room.space, "Décès", "17", "SINUS", 1, perimeter="Rouen", unit="corps")
    editor = opened(after=one)
    assert editor.lines["source"].text() == "SINUS"
    assert editor.value.text() == ""
    fill(editor, value="21")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    assert room.mine.reading.figure(editor.written).replaces == one


def test_a_figure_may_be_said_to_replace_none(room, opened, qtbot):
    one = count(room.mine, room.space, "Décès", "17", "SINUS", 1)
    editor = opened(after=one)
    editor.replaces.setCurrentIndex(editor.replaces.findData(NOTHING))
    fill(editor, value="21")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    assert room.mine.reading.figure(editor.written).row.alone


def test_a_correction_writes_only_what_changed_with_its_reason(room, opened, qtbot):
    one = count(room.mine, room.space, "Décès", "1,1250", "SINUS", precision="day", perimeter="Rouen")
    editor = opened(figure=one)
    editor.submit()
    assert "rien n’a été changé" in editor.form.refusal
    fill(editor, value="19")
    editor.submit()
    qtbot.waitUntil(lambda: "motif" in editor.form.refusal)
    editor.reason.setText("recompte")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    assert [(each.field, each.new, each.reason) for each in room.mine.reading.figure(one).amendments] == [
        ("value", "19", "recompte")
    ]


def test_words_are_proposed_once_whatever_their_spelling(qtbot):
    made = line("Indicateur")
    qtbot.addWidget(made)
    offer(made, ["Décès", "décès", "Blessés", ""])
    model = made.completer().model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Décès", "Blessés"]
