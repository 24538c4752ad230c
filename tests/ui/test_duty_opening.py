"""A slot is said in words, and an hour to come is typed as people say it."""

import pytest

from app.core.errors import Refused
from app.ui.duty_opening import label, open_duty, planned
from tests.ui.duties import at, gap_on_thursday
from tests.ui.lines import NOW, ZONE


def test_a_slot_is_said_whole_with_the_name_the_directory_has(room):
    first, _ = gap_on_thursday(room.mine)
    opened = open_duty(room.mine.reading, first)
    assert opened.words == "Santé, DICOM : Florence Delmas, du lun. 21 à 08:00 au jeu. 24 à 19:00"
    assert opened.said("holder")(opened.duty.holder) == "Florence Delmas"
    assert label("last") == "fin de l’astreinte"


@pytest.mark.parametrize(
    ("hour", "day", "meant"),
    [
        ("08:00", "", at(24, 8)),
        ("02:00", "", at(25, 2)),
        ("08:00", "demain", at(25, 8)),
        ("8h30", "lundi", at(28, 8, 30)),
        ("08:00", "28/09", at(28, 8)),
        ("08:00", "21/09/2026", at(21, 8)),
        ("0830", "auj.", at(24, 8, 30)),
        ("0200", "", at(25, 2)),
        ("", "", None),
    ],
)
def test_an_hour_alone_is_the_next_one(hour, day, meant):
    assert planned(hour, day, NOW, ZONE) == (meant, False)


@pytest.mark.parametrize(("hour", "day"), [("", "demain"), ("25:00", ""), ("08:00", "un jour"), ("huit", "")])
def test_what_is_no_hour_is_refused(hour, day):
    with pytest.raises(Refused):
        planned(hour, day, NOW, ZONE)
