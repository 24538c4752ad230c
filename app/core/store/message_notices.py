"""The notices that messages call for: a visa asked or late, one to confirm, a text to look at again."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from app.core.message import ENDED
from app.core.notices import ASKED, TO_CONFIRM, Me, visas_asked, visas_to_confirm
from app.core.operations import Operation
from app.core.standing import Standing
from app.core.store import log
from app.core.store.authority import Authority
from app.core.store.log import chunks, marks
from app.core.store.moving import moved
from app.core.store.notices import CAUGHT_UP, Call, insert, is_made, me_in

REMINDER = "visa.asked"
OPEN = (
    "SELECT m.*, space.name AS of FROM message m JOIN space ON space.n = m.space"
    " JOIN crisis ON crisis.id = space.name AND crisis.open"
    f" WHERE space.removed_by IS NULL AND m.state NOT IN {(*ENDED, 'conflict')}"
)


def note_received(
    connection: Connection,
    operations: Sequence[Operation],
    authority: Authority,
    standing: Standing,
    device: str,
    now: int,
    hour: int,
) -> None:
    """Makes the notices that these operations, kept and folded, call for; `hour` is the server's. A repeat makes none
    twice."""
    touched = {one.record for one in operations}
    messages = _messages(connection, touched)
    calls = _asked_again(connection, operations, authority, standing, device)
    if messages:
        calls += [one for one in due(connection, authority, device, hour) if one.record in messages]
    for space in _news(connection, {one.space for one in operations}):
        me = me_in(authority, device, space)
        if me is not None:
            calls += _to_review(connection, space, touched, messages, standing, me)
    insert(connection, calls, now)


def due(connection: Connection, authority: Authority, device: str, hour: int) -> list[Call]:
    """The notices about visas that are called for now and not made yet."""
    calls: list[Call] = []
    rows = connection.exec_driver_sql(f"{OPEN} AND (m.waiting <> '[]' OR m.to_confirm <> '[]')").all()
    news = _news(connection, {row.of.hex() for row in rows})
    for row in rows:
        me = me_in(authority, device, row.of.hex())
        if me is not None and row.of.hex() in news:
            calls += _of_visas(connection, row, authority, me, hour)
    return [one for one in calls if not is_made(connection, one)]


def _of_visas(connection: Connection, row: Any, authority: Authority, me: Me, hour: int) -> list[Call]:
    record, space = row.id.hex(), row.of.hex()
    calls = []
    for kind, one in visas_asked(ASKED.decode(row.waiting), me, hour):
        asker = _author(connection, row.submission, authority)
        if kind == "visa" and asker == me.person:
            continue  # what one does oneself calls nobody
        calls.append(Call(kind, record, f"{row.submission}:{one.party}", space, one.due, asker))
    given = visas_to_confirm(TO_CONFIRM.decode(row.to_confirm), me)
    return calls + [Call("to_confirm", record, f":{one.visa}", space, person=one.recorder) for one in given]


def _asked_again(
    connection: Connection, operations: Sequence[Operation], authority: Authority, standing: Standing, device: str
) -> list[Call]:
    """A reminder calls each time, whoever may sign that step."""
    asked = [one for one in operations if one.header.kind == REMINDER and isinstance(one.body, dict)]
    rows = {row.id.hex(): row for row in _rows(connection, [one.record for one in asked])}
    calls = []
    for one in asked:
        row, me = rows.get(one.record), me_in(authority, device, one.space)
        judged = standing.judge(one)
        if row is None or me is None or judged.why_not or judged.author.person == me.person:
            continue
        party = f"{one.body.get('step')}:{one.body.get('organisation')}"
        for step in ASKED.decode(row.waiting):
            if step.party == party and me.may_sign(step.roles, step.organisation):
                about = f"{one.id}:{party}"
                calls.append(Call("visa", one.record, about, one.space, step.due, judged.author.person))
    return calls


def _to_review(
    connection: Connection, space: str, touched: set[str], messages: set[str], standing: Standing, me: Me
) -> list[Call]:
    """The messages that what came turned *à réexaminer*, for those who wrote them and the head of the cell. `messages`
    are those among the records touched."""
    changed = moved(connection, space, standing) if _rests_on(connection, touched) else {}
    rows = _rows(connection, {id.hex() for id in changed} | messages)
    calls = []
    for row in rows:
        heads = any(role == "CCOM" for role, _ in me.roles)
        contested = sorted(set(row.contested.split()) - set(row.answered.split()))
        grounds = sorted(f"{one.record}{one.now}" for one in changed.get(row.id, ()))
        if (heads or me.person in row.authors.split()) and (contested or grounds):
            about = sha256("\n".join((*contested, *grounds)).encode()).hexdigest()[:32]
            calls.append(Call("review", row.id.hex(), about, space))
    return calls


def _messages(connection: Connection, records: set[str]) -> set[str]:
    """Those of these records that are messages."""
    found: set[str] = set()
    for part in chunks([bytes.fromhex(one) for one in records]):
        rows = connection.exec_driver_sql(f"SELECT id FROM message WHERE id IN ({marks(part)})", tuple(part))
        found.update(row.id.hex() for row in rows)
    return found


def _rests_on(connection: Connection, touched: Iterable[str]) -> bool:
    """Whether a message rests on one of these records, on what one of them speaks of, or is one of them."""
    for part in chunks([bytes.fromhex(one) for one in touched]):
        sql = (
            f"SELECT 1 FROM relation WHERE kind = 'uses' AND (source IN ({marks(part)}) OR target IN ({marks(part)})"
            f" OR target IN (SELECT target FROM relation WHERE source IN ({marks(part)})))"
        )
        if connection.exec_driver_sql(sql, (*part, *part, *part)).first():
            return True
    return False


def _rows(connection: Connection, records: Iterable[str]) -> list[Any]:
    found: list[Any] = []
    for part in chunks([bytes.fromhex(one) for one in sorted(set(records))]):
        found += connection.exec_driver_sql(f"{OPEN} AND m.id IN ({marks(part)})", tuple(part)).all()
    return found


def _news(connection: Connection, spaces: Iterable[str]) -> set[str]:
    """Those of these crises where what comes is news."""
    return {one for one in spaces if log.noted(connection, CAUGHT_UP.format(one)) is not None}


def _author(connection: Connection, operation: str, authority: Authority) -> str:
    """The person who signed that operation; nothing when it is not held."""
    sql = "SELECT chain.device FROM op JOIN chain ON chain.n = op.chain WHERE op.id = ?"
    device = connection.exec_driver_sql(sql, (bytes.fromhex(operation),)).scalar()
    person = authority.accounts.person_of(device) if device else None
    return person.id if person else ""
