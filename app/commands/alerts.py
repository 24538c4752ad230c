"""`import cap`: alerts of the Common Alerting Protocol, read into the main courante."""

from pathlib import Path

from app.commands import naming
from app.commands.call import Call
from app.commands.disk import bytes_of
from app.commands.parsing import Among, command, group, of_crisis
from app.core.errors import Refused
from app.documents import alert_import, cap
from app.documents.alert_import import Brought

REFUSED = "{} fichier{} refusé{} sur {}."


def arrange(commands: Among) -> None:
    among = group(commands, "import", "lire dans la main courante ce que d'autres ont écrit")
    importing = command(among, "cap", "des alertes CAP 1.1 ou 1.2", _cap)
    importing.add_argument("files", type=Path, nargs="+", metavar="FICHIER")
    of_crisis(importing, required=True)


def _cap(call: Call) -> None:
    """Says one result for each file; refused when one of them was, the others being written all the same."""
    crisis = naming.crisis(call, call.options.crisis)
    files: list[tuple[str, bytes]] = []
    unread: list[Brought] = []
    for file in call.options.files:
        try:
            files.append((str(file), bytes_of(file, cap.LARGEST)))
        except Refused as refusal:
            unread.append(Brought(str(file), "refused", str(refusal)))
    brought = alert_import.bring_in(call.desk, call.reading, crisis, files, call.clock.now()) + unread
    for one in brought:
        values = {
            "file": one.name,
            "outcome": one.outcome,
            "entry": one.number,
            "id": one.id,
            "replaces": list(one.replaced),
            "told": one.words,
        }
        call.speech.say(values, f"{one.name} : {one.words}")
    refused = sum(one.outcome == "refused" for one in brought)
    if refused:
        plural = "s" if refused > 1 else ""
        raise Refused(REFUSED.format(refused, plural, plural, len(brought)), "file")
