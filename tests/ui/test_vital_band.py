"""The vital signs say how old what they show is, and open the page they speak of."""

from app.core.store.reading import Vital
from app.ui.vital_band import VitalBand, VitalSign, signs
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
NOTHING = Vital(0, 0, 0, 0, None, None, None)


def test_the_age_of_the_last_validated_text_is_the_first_sign():
    first = signs(KNOWN, ZONE, NOW, None)[0]
    assert (first.name, first.value) == ("Dernier texte validé", "il y a 42 min")
    assert first.detail == "02:34 · EDL-011 Restez à l’abri"


def test_offline_the_signs_say_at_what_hour_they_were_known():
    names = [sign.name for sign in signs(KNOWN, ZONE, NOW, at(23, 22, 9))]
    assert names[:3] == [
        "Dernier texte validé, connu à 22:09",
        "Dernier point de situation, connu à 22:09",
        "Visas à donner, connu à 22:09",
    ]


def test_what_does_not_exist_yet_is_said_to_be_none():
    shown = signs(NOTHING, ZONE, NOW, None)
    assert [sign.value for sign in shown] == ["aucun", "aucun", "0", "0\u00a0entrée"]


def test_a_sign_opens_its_page(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(KNOWN, CRISIS, NOW, None)
    brief = band.findChildren(VitalSign)[1]
    assert brief.accessibleName() == "Dernier point de situation : arrêté à 03:00"
    with qtbot.waitSignal(band.opened) as opened:
        brief.click()
    assert opened.args == ["briefs"]


def test_without_a_crisis_there_are_no_signs(qtbot):
    band = VitalBand()
    qtbot.addWidget(band)
    band.show_vital(None, None, NOW, None)
    assert not band.isVisible()
