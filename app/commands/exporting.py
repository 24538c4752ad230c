"""`export` and `extraction`: what is taken out of the journal, as a file, and what was taken out before."""

from pathlib import Path

from app.commands import filters, naming
from app.commands.call import Call
from app.commands.parsing import Among, command, group, of_crisis
from app.core.arguments import Parser
from app.core.clock import rfc3339
from app.core.extract import EXTENSIONS, Extract, file_name
from app.core.registers.extractions import WHAT
from app.documents import exporting


def arrange(commands: Among) -> None:
    among = group(commands, "export", "écrire un fichier de ce que tient le journal")
    entries = command(among, "journal", "la main courante, complète, dans l'ordre de l'écran", _journal)
    filters.arrange(entries)
    entries.add_argument("--oldest-first", action="store_true", help="dans l'ordre du temps")
    decisions = command(among, "decisions", "le relevé de décisions, dans l'ordre des numéros", _decisions)
    for parser in (entries, decisions):
        _to_file(parser)
        of_crisis(parser, required=True)
    leaving = group(commands, "extraction", "ce qui est sorti du journal")
    of_crisis(command(leaving, "list", "les extractions d'une crise, de la plus ancienne à la dernière", _list), True)


def _to_file(parser: Parser) -> None:
    parser.add_argument("--format", required=True, choices=EXTENSIONS)
    parser.add_argument("--out", type=Path, metavar="CHEMIN", help="fichier, ou dossier : nommé d'après la crise")


def _journal(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    _take_out(call, call.reading.extract(filters.wanted(call, crisis), call.options.oldest_first))


def _decisions(call: Call) -> None:
    _take_out(call, call.reading.decisions(naming.crisis(call, call.options.crisis).id))


def _take_out(call: Call, extract: Extract) -> None:
    name, file = file_name(extract, call.options.format), call.options.out or Path()
    if file.is_dir():
        file /= name
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
