"""The figures of a crisis (*bilan*): what each source counts, until when, and who decided which is published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.core import figure_line
from app.core.errors import Refused
from app.core.figure import Figure, fold
from app.core.figure_commands import (
    AmendFigure,
    ChooseFigure,
    Command,
    ImportFigures,
    RecordFigure,
    SetPublishable,
)
from app.core.figure_fields import checked
from app.core.figures import SERIES, key
from app.core.plain_text import clean
from app.core.register import Draft, Register, View, replaced, require_open
from app.core.roles import ROLES, may_choose_figures, may_write_entries

LONGEST_REASON = 500
WRITERS = frozenset(filter(may_write_entries, ROLES))
CHOOSERS = frozenset(filter(may_choose_figures, ROLES))
NOT_A_CHOOSER = "Seuls le chef de la cellule communication et le directeur de crise disent ce qui se publie."


def decide(command: Command, view: View) -> Iterable[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case RecordFigure():
            require_open(view, command.crisis)
            return [_recorded(command, view)]
        case ImportFigures():
            return _import(command, view)
        case AmendFigure():
            return [_amend(command, view)]
        case ChooseFigure():
            return _choose(command, view)
        case SetPublishable():
            return [_clear(command, view)]


def _import(command: ImportFigures, view: View) -> Iterator[Draft]:
    """One draft at a time, oldest first: each may replace one that was written just before it."""
    require_open(view, command.crisis)
    new = False
    for one in sorted(command.figures, key=lambda one: one.cutoff or 0):
        if one.crisis == command.crisis and not is_known(one, view):
            new = True
            yield _recorded(one, view)
    if not new:
        raise Refused("Ces chiffres sont déjà au bilan : rien n'a été écrit.")


def is_known(command: RecordFigure, view: View) -> bool:
    """Whether what it is imported from was imported already."""
    return bool(command.origin and view.alike("figure", command.crisis, {"origin": command.origin}))


def _recorded(command: RecordFigure, view: View) -> Draft:
    said: dict[str, Any] = {"cutoff": view.now if command.cutoff is None else command.cutoff}
    names = ("indicator", "value", "unit", "qualifier", "precision", "source", "reference", "note")
    said |= {name: getattr(command, name) for name in names}
    said["perimeter"] = {"name": command.perimeter, "code": command.territory}
    fields = checked(said)
    alike = _alike(fields, command.crisis, view)
    _refuse_twice(fields, alike)
    replaces = _replaced(command.replaces, fields, alike, command.crisis, view)
    if replaces is not None:
        fields["replaces"] = replaces
    number = view.last_number(command.crisis, SERIES) + 1
    body: dict[str, Any] = {"number": f"{SERIES}-{view.prefix}-{number:03}", "fields": fields}
    if command.origin:
        body["origin"] = clean(command.origin, "origin", LONGEST_REASON)
    grant = ""
    if command.publishable:
        grant = _chooser(command.crisis, view)
        body |= {"publishable": True, "clearance": clean(command.clearance, "reason", LONGEST_REASON)}
    return Draft("figure.recorded", body, command.crisis, grant=grant)


def _alike(fields: Mapping[str, Any], space: str, view: View) -> list[Figure]:
    """The latest figures of the same thing by the same source: those of the latest cut-off held, and of this one."""
    source, where = fields["source"], fields["perimeter"]
    place, who = where["code"] or key(where["name"]), source["organisation"] or key(source["name"])
    keys = (key(fields["indicator"]), place, who)
    wanted = dict(zip(figure_line.ALIKE, keys, strict=True))
    latest = view.alike("figure", space, wanted)[:1]
    same = view.alike("figure", space, {**wanted, "cutoff": fields["cutoff"]})
    folded = (fold(view.held(id)) for id in dict.fromkeys([*latest, *same]))
    return [one for one in folded if one is not None]


def _refuse_twice(fields: Mapping[str, Any], alike: Sequence[Figure]) -> None:
    for one in alike:
        said = (one.cutoff, one.value, one.unit, one.qualifier)
        if said == tuple(fields[name] for name in ("cutoff", "value", "unit", "qualifier")):
            raise Refused(f"Ce chiffre est déjà au bilan : {one.number}. Rien n'a été écrit.", "value")


def _replaced(
    asked: str | None, fields: Mapping[str, Any], alike: Sequence[Figure], space: str, view: View
) -> str | None:
    """What a new figure replaces: a figure, "" when its author said none, None when there is none to replace."""
    if asked is None:
        former = [one for one in alike if one.cutoff < fields["cutoff"]]
        return former[0].id if former and len(former) == len(alike) else None
    return _known(asked, view, space).id if asked else ""


def _amend(command: AmendFigure, view: View) -> Draft:
    now = _known(command.figure, view)
    reason = _reason(command.reason, "Indiquez le motif de la rectification.")
    fields = checked(command.fields)
    if fields.get("replaces"):
        other = _known(fields["replaces"], view, now.space)
        if now.id in (other.id, other.replaces):
            raise Refused("Deux chiffres ne se remplacent pas l'un l'autre.", "replaces")
    nothing = {"unit": "", "qualifier": "", "precision": "exact", "reference": "", "note": "", "perimeter": None}
    if not fields or all(_is(now, name, value, nothing) for name, value in fields.items()):
        raise Refused("Le chiffre est le même : rien n'est rectifié.")
    touches = replaced(fields, now.fields, command.seen)
    return Draft("figure.amended", {"reason": reason, "fields": fields}, now.space, now.id, touches)


def _is(now: Figure, name: str, value: Any, nothing: Mapping[str, Any]) -> bool:
    field = now.fields.get(name)
    if field is None or not field.values:
        return bool(nothing.get(name, ...) == value)
    return not field.conflict and bool(field.settled == value)


def _choose(command: ChooseFigure, view: View) -> list[Draft]:
    """The choice, written on the figure chosen; and on each other one that was chosen over it, that it no longer is."""
    chosen = _known(command.figure, view)
    reason = _reason(command.reason, "Dites pourquoi ce chiffre est retenu.")
    others = [_known(id, view, chosen.space) for id in dict.fromkeys(command.over)]
    if not others or chosen.id in {one.id for one in others}:
        raise Refused("Dites sur quel autre chiffre celui-ci est retenu.", "over")
    for one in others:
        if one.row.counts != chosen.row.counts:
            raise Refused(f"{one.number} ne compte pas la même chose que {chosen.number}.", "over")
    fields = {f"over.{one.id}": {"mine": chosen.row.state, "theirs": one.row.state} for one in others}
    grant = _chooser(chosen.space, view)
    body = {"reason": reason, "fields": fields}
    drafts = [Draft("figure.chosen", body, chosen.space, chosen.id, replaced(fields, chosen.fields, None), grant)]
    for one in others:
        back = {f"over.{chosen.id}": None}
        if chosen.id in {target for target, *_ in one.row.over}:
            touches = replaced(back, one.fields, None)
            drafts.append(Draft("figure.chosen", {"reason": reason, "fields": back}, one.space, one.id, touches, grant))
    return drafts


def _clear(command: SetPublishable, view: View) -> Draft:
    now = _known(command.figure, view)
    reason = clean(command.reason, "reason", LONGEST_REASON)
    if not command.publishable and not reason:
        raise Refused("Dites pourquoi ce chiffre ne se publie pas.", "reason")
    settled = now.fields.get("publishable")
    if settled is not None and not settled.conflict and now.publishable == command.publishable and not reason:
        raise Refused("C'est déjà ainsi.")
    fields = {"publishable": command.publishable}
    touches = replaced(fields, now.fields, command.seen)
    grant = _chooser(now.space, view)
    return Draft("figure.cleared", {"reason": reason, "fields": fields}, now.space, now.id, touches, grant)


def _chooser(space: str, view: View) -> str:
    """The role of this person that may choose, or Refused."""
    grant = next((one.id for one in view.grants(space) if may_choose_figures(one.role)), "")
    if not grant:
        raise Refused(NOT_A_CHOOSER, "publishable")
    return grant


def _reason(text: str, missing: str) -> str:
    reason = clean(text, "reason", LONGEST_REASON)
    if not reason:
        raise Refused(missing, "reason")
    return reason


def _known(figure: str, view: View, space: str = "") -> Figure:
    """The figure a command names, in an open crisis (`space` when it must be that one)."""
    now = fold(view.held(figure))
    if now is None or space not in ("", now.space):
        raise Refused("Ce chiffre n'est pas connu de ce poste dans cette crise.", "figure")
    require_open(view, now.space)
    return now


REGISTER = Register(
    name="figure",
    begins="figure.recorded",
    writers={
        **dict.fromkeys(("figure.recorded", "figure.amended"), WRITERS),
        **dict.fromkeys(("figure.chosen", "figure.cleared"), CHOOSERS),
    },
    fold=fold,
    columns=figure_line.COLUMNS,
    row=figure_line.row,
    number=figure_line.number,
    conflicts=lambda figure: {name: len(figure.fields[name].values) for name in figure.conflicts},
    key=lambda figure: figure.cutoff,
    words=figure_line.words,
    sorts=(figure_line.ALIKE, ("origin",)),
)
