"""The briefs of a crisis in the list at the left of their page: which is in force, which are replaced, or projects."""

from collections.abc import Mapping, Sequence

from app.core.brief_formats import FORMATS, family
from app.core.store.rows import BriefRow
from app.ui.card_list import Card
from app.ui.states import State
from app.ui.wording import short_day_and_hour

IN_FORCE: State = ("en_vigueur", "en vigueur", "success")
PROJECT: State = ("en_visa", "PROJET", "info")


def standings(rows: Sequence[BriefRow]) -> Mapping[str, State]:
    """The state of each, by its id. The last one that was approved for the same readers is in force."""
    found: dict[str, State] = {}
    after: dict[str, BriefRow] = {}  # by family, the approved one that comes next
    for row in sorted(rows, key=lambda one: -one.number):
        known = family(row.format)
        if not row.approved:
            found[row.id] = PROJECT
            continue
        following = after.get(known)
        replaced = ("defavorable", f"remplacé par le n° {following.number}", "text_secondary") if following else None
        found[row.id] = replaced or IN_FORCE
        after[known] = row
    return found


def cards(rows: Sequence[BriefRow], zone: str) -> list[Card]:
    """Each brief as the list shows it."""
    states = standings(rows)
    return [card(row, states[row.id], zone) for row in rows]


def card(row: BriefRow, state: State, zone: str) -> Card:
    """One brief: the hour it stops at is what a person looks for."""
    words = (
        f"arrêté {short_day_and_hour(row.cutoff, zone)}",
        "en attente d’envoi" if row.pending else "",
    )
    copies = f"{row.copies}\u00a0ex." if row.copies else ""
    return Card(
        id=row.id,
        head=f"n° {row.number}",
        title=" · ".join(filter(None, (row.reference, format_of(row), copies))),
        note=" · ".join(filter(None, words)),
        states=(state,),
    )


def format_of(row: BriefRow) -> str:
    """The name of its format; its code when another version made it."""
    known = FORMATS.get(row.format)
    return known.name.partition(",")[0] if known else row.format
