"""`kit`: the degraded kit on paper, blank forms and current tables in one file."""

from pathlib import Path

from app.commands import naming
from app.commands.call import Call
from app.commands.parsing import Among, command, of_crisis
from app.core.errors import Refused
from app.core.kit import open_crises
from app.core.kit_keeping import Made

SHEETS = "feuilles de main courante par crise (3)"
FEW = "De 1 à {} feuilles de main courante : « {} » n'en est pas."
TAKES_NO_CRISIS = "Le kit de ce poste est celui de toutes les crises ouvertes : avec --crisis, dites --out."


def arrange(commands: Among) -> None:
    making = command(commands, "kit", "le kit de secours : formulaires vierges et tableaux du moment, en PDF", _make)
    place = "fichier, ou dossier ; sans lui, là où ce poste garde le sien, à la place de celui d'aujourd'hui"
    making.add_argument("--out", type=Path, metavar="CHEMIN", help=place)
    making.add_argument("--sheets", type=int, metavar="N", help=SHEETS)
    of_crisis(making)


def _make(call: Call) -> None:
    from app.documents import kit  # reportlab takes its time: only who prints waits for it

    options = call.options
    crisis = naming.given_crisis(call)
    if crisis is not None and options.out is None:
        raise Refused(TAKES_NO_CRISIS, "out")
    sheets = kit.SHEETS if options.sheets is None else options.sheets
    if not 1 <= sheets <= kit.MOST_SHEETS:
        raise Refused(FEW.format(kit.MOST_SHEETS, sheets), "sheets")
    if options.out is None:
        _told(call, kit.refresh(call.desk, call.reading, call.folder, sheets))
        return
    crises = (crisis.id,) if crisis else open_crises(call.reading)
    if not options.out.is_dir():
        options.out.parent.mkdir(parents=True, exist_ok=True)
    _told(call, kit.make(call.desk, call.reading, crises, options.out, sheets))


def _told(call: Call, made: Made) -> None:
    codes = call.reading.crisis_codes()
    crises = [codes.get(one, one) for one in made.crises]
    values = {"file": made.file, "sha256": made.sha256, "pages": made.pages, "crises": crises}
    whose = ", ".join(crises) or "aucune crise ouverte, cadre à cocher"
    call.speech.say(values, f"Kit de secours : {made.pages} pages, {whose}. SHA-256 {made.sha256}\n{made.file}")
