"""The lines in force become a file: made, noted, then put in its place, or nothing at all."""

from hashlib import sha256
from pathlib import Path

from app.core import times
from app.core.board import IN_FORCE, Board
from app.core.clock import moment
from app.core.desk import Desk
from app.core.errors import Refused
from app.core.registers.crisis import FRAMES
from app.core.registers.extractions import LogExtraction
from app.documents import exporting
from app.documents.exporting import Taken

FORMATS = {"pdf": "PDF", "odt": "ODT"}


def made(board: Board, format: str) -> bytes:
    """The file, in one of FORMATS. The libraries of paper take their time to open: only who exports waits for them."""
    match format:
        case "pdf":
            from app.documents import board_paper

            return board_paper.board_pdf(board)
        case "odt":
            from app.documents import board_odt

            return board_odt.odt_of(board)
    raise Refused(f"Format inconnu : « {format} ». Formats possibles : {', '.join(FORMATS)}.", "format")


def logged(board: Board, format: str, data: bytes) -> LogExtraction:
    """The command that writes down that it left."""
    at = times.hour_h(board.at, board.crisis.zone)
    said = f"fiche porte-parole, en vigueur à {at}"
    return LogExtraction(board.crisis.id, "message", format, said, count(board), sha256(data).hexdigest())


def count(board: Board) -> int:
    """How many lines and answers it holds."""
    return sum(len(topic.lines) + len(topic.questions) for topic in board.topics)


def in_force(board: Board) -> list[str]:
    """The references of the lines that may be said now."""
    return [one.message.reference for topic in board.topics for one in topic.lines if one.standing == IN_FORCE]


def take_out(desk: Desk, board: Board, format: str, file: Path) -> Taken:
    """Makes the file, notes that it leaves, then gives it its name. Raises Refused or OSError, and nothing is left
    behind."""
    data = made(board, format)
    note = logged(board, format, data)
    exporting.place(desk, note, {file: data})
    return Taken((file,), note.sha256, note.count)


def file_name(board: Board, extension: str) -> str:
    """`CRI-2026-SIG1-004-EDL-en-vigueur-EXERCICE-20260924-0058.pdf`: sorts by hour, and never hides its frame."""
    crisis = board.crisis
    when = f"{moment(board.at, crisis.zone):%Y%m%d-%H%M}"
    code = "".join(sign for sign in crisis.code if sign.isalnum() or sign == "-") or "crise"
    return f"{code}-EDL-en-vigueur-{FRAMES[crisis.frame]}-{when}.{extension}"
