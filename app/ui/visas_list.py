"""The texts that wait for the visa of the person at the desk, in the order he should take them."""

from collections.abc import Sequence

from app.core.store.rows import MessageRow, Waiting, short_references
from app.core.times import MINUTE, lasting
from app.ui.card_list import Card, Group, Item
from app.ui.state_words import when
from app.ui.states import State
from app.ui.wording import NBSP

NOT_ASKED = ("conflict", "returned", "withdrawn", "abandoned")
LATE, NOW, LATER = "En retard", "À donner maintenant", "Pas encore votre tour"


def mine(row: MessageRow) -> Waiting | None:
    """The step of that message that waits for me: one whose turn has come, the first due."""
    waiting = [one for one in row.waiting if one.mine]
    return min(waiting, key=lambda one: (not one.ready, one.due or float("inf")), default=None)


def items(rows: Sequence[MessageRow], now: int, zone: str) -> tuple[Item, ...]:
    """What is late first, then what is due first, then what is not yet his turn."""
    asked = [(row, step) for row in rows if row.state not in NOT_ASKED and (step := mine(row))]
    called = short_references(rows)
    shown: list[Item] = []
    for title in (LATE, NOW, LATER):
        found = [one for one in asked if group_of(one[1], now) == title]
        if found:
            shown.append(Group(title, len(found)))
            found.sort(key=lambda one: (one[1].due or float("inf"), one[0].changed_at))
            shown.extend(card(row, called[row.id], step, now, zone) for row, step in found)
    return tuple(shown)


def group_of(step: Waiting, now: int) -> str:
    if not step.ready:
        return LATER
    return LATE if 0 < step.due <= now else NOW


def card(row: MessageRow, reference: str, step: Waiting, now: int, zone: str) -> Card:
    return Card(
        id=row.id,
        head=f"{reference} {row.version.partition('·')[0]}",
        title=row.title,
        note=before(step, now, zone),
        states=(state(step, now),),
        strong=step.ready,
    )


def state(step: Waiting, now: int) -> State:
    group = group_of(step, now)
    if group == LATE:
        return "priority_1", f"+{lasting((now - step.due) // MINUTE)}".replace(" ", NBSP), "alarm"
    if group == NOW:
        return "en_visa", "à viser", "info"
    return "en_attente", "plus tard", "text_secondary"


def before(step: Waiting, now: int, zone: str) -> str:
    """avant 03:12, dans 8 min."""
    if not step.ready:
        return "après les étapes précédentes"
    if not step.due:
        return "sans échéance"
    minutes = abs(now - step.due) // MINUTE
    if step.due <= now:
        return f"attendu avant {when(step.due, now, zone)}, dépassé de {lasting(minutes)}"
    return f"avant {when(step.due, now, zone)}, dans {lasting(minutes)}"
