"""The results of a call sheet, keyed in afterwards: whom each line names, what came of the call and when."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core import times, typed_hours
from app.core.cascade import RESULTS, Cascade, Target
from app.core.cascade_commands import LogCall
from app.core.errors import Refused
from app.core.search_text import folded

COLUMNS = {  # field: the words that may head its column
    "target": ("n°", "n", "no", "numero", "target", "ligne", "qui", "nom"),
    "result": ("resultat", "result"),
    "hour": ("heure", "hour", "at"),
    "deputy": ("suppleant", "deputy"),
    "note": ("remarque", "note"),
    "by": ("par", "by"),
    "number": ("compose", "numero compose", "number", "telephone"),
}
YES = frozenset(("oui", "o", "x", "1", "s", "true", "yes", "suppleant"))
NO = frozenset(("", "non", "n", "0", "false", "no"))
MOST = 2_000  # lines of a file
_BARE = re.compile(r"(?:(?P<before>.*\S) )?(?P<hour>\d{1,2}) ?(?P<minute>\d{2})")  # 2215, hier 22 15


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet as it was typed."""

    line: int
    target: str = ""
    result: str = ""
    hour: str = ""
    deputy: str = ""
    note: str = ""
    by: str = ""
    number: str = ""

    @property
    def empty(self) -> bool:
        return not any((self.target, self.result, self.hour, self.deputy, self.note, self.by, self.number))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be put right in a line, and in which field."""

    line: int
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a sheet was understood as: for each line (its number), the call; or what is to be put right."""

    calls: Mapping[int, LogCall]
    problems: tuple[Problem, ...]


def read(rows: Sequence[Row], cascade: Cascade, now: int, zone: str) -> Keyed:
    """The calls these lines tell, the empty ones left out. An hour without a day is the nearest past one."""
    calls: dict[int, LogCall] = {}
    problems: list[Problem] = []
    for row in rows:
        if row.empty:
            continue
        try:
            calls[row.line] = _call(row, cascade, now, zone)
        except Refused as refused:
            problems.append(Problem(row.line, refused.field or "target", str(refused)))
    return Keyed(calls, tuple(problems))


def _call(row: Row, cascade: Cascade, now: int, zone: str) -> LogCall:
    target = named(row.target, cascade)
    at = _hour(row.hour, now, zone)
    deputy = folded(row.deputy.strip())
    if deputy not in YES | NO:
        raise Refused(f"« {row.deputy} » : écrivez oui si le suppléant a été appelé.", "deputy")
    return LogCall("", target.key, result(row.result), row.number, at, row.note, deputy in YES, row.by)


def named(text: str, cascade: Cascade) -> Target:
    """The target that `text` names: its number on the sheet, its key, or the beginning of a word of its name that only
    one has. Raises Refused, with the list when there are several."""
    wanted = folded(text.strip()).removeprefix("n°").strip().rstrip(".")
    found = [one for one in cascade.targets if wanted in (str(one.order), one.key)]
    found = found or [one for one in cascade.targets if folded(one.name) == wanted]
    if not found and wanted and not wanted.isdecimal():
        found = [one for one in cascade.targets if _begins(wanted, one)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(f"« {text.strip()[:80]} » n'est pas dans la cascade {cascade.number}.", "target")
    listed = ", ".join(f"{one.order} {one.name} ({one.key})" for one in found[:8])
    raise Refused(f"« {text.strip()[:80]} » désigne plusieurs personnes : {listed}.", "target")


def _begins(wanted: str, target: Target) -> bool:
    words = folded(target.name).replace("-", " ").split()
    return all(any(word.startswith(one) for word in words) for one in wanted.replace("-", " ").split())


def result(text: str) -> str:
    """The result these words begin, in French or by its code; or 1 to 4, as on the screen. Raises Refused."""
    wanted = folded(text.strip())
    if not wanted:
        raise Refused(f"Écrivez le résultat : {', '.join(RESULTS.values())}.", "result")
    for place, (code, words) in enumerate(RESULTS.items(), 1):
        known = (code, code.replace("_", " "), folded(words))
        if wanted == str(place) or any(one.startswith(wanted) for one in known):
            return code
    raise Refused(f"Résultat incompris : « {text.strip()[:40]} » ; écrivez {', '.join(RESULTS.values())}.", "result")


def _hour(text: str, now: int, zone: str) -> int:
    if not text.strip():
        raise Refused("Écrivez l'heure de l'appel : 03:12.", "at")
    try:
        written = _with_colon(" ".join(text.split()))
        typed = typed_hours.read(written, now, zone)
        if typed is not None:
            return typed_hours.moments(typed, None, now, zone).occurred_at or now
        return times.parse(written, now, zone)
    except Refused as refused:
        raise Refused(str(refused), "at") from refused


def _with_colon(text: str) -> str:
    """`22:15` of `2215` or `22 15`: in a column of hours, figures alone are one."""
    bare = _BARE.fullmatch(text)
    return " ".join(filter(None, (bare["before"], f"{bare['hour']}:{bare['minute']}"))) if bare else text


def rows_of(text: str) -> list[Row]:
    """The lines of a CSV file whose first line names its columns, in any order. Raises Refused."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines:
        raise Refused("Le fichier est vide : rien n'a été enregistré.", "file")
    delimiter = max(";,\t", key=lines[0].count)
    try:
        table = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Refused("Ce fichier n'est pas du CSV : rien n'a été enregistré.", "file") from error
    if len(table) > MOST:
        raise Refused(f"{len(table)} lignes, {MOST} au plus : rien n'a été enregistré.", "file")
    heads = [_field(head) for head in table[0]]
    missing = next((COLUMNS[one][0] for one in ("target", "result", "hour") if one not in heads), "")
    if missing:
        raise Refused(f"Colonne absente : {missing}. Attendues : n°, résultat, heure, et s'il y a lieu remarque, par.")
    return [
        Row(line, **{name: cell.strip() for name, cell in zip(heads, cells, strict=False) if name})
        for line, cells in enumerate(table[1:], 2)
    ]


def _field(head: str) -> str:
    wanted = folded(head.strip())
    return next((name for name, words in COLUMNS.items() if wanted in words), "")
