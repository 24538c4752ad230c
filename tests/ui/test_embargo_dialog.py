"""An embargo says what it entails as it is typed; only the authority lifts it; a person confirms where no clock can."""

import pytest

from app.core.message_commands import Embargo
from app.ui.embargo_dialog import EmbargoDialog, LiftDialog, OverDialog, told
from tests.ui.lines import NOW, ZONE

HOUR = 3_600_000


@pytest.fixture
def message(cell):
    id = cell.submitted()
    for one in (cell.health, cell.head, cell.authority):
        cell.sign(one, id)
    return id


def dialog(cell, qtbot, kind, of, message):
    made = kind(None, cell.station(of), cell.crisis(of), of.reading.message(message))
    qtbot.addWidget(made)
    return made


def test_an_hour_is_said_with_its_day_its_zone_and_how_far_it_is(cell, qtbot, message):
    asked = dialog(cell, qtbot, EmbargoDialog, cell.head, message)
    asked.until.setText("04:00")
    words = "Rien ne part avant jeudi 24 septembre 2026 à 04:00, heure de Paris, dans 4"
    assert asked.said.text().startswith(words)
    asked.reason.setText("familles informées")
    with qtbot.waitSignal(asked.accepted):
        asked.submit()
    cell.spread(cell.head)
    found = cell.authority.reading.message(message)
    assert found.state == "embargoed"
    (embargo,) = found.embargoes
    assert (embargo.zone, embargo.reason, embargo.until % HOUR) == (ZONE, "familles informées", 0)


def test_an_event_has_no_hour_and_only_the_authority_ends_it(cell, qtbot, message):
    asked = dialog(cell, qtbot, EmbargoDialog, cell.head, message)
    asked.kind.choose("event")
    assert not asked.form.box("until").isVisibleTo(asked)
    asked.reason.setText("familles informées")
    assert asked.said.text() == "Rien ne part avant : familles informées."
    with qtbot.waitSignal(asked.accepted):
        asked.submit()
    assert cell.head.reading.message(message).embargoes[0].until is None


def test_another_zone_is_typed_and_the_hour_of_the_crisis_is_said_beside_it(cell, qtbot, message):
    asked = dialog(cell, qtbot, EmbargoDialog, cell.head, message)
    asked.zone.setCurrentIndex(asked.zone.count() - 1)
    assert asked.form.box("other").isVisibleTo(asked)
    asked.until.setText("06:00")
    asked.reason.setText("accord de la préfète")
    asked.submit()
    assert "fuseau" in asked.form.refusal
    asked.other.setText("Indian/Atlantis")
    asked.submit()
    assert "Fuseau horaire inconnu" in asked.form.refusal
    asked.other.setText("Indian/Reunion")
    assert "06:00, heure de La Réunion (04:00, heure de Paris)" in asked.said.text()
    with qtbot.waitSignal(asked.accepted):
        asked.submit()
    assert cell.head.reading.message(message).embargoes[0].zone == "Indian/Reunion"


@pytest.mark.parametrize(
    ("until", "reason", "refusal"),
    [("", "x", "écrivez l’heure"), ("tantôt", "x", "incomprise"), ("2020-01-01 04:00", "x", "passé")],
)
def test_what_is_no_hour_to_come_is_refused_beside_it(cell, qtbot, message, until, reason, refusal):
    asked = dialog(cell, qtbot, EmbargoDialog, cell.head, message)
    asked.until.setText(until)
    asked.reason.setText(reason)
    asked.submit()
    assert refusal in asked.form.refusal


def test_the_reason_is_asked(cell, qtbot, message):
    asked = dialog(cell, qtbot, EmbargoDialog, cell.head, message)
    asked.until.setText("04:00")
    asked.submit()
    qtbot.waitUntil(lambda: "raison" in asked.form.refusal)


def embargoed(cell, message, until=None):
    cell.head.desk.do(Embargo(message, until, ZONE, "familles informées"))
    cell.spread(cell.head)


def test_the_authority_lifts_with_a_reason(cell, qtbot, message):
    embargoed(cell, message)
    asked = dialog(cell, qtbot, LiftDialog, cell.authority, message)
    asked.submit()
    qtbot.waitUntil(lambda: "Motivez" in asked.form.refusal)
    asked.reason.setPlainText("Familles informées à 03:40 par la préfète")
    with qtbot.waitSignal(asked.accepted):
        asked.submit()
    assert cell.authority.reading.message(message).state == "validated"


def test_nobody_else_lifts(cell, qtbot, message):
    embargoed(cell, message)
    asked = dialog(cell, qtbot, LiftDialog, cell.head, message)
    asked.reason.setPlainText("on est pressés")
    asked.submit()
    qtbot.waitUntil(lambda: "DIR" in asked.form.refusal)


def test_before_the_hour_nobody_s_word_is_taken(cell, qtbot, message):
    embargoed(cell, message, NOW + HOUR)
    asked = dialog(cell, qtbot, OverDialog, cell.head, message)
    asked.submit()
    qtbot.waitUntil(lambda: "n'est pas passée" in asked.form.refusal)


def test_an_hour_that_clocks_show_twice_is_told_with_its_offset():
    autumn = 1_792_889_400_000  # 25 October 2026, 02:50 in Paris, for the first time
    assert "02:50 (UTC+02:00), heure de Paris" in told(autumn, ZONE, ZONE)
