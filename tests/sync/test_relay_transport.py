"""Nothing is sent to what does not prove to be a relay of the service, nor signed for another than it."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.keys import SigningKey
from app.relay.serving import credentials
from app.sync.protocol import NONCE, TIME
from app.sync.relay_certificate import EXPIRED, FALSE, LASTS, NotARelay
from app.sync.relay_transport import AWAY, OURSELVES, UNKNOWN, Known, RelayTransport, recognised, relay_url
from app.sync.workstation import Workstation
from tests.office import Office
from tests.relaying import relaying, way_to


@contextmanager
def greeting(context: ssl.SSLContext, answer: bytes = b"") -> Iterator[tuple[str, list[bytes]]]:
    """Something that speaks TLS, and the bytes that it was sent under it."""
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            with caller:
                try:
                    with context.wrap_socket(caller, server_side=True) as greeted:
                        while part := greeted.recv(65536):
                            heard.append(part)
                            greeted.sendall(answer)
                except OSError:
                    continue

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}", heard
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def context_of(workstation: Workstation, later: float = 0) -> ssl.SSLContext:
    return credentials(workstation.store, workstation.clock.now() + int(later * 1000))[1]


def test_a_relay_is_named_once_it_has_proved_its_key(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    with relaying(relay) as address:
        known = recognised(one.store, address)
    assert (known.prefix, known.person, known.certified.device) == ("SIG1", "A", relay.store.key.public)


def test_an_expired_relay_is_refused_before_anything_is_sent(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    with (
        greeting(context_of(relay, -LASTS.total_seconds() - 3600)) as (address, heard),
        pytest.raises(NotARelay, match=EXPIRED),
    ):
        recognised(one.store, address)
    assert heard == []


def test_a_relay_of_another_service_is_refused_before_anything_is_sent(office: Office, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    elsewhere = Office(tmp_path / "other")
    one, stranger = office.workstation("SIG1", "A"), elsewhere.workstation("SIG2", "B")
    with greeting(context_of(stranger)) as (address, heard), pytest.raises(NotARelay, match=UNKNOWN):
        recognised(one.store, address)
    elsewhere.close()
    assert heard == []


def test_our_own_relay_is_not_called(office: Office) -> None:
    one = office.workstation("SIG1", "A")
    with relaying(one) as address, pytest.raises(NotARelay, match=OURSELVES):
        recognised(one.store, address)


def test_what_speaks_older_tls_or_none_is_no_relay(office: Office) -> None:
    one, relay = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    old = context_of(relay)
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2
    with greeting(old) as (address, heard), pytest.raises(Unavailable):
        recognised(one.store, address)
    assert heard == []
    with pytest.raises(Unavailable, match=AWAY):
        recognised(one.store, "127.0.0.1:9")


def test_another_certificate_than_the_one_that_was_judged_is_sent_nothing(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    with relaying(relay) as address:
        known = recognised(one.store, address)
    with greeting(context_of(relay)) as (address, heard):
        changed = Known(relay_url(address), known.certified, known.prefix, known.person)
        transport = RelayTransport(changed, one.store.key, one.clock)
        with pytest.raises(Unavailable, match=AWAY):
            transport.spaces()
        transport.close()
    assert heard == []


def test_a_nonce_that_is_not_of_this_relay_is_not_signed(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    hour = relay.clock.now()
    central = f"HTTP/1.1 204 No Content\r\n{TIME}: {hour}\r\n{NONCE}: {'ab' * 32}\r\n\r\n".encode()
    with (
        greeting(context_of(relay), central) as (address, heard),
        way_to(address, one) as transport,
        pytest.raises(NotARelay, match="pour un autre"),
    ):
        transport.spaces()
    assert b"Diapason-Signature" not in b"".join(heard)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.1.20", "https://192.168.1.20:8743"),
        (" pc-sig:8800 ", "https://pc-sig:8800"),
        ("https://10.0.0.1:9/", "https://10.0.0.1:9"),
        ("fe80::1", "https://[fe80::1]:8743"),
        ("[fe80::1]:9", "https://[fe80::1]:9"),
    ],
)
def test_an_address_is_taken_as_it_is_dictated(typed: str, url: str) -> None:
    assert relay_url(typed) == url


@pytest.mark.parametrize("typed", ["", "http://10.0.0.1:9", "a:99999", "https://u@h:1", "https://h:1/v1", "a b"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        relay_url(typed)


def test_a_stranger_is_a_stranger_whatever_its_key(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    with relaying(relay) as address:
        known = recognised(one.store, address)
        transport = RelayTransport(known, SigningKey(bytes(32)), Clock())
        with pytest.raises(Refused):
            transport.spaces()
        transport.close()


def test_what_is_judged_is_in_french() -> None:
    assert "rien ne lui a été envoyé" in FALSE
