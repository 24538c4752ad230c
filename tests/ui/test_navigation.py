"""The pages, by word, shape and count."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.ui.navigation import Navigation, Place, short

PLACES = (
    Place("journal", "Main courante", "journal"),
    Place("messages", "Messages", "messages", "2 à viser", "en_visa"),
    Place("conflicts", "Conflits", "deux_valeurs", "1\u00a0valeur"),
)


@pytest.fixture
def navigation(qtbot):
    made = Navigation()
    qtbot.addWidget(made)
    made.show_places(PLACES, "journal")
    made.show()
    return made


def test_the_model_keeps_qt_s_rules(navigation, qtmodeltester: ModelTester):
    qtmodeltester.check(navigation.places, force_py=False)


def test_the_count_is_said_with_its_word(navigation):
    index = navigation.places.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Messages, 2 à viser"


def test_the_arrow_keys_open_pages(navigation, qtbot):
    with qtbot.waitSignal(navigation.opened) as opened:
        qtbot.keyClick(navigation, Qt.Key.Key_Down)
    assert opened.args == ["messages"]


def test_marking_the_page_on_screen_opens_nothing(navigation, qtbot):
    with qtbot.assertNotEmitted(navigation.opened):
        navigation.show_page("conflicts")
    assert navigation.currentIndex().row() == 2


def test_a_narrow_window_keeps_shapes_and_counts_and_their_words_for_a_screen_reader(navigation):
    wide = navigation.width()
    navigation.be_narrow(True)
    assert navigation.width() < wide
    assert navigation.places.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Messages, 2 à viser"


def test_a_page_that_empties_leaves_the_list(navigation):
    navigation.show_places(PLACES[:2], "journal")
    assert navigation.places.rowCount() == 2


def test_a_count_has_the_shape_of_its_state_before_it(navigation):
    plain, signed = Navigation(), navigation
    plain.show_places((PLACES[0], Place("messages", "Messages", "messages", "2 à viser")), "journal")
    signed.show_places(PLACES[:2], "journal")
    for one in (plain, signed):
        one.be_narrow(False)
        one.resize(184, 200)
    assert plain.grab().toImage() != signed.grab().toImage()


def test_a_figure_is_never_cut_in_two():
    said = [short(count, 99) for count in ("", "7\u00a0à trier", "99\u00a0à trier", "5\u202f022\u00a0à trier")]
    assert said == ["", "7", "99", "99+"]
    assert short("5\u202f022\u00a0à trier", 9999) == "5\u202f022"


def test_a_count_keeps_its_words_where_there_is_room_and_its_figure_elsewhere(navigation):
    counts = (Place("m", "Messages", "messages", "2\u00a0en retard", "priority_1", "alarm"),)
    navigation.show_places(counts, "m")
    navigation.be_narrow(False)
    wide = navigation.grab().toImage()
    navigation.show_places((Place("m", "Messages", "messages", "2", "priority_1", "alarm"),), "m")
    assert navigation.grab().toImage() != wide
    long = "Un nom de page qui prend toute la place"
    navigation.show_places((Place("m", long, "messages", "2\u00a0en retard", "priority_1"),), "m")
    figures = navigation.grab().toImage()
    navigation.show_places((Place("m", long, "messages", "2", "priority_1"),), "m")
    assert navigation.grab().toImage() == figures


def test_a_count_has_the_colour_of_its_gravity(navigation):
    navigation.show_places((Place("m", "Messages", "messages", "2", "priority_1", "alarm"),), "")
    alarm = navigation.grab().toImage()
    navigation.show_places((Place("m", "Messages", "messages", "2", "priority_1"),), "")
    assert navigation.grab().toImage() != alarm
