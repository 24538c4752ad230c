"""What a brief tells of the main courante: what its last one could not say, and what is still open."""

from collections.abc import Sequence
from dataclasses import replace

from app.core import brief_formats, times
from app.core.brief_content import Line
from app.core.brief_offer import (
    AMENDED,
    ASKED,
    CHRONOLOGY,
    CONFLICT,
    CONTRADICTED,
    LATE,
    NEW,
    OVERDUE,
    TABLE,
    UNVERIFIED,
    Gathered,
    Group,
    Pick,
)
from app.core.clock import moment
from app.core.entries import VERIFICATIONS
from app.core.entry import Amendment, Entry
from app.core.organisations import organisations
from app.core.search_text import folded
from app.core.times import hour_h

MOST_ESSENTIAL = 5
MEASURES = ("decision", "action")
SAID = ("dispatch", "fr_alert")
CITED = ("figures", *MEASURES, "rumour", "request")  # told by their kind, key events or not
TRUSTED = ("cross_checked", "confirmed")
URGENT = (1, 2)
TOLD = ("subject", "content", "occurred_at", "precision", "verification", "source", "credibility", "sender", "type")


def trusted(entry: Entry) -> bool:
    """Whether an entry may be printed as a fact: cross-checked, or a usual source saying something probable."""
    if entry.verification in TRUSTED:
        return True
    return entry.verification != "denied" and entry.source in "ABC" and entry.credibility in "123"


def standing(entry: Entry, section: int, gathered: Gathered) -> frozenset[str]:
    """NEW when no brief before could tell it in that section, and LATE too when its hour alone would have had it told
    in the last one; AMENDED when it was rectified since. Nothing of what they told."""
    last, amended = gathered.last, bool(retold(entry, section, gathered))
    if last is None or not _tellers(entry, section, gathered):
        late = last is not None and gathered.is_new(entry.id) and entry.occurred_at <= last.cutoff
        return frozenset({NEW, *({LATE} if late else ()), *({AMENDED} if amended else ())})
    return frozenset({AMENDED} if amended else ())


def retold(entry: Entry, section: int, gathered: Gathered) -> tuple[Amendment, ...]:
    """The rectifications of what a brief tells that none of those which told that entry knew of."""
    tellers = _tellers(entry, section, gathered)
    known = frozenset(one.id for former in tellers for one in former.amendments)
    told = [one for one in entry.amendments if one.field in TOLD]
    return tuple(one for one in told if (one.id not in known if tellers else gathered.is_new(one.id)))


def _tellers(entry: Entry, section: int, gathered: Gathered) -> list[Entry]:
    """That entry, as each brief before which could tell it in that section knew it."""
    pairs = zip(gathered.formers, gathered.before.get(entry.id, ()), strict=False)
    return [
        known
        for former, known in pairs
        if known and section in former.sections and known.occurred_at <= former.cutoff and _has(section, known, entry)
    ]


def _has(section: int, known: Entry, now: Entry) -> bool:
    """Whether that section told an entry as it was known then. What was offered as urgent is told once it is marked."""
    match section:
        case brief_formats.ESSENTIAL:
            return known.key_event
        case brief_formats.SITUATION:
            return known.key_event or (not now.key_event and known.priority in URGENT)
        case brief_formats.ASKED:
            return known.triage == "to_decide"
    return known.type == now.type


def situation(entries: Sequence[Entry], gathered: Gathered) -> tuple[Group, ...]:
    """The key events since the last brief, and apart those that nobody vouches for. What was urgent and not marked as a
    key event is offered, not taken."""
    told = [one for one in entries if one.key_event or (one.priority in URGENT and one.type != "figures")]
    told = [one for one in told if standing(one, brief_formats.SITUATION, gathered)]
    sure = tuple(_fact(one, gathered) for one in told if trusted(one))
    unsure = tuple(_fact(one, gathered) for one in told if not trusted(one))
    since = f"Faits marquants depuis le {gathered.since}" if gathered.last else "Faits marquants"
    groups = (
        Group("facts", since, CHRONOLOGY, sure, lead=since),
        Group("reserve", "Non vérifié, encadré à part", UNVERIFIED, unsure),
    )
    return tuple(one for one in groups if one.picks)


def essential(entries: Sequence[Entry], gathered: Gathered) -> tuple[str, ...]:
    """The first lines an author may begin from: the latest key events that are sure. What was said to the public is
    told in its own section."""
    told = [
        one
        for one in entries
        if one.key_event and one.type not in SAID and trusted(one) and standing(one, brief_formats.ESSENTIAL, gathered)
    ]
    return tuple(one.subject for one in told[-MOST_ESSENTIAL:])


def announced(entries: Sequence[Entry], gathered: Gathered) -> tuple[Group, ...]:
    """Figures that were only written in the main courante: the latest of each source, side by side."""
    latest = {one.sender: one for one in entries if one.type == "figures"}
    zone = gathered.crisis.zone
    kept = sorted(latest.values(), key=lambda one: (-one.occurred_at, one.id))
    picks = [
        _row(
            one,
            brief_formats.FIGURES,
            gathered,
            (day_hour(one, zone), one.sender, one.subject, f"{one.number} · {one.rating}"),
        )
        for one in kept
    ]
    heads = ("Arrêté à", "Source", "Bilan annoncé", "N° et cotation")
    return _table("announced", "Bilans annoncés en main courante", picks, heads, (1.2, 2, 4.4, 1.6))


def measures(entries: Sequence[Entry], gathered: Gathered) -> tuple[Group, ...]:
    """Decisions taken and actions, by who took them."""
    told = [one for one in entries if one.type in MEASURES and standing(one, brief_formats.MEASURES, gathered)]
    told.sort(key=lambda one: (folded(_by(one)), one.occurred_at, one.id))
    picks = [_row(one, brief_formats.MEASURES, gathered, (_by(one), one.subject, _called(one))) for one in told]
    return _table("measures", "Mesures et décisions", picks, ("Par", "Mesure", "N°"), (2, 5, 1.3))


def rumours(entries: Sequence[Entry], gathered: Gathered) -> tuple[Group, ...]:
    """Rumours that are new, or not over."""
    zone = gathered.crisis.zone
    told = [one for one in entries if one.type == "rumour"]
    told = [one for one in told if one.triage != "closed" or standing(one, brief_formats.WATCH, gathered)]
    picks = [
        _row(
            one,
            brief_formats.WATCH,
            gathered,
            (day_hour(one, zone), one.subject, VERIFICATIONS[one.verification], f"{one.number} · {one.rating}"),
        )
        for one in told
    ]
    return _table("rumours", "Rumeurs", picks, ("Vu à", "Rumeur", "Statut", "N° et cotation"), (1.2, 4.2, 1.5, 1.6))


def asked(entries: Sequence[Entry], gathered: Gathered) -> tuple[Group, ...]:
    """What waits for a decision: printed with boxes to tick."""
    picks = tuple(
        Pick(
            f"asked:{one.id}",
            one.id,
            (f"{one.subject} ({one.number})",),
            one.subject,
            f"{one.number} · à décider",
            one.occurred_at,
            _marks(one, brief_formats.ASKED, gathered),
            changed=_is_changed(one, brief_formats.ASKED, gathered),
        )
        for one in entries
        if one.triage == "to_decide"
    )
    return (Group("asked", "À décider, d’après la main courante", ASKED, picks),) if picks else ()


def requests(entries: Sequence[Entry], gathered: Gathered, cutoff: int) -> tuple[Group, ...]:
    """Requests that nobody closed, the late ones first."""
    told = [one for one in entries if one.type == "request" and one.triage != "closed"]
    told.sort(key=lambda one: (one.due is None, one.due or 0, one.occurred_at, one.id))
    picks = [_request(one, gathered, cutoff) for one in told]
    heads = ("N°", "Objet", "De", "À", "Échéance", "État")
    return _table("requests", "Demandes ouvertes", picks, heads, (1.4, 4, 1.8, 1.6, 1.3, 1.6))


def line(entry: Entry, gathered: Gathered) -> Line:
    """A line of chronology. The former wording of the subject is kept, struck, beside the new one."""
    former = [one for one in retold(entry, brief_formats.SITUATION, gathered) if one.field == "subject"]
    return Line(
        occurred_at=entry.occurred_at,
        precision=entry.precision,
        text=entry.subject,
        source=entry.sender,
        rating=entry.rating,
        number=entry.number,
        recorded_at=entry.recorded_at,
        struck=str(former[0].former or "") if former else "",
        note=_remark(entry, gathered),
        changed=_is_changed(entry, brief_formats.SITUATION, gathered),
        record=entry.id,
    )


def day_hour(entry: Entry, zone: str) -> str:
    """24/09, 02 h 48; the day alone when nobody knew the hour."""
    day = f"{moment(entry.occurred_at, zone):%d/%m}"
    return day if entry.precision == "unknown" else f"{day}, {hour_h(entry.occurred_at, zone)}"


def _remark(entry: Entry, gathered: Gathered) -> str:
    """What a reader must know of that fact, the gravest first."""
    marks, last = standing(entry, brief_formats.SITUATION, gathered), gathered.last
    found = []
    if entry.conflicts:
        found.append("deux valeurs, à départager")
    if entry.id in gathered.opposed:
        found.append(f"contredit par {', '.join(gathered.opposed[entry.id])}")
    if entry.verification == "denied":
        found.append(VERIFICATIONS["denied"])
    if LATE in marks and last:
        found.append(f"parvenu après le n° {last.number}")
    elif AMENDED in marks and last:
        found.append(f"rectifié depuis le n° {last.number}")
    elif entry.amendments and not entry.conflicts:
        found.append("rectifié")
    return " ; ".join(found)


def _fact(entry: Entry, gathered: Gathered) -> Pick:
    return Pick(
        f"fact:{entry.id}",
        entry.id,
        line(entry, gathered),
        entry.subject,
        " · ".join(filter(None, (entry.number, entry.sender, entry.rating))),
        entry.occurred_at,
        _marks(entry, brief_formats.SITUATION, gathered),
        entry.key_event,
        _is_changed(entry, brief_formats.SITUATION, gathered),
    )


def _row(entry: Entry, section: int, gathered: Gathered, cells: tuple[str, ...]) -> Pick:
    return Pick(
        f"{entry.type}:{entry.id}",
        entry.id,
        cells,
        entry.subject,
        " · ".join(filter(None, (entry.number, entry.sender, entry.rating))),
        entry.occurred_at,
        _marks(entry, section, gathered),
        changed=_is_changed(entry, section, gathered),
    )


def _request(entry: Entry, gathered: Gathered, cutoff: int) -> Pick:
    zone = gathered.crisis.zone
    to = entry.assigned
    whom = (to.name or organisations().short(to.organisation)) if to else "—"
    late = entry.due is not None and entry.due < cutoff
    state = "attribuée" if to else "nouvelle"
    if entry.due is not None and late:
        state = f"▲ retard {times.lasting((cutoff - entry.due) // times.MINUTE)}"
    due = _due(entry.due, cutoff, zone) if entry.due is not None else "—"
    pick = _row(
        entry, brief_formats.REQUESTS, gathered, (entry.number, entry.subject, entry.sender or "—", whom, due, state)
    )
    marks = pick.marks | ({OVERDUE} if late else frozenset())
    return replace(pick, marks=marks)


def _due(due: int, cutoff: int, zone: str) -> str:
    day = moment(due, zone)
    same = day.date() == moment(cutoff, zone).date()
    return hour_h(due, zone) if same else f"{day:%d/%m}, {hour_h(due, zone)}"


def _marks(entry: Entry, section: int, gathered: Gathered) -> frozenset[str]:
    marks = standing(entry, section, gathered)
    if entry.conflicts:
        marks |= {CONFLICT}
    if entry.id in gathered.opposed:
        marks |= {CONTRADICTED}
    return marks


def _is_changed(entry: Entry, section: int, gathered: Gathered) -> bool:
    """Whether no brief before said it there, or otherwise. Nothing is changed since no brief at all."""
    return gathered.last is not None and bool(standing(entry, section, gathered))


def _table(
    name: str, title: str, picks: Sequence[Pick], heads: tuple[str, ...], weights: tuple[float, ...]
) -> tuple[Group, ...]:
    return (Group(name, title, TABLE, tuple(picks), heads, weights),) if picks else ()


def _by(entry: Entry) -> str:
    return entry.sender or organisations().short(entry.author.organisation)


def _called(entry: Entry) -> str:
    return f"{entry.decision} · {entry.number}" if entry.decision else entry.number
