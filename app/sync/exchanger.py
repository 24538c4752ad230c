"""Keeps a workstation in agreement with the server without anybody asking: what is written here leaves at once, what
is written elsewhere comes at once, and the state of the link is never a guess."""

import logging
import random
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from app.core import purging
from app.core.changes import Changes
from app.core.clock import moment
from app.core.errors import Refused, Unavailable
from app.core.registers.directory import ZONE
from app.core.store import log, server_time
from app.sync.attachments import Carrier
from app.sync.engine import Contradicted, Outcome, exchange_all, exchange_space, take
from app.sync.protocol import Reply
from app.sync.schedule import Chance, Patience, Rounds
from app.sync.state import ExchangeState
from app.sync.transport import UNREACHABLE, Busy, Transport
from app.sync.workstation import Workstation

NOTED_EVERY = 5_000  # ms: how often "exchanged well" is written down
logger = logging.getLogger(__name__)


class Exchanger:
    """Three threads: one exchanges, one listens to the live stream, one carries files after the text. None waits for
    another, nor anybody for them."""

    def __init__(self, workstation: Workstation, chance: Chance = random.random):
        self._workstation, self._clock = workstation, workstation.clock
        self._listeners: list[Callable[[ExchangeState], None]] = []
        self._moved = threading.Condition()
        self._all, self._spaces = False, set[str]()  # what is to be exchanged
        self._heard: dict[str, int] = {}  # the rank the server says a space has reached
        self._stopping = threading.Event()
        self._listen = threading.Event()  # set when the live stream is to be tried
        self._rounds, self._patience = Rounds(self._round, chance), Patience(chance)
        self._exchanging = False
        self._files = Carrier(workstation)
        self._noted = 0
        self._purged: date | None = None  # the last day the rules of retention were applied
        self._transports: list[Transport] = []
        with workstation.store.database.read() as connection:
            known, skew = log.noted(connection, "exchanged"), log.noted(connection, "skew")
        self.state = ExchangeState(False, None, int(known) if known else None, int(skew) if skew else None)
        workstation.desk.subscribe(self._written)
        self._threads = [
            threading.Thread(target=self._exchange, name="exchange", daemon=True),
            threading.Thread(target=self._follow, name="live", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()
        self._files.start()
        self._rounds.start()

    def stop(self) -> None:
        """Ends the threads. What was not sent stays pending: nothing is lost."""
        self._stopping.set()
        self._listen.set()
        self._rounds.stop()
        with self._moved:
            self._moved.notify_all()
        for transport in self._transports:
            transport.close()
        self._files.stop()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(10)

    def now(self) -> None:
        """Asks for a full round at once."""
        self._want()
        self._listen.set()

    def prefer_files(self, hashes: Sequence[str]) -> None:
        """Carries these contents before all others: somebody looks at them."""
        self._files.prefer(hashes)

    def subscribe(self, listener: Callable[[ExchangeState], None]) -> None:
        """`listener` hears of each change of state, from whichever thread saw it."""
        self._listeners.append(listener)

    # -- what calls for an exchange

    def _round(self) -> None:
        self._want()
        self._listen.set()

    def _written(self, changes: Changes) -> None:
        if changes.local:
            self._want(changes.spaces)

    def _want(self, spaces: Iterable[str] | None = None) -> None:
        with self._moved:
            if spaces is None:
                self._all = True
            else:
                self._spaces.update(spaces)
            self._moved.notify_all()

    # -- the two threads

    def _exchange(self) -> None:
        transport = self._transport()
        while not self._stopping.is_set():
            with self._moved:
                self._moved.wait_for(lambda: self._all or self._spaces or self._heard or self._stopping.is_set())
                everything, spaces, heard = self._all, self._spaces, self._heard
                self._all, self._spaces, self._heard = False, set(), {}
            if self._stopping.is_set():
                return
            try:
                if everything:
                    self._exchanging = True
                    exchange_all(self._workstation.store, transport)
                else:
                    behind = self._behind(heard)
                    self._exchanging = bool(spaces or behind)
                    for space in spaces | behind:
                        exchange_space(self._workstation.store, transport, space, Outcome())
                    if not self._exchanging and not self.state.online:
                        continue  # that nothing is lacking says nothing of what could not be sent
            except Busy as busy:
                self._lost(str(busy))
                self._stopping.wait(self._rounds.sent_away(busy.after))
            except (Unavailable, Refused) as error:
                self._lost(str(error))
                self._rounds.failed()
            except Exception:
                if self._stopping.is_set():
                    return
                logger.exception("exchange")
                self._lost("Incident interne pendant l'échange. Tout reste enregistré sur ce poste.")
                self._rounds.failed()
            else:
                self._reached(transport)
                self._files.wake()
                if everything:
                    self._rounds.succeeded()
                    self._purge()
            finally:
                self._exchanging = False
            if everything:
                self._tidy()

    def _purge(self) -> None:
        """Applies the rules of retention, once a day, where somebody who may erase is at work: the hour was just
        confirmed by the server."""
        today = moment(self._clock.now(), ZONE).date()
        if today == self._purged:
            return
        self._purged = today
        with suppress(Unavailable, Refused):  # tried again tomorrow, and by all the others who may
            if purging.may_apply(self._workstation.reading):
                purging.apply_rules(self._workstation.desk, self._workstation.reading)

    def _tidy(self) -> None:
        with suppress(Unavailable):  # a disk that fails is told of by what cannot be kept
            self._workstation.store.tidy()

    def _follow(self) -> None:
        transport = self._transport()
        while not self._stopping.is_set():
            self._listen.wait()
            self._listen.clear()
            if self._stopping.is_set():
                return
            pause = self._hear(transport)
            if self._stopping.is_set():
                return
            if self.state.online:
                self._listen.set()  # a server that only restarted is soon found again
                if not pause and not transport.reaches():
                    self._lost(UNREACHABLE)
            self._stopping.wait(self._patience.wait(pause))
            if not self.state.online:
                self._want()  # otherwise the stream itself begins with what was missed

    def _hear(self, transport: Transport) -> float:
        """Follows the stream to its end. Returns for how many seconds the server asked to be left alone."""
        try:
            for told in transport.live(lambda: None, self._files.wake):
                self._patience.rewarded()
                if told.page is not None and not self._exchanging:
                    self._take_in(told.space, told.page)
                self._told(told.space, told.rank)
                if self._stopping.is_set():
                    break
        except Busy as busy:
            return busy.after
        except (Unavailable, Refused) as ended:
            logger.debug("the live stream ended: %s", ended)  # whether the server is there is asked afterwards
        except Exception:
            if not self._stopping.is_set():
                logger.exception("live stream")
        return 0.0

    def _take_in(self, space: str, page: Reply) -> None:
        """Takes in what came along with the word that a space has moved, when it follows exactly what is held. Whatever
        is wrong with it, the exchange asks again and judges."""
        store = self._workstation.store
        with store.read() as transaction:
            before, accounts = transaction.cursor(space), transaction.accounts
        follows = (page.epoch, page.after) == (before.epoch, before.rank)
        if follows and accounts.may_see(store.key.public, space):
            with suppress(Contradicted):
                take(store, space, before, page, accounts.server_key, Outcome())

    def _told(self, space: str, rank: int) -> None:
        with self._moved:
            self._heard[space] = rank
            self._moved.notify_all()

    def _behind(self, heard: dict[str, int]) -> set[str]:
        """The spaces where less is held than was heard of. Looked at only now: what was under way when it was heard,
        our own push above all, has most often brought it."""
        if not heard:
            return set()
        with self._workstation.store.read() as transaction:
            return {space for space, rank in heard.items() if transaction.cursor(space).rank < rank}

    def _transport(self) -> Transport:
        transport = self._workstation.transport()
        self._transports.append(transport)
        return transport

    # -- what is known of the link

    def _reached(self, transport: Transport) -> None:
        now, former = self._clock.now(), self.state
        if not former.online and former.last_exchange:
            self._note({"left": former.last_exchange, "back": now})
        since = self.state.since if self.state.online else now
        self._tell(ExchangeState(True, since, now, transport.skew_ms))
        if now - self._noted >= NOTED_EVERY:
            self._noted = now
            self._note(server_time.noting(now, transport.skew_ms, transport.met))

    def _lost(self, problem: str) -> None:
        now = self._clock.now()
        if self.state.online or self.state.since is None:
            noted: dict[str, int | str] = {"exchange_failed": now}
            if self.state.last_exchange:
                noted["exchanged"] = self.state.last_exchange
            self._note(noted)
        since = now if self.state.online or self.state.since is None else self.state.since
        self._noted = 0
        self._tell(ExchangeState(False, since, self.state.last_exchange, self.state.skew_ms, problem))

    def _note(self, values: Mapping[str, int | str]) -> None:
        try:
            with self._workstation.store.database.write() as connection:
                for name, value in values.items():
                    log.note(connection, name, str(value).encode())
        except Unavailable:
            logger.warning("the state of the link could not be noted")  # it is on the screen all the same

    def _tell(self, state: ExchangeState) -> None:
        self.state = state
        for listener in self._listeners:
            listener(state)
