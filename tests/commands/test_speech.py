"""Results go out alone; nothing people wrote acts on a terminal."""

import json

import pytest

from app.commands.speech import Speech, shown


def test_results_and_remarks_do_not_mix(capsys: pytest.CaptureFixture[str]) -> None:
    script, person = Speech(True), Speech(False)
    for speech in (script, person):
        speech.say({"objet": "évacué\n\x1b[2J"}, "Évacué.")
        speech.warn("Attention.")
    out, err = capsys.readouterr()
    first, second = out.splitlines()
    assert json.loads(first) == {"objet": "évacué\n\x1b[2J"}
    assert second == "Évacué."
    assert err == "Attention.\nAttention.\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("L'été, à 02\u00a0h\u00a048 — 👩‍🚒", "L'été, à 02\u00a0h\u00a048 — 👩‍🚒"),
        ("deux\nlignes", "deux\nlignes"),
        ("\x1b]0;titre\x07", "\ufffd]0;titre\ufffd"),
        ("fin\rdébut", "fin\ufffddébut"),
        ("\x9b31m", "\ufffd31m"),
        ("dossier\u202efdp", "dossier\ufffdfdp"),
        ("\udce9", "\ufffd"),
    ],
)
def test_no_character_moves_the_cursor_or_turns_the_line(words: str, expected: str) -> None:
    assert shown(words) == expected


def test_the_name_of_a_file_that_is_no_text_is_said_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    Speech(True).say({"file": "caf\udce9.pdf"}, "")
    assert json.loads(capsys.readouterr().out) == {"file": "caf?.pdf"}
