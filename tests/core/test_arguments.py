"""Every program of the product says its usage, and its refusals, in French."""

import pytest

from app import demo, desktop
from app.core.arguments import Parser
from app.server.__main__ import main as server

PROGRAMS = {"diapason-server": server, "diapason-desktop": desktop.main, "python -m app.demo": demo.main}


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_tells_its_usage_in_french(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        PROGRAMS[program](["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(f"Usage : {program}")
    assert "montrer cette aide" in said
    assert not any(word in said for word in ("usage:", "options:", "positional", "show this help"))


@pytest.mark.parametrize("command", ["init", "serve"])
def test_each_command_of_the_server_says_what_its_options_are(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        server([command, "--help"])
    said = capsys.readouterr().out
    assert said.startswith("Usage : diapason-server")
    assert "--data DOSSIER" in said
    assert "ADRESSE" in said


def test_a_missing_argument_is_told_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser(prog="essai")
    parser.add_argument("--nom", required=True)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args([])
    assert ended.value.code == 2
    assert "il manque : --nom" in capsys.readouterr().err
