"""The lists of what may be said: what went out, how it stands at that hour, and what comes after it."""

import pytest

from app.core.board import EXPIRED, IN_FORCE, SUSPENDED
from app.core.message_commands import Describe, Embargo, ReadMessage, Revise, Submit, Withdraw
from app.core.store.board_reading import GONE, Lines
from app.core.texts import Text
from tests.building import NOW
from tests.clocks import HOUR, Watch
from tests.core.newsroom import AFP, STAY_MORE, Newsroom
from tests.office import Office


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def room(tmp_path, watch):  # type: ignore[no-untyped-def]
    office = Office(tmp_path, watch.clock)
    yield Newsroom(office)
    office.close()


def out(room: Newsroom, title: str, kind: str = "line", topic: str = "", **aside: object) -> str:
    id = room.cleared(Text(title, f"{title}."), kind, topic, **aside)
    room.sent(id, AFP)
    return id


def shown(lines: Lines) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(topic.name, [(one.row.said_title, one.standing) for one in topic.lines]) for topic in lines.topics]


def test_what_was_said_is_by_topic_and_what_was_never_said_is_not_shown(room: Newsroom) -> None:
    out(room, "Restez à l’abri", topic="Consigne")
    out(room, "Eau", topic="Santé")
    out(room, "Interne", "internal", "Santé")
    room.cleared(Text("Jamais dite", "Texte."), topic="santé")
    lines = room.head.reading.lines(room.space)
    assert shown(lines) == [("Consigne", [("Restez à l’abri", IN_FORCE)]), ("Santé", [("Eau", IN_FORCE)])]
    assert [(row.reference, row.state) for row in lines.topics[1].coming] == [("EDL-003", "validated")]
    assert lines.readers == 3


def test_in_force_is_the_same_in_the_list_on_paper_and_in_detail(room: Newsroom, watch: Watch) -> None:
    first = out(room, "Une", topic="A")
    out(room, "Deux", topic="A", replaces=first)
    third = out(room, "Trois", topic="B", valid_until=NOW + HOUR)
    out(room, "Quatre", topic="B", valid_until=NOW + 3 * HOUR)
    room.head.desk.do(Withdraw(out(room, "Cinq", topic="C"), "faux"))
    revised = out(room, "Six", topic="D")
    room.press.desk.do(Revise(revised, STAY_MORE))
    room.spread(room.press)
    for hours in (0, 2, 4):
        watch.wait(2 * HOUR if hours else 0)
        reading = room.head.reading
        listed = {
            one.row.id for topic in reading.lines(room.space).topics for one in topic.lines if one.standing == IN_FORCE
        }
        printed = {
            one.message.id
            for topic in reading.board(room.space).topics
            for one in topic.lines
            if one.standing == IN_FORCE
        }
        detailed = {
            row.id
            for row in reading.messages(room.space)
            if (situation := reading.message(row.id).situation) and situation.in_force
        }
        assert listed == printed == detailed
        assert (third in listed) == (hours == 0)


def test_a_line_becomes_expired_as_its_hour_passes(room: Newsroom, watch: Watch) -> None:
    out(room, "Eau", topic="Eau potable", valid_until=NOW + HOUR)
    watch.wait(HOUR - 1)
    assert room.head.reading.lines(room.space).topics[0].valid == 1
    watch.wait(1)
    topic = room.head.reading.lines(room.space).topics[0]
    assert (topic.valid, topic.lines[0].standing) == (0, EXPIRED)
    assert room.head.reading.vital(room.space).expired == 1


def test_what_replaces_a_line_is_announced_then_takes_its_place(room: Newsroom) -> None:
    first = out(room, "Air")
    other = room.cleared(Text("Air mesuré", "Texte."), replaces=first)
    lines = room.head.reading.lines(room.space)
    assert [row.id for row in lines.topics[0].lines[0].coming] == [other]
    room.sent(other, AFP)
    lines = room.head.reading.lines(room.space)
    assert [one.row.id for one in lines.topics[0].lines] == [other]
    assert lines.topics[0].lines[0].replaced == "EDL-001"
    assert [(one.row.id, one.standing, one.why) for one in lines.gone] == [(first, GONE, "remplacé par EDL-002")]


def test_a_version_being_written_suspends_the_one_that_went_out_and_never_shows_its_own_words(room: Newsroom) -> None:
    id = out(room, "Restez à l’abri")
    room.press.desk.do(Revise(id, Text("Autre titre", "Mots pas encore validés.")))
    room.press.desk.do(Submit(id))
    room.spread(room.press)
    (line,) = room.head.reading.lines(room.space).topics[0].lines
    assert (line.standing, line.why) == (SUSPENDED, "nouvelle version v2, en visa")
    assert (line.number, line.words, line.row.said_title) == ("v1", "Restez à l’abri.", "Restez à l’abri")
    detail = room.head.reading.line(id)
    assert detail is not None
    assert detail.version.text.body == "Restez à l’abri."


def test_an_embargo_met_after_a_dispatch_takes_the_words_away(room: Newsroom) -> None:
    id = room.cleared(Text("Bilan", "Mots sous embargo."))
    room.head.desk.do(Embargo(id, None, "Europe/Paris", "familles informées"))
    room.sent(id, AFP)  # the press officer had not received the embargo
    room.spread(room.head)
    (line,) = room.press.reading.lines(room.space).topics[0].lines
    assert (line.standing, line.why, line.words) == (SUSPENDED, "sous embargo", "")


def test_a_validity_that_has_not_begun_is_not_in_force(room: Newsroom) -> None:
    id = out(room, "Ce soir")
    room.head.desk.do(Describe(id, {"valid_from": NOW + HOUR}))
    (line,) = room.head.reading.lines(room.space).topics[0].lines
    assert (line.standing, line.why) == (SUSPENDED, "sa période de validité n’a pas commencé")


def test_each_dispatch_is_told_on_one_line(room: Newsroom) -> None:
    id = room.cleared(Text("Restez à l’abri", "Texte."))
    room.sent(id, AFP, channel="courriel")
    room.press.desk.do(ReadMessage(id))
    room.spread(room.press)
    (line,) = room.head.reading.lines(room.space).topics[0].lines
    assert [(one.channel, one.whom) for one in line.told] == [("courriel", "AFP")]
    assert line.row.read_by == 1


def test_the_detail_says_who_has_not_read_it_and_what_to_answer_if_one_insists(room: Newsroom) -> None:
    id = out(room, "Air", topic="Air")
    asked = out(room, "Que brûle-t-il ?", "qa", "AIR")
    out(room, "Et l’eau ?", "qa", "Eau")
    room.head.desk.do(ReadMessage(id))
    detail = room.head.reading.line(id)
    assert detail is not None
    assert (detail.mine, detail.readers) == (True, 3)
    assert [one.name for one in detail.unread] == ["H. Brunel", "N. Bellec"]
    assert [one.id for one in detail.answers] == [asked]


def test_what_never_went_out_has_no_detail_here(room: Newsroom) -> None:
    assert room.head.reading.line(room.cleared()) is None


def test_a_question_is_listed_among_the_answers_and_among_the_lines_only_once_it_is_over(
    room: Newsroom, watch: Watch
) -> None:
    id = out(room, "L’eau peut-elle être bue ?", "qa", "Eau", valid_until=NOW + HOUR)
    lines = room.head.reading.lines(room.space)
    assert (lines.topics, [one.row.id for one in lines.answers]) == ((), [id])
    watch.wait(HOUR)
    assert shown(room.head.reading.lines(room.space)) == [("Eau", [("L’eau peut-elle être bue ?", EXPIRED)])]


def test_messages_are_found_by_their_words_accents_or_not(room: Newsroom) -> None:
    id = out(room, "Œuvres évacuées", "qa")
    reading = room.head.reading
    assert reading.found_messages(room.space, "oeuvres évac") == {id}
    assert reading.found_messages(room.space, "bibliothèque") == frozenset()


def test_nothing_said_is_nothing_to_show(room: Newsroom) -> None:
    lines = room.head.reading.lines(room.space)
    assert (lines.topics, lines.answers, lines.gone) == ((), (), ())


def test_the_last_public_statement_is_never_an_internal_message(room: Newsroom, watch: Watch) -> None:
    out(room, "Restez à l’abri")
    watch.wait(HOUR)
    for one in room.all:
        watch.meet(one)
    out(room, "Relève à 7 h", "internal")
    last = room.head.reading.vital(room.space).last_said
    assert last is not None
    assert last[0] == "EDL-001 v1"
