"""The exchange by HTTP, every request signed and sent once. The one door for requests."""

import hashlib
import ipaddress
import ssl
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import InsecureRequestWarning

from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.keys import SigningKey
from app.sync.protocol import (
    MEDIA_TYPE,
    MOST_REPLY,
    NONCE,
    TIME,
    Enrolment,
    Exchange,
    Heads,
    Message,
    Reply,
    Spaces,
    Unreadable,
    pack,
    signed_headers,
    unpack,
)

CONNECT, ANSWER = 4.0, 60.0  # seconds
AT_ONCE = 3.0  # seconds: a server that takes longer to say that it is there is not reached
QUIET = 5.0  # seconds a live stream may be silent: the server breathes every three
UNREACHABLE = "Le serveur est injoignable. Tout reste enregistré sur ce poste."
STRANGE = "Ce qui répond à l'adresse du serveur n'est pas le serveur Diapason."


class NotThere(Refused):
    """The server answers as for what does not exist: it does not know us, or not for that space."""


class _Strict(HTTPAdapter):
    """TLS 1.3, and the certificate authority of the enrolment alone."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_minimum_version"] = ssl.TLSVersion.TLSv1_3
        super().init_poolmanager(*args, **kwargs)


class Transport:
    """One workstation's way to one server. Not shared between threads: each has its own."""

    def __init__(self, url: str, authority: Path | None, key: SigningKey, clock: Clock):
        self.url = checked_url(url)
        self.skew_ms: int | None = None
        self._key, self._clock = key, clock
        self._nonce = ""
        self._session = _session(authority)
        self._listened: requests.Response | None = None

    def exchange(self, request: Exchange) -> Reply:
        return self._post("/v1/exchange", request, Reply)

    def enrol(self, request: Enrolment) -> Reply:
        return self._post("/v1/enrol", request, Reply)

    def spaces(self) -> Spaces:
        return unpack_reply(self._ask("GET", "/v1/spaces", b"").content, Spaces)

    def heads(self, device: str) -> Heads:
        return unpack_reply(self._ask("GET", f"/v1/heads/{device}", b"").content, Heads)

    def live(self, opened: Callable[[], None]) -> Iterator[tuple[str, int]]:
        """(space, rank) each time a space of ours moves. Ends, or raises Unavailable, when the stream does."""
        answer = self._listened = self._ask("GET", "/v1/live", b"", stream=True)
        opened()
        try:
            for line in answer.iter_lines():
                if line.startswith(b"data:"):
                    space, _, rank = line[5:].strip().partition(b" ")
                    yield space.decode(), int(rank)
        except (requests.RequestException, ValueError, UnicodeDecodeError) as error:
            raise Unavailable(UNREACHABLE) from error
        finally:
            self._listened = None
            answer.close()

    def reaches(self) -> bool:
        """Whether the server answers at once: asked when a live stream falls silent, so as not to guess."""
        try:
            self._send("GET", "/v1/nonce", b"", {}, False, AT_ONCE)
        except Unavailable:
            return False
        return True

    def close(self) -> None:
        """May be called from another thread: a live stream that is waited for ends at once."""
        if (listened := self._listened) is not None:
            listened.raw.shutdown()
        self._session.close()

    def _post(self, target: str, message: Any, kind: type[Message]) -> Message:
        return unpack_reply(self._ask("POST", target, pack(message)).content, kind)

    def _ask(self, method: str, target: str, body: bytes, stream: bool = False) -> requests.Response:
        """The answer to one signed request. A refusal is tried once more with a fresh nonce: ours may have aged."""
        for _ in range(2):
            if not self._nonce:
                self._send("GET", "/v1/nonce", b"", {}, False)
            headers = signed_headers(self._key, method, target, body, self._nonce)
            self._nonce = ""
            answer = self._send(method, target, body, headers, stream)
            if answer.status_code in (200, 201):
                return answer
            if answer.status_code != 404:
                break
        if answer.status_code == 404:
            raise NotThere("Le serveur ne connaît pas ce poste, ou pas pour cet espace.")
        if 400 <= answer.status_code < 500:
            raise Refused(_said(answer))
        raise Unavailable("Le serveur a un incident. Tout reste enregistré sur ce poste.")

    def _send(
        self, method: str, target: str, body: bytes, headers: dict[str, str], stream: bool, within: float = ANSWER
    ) -> requests.Response:
        sent = self._clock.now()
        try:
            answer = self._session.request(
                method,
                self.url + target,
                data=body or None,
                headers={**headers, "Content-Type": MEDIA_TYPE} if body else headers,
                timeout=(min(CONNECT, within), QUIET if stream else within),
                stream=stream,
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise Unavailable("Le serveur ne prouve pas son identité : rien ne lui a été envoyé.") from error
        except requests.RequestException as error:
            raise Unavailable(UNREACHABLE) from error
        if TIME not in answer.headers:
            raise Unavailable(STRANGE)  # a captive portal answers 200 to anything
        self._nonce = answer.headers.get(NONCE, "")
        try:
            self.skew_ms = (sent + self._clock.now()) // 2 - int(answer.headers[TIME])
        except ValueError as error:
            raise Unavailable(STRANGE) from error
        return answer


def unpack_reply(data: bytes, kind: type[Message]) -> Message:
    try:
        return unpack(data, kind, MOST_REPLY)
    except Unreadable as error:
        raise Unavailable(STRANGE) from error


def fetch_authority(url: str, fingerprint: str) -> bytes:
    """The certificate authority (PEM) of a server, believed only because the invitation names its SHA-256."""
    session = requests.Session()
    session.trust_env = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", InsecureRequestWarning)  # the fingerprint is the proof
            answer = session.get(checked_url(url) + "/v1/authority", verify=False, timeout=(CONNECT, ANSWER))
        pem = answer.content
        found = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem.decode("ascii"))).hexdigest()
    except requests.RequestException as error:
        raise Unavailable(UNREACHABLE) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise Unavailable(STRANGE) from error
    finally:
        session.close()
    if found != fingerprint:
        raise Refused("Ce serveur n'est pas celui de l'invitation : rien ne lui a été confié.", "server")
    return pem


def checked_url(url: str) -> str:
    """The address, without a trailing slash. Plain HTTP is for this machine alone. Raises Refused."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Refused("L'adresse du serveur s'écrit https://nom:port.", "server")
    if parts.scheme == "http" and not _loopback(parts.hostname):
        raise Refused("Hors de cette machine, l'adresse du serveur commence par https://.", "server")
    return url.strip().rstrip("/")


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _session(authority: Path | None) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", _Strict())
    if authority is not None:
        session.verify = str(authority)
    return session


def _said(answer: requests.Response) -> str:
    text = answer.text.strip()
    return text if 0 < len(text) < 300 and not text.startswith(("<", "{")) else "Le serveur a refusé la demande."
