"""TLS: one authority, made by us, and nothing older than 1.3."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from app.core.errors import Refused
from app.server import tls


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    tls.make_certificates(folder, ["central.example", "127.0.0.1", "::1", "préfecture.example"])
    return folder


@contextmanager
def answering(data: Path) -> Iterator[int]:
    """A port that shakes hands under the certificate in `data`, and says nothing more."""
    listening = socket.create_server(("127.0.0.1", 0))
    context = tls.server_context(data)

    def shake() -> None:
        while True:
            try:
                peer, _ = listening.accept()
            except OSError:
                return
            try:
                context.wrap_socket(peer, server_side=True).close()
            except OSError:
                peer.close()

    thread = threading.Thread(target=shake)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


@pytest.fixture
def port(data: Path) -> Iterator[int]:
    with answering(data) as found:
        yield found


def trusting(pem: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.load_verify_locations(cadata=pem.decode())
    return context


def shake_hands(context: ssl.SSLContext, port: int, name: str) -> str | None:
    with (
        socket.create_connection(("127.0.0.1", port), 5) as plain,
        context.wrap_socket(plain, server_hostname=name) as one,
    ):
        return one.version()


@pytest.mark.parametrize("name", ["central.example", "127.0.0.1", "::1", "préfecture.example"])
def test_whoever_trusts_our_authority_is_answered_under_each_name(data: Path, port: int, name: str) -> None:
    assert shake_hands(trusting(tls.authority_pem(data)), port, name) == "TLSv1.3"


def test_another_name_or_another_authority_is_refused(data: Path, port: int, tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(trusting(tls.authority_pem(data)), port, "elsewhere.example")
    tls.make_certificates(tmp_path, ["central.example"])
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(trusting(tls.authority_pem(tmp_path)), port, "central.example")
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(ssl.create_default_context(), port, "central.example")


def test_nothing_older_than_tls_1_3_is_spoken(data: Path, port: int) -> None:
    context = trusting(tls.authority_pem(data))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError):
        shake_hands(context, port, "central.example")


def test_a_certificate_that_expired_is_refused(tmp_path: Path) -> None:
    tls.make_certificates(tmp_path, ["central.example"], datetime.now(UTC) - tls.LIFETIME)
    with answering(tmp_path) as port, pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        shake_hands(trusting(tls.authority_pem(tmp_path)), port, "central.example")


def test_the_print_is_the_one_that_other_tools_show(data: Path) -> None:
    pem = tls.authority_pem(data)
    shown = x509.load_pem_x509_certificate(pem).fingerprint(SHA256())
    assert tls.authority_print(pem) == shown.hex()


def test_keys_are_written_for_their_owner_and_never_over_others(tmp_path: Path) -> None:
    tls.write_private(tmp_path / "key", b"x")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        tls.write_private(tmp_path / "key", b"y")


def test_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        tls.make_certificates(tmp_path, ["a" * 70])
