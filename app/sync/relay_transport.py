"""The way to a relay: who it is, proved before anything is sent, then the same signed requests as to the server."""

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.keys import SigningKey
from app.core.registers.accounts import Accounts
from app.core.store import server_time
from app.core.store.store import Store
from app.sync.protocol import Peered, Peering
from app.sync.relay_certificate import Certified, NotARelay, judged
from app.sync.transport import ANSWER, CONNECT, Answered, Transport

PORT = 8743  # where a relay serves, unless told otherwise
AWAY = "Le relais ne répond pas. Tout reste enregistré sur ce poste."
UNKNOWN = "Ce relais est un poste que celui-ci ne connaît pas : rien ne lui a été envoyé."
REVOKED = "Ce relais est un poste révoqué : rien ne lui a été envoyé."
OURSELVES = "Cette adresse est celle du relais de ce poste."
NOT_ENROLLED = "Ce poste a été révoqué : aucun relais ne l'écoutera."


@dataclass(frozen=True, slots=True)
class Known:
    """A relay that proved to be an enrolled workstation: its address, its certificate, and what a person calls it."""

    url: str
    certified: Certified
    prefix: str
    person: str


class RelayTransport(Transport):
    """One workstation's way to one relay, that relay alone, and for as long as it serves."""

    def __init__(self, relay: Known, key: SigningKey, clock: Clock):
        super().__init__(relay.url, None, key, clock, relay.certified.fingerprint)
        self.relay = relay

    def peer(self, request: Peering) -> Peered:
        return self._post("/v1/peering", request, Peered)

    def _send(
        self, method: str, target: str, body: bytes, headers: dict[str, str], quiet: float = 0.0, within: float = ANSWER
    ) -> Answered:
        try:
            answer = super()._send(method, target, body, headers, quiet, within)
        except Unavailable as error:
            raise Unavailable(AWAY) from error
        if not self._nonce.startswith(f"{self.relay.certified.fingerprint}."):
            self._nonce = ""  # one of the central's, or of another relay's: what it signs would be good there
            raise NotARelay("Ce relais demande à signer pour un autre : plus rien ne lui a été envoyé.")
        return answer


def recognised(store: Store, address: str) -> Known:
    """The relay at that address, once it has proved who it is. Nothing is sent to it but a greeting of TLS.

    Raises Refused when the address is none, NotARelay or Unavailable.
    """
    url = relay_url(address)
    der = _presented(url)
    with store.read() as transaction:
        now = server_time.reckoned(transaction.connection, store.clock).now
        accounts = transaction.accounts
    certified = judged(der, now)
    refuse_unless_enrolled(accounts, certified.device, store.key.public)
    workstation = accounts.workstations[certified.device]
    return Known(url, certified, workstation.prefix, workstation.person.name)


def refuse_unless_enrolled(accounts: Accounts, device: str, own: str) -> None:
    """Raises NotARelay when that workstation may not serve us: unknown, revoked, or ourselves."""
    if own in accounts.cuts:
        raise NotARelay(NOT_ENROLLED)
    if device == own:
        raise NotARelay(OURSELVES)
    if device not in accounts.workstations:
        raise NotARelay(UNKNOWN)
    if device in accounts.cuts:
        raise NotARelay(REVOKED)


def relay_url(address: str) -> str:
    """An address as it is typed or dictated: `192.168.1.20`, `pc-sig:8743`, `https://…`. Raises Refused."""
    text = address.strip().rstrip("/")
    text = text if "://" in text else f"https://{_bracketed(text)}"
    try:
        parts = urlsplit(text)
        port = parts.port or PORT
    except ValueError as error:
        raise Refused("L'adresse d'un relais s'écrit 192.168.1.20:8743.", "relay") from error
    more = parts.path or parts.query or parts.fragment or parts.username or " " in text
    if parts.scheme != "https" or not parts.hostname or more:
        raise Refused("L'adresse d'un relais s'écrit 192.168.1.20:8743.", "relay")
    return f"https://{_bracketed(parts.hostname)}:{port}"


def _bracketed(host: str) -> str:
    try:
        return f"[{host}]" if ipaddress.ip_address(host).version == 6 else host
    except ValueError:
        return host


def _presented(url: str) -> bytes:
    """The certificate (DER) shown at that address, whoever shows it: it is judged by whoever asked."""
    parts = urlsplit(url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection((parts.hostname or "", parts.port or PORT), CONNECT) as reached,
            context.wrap_socket(reached, server_hostname=parts.hostname) as greeted,
        ):
            return greeted.getpeercert(binary_form=True) or b""
    except (OSError, ValueError) as error:
        raise Unavailable(AWAY) from error
