"""`relay`: this workstation serves its crises to their members on the local network, until it is interrupted."""

import argparse
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.commands.call import Call
from app.commands.parsing import Among, command
from app.core.store import preferences
from app.relay.serving import EVERYWHERE, Relay
from app.sync.relay_transport import PORT, Known, RelayTransport, recognised
from app.sync.relays import Met, meet
from app.sync.workstation import Workstation

TOLD_EVERY = 2.0  # seconds


def arrange(commands: Among) -> None:
    relay = command(commands, "relay", "servir de relais sur le réseau local jusqu'à Ctrl-C", _relay)
    relay.add_argument("--host", default=EVERYWHERE, metavar="H", help="adresse d'écoute (toutes)")
    relay.add_argument("--port", type=_port, default=PORT, metavar="P", help=f"port ({PORT} ; 0 : un port libre)")


def exchange(workstation: Workstation, address: str) -> tuple[Met, Known]:
    """One full round with the relay at that address, which is kept for the next time the server is away."""
    known = recognised(workstation.store, address)
    transport = RelayTransport(known, workstation.store.key, workstation.clock)
    try:
        met = meet(workstation.store, transport)
    finally:
        transport.close()
    with workstation.store.database.write() as connection:
        preferences.keep_relay(connection, known.url.removeprefix("https://"))
    return met, known


def sync_with(call: Call, address: str) -> None:
    """`sync --relay`: what waited for the server still waits."""
    met, relay = exchange(call.workstation, address)
    outcome, name = met.outcome, f"{relay.prefix} ({relay.person})"
    pending = call.reading.pending()
    values = {"relay": relay.prefix, "sent": outcome.sent, "received": outcome.received, "pending": pending}
    said = f"Échangé avec le relais {name} : {outcome.sent} remises, {outcome.received} reçues, "
    call.speech.say(values, f"{said}{pending} en attente du serveur.")


def _relay(call: Call) -> None:
    """Says where it serves on one line, then each time somebody comes or goes."""
    served = Relay(call.workstation)
    with _interruption() as ended:
        serving = served.start(call.options.host, call.options.port)
        try:
            where = ", ".join(serving.addresses)
            values = {"addresses": list(serving.addresses), "announced": serving.announced}
            call.speech.say(values, f"Relais ouvert : {where}. Ctrl-C l'arrête.")
            present: tuple[str, ...] = ()
            while not ended.wait(TOLD_EVERY):
                now = served.serving().present
                if now != present:
                    present = now
                    call.speech.say({"present": list(present)}, f"Présents : {', '.join(present) or 'personne'}")
        finally:
            served.stop()


@contextmanager
def _interruption() -> Iterator[threading.Event]:
    """Set by Ctrl-C, or when this program is told to end."""
    ended = threading.Event()
    former = {number: signal.signal(number, lambda *_: ended.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ended
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 65536:
        raise argparse.ArgumentTypeError("un port va de 0 à 65535")
    return port
