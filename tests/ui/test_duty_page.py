"""« Qui est d’astreinte maintenant ? » is answered first; the week says below where nobody is."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from app.sync.state import ExchangeState
from app.ui import theme
from app.ui.duty_page import DutyPage
from tests.ui.by_name import button, words
from tests.ui.duties import at, duty, gap_on_thursday, somebody
from tests.ui.lines import NOW


@pytest.fixture
def page(room, qtbot):
    made = DutyPage(room.station, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1236, 645)
    made.show_crisis(room.crisis)
    made.show()
    return made


def named(page):
    return [card.name for card in page.cards.items]


def test_without_any_slot_it_says_how_to_write_one(page, qtbot):
    qtbot.waitUntil(lambda: "Aucune astreinte n’est écrite sur ce poste" in words(page))
    assert button(page, "Nouvelle astreinte…").isEnabled()
    assert not button(page, "Pourvoir une lacune…").isEnabled()


def test_it_answers_first_and_names_what_is_not_covered(room, page, qtbot):
    gap_on_thursday(room.mine)
    qtbot.waitUntil(lambda: named(page) == ["Florence Delmas"])
    assert page.cards.items[0].number == "01 99 00 33 15"
    assert page.week.items[0].warning[1] == "2 lacunes, jeu. 19:00 et lun."
    assert "Semaine du 24 au 30 septembre" in words(page)
    assert "lacune 2" in page.legend.accessibleDescription()
    assert page.hour.accessibleName() == "Heure : jeudi 24 septembre, 03:16, heure de Paris · répond hors ligne"


def test_one_line_of_typing_asks_for_another_hour(room, page, qtbot):
    gap_on_thursday(room.mine)
    duty(room.mine, at(20), at(30), organisation="AGRI")
    page.filter.setText("santé demain 8h")
    qtbot.waitUntil(lambda: named(page) == ["Jean Marchal"])
    assert page.title.text() == "Qui est d’astreinte demain à 08:00 ?"
    assert "Semaine du 25 septembre au 1er octobre" in words(page)


def test_offline_it_answers_all_the_same_and_says_since_when(room, page, qtbot):
    gap_on_thursday(room.mine)
    room.background.tell_exchange(ExchangeState(False, NOW, at(23, 22, 16), None))
    qtbot.waitUntil(lambda: "hors ligne, reçu hier à 22:16" in page.hour.accessibleName())
    qtbot.waitUntil(lambda: named(page) == ["Florence Delmas"])


def test_the_weeks_are_turned_and_one_comes_back(room, page, qtbot):
    gap_on_thursday(room.mine)
    qtbot.waitUntil(lambda: bool(page.cards.items))
    button(page, "Semaine suivante").click()
    qtbot.waitUntil(lambda: "Semaine du 1er au 7 octobre" in words(page))
    assert named(page) == ["Florence Delmas"]  # now is still now
    button(page, "Revenir à aujourd’hui").click()
    qtbot.waitUntil(lambda: "Semaine du 24 au 30 septembre" in words(page))


def test_a_private_number_is_shown_on_demand_and_hidden_when_one_leaves(room, page, qtbot):
    room.office.open_private()
    who = somebody(room.mine, "Sophie Poulain", private="06 39 98 12 41")
    duty(room.mine, at(22), at(26), holder=who)
    qtbot.waitUntil(lambda: [card.number for card in page.cards.items] == ["06 39 98 •• 41"])
    page.cards.show_wanted.emit(page.cards.items[0].id)
    qtbot.waitUntil(lambda: page.cards.items[0].number == "06 39 98 12 41")
    page.hide()
    assert page.cards.items[0].number == "06 39 98 •• 41"


def test_enter_opens_the_contact_and_a_number_goes_to_the_clipboard(room, page, qtbot):
    gap_on_thursday(room.mine)
    qtbot.waitUntil(lambda: bool(page.cards.items))
    with qtbot.waitSignal(page.contact_wanted) as wanted:
        page.cards.wanted.emit(page.cards.items[0].id)
    assert wanted.args == [page.cards.items[0].contact]
    page.cards.copied.emit("01 99 00 33 15")
    assert QGuiApplication.clipboard().text() == "01 99 00 33 15"
    assert "Copié : 01 99 00 33 15" in words(page)


def test_a_line_that_is_asked_for_is_the_one_the_keyboard_is_on(room, page, qtbot):
    gap_on_thursday(room.mine)
    duty(room.mine, at(20), at(30), organisation="AGRI")
    qtbot.waitUntil(lambda: len(page.cards.items) == 2)
    wanted = next(card.id for card in page.cards.items if card.head == "Santé")
    page.show_record(wanted)
    qtbot.waitUntil(lambda: page.cards.current_id == wanted and page.week.current_id == wanted)


def test_a_notice_leads_to_the_slot_it_tells_of(room, page, qtbot):
    _, second = gap_on_thursday(room.mine)
    page.show_record(second)
    qtbot.waitUntil(lambda: page.week.span is not None and page.week.span.slots[:1] != ())
    qtbot.waitUntil(lambda: page.week.span.slots[0].id == second)


def test_with_text_twice_as_large_the_legend_goes_below_the_week(page, qapp, qtbot):
    def place(part):
        return part.mapTo(page, part.rect().topLeft()).y()

    theme.apply(qapp, "light", 2.0)
    qtbot.waitUntil(lambda: place(page.legend) > place(page.week))


def test_the_foot_tells_an_observer_that_private_numbers_do_not_come_here(room, qtbot):
    made = DutyPage(replace(room.station, role="OBS"), lambda: NOW)
    qtbot.addWidget(made)
    assert "ne sont pas reçus par ce poste" in made.about_private.text()
