"""The relay of a workstation, started and stopped at will: its socket, its certificate, its announcement."""

import errno
import logging
import os
import ssl
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from app.core.changes import Changes
from app.core.errors import Refused, Unavailable
from app.core.store import server_time
from app.core.store.store import Store
from app.relay.application import Application
from app.relay.nonces import Nonces
from app.relay.readers import is_served, spaces_of
from app.relay.streams import Streams
from app.server.listening import Listener, bound, listener
from app.sync import relay_certificate
from app.sync.relay_discovery import Announcement, own_addresses
from app.sync.workstation import Workstation

EVERYWHERE = "0.0.0.0"
READY_WITHIN = 20.0  # seconds
LATELY = 60_000  # ms: whoever called since then is there
REVOKED = "Ce poste a été révoqué : il ne peut pas servir de relais."
Announce = Callable[[str, str, Sequence[str], int], Announcement]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Serving:
    """What is to be known of a relay that serves: the addresses to dictate, the likeliest first, who is there by name,
    whether it could be announced on the network."""

    addresses: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    announced: bool = False


@dataclass(slots=True)
class _Running:
    """One start of the relay."""

    server: Listener
    thread: threading.Thread
    streams: Streams
    addresses: tuple[str, ...]
    announcement: Announcement | None
    met: dict[str, int] = field(default_factory=dict)


class Relay:
    """Serves the crises of one workstation to their members. Safe to call from any thread but the window's: starting
    and stopping take a moment."""

    def __init__(self, workstation: Workstation, announce: Announce | None = Announcement):
        self._store, self._clock, self._announce = workstation.store, workstation.clock, announce
        self._lock = threading.Lock()
        self._running: _Running | None = None
        workstation.store.subscribe(self._changed)

    def start(self, host: str = EVERYWHERE, port: int = 0) -> Serving:
        """Listens there; port 0 takes one that is free. Raises Refused, or Unavailable when the port is taken."""
        with self._lock:
            if self._running is None:
                self._running = self._started(host, port)
        return self.serving()

    def stop(self) -> None:
        """Ends every stream, then the rest. Nothing is lost: what was brought here is in the journal."""
        with self._lock:
            running, self._running = self._running, None
        if running is None:
            return
        if running.announcement is not None:
            running.announcement.close()
        running.server.should_exit = True
        running.thread.join()

    def serving(self) -> Serving:
        running = self._running
        if running is None:
            return Serving()
        since = self._clock.steady().at - LATELY
        there = {*running.streams.listening, *(device for device, at in list(running.met.items()) if at >= since)}
        with self._store.read() as transaction:
            known = transaction.accounts.workstations
        names = sorted(f"{known[device].prefix} ({known[device].person.name})" for device in there if device in known)
        said = running.announcement is not None and running.announcement.said
        return Serving(running.addresses, tuple(names), said)

    def _started(self, host: str, port: int) -> _Running:
        with self._store.read() as transaction:
            view = transaction.view()
            if not is_served(view, view.device):
                raise Refused(REVOKED)
            now, service = server_time.reckoned(transaction.connection, self._clock).now, view.accounts.service
        certificate, context = credentials(self._store, now)
        try:
            listening = bound(host, port)
        except (OSError, OverflowError) as error:
            raise Unavailable(f"Le relais ne peut pas s'ouvrir à {host}:{port} : {_why_not(error)}.") from error
        met: dict[str, int] = {}
        streams = Streams(self._look)
        nonces = Nonces(self._clock, sha256(ssl.PEM_cert_to_DER_cert(certificate.decode())).hexdigest())
        served = Application(self._store, nonces, streams, lambda device: met.update({device: self._clock.steady().at}))
        ready = threading.Event()
        server = listener(served, context, ready.set, streams.close)
        thread = threading.Thread(target=server.run, args=([listening],), name="relay", daemon=True)
        thread.start()
        if not ready.wait(READY_WITHIN):
            server.should_exit = True
            raise Unavailable("Le relais n'a pas démarré. Recommencez.")
        port = listening.getsockname()[1]
        hosts = own_addresses() if host in (EVERYWHERE, "::") else [host]
        said = self._announce(service, self._store.key.public, hosts, port) if self._announce else None
        addresses = tuple(f"[{one}]:{port}" if ":" in one else f"{one}:{port}" for one in hosts)
        return _Running(server, thread, streams, addresses, said, met)

    def _look(self, device: str) -> dict[str, int]:
        try:
            with self._store.read() as transaction:
                return spaces_of(transaction, device)
        except (Refused, Unavailable) as error:
            logger.info("nobody is served: %s", error)
            return {}

    def _changed(self, changes: Changes) -> None:
        running = self._running
        if running is not None:
            running.streams.wake()


def _why_not(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "ce port est déjà pris, choisissez-en un autre"
    return "cette adresse ou ce port n'est pas de ce poste"


def credentials(store: Store, now: int) -> tuple[bytes, ssl.SSLContext]:
    """A certificate (PEM) of this start and TLS 1.3 under it. Its key is on the disk for the time of reading it alone,
    locked by a password that never is."""
    password = store.clock.chance(32).hex().encode()
    certificate, locked = relay_certificate.make(store.key, password, now)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    place, name = tempfile.mkstemp(prefix="relay-", dir=store.database.path.parent)
    try:
        with os.fdopen(place, "wb") as file:
            file.write(certificate + locked)
        context.load_cert_chain(name, password=password)
    finally:
        Path(name).unlink(missing_ok=True)
    return certificate, context
