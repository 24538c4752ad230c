"""`export` and `extraction`: what is taken out of a crisis, as a file, and what was taken out before."""

from collections.abc import Iterable
from pathlib import Path

from app.commands import filters, naming
from app.commands.call import Call
from app.commands.parsing import Among, command, group, of_crisis
from app.core.arguments import Parser
from app.core.clock import rfc3339
from app.core.extract import EXTENSIONS, Extract, file_name
from app.core.registers.extractions import WHAT
from app.documents import board_export, exporting

ELSEWHERE = (
    "Un communiqué, ou tout message : message output. L'annuaire : contact export. Un point de situation : brief print."
)


def arrange(commands: Among) -> None:
    among = group(commands, "export", "écrire un fichier de ce que tient le journal", ELSEWHERE)
    entries = command(among, "journal", "la main courante, complète, dans l'ordre de l'écran", _journal)
    filters.arrange(entries)
    entries.add_argument("--oldest-first", action="store_true", help="dans l'ordre du temps")
    decisions = command(among, "decisions", "le relevé de décisions, dans l'ordre des numéros", _decisions)
    decisions.add_argument("--since", metavar="HEURE", help="prises depuis : 02:48, 2026-09-24, RFC 3339")
    decisions.add_argument("--until", metavar="HEURE", help="prises jusqu'à")
    board = command(among, "board", "les éléments de langage en vigueur, avec leurs visas et leur validité", _board)
    for parser, formats in ((entries, EXTENSIONS), (decisions, EXTENSIONS), (board, board_export.FORMATS)):
        _to_file(parser, formats)
        of_crisis(parser, required=True)
    leaving = group(commands, "extraction", "ce qui est sorti du journal")
    of_crisis(command(leaving, "list", "les extractions d'une crise, de la plus ancienne à la dernière", _list), True)


def _to_file(parser: Parser, formats: Iterable[str]) -> None:
    parser.add_argument("--format", required=True, choices=tuple(formats))
    parser.add_argument("--out", type=Path, metavar="CHEMIN", help="fichier, ou dossier : nommé d'après la crise")


def _journal(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    _take_out(call, call.reading.extract(filters.wanted(call, crisis), call.options.oldest_first))


def _decisions(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    since, until = filters.period(call, crisis)
    _take_out(call, call.reading.decisions(crisis.id, since, until))


def _board(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    board = call.reading.board(crisis.id)
    file = _file(call, board_export.file_name(board, call.options.format))
    taken = board_export.take_out(call.desk, board, call.options.format, file)
    values = {
        "file": str(file),
        "files": [str(file)],
        "sha256": taken.sha256,
        "format": call.options.format,
        "in_force": board_export.in_force(board),
        "at": rfc3339(board.at, crisis.zone),
    }
    call.speech.say(values, f"{len(values['in_force'])} en vigueur. SHA-256 {taken.sha256}\n{file}")


def _file(call: Call, name: str) -> Path:
    """The file that was asked for; in a folder, under that name."""
    file: Path = call.options.out or Path()
    return file / name if file.is_dir() else file


def _take_out(call: Call, extract: Extract) -> None:
    file = _file(call, file_name(extract, call.options.format))
    taken = exporting.take_out(call.desk, extract, call.options.format, file)
    values = {
        "file": str(taken.files[0]),
        "files": [str(one) for one in taken.files],
        "sha256": taken.sha256,
        "entries": taken.count,
        "format": call.options.format,
        "filter": extract.asked,
    }
    entries = f"{taken.count} entrée{'s' if taken.count > 1 else ''}"
    words = [f"{extract.title} : {entries}, {extract.asked}. SHA-256 {taken.sha256}", *values["files"]]
    call.speech.say(values, "\n".join(words))


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    for one in reversed(call.reading.extractions(crisis.id)):
        at = rfc3339(one.at, crisis.zone)
        values = {
            "id": one.id,
            "what": one.what,
            "format": one.format,
            "filter": one.filter,
            "entries": one.count,
            "sha256": one.sha256,
            "author": one.author.name,
            "workstation": one.author.workstation,
            "at": at,
            "pending": one.rank is None,
        }
        words = f"{at}  {WHAT[one.what]}, {one.format.upper()}, {one.count} : {one.filter}"
        call.speech.say(values, f"{words}  par {one.author.name} ({one.author.workstation})  {one.sha256[:12]}")
