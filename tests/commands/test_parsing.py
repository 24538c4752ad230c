"""What is typed is understood or refused in French, and never guessed."""

import argparse
from pathlib import Path

import pytest

from app.commands.parsing import command, everywhere, group, of_crisis
from app.core.arguments import Parser


def made() -> Parser:
    parser = Parser(prog="essai", description="Un essai.")
    everywhere(parser, default=None)
    commands = parser.add_subparsers(required=True, metavar="COMMANDE", dest="command", parser_class=Parser)
    among = group(commands, "crise", "les crises")
    leaf = command(among, "ouvrir", "ouvrir une crise", lambda call: None)
    leaf.add_argument("--titre", required=True)
    leaf.add_argument("--cadre", choices=("réel", "essai"))
    of_crisis(leaf)
    return parser


def parsed(*words: str) -> argparse.Namespace:
    return made().parse_args(words)


def test_the_options_of_every_command_stand_before_it_or_after() -> None:
    before = parsed("--profile", "p", "--json", "crise", "ouvrir", "--titre", "x")
    after = parsed("crise", "ouvrir", "--titre", "x", "--json", "--profile", "p")
    between = parsed("crise", "--json", "ouvrir", "--titre", "x")
    assert (before.profile, before.json) == (after.profile, after.json) == (Path("p"), True)
    assert (between.profile, between.json) == (None, True)
    assert parsed("crise", "ouvrir", "--titre", "x").json is False


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "il manque : COMMANDE"),
        (("crise",), "il manque : COMMANDE"),
        (("crise", "ouvrir"), "il manque : --titre"),
        (("crise", "ouvrir", "--titre"), "--titre : il manque la valeur"),
        (("crise", "ouvrir", "--titre", "x", "--rien"), "arguments en trop : --rien"),
        (("crise", "ouvrir", "--tit", "x"), "il manque : --titre"),
        (("crise", "ouvrir", "--titre", "x", "--cadre", "autre"), "--cadre : 'autre' n'est pas dans"),
        (("autre",), "'autre' n'est pas dans"),
    ],
)
def test_a_usage_error_is_said_in_french(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parsed(*words)
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert err.startswith("Usage :")
    assert said in err


def test_help_is_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parsed("crise", "ouvrir", "--help")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "Options :" in said
    assert "montrer cette aide" in said
    assert not any(english in said for english in ("usage:", "options:", "show this"))
