"""Saisie après coup: what was written on paper becomes entries, in the order of the sheet, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core import quick_line, quick_words, times
from app.core.doubts import AHEAD, doubts
from app.core.entries import AMENDABLE, HANDLED, MEANS
from app.core.entry_commands import Record, Transcribe
from app.core.entry_fields import checked
from app.core.errors import Refused
from app.core.places import Places
from app.core.plain_text import clean
from app.core.typed_hours import TypedHour

LONGEST_SHEET = 20
A_DAY = 24 * 60  # minutes
HALF_A_DAY = 12 * 60  # an hour that goes further back is of the next day
A_LITTLE = 3 * 60  # what is noted late, at most: a longer silence is of the same day
ILLEGIBLE = frozenset(("?", "??"))
DITTO = frozenset(('"', "''", "〃", "″", "”", "idem", "id."))
CELLS = {"occurred_at": "hour", "received_at": "hour", "at": "hour", "subject": "text", "raw": "text"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the paper, `number` being its place in the grid or in the file. Either `line`, in the syntax of the
    quick line, or the cells. `hour` may be `?` (illegible) or a ditto; `text` is `objet : suite`, or the object alone
    with its `content` apart."""

    number: int
    hour: str = ""
    sender: str = ""
    recipients: str = ""
    means: str = ""
    text: str = ""
    content: str = ""
    line: str = ""

    @property
    def empty(self) -> bool:
        return not any(map(str.strip, self.cells)) and not self.line.strip()

    @property
    def cells(self) -> tuple[str, ...]:
        return self.hour, self.sender, self.recipients, self.means, self.text, self.content


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet being copied: its number, the crisis it belongs to, and the day of its first line; without one, the
    latest day that puts no line ahead of now."""

    number: str
    crisis: str
    zone: str
    territory: tuple[str, ...] = ()
    opened_at: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong or doubtful in one row, and in which of its cells."""

    row: int
    words: str
    field: str = ""

    def __str__(self) -> str:
        return f"ligne {self.row} : {self.words}"


@dataclass(frozen=True, slots=True)
class Transcription:
    """What the rows amount to: a record for each row of `rows` (by number). `problems` must be put right before
    anything is written; `doubts` are only told."""

    sheet: Sheet
    rows: tuple[int, ...]
    records: tuple[Record, ...]
    problems: tuple[Remark, ...]
    doubts: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A row, what its clock showed (None: what the row above showed) and the day found for it."""

    row: Row
    typed: TypedHour | None
    clock: TypedHour
    day: date
    doubt: str = ""


def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of a text file, one line of the paper per line."""
    return tuple(Row(number, line=line) for number, line in enumerate(text.splitlines(), 1))


def transcribe(rows: Sequence[Row], sheet: Sheet, now: int, places: Places) -> Transcription:
    """The entries of a sheet typed in at `now`; empty rows say nothing. Nothing is raised: see `problems`."""
    problems: list[Remark] = []
    read = _hours(rows, sheet.zone, now, problems)
    first = sheet.day or times.local_day(now, sheet.zone)
    dated = _dated(read, first)
    while sheet.day is None and _ahead(dated, sheet.zone, now):
        first -= timedelta(days=1)
        dated = _dated(read, first)
    records: dict[int, Record] = {}
    found: list[Remark] = []
    for one in dated:
        try:
            record = _record(one, sheet, now, places)
        except Refused as refused:
            problems.append(Remark(one.row.number, str(refused), CELLS.get(refused.field, refused.field)))
            continue
        records[one.row.number] = record
        hour_doubts = doubts(record.occurred_at, record.received_at, now, sheet.opened_at, sheet.zone)
        found += [Remark(one.row.number, words, "hour") for words in (one.doubt, *hour_doubts) if words]
    problems.sort(key=lambda problem: problem.row)
    return Transcription(sheet, tuple(records), tuple(records.values()), tuple(problems), tuple(found))


def command(transcription: Transcription) -> Transcribe:
    """The command that writes the sheet. Refuses, naming every row that has a problem, and nothing is written."""
    number = clean(transcription.sheet.number, "sheet", LONGEST_SHEET)
    if not number:
        raise Refused("Indiquez le numéro de la feuille.", "sheet")
    if transcription.problems:
        raise Refused("\n".join(map(str, transcription.problems)), "rows")
    if not transcription.records:
        raise Refused("La feuille est vide : rien n'est à transcrire.", "rows")
    return Transcribe(transcription.sheet.crisis, number, transcription.records)


def _hours(rows: Sequence[Row], zone: str, now: int, problems: list[Remark]) -> list[tuple[Row, TypedHour | None]]:
    """Each row that says something, with its hour; a ditto and an illegible one have none of their own."""
    found: list[tuple[Row, TypedHour | None]] = []
    for row in rows:
        if row.empty:
            continue
        try:
            hour = _hour(row, zone, now, first=not found)
        except Refused as refused:
            problems.append(Remark(row.number, str(refused), refused.field or "hour"))
            continue
        found.append((row, hour))
    return found


def _hour(row: Row, zone: str, now: int, first: bool) -> TypedHour | None:
    word = _hour_word(row)
    if word.lower() in DITTO or word in ILLEGIBLE:
        if first:
            raise Refused("la première ligne a besoin de son heure.")
        return None
    typed = quick_line.typed_hour(_line(row), now, zone)
    if typed is None and row.line:
        raise Refused("pas d'heure : écrivez « 02:48 émetteur > texte », ou « ? » si l'heure n'est pas lisible.")
    if typed is None:
        said = f"« {row.hour.strip()} » n'est pas une heure" if row.hour.strip() else "pas d'heure"
        raise Refused(f"{said} : écrivez 02:48, ou « ? » si elle n'est pas lisible.")
    return typed


def _hour_word(row: Row) -> str:
    return row.line.split(maxsplit=1)[0] if row.line.strip() else row.hour.strip()


def _dated(read: Sequence[tuple[Row, TypedHour | None]], first: date) -> list[_Dated]:
    """The day of each row: `first`, then the next day each time the hour goes back by more than half a day."""
    dated: list[_Dated] = []
    anchor = first  # the day under which none is looked for: the first one, or the last one written
    for row, typed in read:
        before = dated[-1] if dated else None
        if before is None:
            clock = typed or TypedHour(0, 0)
            anchor = clock.day or first
            dated.append(_Dated(row, typed, clock, anchor))
        elif typed is None:
            dated.append(_Dated(row, None, before.clock, before.day))
        else:
            day = typed.day or _next_day(before, typed, anchor)
            anchor = typed.day or anchor
            back = (day, typed.minutes) < (before.day, before.clock.minutes)
            dated.append(_Dated(row, typed, typed, day, _back(typed, before) if back else ""))
    return dated


def _next_day(before: _Dated, typed: TypedHour, anchor: date) -> date:
    step = typed.minutes - before.clock.minutes
    if step < -HALF_A_DAY:
        return before.day + timedelta(days=1)
    if step > A_DAY - A_LITTLE and before.day > anchor:  # 23:58 noted after 00:05
        return before.day - timedelta(days=1)
    return before.day


def _back(typed: TypedHour, before: _Dated) -> str:
    former = f"{before.clock.hour:02}:{before.clock.minute:02}"
    return f"{typed.hour:02}:{typed.minute:02} vient après {former} (ligne {before.row.number}) : gardé tel quel."


def _ahead(dated: Sequence[_Dated], zone: str, now: int) -> bool:
    """True when a row would come after now, or after a row that has its date."""
    latest = now + AHEAD
    undated: list[int] = []
    for one in dated:
        found = times.instants(one.day, one.clock.hour, one.clock.minute, zone)
        if one.typed is not None and one.typed.day is not None:
            latest = min(latest, *found) if found else latest
            break
        undated += found
    return any(instant > latest for instant in undated)


def _record(one: _Dated, sheet: Sheet, now: int, places: Places) -> Record:
    row = one.row
    understood = quick_line.understand(
        _line(row), now, sheet.zone, places, sheet.territory, sheet.opened_at, on=one.day
    )
    if one.typed is None:
        at = times.on_day(one.day, one.clock.hour, one.clock.minute, sheet.zone)
        precision = "unknown" if _hour_word(row) in ILLEGIBLE else "about" if one.clock.about else "exact"
        understood = replace(understood, occurred_at=at, precision=precision)
    record = quick_line.to_record(understood, sheet.crisis, accept_place=False)
    if not row.line:
        if understood.sender:
            raise Refused(f"« {row.hour.strip()} » n'est pas une heure.", "hour")
        record = _with_cells(record, row)
    record = replace(record, raw=row.line.strip() or " | ".join(filter(None, map(str.strip, row.cells))))
    checked({name: getattr(record, name) for name in (*AMENDABLE, *HANDLED)}, (*AMENDABLE, *HANDLED))
    return record


def _with_cells(record: Record, row: Row) -> Record:
    written = row.means.strip()
    means = quick_words.means(written) or next((code for code, word in MEANS.items() if written in (code, word)), None)
    if means is None:
        raise Refused(f"« {written} » n'est pas un moyen connu : {', '.join(filter(None, MEANS.values()))}.", "means")
    return replace(
        record,
        sender=row.sender.strip(),
        recipients=tuple(quick_line.names(row.recipients)),
        means=means,
        content="\n".join(filter(None, (record.content, row.content.strip() if row.text.strip() else ""))),
    )


def _line(row: Row) -> str:
    """The row in the syntax of the quick line; what stands for an hour and is none is left out."""
    word = _hour_word(row)
    stands = word.lower() in DITTO or word in ILLEGIBLE
    if row.line:
        return row.line.strip().removeprefix(word) if stands else row.line
    text = row.text.strip() or row.content.strip()
    if not text:
        raise Refused("écrivez ce qui s'est passé.", "text")
    return f"{'' if stands else row.hour} > {text}"
