"""« astreinte santé » typed anywhere is answered before anything else is found."""

from app.ui import duty_goals
from app.ui.duty_goals import NO_LINE
from tests.ui.duties import gap_on_thursday
from tests.ui.lines import NOW


def answers(room, typed):
    return [hit.words for hit in duty_goals.answers(room.mine.reading, room.crisis, typed, NOW)]


def test_a_question_is_answered_whole_and_anything_else_is_none(room):
    gap_on_thursday(room.mine)
    answer = "Santé, DICOM : Florence Delmas, 01 99 00 33 15, jusqu’à 19:00"
    assert answers(room, "astreinte santé") == [answer]
    assert answers(room, "qui est d'astreinte au ministère de la santé maintenant ?") == [answer]
    assert answers(room, "astreinte santé demain 8h") == [
        "Santé, DICOM : Jean Marchal, 01 99 00 33 51, jusqu’au lun. 28 à 00:00"
    ]
    assert answers(room, "astreinte défense") == [NO_LINE]
    assert answers(room, "santé") == []
