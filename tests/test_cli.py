"""The command line keeps its contract: exit codes, one JSON object a line, French, and never a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli
from tests.central import ENVIRONMENT, Line, in_process


def test_exit_codes_say_who_said_no(admin: Line, tmp_path: Path) -> None:
    assert admin("crisis", "list").code == cli.DONE
    assert admin("crisis", "show", "CRI-2000-XX-001").code == cli.REFUSED
    assert admin("crisis").code == 2
    assert admin("rien").code == 2
    assert admin("--help").code == cli.DONE
    assert Line(tmp_path)("status").code == cli.REFUSED


@pytest.mark.parametrize("command", ["enrol", "log", "journal list", "message draft", "visa", "brief make", "verify"])
def test_every_command_explains_itself_in_french(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*command.split(), "--help"]) == cli.DONE
    said = capsys.readouterr().out
    assert said.startswith(f"Usage : diapason {command}")
    assert "montrer cette aide" in said


def test_a_profile_that_is_none_and_a_key_that_is_wrong_leave_no_traceback(admin: Line, tmp_path: Path) -> None:
    empty = in_process(["--profile", str(tmp_path / "absent"), "crisis", "list"])
    assert (empty.returncode, empty.stdout) == (1, "")
    assert "n'est pas inscrit" in empty.stderr
    (tmp_path / "profile.json").write_bytes((admin.profile / "profile.json").read_bytes())
    wrong = in_process(["--profile", str(tmp_path), "crisis", "list"], DIAPASON_PASSPHRASE="fausse")
    assert (wrong.returncode, wrong.stdout) == (3, "")
    assert "phrase secrète" in wrong.stderr
    nothing = in_process(["--profile", str(tmp_path), "crisis", "list"], DIAPASON_PASSPHRASE="")
    assert (nothing.returncode, "clé" in nothing.stderr) == (3, True)
    (tmp_path / "profile.json").write_text("{}")
    assert in_process(["--profile", str(tmp_path), "crisis", "list"]).returncode == 3


def test_the_passphrase_opens_what_a_process_reads_and_writes(admin: Line) -> None:
    crisis = admin.open_crisis("Crise à l'œuvre")
    logged = in_process(["--profile", str(admin.profile), "log", "--crisis", crisis, "SDIS76 > évacué"])
    assert logged.returncode == 0, logged.stderr
    assert "SIG1-0001" in logged.stdout
    latin = in_process(
        ["--profile", str(admin.profile), "journal", "list", "--crisis", crisis], PYTHONIOENCODING="ascii"
    )
    assert "évacué" in latin.stdout


def test_a_damaged_journal_is_said_to_be_so(admin: Line, tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_bytes((admin.profile / "profile.json").read_bytes())
    (tmp_path / "journal.db").write_bytes(os.urandom(8192))
    answer = Line(tmp_path)("crisis", "list")
    assert (answer.code, answer.out) == (3, "")
    assert "endommagé" in answer.err


def test_a_bug_is_said_in_one_line_and_noted_without_what_people_wrote(
    admin: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("Mme Secret")

    monkeypatch.setattr("app.commands.naming.crisis", broken)
    answer = admin("crisis", "show", "Mme Secret")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("Incident interne (ZeroDivisionError).")
    assert answer.err.count("\n") == 1
    noted = (admin.profile / cli.INCIDENTS).read_text("utf-8")
    assert "crisis show ZeroDivisionError" in noted
    assert "broken" in noted
    assert "Secret" not in noted


def test_who_reads_us_may_stop_reading(admin: Line) -> None:
    crisis = admin.open_crisis()
    for place in range(3):
        admin("log", "--crisis", crisis, f"SDIS76 > fait {place}")
    reader, writer = socket.socketpair()
    words = [sys.executable, "-m", "app.cli", "--profile", str(admin.profile), "journal", "list", "--crisis", crisis]
    reader.close()
    with writer:
        done = subprocess.run(
            words, stdout=writer, stderr=subprocess.PIPE, text=True, env={**os.environ, **ENVIRONMENT}
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_typed_in_another_encoding_is_refused(admin: Line) -> None:
    crisis = admin.open_crisis()
    words = [sys.executable, "-m", "app.cli", "--profile", str(admin.profile), "log", "--crisis", crisis]
    environment = {**os.environ, **ENVIRONMENT}
    done = subprocess.run([*map(os.fsencode, words), b"SDIS76 > \xe9vacu\xe9"], capture_output=True, env=environment)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Traceback" not in done.stderr
