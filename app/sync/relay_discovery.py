"""How relays are found on the local network: a name and an address, said by multicast. The one door for zeroconf.

What is said names neither a crisis nor a person: a mark of the service, for those who know it already, and how the
public key of the workstation begins. Nothing said there is believed: a relay proves who it is when it is called.
"""

import logging
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

import ifaddr
from zeroconf import (
    BadTypeInNameException,
    Error,
    InterfaceChoice,
    IPVersion,
    NonUniqueNameException,
    ServiceBrowser,
    ServiceInfo,
    ServiceStateChange,
    Zeroconf,
)

TYPE = "_diapason._tcp.local."
SERVICE, DEVICE = "service", "poste"  # what the announcement holds, and nothing else
MARK_SIZE, DEVICE_SIZE = 16, 16  # hex digits
ANSWER_WITHIN = 2_000  # ms for a relay that was heard of to say its address
MOST_FOUND = 64
logger = logging.getLogger(__name__)
Interfaces = Sequence[str] | InterfaceChoice


@dataclass(frozen=True, slots=True)
class Found:
    """A relay somebody announces: where, and how the public key of its workstation begins."""

    url: str
    device: str


def mark_of(service: str) -> str:
    """What tells those of a service that a relay is theirs, and tells others nothing."""
    return sha256(b"diapason-relay-1\n" + bytes.fromhex(service)).hexdigest()[:MARK_SIZE]


def own_addresses() -> list[str]:
    """The IPv4 addresses by which others may reach this machine, the likeliest first; itself alone when it is on no
    network."""
    known = _addresses()
    others = [address for address in known if not address.startswith("127.")]
    others.sort(key=lambda address: (address.startswith("169.254."), address != _way_out()))
    return others or ["127.0.0.1"]


def _addresses() -> list[str]:
    try:
        return sorted({str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4})
    except OSError:
        return []


def _way_out() -> str:
    """The address this machine would speak from; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):
        asking.connect(("192.0.2.1", 9))
        return str(asking.getsockname()[0])
    return ""


class Announcement:
    """Says that this workstation serves, until `close`. Where multicast does not pass, nothing is said, and the address
    is still good: `said` tells which."""

    def __init__(
        self,
        service: str,
        device: str,
        addresses: Sequence[str],
        port: int,
        interfaces: Interfaces = InterfaceChoice.All,
    ):
        self.said = False
        self._network = _network(interfaces)
        self._info = ServiceInfo(
            TYPE,
            f"{device[:DEVICE_SIZE]}.{TYPE}",
            parsed_addresses=list(addresses),
            port=port,
            properties={SERVICE: mark_of(service), DEVICE: device[:DEVICE_SIZE]},
            server=f"diapason-{device[:DEVICE_SIZE]}.local.",
        )
        if self._network is not None:
            try:
                self._network.register_service(self._info, allow_name_change=True)
                self.said = True
            except (OSError, Error, NonUniqueNameException) as error:
                logger.info("the relay is not announced: %s", type(error).__name__)

    def close(self) -> None:
        if self._network is not None:
            with suppress(OSError, Error):
                self._network.close()


class Browser:
    """Listens for relays of our service, until `close`."""

    def __init__(self, service: str, device: str, interfaces: Interfaces = InterfaceChoice.All):
        self._mark, self._own = mark_of(service), device[:DEVICE_SIZE]
        self._lock = threading.Lock()
        self._found: dict[str, Found] = {}
        self._network = _network(interfaces)
        self._browser = None
        if self._network is not None:
            with suppress(OSError, Error, BadTypeInNameException):
                self._browser = ServiceBrowser(self._network, TYPE, handlers=[self._heard])

    def found(self) -> list[Found]:
        with self._lock:
            return sorted(self._found.values(), key=lambda one: one.url)

    def close(self) -> None:
        with suppress(OSError, Error):
            if self._browser is not None:
                self._browser.cancel()
            if self._network is not None:
                self._network.close()

    def _heard(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed:
            with self._lock:
                self._found.pop(name, None)
            return
        try:
            info = zeroconf.get_service_info(service_type, name, ANSWER_WITHIN)
        except (OSError, Error):
            return
        one = None if info is None else self._ours(info)
        with self._lock:
            if one is not None and (name in self._found or len(self._found) < MOST_FOUND):
                self._found[name] = one

    def _ours(self, info: ServiceInfo) -> Found | None:
        said = {name: value or b"" for name, value in info.properties.items()}
        device = said.get(DEVICE.encode(), b"").decode("ascii", "replace")
        addresses = info.parsed_addresses(IPVersion.V4Only)
        if said.get(SERVICE.encode()) != self._mark.encode() or device == self._own or not addresses:
            return None
        return Found(f"https://{addresses[0]}:{info.port}", device)


def _network(interfaces: Interfaces) -> Zeroconf | None:
    """The local network, or None for a machine where nobody can be told anything."""
    known = interfaces if isinstance(interfaces, InterfaceChoice) else [*set(interfaces) & set(_addresses())]
    if known == []:
        return None  # the library would leave a socket open
    try:
        return Zeroconf(interfaces=known, ip_version=IPVersion.V4Only)
    except (OSError, Error) as error:
        logger.info("no relay can be announced or found here: %s", type(error).__name__)
        return None
