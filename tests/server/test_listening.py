"""The sockets: silence has an end, and `serve` starts, says so, and stops in good order."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from app.core.keys import SigningKey
from app.server.listening import PatientProtocol, bound
from app.sync.protocol import read_invitation
from tests.building import Writer, enrol
from tests.calling import Caller
from tests.server.house import House

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch, house: House) -> Iterator[tuple[str, int]]:
    """A server that waits half a second where it waits many."""
    monkeypatch.setattr(PatientProtocol, "request_within", 0.5)
    monkeypatch.setattr(PatientProtocol, "read_within", 0.5)
    with house.serving():
        address = urlsplit(house.url)
        assert address.hostname is not None
        assert address.port is not None
        yield address.hostname, address.port


REQUEST = b"GET /v1/nonce HTTP/1.1\r\nHost: x\r\n\r\n"


def is_cut_off(peer: socket.socket, saying: bytes = b"") -> bool:
    """Whether the server leaves within five seconds, whatever is said to it meanwhile, byte after byte."""
    peer.settimeout(0.05)
    begun = time.monotonic()
    while time.monotonic() - begun < 5:
        try:
            peer.sendall(saying)
            if not peer.recv(4096):
                return True
        except TimeoutError:
            continue
        except ConnectionError:
            return True
    return False


@pytest.mark.parametrize("said", [b"", b"G", b"GET /v1/nonce HTTP/1.1\r\nHost:"])
def test_who_does_not_finish_his_headers_is_cut_off(hasty: tuple[str, int], said: bytes) -> None:
    with socket.create_connection(hasty, 10) as peer:
        peer.sendall(said)
        assert is_cut_off(peer)


def test_who_does_not_finish_his_second_request_is_cut_off_too(hasty: tuple[str, int]) -> None:
    with socket.create_connection(hasty, 10) as peer:
        peer.sendall(REQUEST)
        assert peer.recv(4096).startswith(b"HTTP/1.1 204")
        peer.sendall(b"GET /v1/n")
        assert is_cut_off(peer)


def test_who_says_one_byte_at_a_time_is_cut_off_all_the_same(hasty: tuple[str, int]) -> None:
    with socket.create_connection(hasty, 10) as peer:
        assert is_cut_off(peer, b"x")


def test_one_connection_serves_many_requests(served: House) -> None:
    caller = served.caller(served.admin)
    assert {caller.send("GET", "/v1/spaces").status_code for _ in range(20)} == {200}


def test_silent_sockets_do_not_keep_others_waiting(served: House) -> None:
    address = urlsplit(served.url)
    silent = [socket.create_connection((str(address.hostname), address.port or 0)) for _ in range(200)]
    begun = time.monotonic()
    assert served.caller(served.admin).send("GET", "/v1/spaces").status_code == 200
    assert time.monotonic() - begun < 2
    for one in silent:
        one.close()


def test_a_port_in_use_is_an_error_of_the_world() -> None:
    with bound("127.0.0.1", 0) as taken, pytest.raises(OSError, match="in use"):
        bound("127.0.0.1", taken.getsockname()[1])


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "app.server", *arguments]


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`diapason-server serve` as a program, and the address it says."""
    words = command("serve", "--data", str(data), "--port", "0", *arguments)
    with subprocess.Popen(words, cwd=HOUSE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        try:
            ready, url = program.stdout.readline().split()
            assert ready == "ready"
            yield program, url
        finally:
            program.kill()


def founded(data: Path, *arguments: str) -> str:
    words = command("init", "--data", str(data), *arguments)
    told = subprocess.run(words, cwd=HOUSE, check=True, capture_output=True, text=True).stdout
    return next(word for word in told.split() if word.startswith("DIA1-"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_serves_what_init_made_and_stops_when_told(tmp_path: Path, number: signal.Signals) -> None:
    data = tmp_path / "data"
    _, _, service, invitation, seed = read_invitation(founded(data))
    writer = Writer("admin", now=time.time_ns() // 1_000_000)
    with serving(data) as (program, url):
        caller = Caller(url, writer.key)
        assert caller.enrol(enrol(writer, service, invitation, SigningKey(seed), "ADM1")).status_code == 200
        assert service in caller.spaces().spaces
        live = requests.get(f"{url}/v1/live", headers=caller.headers("GET", "/v1/live"), stream=True, timeout=20)
        assert next(live.iter_lines()).startswith(b"data: ")
        program.send_signal(number)
        assert program.wait(10) == 0
    with serving(data) as (_, url):
        assert service in Caller(url, writer.key).spaces().spaces


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "data"
    _, _, service, invitation, seed = read_invitation(founded(data))
    writer = Writer("admin", now=time.time_ns() // 1_000_000)
    with serving(data) as (program, url):
        caller = Caller(url, writer.key)
        caller.enrol(enrol(writer, service, invitation, SigningKey(seed), "ADM1"))
        opened = writer.open_crisis()
        assert caller.exchange(opened.id, [opened]).items == [bytes.fromhex(opened.id)]
        program.kill()
    with serving(data) as (_, url):
        assert len(Caller(url, writer.key).exchange(opened.id).items) == 1


def test_tls_is_spoken_when_asked_under_our_own_authority(tmp_path: Path) -> None:
    data = tmp_path / "data"
    founded(data, "--public-url", "https://127.0.0.1:8741")
    with serving(data, "--tls") as (_, url):
        assert url.startswith("https://")
        answer = requests.get(f"{url}/v1/authority", verify=str(data / "tls" / "authority.pem"), timeout=10)
        assert answer.content == (data / "tls" / "authority.pem").read_bytes()
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(f"{url}/v1/nonce", timeout=10)


def test_beyond_this_machine_it_is_always_tls(tmp_path: Path) -> None:
    data = tmp_path / "data"
    founded(data, "--public-url", "https://localhost:8741")
    with serving(data, "--host", "0.0.0.0") as (_, url):
        assert url.startswith("https://localhost:")
        assert (
            requests.get(f"{url}/v1/nonce", verify=str(data / "tls" / "authority.pem"), timeout=10).status_code == 204
        )


def test_serve_says_in_french_that_there_is_nothing_to_serve(tmp_path: Path) -> None:
    words = command("serve", "--data", str(tmp_path))
    told = subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, env=os.environ, check=False)
    assert (told.returncode, told.stdout) == (3, "")
    assert "diapason-server init" in told.stderr
