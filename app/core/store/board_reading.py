"""What may be said now as the screens list it: by topic, with what no longer may, and what is being written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.board import (
    ASIDE,
    EXPIRED,
    HELD,
    IN_FORCE,
    NO_TOPIC,
    SUSPENDED,
    TOO_EARLY,
    TWO_VERSIONS,
    newer,
    replaced_by,
)
from app.core.message import STATES, Message, said_version
from app.core.registers.members import Member
from app.core.search_text import folded, match_query
from app.core.situation import ServerTime
from app.core.store.message_reading import MessageReading
from app.core.store.reuniting import within
from app.core.store.rows import MessageRow, called_short
from app.core.store.schema import SEARCH
from app.core.texts import Version

GONE = "gone"  # withdrawn or replaced: it went out, and is not said any more
ORDER = (IN_FORCE, SUSPENDED, EXPIRED, GONE)
WRITTEN = ("conflict", "validated", "embargoed", "returned", "submitted", "draft")  # what may come, in some state
MOST_ANSWERS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A dispatch on one line: when (ms), by which channel, to whom."""

    at: int
    channel: str
    whom: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A message that went out. `standing` is one of ORDER and `why` says in French what keeps it from being in force.
    `words` are those that went out: empty under an embargo. `coming` are what is written to replace it."""

    row: MessageRow
    standing: str
    why: str
    words: str
    told: tuple[Told, ...]
    coming: tuple[MessageRow, ...] = ()
    replaced: str = ""  # reference of what it took the place of

    @property
    def number(self) -> str:
        """v3: the version that went out."""
        return self.row.said_version.partition("·")[0]

    @property
    def said_at(self) -> int:
        """When that version went out, the last time."""
        return self.row.dispatched_at or self.row.said_at


@dataclass(frozen=True, slots=True)
class LineTopic:
    """A topic: what was said of it, in the order of ORDER, and what is being written about it."""

    name: str
    lines: tuple[LineRow, ...]
    coming: tuple[MessageRow, ...]

    @property
    def valid(self) -> int:
        """How many of its lines are in force."""
        return sum(one.standing == IN_FORCE for one in self.lines)


@dataclass(frozen=True, slots=True)
class Lines:
    """All that was said in a crisis and how it stands at that moment; `readers` are the people of the crisis. Questions
    are among the topics when they are no longer to be answered so, and all in `answers`."""

    space: str
    time: ServerTime
    topics: tuple[LineTopic, ...]
    answers: tuple[LineRow, ...]
    gone: tuple[LineRow, ...]
    readers: int


@dataclass(frozen=True, slots=True)
class LineDetail:
    """One of them, folded from verified operations. `version` is the one that went out; `answers` what to say if one
    insists, and how many `more` there are; `unread` the people of the crisis who did not say they read it; `mine`: I
    said I did."""

    message: Message
    version: Version
    line: LineRow
    answers: tuple[Message, ...]
    more: int
    readers: int
    unread: tuple[Member, ...]
    mine: bool


class BoardReading(MessageReading):
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    def lines(self, space: str) -> Lines:
        """What was said in that crisis, and how it stands now, each message under the name a screen gives it."""
        rows = called_short(self.messages(space))
        with self._store.read() as transaction:
            view = transaction.view()
            time, members = view.server_time, view.members(space).current()
        told = standings(rows, time.now)
        current = [one for one in told if one.standing != GONE]
        shown = [one for one in current if one.row.kind != "qa" or one.standing != IN_FORCE]
        coming = [row for row in rows if row.state in WRITTEN and not row.said_at and row.kind not in ASIDE]
        return Lines(
            space,
            time,
            topics(shown, [row for row in coming if row.kind != "qa"]),
            tuple(one for one in told if one.row.kind == "qa"),
            tuple(one for one in told if one.standing == GONE and one.row.kind != "qa"),
            len({one.person for one in members}),
        )

    def line(self, id: str) -> LineDetail | None:
        """One message that went out, in full; None when it never did."""
        with self._store.read() as transaction:
            view = transaction.view()
            message = view.message(id)
            members, me = view.members(message.space).current(), view.me.id
            listed = view.listed_under(message.space)
        version = said_version(message)
        lines = self.lines(listed)
        line = next((one for one in every(lines) if one.row.id == id), None)
        if version is None or line is None:
            return None
        topic = folded(message.topic.strip())
        wanted = [
            one.row.id
            for one in lines.answers
            if message.kind != "qa" and one.standing == IN_FORCE and folded(one.row.topic.strip()) == topic
        ]
        with self._store.read() as transaction:
            view = transaction.view()
            answers = tuple(view.message(one) for one in wanted[:MOST_ANSWERS])
        read = {one.by.person for one in message.readers if one.hash == version.hash}
        people = {one.person: one for one in members}
        unread = tuple(sorted((one for id, one in people.items() if id not in read), key=lambda one: one.name))
        kept = tuple(one for one in answers if one.situation and one.situation.in_force)
        more = max(0, len(wanted) - MOST_ANSWERS)
        return LineDetail(message, version, line, kept, more, len(people), unread, me in read)

    def found_messages(self, space: str, query: str) -> frozenset[str]:
        """The messages of that crisis that hold these words."""
        sql = f"SELECT id FROM message WHERE key IN (SELECT rowid FROM {SEARCH.format('message')} WHERE words MATCH ?)"
        with self._store.read() as transaction:
            here, spaces = within(transaction.view().shown_under(space))
            rows = transaction.connection.exec_driver_sql(f"{sql} AND {here}", (match_query(query) or '""', *spaces))
            return frozenset(row.id.hex() for row in rows)


def every(lines: Lines) -> list[LineRow]:
    """All of them, each once."""
    listed = [one for topic in lines.topics for one in topic.lines if one.row.kind != "qa"]
    return [*listed, *lines.answers, *lines.gone]


def standings(rows: Sequence[MessageRow], now: int) -> list[LineRow]:
    """Those that went out, and how each stands at that moment."""
    names = {row.id: row.reference for row in rows}
    after: dict[str, list[MessageRow]] = {}
    for row in rows:
        if row.replaces and not row.said_at and row.state in WRITTEN:
            after.setdefault(row.replaces, []).append(row)
    found = []
    for row in rows:
        if row.said_at and row.kind not in ASIDE:
            standing, why = _standing(row, now)
            told = tuple(map(_told, row.told.splitlines()))
            words = "" if row.embargoed else row.said_words
            coming = tuple(after.get(row.id, ()))
            found.append(LineRow(row, standing, why, words, told, coming, names.get(row.replaces, "")))
    return found


def topics(lines: Iterable[LineRow], coming: Iterable[MessageRow]) -> tuple[LineTopic, ...]:
    """By topic, in the order of their names; what has none comes last."""
    names: dict[str, str] = {}
    told: dict[str, list[LineRow]] = {}
    written: dict[str, list[MessageRow]] = {}
    for line in lines:
        told.setdefault(_key(line.row, names), []).append(line)
    for row in coming:
        written.setdefault(_key(row, names), []).append(row)
    return tuple(
        LineTopic(names[key], tuple(sorted(told.get(key, ()), key=_order)), tuple(written.get(key, ())))
        for key in sorted(names, key=lambda key: (not key, key))
    )


def _key(row: MessageRow, names: dict[str, str]) -> str:
    key = folded(row.topic.strip())
    name = row.topic.strip()
    names[key] = min(names.get(key, name), name) or NO_TOPIC  # the same whatever the order
    return key


def _order(line: LineRow) -> tuple[int, int, str]:
    return ORDER.index(line.standing), -line.said_at, line.row.reference


def _standing(row: MessageRow, now: int) -> tuple[str, str]:
    """Where it stands, and what keeps it from being said. What is in force is exactly `MessageRow.in_force`."""
    if row.in_force and not row.embargoed:
        return IN_FORCE, ""
    if row.state in ("withdrawn", "abandoned"):
        return GONE, STATES[row.state]
    if row.superseded_by:
        return GONE, replaced_by(row.superseded_by)
    if row.embargoed:
        return SUSPENDED, HELD
    if row.state == "review":
        return SUSPENDED, ", ".join(row.to_review)
    if 0 < row.valid_until <= now:
        return EXPIRED, ""
    if row.state == "conflict":
        return SUSPENDED, TWO_VERSIONS
    if row.dispatched_at:
        return SUSPENDED, TOO_EARLY
    return SUSPENDED, newer(row.version, row.state)


def _told(line: str) -> Told:
    at, channel, whom = line.split("\t", 2)
    return Told(int(at), channel, whom)
