"""What becomes of an entry: its step, who deals with it and before when, and how it came there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLayout, QWidget

from app.core import entries, times
from app.core.entry import Entry, Triaged
from app.core.times import MINUTE
from app.ui import arrangement, detail_rows, hours, plain, wording
from app.ui.controls import Sign
from app.ui.entry_head import STEPS
from app.ui.part_column import Part
from app.ui.states import State

NAME = "followup"
NOBODY = "non attribué"
FEW = 2  # steps shown before one asks for all of them
Step = tuple[State, str, str]
"""A step: its state, who and when, the reason of a return."""


def followup(entry: Entry, zone: str, now: int, unfolded: bool, unfold: Callable[[], object]) -> Part:
    """The step, the person in charge, the hour due; the last steps, or all of them when `unfolded`."""
    said = (assigned(entry), due(entry, zone, now), late(entry, now), history(entry, zone), unfolded)
    return Part(NAME, said, partial(_draw, *said, unfold))


def assigned(entry: Entry) -> str:
    return entry.assigned.name if entry.assigned else NOBODY


def due(entry: Entry, zone: str, now: int) -> str:
    return hours.before(entry.due, now, zone) if entry.due else ""


def late(entry: Entry, now: int) -> str:
    """« en retard de 12 min »; nothing before the hour, nor once the entry is closed."""
    if not entry.due or entry.triage == "closed" or now < entry.due + MINUTE:
        return ""
    return f"en retard de {times.lasting((now - entry.due) // MINUTE)}"


def history(entry: Entry, zone: str) -> tuple[Step, ...]:
    """Every step since the entry was recorded, the latest first."""
    return tuple(_step(one, zone) for one in reversed(entry.triaged))


def _step(one: Triaged, zone: str) -> Step:
    waiting = ", en attente d’envoi" if one.rank is None else ""
    shape, tone = STEPS.get(one.step, ("a_trier", "text"))
    words = f"{wording.short_day_and_hour(one.at, zone)}{waiting}, {wording.person(one.author)}"
    return (shape, entries.TRIAGE.get(one.step, one.step), tone), words, f"Motif : {one.reason}" if one.reason else ""


def _draw(
    assigned: str, due: str, late: str, steps: tuple[Step, ...], unfolded: bool, unfold: Callable[[], object]
) -> QWidget:
    tone = "text_tertiary" if assigned == NOBODY else "text"
    rows: list[QWidget | QLayout] = [plain.label("Suivi", "strong")]
    rows.append(detail_rows.line("Attribué à", detail_rows.words(assigned, "small", tone, f"Attribué à : {assigned}")))
    if due:
        values: list[QWidget] = [detail_rows.words(due, name=f"Échéance : {due}")]
        if late:
            values.append(Sign("perime", late, "alarm", "small_bold"))
        rows.append(detail_rows.line("Échéance", *values))
    shown = steps if unfolded else steps[:FEW]
    if shown:
        rows.append(detail_rows.line("Étapes", *map(_draw_step, shown)))
    if len(steps) > FEW:
        words = "N’afficher que les dernières" if unfolded else f"Afficher les {len(steps)} étapes"
        rows.append(arrangement.row(detail_rows.link(words, unfold), None))
    return detail_rows.section(*rows)


def _draw_step(step: Step) -> QLayout:
    state, who, reason = step
    rows: list[QWidget] = [Sign(*state, "small_strong"), detail_rows.words(who, "small", "text_tertiary")]
    if reason:
        rows.append(detail_rows.words(reason, "small", "text_secondary"))
    return arrangement.column(*rows)
