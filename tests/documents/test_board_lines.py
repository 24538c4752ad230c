"""What a sheet says of a line: its version, until when it holds, and who cleared exactly that text."""

from dataclasses import replace

from app.core.board import EXPIRED, IN_FORCE, SUSPENDED, Line
from app.core.message_commands import GiveVisa, Submit
from app.core.texts import Text
from app.documents import board_lines
from tests.core.newsroom import AFP, Newsroom
from tests.documents.odt_reading import plain
from tests.office import Office

ZONE = "Europe/Paris"
UNTIL = 1_790_287_200_000  # 24 September 2026, 22:00 UTC


def test_a_line_says_who_cleared_it_and_when(office: Office) -> None:
    room = Newsroom(office)
    id = room.cleared(Text("Air", "L'air est mesuré."))
    told = plain(board_lines.cleared(room.message(id), ZONE))
    assert told.startswith("validé ")
    assert told.endswith("C. Morvan (SIG), H. Brunel (Premier ministre)")


def test_a_visa_with_a_reserve_says_it_and_that_of_a_former_text_is_not_told(office: Office) -> None:
    room = Newsroom(office)
    id = room.drafted(Text("Air", "L'air est mesuré."))
    room.press.desk.do(Submit(id))
    room.spread(room.press)
    room.head.desk.do(GiveVisa(id, None, "reservation", "attendre la mesure de 4 h"))
    room.spread(room.head)
    assert plain(board_lines.cleared(room.message(id), ZONE)) == "visas : C. Morvan (SIG, avec réserve)"
    room.correct(id)
    assert "réserve" not in board_lines.cleared(room.message(id), ZONE)


def test_validity_is_said_in_words(office: Office) -> None:
    room = Newsroom(office)
    message = room.message(room.cleared())
    ending = replace(message, aside=replace(message.aside, valid_until=UNTIL))
    assert board_lines.validity(Line(message, IN_FORCE), ZONE) == "sans terme fixé"
    assert plain(board_lines.validity(Line(ending, IN_FORCE), ZONE)) == "jusqu'au 25/09 à 00 h 00"
    assert plain(board_lines.validity(Line(ending, EXPIRED), ZONE)) == "PÉRIMÉ 25/09 à 00 h 00"
    assert board_lines.validity(Line(ending, SUSPENDED), ZONE) == "SUSPENDU"


def test_the_same_lines_have_the_same_fingerprint_and_another_standing_another(office: Office) -> None:
    room = Newsroom(office)
    room.sent(room.cleared(Text("Air", "L'air est mesuré."), topic="Air"), AFP)
    board = room.head.reading.board(room.space)
    assert board_lines.fingerprint(board) == board_lines.fingerprint(room.head.reading.board(room.space))
    (topic,) = board.topics
    suspended = replace(topic, lines=tuple(replace(one, standing=SUSPENDED) for one in topic.lines))
    assert board_lines.fingerprint(replace(board, topics=(suspended,))) != board_lines.fingerprint(board)
