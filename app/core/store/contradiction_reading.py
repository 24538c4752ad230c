"""What the screens may ask of messages that disagree: where one contradicts the others of its topic."""

from collections.abc import Iterable, Mapping

from app.core.errors import Refused
from app.core.language.contradictions import Cited, Contradiction, Said, contradictions, same
from app.core.message import ENDED, Message, fold
from app.core.store.log import chunks, marks
from app.core.store.store import Store
from app.core.store.transaction import Transaction
from app.core.texts import everything


class ContradictionReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def contradictions(self, id: str) -> tuple[Contradiction, ...]:
        """Where that message disagrees with the others of its topic that may still be said."""
        with self._store.read() as transaction:
            one = fold(transaction.verified(id))
            if one is None:
                raise Refused("Ce message n'est pas connu de ce poste.", "message")
            others = _on_topic(transaction, one)
            if not others:
                return ()
            cited = _cited(transaction, {use.record for each in (one, *others) for use in each.uses})
            return contradictions(_said(one, cited), [_said(other, cited) for other in others])


def _on_topic(transaction: Transaction, one: Message) -> list[Message]:
    """The other messages of its crisis on its topic, less those that are over, and the one it replaces."""
    topic = same(one.topic)
    if not topic or one.state in ENDED:
        return []
    rows = transaction.connection.exec_driver_sql(
        "SELECT id, topic, state FROM message WHERE space = (SELECT n FROM space WHERE name = ?)"
        " AND (valid_until = 0 OR valid_until > ?)"
        " AND id NOT IN (SELECT target FROM relation WHERE kind = 'supersedes' AND active)",
        (bytes.fromhex(one.space), transaction.view().server_time.now),
    )
    ids = [row.id.hex() for row in rows if row.state not in ENDED and same(row.topic) == topic]
    others = [id for id in ids if id not in (one.id, one.aside.replaces)]
    folded = (fold(operations) for operations in transaction.held(others).values())
    return [message for message in folded if message is not None]


def _cited(transaction: Transaction, records: Iterable[str]) -> Mapping[str, Cited]:
    """Those of these records that are figures, as a message cites them."""
    found = {}
    for part in chunks([bytes.fromhex(record) for record in sorted(records)]):
        rows = transaction.connection.exec_driver_sql(
            f"SELECT id, indicator, perimeter, cutoff, value, number FROM figure WHERE id IN ({marks(part)})",
            tuple(part),
        )
        for row in rows:
            found[row.id.hex()] = Cited(row.indicator, row.perimeter, row.cutoff, row.value, row.number)
    return found


def _said(message: Message, cited: Mapping[str, Cited]) -> Said:
    """All that a message says: of two versions written apart, both."""
    text = "\n".join(part for head in message.heads for part in everything(head.text))
    figures = tuple(cited[use.record] for use in message.uses if use.record in cited)
    return Said(message.id, message.reference, message.topic, text, figures)
