"""The vital signs say how old what they show is, and open the page they speak of."""

import pytest

from app.core.store.counting import Counts
from app.core.store.reading import Vital
from app.ui import theme
from app.ui.vital_band import TO_SORT, VitalBand, VitalSign, signs
from tests.ui.lines import CRISIS, NOW, ZONE, at

KNOWN = Vital(
    entries=38,
    key_events=5,
    visas_mine=2,
    conflicts=0,
    last_entry_at=at(24, 3, 15),
    last_validated=("EDL-011", "Restez à l’abri", at(24, 2, 34)),
    last_brief=("PDS-011", at(24, 3, 0)),
)
WAITING = Counts(to_sort=4, oldest_to_sort=at(24, 2, 51))
NOTHING = Vital(0, 0, 0, 0, None, None, None)


def test_the_age_of_the_last_validated_text_is_the_first_sign():
    first = signs(KNOWN, WAITING, ZONE, NOW, None)[0]
    assert (first.name, first.value) == ("Dernier texte validé", "il y a 42 min")
    assert first.detail == "02:34 · EDL-011 Restez à l’abri"


def test_offline_the_signs_say_at_what_hour_they_were_known():
    names = [sign.name for sign in signs(KNOWN, WAITING, ZONE, NOW, at(23, 22, 9))]
    assert names == [
        "Dernier texte validé, connu à 22:09",
        "Dernier point de situation, connu à 22:09",
        "Visas à donner, connus à 22:09",
        "Entrées à trier, connues à 22:09",
    ]


def test_what_does_not_exist_yet_is_said_to_be_none():
    shown = signs(NOTHING, Counts(), ZONE, NOW, None)
    assert [sign.value for sign in shown] == ["aucun", "aucun", "0", "0"]
    assert (shown[3].detail, shown[3].alarm) == ("aucune n’attend", False)


def test_what_waits_for_triage_is_counted_with_the_age_of_the_oldest():
    last = signs(KNOWN, WAITING, ZONE, NOW, None)[3]
    assert (last.name, last.value) == ("Entrées à trier", "4")
    assert (last.detail, last.alarm) == ("la plus ancienne attend depuis 25 min", False)
    alone = signs(KNOWN, Counts(to_sort=1, oldest_to_sort=at(24, 0, 10)), ZONE, NOW, None)[3]
    assert alone.detail == "elle attend depuis 3 h 06"


def test_a_priority_1_that_waits_is_an_alarm_in_words_and_shape_too(qtbot):
    urgent = Counts(to_sort=4, oldest_to_sort=at(24, 2, 51), urgent_to_sort=1)
    last = signs(KNOWN, urgent, ZONE, NOW, None)[3]
    assert (last.detail, last.alarm) == ("1 P1 · la plus ancienne attend depuis 25 min", True)
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(KNOWN, urgent, CRISIS, NOW, None)
    assert band.findChildren(VitalSign)[3].accessibleName() == "Entrées à trier : 4, alerte"


@pytest.mark.parametrize("urgent", [0, 1])
def test_the_alarm_bar_is_painted_for_an_alarm_alone(qtbot, urgent):
    sign = VitalSign(last=True)
    qtbot.addWidget(sign)
    counts = Counts(to_sort=4, oldest_to_sort=at(24, 2, 51), urgent_to_sort=urgent)
    sign.show_sign(signs(KNOWN, counts, ZONE, NOW, None)[3])
    sign.resize(sign.sizeHint())
    painted = sign.grab().toImage().pixelColor(1, 10)
    assert (painted == theme.current().alarm) == bool(urgent)


def test_the_fourth_sign_opens_what_waits_for_triage(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(KNOWN, WAITING, CRISIS, NOW, None)
    with qtbot.waitSignal(band.opened) as opened:
        band.findChildren(VitalSign)[3].click()
    assert opened.args == ["journal", TO_SORT]


def test_a_sign_opens_its_page(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(KNOWN, WAITING, CRISIS, NOW, None)
    brief = band.findChildren(VitalSign)[1]
    assert brief.accessibleName() == "Dernier point de situation : arrêté à 03:00"
    with qtbot.waitSignal(band.opened) as opened:
        brief.click()
    assert opened.args == ["briefs", ""]


def test_without_a_crisis_there_are_no_signs(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(None, None, None, NOW, None)
    assert not band.isVisible()
