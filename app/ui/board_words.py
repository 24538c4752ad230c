"""What the board says of each line in words: since when, until when, by whom it is used, and what is missing."""

from dataclasses import dataclass

from app.core import times
from app.core.board import EXPIRED, IN_FORCE, NO_TOPIC, SUSPENDED
from app.core.channels import channel_word
from app.core.message import STATES
from app.core.search_text import folded
from app.core.store.board_reading import GONE, LineRow, Lines, LineTopic, Told, topics
from app.core.store.rows import MessageRow
from app.ui import hours, wording
from app.ui.card_list import Card, Group, Item
from app.ui.states import State

SOON = 60 * times.MINUTE  # of validity left, from which the reader is warned
A_DAY, A_FEW_HOURS = 24 * 3600 * 1000, 2 * 3600 * 1000
NEVER_USE = "Ne pas employer avant l’avis de la CCOM"
HIDDEN = "Texte sous embargo : ses mots ne se lisent pas ici."
MOST_TOLD = 2


@dataclass(frozen=True, slots=True)
class Head(Group):
    """A topic over its lines; `count` of them are in force."""

    note: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.title}, {self.note}"


@dataclass(frozen=True, slots=True)
class Shown(Card):
    """A line as it is drawn and as a screen reader says it; `title` are the words one says. The tone of `left` is a
    colour of the tokens."""

    struck: bool = False
    struck_note: bool = False
    since: str = ""
    age: str = ""
    until: str = ""
    left: str = ""
    tone: str = "text_tertiary"
    used: str = ""

    @property
    def spoken(self) -> str:
        said = f"ne plus dire : {self.title}" if self.struck else self.title
        note = f"ne plus répondre : {self.note}" if self.struck_note else self.note
        state = ", ".join(word for _, word, _ in self.states)
        parts = (f"{self.head}, {state}", said, f"{self.until} {self.left}".strip(), note, self.used)
        return ". ".join(filter(None, (*parts, f"depuis {self.since}, {self.age}")))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are shown: of one topic, in force and ending by an hour (ms), with those that are gone."""

    topic: str = ""
    before: int = 0
    gone: bool = False


def head(topic: LineTopic, what: str = "ligne") -> Head:
    """Consigne, une ligne; aucune ligne valable, EDL-012 en visa."""
    valid = topic.valid
    said = [f"{count(valid, what)} en vigueur" if len(topic.lines) > valid else count(valid, what)]
    if not valid:
        said = [f"aucune {what} valable" if what == "ligne" else "aucune réponse valable"]
    said += [coming(one) for one in topic.coming[:MOST_TOLD]]
    more = len(topic.coming) - MOST_TOLD
    said += [f"et {wording.number(more, 'autre')}"] if more > 0 else []
    return Head(topic.name, valid, ", ".join(said))


def items(lines: Lines, zone: str, wanted: Wanted) -> list[Item]:
    """The topics with their lines, as they are asked for. A topic of which nothing is left is not shown."""
    found: list[Item] = []
    replaced = topics(lines.gone, ()) if wanted.gone else ()
    merged = {one.name: one for one in lines.topics}
    for one in replaced:
        held = merged.get(one.name, LineTopic(one.name, (), ()))
        merged[one.name] = LineTopic(one.name, (*held.lines, *one.lines), held.coming)
    for name in sorted(merged, key=lambda name: (not merged[name].lines, name == NO_TOPIC, folded(name))):
        topic = merged[name]
        kept = [one for one in topic.lines if not wanted.before or _ends(one, wanted.before)]
        if (wanted.topic and name != wanted.topic) or (wanted.before and not kept):
            continue
        found.append(head(topic))
        found += [shown(one, lines.time.now, zone, lines.readers) for one in kept]
    return found


def ending(lines: Lines, before: int) -> int:
    """How many lines in force end by that hour."""
    return sum(_ends(one, before) for topic in lines.topics for one in topic.lines)


def next_hours(now: int, zone: str) -> int:
    """The whole hour by which one looks for what ends soon: 05:00 at 03:16."""
    return now + A_FEW_HOURS - times.minutes_of_day(now, zone) % 60 * times.MINUTE - now % times.MINUTE


def _ends(line: LineRow, before: int) -> bool:
    return line.standing == IN_FORCE and 0 < line.row.valid_until <= before


def count(lines: int, what: str) -> str:
    """une ligne, 3 lignes."""
    return f"une {what}" if lines == 1 else wording.number(lines, what)


def shown(line: LineRow, now: int, zone: str, readers: int, *, question: bool = False) -> Shown:
    """That line at that hour. Where questions are listed, the note of one is its answer."""
    row, hidden = line.row, line.row.embargoed
    over = line.standing in (EXPIRED, GONE) and not hidden
    until, left, tone = validity(line, now, zone)
    note = note_of(line, readers)
    if question:
        note = line.words
    elif row.kind == "qa" and not hidden:
        note = " · ".join(filter(None, (f"À la question : {row.said_title}", note)))
    return Shown(
        id=row.id,
        head=f"{row.reference} {line.number}",
        title=HIDDEN if hidden else row.said_title if question else line.words,
        note=note,
        states=(state(line),),
        struck=over and not question,
        struck_note=over and question,
        since=times.hour(line.said_at, zone),
        age=age(line.said_at, now, zone),
        until=until,
        left=left,
        tone=tone,
        used=used(line),
    )


def state(line: LineRow) -> State:
    """en vigueur, with a disc."""
    match line.standing:
        case "in_force":
            return ("en_vigueur", "en vigueur", "success")
        case "expired":
            return ("perime", "périmé", "alarm")
        case "gone":
            return ("defavorable", line.why.partition(" ")[0], "text_secondary")
    if line.row.embargoed:
        return ("embargo", "sous embargo", "text")
    return ("a_reexaminer", "à réexaminer" if line.row.state == "review" else "suspendu", "warning")


def age(at: int, now: int, zone: str) -> str:
    """il y a 42 min; hier; mar. 22."""
    if hours.day_number(at, zone) == hours.day_number(now, zone) or now - at < 4 * 3600 * 1000:
        return times.ago(at, now)
    return hours.near_day(at, now, zone) or times.short_day(at, zone)


def validity(line: LineRow, now: int, zone: str) -> tuple[str, str, str]:
    """Until when it holds, what is left of it, and the tone of that."""
    until = line.row.valid_until
    if line.standing == GONE:
        return line.why, "ne plus employer", "text_secondary"
    if not until:
        suspended = line.standing == SUSPENDED
        return "sans terme fixé", "suspendu" if suspended else "", "warning" if suspended else "text_tertiary"
    if line.standing == EXPIRED or until <= now:
        return f"périmé {_hour(until, now, zone)}", f"depuis {times.lasting((now - until) // times.MINUTE)}", "alarm"
    if line.standing == SUSPENDED:
        return f"jusqu’à {_hour(until, now, zone)}", "suspendu", "warning"
    remaining = until - now
    left = f"encore {times.lasting(max(1, remaining // times.MINUTE))}"
    return f"jusqu’à {_hour(until, now, zone)}", left, "warning" if remaining < SOON else "text_tertiary"


def _hour(at: int, now: int, zone: str) -> str:
    """07:00; another day than today or the next night: ven. 25, 07:00."""
    near = abs(at - now) < A_DAY / 2 or hours.day_number(at, zone) == hours.day_number(now, zone)
    return times.hour(at, zone) if near else f"{times.short_day(at, zone)}, {times.hour(at, zone)}"


def note_of(line: LineRow, readers: int) -> str:
    """Under the words: how it was cleared and read; or why it is not to be used."""
    row, said = line.row, []
    if line.standing == SUSPENDED and row.state == "review":
        said = [f"À réexaminer : {line.why}"]
    elif line.standing == SUSPENDED:
        said = [line.why[:1].upper() + line.why[1:]]
    elif line.standing == EXPIRED:
        said = [] if line.coming else ["Aucun remplaçant en cours"]
    elif line.standing == IN_FORCE:
        said = [visas(row), f"lu par {row.read_by}/{readers}"]
        said += [f"remplace {line.replaced}"] if line.replaced else []
    said += [f"à remplacer par {coming(one)}" for one in line.coming]
    return capital(" · ".join(said))


def visas(row: MessageRow) -> str:
    """visas complets, with what is still to be confirmed or asked for afterwards."""
    if row.told_by_phone:
        return f"{wording.number(row.told_by_phone, 'visa')} par téléphone à confirmer"
    if row.waiting:
        return f"visas encore attendus : {', '.join(one.label for one in row.waiting)}"
    return "visas complets"


def coming(row: MessageRow) -> str:
    """EDL-SIG1-012 v4 en visa."""
    return f"{row.reference} {row.version.partition('·')[0]} {STATES[row.state]}"


def used(line: LineRow) -> str:
    """Where it was sent; what is to be done there when it may not be used any more."""
    told = list(dict.fromkeys(where(one) for one in reversed(line.told)))
    places = ", ".join(told[:MOST_TOLD]) + (f" et {wording.number(len(told) - MOST_TOLD, 'autre')}" if told[2:] else "")
    if line.standing == SUSPENDED:
        return NEVER_USE
    if line.standing in (EXPIRED, GONE):
        return f"Encore chez {places} : à retirer"
    return places


def where(told: Told) -> str:
    """Standard (courriel)."""
    channel = channel_word(told.channel)
    return f"{told.whom} ({channel})" if told.whom and channel.casefold() not in told.whom.casefold() else channel


def capital(words: str) -> str:
    """The same, beginning with a capital letter."""
    return words[:1].upper() + words[1:]
