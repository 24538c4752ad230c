"""The lines in force as a text document: what may be said, what may not, and each text in full as it was signed."""

from dataclasses import replace

from app.core.board import EXPIRED, SUSPENDED, Board, Line, Topic
from app.core.message_commands import Embargo, Withdraw
from app.core.texts import Text
from app.documents import board_lines
from app.documents.board_odt import odt_of
from tests.core.newsroom import AFP, Newsroom
from tests.documents import odt_reading
from tests.office import Office


def a_room(office: Office) -> Newsroom:
    room = Newsroom(office, title="Incendie Lubrizol — Rouen", marking="Diffusion restreinte", tlp="amber")
    line = Text("Abri", "L'école s'en  occupe.", key_messages=("N'allez pas chercher vos enfants.",))
    room.sent(room.cleared(line, "line", "Consigne", not_to_say="« Aucun danger »"), AFP)
    room.sent(room.cleared(Text("Que brûle-t-il ?", "Des lubrifiants."), "qa", "Consigne"), AFP)
    return room


def board_of(room: Newsroom) -> Board:
    return room.head.reading.board(room.space)


def test_each_line_stands_under_its_topic_with_its_validity_and_its_visas(office: Office) -> None:
    data = odt_of(board_of(a_room(office)))
    rows = odt_reading.tables(data)["Consigne"]
    assert rows[0] == ["Référence et validité", "À dire"]
    assert rows[1][0].startswith("EDL-RP1-001 v1\ndiffusé ")
    assert "sans terme fixé\nvalidé" in rows[1][0]
    assert "C. Morvan (SIG)" in rows[1][0]
    assert rows[1][1] == "N'allez pas chercher vos enfants."
    assert rows[2] == ["À NE PAS DIRE", "« Aucun danger »"]
    assert rows[3] == ["SI L'ON INSISTE"]
    assert rows[4][1] == "Que brûle-t-il ?\nDes lubrifiants."


def test_the_texts_are_there_in_full_sign_for_sign(office: Office) -> None:
    data = odt_of(board_of(a_room(office)))
    assert (1, "Textes intégraux") in odt_reading.headings(data)
    assert (2, "EDL-RP1-001 v1 — Abri") in odt_reading.headings(data)
    assert "L'école s'en  occupe." in [one.inner_text for one in odt_reading.opened(data).body.xpath("//text:p")]


def test_every_page_bears_the_frame_the_marking_and_the_hour(office: Office) -> None:
    around = odt_reading.furniture(odt_of(board_of(a_room(office))))
    assert around["header"][:2] == ["EXERCICE — EXERCICE — EXERCICE", "DIFFUSION RESTREINTE   TLP:AMBER"]
    assert "en vigueur à" in around["header"][2]
    assert "empreinte" in around["footer"][0]
    assert "Document modifiable : ne fait pas foi" in around["footer"][1]


def test_what_is_over_is_struck_or_said_to_be_and_not_given_in_full(office: Office) -> None:
    room = a_room(office)
    board = board_of(room)
    message = board.topics[0].lines[0].message
    over = Topic("Consigne", (Line(message, EXPIRED), Line(message, SUSPENDED)), ())
    data = odt_of(replace(board, topics=(over,), offline=True, sure=False))
    assert odt_reading.struck(data) == ["N'allez pas chercher vos enfants."]
    said = odt_reading.words(data)
    assert "SUSPENDU — à réexaminer, ne pas employer" in said
    assert "Textes intégraux" not in said
    assert "Établi hors ligne sur le poste SIG1" in said
    assert odt_reading.plain(board_lines.UNSURE) in said


def test_what_was_withdrawn_or_is_under_embargo_is_named_and_not_said(office: Office) -> None:
    room = a_room(office)
    secret = room.cleared(Text("Bilan", "Mots sous embargo."), topic="Bilan")
    room.head.desk.do(Embargo(secret, None, "Europe/Paris", "familles informées"))
    room.sent(secret, AFP)
    room.spread(room.head)
    first = board_of(room).topics[0].lines[0].message.id
    room.head.desk.do(Withdraw(first, "faux"))
    data = odt_of(board_of(room))
    assert "Mots sous embargo" not in odt_reading.words(data)
    rows = odt_reading.tables(data)["Ne plus employer"]
    assert {row[1] for row in rows[1:]} == {"N'allez pas chercher vos enfants. — retiré", " — sous embargo"}


def test_nothing_in_force_is_said(office: Office) -> None:
    board = replace(board_of(a_room(office)), topics=(), gone=())
    assert odt_reading.plain(board_lines.NOTHING) in odt_reading.words(odt_of(board))
