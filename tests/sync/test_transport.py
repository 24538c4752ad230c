"""The way to the server: signed, once, to the right one; everything else is a plain French sentence."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import certifi
import pytest

from app.core.clock import Clock
from app.core.entries import LARGEST_FILE
from app.core.errors import Refused, Unavailable
from app.core.keys import SigningKey
from app.sync.protocol import NONCE, SIZE, TIME, Exchange
from app.sync.transport import LONGEST_PAUSE, Busy, NotThere, Transport, checked_url, fetch_authority
from app.sync.workstation import AUTHORITY, enrol
from tests.central import Central, serving
from tests.end_to_end.desks import PASSPHRASE, sync
from tests.end_to_end.proxy import bad_line
from tests.sync.conftest import Hub, Newcomer

KEY = SigningKey(bytes(range(32)))
OTHER_AUTHORITY = Path(certifi.where()).read_bytes()  # the public authorities of the web


@contextmanager
def answering(
    status: int, headers: dict[str, str], body: bytes, promised: int | None = None, silent: str = ""
) -> Iterator[str]:
    """A server that says the same to everybody; `promised`: how many bytes it says there are. Asked for `silent`, it
    promises more, and neither says it nor closes."""

    class Same(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self.rfile.read(length)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            held = self.path == silent
            self.send_header("Content-Length", str((len(body) if promised is None else promised) + held))
            self.end_headers()
            if held:
                self.rfile.read(1)  # until the other end closes
            with suppress(ConnectionError):  # whoever has heard enough hangs up
                self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Same)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    "url", ["", "diapason", "ftp://serveur", "http://diapason.exemple.fr", "https://", "https://serveur?x=1"]
)
def test_an_address_that_is_not_safe_is_refused(url: str):
    with pytest.raises(Refused):
        checked_url(url)


def test_plain_http_is_for_this_machine_alone():
    for url in ("http://127.0.0.1:8741/", "http://localhost", "http://[::1]:8741"):
        assert checked_url(url) == url.rstrip("/")


def test_nobody_listening_is_unavailable():
    with pytest.raises(Unavailable, match="injoignable"):
        Transport("http://127.0.0.1:9", None, KEY, Clock()).spaces()


def test_a_captive_portal_that_says_yes_to_everything_is_not_the_server():
    with answering(200, {}, b"<html>Bienvenue</html>") as url, pytest.raises(Unavailable, match="pas le serveur"):
        Transport(url, None, KEY, Clock()).spaces()


def test_nonsense_under_the_right_headers_is_unavailable():
    headers = {TIME: "1795000000000", NONCE: "n"}
    with answering(200, headers, b"\x00nonsense") as url, pytest.raises(Unavailable, match="pas le serveur"):
        Transport(url, None, KEY, Clock()).spaces()


def test_a_server_with_an_incident_is_unavailable():
    headers = {TIME: "1795000000000", NONCE: "n"}
    with answering(503, headers, "occupé".encode()) as url, pytest.raises(Unavailable, match="incident"):
        Transport(url, None, KEY, Clock()).spaces()


@pytest.mark.parametrize(("asked", "obeyed"), [("7", 7), ("86400", LONGEST_PAUSE)])
def test_a_server_that_asks_to_be_left_alone_is_left_alone_for_a_while(asked: str, obeyed: int):
    headers = {TIME: "1795000000000", NONCE: "n", "Retry-After": asked}
    with answering(503, headers, b"") as url, pytest.raises(Busy, match="sollicité") as busy:
        Transport(url, None, KEY, Clock()).spaces()
    assert busy.value.after == obeyed


def test_a_live_stream_that_falls_silent_has_ended(monkeypatch: pytest.MonkeyPatch):
    """Half-open: the other end neither speaks nor closes."""
    monkeypatch.setattr("app.sync.transport.QUIET", 0.3)
    headers = {TIME: "1795000000000", NONCE: "n"}
    with answering(200, headers, b"", silent="/v1/live") as url:
        transport = Transport(url, None, KEY, Clock())
        opened = threading.Event()
        with pytest.raises(Unavailable, match="injoignable"):
            list(transport.live(opened.set))
        assert opened.is_set()
        transport.close()


def test_no_redirect_is_followed():
    headers = {TIME: "1795000000000", NONCE: "n", "Location": "http://127.0.0.1:9/"}
    with answering(302, headers, b"") as url, pytest.raises(Unavailable):
        Transport(url, None, KEY, Clock()).spaces()


def test_a_stranger_is_told_that_there_is_nothing(hub: Hub):
    with pytest.raises(NotThere):
        Transport(hub.central.url, None, KEY, Clock()).spaces()


def test_an_unknown_space_is_nothing_even_to_a_member(hub: Hub):
    transport = hub.admin.transport()
    with pytest.raises(NotThere):
        transport.exchange(Exchange("ab" * 32, "", 0, []))
    transport.close()


def test_the_skew_of_a_wild_clock_is_measured_and_harms_nothing(hub: Hub, newcomer: Newcomer):
    workstation = newcomer()
    ahead = Clock(now=lambda: Clock().now() + 38 * 60_000)
    transport = Transport(hub.central.url, None, workstation.store.key, ahead)
    assert transport.spaces().spaces
    assert transport.skew_ms is not None
    assert abs(transport.skew_ms - 38 * 60_000) < 5_000
    transport.close()


def test_a_live_stream_says_first_how_things_stand(hub: Hub, newcomer: Newcomer):
    transport = newcomer().transport()
    opened = threading.Event()
    stream = transport.live(opened.set)
    first = next(stream)
    assert opened.is_set()
    assert len(first.space) == 64
    assert first.rank > 0
    assert first.page is None
    stream.close()
    transport.close()


def test_a_server_that_gives_more_than_a_file_may_hold_is_not_listened_to_any_longer():
    headers = {TIME: "1795000000000", NONCE: "n"}
    with answering(200, headers, bytes(LARGEST_FILE + 1)) as url, pytest.raises(Unavailable, match="pas le serveur"):
        Transport(url, None, KEY, Clock()).fetch("ab" * 32, "cd" * 32)


def test_a_file_cut_short_is_unavailable():
    headers = {TIME: "1795000000000", NONCE: "n"}
    with answering(200, headers, b"photo", promised=10) as url, pytest.raises(Unavailable, match="injoignable"):
        Transport(url, None, KEY, Clock()).fetch("ab" * 32, "cd" * 32)


@pytest.mark.parametrize("size", ["", "x", "0", "-1", str(LARGEST_FILE + 1), "9" * 30])
def test_a_piece_of_a_file_that_cannot_be_is_not_believed(size: str):
    headers = {TIME: "1795000000000", NONCE: "n", SIZE: size}
    with answering(200, headers, b"photo") as url, pytest.raises(Unavailable, match="pas le serveur"):
        Transport(url, None, KEY, Clock()).take("ab" * 32, "cd" * 32, 0, 10)


def test_a_piece_cut_short_is_what_came_of_it_and_one_of_which_nothing_came_is_unavailable():
    headers = {TIME: "1795000000000", NONCE: "n", SIZE: "10"}
    with answering(200, headers, b"photo", promised=10) as url:
        transport = Transport(url, None, KEY, Clock())
        transport._nonce = "n"  # this server would cut the answer that gives one, too
        assert transport.take("ab" * 32, "cd" * 32, 0, 10) == (10, b"photo")
    with answering(200, headers, b"", promised=10) as url, pytest.raises(Unavailable, match="injoignable"):
        Transport(url, None, KEY, Clock()).take("ab" * 32, "cd" * 32, 0, 10)
    with answering(200, headers, b"photo") as url, pytest.raises(Unavailable, match="pas le serveur"):
        Transport(url, None, KEY, Clock()).take("ab" * 32, "cd" * 32, 0, 4)  # more than was asked for
    with answering(200, headers, b"") as url:
        assert Transport(url, None, KEY, Clock()).take("ab" * 32, "cd" * 32, 10, 4) == (10, b"")


def test_a_file_nobody_named_is_not_there(hub: Hub):
    transport = hub.admin.transport()
    for act in (lambda: transport.hand_in("ab" * 32, b"photo"), lambda: transport.fetch("ab" * 32, "cd" * 32)):
        with pytest.raises(NotThere):
            act()
    transport.close()


def test_a_transfer_ends_when_the_transport_is_closed(hub: Hub):
    with bad_line(hub.central.url) as line:
        transport = Transport(line.url, None, hub.admin.store.key, Clock())
        line.holding = b"POST /v1/attachments/"
        ended = threading.Event()

        def hand_in() -> None:
            with suppress(Unavailable):
                transport.hand_in("ab" * 32, bytes(LARGEST_FILE))
            ended.set()

        threading.Thread(target=hand_in, daemon=True).start()
        assert line.held.wait(10)
        transport.close()
        assert ended.wait(10)


@pytest.fixture(scope="module")
def safe(tmp_path_factory: pytest.TempPathFactory, passphrase: None) -> Iterator[Central]:
    """A central under TLS."""
    yield from serving(tmp_path_factory.mktemp("safe") / "central", "https")


def test_under_tls_the_authority_of_the_invitation_is_trusted_and_no_other(safe: Central, hub: Hub, tmp_path: Path):
    made, _ = enrol(tmp_path / "p", safe.url, safe.invitation, "TLS1", PASSPHRASE, Clock(), "Camille Morvan")
    assert sync(made).received >= 0
    with pytest.raises(Unavailable, match="identité"):  # the system's own authorities are not enough
        Transport(safe.url, None, made.store.key, Clock()).spaces()
    (tmp_path / "p" / AUTHORITY).write_bytes(OTHER_AUTHORITY)
    with pytest.raises(Unavailable, match="identité"):
        sync(made)
    made.close()


def test_a_server_that_is_not_the_one_of_the_invitation_is_refused_before_anything_is_said(safe: Central):
    with pytest.raises(Refused, match="invitation"):
        fetch_authority(safe.url, "ab" * 32)


def test_what_answers_without_tls_at_an_https_address_is_unavailable(hub: Hub):
    with pytest.raises(Unavailable):
        Transport(hub.central.url.replace("http://", "https://"), None, KEY, Clock()).spaces()
