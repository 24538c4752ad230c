"""The exchange by HTTP, every request signed and sent once. The one door for requests."""

import hashlib
import io
import ipaddress
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from msgspec.structs import replace
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, InsecureRequestWarning

from app.core.clock import Clock, Meeting
from app.core.entries import LARGEST_FILE
from app.core.errors import Refused, Unavailable
from app.core.keys import SigningKey
from app.sync.protocol import (
    ATTACHMENTS,
    CONTENT_TYPE,
    MEDIA_TYPE,
    MOST_REPLY,
    NONCE,
    OLDEST,
    SIZE,
    TIME,
    VERSION,
    VERSIONS,
    Enrolment,
    Exchange,
    Given,
    Heads,
    Inventory,
    Message,
    Missing,
    Reply,
    Spaces,
    Unreadable,
    attachment_target,
    giving_target,
    pack,
    signed_headers,
    taking_target,
    unpack,
)
from app.sync.stream import Told, told

CONNECT, ANSWER = 4.0, 60.0  # seconds
AT_ONCE = 3.0  # seconds: a server that takes longer to say that it is there is not reached
BLOCK = 64 * 1024  # bytes of an answer read at once
LONGEST_PAUSE = 60  # seconds: whatever a server asks
QUIET = 5.0  # seconds a live stream may be silent: the server breathes every three
UNREACHABLE = "Le serveur est injoignable. Tout reste enregistré sur ce poste."
STRANGE = "Ce qui répond à l'adresse du serveur n'est pas le serveur Diapason."

Answered = requests.Response


class NotThere(Refused):
    """The server answers as for what does not exist: it does not know us, or not for that space."""


class Busy(Unavailable):
    """The server has too much to do, and says how many seconds to leave it alone."""

    def __init__(self, after: int):
        super().__init__("Le serveur est très sollicité. Tout reste enregistré sur ce poste, qui réessaie bientôt.")
        self.after = min(after, LONGEST_PAUSE)


class _Strict(HTTPAdapter):
    """TLS 1.3, and the certificate authority of the enrolment alone."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_minimum_version"] = ssl.TLSVersion.TLSv1_3
        super().init_poolmanager(*args, **kwargs)


class _Pinned(_Strict):
    """And of all the certificates there are, exactly one: nothing is sent to whoever shows another."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, assert_fingerprint=self._fingerprint, **kwargs)


class _Blocks(io.BytesIO):
    """A body sent block after block: the line has its patience for each, not for the whole, and one may stop."""

    def __init__(self, body: bytes, closed: threading.Event):
        super().__init__(body)
        self._closed = closed

    def read(self, size: int | None = -1, /) -> bytes:
        if self._closed.is_set():
            raise OSError("fermé")
        return super().read(size)


class Transport:
    """One workstation's way to one server. Not shared between threads: each has its own. `pinned`: the SHA-256 of the
    one certificate to be met there, whoever signed it."""

    def __init__(self, url: str, authority: Path | None, key: SigningKey, clock: Clock, pinned: str = ""):
        self.url = checked_url(url)
        self.skew_ms: int | None = None
        self.server_version = OLDEST  # the newest version of the protocol that both speak, once it has answered
        self.met: Meeting | None = None
        self._key, self._clock = key, clock
        self._nonce = ""
        self._closed = threading.Event()
        self._session = _session(authority, pinned)
        self._listened: requests.Response | None = None

    def exchange(self, request: Exchange) -> Reply:
        if not self._nonce:
            self._send("GET", "/v1/nonce", b"", {})  # what it answers says which version it speaks
        return self._post("/v1/exchange", replace(request, version=self.server_version), Reply)

    def enrol(self, request: Enrolment) -> Reply:
        return self._post("/v1/enrol", request, Reply)

    def spaces(self) -> Spaces:
        return unpack_reply(self._ask("GET", "/v1/spaces", b"").content, Spaces)

    def heads(self, device: str) -> Heads:
        return unpack_reply(self._ask("GET", f"/v1/heads/{device}", b"").content, Heads)

    def missing(self, request: Inventory) -> Missing:
        return self._post(ATTACHMENTS, request, Missing)

    def hand_in(self, space: str, content: bytes) -> None:
        """Gives the content of a file that an entry of that space names. Raises Refused when there is no room."""
        self._ask("POST", f"{ATTACHMENTS}/{space}", content, kind=CONTENT_TYPE)

    def fetch(self, space: str, hash: str) -> bytes:
        """What the server gives as the content of that hash: for the caller to verify."""
        answer = self._listened = self._ask("GET", attachment_target(space, hash), b"", quiet=ANSWER)
        content = bytearray()
        try:
            for part in answer.iter_content(BLOCK):
                content += part
                if len(content) > LARGEST_FILE:
                    raise Unavailable(STRANGE)
        except requests.RequestException as error:
            raise Unavailable(UNREACHABLE) from error
        finally:
            self._listened = None
            answer.close()
        return bytes(content)

    def give(self, space: str, hash: str, size: int, start: int, data: bytes) -> Given:
        """Gives the bytes of a content of `size` from `start` on; with none, asks how far it is held there. Raises
        Refused when there is no room."""
        target = giving_target(space, hash, start, size)
        return unpack_reply(self._ask("POST", target, data, kind=CONTENT_TYPE).content, Given)

    def take(self, space: str, hash: str, start: int, most: int) -> tuple[int, bytes]:
        """The size the server says a content has, and its bytes from `start` on, `most` of them: fewer when the line
        was cut before the last. Raises Unavailable when none came that should have."""
        target = taking_target(space, hash, start, most)
        answer = self._listened = self._ask("GET", target, b"", quiet=ANSWER)
        said, data = answer.headers.get(SIZE, ""), bytearray()
        size = int(said) if said.isdecimal() and len(said) < 10 else 0
        cut: Exception | None = None
        try:
            while len(data) <= most and (part := answer.raw.read1(BLOCK)):
                data += part
        except (requests.RequestException, HTTPError, OSError) as error:
            cut = error
        finally:
            self._listened = None
            answer.close()
        if not 0 < size <= LARGEST_FILE or len(data) > most:
            raise Unavailable(STRANGE)
        if not data and start < size:
            raise Unavailable(UNREACHABLE) from cut
        return size, bytes(data)

    def live(self, opened: Callable[[], None], files: Callable[[], None] = lambda: None) -> Iterator[Told]:
        """Each time a space of ours moves; calls `files` when contents of files came to one. Ends, or raises
        Unavailable, when the stream does."""
        answer = self._listened = self._ask("GET", "/v1/live", b"", quiet=QUIET)
        opened()
        try:
            yield from told(answer.iter_lines(BLOCK), files)
        except (requests.RequestException, ValueError) as error:
            raise Unavailable(UNREACHABLE) from error
        finally:
            self._listened = None
            answer.close()

    def reaches(self) -> bool:
        """Whether the server answers at once: asked when a live stream falls silent, so as not to guess."""
        try:
            self._send("GET", "/v1/nonce", b"", {}, within=AT_ONCE)
        except Unavailable:
            return False
        return True

    def close(self) -> None:
        """May be called from another thread: a live stream that is waited for ends at once, and so does a transfer."""
        self._closed.set()
        if (listened := self._listened) is not None:
            with suppress(OSError):  # it was ending by itself
                listened.raw.shutdown()
        self._session.close()

    def _post(self, target: str, message: Any, kind: type[Message]) -> Message:
        return unpack_reply(self._ask("POST", target, pack(message)).content, kind)

    def _ask(
        self, method: str, target: str, body: bytes, kind: str = MEDIA_TYPE, quiet: float = 0.0
    ) -> requests.Response:
        """The answer to one signed request. A refusal is tried once more with a fresh nonce: ours may have aged.

        `quiet`: for an answer that is read as it comes, how long it may be silent.
        """
        for _ in range(2):
            if not self._nonce:
                self._send("GET", "/v1/nonce", b"", {})
            headers = signed_headers(self._key, method, target, body, self._nonce)
            self._nonce = ""
            if body:
                headers["Content-Type"] = kind
            answer = self._send(method, target, body, headers, quiet)
            if answer.status_code in (200, 201):
                return answer
            if answer.status_code != 404:
                break
            answer.close()
        if answer.status_code == 404:
            raise NotThere("Le serveur ne connaît pas ce poste, ou pas pour cet espace.")
        if 400 <= answer.status_code < 500:
            raise Refused(_said(answer))
        if (pause := answer.headers.get("Retry-After", "")).isdecimal():
            raise Busy(int(pause))
        raise Unavailable("Le serveur a un incident. Tout reste enregistré sur ce poste.")

    def _send(
        self, method: str, target: str, body: bytes, headers: dict[str, str], quiet: float = 0.0, within: float = ANSWER
    ) -> requests.Response:
        sent = self._clock.now()
        try:
            answer = self._session.request(
                method,
                self.url + target,
                data=_Blocks(body, self._closed) if body else None,
                headers=headers,
                timeout=(min(CONNECT, within), quiet or within),
                stream=bool(quiet),
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise Unavailable("Le serveur ne prouve pas son identité : rien ne lui a été envoyé.") from error
        except requests.RequestException as error:
            raise Unavailable(UNREACHABLE) from error
        if TIME not in answer.headers:
            raise Unavailable(STRANGE)  # a captive portal answers 200 to anything
        self._nonce = answer.headers.get(NONCE, "")
        self.server_version = spoken(answer.headers.get(VERSIONS, ""))
        try:
            server = int(answer.headers[TIME])
            self.skew_ms = (sent + self._clock.now()) // 2 - server
            self.met = Meeting(server, self._clock.steady())
        except ValueError as error:
            raise Unavailable(STRANGE) from error
        return answer


def spoken(versions: str) -> int:
    """The newest version that we speak with who says this of itself. Raises Unavailable when there is none."""
    oldest, _, newest = versions.partition("-")
    if not (oldest.isdecimal() and newest.isdecimal()):
        return OLDEST  # it is older than this word
    if int(oldest) > VERSION:
        raise Unavailable("Le serveur est trop récent pour cette version de Diapason : mettez ce poste à jour.")
    return max(OLDEST, min(VERSION, int(newest)))


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


def _session(authority: Path | None, pinned: str) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", _Pinned(pinned) if pinned else _Strict())
    if pinned:
        session.verify = False  # that certificate is the proof, not who signed it
    if authority is not None:
        session.verify = str(authority)
    return session


def _said(answer: requests.Response) -> str:
    text = answer.text.strip()
    return text if 0 < len(text) < 300 and not text.startswith(("<", "{")) else "Le serveur a refusé la demande."
