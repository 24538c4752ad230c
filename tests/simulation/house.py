"""The central of the simulation: the production exchange over its real database, behind what its routes check."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, event

from app.core.clock import Clock, Steady
from app.core.keys import verify
from app.server import log, nonces
from app.server.database import Database
from app.server.exchange import exchange
from app.sync.protocol import (
    DEVICE,
    NONCE,
    SIGNATURE,
    VERSION,
    Exchange,
    Heads,
    Reply,
    Spaces,
    Unreadable,
    pack,
    request_message,
    unpack,
)
from tests.simulation.scene import CENTRAL, Template, central_of
from tests.simulation.station import Crash

Watch = Callable[[str, Exchange, Reply | None, Connection], None]
"""Told of each exchange inside its transaction: device, request, reply."""


class House:
    """One process of the central. `watch` hears of each exchange before it is committed, `offer` of the spaces that are
    named to a workstation."""

    def __init__(self, template: Template, folder: Path, now: Callable[[], int], chance: Callable[[int], bytes]):
        self._template, self._folder = template, folder
        self._clock = Clock(now, chance, lambda: Steady("central", now()))
        self._lives = 0
        self.restored = False
        self.watch: Watch = lambda *_: None
        self.offer: Callable[[str, Iterable[str]], None] = lambda *_: None
        self.down = False
        self.copies: list[tuple[int, Path]] = []
        self._open(folder / CENTRAL)

    def _open(self, path: Path) -> None:
        self.path = path
        database = Database(f"sqlite:///{path}")
        self.central = central_of(database, self._template.service, self._template.server_seed, self._clock)

    # -- what its routes do

    def nonce(self) -> str:
        return nonces.issue(self.central.nonce_key, self._clock)

    def answer(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> bytes | None:
        """The bytes of the answer, or None for what the routes answer 404."""
        device, nonce = headers[DEVICE], headers[NONCE]
        signature = bytes.fromhex(headers[SIGNATURE])
        if self.down or not verify(device, signature, request_message(method, target, body, nonce)):
            return None
        with self.central.database.writing() as connection:
            if not nonces.use(connection, self.central.nonce_key, nonce, self._clock.now()):
                return None
            outcome = self._act(method, target, body, connection, device)
        return None if outcome is None else pack(outcome)

    def _act(self, method: str, target: str, body: bytes, connection: Connection, device: str) -> msgspec.Struct | None:
        central = self.central
        if target == "/v1/exchange":
            if device not in central.access.view(connection, []).accounts.workstations:
                return None
            try:
                message = unpack(body, Exchange)
            except Unreadable:
                return None
            reply = exchange(central, connection, device, message) if message.version == VERSION else None
            self.watch(device, message, reply, connection)
            return reply
        view = central.access.view_of_all(connection)
        if target == "/v1/spaces":
            told = view.spaces_of(device) if view.person(device) else None
            self.offer(device, told or {})
            return None if told is None else Spaces(log.current_epoch(connection), told)
        workstation = target.rpartition("/")[2]
        known = view.administers(device) and workstation in view.accounts.workstations
        return Heads(log.heads(connection, workstation)) if known else None

    # -- what befalls it

    @contextmanager
    def crashing(self, at: int) -> Iterator[None]:
        """Inside, the process dies before the statement of that number: its transaction never was."""
        left = [at]

        def count(*_: Any) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise Crash

        engine = self.central.database.engine
        event.listen(engine, "before_cursor_execute", count)
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", count)

    def start_again(self) -> None:
        self.central.database.close()
        self._open(self.path)

    def back_up(self, step: int) -> None:
        """Keeps a copy of the database as it is now."""
        copy = self._folder / f"copy-{len(self.copies)}.db"
        _copy(self.path, copy)
        self.copies.append((step, copy))

    def restore(self, which: int) -> int:
        """Goes on from an old copy; the step it dates from."""
        self.restored = True
        step, copy = self.copies[which]
        self.central.database.close()
        self._lives += 1
        path = self._folder / f"{self._lives}-{CENTRAL}"
        _copy(copy, path)
        self._open(path)
        return step

    def close(self) -> None:
        self.central.database.close()


def _copy(source: Path, target: Path) -> None:
    """The file with its write-ahead log: nobody writes meanwhile."""
    for ending in ("", "-wal"):
        file = source.with_name(source.name + ending)
        if file.is_file():
            shutil.copy(file, target.with_name(target.name + ending))
