"""The vital signs say how old what they show is, and open the page they speak of."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetrics

from app.core.pace import Pace
from app.core.rhythm import Rhythm
from app.core.store.counting import Counts
from app.core.store.reading import Vital
from app.core.store.rows import Waiting
from app.ui import theme
from app.ui.vital_band import AIR, GAP, TO_SORT, VitalBand, VitalSign, brief_sign, signs
from tests.ui.lines import CRISIS, NOW, ZONE, at

KNOWN = Vital(
    entries=38,
    key_events=5,
    visas_mine=2,
    conflicts=0,
    last_entry_at=at(24, 3, 15),
    last_said=("EDL-011 v3", "AFP et réseaux", at(24, 2, 34)),
    promised=("CP-007", at(24, 4)),
    overdue=(),
    last_brief=("PDS-011", at(24, 3, 0)),
)
WAITING = Counts(to_sort=4, oldest_to_sort=at(24, 2, 51))
NOTHING = Vital(0, 0, 0, 0, None, None, None, (), None)

PACE = Pace(CRISIS.id, Rhythm(4), ZONE, since=at(23, 21), last=at(24, 0))


def late(label: str, due: int) -> Waiting:
    return Waiting("ministries", label, "", True, due, False)


def test_the_age_of_the_last_public_statement_is_the_first_sign():
    first = signs(KNOWN, WAITING, CRISIS, NOW, None)[0]
    assert (first.name, first.value) == ("Dernière parole publique", "il y a 42 min")
    assert (first.detail, first.page, first.alarm) == ("02:34 · EDL-011 v3, AFP et réseaux", "board", False)


def test_before_any_statement_the_first_one_is_due_an_hour_after_the_opening():
    opened = replace(CRISIS, opened_at=at(24, 3, 4))
    first = signs(NOTHING, WAITING, opened, NOW, None)[0]
    assert (first.name, first.value) == ("Première parole publique", "dans 48 min")
    assert (first.detail, first.alarm) == ("avant 04:04 · aucune encore", False)
    missed = signs(NOTHING, WAITING, replace(CRISIS, opened_at=at(24, 2, 12)), NOW, None)[0]
    assert (missed.value, missed.alarm) == ("en retard de 4 min", True)
    closed = signs(NOTHING, WAITING, replace(CRISIS, open=False), NOW, None)[0]
    assert (closed.value, closed.alarm) == ("aucune", False)


def test_the_next_promise_counts_down_then_is_an_alarm():
    second = signs(KNOWN, WAITING, CRISIS, NOW, None)[1]
    assert (second.name, second.value, second.detail) == ("Prochain point promis", "à 04:00", "dans 44 min · CP-007")
    missed = signs(replace(KNOWN, promised=("CP-007", at(24, 3))), WAITING, CRISIS, NOW, None)[1]
    assert (missed.value, missed.detail, missed.alarm) == ("à 03:00", "en retard de 16 min · CP-007", True)
    other_day = signs(replace(KNOWN, promised=("CP-007", at(25, 18))), WAITING, CRISIS, NOW, None)[1]
    assert other_day.value == "à ven. 25 18:00"


def test_late_visas_are_named_with_their_delay_and_are_an_alarm():
    vital = replace(KNOWN, overdue=(late("Économie", at(24, 3, 10)), late("Santé", at(24, 3, 12))))
    third = signs(vital, WAITING, CRISIS, NOW, None)[2]
    assert (third.name, third.value, third.alarm) == ("Visas en retard", "2", True)
    assert third.detail == "Économie +6 min · Santé +4 min"


def test_when_no_visa_is_late_mine_are_counted():
    third = signs(KNOWN, WAITING, CRISIS, NOW, None)[2]
    assert (third.name, third.value, third.detail) == ("Visas à donner", "2", "textes vous attendent")
    assert third.alarm is False


def test_offline_the_signs_say_at_what_hour_they_were_known():
    names = [sign.name for sign in signs(KNOWN, WAITING, CRISIS, NOW, at(23, 22, 9))]
    assert names == [
        "Dernière parole publique, connue à 22:09",
        "Prochain point promis, connu à 22:09",
        "Visas à donner, connus à 22:09",
        "Entrées à trier, connues à 22:09",
    ]


def test_what_does_not_exist_yet_is_said_to_be_none():
    shown = signs(NOTHING, Counts(), replace(CRISIS, opened_at=NOW), NOW, None)
    assert [sign.value for sign in shown] == ["dans 1 h 00", "aucun", "0", "0"]
    assert (shown[3].detail, shown[3].alarm) == ("aucune n’attend", False)


def test_what_waits_for_triage_is_counted_with_the_age_of_the_oldest():
    last = signs(KNOWN, WAITING, CRISIS, NOW, None)[3]
    assert (last.name, last.value) == ("Entrées à trier", "4")
    assert (last.detail, last.alarm) == ("la plus ancienne attend depuis 25 min", False)
    alone = signs(KNOWN, Counts(to_sort=1, oldest_to_sort=at(24, 0, 10)), CRISIS, NOW, None)[3]
    assert alone.detail == "elle attend depuis 3 h 06"


def test_a_priority_1_that_waits_is_an_alarm_in_words_and_shape_too(qtbot):
    urgent = Counts(to_sort=4, oldest_to_sort=at(24, 2, 51), urgent_to_sort=1)
    last = signs(KNOWN, urgent, CRISIS, NOW, None)[3]
    assert (last.detail, last.alarm) == ("1 P1 · la plus ancienne attend depuis 25 min", True)
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(KNOWN, urgent, CRISIS, NOW, None)
    assert band.findChildren(VitalSign)[-1].accessibleName() == "Entrées à trier : 4, alerte"


@pytest.mark.parametrize("urgent", [0, 1])
def test_the_alarm_bar_is_painted_for_an_alarm_alone(qtbot, urgent):
    sign = VitalSign()
    qtbot.addWidget(sign)
    counts = Counts(to_sort=4, oldest_to_sort=at(24, 2, 51), urgent_to_sort=urgent)
    sign.show_sign(signs(KNOWN, counts, CRISIS, NOW, None)[3])
    sign.resize(sign.sizeHint())
    painted = sign.grab().toImage().pixelColor(1, 10)
    assert (painted == theme.current().alarm) == bool(urgent)


def test_the_fourth_sign_opens_what_waits_for_triage(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(KNOWN, WAITING, CRISIS, NOW, None)
    with qtbot.waitSignal(band.opened) as opened:
        band.findChildren(VitalSign)[-1].click()
    assert opened.args == ["journal", TO_SORT]


def test_a_sign_opens_its_page(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(KNOWN, WAITING, CRISIS, NOW, None)
    said = band.findChildren(VitalSign)[0]
    assert said.accessibleName() == "Dernière parole publique : il y a 42 min"
    with qtbot.waitSignal(band.opened) as opened:
        said.click()
    assert opened.args == ["board", ""]


def test_the_next_brief_counts_down_then_is_an_alarm():
    sign = brief_sign(PACE, NOW)
    assert (sign.name, sign.value, sign.detail) == ("Prochain point de situation", "à 04:00", "dans 44 min")
    assert (sign.page, sign.alarm) == ("briefs", False)
    late = brief_sign(PACE, at(24, 4, 12))
    assert (late.value, late.detail, late.alarm) == ("à 04:00", "attendu depuis 12 min", True)


def test_the_brief_has_a_sign_where_the_crisis_keeps_a_rhythm_between_the_promise_and_the_visas(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show()
    band.show_vital(KNOWN, WAITING, CRISIS, NOW, None)
    assert not band.brief.isVisible()
    band.show_vital(KNOWN, WAITING, CRISIS, at(24, 4, 12), at(23, 22), PACE)
    assert band.brief.isVisible()
    assert band.brief.accessibleName() == "Prochain point de situation : à 04:00, alerte"
    assert band.brief.accessibleDescription() == "attendu depuis 12 min"
    in_sight = band.findChildren(VitalSign)
    assert in_sight.index(band.brief) == 2
    shown, order = band.findChildren(VitalSign)[0], []
    for _ in range(5):
        order.append(shown)
        shown = shown.nextInFocusChain()
    assert order == in_sight
    with qtbot.waitSignal(band.opened) as opened:
        band.brief.click()
    assert opened.args == ["briefs", ""]


def test_with_larger_text_the_signs_take_a_second_row_and_no_countdown_is_cut(qtbot, qapp):
    band = VitalBand()
    qtbot.addWidget(band)
    band.resize(1366, 52)
    band.show()
    crisis, now = replace(CRISIS, opened_at=at(24, 1, 12)), at(24, 4, 12)
    vital = replace(KNOWN, last_said=None, promised=("CP-007", at(24, 3)))
    band.show_vital(vital, WAITING, crisis, now, None, PACE)
    shown = band.findChildren(VitalSign)
    qtbot.waitUntil(lambda: len({sign.y() for sign in shown}) == 1)
    theme.apply(qapp, "light", 2.0)
    qtbot.waitUntil(lambda: {sign.y() for sign in shown} == {0, shown[0].sizeHint().height()})
    assert band.height() >= 2 * shown[0].sizeHint().height()
    value, small = QFontMetrics(theme.font("vital")), QFontMetrics(theme.font("small"))
    said, promised, *_ = signs(vital, WAITING, crisis, now, None)
    counted = promised.detail.split(" · ")[0]
    mark = theme.size(12) + GAP  # of the alarm
    assert AIR + mark + value.horizontalAdvance(said.value) + GAP <= shown[0].width()
    words = value.horizontalAdvance(promised.value) + GAP + small.horizontalAdvance(f"{counted}…")
    assert AIR + mark + words + GAP <= shown[1].width()


def test_without_a_crisis_there_are_no_signs(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(None, None, None, NOW, None)
    assert not band.isVisible()
