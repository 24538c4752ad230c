"""The fiche porte-parole: what may be said now, in large type, A4, black and white, with what may not be said."""

from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from app.core import times
from app.core.board import EXPIRED, IN_FORCE, SUSPENDED, Board, Line, Topic, why_gone, words_gone
from app.core.entries import TLP
from app.core.message import Message, said_version
from app.core.registers.crisis import FRAMES
from app.core.spoken_line import spoken
from app.documents import board_lines, drawing, fonts, message_furniture, paper, typography
from app.documents.board_lines import GONE, INSIST, NOT_TO_SAY, NOTHING
from app.documents.grid import Cell, Row, cell, grid

TITLE = "FICHE PORTE-PAROLE — ÉLÉMENTS DE LANGAGE EN VIGUEUR"
WIDTHS = (128.0, paper.MEASURE - 128.0)


def board_pdf(board: Board) -> bytes:
    """The file. Same board, same bytes."""
    print_ = board_lines.fingerprint(board)
    with fonts.PRESS:
        fonts.register()
        flow = list(_flow(board))
        title = f"{TITLE.capitalize()} — {board.crisis.title}"
        return message_furniture.laid_out(_around(board, print_), flow, title, board.author, print_)


def _around(board: Board, print_: str) -> message_furniture.Around:
    crisis, zone = board.crisis, board.crisis.zone
    hour = times.hour_h(board.at, zone)
    made = f"Établie par {board.author}, poste {board.workstation}, {typography.date_and_hour(board.at, zone)}"
    foot = [f"{made} · {times.offset(board.at, zone)} · vérifiez qu’aucune fiche plus récente n’existe"]
    if board.offline:
        foot.append(drawing.offline(board.workstation, board.last_exchange, zone))
    if not board.sure:
        foot.append(board_lines.UNSURE)
    return message_furniture.Around(
        frame=crisis.frame,
        kind=TITLE,
        issuer=crisis.title,
        when=(f"En vigueur à {hour}, {times.zone_words(zone)}", typography.date_in_words(board.at, zone)),
        named=f"{crisis.code} · en vigueur à {hour} · empreinte {typography.shortened(print_)}",
        foot=tuple(foot),
        made_at=board.at,
        across=() if crisis.frame == "real" else (FRAMES[crisis.frame],),  # a line is often photographed alone
        inside=True,
        marked=tuple(filter(None, (crisis.marking.upper(), TLP[crisis.tlp]))),
    )


def _flow(board: Board) -> Iterator[Flowable]:
    if not any(topic.lines or topic.questions for topic in board.topics):
        yield Paragraph(fonts.markup(NOTHING, paper.NOTHING.fontName), paper.NOTHING)
    for topic in board.topics:
        yield from _topic(topic, board)
    if board.gone:
        yield CondPageBreak(60)
        yield _said(GONE, paper.BOARD_TOPIC)
        rows = [_gone(one) for one in board.gone]
        yield grid((), rows, (), widths=WIDTHS)


def _topic(topic: Topic, board: Board) -> Iterator[Flowable]:
    zone = board.crisis.zone
    yield CondPageBreak(90)
    yield _said(topic.name.upper(), paper.BOARD_TOPIC)
    rows = [row for line in topic.lines for row in _line(line, zone)]
    if topic.questions:
        rows.append(Row((cell(INSIST, paper.BOX_TITLE), cell("", paper.CELL))))
        rows += [_question(one, zone) for one in topic.questions]
    yield grid((), rows, (), widths=WIDTHS)
    yield Spacer(1, 4)


def _line(line: Line, zone: str) -> Iterator[Row]:
    message, words = line.message, spoken(line.message.current.text)
    expired = line.standing == EXPIRED
    style = paper.BOARD_SAID if line.standing == IN_FORCE else paper.BOARD_PAST
    said = Cell(((words, style.fontName, expired),), style, exact=True)
    yield Row((_named(message, board_lines.validity(line, zone), zone), said))
    if line.standing == SUSPENDED:
        yield Row((cell("", paper.HEAD), cell(board_lines.suspended(message), paper.BOX_TITLE)))
    if message.aside.not_to_say and not expired:
        never = Cell(((message.aside.not_to_say, fonts.BODY, False),), paper.BOARD_ANSWER)
        yield Row((cell(NOT_TO_SAY, paper.BOX_TITLE), never))


def _named(message: Message, validity: str, zone: str) -> Cell:
    """EDL-SIG1-011 v3, diffusé 02 h 34, jusqu’à 07 h 00, and who cleared it."""
    cleared = board_lines.cleared(message, zone)
    return Cell(
        (
            (board_lines.named(message), fonts.SANS_BOLD, False),
            (f"\n{board_lines.sent(message, zone)}\n", fonts.SANS, False),
            (validity, fonts.SANS_STRONG, False),
            (f"\n{cleared}" if cleared else "", fonts.SANS, False),
        ),
        paper.BOARD_NAMED,
    )


def _question(message: Message, zone: str) -> Row:
    said = Cell(
        (
            (f"{message.current.text.title}\n", fonts.BODY_BOLD, False),
            (board_lines.answer(message), fonts.BODY, False),
        ),
        paper.BOARD_ANSWER,
        exact=True,
    )
    return Row((_named(message, board_lines.ending(message, zone), zone), said))


def _gone(message: Message) -> Row:
    words, why = words_gone(message), why_gone(message)
    number = (said_version(message) or message.current).label.partition("·")[0]
    return Row(
        (
            cell(f"{message.reference} {number}", paper.BOARD_NAMED),
            Cell(((words, fonts.BODY, True), (f" — {why}", fonts.SANS_STRONG, False)), paper.CELL, True),
        )
    )


def _said(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(fonts.markup(words, style.fontName), style)
