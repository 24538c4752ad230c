"""The current tables of the degraded kit: who is on call, whom to call, what may be said, who is in the crisis."""

from collections.abc import Iterator, Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from app.core import times
from app.core.kit import Kit, Part
from app.core.message import STATES
from app.core.on_call import NO_NUMBER, NOBODY, Answering, DutyLine, verified
from app.core.phones import shown
from app.core.store.board_reading import LineRow
from app.core.store.rows import MessageRow
from app.documents import directory_paper, fonts, paper, typography
from app.documents.grid import Cell, Row, cell, grid

DUTIES = ("Organisme, fonction", "Quand", "Qui", "Numéro", "Vérification")
DUTY_WIDTHS = (124.0, 120.0, 116.0, 92.0)
NO_DUTY = "Aucune ligne d’astreinte n’est écrite pour ces 48 heures."
NO_CONTACT = "Aucun contact de ces organismes n’est dans l’annuaire de ce poste."
AT_THE_STATION = "numéro privé : au poste"
LINES = ("Référence", "Ce que l’on dit", "Diffusé", "Valable")
LINE_WIDTHS = (92.0, 262.0, 84.0)
NO_LINE = "Aucun texte n’est en vigueur : rien n’est à dire sans l’accord de la cellule communication."
AWAITED = ("Référence, version", "Texte", "État", "Visas attendus")
AWAITED_WIDTHS = (106.0, 190.0, 70.0)
HELD = "sous embargo : le texte n’est pas imprimé"
MEMBERS = ("Nom", "Organisme", "Rôles")
MEMBER_WIDTHS = (180.0, 180.0)
NO_BRIEF = "Aucun point de situation n’a été figé."
LOUD = paper.BOX_TITLE.clone("nobody on call", tag="P")
TITLE = paper.BOARD_TOPIC.clone("table of the kit", tag="H3")


def on_call(kit: Kit, part: Part) -> Iterator[Flowable]:
    """Who answers from now on for 48 hours; where nobody does, it is loud."""
    if part.duties is None:
        yield _said(part.withheld, paper.NOTHING)
        return
    crisis = part.crisis
    concerned = (crisis.lead, *crisis.associated) if crisis else ()
    lines = sorted(part.duties.lines, key=lambda one: one.organisation not in concerned)
    rows = [row for line in lines for row in _watches(line, kit, part.duties.zone)]
    yield _table(DUTIES, rows, DUTY_WIDTHS) if rows else _said(NO_DUTY, paper.NOTHING)


def _watches(line: DutyLine, kit: Kit, zone: str) -> Iterator[Row]:
    end = kit.until
    found: list[tuple[int, int, Answering | None]] = [
        (one.slot.starts, one.slot.ends, one) for one in line.slots if one.slot.ends > kit.at and one.slot.starts < end
    ]
    found += [(gap.starts, gap.ends or end, None) for gap in line.gaps if gap.meets(kit.at, end)]
    today = times.local_day(kit.at, zone)
    for starts, ends, one in sorted(found, key=lambda each: each[:2]):
        when = cell(_hours(starts, ends, kit, zone), paper.CELL)
        named = cell(line.words, paper.CELL)
        if one is None:
            yield Row((named, when, cell(NOBODY, LOUD), cell("—", paper.NUMBER), cell("", paper.CELL)))
            continue
        kind = " (renfort)" if one.slot.reinforcement else " (suppléant)" if one.slot.deputised else ""
        deputy = one.slot.deputy_name if not one.slot.deputised else ""
        who = Cell(
            (
                (one.name + kind, fonts.BODY_BOLD, False),
                (f"\nsuppléant : {deputy}" if deputy else "", fonts.BODY, False),
            ),
            paper.CELL,
        )
        numbers = [_dial(one), *([" ou ".join(map(shown, one.deputy_phones)) or "—"] if deputy else [])]
        age = verified(one.verified_on, today) if one.contact else "hors annuaire"
        yield Row((named, when, who, _number("\n".join(numbers)), cell(age, paper.CELL)))


def _dial(one: Answering) -> str:
    """Not one figure of a private number: this paper lies about."""
    if one.phones:
        return " ou ".join(map(shown, one.phones))
    return AT_THE_STATION if one.private else NO_NUMBER


def _hours(starts: int, ends: int, kit: Kit, zone: str) -> str:
    """maintenant, jusqu’au ven. 25, 08:00; du ven. 25, 08:00 au sam. 26, 08:00; dès sam. 26, 08:00, when the table ends
    before it does."""
    since, until = (f"{times.short_day(at, zone)}, {times.hour(at, zone)}" for at in (starts, ends))
    if starts <= kit.at:
        return f"maintenant, jusqu’au {until}" if ends < kit.until else "maintenant et les 48 heures"
    return f"du {since} au {until}" if ends < kit.until else f"à partir du {since}"


def contacts(part: Part) -> Iterator[Flowable]:
    """Whom to call in the organisations of the crisis, as the directory on paper tells them."""
    if part.contacts is None:
        yield _said(part.withheld or NO_CONTACT, paper.NOTHING)
        return
    yield from directory_paper.flow(part.contacts)
    if part.more:
        others = f"et {part.more} autre{'s' if part.more > 1 else ''} : imprimez l’annuaire depuis le poste."
        yield _said(others, paper.REMARK)


def standing(part: Part) -> Iterator[Flowable]:
    """The last brief, what may be said, what waits for a visa, and who is in the crisis."""
    crisis = part.crisis
    assert crisis is not None  # it is printed of a crisis only
    zone = crisis.zone
    yield _said("DERNIER POINT DE SITUATION", TITLE)
    brief = part.brief
    words = NO_BRIEF
    if brief is not None:
        state = "approuvé" if brief.approved else "PROJET"
        cutoff = typography.date_and_hour(brief.cutoff, zone)
        words = f"{brief.reference} (n° {brief.number}), arrêté {cutoff}, {state}. SHA-256 {brief.sha256[:12]}…"
    yield _said(words, paper.BODY)
    yield from _titled("TEXTES EN VIGUEUR", LINES, [_line(one, zone) for one in part.in_force], LINE_WIDTHS, NO_LINE)
    if part.awaited:
        rows = [_awaited(one) for one in part.awaited]
        yield from _titled("EN VISA, SUSPENDUS OU SOUS EMBARGO : À NE PAS DIRE", AWAITED, rows, AWAITED_WIDTHS, "")
    rows = [
        Row((cell(one.name, paper.CELL), cell(one.organisation, paper.CELL), cell(one.roles, paper.CELL)))
        for one in part.members
    ]
    yield from _titled("MEMBRES DE LA CRISE", MEMBERS, rows, MEMBER_WIDTHS, "")


def _line(one: LineRow, zone: str) -> Row:
    until = one.row.valid_until
    valid = f"jusqu’{_hour(until, zone)}" if until else "sans terme fixé"
    named = f"{one.row.reference} {one.number}".strip()
    said = Cell(
        ((f"{one.row.topic} : " if one.row.topic else "", fonts.BODY_BOLD, False), (one.words, fonts.BODY, False)),
        paper.CELL,
    )
    return Row(
        (cell(named, paper.BOX_TITLE), said, cell(_hour(one.said_at, zone), paper.CELL), cell(valid, paper.CELL))
    )


def _awaited(row: MessageRow) -> Row:
    wanted = ", ".join(one.label for one in row.waiting)
    title = HELD if row.embargoed else row.title
    return Row(
        (
            cell(f"{row.reference} {row.version}", paper.BOX_TITLE),
            cell(title, paper.CELL),
            cell(STATES[row.state], paper.CELL),
            cell(wanted or "—", paper.CELL),
        )
    )


def _hour(at: int, zone: str) -> str:
    return f"au {typography.date(at, zone)[:5]}, {times.hour_h(at, zone)}"


def _titled(
    title: str, heads: Sequence[str], rows: Sequence[Row], widths: Sequence[float], nothing: str
) -> Iterator[Flowable]:
    yield CondPageBreak(80)
    yield _said(title, TITLE)
    yield _table(heads, rows, widths) if rows else _said(nothing, paper.NOTHING)


def _table(heads: Sequence[str], rows: Sequence[Row], widths: Sequence[float]) -> Flowable:
    return grid([cell(head, paper.HEAD) for head in heads], rows, (), widths=(*widths, paper.MEASURE - sum(widths)))


def _number(words: str) -> Cell:
    return Cell(((words, fonts.SANS_BOLD, False),), paper.NUMBER)


def _said(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(fonts.markup(words, style.fontName), style)
