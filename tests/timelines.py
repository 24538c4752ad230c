"""The real chronologies of tests/data/timelines, read into dated lines exactly as they were written."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.core.clock import milliseconds

FOLDER = Path(__file__).parent / "data" / "timelines"
ZONE = "Europe/London"
HOUR_OF_DAY = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
DAY = r"(?P<day>\d{4}-\d{2}-\d{2})"
LINE = re.compile(rf"^ +- (?P<label>[^:\d`]*?):? *{DAY}(?: +{HOUR_OF_DAY})?[: ]*(?P<text>.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line of a chronology: its day and hour as they were written (no hour when none was), and its words."""

    day: str
    hour: str
    text: str

    @property
    def moment(self) -> int:
        """In ms; midnight when no hour was written."""
        return _moment(f"{self.day}T{self.hour or '00:00'}")

    @property
    def typed(self) -> str:
        """The line as a loggist would type it in."""
        return f"{self.day} {self.hour or '00:00'} > {self.text}"


@dataclass(frozen=True, slots=True)
class Chronology:
    """An incident. `declared` is the day its title gives: its first line may be dated wrongly, its title is not."""

    name: str
    declared: str
    lines: tuple[DatedLine, ...]

    @property
    def opened_at(self) -> int:
        """Midnight of the day of its title, in ms."""
        return _moment(self.declared)


def chronologies() -> tuple[Chronology, ...]:
    """The six of them, the oldest first."""
    return tuple(_read(file) for file in sorted(FOLDER.glob("20*.md")))


def lines(chronology: Chronology) -> list[tuple[int, str]]:
    """(moment in ms, text) of each line, in the order of the paper."""
    return [(line.moment, line.text) for line in chronology.lines]


def _read(file: Path) -> Chronology:
    text = file.read_text("utf-8")
    found = re.search(r"^title: Incident on (\d{4}-\d{2}-\d{2})", text, re.MULTILINE)
    assert found, f"{file.name} has no title"
    return Chronology(file.stem, found[1], tuple(map(_line, LINE.finditer(text))))


def _line(match: re.Match[str]) -> DatedLine:
    hour = f"{int(match['hour']):02}:{match['minute']}" if match["hour"] else ""
    return DatedLine(match["day"], hour, f"{match['label']} {match['text']}".strip())


def _moment(written: str) -> int:
    return milliseconds(datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(ZONE)))
