"""What a spokesperson holds in hand: what may be said now by topic, and what no longer may."""

import pytest

from app.core.board import EXPIRED, IN_FORCE, NO_TOPIC, Board, why_gone, words_gone
from app.core.entry_commands import Amend, Record
from app.core.message_commands import Embargo, Revise, Support, Withdraw
from app.core.texts import Text
from tests.building import NOW
from tests.clocks import HOUR, Watch
from tests.core.newsroom import AFP, Newsroom
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


def shown(board: Board) -> list[tuple[str, list[tuple[str, str]], list[str]]]:
    return [
        (
            topic.name,
            [(one.message.title, one.standing) for one in topic.lines],
            [one.title for one in topic.questions],
        )
        for topic in board.topics
    ]


def test_what_may_be_said_is_by_topic_with_the_questions_of_each(room: Newsroom) -> None:
    out(room, "Eau", topic="Santé")
    out(room, "Écoles", topic="Écoles")
    out(room, "Sans")
    out(room, "Que brûle-t-il ?", "qa", "écoles")
    out(room, "Interne", "internal", "Santé")
    room.cleared(Text("Pas encore dite", "Texte."), topic="Santé")
    room.drafted(Text("Brouillon", "Texte."), topic="Santé")
    assert shown(room.head.reading.board(room.space)) == [
        ("Écoles", [("Écoles", IN_FORCE)], ["Que brûle-t-il ?"]),
        ("Santé", [("Eau", IN_FORCE)], []),
        (NO_TOPIC, [("Sans", IN_FORCE)], []),
    ]


def test_a_line_past_its_hour_is_expired_and_a_question_past_it_is_not_shown(room: Newsroom, watch: Watch) -> None:
    out(room, "Eau", topic="Santé", valid_until=NOW + HOUR)
    out(room, "Quand ?", "qa", "Santé", valid_until=NOW + HOUR)
    out(room, "Air", topic="Santé")
    watch.wait(HOUR)
    assert shown(room.head.reading.board(room.space)) == [("Santé", [("Air", IN_FORCE), ("Eau", EXPIRED)], [])]


def test_what_was_withdrawn_or_replaced_is_named_among_what_may_not_be_used(room: Newsroom) -> None:
    first, second = out(room, "Première"), out(room, "Deuxième")
    out(room, "Troisième", replaces=second)
    room.head.desk.do(Withdraw(first, "chiffre faux"))
    board = room.head.reading.board(room.space)
    assert shown(board) == [(NO_TOPIC, [("Troisième", IN_FORCE)], [])]
    assert sorted(one.title for one in board.gone) == ["Deuxième", "Première"]


def test_the_board_says_its_hour_and_what_this_workstation_may_not_know(room: Newsroom, watch: Watch) -> None:
    board = room.head.reading.board(room.space)
    assert (board.at, board.sure, board.offline, board.workstation) == (NOW, True, False, "SIG1")
    watch.start_again()
    assert room.head.reading.board(room.space).sure is False


def test_a_text_under_correction_is_not_used_and_the_words_not_yet_cleared_are_not_shown(room: Newsroom) -> None:
    id = out(room, "Air")
    room.press.desk.do(Revise(id, Text("Air", "Mots pas encore validés.")))
    room.spread(room.press)
    (one,) = room.head.reading.board(room.space).gone
    assert (why_gone(one), words_gone(one)) == ("nouvelle version v2, brouillon", "Air.")


def test_what_is_to_be_looked_at_again_under_an_embargo_is_not_on_the_board(room: Newsroom) -> None:
    fact = room.head.desk.do(Record(room.space, "trois blessés")).id
    room.spread(room.head)
    id = room.drafted(Text("Bilan", "Mots sous embargo."))
    room.press.desk.do(Support(id, (fact,)))
    room.clear(id)
    room.head.desk.do(Embargo(id, None, "Europe/Paris", "familles informées"))
    room.sent(id, AFP)
    room.head.desk.do(Amend(fact, {"subject": "quatre blessés"}, "second appel"))
    room.spread(room.head)
    assert room.press.reading.message(id).state == "review"
    board = room.press.reading.board(room.space)
    assert board.topics == ()
    (one,) = board.gone
    assert (why_gone(one), words_gone(one)) == ("sous embargo", "")


def test_an_embargo_met_after_the_dispatch_takes_the_words_away(room: Newsroom) -> None:
    id = room.cleared(Text("Bilan", "Mots sous embargo."))
    room.head.desk.do(Embargo(id, None, "Europe/Paris", "familles informées"))
    room.sent(id, AFP)
    room.spread(room.head)
    (one,) = room.press.reading.board(room.space).gone
    assert (why_gone(one), words_gone(one)) == ("sous embargo", "")
