"""A real workstation without a window, in a process of its own: writes, signs, attaches and exchanges, and says what it
was told is kept, once it was told. `python -m tests.campaigns.author` is started by the campaigns."""

import argparse
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event

from app.core import backup
from app.core.clock import Clock
from app.core.entries import Attachment
from app.core.entry_commands import Amend, Attach, Record
from app.core.errors import Refused, Unavailable
from app.core.store import engine
from app.sync.attachments import carry
from app.sync.engine import exchange_all
from app.sync.transport import Transport
from app.sync.workstation import Workstation, open_profile
from tests.campaigns.disk import acknowledge

POINTS = ("before commit", "after commit", "before send", "after reply", "before rename")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("profile", type=Path)
    parser.add_argument("key")
    parser.add_argument("crisis")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--writes", type=int, default=20)
    parser.add_argument("--exchange", action="store_true")
    parser.add_argument("--backups", action="store_true")
    parser.add_argument("--trace", type=Path)
    parser.add_argument("--ranks-trace", type=Path)
    parser.add_argument("--halt", choices=POINTS)
    parser.add_argument("--at", type=int, default=1)
    parser.add_argument("--weak", action="store_true", help="sabotage: synchronous=NORMAL")
    parser.add_argument("--most-bytes", type=int, default=0)
    options = parser.parse_args()
    if options.weak:
        engine.PRAGMAS = tuple(one.replace("synchronous=FULL", "synchronous=NORMAL") for one in engine.PRAGMAS)
    if options.most_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (options.most_bytes, resource.RLIM_INFINITY))
    try:
        workstation = open_profile(options.profile, bytes.fromhex(options.key), Clock())
    except Unavailable as said:
        return say("unavailable", why=str(said))
    if options.halt:
        halt_at(workstation, options.halt, options.at)
    say("open")
    Author(workstation, options).work()
    workstation.close()
    return say("done")


def say(what: str, **more: Any) -> int:
    print(json.dumps({"what": what, **more}), flush=True)
    return 0


class Author:
    """Does what one person does, and says each thing that was acknowledged."""

    def __init__(self, workstation: Workstation, options: argparse.Namespace):
        self.workstation, self.options, self.chance = workstation, options, Random(options.seed)
        self.entries: list[str] = []
        self.told: dict[bytes, int] = {}

    def work(self) -> None:
        for n in range(self.options.writes):
            self._try(lambda n=n: self._write(n))
            if self.options.exchange and self.chance.random() < 0.25:
                self._try(self._exchange)
            if self.options.backups and self.chance.random() < 0.1:
                self._try(self._backup)
        if self.options.exchange:
            self._try(self._exchange)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (Unavailable, Refused) as said:
            say("unavailable", why=str(said))

    def _write(self, n: int) -> None:
        desk, crisis = self.workstation.desk, self.options.crisis
        turn = self.chance.random()
        if self.entries and turn < 0.15:
            content = self.chance.randbytes(self.chance.randrange(100, 30_000))
            file = Attachment(sha256(content).hexdigest(), f"piece-{n}.txt", len(content), "text/plain")
            done = desk.do(Attach(self.chance.choice(self.entries), (file,)), [content])
            self._acknowledge(done.id, file=file.sha256)
        elif self.entries and turn < 0.35:
            entry = self.chance.choice(self.entries)
            desk.do(Amend(entry, {"content": f"Rectifié au pas {n}."}, "mieux su"))
            self._acknowledge(entry)
        else:
            words = "Évacuation. " * self.chance.randrange(1, 400)
            done = desk.do(Record(crisis, f"Fait {self.options.seed}-{n}", words, self.workstation.clock.now()))
            self.entries.append(done.id)
            self._acknowledge(done.id)

    def _acknowledge(self, record: str, **more: str) -> None:
        """Only now does the user see that it is kept."""
        with self.workstation.store.database.read() as connection:
            sql = "SELECT id FROM op WHERE record = ? ORDER BY n DESC LIMIT 1"
            id = connection.exec_driver_sql(sql, (bytes.fromhex(record),)).scalar_one().hex()
        if self.options.trace:
            acknowledge(self.options.trace, id)
        say("kept", id=id, **more)

    def _exchange(self) -> None:
        transport = self.workstation.transport()
        try:
            exchange_all(self.workstation.store, transport)
            carry(self.workstation.store, transport)
        finally:
            transport.close()
        with self.workstation.store.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT id, rank FROM op WHERE rank IS NOT NULL").all()
        new = [row for row in rows if row.id not in self.told]
        self.told |= {row.id: row.rank for row in new}
        for row in new:
            if self.options.ranks_trace:
                acknowledge(self.options.ranks_trace, f"{row.id.hex()} {row.rank}")
            say("ranked", id=row.id.hex(), rank=row.rank)

    def _backup(self) -> None:
        out = self.options.profile / "copie.diapason"
        backup.write(self.workstation.store.database, self.options.profile, out)
        say("copied")


def halt_at(workstation: Workstation, point: str, at: int) -> None:
    """Kills this process the `at`-th time it comes to that point."""
    left = [at]

    def passes(*_: object) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    match point:
        case "before commit":
            event.listen(workstation.store.database._engine, "commit", passes)
        case "after commit":
            workstation.desk.subscribe(passes)
        case "before send" | "after reply":
            before, exchange = point == "before send", Transport.exchange

            def halting(self: Transport, request: Any) -> Any:
                if before:
                    passes()
                reply = exchange(self, request)
                passes()
                return reply

            Transport.exchange = halting  # type: ignore[method-assign]
        case "before rename":
            put = backup.put_in_place

            def put_halting(draft: Path, file: Path) -> None:
                passes()
                put(draft, file)

            backup.put_in_place = put_halting


if __name__ == "__main__":
    sys.exit(main())
