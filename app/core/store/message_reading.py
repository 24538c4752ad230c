"""What the screens may ask of messages: the list with the state each is in now, and one in detail."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.circuits import Circuit, Regime, in_force, set_for
from app.core.errors import Refused
from app.core.message import CLEARED, ENDED, Message
from app.core.notices import ASKED, Asked, Me
from app.core.situation import ServerTime
from app.core.store.rows import MessageRow, Waiting
from app.core.store.store import Store
from app.core.store.transaction import Transaction

PENDING = "EXISTS (SELECT 1 FROM op WHERE op.record = t.id AND op.rank IS NULL) AS pending"
VISA = re.compile(r"[0-9a-f]{6,64}")
HERE = "t.space = (SELECT n FROM space WHERE name = ?)"


class MessageReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def messages(self, space: str) -> list[MessageRow]:
        """The messages of a crisis, those that changed last first."""
        with self._store.read() as transaction:
            spaces = transaction.view().shown_under(space)
            found = [row for one in spaces for row in _of_space(transaction, one, space)]
        return found if len(spaces) == 1 else sorted(found, key=lambda row: -row.changed_at)

    def message(self, id: str) -> Message:
        """One message at this moment, folded from verified operations. Raises Refused when it is not known."""
        with self._store.read() as transaction:
            return transaction.view().message(id)

    def message_of_visa(self, visa: str) -> Message:
        """The message on which that visa was given: its id, or how it begins. Raises Refused."""
        with self._store.read() as transaction:
            if not VISA.fullmatch(visa):
                raise Refused(f"« {visa} » n'est pas un visa.", "visa")
            low, high = bytes.fromhex(visa.ljust(64, "0")), bytes.fromhex(visa.ljust(64, "f"))
            rows = transaction.connection.exec_driver_sql(
                "SELECT DISTINCT op.record FROM op JOIN message ON message.id = op.record WHERE op.id BETWEEN ? AND ?",
                (low, high),
            ).all()
            if len(rows) != 1:
                raise Refused(f"Le visa « {visa} » n'est pas connu de ce poste.", "visa")
            return transaction.view().message(rows[0].record.hex())

    def server_hour(self, otherwise: int) -> int:
        """The hour of the server (ms); that one, on a workstation that never met it."""
        time = self.server_time()
        return otherwise if time.met is None else time.now

    def server_time(self) -> ServerTime:
        with self._store.read() as transaction:
            return transaction.view().server_time

    def last_exchange(self) -> int | None:
        """When this workstation last exchanged well with the server, by its own clock (ms)."""
        with self._store.read() as transaction:
            return transaction.view().last_exchange

    def circuit(self, space: str, id: str) -> tuple[Circuit, ...]:
        """The circuit of that name in force in a crisis; several when it was set apart."""
        with self._store.read() as transaction:
            return in_force(transaction.view().members(space).regimes.values(), id)

    def regimes(self, space: str, id: str) -> tuple[Regime, ...]:
        """Who set the circuit of that name for a crisis, when, and what it says: as `circuits.set_for`."""
        with self._store.read() as transaction:
            return set_for(transaction.view().members(space).regimes.values(), id)


def _of_space(transaction: Transaction, space: str, listed: str) -> list[MessageRow]:
    """The messages of a space, in the lists of that crisis."""
    view, connection, name = transaction.view(), transaction.connection, bytes.fromhex(space)
    grants = frozenset((one.role, one.organisation) for one in view.grants(space))
    me = Me(view.me.id, frozenset(), grants)
    rows = connection.exec_driver_sql(
        f"SELECT t.*, {PENDING} FROM message t WHERE {HERE} ORDER BY changed_at DESC", (name,)
    ).all()
    moved, replaced, time = transaction.moved(space), _replaced(transaction, space), view.server_time
    embargoes, origin = _embargoes(rows), view.code_of(space) if space != listed else ""
    return [
        _row(
            row,
            me,
            time,
            [one.number for one in moved.get(row.id, ())],
            replaced.get(row.id, ""),
            embargoes[row.id.hex()],
            origin,
        )
        for row in rows
    ]


def _replaced(transaction: Transaction, space: str) -> Mapping[bytes, str]:
    rows = transaction.connection.exec_driver_sql(
        "SELECT r.target, number.text FROM relation r JOIN number ON number.record = r.source AND number.main"
        " WHERE r.kind = 'supersedes' AND r.active AND r.space = (SELECT n FROM space WHERE name = ?)"
        " ORDER BY number.text",
        (bytes.fromhex(space),),
    )
    return {row.target: row.text for row in rows}


def _embargoes(rows: Sequence[Any]) -> Mapping[str, list[str]]:
    """For each message, its embargoes and those of what it replaces that it does not repeat: as `Situation.embargoes`,
    out of the columns of the read table."""
    own = {row.id.hex(): row.embargo.splitlines() for row in rows}
    former = {row.id.hex(): row.replaces for row in rows}
    found = {}
    for row in rows:
        id, known = row.id.hex(), set(row.repeats.splitlines())
        lines, met, before = list(own[id]), {id}, row.replaces
        while before in own and before not in met:
            met.add(before)
            lines += [line for line in own[before] if line.split(":")[2] not in known]
            before = former[before]
        found[id] = lines
    return found


def _row(
    row: Any,
    me: Me,
    time: ServerTime,
    moved: Sequence[str],
    superseded_by: str,
    embargoes: Sequence[str],
    origin: str = "",
) -> MessageRow:
    """As `situation.situated`, out of the columns of the read table."""
    contested = set(row.contested.split()) - set(row.answered.split())
    to_review = (*moved, *(["visa défavorable"] if contested else []))
    embargoed, until = _embargo(embargoes, time)
    state, cleared = row.state, row.state in CLEARED
    if state != "conflict" and state not in ENDED:
        if to_review:
            state = "review"
        elif cleared and 0 < row.valid_until <= time.now:
            state = "expired"
        elif cleared and embargoed:
            state = "embargoed"
    waiting = tuple(_waiting(one, me) for one in ASKED.decode(row.waiting))
    kept = {name: value for name, value in row._mapping.items() if name in MessageRow.__dataclass_fields__}
    kept |= {
        "id": row.id.hex(),
        "state": state,
        "pending": bool(row.pending),
        "note": _first_missing(row) or (f"{', '.join(to_review)} à réexaminer" if to_review else ""),
        "awaits_me": any(one.mine for one in waiting),
        "embargoed": embargoed,
        "embargo_until": until,
        "in_force": state == "dispatched" and row.valid_from <= time.now and not superseded_by,
        "superseded_by": superseded_by,
        "to_review": to_review,
        "waiting": waiting,
        "origin": origin,
    }
    return MessageRow(**kept)


def _first_missing(row: Any) -> str:
    """What stands first between it and *validé*: who sent it back, when somebody did."""
    lines: list[str] = row.missing.splitlines()
    back = [one for one in lines if "défavorable" in one or "retourné" in one] if row.state == "returned" else []
    return next(iter([*back, *lines]), "")


def _embargo(lines: Sequence[str], time: ServerTime) -> tuple[bool, int]:
    """Whether one stands, and until when; 0 when it has no hour."""
    standing_until = []
    for line in lines:
        hour, over, _ = line.split(":")
        until = int(hour) if hour else 0
        if not until or until > time.now or (not time.sure and over == "0"):
            standing_until.append(until)
    return bool(standing_until), 0 if 0 in standing_until else max(standing_until, default=0)


def _waiting(one: Asked, me: Me) -> Waiting:
    is_mine = me.may_sign(one.roles, one.organisation) and me.person not in one.barred
    return Waiting(one.step, one.label, one.organisation, one.ready, one.due, is_mine)
