"""A workstation serves from the command line, and another agrees with it, the server being away."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.central import ENVIRONMENT, Central, Line


def test_two_workstations_agree_by_the_command_line_and_the_central_ranks_all_of_it_once(
    central: Central, tmp_path: Path
) -> None:
    one, other = Line(tmp_path / "SIG1"), Line(tmp_path / "SIG2")
    one.enrol(central, central.invitation, "SIG1", "Alice Admin")
    other.enrol(central, one.invite("Denis Directeur", "SIG", "DIR"), "SIG2")
    crisis = one.open_crisis()
    assert one("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR").code == 0
    assert one("sync").code == other("sync").code == 0
    central.stop()
    assert other("sync").code == 3
    assert other("log", "--crisis", crisis, "Route coupée").code == 0
    assert one("log", "--crisis", crisis, "Reprise de feu").code == 0
    words = ["--profile", str(one.profile), "--json", "relay", "--host", "127.0.0.1", "--port", "0"]
    serving = subprocess.Popen(
        [sys.executable, "-m", "app.cli", *words], stdout=subprocess.PIPE, text=True, env={**os.environ, **ENVIRONMENT}
    )
    assert serving.stdout is not None
    try:
        (address,) = json.loads(serving.stdout.readline())["addresses"]
        met = other("sync", "--relay", address).only
        assert (met["relay"], met["sent"], met["received"], met["pending"]) == ("SIG1", 1, 1, 2)
        assert json.loads(serving.stdout.readline()) == {"present": ["SIG2 (Denis Directeur)"]}
        assert "2 en attente du serveur" in other.told("sync", "--relay", address).out
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=30)
    assert serving.returncode == 0
    assert other("sync", "--relay", address).code == 3
    central.start()
    assert other("sync").only["pending"] == 0
    assert one("sync").only["pending"] == 0
    prints = [line("status").only["fingerprint"] for line in (one, other)]
    assert prints[0] == prints[1]


def test_what_is_no_address_or_no_port_is_said(admin: Line) -> None:
    assert admin("sync", "--relay", "http://10.0.0.1:1").code == 1
    assert admin("sync", "--relay", "127.0.0.1:9").code == 3
    assert admin("relay", "--port", "70000").code == 2
    assert admin("relay", "--host", "192.0.2.1").code == 3
