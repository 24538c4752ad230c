"""An embargo counts down while it is in sight, and says who may lift it."""

from dataclasses import replace

from app.core.message_commands import Embargo, LiftEmbargo
from app.core.situation import ServerTime
from app.core.times import MINUTE
from app.ui import embargo_band
from app.ui.embargo_band import EmbargoBand
from tests.core.newsroom import meet
from tests.ui.by_name import words
from tests.ui.lines import NOW

PARIS = "Europe/Paris"


def band_of(cell, qtbot, until, zone=PARIS):
    message = cell.submitted()
    meet(cell.head)
    cell.do(cell.head, Embargo(message, until, zone, "familles informées"))
    band = EmbargoBand()
    qtbot.addWidget(band)
    band.show_message(cell.head.reading.message(message), PARIS)
    return band, message


def test_the_hour_its_zone_its_reason_and_who_may_lift_it_are_said(cell, qtbot):
    band, _ = band_of(cell, qtbot, NOW + 44 * MINUTE)
    assert "Embargo jusqu’à 04:00, Paris" in words(band)
    assert "Familles informées" in words(band)
    assert "Levée : décision nommée du DIR" in words(band)
    assert band.left.text() in ("−00:44:00", "−00:43:59")


def test_it_counts_only_while_it_is_seen(cell, qtbot):
    band, _ = band_of(cell, qtbot, NOW + 44 * MINUTE)
    band.show()
    assert band.ticking
    band.hide()
    assert not band.ticking


def test_without_an_hour_there_is_no_countdown(cell, qtbot):
    band, _ = band_of(cell, qtbot, None)
    band.show()
    assert "Embargo jusqu’à décision" in words(band)
    assert not band.left.isVisibleTo(band)
    assert not band.ticking


def test_at_its_hour_it_asks_to_be_read_again(cell, qtbot):
    band, message = band_of(cell, qtbot, NOW + MINUTE)
    read = cell.head.reading.message(message)
    almost = replace(read.situation, time=ServerTime(NOW + MINUTE - 1, True))
    with qtbot.waitSignal(band.over):
        band.show()
        band.show_message(replace(read, situation=almost), PARIS)


def test_a_decision_that_lifted_it_is_told_with_its_author(cell, qtbot):
    band, message = band_of(cell, qtbot, None)
    cell.do(cell.authority, LiftEmbargo(message, "familles prévenues à 03:10"))
    read = cell.head.reading.message(message)
    band.show_message(read, PARIS)
    assert band.isHidden()
    told = embargo_band.lifted(read, NOW, PARIS)
    qtbot.addWidget(told)
    assert words(told) == "Embargo levé par H. Brunel (DIR), 03:16 : familles prévenues à 03:10"


def test_a_clock_nobody_can_vouch_for_calls_for_a_person(cell, qtbot):
    _, message = band_of(cell, qtbot, NOW + 44 * MINUTE)
    embargo = cell.head.reading.message(message).embargoes[0]
    assert "le CCOM ou le DIR confirme" in embargo_band.rule(embargo, ServerTime(NOW, False), False)
    assert "semble passée" in embargo_band.rule(embargo, ServerTime(NOW, False), True)


def test_what_is_left_is_said_in_days_beyond_two():
    assert embargo_band.lasting(43 * MINUTE + 56_000) == "00:43:56"
    assert embargo_band.lasting(74 * 60 * MINUTE) == "3 j 02:00:00"
