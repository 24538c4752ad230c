"""`contact import`, `contact undo`, `contact export`: what comes into the directory from a file, and what leaves it."""

from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.contact_speech import count, label, readable
from app.commands.parsing import Among, command, of_crisis
from app.core import importing
from app.core.clock import rfc3339
from app.core.contact import KINDS
from app.core.directory_extract import EXTENSIONS, file_name
from app.core.errors import Refused
from app.core.importing import Tally, by_default
from app.core.merging import ADDED, CHOICES, SAME, UPDATED, Merge
from app.core.registers.directory import ZONE
from app.core.registers.imports import FORMATS, BeginImport
from app.core.revealing import reveal
from app.core.store.references import ID
from app.documents import directory_export, incoming
from app.documents.incoming import Source

EXPORT = "export de l’annuaire"  # why private numbers were shown: never of whom
SHOWN = 200  # contacts told one by one; more are counted
OUTCOMES = {ADDED: "nouveau", UPDATED: "complété", SAME: "inchangé"}
UNKNOWN = "L'import « {} » n'est pas connu de ce poste."


def arrange(contact: Among) -> None:
    """Adds these commands to those of the directory."""
    bringing = command(
        contact, "import", "importer des contacts : vCard, CSV, ODS, annuaire de la DILA (JSON)", _import
    )
    bringing.add_argument("file", type=Path, metavar="FICHIER")
    bringing.add_argument("--preview", action="store_true", help="dire ce qui changerait ; rien n'est écrit")
    column = "« Titre=champ » : ce que contient une colonne, « Titre= » pour la laisser (répétable)"
    bringing.add_argument("--column", action="append", default=[], metavar="TITRE=CHAMP", help=column)
    differences = f"ce qu'on fait de ce qui diffère de ce qu'une personne a écrit : {', '.join(CHOICES)}"
    bringing.add_argument("--differences", choices=CHOICES, help=differences)
    imports = command(contact, "imports", "les imports passés", _imports)
    undoing = command(contact, "undo", "annuler un import en entier, sauf ce qui a été changé depuis", _undo)
    undoing.add_argument("batch", metavar="IMPORT", help="son identifiant (contact imports)")
    undoing.add_argument("--preview", action="store_true", help="dire ce qui resterait ; rien n'est écrit")
    leaving = command(contact, "export", "écrire l'annuaire dans un fichier : c'est noté", _export)
    leaving.add_argument("--format", required=True, choices=EXTENSIONS)
    leaving.add_argument("--out", type=Path, metavar="CHEMIN", help="fichier, ou dossier : nommé d'après l'heure")
    leaving.add_argument("--query", default="", metavar="MOTS", help="les contacts qui contiennent ces mots")
    leaving.add_argument("--kind", choices=KINDS, action="append", default=[])
    leaving.add_argument("--private", action="store_true", help="avec les numéros privés : c'est noté aussi")
    for parser in (bringing, imports, leaving):
        of_crisis(parser)


def _import(call: Call) -> None:
    crisis = naming.given_crisis(call)
    source = incoming.read(call.options.file, mapping=_columns(call.options.column))
    space = crisis.id if crisis else ""
    if call.options.preview:
        _preview(call, source, space)
        return
    begin = BeginImport(source.name, source.format, source.sha256, space)
    batch, tally = importing.apply(call.desk, call.reading, begin, source.records(), _choices(call))
    _tell(call, batch, tally)


def _preview(call: Call, source: Source, space: str) -> None:
    tally, choose = Tally(), _choices(call)
    for place, merge in enumerate(importing.preview(call.reading, importing.readable(source.records(), tally), space)):
        tally.count(merge, choose(merge))
        if place < SHOWN and (merge.outcome != SAME or merge.differences):
            call.speech.say(_plain(merge), _line(merge))
    _tell(call, "", tally)


def _choices(call: Call) -> importing.Choices:
    chosen = call.options.differences
    return by_default if chosen is None else lambda merge: {one.field: chosen for one in merge.differences}


def _columns(typed: list[str]) -> dict[str, str]:
    columns = {}
    for one in typed:
        title, equals, field = one.rpartition("=")
        if not equals:
            raise Refused(f"« {one} » : écrivez « Titre de la colonne=champ ».", "column")
        columns[title.strip()] = field.strip()
    return columns


def _tell(call: Call, batch: str, tally: Tally) -> None:
    values: dict[str, Any] = {
        "import": batch,
        "added": tally.added,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "conflicts": tally.conflicts,
        "kept": tally.kept,
        "refused": [{"place": place, "why": why} for place, why in tally.refused],
    }
    said = (
        count(tally.added, "ajouté"),
        count(tally.updated, "mis à jour", "mis à jour"),
        count(tally.unchanged, "inchangé"),
        count(tally.conflicts, "champ à départager", "champs à départager"),
        count(tally.kept, "valeur gardée"),
    )
    words = f"{', '.join(said)}."
    lines = [words, *(f"  {place} : {why}" for place, why in tally.refused[:SHOWN])]
    lines += [f"  et {count(len(tally.refused) - SHOWN, 'autre remarque')}"] if len(tally.refused) > SHOWN else []
    lines += [f"Pour annuler : diapason contact undo {batch[:12]}"] if batch else []
    call.speech.say(values, "\n".join(lines))


def _plain(merge: Merge) -> dict[str, Any]:
    return {
        "place": merge.incoming.place,
        "name": merge.name,
        "outcome": merge.outcome,
        "contact": merge.contact,
        "fields": dict(merge.fields),
        "differences": [
            {"field": one.field, "ours": one.ours, "theirs": one.theirs, "verified": one.verified}
            for one in merge.differences
        ],
    }


def _line(merge: Merge) -> str:
    names = ", ".join(map(label, merge.fields)) if merge.contact else ""
    lines = [f"{merge.incoming.place}  {OUTCOMES[merge.outcome]} : {merge.name}{f' ({names})' if names else ''}"]
    for one in merge.differences:
        ours, theirs = (readable(one.field, value) for value in (one.ours, one.theirs))
        verified = ", vérifié" if one.verified else ""
        lines.append(f"    {label(one.field)} : ici « {ours} »{verified}, dans le fichier « {theirs} »")
    return "\n".join(lines)


def _imports(call: Call) -> None:
    crisis = naming.given_crisis(call)
    for one in call.reading.imports(crisis.id if crisis else ""):
        written = call.reading.imported(one.id)
        values = {
            "import": one.id,
            "file": one.file,
            "format": one.format,
            "author": one.author.name,
            "at": rfc3339(one.at, ZONE),
            "undone_at": rfc3339(one.undone_at, ZONE) if one.undone_at else None,
            "contacts": len(written),
        }
        undone = " · annulé" if one.undone_at else ""
        words = f"{one.id[:12]}  {values['at']}  {one.file} ({FORMATS.get(one.format, one.format)})"
        call.speech.say(values, f"{words}, {count(len(written), 'contact')}, par {one.author.name}{undone}")


def _undo(call: Call) -> None:
    found = call.reading.find(call.options.batch, "import") if ID.fullmatch(call.options.batch) else []
    if len(found) != 1:
        raise Refused(UNKNOWN.format(call.options.batch[:80]), "import")
    batch = found[0].id
    if call.options.preview:
        back, left = importing.undo_preview(call.reading, batch)
    else:
        back, left = importing.undo(call.desk, call.reading, batch)
    told = [{"contact": one.contact, "name": one.name, "fields": list(one.fields)} for one in left]
    restored = count(back, "contact remis comme avant", "contacts remis comme avant")
    lines = [f"{restored}, {count(len(left), 'changé')} depuis l'import."]
    lines += [f"  {one.name} : {', '.join(map(label, one.fields))}" for one in left[:SHOWN]]
    call.speech.say({"import": batch, "undone": back, "left": told}, "\n".join(lines))


def _export(call: Call) -> None:
    options, crisis = call.options, naming.given_crisis(call)
    ids = naming.contacts(call, options.query, tuple(options.kind))
    asked = f"« {options.query} »" if options.query.strip() else "tous les contacts"
    if options.kind:
        asked = f"{asked}, {', '.join(KINDS[one] for one in options.kind)}"
    why = "paper" if options.format == "pdf" else "file"
    private = reveal(call.desk, call.reading, ids, why, EXPORT) if options.private else {}
    extract = call.reading.directory_extract(ids, asked, crisis.id if crisis else "", private)
    file = options.out or Path()
    if file.is_dir() or not file.suffix:
        file /= file_name(extract, options.format)
    taken = directory_export.take_out(call.desk, extract, options.format, file)
    values = {
        "file": str(taken.files[0]),
        "files": [str(one) for one in taken.files],
        "sha256": taken.sha256,
        "contacts": taken.count,
        "format": options.format,
        "filter": asked,
    }
    words = f"Annuaire : {count(taken.count, 'contact')}, {asked}. SHA-256 {taken.sha256}"
    call.speech.say(values, "\n".join([words, *values["files"]]))
