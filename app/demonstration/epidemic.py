"""The replay of February and March 2020: every publication of two sources becomes an entry, and the brief of one day
is made from what stood there."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from app.core import composition, resources, times
from app.core.brief_commands import Freeze
from app.core.brief_content import Curve, Table
from app.core.brief_formats import CURVES
from app.core.clock import moment
from app.core.composition import Composition
from app.core.desk import Desk
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.figure_commands import ImportFigures, RecordFigure
from app.core.organisations import organisations
from app.core.registers.crisis import OpenCrisis
from app.core.store.rows import EntryRow
from app.demonstration.scene import Scene, Seat, lines
from app.demonstration.telling import ZONE, Telling, pages
from app.documents import brief, figures_import
from app.documents.figures import Publication, publications, summary

TITLE = "Épidémie de Covid-19 — rejeu de février et mars 2020"
CUTOFF = "2020-03-01T19:00"
CONTRADICTED = date(2020, 2, 29)
CASES = "casConfirmes"
FOLLOWED = ("Cas confirmés", "Décès", "En réanimation")
REPLAYED = "rejeu de chiffres publiés, personne n'y décide et n'y parle"
RATED = "Cotation A2 : source officielle de l’État ; chiffres provisoires, révisés ensuite par la source elle-même."


def play(scene: Scene, sig: Seat, others: Sequence[Seat], out: Path) -> str:
    """The first crisis, from its opening to its brief; its id."""
    telling, desk = scene.telling, sig.workstation.desk
    telling.step("Première crise : les chiffres de l'épidémie de 2020, tels qu'ils furent publiés")
    done = desk.do(OpenCrisis(TITLE, "exercise", "health", "SAN"))
    for seat in others:
        scene.add_member(sig, done.id, seat, "LIA" if seat is others[0] else "OBS")
    published = publications(resources.path("demonstration/figures"))
    for _, same_day in groupby(published, lambda one: one.date):
        record_day(desk, done.id, tuple(same_day))
    held = lines(sig.workstation, done.id)
    figures = [row for row in held if row.type == "figures"]
    telling.say(f"{done.label} « {TITLE} », cadre EXERCICE, pilote SAN")
    telling.check(len(figures) == len(published), f"les {len(published)} publications sont des entrées de type bilan")
    telling.say(f"{len(held) - len(figures)} jours où les deux sources se contredisent : notés, faits marquants")
    _show_contradiction(telling, held)
    counted = figures_of(published, done.id)
    desk.do(ImportFigures(done.id, counted))
    telling.say(f"{len(counted)} chiffres au bilan, chacun avec sa source, son heure d'arrêté et ses remarques")
    _freeze(scene, sig, done.id, out)
    scene.until_settled(done.id)
    telling.check(scene.agree(done.id), "les trois postes tiennent la même main courante")
    return done.id


def figures_of(published: Sequence[Publication], crisis: str) -> tuple[RecordFigure, ...]:
    """What these publications count of FOLLOWED, for the register of figures; each of them once."""
    found = (figure for one in published for figure in figures_import.records(one, crisis, public=True))
    return tuple({one.origin: one for one in found if one.indicator in FOLLOWED}.values())


def record_day(desk: Desk, crisis: str, same_day: Sequence[Publication]) -> None:
    """What was published one day, and a note when the sources do not count the same cases."""
    labels = [desk.do(entry(crisis, one)).label for one in same_day]
    if contradictory(same_day):
        desk.do(note(crisis, same_day, labels))


def contradictory(same_day: Sequence[Publication]) -> bool:
    """Whether two sources counted different cases that day."""
    return len(set(filter(None, map(cases, same_day)))) > 1


def cases(one: Publication) -> int | None:
    """The confirmed cases a publication counts, if it does."""
    return next((figure.value for figure in one.figures if figure.key == CASES), None)


def entry(crisis: str, one: Publication) -> Record:
    """One publication as an entry. Without an hour it stands at the beginning of its day, and says so."""
    figures = (f"{figure.label.capitalize()} : {figure.value}" for figure in one.figures)
    content = "\n".join((*figures, "", *one.remarks, one.url, RATED))
    return Record(
        crisis,
        summary(one) if len(summary(one)) <= 120 else summary(one)[:119] + "…",
        content,
        occurred_at=_published_at(one),
        precision="exact" if one.hour else "unknown",
        sender=_sender(one.source),
        means="watch",
        type="figures",
        source="A",
        credibility="2",
        verification="confirmed",
    )


def note(crisis: str, same_day: Sequence[Publication], labels: Sequence[str]) -> Record:
    """What a person of the cell writes when two official figures of one day disagree: both stay."""
    counted = [f"{cases(one)} cas ({_sender(one.source)})" for one in same_day if cases(one) is not None]
    latest = max(same_day, key=lambda one: (bool(one.hour), _published_at(one)))
    day, month = date.fromisoformat(latest.date).day, date.fromisoformat(latest.date).month
    return Record(
        crisis,
        f"{day} {times.MONTHS[month - 1]}, deux chiffres : {', '.join(counted)}",
        f"Voir {' et '.join(labels)}. Les deux sont gardés ; personne n’a encore tranché.",
        occurred_at=_published_at(latest),
        precision="exact" if latest.hour else "unknown",
        direction="internal",
        sender="SIG",
        means="watch",
        type="note",
        source="A",
        credibility="2",
        verification="cross_checked",
        key_event=True,
    )


def _published_at(one: Publication) -> int:
    return times.parse(f"{one.date}T{one.hour}" if one.hour else one.date, 0, ZONE)


def _sender(source: str) -> str:
    """The organisation's own name when the list knows the source, or the source as it signs."""
    names = organisations()
    try:
        return names.name(names.resolve(source))
    except Refused:
        return source


def contradiction(held: Sequence[EntryRow]) -> list[EntryRow]:
    """What stands in the main courante for the day when the figures are furthest apart."""
    return [row for row in held if moment(row.occurred_at, ZONE).date() == CONTRADICTED]


def _show_contradiction(telling: Telling, held: Sequence[EntryRow]) -> None:
    day = contradiction(held)
    for row in day:
        hour = times.hour(row.occurred_at, ZONE) if row.precision == "exact" else "heure inconnue"
        telling.say(f"{times.day(row.occurred_at, ZONE)}, {hour} · {row.number} · {row.sender} : {row.subject}")
    counted = {row.subject.split()[0] for row in day if row.type == "figures"}
    telling.check(len(counted) == 2, f"{' et '.join(sorted(counted))} cas le même jour : gardés tous deux")


def _freeze(scene: Scene, sig: Seat, crisis: str, out: Path) -> None:
    cutoff = times.parse(CUTOFF, 0, ZONE)
    proposal = sig.workstation.reading.propose(crisis, cutoff, True, "cabinet")
    nothing = {one.number: REPLAYED for one in proposal.offers if not one.groups and not one.text}
    composed = Composition("cabinet", cutoff, nothing=nothing, annexes=(CURVES,))
    made = brief.render(composition.content(proposal, composed))
    content = made.content
    done = sig.workstation.desk.do(Freeze(crisis, made.content, made.printed))
    row = next(row for row in sig.workstation.reading.briefs(crisis) if row.id == done.id)
    (out / "epidemie-point-1.pdf").write_bytes(made.pdf)
    (out / "epidemie-point-1-annexe.pdf").write_bytes(made.printed.annex)
    when = f"{times.day(row.cutoff, ZONE)} à {times.hour_h(row.cutoff, ZONE)}"
    scene.telling.say(f"{row.reference}, arrêté le {when} : {pages(row.pages)}")
    blocks = [block for section in content.sections for block in section.blocks]
    rows = [cells for block in blocks if isinstance(block, Table) for cells in block.rows]
    counted = [cells for cells in rows if cells[0].startswith(FOLLOWED[0])]
    scene.telling.check(len(counted) == 2, "les deux sources y sont l'une sous l'autre, avec leur heure d'arrêté")
    curves = [block for one in content.annexes for block in one.blocks if isinstance(block, Curve)]
    drawn = [at for curve in curves for series in curve.series for at, _ in series.points]
    words = f"{len(curves)} courbes en annexe, source par source ; rien d'après l'heure d'arrêté n'y figure"
    scene.telling.check(bool(drawn) and max(drawn) <= cutoff, words)
