"""A contact in two lines: the name and the number to dial, then what he does, where, and how sure the number is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core import retention
from app.core.dialling import dialled
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.store.rows import ContactRow
from app.ui import states
from app.ui.card_list import Group
from app.ui.contact_asking import Found
from app.ui.states import State

SOON = timedelta(days=30)  # before a date of purge, from which it is said
PRIVATE = "numéro privé"
OWN: State = ("", "cette crise", "info")
TO_PURGE: State = ("saisie_differee", "à purger bientôt", "warning")
OVERDUE: State = ("saisie_differee", "à purger", "warning")
WAITING: State = ("en_attente_envoi", "en attente d’envoi", "info")
NEAR = "Résultats proches"


@dataclass(frozen=True, slots=True)
class Line:
    """One contact of the list. `number` is what to dial; `state` stands beside `about`, `more` beneath."""

    id: str
    name: str
    number: str
    about: str
    state: State
    more: tuple[State, ...] = ()
    reachable: bool = True

    @property
    def spoken(self) -> str:
        words = [self.name, self.number, self.about, *(word for _, word, _ in (self.state, *self.more))]
        return ", ".join(word for word in words if word)


Item = Group | Line


def lines(found: Found, today: date) -> list[Item]:
    """What was found as it is listed: those that are near what was typed come last, under their head."""
    items: list[Item] = [line(row, found, today) for row in found.page.rows]
    if found.page.near:
        items.append(Group(NEAR, len(found.page.near)))
        items += [line(row, found, today) for row in found.page.near]
    return items


def line(row: ContactRow, found: Found, today: date) -> Line:
    """One contact as it is listed."""
    where = organisations().short(row.organisation) if row.kind != "organisation" else ""
    does = row.function if row.function != row.name else row.service
    about = " · ".join(filter(None, (does, where)))
    number = best_number(row) or (PRIVATE if row.id in found.holders else row.email)
    return Line(
        row.id,
        row.name or "Sans nom",
        number,
        about,
        states.TWO_VALUES if row.conflict else states.of_verification(row.verified_on, today),
        tuple(_more(row, found, today)),
        bool(row.phone),
    )


def best_number(row: ContactRow) -> str:
    """The number to dial first, as it is read: both when somebody has yet to choose; of more, how many there are."""
    numbers = dialled(row.numbers) or ((row.phone,) if row.phone else ())
    if len(numbers) > 2:
        return f"{shown(numbers[0])} ou {len(numbers) - 1} autres"
    return " ou ".join(map(shown, numbers))


def due(purge_on: str, today: date) -> State | None:
    """Whether what is known of somebody is to be purged, or soon will be."""
    if retention.is_due(purge_on, today):
        return OVERDUE
    return TO_PURGE if retention.is_due(purge_on, today + SOON) else None


def _more(row: ContactRow, found: Found, today: date) -> Sequence[State]:
    told = [("defavorable", f"retiré : {row.retired}", "text_secondary")] if row.retired else list[State]()
    told += [WAITING] if row.pending else []
    if row.id in found.added:
        return [*told, OWN]  # kept as long as the crisis, whatever day is written
    purge = due(row.purge_on, today)
    return [*told, purge] if purge else told
