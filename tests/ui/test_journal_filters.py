"""The bar says what is asked and how many there are, and each condition can be taken away by itself."""

from dataclasses import replace

import pytest

from app.core.store.counting import Counts
from app.core.store.filtering import EntryFilter
from app.core.store.rows import BriefRow
from app.ui import theme
from app.ui.journal_filters import Bearings, FilterBar, bearings, conditions, is_on, toggled
from tests.ui.by_name import button
from tests.ui.lines import ZONE, at

SPACE = "7" * 64
EMPTY = EntryFilter(SPACE)


def brief(number: int) -> BriefRow:
    return BriefRow(f"{number:064x}", f"PDS-{number}", number, at(24, 2), at(24, 2), "C. Morvan", True, 1, "", False)


BRIEFS = (brief(11), brief(10))
KNOWN = Bearings(Counts(to_sort=4, unread=1203, mine_due=2), BRIEFS, 7)


@pytest.fixture
def bar(room, qtbot):
    made = FilterBar(room.station)
    qtbot.addWidget(made)
    made.asked = []
    made.filter_wanted.connect(made.asked.append)
    made.resize(900, 120)
    made.show_filter(EMPTY, ZONE)
    made.show_bearings(KNOWN)
    made.show()
    return made


def shown(bar) -> list[str]:
    return [chip.text().strip() for chip in bar.chips.values() if chip.isVisible()]


def test_the_chips_say_how_many_there_are(bar):
    assert shown(bar) == [
        "Depuis le PDS n°\u00a011",
        "Faits marquants",
        "À trier 4",
        "Non lues 1\u202f203",
        "À moi 2",
        "En attente 7",
    ]
    bar.show_bearings(replace(KNOWN, counts=Counts(away=12, contradicted=2), briefs=(), pending=0))
    assert shown(bar) == [
        "Faits marquants",
        "À trier",
        "Non lues",
        "À moi",
        "Arrivées en mon absence 12",
        "Contredites 2",
    ]


def test_beyond_what_is_counted_there_are_more(bar):
    bar.show_bearings(replace(KNOWN, counts=Counts(unread=10_000)))
    assert bar.chips["unread"].text() == "Non lues 10\u202f000+"


@pytest.mark.parametrize(
    "name", ["since_brief", "key_events", "to_sort", "unread", "mine", "away", "contradicted", "pending"]
)
def test_a_chip_asks_and_takes_back(name):
    asked = toggled(EMPTY, name, BRIEFS)
    assert asked != EMPTY
    assert is_on(asked, name, BRIEFS)
    assert toggled(asked, name, BRIEFS) == EMPTY


def test_a_chip_is_pressed_once_its_filter_is_shown(bar):
    bar.chips["unread"].click()
    assert bar.asked == [replace(EMPTY, unread=True)]
    assert not bar.chips["unread"].isChecked()
    bar.show_filter(bar.asked[0], ZONE)
    assert bar.chips["unread"].isChecked()
    assert bar.chips["unread"].text().endswith("✕")
    assert "Appuyer pour le retirer" in bar.chips["unread"].accessibleName()


def test_every_other_condition_is_a_chip_to_take_away(bar, qapp):
    wanted = replace(
        EMPTY,
        query="cuvette",
        since=at(24, 1),
        until=at(24, 2),
        types=("figures", "rumour"),
        triage=("to_decide",),
        priorities=(1, 2),
        sources=("B",),
        credibilities=("3",),
        verifications=("denied",),
        sender="SDIS",
        place="D76",
        since_brief=BRIEFS[1].id,
        unread=True,
    )
    found = conditions(wanted, ZONE, BRIEFS)
    assert len(found) == 11
    bar.show_filter(wanted, ZONE)
    for one in found:
        qapp.processEvents()
        button(bar, f"{one.words}, filtre actif. Appuyer pour le retirer.").click()
        assert bar.asked[-1] == one.without
    qapp.processEvents()
    button(bar, "Effacer tous les filtres").click()
    assert bar.asked[-1] == EMPTY
    words = {one.name: one.words for one in found}
    assert words["place"] == "Seine-Maritime (76)"
    assert words["since_brief"] == "depuis le PDS n°\u00a010"
    assert words["query"] == "«\u00a0cuvette\u00a0»"


def test_clearing_keeps_the_order(bar):
    bar.show_filter(replace(EMPTY, order="recorded", unread=True), ZONE)
    bar.clear()
    assert bar.asked == [replace(EMPTY, order="recorded")]


def test_lines_not_all_read_yet_are_not_counted_as_all(bar):
    bar.show_count(1000, whole=False)
    assert bar.count.text() == "1\u202f000\u00a0entrées et plus"
    bar.show_count(1)
    assert bar.count.text() == "1\u00a0entrée"


def test_what_is_on_the_screen_can_leave_it(bar, qtbot):
    for act, signal in ((bar.print, bar.print_wanted), (bar.export, bar.export_wanted), (bar.panel, bar.panel_wanted)):
        with qtbot.waitSignal(signal):
            act.click()
    bar.show_filter(None, ZONE)
    assert not bar.print.isEnabled()
    assert shown(bar) == []


@pytest.mark.parametrize(("scale", "width"), [(1.0, 1200), (1.0, 640), (1.0, 360), (2.0, 1200), (2.0, 720)])
def test_nothing_is_cut_at_any_width(bar, qapp, scale, width):
    theme.apply(qapp, "light", scale)
    bar.resize(width, 400)
    qapp.processEvents()
    for widget in (*bar.chips.values(), bar.panel, bar.views, bar.print, bar.export):
        if widget.isVisible():
            assert widget.width() >= widget.sizeHint().width(), widget.text()
            assert widget.mapTo(bar, widget.rect().topRight()).x() <= width


def test_the_bearings_are_read_together(room):
    room.record("Feu")
    found = bearings(room.mine.reading, room.space)
    assert (found.counts.to_sort, found.briefs) == (1, ())
    assert found.pending >= 1


def test_the_keyboard_stays_in_the_bar_when_a_condition_is_taken_away(bar, qtbot, qapp):
    bar.activateWindow()
    bar.show_filter(replace(EMPTY, query="cuvette", sender="SDIS"), ZONE)
    qapp.processEvents()
    button(bar, "«\u00a0cuvette\u00a0», filtre actif. Appuyer pour le retirer.").setFocus()
    bar.show_filter(replace(EMPTY, sender="SDIS"), ZONE)
    assert bar.panel.hasFocus()
