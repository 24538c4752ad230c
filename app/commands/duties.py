"""`duty`: the on-call slots written, corrected and cancelled; who answers now, and where nobody does."""

from datetime import date
from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.duty_speech import gap_plain, gap_words, overlap_words, plain, row_plain, row_words
from app.commands.parsing import Among, command, group, of_crisis
from app.core import duty_question, times
from app.core.arguments import Parser
from app.core.clock import moment, rfc3339
from app.core.duty import DAY, KINDS, line_of
from app.core.errors import Refused
from app.core.on_call import DutyLine, said
from app.core.organisations import organisations
from app.core.registers.duties import PARIS, AddDuty, AddRotation, EditDuty
from app.core.rotations import Turn
from app.core.store.references import ID

AHEAD = 28  # days listed when nothing is said of them
PERSON = "contact (identifiant ou nom), ou nom de quelqu'un qui n'est pas dans l'annuaire"
HOUR = "« 2026-09-28 08:00 », ou une heure : la prochaine"
NO_LINE = "Aucune ligne d'astreinte ne répond à « {} »."
NO_QUESTION = "Demandez par exemple « astreinte santé » ou « qui est d'astreinte à la préfecture 76 demain 8h ? »."


def arrange(commands: Among) -> None:
    among = group(commands, "duty", "les astreintes")
    adding = command(among, "add", "écrire une astreinte", _add)
    editing = command(among, "edit", "corriger une astreinte", _edit)
    for parser in (adding, editing):
        needed = parser is adding
        parser.add_argument("--organisation", required=needed, help="organisme : code ou mots")
        parser.add_argument("--function", help="fonction, cellule")
        parser.add_argument("--holder", metavar="PERSONNE", help=f"titulaire : {PERSON}")
        parser.add_argument("--deputy", metavar="PERSONNE", help=f"suppléant : {PERSON}")
        parser.add_argument("--starts", metavar="HEURE", required=needed, help=HOUR)
        parser.add_argument("--ends", metavar="HEURE", required=needed, help=HOUR)
        _shared(parser)
        parser.add_argument("--kind", choices=KINDS, help="normale, ou renfort")
        parser.add_argument("--remark", help="remarque")
        parser.add_argument("--last", action="store_true", default=None, help="fin de l'astreinte : personne après")
    editing.add_argument("--not-last", dest="last", action="store_false", help="elle continue après")
    cancelling = command(among, "cancel", "annuler une astreinte, qui reste lisible", _cancel)
    cancelling.add_argument("--undo", action="store_true", help="la rétablir")
    for parser in (editing, cancelling):
        parser.add_argument("duty", metavar="ASTREINTE", help="identifiant, ou ses huit premiers signes")
    _arrange_rotation(command(among, "rotate", "écrire des tours successifs", _rotate))
    listing = command(among, "list", "les astreintes d'une période", _list)
    gaps = command(among, "gaps", "les lacunes et les recouvrements d'une période", _gaps)
    asking = command(among, "now", "qui est d'astreinte, maintenant ou à une heure", _now)
    asking.add_argument("question", nargs="*", metavar="QUESTION", help="« astreinte santé demain 8h »")
    asking.add_argument("--at", metavar="HEURE", help=HOUR)
    printing = command(among, "print", "le tableau d'astreinte, en PDF", _print)
    printing.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    printing.add_argument("--from", dest="since", metavar="HEURE", help="premier jour (par défaut : aujourd'hui)")
    printing.add_argument("--days", type=int, default=7, help="nombre de jours (7)")
    for parser in (listing, gaps):
        parser.add_argument("--from", dest="since", metavar="HEURE", help="début (par défaut : maintenant)")
        parser.add_argument("--to", dest="until", metavar="HEURE", help=f"fin (par défaut : {AHEAD} jours après)")
    for parser in (listing, gaps, asking):
        parser.add_argument("--organisation", help="un seul organisme : code ou mots")
    for parser in among.choices.values():
        of_crisis(parser)


def _arrange_rotation(parser: Parser) -> None:
    parser.add_argument("--organisation", required=True, help="organisme : code ou mots")
    parser.add_argument("--function", default="", help="fonction, cellule")
    turn = "« titulaire » ou « titulaire; suppléant », à répéter dans l'ordre des tours"
    parser.add_argument("--holder", action="append", required=True, metavar="PERSONNE", help=turn)
    parser.add_argument(
        "--first", required=True, metavar="JOUR", help="« 2026-09-28 08:00 », heure locale ; 08:00 sans heure"
    )
    parser.add_argument("--count", type=int, required=True, help="nombre de tours")
    parser.add_argument("--days", type=int, default=7, help="jours d'un tour (7)")
    _shared(parser)


def _shared(parser: Parser) -> None:
    parser.add_argument("--phone", metavar="NUMÉRO", help="numéro à composer, s'il n'est pas celui du titulaire")
    parser.add_argument("--zone", help="fuseau horaire (Europe/Paris)")


def _space(call: Call) -> tuple[str, str]:
    """The crisis asked for, or nothing; and the zone its hours are said in."""
    crisis = naming.given_crisis(call)
    return (crisis.id, crisis.zone) if crisis else ("", PARIS)


def _moment(text: str, after: int, zone: str) -> int:
    """The instant typed; an hour alone is the next one after that instant: from 20:00 to 08:00 is one night."""
    if hour := times.HOUR.fullmatch(text.strip()):
        return times.next_after(int(hour[1]), int(hour[2]), after, zone)
    return times.parse(text, after, zone)


def _person(call: Call, text: str) -> tuple[str, str]:
    """The contact (id) that is meant, or the words typed when the directory knows nobody of that name."""
    if not text.strip():
        return "", ""
    if ID.fullmatch(text):
        return naming.contact(call, text), ""
    if naming.contacts_called(call, text):
        return naming.contact(call, text), ""
    call.speech.warn(f"« {text} » n'est pas dans l'annuaire : écrit comme un nom, sans fiche.")
    return "", text


def _typed(call: Call, zone: str, starts: int | None = None) -> dict[str, Any]:
    """The fields typed, as the register takes them; an hour of the end alone comes after the start, `starts` when
    that of the slot stays."""
    options = call.options
    names = ("organisation", "function", "phone", "zone", "kind", "remark", "last")
    fields = {name: value for name in names if (value := getattr(options, name)) is not None}
    for name in ("holder", "deputy"):
        if getattr(options, name) is not None:
            fields[name], fields[f"{name}_name"] = _person(call, getattr(options, name))
    zone = times.known_zone(options.zone) if options.zone else zone
    if options.starts is not None:
        fields["starts"] = _moment(options.starts, call.clock.now(), zone)
    if options.ends is not None:
        after = fields.get("starts", call.clock.now() if starts is None else starts)
        fields["ends"] = _moment(options.ends, after + 1, zone)
    return fields


def _add(call: Call) -> None:
    space, zone = _space(call)
    done = call.desk.do(AddDuty({"zone": zone, **_typed(call, zone)}, space))
    _tell(call, done.id, zone)


def _edit(call: Call) -> None:
    _, zone = _space(call)
    found = naming.record(call, call.options.duty, "duty")
    naming.require_own(call, found.space)
    now = call.reading.duty(found.id)
    fields = _typed(call, now.zone, now.starts)
    if not fields:
        raise Refused("Dites ce qui est corrigé : --holder, --ends, --phone…", "fields")
    call.desk.do(EditDuty(found.id, fields))
    _tell(call, found.id, zone)


def _cancel(call: Call) -> None:
    _, zone = _space(call)
    found = naming.record(call, call.options.duty, "duty")
    naming.require_own(call, found.space)
    call.desk.do(EditDuty(found.id, {"cancelled": not call.options.undo}))
    _tell(call, found.id, zone)


def _rotate(call: Call) -> None:
    options = call.options
    space, zone = _space(call)
    zone = times.known_zone(options.zone or zone)
    day = options.first.strip()
    hour = f"{day} 08:00" if times.DATE.fullmatch(day) else day
    first = moment(times.parse(hour, call.clock.now(), zone), zone)
    turns = []
    for typed in options.holder:
        holder, _, deputy = typed.partition(";")
        turns.append(Turn(*_person(call, holder.strip()), *_person(call, deputy.strip())))
    when = (date(first.year, first.month, first.day), options.count, first.hour, first.minute, zone, options.days)
    rotation = AddRotation(
        options.organisation, options.function, tuple(turns), *when, options.phone or "", crisis=space
    )
    written = call.reading.duty(call.desk.do(rotation).id)
    rows = call.reading.duties(space, written.starts, written.starts + (options.count + 1) * options.days * DAY)
    for row in rows:
        if row.rotation == written.rotation:
            call.speech.say(row_plain(row, zone), row_words(row, zone))
    _warn_of_overlaps(call, written.id, zone, rows[-1].ends)


def _tell(call: Call, id: str, zone: str) -> None:
    """Says what the slot has become, and whom it overlaps."""
    written = call.reading.duty(id)
    space = _own(call, written.space)
    for row in call.reading.duties(space, written.starts, max(written.ends, written.starts + 1)):
        if row.id == id:
            call.speech.say(row_plain(row, zone), row_words(row, zone))
    _warn_of_overlaps(call, id, zone, written.ends)


def _own(call: Call, space: str) -> str:
    """That space as the readings ask for it: nothing for the shared directory."""
    return space if any(row.id == space for row in call.reading.crises()) else ""


def _warn_of_overlaps(call: Call, id: str, zone: str, until: int) -> None:
    written = call.reading.duty(id)
    line = line_of(written.organisation, written.function)
    for one in call.reading.duty_lines(_own(call, written.space), written.starts, until):
        if one.line == line and one.space == written.space:
            for twice in one.overlaps:
                call.speech.warn(overlap_words(one, twice, zone))


def _window(call: Call, zone: str) -> tuple[int, int]:
    now = call.clock.now()
    start = times.parse(call.options.since, now, zone) if call.options.since else now
    end = times.parse(call.options.until, now, zone) if call.options.until else start + AHEAD * DAY
    if end <= start:
        raise Refused("La fin de la période est avant son début.", "to")
    return start, end


def _wanted(call: Call, organisation: str) -> bool:
    asked = call.options.organisation
    return not asked or line_of(organisation, "") == line_of(asked, "")


def _list(call: Call) -> None:
    space, zone = _space(call)
    for row in call.reading.duties(space, *_window(call, zone)):
        if _wanted(call, row.organisation):
            call.speech.say(row_plain(row, zone), row_words(row, zone))


def _gaps(call: Call) -> None:
    space, zone = _space(call)
    for line in call.reading.duty_lines(space, *_window(call, zone)):
        if _wanted(call, line.organisation):
            _tell_line(call, line, zone)


def _tell_line(call: Call, line: DutyLine, zone: str) -> None:
    of = {"organisation": line.organisation, "function": line.function}
    for gap in line.gaps:
        call.speech.say({**of, "kind": "gap", **gap_plain(gap, zone)}, gap_words(line, gap, zone))
    for one in line.overlaps:
        hours = {"since": rfc3339(one.starts, zone), "until": rfc3339(one.ends, zone)}
        names = {"people": [slot.name for slot in one.slots]}
        call.speech.say({**of, "kind": "overlap", **hours, **names}, overlap_words(line, one, zone))


def _now(call: Call) -> None:
    options, now = call.options, call.reading.server_time().now  # the clock of this workstation may be wrong
    space, zone = _space(call)
    at = _moment(options.at, now, zone) if options.at else now
    words = " ".join(options.question).strip()
    if words:
        asked = duty_question.understood(words, at, zone) or duty_question.understood(f"astreinte {words}", at, zone)
        if asked is None:
            raise Refused(NO_QUESTION, "question")
        at, found = asked.at, call.reading.on_call_asked(space, asked)
    else:
        found = call.reading.on_call(space, at, options.organisation or "")
    found = [one for one in found if _wanted(call, one.organisation)]
    if not found:
        asked_of = words or (organisations().short(options.organisation) if options.organisation else "tous")
        raise Refused(NO_LINE.format(asked_of), "organisation")
    for one in found:
        call.speech.say(plain(one, at, zone), said(one, at, zone))


def _print(call: Call) -> None:
    from app.documents import duty_paper

    space, zone = _space(call)
    now = call.clock.now()
    since = times.parse(call.options.since, now, zone) if call.options.since else now
    sheet = call.reading.duty_sheet(space, since, call.options.days)
    taken = duty_paper.take_out(call.desk, sheet, call.options.out)
    words = f"Tableau d'astreinte : {taken.lines} ligne{'s' if taken.lines > 1 else ''}. SHA-256 {taken.sha256}"
    values = {"file": str(call.options.out), "sha256": taken.sha256, "lines": taken.lines, "pages": taken.pages}
    call.speech.say(values, f"{words}\n{call.options.out}")
