"""The list of messages, grouped by what there is to do with them."""

from collections.abc import Sequence

from app.core.channels import channel_word
from app.core.store.rows import MessageRow, short_references
from app.core.times import MINUTE, lasting
from app.ui import states
from app.ui.card_list import Card, Group, Item
from app.ui.state_words import when
from app.ui.states import State
from app.ui.wording import NBSP

TO_ADVANCE, READY, IN_FORCE, OVER = "À faire avancer", "Prêts", "Diffusés, en vigueur", "Terminés"
GROUP_OF = {
    "validated": READY,
    "embargoed": READY,
    "dispatched": IN_FORCE,
    "expired": OVER,
    "withdrawn": OVER,
    "abandoned": OVER,
}
# In their group, after what waits for the reader.
FIRST = {"conflict": 0, "review": 1, "returned": 2, "submitted": 3, "expired": 0}


def items(rows: Sequence[MessageRow], now: int, zone: str) -> tuple[Item, ...]:
    """Cards under the heads of their groups: in a group, what awaits the reader, then what is late, then what is
    blocked. No empty group."""
    shown: list[Item] = []
    called = short_references(rows)
    for title in (TO_ADVANCE, READY, IN_FORCE, OVER):
        cards = [row for row in rows if group_of(row) == title]
        if not cards:
            continue
        shown.append(Group(title, len(cards)))
        shown.extend(card(row, called[row.id], now, zone) for row in sorted(cards, key=lambda row: _order(row, now)))
    return tuple(shown)


def group_of(row: MessageRow) -> str:
    """Which group a message belongs to; what was replaced is over, even though nobody took it back."""
    if row.state == "dispatched" and row.superseded_by:
        return OVER
    return GROUP_OF.get(row.state, TO_ADVANCE)


def _order(row: MessageRow, now: int) -> tuple[bool, bool, int, int]:
    return (not row.asks_me, not row.overdue(now), FIRST.get(row.state, 9), -row.changed_at)


def card(row: MessageRow, reference: str, now: int, zone: str) -> Card:
    """One message as the list shows it. What awaits the reader's visa is in heavier letters and says so."""
    mine = row.asks_me
    words = (
        "Votre visa est attendu" if mine else "",
        f"{row.told_by_phone}{NBSP}à confirmer" if row.told_by_phone else "",
        note(row, now, zone),
        "en attente d’envoi" if row.pending else "",
    )
    return Card(
        id=row.id,
        head=f"{reference} {row.version.partition('·')[0]}",
        title=row.title,
        note=" · ".join(word for word in words if word),
        states=(state(row, now),),
        strong=mine,
    )


def state(row: MessageRow, now: int) -> State:
    """Its state in shape and word; in alarm when a visa is late."""
    shape, word, tone = states.of_message(row.state)
    if row.state == "validated":
        return shape, "bon à diffuser", tone
    late = row.overdue(now)
    if row.state == "submitted" and late:
        minutes = (now - min(one.due for one in late)) // MINUTE
        return "priority_1", f"{word}, +{lasting(minutes).replace(' ', NBSP)}", "alarm"
    return shape, word, tone


def note(row: MessageRow, now: int, zone: str) -> str:
    """What is missing first; for what is ready or out, since and until when."""

    def at(hour: int) -> str:
        return when(hour, now, zone)

    match row.state:
        case "draft":
            return f"{row.author}, {at(row.changed_at)}" if row.author else row.note
        case "submitted":
            late = [f"{one.label} en retard" for one in row.overdue(now)]
            return ", ".join(late) or f"manque : {row.note}"
        case "review":
            changed = f"a changé : {', '.join(row.to_review)}"
            return f"diffusé {at(row.dispatched_at)}, {changed}" if row.dispatched_at else changed
        case "validated":
            return f"validé {at(row.validated_at)}, non diffusé"
        case "embargoed":
            return f"jusqu’à {at(row.embargo_until)}" if row.embargo_until else "jusqu’à décision"
        case "dispatched" if row.superseded_by:
            return f"remplacé par {row.superseded_by}"
        case "dispatched":
            channel = channel_word(row.channel)
            until = f"valable jusqu’à {at(row.valid_until)}" if row.valid_until else ""
            begins = f"vaut à partir de {at(row.valid_from)}" if row.valid_from > now else ""
            return " · ".join(filter(None, (at(row.dispatched_at), channel, begins or until)))
        case "expired":
            return f"depuis {at(row.valid_until)}"
    return row.note.partition("\n")[0]
