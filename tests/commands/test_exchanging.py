"""`sync` agrees with the server; `status` never waits for it."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.clock import Clock
from tests.central import Central, Line, in_process, wait_for
from tests.clocks import MINUTE


def test_what_one_writes_the_other_receives_and_both_then_hold_the_same(admin: Line, director: Line) -> None:
    admin("sync")
    crisis = admin.open_crisis()
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    admin("log", "--crisis", crisis, "SDIS76 > un feu")
    assert admin("status").only["pending"] == 3
    sent = admin("sync").only
    assert (sent["sent"], sent["pending"]) == (3, 0)
    assert sent["conflicts"] == len(admin("conflicts").results)
    assert abs(sent["skew_ms"]) < 5_000
    assert director("sync").only["received"] >= 3
    assert director("journal", "list", "--crisis", crisis).only["rank"] == 3
    mine, theirs = (line("status").only for line in (admin, director))
    assert mine["online"] is theirs["online"] is True
    assert mine["fingerprint"][crisis] == theirs["fingerprint"][crisis]
    assert {"service", "directory", crisis} <= set(mine["fingerprint"])
    assert (mine["quarantine"], mine["pending"]) == (0, 0)
    assert mine["last_exchange"][-6] in "+-"


def test_without_the_server_everything_stays_pending_and_the_status_says_so(central: Central, tmp_path: Path) -> None:
    line = Line(tmp_path / "A")
    line.enrol(central, central.invitation, "SIG1", "Zoé")
    central.kill()
    crisis = line.open_crisis()
    line("log", "--crisis", crisis, "SDIS76 > un feu")
    answer = line("sync")
    assert (answer.code, answer.out) == (3, "")
    assert "Tout reste enregistré" in answer.err
    status = line("status").only
    assert (status["online"], status["pending"]) == (False, 2)
    central.start()
    assert line("sync").only["sent"] == 2
    assert "En ligne" in line.told("status").out


def test_the_status_says_the_rhythm_of_each_open_crisis_and_when_a_brief_is_due(admin: Line) -> None:
    flood, fire, over = (admin.open_crisis(title) for title in ("Crue", "Feu", "Grève"))
    admin("brief", "schedule", "--crisis", flood, "--every", "4h", "--at", ":00")
    admin("crisis", "close", over)
    told = {one["crisis"]: one for one in admin("status").only["briefs"]}
    due = admin("brief", "next", "--crisis", flood).only
    assert told[flood] == due | {"in_minutes": told[flood]["in_minutes"]}  # a minute may have gone by
    assert due["rhythm"] == "toutes les 4 heures à :00"
    assert (told[fire]["rhythm"], told[fire]["due"]) == (None, None)
    assert over not in told
    said = admin.told("status").out
    assert f"Points de situation, {flood} : prochain point à " in said
    assert "(toutes les 4 heures à :00, fuseau Europe/Paris)." in said
    assert f"Points de situation, {fire} : aucun rythme, aucun point n'est attendu." in said


def test_the_status_answers_in_two_seconds_when_the_server_never_does(central: Central, tmp_path: Path) -> None:
    line = Line(tmp_path / "A")
    line.enrol(central, central.invitation, "SIG1", "Zoé")
    central.freeze()
    began = time.monotonic()
    assert line("status").only["online"] is False
    assert time.monotonic() - began < 2
    central.thaw()


def test_a_clock_that_is_wrong_is_said_online_and_offline(
    central: Central, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, wrong = Line(tmp_path / "A"), 38 * MINUTE
    line.enrol(central, central.invitation, "SIG1", "Zoé")
    assert abs(line("sync").only["skew_ms"]) < MINUTE
    assert "horloge" not in line.told("sync").out
    now = Clock().now
    monkeypatch.setattr("app.cli.Clock", lambda: Clock(lambda: now() + wrong))
    assert abs(line("sync").only["skew_ms"] - wrong) < MINUTE
    assert "avance de 38 min" in line.told("sync").out
    central.kill()
    status = line("status").only
    assert abs(status["skew_ms"] - wrong) < MINUTE
    told = line.told("status").out
    assert f"Horloge du poste : +38 min, mesurée {status['last_exchange']}" in told
    assert "tapez l'heure vraie" in told


def test_a_server_that_is_not_ours_is_not_believed(central: Central, tmp_path: Path) -> None:
    line = Line(tmp_path / "A")
    line.enrol(central, central.invitation, "SIG1", "Zoé")
    central.stop()
    with socket.create_server(("127.0.0.1", central.port)) as portal:
        waiting = subprocess.Popen(
            [sys.executable, "-c", ANSWERS_200, str(portal.fileno())], pass_fds=[portal.fileno()]
        )
        answer = line("sync")
        waiting.kill()
        waiting.wait()
    assert answer.code == 3
    assert "n'est pas le serveur" in answer.err


ANSWERS_200 = """
import socket, sys
portal = socket.socket(fileno=int(sys.argv[1]))
while True:
    caller, _ = portal.accept()
    caller.recv(65536)
    caller.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok")
    caller.close()
"""


def test_watching_stays_online_until_it_is_interrupted(central: Central, tmp_path: Path) -> None:
    profile = str(tmp_path / "A")
    words = ("--server", central.url, "--invitation", central.invitation, "--prefix", "SIG1", "--name", "Zoé")
    assert in_process(["--profile", profile, "enrol", *words]).returncode == 0
    watching = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "--profile", profile, "--json", "sync", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    says_online(watching, True)
    opened = in_process(["--profile", profile, "--json", "crisis", "open", *CRISIS])
    assert opened.returncode == 0, opened.stderr
    status = ["--profile", profile, "--json", "status"]
    wait_for(lambda: json.loads(in_process(status).stdout)["pending"] == 0)
    central.kill()
    says_online(watching, False)
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate(timeout=30)
    assert (watching.returncode, err) == (0, "")


def says_online(watching: subprocess.Popen[str], online: bool) -> None:
    """Comes back once it has said so; a busy machine may have it say first that the link is slow to come."""
    assert watching.stdout is not None
    while json.loads(watching.stdout.readline())["online"] is not online:
        pass


CRISIS = ("--title", "Crue", "--frame", "exercise", "--nature", "natural", "--lead", "INT")
