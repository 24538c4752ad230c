"""What the page shows answers what is typed, one's own organisations first."""

from app.core.registers.crisis import EditCrisis
from app.ui import duty_asking
from app.ui.duty_asking import Asked, find, question, uncovered
from tests.ui.duties import at, duty, gap_on_thursday
from tests.ui.lines import NOW, ZONE


def found(room, typed=""):
    return find(room.mine.reading, Asked(room.crisis, typed, 0, NOW))


def test_one_s_own_organisations_come_first(room):
    for organisation in ("AGRI", "INT", "ECO", "SIG"):
        duty(room.mine, at(24), at(25), organisation=organisation)
    assert [one.organisation for one in found(room).answers] == ["INT", "SIG", "AGRI", "ECO"]
    assert [row.organisation for row in found(room).rows] == ["INT", "SIG", "AGRI", "ECO"]


def test_what_is_typed_is_a_question_or_somebody_s_name(room):
    gap_on_thursday(room.mine)
    duty(room.mine, at(24), at(26), organisation="AGRI", function="com.")
    assert [one.organisation for one in found(room, "sante").answers] == ["SAN"]
    assert [one.organisation for one in found(room, "delm").answers] == ["SAN"]
    tomorrow = found(room, "santé demain 8h")
    assert (tomorrow.at, tomorrow.answers[0].holding[0].name) == (at(25, 8), "Jean Marchal")
    assert tomorrow.days.start == at(25)
    assert found(room, "défense").answers == ()
    assert found(room, "défense").total == 2


def test_an_hour_is_enough_of_a_question():
    assert question("demain 8h", NOW, ZONE).at == at(25, 8)
    assert question("  ", NOW, ZONE) is None


def test_the_gaps_of_the_organisations_of_the_crisis_are_counted(room):
    duty(room.mine, at(20), at(23))
    assert uncovered(room.mine.reading, room.crisis, NOW) == 0  # Santé takes no part in it
    room.mine.desk.do(EditCrisis(room.space, {"associated": ("SAN",)}))
    assert uncovered(room.mine.reading, room.crisis, NOW) == 1


def test_an_overlap_is_looked_for_in_the_same_line_alone(room):
    first, _ = gap_on_thursday(room.mine)
    reading, line = room.mine.reading, room.mine.reading.duties("", at(21), at(24))[0].line
    window = (at(24, 12), at(24, 22))
    assert [one.id for one in duty_asking.overlapping(reading, "", line, window, "")] == [first]
    assert duty_asking.overlapping(reading, "", line, window, first) == []
    assert duty_asking.overlapping(reading, room.space, line, window, "") == []
