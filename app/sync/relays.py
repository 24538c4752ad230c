"""Agreeing with a relay while the server is away: whoever is found and proves his key, a round, then its stream."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from app.core.changes import Changes
from app.core.errors import Refused, Unavailable
from app.core.store import cursor, log, peers, preferences
from app.core.store.store import Store
from app.sync import peering
from app.sync.engine import Contradicted, Outcome
from app.sync.protocol import MOST_OPERATIONS, PAGE_BYTES, Peering
from app.sync.relay_discovery import Browser, Found
from app.sync.relay_files import settle
from app.sync.relay_transport import Known, RelayTransport, recognised, refuse_unless_enrolled
from app.sync.state import ExchangeState, RelayState
from app.sync.transport import NotThere
from app.sync.workstation import Workstation

AGAIN = 5.0  # seconds between two rounds, or two looks around, when nobody asks for one before
Browse = Callable[[str, str], Browser]
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Met:
    """What one round with a relay carried, and how many of the operations that wait for the server it holds as well."""

    outcome: Outcome
    kept: int = 0


def meet(store: Store, transport: RelayTransport) -> Met:
    """One full round with a relay: accounts first, since they say who may do what. A relay ranks nothing: what waited
    for the server still waits. Raises Unavailable, having lost nothing."""
    met = Met(Outcome())
    offered = list(transport.spaces().spaces)
    with store.read() as transaction:
        accounts = transaction.accounts
        held = cursor.spaces(transaction.connection)
    common = [accounts.service, *filter(None, [accounts.directory]), *accounts.privates]
    shared = []
    for space in dict.fromkeys([*common, *held, *offered]):
        if _shares(store, transport.relay, space):
            with suppress(NotThere):  # it does not know us there, or not yet
                if space in held and space not in offered:
                    met.outcome.sent += _introduce(store, transport, space)
                try:
                    peering.meet(store, transport.peer, space, met.outcome)
                    shared.append(space)
                except Contradicted as contradicted:  # the other spaces go on
                    logger.warning("what a relay says of %s is refused: %s", space, contradicted)
    met.kept = sum(held.get(space, 0) for space in shared)
    settle(store, transport, shared)
    return met


def _introduce(store: Store, transport: RelayTransport, space: str) -> int:
    """Brings a space that the relay does not know its person to belong to: the operations come with the question, since
    they are what answers it. How many were brought. Raises NotThere."""
    with store.read() as transaction:
        held = peering.ends(transaction, space)
        wires, _ = peers.lacking(transaction.connection, space, {}, MOST_OPERATIONS, PAGE_BYTES)
    transport.peer(Peering(space, held, wires))
    return len(wires)


def _shares(store: Store, relay: Known, space: str) -> bool:
    """Whether that space may be spoken of with that relay: ours, and its person's, by what is held here now. One that
    is new here is told by the relay itself."""
    device, own = relay.certified.device, store.key.public
    with store.read() as transaction:
        view = transaction.view()
        accounts = view.accounts
        refuse_unless_enrolled(accounts, device, own)
        if not (accounts.may_see(device, space) and accounts.may_see(own, space)):
            return False
        if space in (accounts.service, accounts.directory, *accounts.privates):
            return True
        held = space in cursor.spaces(transaction.connection)
        removed = log.removal(transaction.connection, space) is not None
        members = view.members(space).of(accounts.workstations[device].person.id)
    return bool(members) and not removed if held else True


class Relays:
    """A thread that agrees with a relay as long as the server is away, and one that listens to it."""

    def __init__(self, workstation: Workstation, browse: Browse | None = Browser):
        self._workstation, self._browse = workstation, browse
        self._store, self._clock = workstation.store, workstation.clock
        self._listeners: list[Callable[[RelayState], None]] = []
        self._turn = threading.Condition()
        self._offline, self._wanted = False, False
        self._stopping = threading.Event()
        self._browser: Browser | None = None
        self._transports: set[RelayTransport] = set()
        self.state = RelayState()
        workstation.desk.subscribe(self._written)
        self._thread = threading.Thread(target=self._run, name="relays", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends at once. What was not sent stays pending: nothing is lost."""
        self._stopping.set()
        self.now()
        for transport in list(self._transports):
            transport.close()
        if self._thread.is_alive():
            self._thread.join(10)
        if self._browser is not None:
            self._browser.close()

    def subscribe(self, listener: Callable[[RelayState], None]) -> None:
        """`listener` hears of each change of state, from whichever thread saw it."""
        self._listeners.append(listener)

    def hear(self, state: ExchangeState) -> None:
        """What the exchange says of the server: a relay serves only while it is away."""
        with self._turn:
            self._offline = not state.online
            self._turn.notify_all()

    def now(self) -> None:
        """Asks for a round at once."""
        with self._turn:
            self._wanted = True
            self._turn.notify_all()

    def found(self) -> list[Found]:
        """The relays of our service announced on the local network; none where nothing can be heard."""
        return self._browser.found() if self._browser is not None else []

    def _written(self, changes: Changes) -> None:
        if changes.local:
            self.now()

    def _run(self) -> None:
        with self._store.read() as transaction:
            service = transaction.accounts.service
        if self._browse is not None:
            self._browser = self._browse(service, self._store.key.public)
        while not self._stopping.is_set():
            with self._turn:
                self._turn.wait_for(lambda: self._offline or self._stopping.is_set())
            try:
                self._look_around()
            except Exception:
                if not self._stopping.is_set():
                    logger.exception("relays")
            self._tell(RelayState(problem=self.state.problem if self._offline else ""))
            self._rest()

    def _look_around(self) -> None:
        """Stays with the first relay that serves: the one whose address was typed, or one that was heard of."""
        with self._store.database.read() as connection:
            typed = preferences.relay(connection)
        problem = ""
        for address in dict.fromkeys([*filter(None, [typed]), *(one.url for one in self.found())]):
            if not self._goes_on():
                return
            try:
                self._stay_with(recognised(self._store, address))
                return
            except (Unavailable, Refused) as error:
                logger.info("a relay does not serve: %s", error)
                problem = str(error) if address == typed else problem
        self._tell(RelayState(problem=problem))

    def _stay_with(self, relay: Known) -> None:
        """Agrees with that relay again and again until the server is back. Raises Unavailable when it goes away."""
        transport, listening = self._transport(relay), self._transport(relay)
        follower = threading.Thread(target=self._follow, args=(listening,), name="relay-live", daemon=True)
        try:
            kept = meet(self._store, transport).kept
            follower.start()
            while self._goes_on():
                self._tell(RelayState(relay.prefix, relay.person, self._clock.now(), kept))
                self._rest()
                if self._goes_on():
                    kept = meet(self._store, transport).kept
        finally:
            for one in (transport, listening):
                one.close()
                self._transports.discard(one)
            if follower.is_alive():
                follower.join(10)

    def _follow(self, transport: RelayTransport) -> None:
        """Asks for a round each time the relay says that something moved."""
        try:
            for _ in transport.live(lambda: None):
                self.now()
        except (Unavailable, Refused) as ended:
            logger.debug("the stream of the relay ended: %s", ended)  # the next round says whether it is there
        except Exception:
            if not self._stopping.is_set():
                logger.exception("the stream of the relay")

    def _transport(self, relay: Known) -> RelayTransport:
        made = RelayTransport(relay, self._store.key, self._clock)
        self._transports.add(made)
        return made

    def _goes_on(self) -> bool:
        return self._offline and not self._stopping.is_set()

    def _rest(self) -> None:
        with self._turn:
            self._turn.wait_for(lambda: self._wanted or not self._offline or self._stopping.is_set(), AGAIN)
            self._wanted = False

    def _tell(self, state: RelayState) -> None:
        if state == self.state:
            return
        self.state = state
        for listener in self._listeners:
            listener(state)
