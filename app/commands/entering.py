"""`log`, `journal transcribe` and `journal draft`: what is typed becomes entries, at once, after paper, or later."""

from pathlib import Path
from typing import Any

from app.commands import disk, naming
from app.commands.call import Call
from app.commands.parsing import Among, command, group, of_crisis
from app.core import drafts_text, quick_line, times, transcription
from app.core.clock import moment, rfc3339
from app.core.drafts_text import EntryDraft
from app.core.entry import Entry
from app.core.errors import Refused
from app.core.places import Places
from app.core.plain_text import clean
from app.core.quick_line import Understood
from app.core.registers.crisis import Crisis

EXAMPLE = "« 02:48 reçu 03:03 SDIS76 tel > objet : suite #fait !2 @76540 »"


def arrange(commands: Among, journal: Among) -> None:
    """`log` among the commands, the others in the family `journal`."""
    logging = command(commands, "log", "écrire une ligne dans la main courante", _log)
    logging.add_argument("line", metavar="LIGNE", help=EXAMPLE)
    logging.add_argument("--accept-place", action="store_true", help="garder le lieu proposé")
    of_crisis(logging, required=True)

    copying = command(journal, "transcribe", "recopier une feuille de papier, une ligne par entrée", _transcribe)
    copying.add_argument(
        "file", type=Path, metavar="FICHIER", help=f"texte, une ligne par entrée ({EXAMPLE}) ; - : entrée standard"
    )
    copying.add_argument("--sheet", required=True, metavar="N°", help="numéro de la feuille")
    copying.add_argument(
        "--date", metavar="JOUR", help="jour de la première ligne (2026-09-24) ; sinon, le dernier possible"
    )
    of_crisis(copying, required=True)

    drafting = group(journal, "draft", "les entrées commencées et mises de côté sur ce poste")
    adding = command(drafting, "add", "mettre une ligne de côté", _add)
    adding.add_argument("line", metavar="LIGNE", help=EXAMPLE)
    listing = command(drafting, "list", "les brouillons de la crise, du plus ancien au plus récent", _list)
    recording = command(drafting, "record", "enregistrer un brouillon dans la main courante", _record)
    recording.add_argument("--accept-place", action="store_true", help="garder le lieu proposé")
    dropping = command(drafting, "drop", "jeter un brouillon", _drop)
    for parser in (recording, dropping):
        parser.add_argument("draft", metavar="BROUILLON", help="son numéro, comme la liste le donne")
    for parser in (adding, listing, recording, dropping):
        of_crisis(parser, required=True)


def _log(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    _written(call, crisis, _understood(call, crisis, call.options.line))


def _transcribe(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    now = call.clock.now()
    day = None if options.date is None else times.local_day(times.parse(options.date, now, crisis.zone), crisis.zone)
    sheet = transcription.Sheet(options.sheet, crisis.id, crisis.zone, crisis.territory, crisis.opened_at, day)
    made = transcription.transcribe(transcription.rows_of(disk.text_of(options.file)), sheet, now, Places())
    done = call.desk.do(transcription.command(made))
    doubts: dict[int, list[str]] = {}
    for doubt in made.doubts:
        doubts.setdefault(doubt.row, []).append(doubt.words)
    written = sorted(call.reading.entries(sorted(done.changes.records)), key=_sequence)
    for row, entry in zip(made.rows, written, strict=True):
        values = {
            "entry": entry.number,
            "id": entry.id,
            "line": row,
            "occurred_at": rfc3339(entry.occurred_at, crisis.zone),
            "received_at": rfc3339(entry.received_at, crisis.zone),
            "recorded_at": rfc3339(entry.recorded_at, crisis.zone),
            "sheet": entry.sheet,
            "subject": entry.subject,
            "warnings": doubts.get(row, []),
        }
        hour = f"{moment(entry.occurred_at, crisis.zone):%Y-%m-%d %H:%M}"
        warned = "".join(f"\n  À vérifier : {doubt}" for doubt in doubts.get(row, []))
        call.speech.say(values, f"{entry.number:<10} {hour}  {entry.subject}{warned}")


def _sequence(entry: Entry) -> int:
    return int(entry.number.rpartition("-")[2])


def _add(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    line = clean(call.options.line, "raw", quick_line.LONGEST_LINE)
    if not line:
        raise Refused("La ligne est vide : rien n'est mis de côté.", "raw")
    draft = EntryDraft(drafts_text.free_key(call.clock.now(), _drafts(call, crisis)), line)
    call.desk.keep_draft(drafts_text.name(crisis.id, draft.key), drafts_text.encode(draft))
    call.speech.say(_plain(draft, crisis), f"Brouillon {draft.key} mis de côté sur ce poste.")


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    for draft in _drafts(call, crisis):
        begun = f"{moment(draft.key, crisis.zone):%Y-%m-%d %H:%M}"
        kind = "  (entrée détaillée)" if draft.detailed else ""
        call.speech.say(_plain(draft, crisis), f"{draft.key}  {begun}  {draft.words}{kind}")


def _record(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    draft = _draft(call, crisis)
    if draft.detailed:
        raise Refused("Ce brouillon est une entrée détaillée : terminez-la dans la fenêtre, rien n'est perdu.", "draft")
    _written(call, crisis, _understood(call, crisis, draft.line))
    call.desk.keep_draft(drafts_text.name(crisis.id, draft.key), "")


def _drop(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    draft = _draft(call, crisis)
    call.desk.keep_draft(drafts_text.name(crisis.id, draft.key), "")
    call.speech.say(_plain(draft, crisis), f"Brouillon jeté : {draft.words}")


def _understood(call: Call, crisis: Crisis, line: str) -> Understood:
    now = call.clock.now()
    return quick_line.understand(line, now, crisis.zone, Places(), crisis.territory, crisis.opened_at)


def _written(call: Call, crisis: Crisis, understood: Understood) -> None:
    """Records what was understood, and says what it became."""
    done = call.desk.do(quick_line.to_record(understood, crisis.id, call.options.accept_place))
    entry = call.reading.entry(done.id)
    proposed = None if call.options.accept_place else understood.proposed_place
    values = {
        "entry": entry.number,
        "id": entry.id,
        "occurred_at": rfc3339(entry.occurred_at, crisis.zone),
        "received_at": rfc3339(entry.received_at, crisis.zone),
        "recorded_at": rfc3339(entry.recorded_at, crisis.zone),
        "late_minutes": entry.late_minutes,
        "proposed_place": {"code": proposed.code, "name": proposed.name} if proposed else None,
        "warnings": list(understood.doubts),
    }
    read = "\n".join(f"  {chip.label} : {chip.value}" for chip in quick_line.chips(understood))
    call.speech.say(values, f"{entry.number} enregistrée sur ce poste.\n{read}")


def _drafts(call: Call, crisis: Crisis) -> list[EntryDraft]:
    return drafts_text.drafts(crisis.id, call.reading.drafts(drafts_text.prefix(crisis.id)))


def _draft(call: Call, crisis: Crisis) -> EntryDraft:
    wanted = call.options.draft
    found = next((draft for draft in _drafts(call, crisis) if str(draft.key) == wanted), None)
    if found is None:
        raise Refused(f"Le brouillon « {wanted} » n'est pas sur ce poste : « journal draft list » les donne.", "draft")
    return found


def _plain(draft: EntryDraft, crisis: Crisis) -> dict[str, Any]:
    return {
        "draft": str(draft.key),
        "begun_at": rfc3339(draft.key, crisis.zone),
        "line": draft.line,
        "detailed": draft.detailed,
        "words": draft.words,
    }
