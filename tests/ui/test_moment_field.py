"""An hour and its day are read as a loggist writes them, and said back in words."""

from datetime import date

import pytest

from app.core.errors import Refused
from app.ui.moment_field import MomentField, read_day
from tests.ui.by_name import button
from tests.ui.lines import NOW, ZONE, at


@pytest.fixture
def field(qtbot):
    made = MomentField("Heure du fait", lambda: NOW, ZONE)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("hour", "day", "expected"),
    [
        ("02:48", "", at(24, 2, 48)),
        ("2 h 48", "", at(24, 2, 48)),
        ("23:50", "", at(23, 23, 50)),
        ("23:50", "22/09", at(22, 23, 50)),
        ("23:50", "22/09/2026", at(22, 23, 50)),
        ("02:41", "2026-09-20", at(20, 2, 41)),
        ("02:41", "hier", at(23, 2, 41)),
        ("", "", None),
    ],
)
def test_an_hour_is_the_nearest_past_one_or_that_of_its_day(field, hour, day, expected):
    field.hour.setText(hour)
    field.day.setText(day)
    assert field.at("occurred_at") == expected


@pytest.mark.parametrize(("hour", "day"), [("tout à l’heure", ""), ("02:48", "31/02"), ("", "24/09"), ("25:00", "")])
def test_what_is_no_hour_is_refused_by_name(field, hour, day):
    field.hour.setText(hour)
    field.day.setText(day)
    with pytest.raises(Refused) as refused:
        field.at("occurred_at")
    assert refused.value.field == "occurred_at"
    assert field.said.text() == "heure incomprise"


def test_the_hour_is_said_back_with_its_day_and_how_long_ago(field):
    field.hour.setText("02:48")
    assert field.said.text() == "jeudi 24 septembre 2026, il y a 28 min"
    field.hour.setText("vers 02:48")
    assert field.said.text() == "environ, jeudi 24 septembre 2026, il y a 28 min"
    assert field.about


def test_a_moment_that_nobody_touched_keeps_its_seconds(field):
    field.show_moment(at(24, 2, 48) + 31_415)
    assert field.at("occurred_at") == at(24, 2, 48) + 31_415
    field.hour.setText("02:49")
    assert field.at("occurred_at") == at(24, 2, 49)
    field.hour.setText("02:48")
    assert field.at("occurred_at") == at(24, 2, 48) + 31_415


def test_now_is_one_key_away(field):
    button(field, "Heure du fait : maintenant").click()
    assert (field.hour.text(), field.day.text()) == ("03:16", "24/09/2026")
    assert field.at("occurred_at") == NOW


def test_an_hour_that_happens_twice_is_said_with_its_offset(qtbot):
    made = MomentField("Heure du fait", lambda: NOW + 40 * 24 * 3600 * 1000, ZONE)
    qtbot.addWidget(made)
    made.hour.setText("02:30")
    made.day.setText("25/10/2026")
    assert made.said.text().endswith("(UTC+02:00)")


def test_a_day_alone_is_read_too():
    assert read_day("23/09", NOW, ZONE) == date(2026, 9, 23)
    assert read_day(" ", NOW, ZONE) is None
    with pytest.raises(Refused):
        read_day("demain peut-être", NOW, ZONE)


def test_what_is_typed_may_be_read_as_an_hour_to_come_and_of_another_zone(qtbot):
    asked = []

    def read(hour, day, now, zone):
        asked.append((hour, day, zone))
        return at(25, 8), False

    planned = MomentField("Début", lambda: NOW, ZONE, read)
    qtbot.addWidget(planned)
    planned.hour.setText("08:00")
    assert planned.at("starts") == at(25, 8)
    planned.show_zone("Indian/Reunion")
    assert asked[-1] == ("08:00", "", "Indian/Reunion")
