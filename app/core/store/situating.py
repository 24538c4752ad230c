"""Puts messages where they stand at this moment: what their facts and figures say now, and what replaced them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.core.entry import Entry
from app.core.figure import Figure
from app.core.footing import Footing, of_entry, of_figure
from app.core.message import Message, fold
from app.core.message_events import EmbargoSet
from app.core.situation import ServerTime, Surroundings
from app.core.situation import situated as situate
from app.core.standing import Standing
from app.core.store import figure_rows
from app.core.store.log import chunks, marks
from app.core.store.projection import held_of, register_of, verified

AGAINST = "SELECT r.target, number.text, r.kind FROM relation r JOIN number ON number.record = r.source AND number.main"


def situated(connection: Connection, message: Message, time: ServerTime, standing: Standing) -> Message:
    """The message with its state at this moment."""
    held = footings(connection, [use.record for use in message.grounds], standing, verified)
    inherited = embargoes_before(connection, message, standing)
    return situate(message, Surroundings(time, held, superseded(connection, message.id), inherited))


def embargoes_before(connection: Connection, message: Message, standing: Standing) -> tuple[EmbargoSet, ...]:
    """The embargoes, not lifted, of what that message replaces, and of what that one replaced."""
    found: list[EmbargoSet] = []
    met, former = {message.id}, message
    while former.aside.replaces and former.aside.replaces not in met:
        met.add(former.aside.replaces)
        before = fold(verified(connection, [former.aside.replaces], standing)[former.aside.replaces])
        if before is None or before.space != message.space:
            break
        found += [one for one in before.embargoes if one.lifted is None]
        former = before
    return tuple(found)


def superseded(connection: Connection, message: str) -> tuple[str, ...]:
    """The references of what replaced that message, and went out."""
    rows = connection.exec_driver_sql(
        f"{AGAINST} WHERE r.target = ? AND r.kind = 'supersedes' AND r.active ORDER BY number.text",
        (bytes.fromhex(message),),
    )
    return tuple(row.text for row in rows)


def footings(
    connection: Connection, records: Iterable[str], standing: Standing, held: Callable[..., Any] = held_of
) -> dict[str, Footing]:
    """What these entries and figures say now, by id; those not held are left out. `held` is how their operations are
    taken from the log: checked one by one for a detail, as they are for a list."""
    wanted = sorted(set(records))
    opposed, figures = against(connection, wanted), figure_rows.opposed(connection, wanted)
    found = {}
    for record, operations in held(connection, wanted, standing).items():
        register = register_of(operations)
        value = register.fold(operations) if register else None
        if isinstance(value, Figure):
            found[record] = of_figure(value, *figures.get(record, ((), ())))
        elif isinstance(value, Entry):
            found[record] = of_entry(value, against_entry(opposed.get(record, {})))
    return found


def against_entry(opposed: Mapping[str, Sequence[str]]) -> list[str]:
    """The numbers of the entries that contradict or replace another, out of what stands against it."""
    return [*opposed.get("contradicts", ()), *opposed.get("replaces", ())]


def against(connection: Connection, records: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """For each record, the numbers of what stands against it, by kind of relation: contradictions nobody settled, on
    either side, and what replaces it."""
    found: dict[str, dict[str, list[str]]] = {}
    for part in chunks([bytes.fromhex(record) for record in records]):
        rows = connection.exec_driver_sql(
            f"{AGAINST} WHERE r.target IN ({marks(part)}) AND (r.kind = 'contradicts' AND r.active"
            " OR r.kind = 'replaces')",
            tuple(part),
        ).all()
        other = connection.exec_driver_sql(
            "SELECT r.source AS target, number.text, r.kind FROM relation r"
            " JOIN number ON number.record = r.target AND number.main"
            f" WHERE r.source IN ({marks(part)}) AND r.kind = 'contradicts' AND r.active",
            tuple(part),
        ).all()
        for row in (*rows, *other):
            found.setdefault(row.target.hex(), {}).setdefault(row.kind, []).append(row.text)
    return found
