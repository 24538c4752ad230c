"""A figure in French words: its state, its hour, and why a person may not act on it."""

from dataclasses import replace

from app.core.figure_commands import AmendFigure, ChooseFigure, SetPublishable
from app.ui import figure_words
from app.ui.figure_words import history, in_force, state
from tests.ui.figures import count, dispute
from tests.ui.lines import ZONE, at


def test_what_awaits_a_choice_comes_before_all_others(room):
    count(room.mine, room.space, "Blessés", "3", "SDIS 76")
    one, two = dispute(room.mine, room.space)
    lines = in_force(room.mine.reading.account(room.space), ZONE)
    assert [(line.indicator, line.value, line.apart, line.first) for line in lines] == [
        ("Foyers sans eau", "1\u202f100", True, True),
        ("Foyers sans eau", "840", True, False),
        ("Blessés", "3", False, True),
    ]
    assert {lines[0].id, lines[1].id} == {one, two}
    assert lines[0].state[1] == "écart"
    assert lines[0].more == "2\u00a0sources, à choisir"


def test_each_state_is_a_word_and_says_with_which_other_figure(room):
    first = count(room.mine, room.space, "Blessés", "3", "SDIS 76")
    count(room.mine, room.space, "Blessés", "5", "SDIS 76", 3)
    one, two = dispute(room.mine, room.space)
    room.mine.desk.do(ChooseFigure(two, (one,), "plus récent"))
    room.mine.desk.do(SetPublishable(two, True))
    account = room.mine.reading.account(room.space)
    said = {id: (state(each, account)[0][1], state(each, account)[1]) for id, each in account.figures.items()}
    assert said[first] == ("remplacé", "par BIL-SIG1-002")
    assert said[one] == ("écarté", "pour BIL-SIG1-004")
    assert said[two] == ("publiable", "")
    assert [line.struck for line in history(account, one, ZONE)] == [False, True]
    assert history(account, "unknown", ZONE) == []


def test_two_choices_made_apart_are_said_to_oppose(room):
    one, two = dispute(room.mine, room.space)
    room.send()
    room.mine.desk.do(ChooseFigure(one, (two,), "habituel"))
    room.colleague.desk.do(ChooseFigure(two, (one,), "plus récent"))
    room.receive()
    assert {line.more for line in in_force(room.mine.reading.account(room.space), ZONE)} == {"choix opposés"}


def test_two_values_of_one_field_are_to_be_settled_first(room):
    one = count(room.mine, room.space, "Blessés", "3", "SDIS 76")
    room.send()
    seen = {"value": room.mine.reading.figure(one).fields["value"].seen}
    room.mine.desk.do(AmendFigure(one, {"value": "4"}, "relu", seen))
    room.colleague.desk.do(AmendFigure(one, {"value": "5"}, "rappelé", seen))
    room.receive()
    [line] = in_force(room.mine.reading.account(room.space), ZONE)
    assert (line.state[1], line.more) == ("deux valeurs", "à départager")


def test_an_hour_nobody_said_is_not_shown(room):
    count(room.mine, room.space, "Blessés", "3", "SDIS 76", precision="day")
    [line] = in_force(room.mine.reading.account(room.space), ZONE)
    assert (line.hour, line.day) == ("24\u00a0sept.", "heure non dite")
    assert "3, 24\u00a0sept., heure non dite, SDIS 76" in line.spoken


def test_values_are_said_as_a_person_reads_them():
    assert figure_words.value_words("value", "25233", ZONE) == "25\u202f233"
    assert figure_words.value_words("perimeter", {"name": "Rouen", "code": "76540"}, ZONE) == "Rouen (76540)"
    assert figure_words.value_words("cutoff", at(24, 2, 30), ZONE).endswith("02:30")
    assert [figure_words.value_words(*one, ZONE) for one in (("qualifier", ""), ("note", None), ("unit", "lits"))] == [
        "—",
        "—",
        "lits",
    ]
    assert figure_words.value_words("qualifier", "at_least", ZONE) == "au moins"
    assert figure_words.value_words("precision", "day", ZONE) == "jour seul"
    assert figure_words.value_words("publishable", False, ZONE) == "non"


def test_who_may_not_act_is_told_why(room):
    crisis = room.crisis
    assert figure_words.why_not_write(crisis) == figure_words.why_not_choose(crisis) == ""
    assert "aucune crise" in figure_words.why_not_write(None)
    assert "close" in figure_words.why_not_write(replace(crisis, open=False))
    loggist = replace(crisis, role="MC")
    assert figure_words.why_not_write(loggist) == ""
    assert figure_words.why_not_choose(loggist) == "le rôle MC ne permet pas de dire ce qui se publie."
