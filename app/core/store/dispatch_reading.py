"""What the screens may ask of what goes out: a version on its way, whom to call back, what may be said now."""

from dataclasses import dataclass

from app.core import board, leaving_rules
from app.core.board import Board
from app.core.leaving import Leaving, leaving_of
from app.core.message import Message
from app.core.message_rules import chosen
from app.core.recall import Recall, recall
from app.core.registers import crisis as crises
from app.core.store.log import noted
from app.core.store.reuniting import within
from app.core.store.store import Store
from app.core.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Ready:
    """Whether a message may go out now. `why_not`: what forbids it, whatever the network; `stale`: what this
    workstation cannot vouch for, which an exchange or the head of the cell answers. Both in French, empty when none."""

    message: Message
    why_not: str
    stale: str
    roles: frozenset[str]


class DispatchReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def leaving(
        self, message: str, version: str | None = None, channel: str = "", place: str = "", contact: str = ""
    ) -> tuple[str, Leaving]:
        """That version of a message as it may leave at this moment, with its marks, and the crisis it belongs to.
        Raises Refused."""
        with self._store.read() as transaction:
            found = transaction.view().message(message)
            crisis = crises.fold(transaction.verified(found.space))
        if crisis is None:
            raise ValueError("a message of no crisis")
        return found.space, leaving_of(found, chosen(found, version), crisis, channel, place, contact)

    def ready(self, message: str) -> Ready:
        """Whether that message may go out at this moment, by the rules that will be asked again when it does."""
        with self._store.read() as transaction:
            view = transaction.view()
            found = view.message(message)
            roles = frozenset(grant.role for grant in view.grants(found.space))
            why_not, stale = leaving_rules.why_not_dispatch(found, view), leaving_rules.why_not_fresh(found, view)
            return Ready(found, why_not, stale, roles)

    def recall(self, message: str) -> Recall:
        """Who received what no longer holds of that message, and not what holds."""
        with self._store.read() as transaction:
            found = transaction.view().message(message)
            return recall(found, _replacements(transaction, found))

    def board(self, space: str) -> Board:
        """What may be said now in that crisis, folded from verified operations."""
        with self._store.read() as transaction:
            view, connection = transaction.view(), transaction.connection
            crisis = crises.fold(transaction.verified(space))
            here, spaces = within(view.shown_under(space))
            sql = f"SELECT id FROM message WHERE {here} AND said_at > 0 ORDER BY key"
            ids = [row.id.hex() for row in connection.exec_driver_sql(sql, spaces)]
            messages = [view.message(id) for id in ids]
            time, last = view.server_time, view.last_exchange
            failed = int(noted(connection, "exchange_failed") or 0)
            author, workstation = view.me.name, view.prefix
        if crisis is None:
            raise ValueError("no such crisis")
        return Board(
            crisis=crisis,
            at=time.now,
            sure=time.sure,
            topics=board.topics(messages),
            gone=board.gone(messages),
            author=author,
            offline=last is None or failed > last,
            workstation=workstation,
            last_exchange=last,
        )


def _replacements(transaction: Transaction, message: Message) -> list[Message]:
    """The messages that replaced it, and those that replaced them."""
    view, connection = transaction.view(), transaction.connection
    found: dict[str, Message] = {}
    waiting = [message.id]
    while waiting:
        sql = "SELECT source FROM relation WHERE kind = 'supersedes' AND active AND target = ?"
        for row in connection.exec_driver_sql(sql, (bytes.fromhex(waiting.pop()),)).all():
            id = row.source.hex()
            if id not in found and id != message.id:
                found[id] = view.message(id)
                waiting.append(id)
    return list(found.values())
