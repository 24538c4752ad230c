"""The end of a night without networks: two crises opened apart for one fire, reunited; no printed number changed."""

from pathlib import Path
from typing import Any

from tests.central import Central, Line


def printed(line: Line, *crises: str) -> dict[str, tuple[Any, ...]]:
    """What was on paper: every number by the id of what bears it, with the crisis it was written in."""
    found: dict[str, tuple[Any, ...]] = {}
    for crisis in crises:
        for one in line("journal", "list", "--crisis", crisis).results:
            found[one["id"]] = (one["entry"], one["crisis"], one["occurred_at"])
    return found


def opened(line: Line, title: str, place: str, other: str) -> str:
    """A crisis opened with no server at all, its other member added at once."""
    code = line.open_crisis(title, "--territory", place)
    assert line("member", "add", "--crisis", code, "--name", other, "--role", "CCOM").code == 0
    for words in ("SDIS76 > fumée noire", "Préf. 76 > confinement"):
        assert line("log", "--crisis", code, words).code == 0
    return code


def test_two_crises_opened_apart_become_one_and_no_printed_number_changes(central: Central, tmp_path: Path) -> None:
    sig, ministry = Line(tmp_path / "sig"), Line(tmp_path / "int")
    sig.enrol(central, central.invitation, "SIG1", "Alice")
    ministry.enrol(central, sig.invite("Irène", "INT", "CCOM"), "INT", "Irène")
    sig("sync")
    central.kill()

    first = opened(sig, "Incendie Lubrizol — Rouen", "76540", "Irène")
    founder = sig("member", "list", "--crisis", first).results[0]["name"]
    second = opened(ministry, "Incendie à Rouen", "76", founder)
    paper = printed(sig, first) | printed(ministry, second)
    assert len(paper) == 4
    assert sig("crisis", "twins").results == []  # each knows only its own

    central.start()
    for line in (sig, ministry, sig):
        line("sync")
    (pair,) = sig("crisis", "twins").results
    assert (pair["first"], pair["second"], pair["may_merge"]) == (first, second, True)
    assert "Rouen (76540) est en Seine-Maritime (76)" in pair["reasons"]

    ministry("crisis", "merge", second, "--into", first)  # apart, both at once: each the other way round
    sig("crisis", "merge", first, "--into", second)
    for line in (sig, ministry, sig, ministry):
        line("sync")
    told = [{one["crisis"]: one["joined_to"] for one in line("crisis", "list").results} for line in (sig, ministry)]
    assert told[0] == told[1]
    (joined,) = (crisis for crisis, into in told[0].items() if into)
    (stays,) = {first, second} - {joined}
    for line in (sig, ministry):
        assert line("crisis", "twins").results == []
        assert printed(line, stays) == paper
        assert f"réunie à {stays}" in line("log", "--crisis", joined, "trop tard").err
        assert line("log", "--crisis", stays, "SDIS76 > feu éteint").code == 0
