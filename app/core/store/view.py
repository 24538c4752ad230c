"""What a rule may look at while it decides: the store inside the very transaction that will write."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from sqlalchemy import Connection

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.footing import Footing
from app.core.message import Message, fold
from app.core.records import Held
from app.core.registers.accounts import Accounts, Person
from app.core.registers.members import Grant, Members
from app.core.reunion import above, beneath
from app.core.situation import ServerTime
from app.core.standing import Standing
from app.core.store import incarnation, server_time, situating
from app.core.store.authority import Authority
from app.core.store.log import last_given, marks, noted
from app.core.store.projection import register_of, verified
from app.core.store.reuniting import Reunited, reunited

LEAP = 100_000  # no series runs ahead of its own count by so much


class StoreView:
    """A `register.View` over one open transaction."""

    def __init__(self, connection: Connection, authority: Authority, standing: Standing, device: str, clock: Clock):
        self._connection, self._authority, self._standing = connection, authority, standing
        self.device, self.now, self._clock = device, clock.now(), clock
        self._messages: dict[str, Message] = {}
        workstation = authority.accounts.workstations.get(device)
        if workstation is None:
            raise Refused("Ce poste n'est pas encore inscrit auprès du serveur.")
        self.me: Person = workstation.person
        self.prefix: str = workstation.prefix + incarnation.letter(connection)

    @property
    def accounts(self) -> Accounts:
        return self._authority.accounts

    def members(self, space: str) -> Members:
        return self._authority.members.get(space) or Members(space)

    def grants(self, space: str) -> Sequence[Grant]:
        """The roles I hold in that crisis now."""
        members = self.members(space)
        return [members.grants[one.grant] for one in members.of(self.me.id)]

    def held(self, record: str) -> Sequence[Held]:
        return verified(self._connection, [record], self._standing)[record]

    def record_is(self, record: str, register: str) -> bool:
        found = register_of(self.held(record))
        return found is not None and found.name == register

    def has_read(self, entry: str) -> bool:
        """Whether I wrote that entry, or said that I read it."""
        sql = (
            "SELECT 1 FROM entry WHERE id = ? AND author_person = ? UNION ALL"
            " SELECT 1 FROM relation WHERE target = ? AND kind = 'read' AND person = ?"
        )
        id = bytes.fromhex(entry)
        return self._connection.exec_driver_sql(sql, (id, self.me.id, id, self.me.id)).first() is not None

    def last_number(self, space: str, series: str) -> int:
        """The highest number known in that series, or given here and known no more; `space` empty looks everywhere.

        One that leaps far beyond how many there are was written to use the series up: it is left out.
        """
        where, values = "series = ?", list[object]((series,))
        if space:
            where, values = f"{where} AND space = (SELECT n FROM space WHERE name = ?)", [series, bytes.fromhex(space)]
        known = (
            self._connection.exec_driver_sql(f"SELECT max(n) FROM number WHERE {where}", tuple(values)).scalar() or 0
        )
        given = last_given(self._connection, space, series)
        if known > max(LEAP, given):
            sql = f"SELECT max(n) FROM number WHERE {where} AND n <= (SELECT count(*) FROM number WHERE {where}) + ?"
            known = self._connection.exec_driver_sql(sql, (*values, *values, LEAP)).scalar() or 0
        return max(int(known), given)

    def alike(self, register: str, space: str, values: Mapping[str, str | int]) -> Sequence[str]:
        """The records of a register, in that space, whose line in its read table holds these values: the latest first,
        by id."""
        where = "".join(f" AND {column} = ?" for column in values)
        sql = f"SELECT id FROM {register} WHERE space = (SELECT n FROM space WHERE name = ?){where} ORDER BY key DESC"
        rows = self._connection.exec_driver_sql(sql, (bytes.fromhex(space), *values.values()))
        return [row.id.hex() for row in rows]

    def chain_ends(self, space: str, devices: Iterable[str]) -> Sequence[str]:
        """The last operation held of each chain of those devices in that space, by id."""
        named = sorted(devices)
        rows = self._connection.exec_driver_sql(
            "SELECT chain.last FROM chain JOIN space ON space.n = chain.space"
            f" WHERE space.name = ? AND chain.last IS NOT NULL AND chain.device IN ({marks(named)})",
            (bytes.fromhex(space), *named),
        )
        return [row.last.hex() for row in rows]

    def chains(self, space: str) -> Mapping[str, int]:
        """All that is held of that space: for each chain, named `device:incarnation`, its last seq."""
        rows = self._connection.exec_driver_sql(
            "SELECT device, incarnation, seq FROM chain JOIN space ON space.n = chain.space"
            " WHERE space.name = ? AND seq > 0 ORDER BY device, incarnation",
            (bytes.fromhex(space),),
        )
        return {f"{row.device}:{row.incarnation}": row.seq for row in rows}

    def space_of(self, record: str) -> str:
        """The crisis a record lives in; nothing when it is not held."""
        held = self.held(record)
        return held[0].operation.space if held else ""

    @cached_property
    def _reunited(self) -> Reunited:
        return reunited(self._connection, self.members)

    def joined_to(self, space: str) -> str:
        """The code of the crisis in which all that concerns that one is written now; nothing when it is itself."""
        firsts = self.firsts_of(space)
        return self.code_of(firsts[-1]) if firsts else ""

    def firsts_of(self, space: str) -> Sequence[str]:
        """The crises it was joined to, step by step."""
        return above(self._reunited.pointers, space)

    def shown_under(self, space: str) -> Sequence[str]:
        """The spaces that the lists of a crisis show: its own, then those of the crises joined to it that I read."""
        joined = beneath(self._reunited.pointers, space) if self._reunited.pointers and self.grants(space) else ()
        return [space, *(one for one in joined if self.grants(one))]

    def code_of(self, crisis: str) -> str:
        """What a crisis that was joined to another, or that others were joined to, is called."""
        return self._reunited.codes.get(crisis, crisis[:8])

    def listed_under(self, space: str) -> str:
        """The crisis in whose lists what is in that space is shown: the last it was joined to that I may read."""
        return next((one for one in reversed(self.firsts_of(space)) if self.grants(one)), space)

    @property
    def begun(self) -> str:
        """The space that was begun last here: while a command is decided, the one it has just begun."""
        name = self._connection.exec_driver_sql("SELECT name FROM space ORDER BY n DESC LIMIT 1").scalar()
        return name.hex() if name else ""

    def private_of(self, contact: str) -> Sequence[str]:
        """The private numbers and addresses of a contact, those no longer used included, by id."""
        spaces = self.accounts.privates
        return [id for space in spaces for id in self.alike("private", space, {"contact": contact})]

    def footing(self, record: str) -> Footing | None:
        """What an entry or a figure says now; None when it is not held."""
        return situating.footings(self._connection, [record], self._standing).get(record)

    def message(self, id: str) -> Message:
        """The message as it stood when this view first looked at it. Raises Refused when it is not held."""
        if id in self._messages:
            return self._messages[id]
        found = fold(self.held(id))
        if found is None:
            raise Refused("Ce message n'est pas connu de ce poste.", "message")
        self._messages[id] = situating.situated(self._connection, found, self.server_time, self._standing)
        return self._messages[id]

    @cached_property
    def server_time(self) -> ServerTime:
        return server_time.reckoned(self._connection, self._clock)

    @property
    def last_exchange(self) -> int | None:
        """When this workstation last exchanged well with the server, by its own clock (ms)."""
        known = noted(self._connection, "exchanged")
        return int(known) if known else None
