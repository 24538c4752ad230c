"""Bringing published figures into the register of a crisis: each number once, all of them or none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core import times
from app.core.desk import Desk
from app.core.errors import Refused, disk_said
from app.core.figure_commands import ImportFigures, RecordFigure
from app.core.registers.crisis import Crisis
from app.core.roles import may_choose_figures
from app.core.store.reading import Reading
from app.documents.figures import Publication, publication

ZONE = "Europe/Paris"  # of those who published them, whatever that of the crisis
NATIONAL = "France entière"
PUBLIC = "Chiffre déjà publié par sa source."
LARGEST, MOST_FILES = 256 * 1024, 2000
SUFFIXES = (".yaml", ".yml")
NOTHING = "Rien n'a été importé."


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import wrote: figures `added`, those `known` already, out of so many publications."""

    publications: int
    added: int
    known: int


def bring_in(desk: Desk, reading: Reading, crisis: Crisis, paths: Iterable[Path]) -> Brought:
    """Writes down what these files, or the files of these folders, publish. A second time, it writes nothing. Raises
    Refused, naming the file, when one of them cannot be read: nothing is then written."""
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise Refused(f"Aucun fichier de chiffres (.yaml) à cet endroit. {NOTHING}", "file")
    if len(files) > MOST_FILES:
        raise Refused(f"{len(files)} fichiers : {MOST_FILES} au plus à la fois. {NOTHING}", "file")
    mine = next((row.role for row in reading.crises() if row.id == crisis.id), "")
    public = any(may_choose_figures(role) for role in mine.split(", "))
    read: dict[str, RecordFigure] = {}
    for file in files:
        read |= {one.origin: one for one in _of_file(file, crisis.id, public)}
    known = reading.figure_origins(crisis.id)
    new = tuple(one for origin, one in read.items() if origin not in known)
    if new:
        desk.do(ImportFigures(crisis.id, new))
    return Brought(len(files), len(new), len(read) - len(new))


def told(brought: Brought) -> str:
    """What an import did, in French."""
    if not brought.added:
        return f"Ces {brought.known} chiffres étaient déjà au bilan : rien n'a été écrit."
    known = f", {brought.known} déjà connus" if brought.known else ""
    return f"Chiffres importés : {brought.added}{known}, de {brought.publications} publications."


def records(one: Publication, crisis: str, public: bool = False) -> Iterator[RecordFigure]:
    """What a publication counts, figure by figure, each with its own remarks. When nobody said the hour, it is arrested
    at the last minute of its day, and says that only its day is known. `public`: its author may say that it is."""
    cutoff = times.parse(f"{one.date}T{one.hour or '23:59'}", 0, ZONE)
    heads = {f"{figure.label.capitalize()} : " for figure in one.figures}
    general = [remark for remark in one.remarks if not remark.startswith(tuple(heads))]
    for figure in one.figures:
        head = f"{figure.label.capitalize()} : "
        notes = [remark.removeprefix(head) for remark in one.remarks if remark.startswith(head)]
        yield RecordFigure(
            crisis,
            figure.label.capitalize(),
            str(figure.value),
            one.source,
            cutoff,
            precision="exact" if one.hour else "day",
            perimeter=NATIONAL,
            reference=one.url,
            note="\n".join((*notes, *general)),
            publishable=public,
            clearance=PUBLIC if public else "",
            origin=f"{one.source} | {one.date} | {figure.key} | {figure.value}",
        )


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)


def _of_file(file: Path, crisis: str, public: bool) -> list[RecordFigure]:
    """What one file publishes. Raises Refused, naming it."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise Refused(f"plus de {LARGEST // 1024} Ko, ce n'est pas une publication de chiffres.")
        found = list(records(publication(raw.decode("utf-8-sig")), crisis, public))
    except UnicodeDecodeError as error:
        raise Refused(f"{file.name} : ce n'est pas du texte en UTF-8. {NOTHING}", "file") from error
    except (OSError, ValueError) as error:
        said = disk_said(error) if isinstance(error, OSError) else "ce chemin n'est pas un fichier"
        raise Refused(f"{file.name} ne se lit pas : {said}. {NOTHING}", "file") from error
    except Refused as refusal:
        said = str(refusal).removesuffix(" : rien n'a été importé.").rstrip(".")
        raise Refused(f"{file.name} : {said}. {NOTHING}", "file") from refusal
    if not found:
        raise Refused(f"{file.name} : aucun chiffre national dans ce fichier. {NOTHING}", "file")
    return found
