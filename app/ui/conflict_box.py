"""One field with several values: who wrote each, where and when. None is chosen until a person chooses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.records import Field, Value
from app.ui import arrangement, controls, plain, states
from app.ui.wording import day_and_hour, person

SIGNED = "Les valeurs restent toutes dans l’historique. Le choix est écrit et signé à votre nom."


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field and how to say it: `title` names the record and the field, `words` says a value."""

    title: str
    field: Field
    words: Callable[[Any], str]


def conflict_box(
    conflict: Conflict, zone: str, keep: Callable[[Any], object], why_not: str = "", aside: Sequence[QWidget] = ()
) -> QWidget:
    """The values side by side, a button each. `keep` is called with the value chosen; `why_not` says why this person
    may not choose. `aside` stands under them."""
    title = plain.label(conflict.title, "heading", wrap=True)
    count = len(conflict.field.values)
    sign = states.TWO_VALUES if count == 2 else ("deux_valeurs", f"{count} valeurs", "warning")
    values = [_value(conflict, value, zone, keep, why_not) for value in conflict.field.values]
    said = f"{why_not[:1].upper()}{why_not[1:]}" if why_not else SIGNED
    note = plain.label(said, "small", "text_tertiary", wrap=True)
    box = QWidget()
    box.setAccessibleName(f"{conflict.title} : {sign[1]}")
    box.setLayout(
        arrangement.column(
            arrangement.row(arrangement.wide(title), controls.Sign(*sign)),
            arrangement.row(*values),
            arrangement.row(arrangement.wide(note), *aside),
            spacing=6,
        )
    )
    return box


def _value(conflict: Conflict, value: Value, zone: str, keep: Callable[[Any], object], why_not: str) -> QWidget:
    words = conflict.words(value.value)
    author = value.by.author
    where = f"écrit {f'sur {author.workstation} ' if author.workstation else ''}par {person(author)}"
    waiting = ", en attente d’envoi" if value.by.rank is None else ""
    act = controls.button("Garder cette valeur", partial(keep, value.value), "dense", f"Garder {words}")
    act.setEnabled(not why_not)
    shown = plain.label(words, "vital" if len(words) < 40 else "strong", wrap=True)
    inside = arrangement.column(
        shown,
        plain.label(where, "small", "text_secondary", wrap=True),
        plain.label(f"{day_and_hour(value.by.at, zone)}{waiting}", "small", "text_secondary", wrap=True),
        None,
        arrangement.row(act, None),
        spacing=3,
        margins=(12, 8, 12, 10),
    )
    return arrangement.wide(arrangement.panel(inside, "box"))
