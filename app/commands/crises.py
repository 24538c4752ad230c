"""`crisis`: opening, correcting, listing, showing, closing and reuniting crises."""

from typing import Any

from app.commands import naming, reunions
from app.commands.call import Call
from app.commands.parsing import Among, command, group
from app.core import rhythm
from app.core.clock import rfc3339
from app.core.entries import TLP
from app.core.organisations import organisations
from app.core.registers.crisis import EDITABLE, FRAMES, NATURES, CloseCrisis, Crisis, EditCrisis, OpenCrisis


def arrange(commands: Among) -> None:
    among = group(commands, "crisis", "les crises")
    opening = command(among, "open", "ouvrir une crise", _open)
    opening.add_argument("--title", required=True, help="intitulé")
    opening.add_argument("--frame", required=True, choices=FRAMES, help="cadre : réel, exercice ou essai")
    opening.add_argument("--nature", required=True, choices=NATURES)
    opening.add_argument("--lead", required=True, metavar="ORG", help="organisme pilote")
    opening.add_argument("--territory", nargs="+", action="extend", default=[], metavar="INSEE")
    opening.add_argument("--associated", nargs="+", action="extend", default=[], metavar="ORG")
    opening.add_argument("--zone", default="Europe/Paris", help="fuseau de référence")
    editing = command(among, "edit", "corriger une crise ; son cadre et son fuseau ne changent pas", _edit)
    editing.add_argument("crisis", metavar="CRISE")
    editing.add_argument("--title", help="intitulé")
    editing.add_argument("--nature", choices=NATURES)
    editing.add_argument("--lead", metavar="ORG", help="organisme pilote")
    editing.add_argument("--territory", nargs="*", action="extend", metavar="INSEE")
    editing.add_argument("--associated", nargs="*", action="extend", metavar="ORG")
    for parser, nothing in ((opening, ""), (editing, None)):
        parser.add_argument("--marking", default=nothing, metavar="MENTION", help="mention par défaut de ses entrées")
        parser.add_argument("--tlp", default=nothing, choices=TLP, help="TLP par défaut de ses entrées")
        help = "rythme de ses points : « toutes les 4 heures à :00 », vide pour aucun"
        parser.add_argument("--rhythm", default=nothing, metavar="RYTHME", help=help)
    command(among, "list", "les crises dont vous êtes membre", _list)
    for name, help, run in (("show", "montrer une crise", _show), ("close", "clore une crise", _close)):
        command(among, name, help, run).add_argument("crisis", metavar="CRISE")
    reunions.arrange(among)


def _open(call: Call) -> None:
    options = call.options
    done = call.desk.do(
        OpenCrisis(
            options.title,
            options.frame,
            options.nature,
            options.lead,
            tuple(options.territory),
            tuple(options.associated),
            options.zone,
            options.marking,
            options.tlp,
            options.rhythm,
        )
    )
    _tell(call, call.reading.crisis(done.id))


def _edit(call: Call) -> None:
    found = naming.crisis(call, call.options.crisis)
    typed = {name: getattr(call.options, name) for name in EDITABLE}
    call.desk.do(EditCrisis(found.id, {name: value for name, value in typed.items() if value is not None}))
    _tell(call, call.reading.crisis(found.id))


def _list(call: Call) -> None:
    for row in reversed(call.reading.crises()):
        values = {
            "crisis": row.code,
            "id": row.id,
            "title": row.title,
            "frame": row.frame,
            "open": row.open,
            "lead": row.lead,
            "role": row.role,
            "opened_at": rfc3339(row.opened_at, row.zone),
            "pending": row.pending,
            "joined_to": row.joined_to or None,
        }
        call.speech.say(values, _line(row.code, row.frame, row.open, row.title, row.joined_to))


def _show(call: Call) -> None:
    _tell(call, naming.crisis(call, call.options.crisis))


def _close(call: Call) -> None:
    found = naming.crisis(call, call.options.crisis)
    call.desk.do(CloseCrisis(found.id))
    _tell(call, call.reading.crisis(found.id))


def _tell(call: Call, crisis: Crisis) -> None:
    values: dict[str, Any] = {
        "crisis": crisis.code,
        "id": crisis.id,
        "title": crisis.title,
        "frame": crisis.frame,
        "open": crisis.open,
        "nature": crisis.nature,
        "lead": crisis.lead,
        "associated": list(crisis.associated),
        "territory": list(crisis.territory),
        "marking": crisis.marking,
        "tlp": TLP[crisis.tlp],
        "zone": crisis.zone,
        "rhythm": rhythm.words_of(crisis.rhythm) or None,
        "opened_at": rfc3339(crisis.opened_at, crisis.zone),
        "opened_by": crisis.opened_by.name,
        "closed_at": rfc3339(crisis.closed_at, crisis.zone),
        "rank": crisis.rank,
    }
    reunion = call.reading.reunion(crisis.id)
    joined_to = reunion.crisis.joined_to if reunion else ""
    values["joined_to"] = joined_to or None
    names = organisations()
    others = ", ".join(names.short(code) for code in crisis.associated)
    words = [
        _line(crisis.code, crisis.frame, crisis.open, crisis.title, joined_to),
        f"Nature {NATURES.get(crisis.nature, crisis.nature)} · pilote {names.short(crisis.lead)}"
        + (f" · associés : {others}" if others else ""),
        f"Ouverte le {values['opened_at']} par {crisis.opened_by.name} · fuseau {crisis.zone}",
    ]
    if crisis.rhythm:
        words.append(f"Points de situation : {values['rhythm']}")
    if crisis.closed_at is not None:
        words.append(f"Close le {values['closed_at']}")
    if reunion is not None:
        words += reunions.words(reunion)
    call.speech.say(values, "\n".join(words))


def _line(code: str, frame: str, is_open: bool, title: str, joined_to: str) -> str:
    state = f"réunie à {joined_to}" if joined_to else "ouverte" if is_open else "close"
    return f"{code}  {FRAMES.get(frame, frame)}  {state}  {title}"
