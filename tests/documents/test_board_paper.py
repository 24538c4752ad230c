"""The spokesperson's sheet, read back: what is said in large, what is not to be said, what is over."""

import re
from dataclasses import replace

from app.core.board import EXPIRED, IN_FORCE, SUSPENDED, Board, Line, Topic
from app.core.message import Message
from app.core.message_commands import Withdraw
from app.core.texts import Text
from app.documents import board_lines, typography
from app.documents.board_lines import NOTHING
from app.documents.board_paper import board_pdf
from tests.core.newsroom import AFP, Newsroom
from tests.documents.reading import pages
from tests.office import Office


def printed(board: Board) -> str:
    return re.sub(r"\s+", " ", " ".join(pages(board_pdf(board))))


def a_board(office: Office) -> tuple[Newsroom, Board]:
    room = Newsroom(office, title="Incendie Lubrizol — Rouen")
    line = Text("Abri", "Texte.", key_messages=("N'allez pas chercher vos enfants : l'école s'en occupe.",))
    for text, kind, aside in (
        (line, "line", {"not_to_say": "« Aucun danger »", "valid_until": room.head.clock.now() + 3_600_000}),
        (Text("Que brûle-t-il ?", "Des lubrifiants."), "qa", {}),
        (Text("Eau", "L'eau peut être bue."), "line", {}),
    ):
        room.sent(room.cleared(text, kind, "Consigne", **aside), AFP)
    return room, room.head.reading.board(room.space)


def lines_of(board: Board) -> dict[str, Message]:
    return {one.message.title: one.message for topic in board.topics for one in topic.lines}


def test_the_sheet_says_each_line_with_its_reference_its_hours_and_what_is_not_to_be_said(office: Office) -> None:
    _, board = a_board(office)
    page = printed(board)
    for words in (
        *(
            "FICHE PORTE-PAROLE",
            "CONSIGNE",
            "EDL-RP1-001 v1",
            "N'allez pas chercher vos enfants : l'école s'en occupe.",
        ),
        *("À NE PAS DIRE", "« Aucun danger »", "jusqu’au", "sans terme fixé"),
        *("SI L’ON INSISTE", "Que brûle-t-il ?", "Des lubrifiants.", "EXERCICE", "Incendie Lubrizol — Rouen"),
    ):
        assert words in page


def test_every_line_bears_its_visas_and_every_page_its_frame_marking_and_fingerprint(office: Office) -> None:
    _, board = a_board(office)
    crisis = replace(board.crisis, frame="real", marking="Diffusion restreinte", tlp="amber")
    many = replace(board, crisis=crisis, topics=board.topics * 12)
    found = pages(board_pdf(many))
    print_ = typography.shortened(board_lines.fingerprint(many)).replace("\u00a0", " ")
    assert len(found) > 1
    for page in found:
        assert page.count("RÉEL — RÉEL") >= 2
        assert page.count("DIFFUSION RESTREINTE") == page.count("TLP:AMBER") == 2
        assert f"empreinte {print_}" in page
    assert "C. Morvan (SIG), H. Brunel (Premier ministre)" in " ".join(found)
    assert "EXERCICE" in printed(replace(many, crisis=replace(crisis, frame="exercise")))


def test_what_is_over_is_said_to_be(office: Office) -> None:
    room, board = a_board(office)
    messages = lines_of(board)
    over = Topic("Eau", (Line(messages["Abri"], EXPIRED), Line(messages["Eau"], SUSPENDED)), ())
    page = printed(replace(board, topics=(over,)))
    assert "PÉRIMÉ" in page
    assert "SUSPENDU — à réexaminer, ne pas employer" in page
    assert "À NE PAS DIRE" not in page
    room.head.desk.do(Withdraw(messages["Eau"].id, "faux"))
    page = printed(room.head.reading.board(room.space))
    assert "NE PLUS EMPLOYER" in page
    assert "L'eau peut être bue.) — retiré" in page


def test_an_empty_sheet_says_that_nothing_may_be_said(office: Office) -> None:
    _, board = a_board(office)
    page = printed(replace(board, topics=(), gone=(), offline=True, sure=False))
    assert NOTHING in page
    assert "Établi hors ligne sur le poste SIG1" in page
    assert "Horloge de ce poste non vérifiée" in page


def test_a_long_board_keeps_every_line_and_the_same_board_is_the_same_file(office: Office) -> None:
    _, board = a_board(office)
    message = lines_of(board)["Eau"]
    many = [Topic(f"Thème {n}", (Line(message, IN_FORCE),) * 3, ()) for n in range(20)]
    long = replace(board, topics=tuple(many))
    assert printed(long).count("L'eau peut être bue.") == 60
    assert board_pdf(long) == board_pdf(long)
