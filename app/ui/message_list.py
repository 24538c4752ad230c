"""The list of messages, grouped by what there is to do with them."""

from collections.abc import Sequence

from app.core.store.rows import MessageRow
from app.ui import states
from app.ui.card_list import Card, Group, Item

GROUPS = (
    ("À faire avancer", ("conflict", "returned", "submitted", "draft")),
    ("Prêts", ("validated",)),
    ("Terminés", ("withdrawn",)),
)


def items(rows: Sequence[MessageRow]) -> tuple[Item, ...]:
    """Cards under the heads of their groups; in a group, what awaits the reader comes first. No empty group."""
    known = {state for _, group in GROUPS for state in group}
    shown: list[Item] = []
    for title, group in GROUPS:
        first = group is GROUPS[0][1]
        cards = [row for row in rows if row.state in group or (first and row.state not in known)]
        if not cards:
            continue
        shown.append(Group(title, len(cards)))
        shown.extend(card(row) for row in sorted(cards, key=lambda row: (not row.awaits_me, -row.changed_at)))
    return tuple(shown)


def card(row: MessageRow) -> Card:
    """One message as the list shows it. What awaits the reader's visa is in heavier letters and says so."""
    first_line = row.note.partition("\n")[0]
    words = ("Votre visa est attendu" if row.awaits_me else "", "en attente d’envoi" if row.pending else "", first_line)
    number = row.version.partition("·")[0]
    return Card(
        id=row.id,
        head=f"{row.reference} {number}",
        title=row.title,
        note=" · ".join(word for word in words if word),
        states=(states.of_message(row.state),),
        strong=row.awaits_me,
    )
