"""The fiche porte-parole: what may be said now, in large type, A4, black and white, with what may not be said."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from app.core import times
from app.core.board import EXPIRED, IN_FORCE, SUSPENDED, Board, Line, Topic, dispatched_at, why_gone, words_gone
from app.core.composing import ISSUER
from app.core.desk import Desk
from app.core.message import Message, said_version
from app.core.registers.extractions import LogExtraction
from app.core.spoken_line import spoken
from app.documents import drawing, exporting, fonts, message_furniture, paper, typography
from app.documents.grid import Cell, Row, cell, grid

TITLE = "FICHE PORTE-PAROLE — ÉLÉMENTS DE LANGAGE EN VIGUEUR"
NOTHING = "Aucune ligne n’est en vigueur : rien n’est à dire sans l’accord de la cellule communication."
NOT_TO_SAY, INSIST, GONE = "À NE PAS DIRE", "SI L’ON INSISTE", "NE PLUS EMPLOYER"
SUSPENDED_WORDS = "SUSPENDU — à réexaminer, ne pas employer"
WIDTHS = (118.0, paper.MEASURE - 118.0)


def board_pdf(board: Board) -> bytes:
    """The file. Same board, same bytes."""
    with fonts.PRESS:
        fonts.register()
        flow = list(_flow(board))
        title = f"{TITLE.capitalize()} — {board.crisis.title}"
        return message_furniture.laid_out(_around(board), flow, title, board.author, "")


def logged(board: Board, format: str, data: bytes) -> LogExtraction:
    """The command that writes down that it left."""
    at = times.hour_h(board.at, board.crisis.zone)
    count = sum(len(topic.lines) + len(topic.questions) for topic in board.topics)
    said = f"fiche porte-parole, en vigueur à {at}"
    return LogExtraction(board.crisis.id, "message", format, said, count, sha256(data).hexdigest())


def take_out(desk: Desk, board: Board, file: Path) -> str:
    """Makes the file, notes that it leaves, then gives it its name; its SHA-256. Raises Refused or OSError."""
    data = board_pdf(board)
    note = logged(board, "pdf", data)
    exporting.place(desk, note, {file: data})
    return note.sha256


def _around(board: Board) -> message_furniture.Around:
    zone = board.crisis.zone
    hour = f"{times.hour_h(board.at, zone)}, {times.zone_words(zone)}"
    made = f"Établie par {board.author}, poste {board.workstation}, {typography.date_and_hour(board.at, zone)}"
    foot = [f"{made} · {times.offset(board.at, zone)} · vérifiez qu’aucune fiche plus récente n’existe"]
    if board.offline:
        foot.append(drawing.offline(board.workstation, board.last_exchange, zone))
    if not board.sure:
        foot.append("Horloge de ce poste non vérifiée : comparez l’heure avant de vous fier aux validités")
    return message_furniture.Around(
        frame=board.crisis.frame,
        kind=TITLE,
        issuer=f"{ISSUER} — {board.crisis.title}",
        when=(f"En vigueur à {hour}", typography.date_in_words(board.at, zone)),
        named=f"{board.crisis.code} · en vigueur à {times.hour_h(board.at, zone)}",
        foot=tuple(foot),
        made_at=board.at,
    )


def _flow(board: Board) -> Iterator[Flowable]:
    if not any(topic.lines or topic.questions for topic in board.topics):
        yield Paragraph(fonts.markup(NOTHING, paper.NOTHING.fontName), paper.NOTHING)
    for topic in board.topics:
        yield from _topic(topic, board)
    if board.gone:
        yield CondPageBreak(60)
        yield _said(GONE, paper.BOARD_TOPIC)
        rows = [_gone(one, board.crisis.zone) for one in board.gone]
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
    yield Row((_named(message, _validity(line, zone), zone), said))
    if line.standing == SUSPENDED:
        reasons = message.situation.review if message.situation else ()
        what = ", ".join(one.number for one in reasons)
        yield Row((cell("", paper.HEAD), cell(f"{SUSPENDED_WORDS}{f' : {what}' if what else ''}", paper.BOX_TITLE)))
    if message.aside.not_to_say and not expired:
        never = Cell(((message.aside.not_to_say, fonts.BODY, False),), paper.BOARD_ANSWER)
        yield Row((cell(NOT_TO_SAY, paper.BOX_TITLE), never))


def _named(message: Message, validity: str, zone: str) -> Cell:
    """EDL-SIG1-011 v3, diffusé 02 h 34, jusqu’à 07 h 00."""
    number = message.current.label.partition("·")[0]
    out = f"diffusé {_hour(dispatched_at(message), zone)}"
    return Cell(
        (
            (f"{message.reference} {number}", fonts.SANS_BOLD, False),
            (f"\n{out}\n", fonts.SANS, False),
            (validity, fonts.SANS_STRONG, False),
        ),
        paper.BOARD_NAMED,
    )


def _validity(line: Line, zone: str) -> str:
    until = line.message.aside.valid_until
    if line.standing == EXPIRED and until is not None:
        return f"PÉRIMÉ {_hour(until, zone)}"
    if line.standing == SUSPENDED:
        return "SUSPENDU"
    return f"jusqu’au {_hour(until, zone)}" if until is not None else "sans terme fixé"


def _question(message: Message, zone: str) -> Row:
    text = message.current.text
    answer = "\n".join(filter(None, (text.lead, *text.key_messages, *(text.frame or {}).values(), text.body)))
    until = message.aside.valid_until
    validity = f"jusqu’au {_hour(until, zone)}" if until is not None else "sans terme fixé"
    said = Cell(((f"{text.title}\n", fonts.BODY_BOLD, False), (answer, fonts.BODY, False)), paper.BOARD_ANSWER, True)
    return Row((_named(message, validity, zone), said))


def _gone(message: Message, zone: str) -> Row:
    words, why = words_gone(message), why_gone(message)
    out = said_version(message) or message.current
    number = out.label.partition("·")[0]
    return Row(
        (
            cell(f"{message.reference} {number}", paper.BOARD_NAMED),
            Cell(((words, fonts.BODY, True), (f" — {why}", fonts.SANS_STRONG, False)), paper.CELL, True),
        )
    )


def _hour(at: int, zone: str) -> str:
    return f"{typography.date(at, zone)[:5]} à {times.hour_h(at, zone)}"


def _said(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(fonts.markup(words, style.fontName), style)
