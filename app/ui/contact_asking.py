"""What the list of contacts is asked, and what it is given to show. Runs off the window's thread."""

from dataclasses import dataclass, field

from app.core.contact import KINDS
from app.core.store.contact_search import ContactPage
from app.core.store.reading import Reading

PAGE = 200
MOST = 100_000  # contacts taken out at once


@dataclass(frozen=True, slots=True)
class Asked:
    """`query` as it is typed, else a `node` of the tree, else everybody; of these `kinds` or of all. `retired`: those
    that were taken out of the lists. `wanted` is the contact to stay on."""

    query: str = ""
    node: str = ""
    crisis: str = ""
    kinds: tuple[str, ...] = ()
    retired: bool = False
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of contacts; `holders` have a private number, `added` are those of the crisis alone (ids)."""

    asked: Asked
    page: ContactPage
    holders: frozenset[str] = field(default=frozenset())
    added: frozenset[str] = field(default=frozenset())


def find(reading: Reading, asked: Asked) -> Found:
    """The contacts that are asked for, a page at most."""
    page = _page(reading, asked, PAGE)
    silent = [row.id for row in (*page.rows, *page.near) if not row.phone]
    holders = frozenset(reading.holders(silent)) if silent and reading.holds_private() else frozenset[str]()
    return Found(asked, page, holders, reading.added_in(asked.crisis))


def everyone(reading: Reading, asked: Asked) -> list[str]:
    """All the contacts (ids) that are asked for, beyond the page that is shown; those that are only near are not."""
    if not (asked.retired or asked.query or asked.node):
        return reading.contact_ids("", asked.crisis, asked.kinds)
    return [row.id for row in _page(reading, asked, MOST).rows]


def in_words(asked: Asked, place: str) -> str:
    """What is asked for, in French: nominatifs · Santé."""
    kinds = " et ".join(f"{KINDS[kind]}s" for kind in asked.kinds)
    what = f"« {asked.query} »" if asked.query else place if asked.node else "tout l’annuaire"
    return " · ".join(filter(None, (what, kinds, "retirés de l’annuaire" if asked.retired else "")))


def _page(reading: Reading, asked: Asked, limit: int) -> ContactPage:
    if asked.retired:
        return reading.retired_contacts(asked.crisis, asked.kinds, limit)
    if asked.node and not asked.query:
        return reading.contacts_of(asked.node, asked.crisis, asked.kinds, limit)
    return reading.find_contacts(asked.query, asked.crisis, asked.kinds, limit)
