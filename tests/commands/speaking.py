"""A cell at the command line: what a test says to draft, submit and sign a message."""

from pathlib import Path
from typing import Any

from tests.central import Line


def written(folder: Path, words: str) -> str:
    file = folder / "texte.txt"
    file.write_text(words, encoding="utf-8")
    return str(file)


def drafted(line: Line, crisis: str, folder: Path, words: str = "Les secours sont sur place.", *more: str) -> str:
    """The id of a new message: its reference is that of others in other crises."""
    said = ("--kind", "line", "--title", "Incendie", "--text-file", written(folder, words), *more)
    if "--topic" not in more:
        said += ("--topic", "secours")
    return str(line("message", "draft", "--crisis", crisis, *said).only["id"])


def logged(line: Line, crisis: str, words: str) -> str:
    """The id of a new entry."""
    number = line("log", "--crisis", crisis, words).only["entry"]
    return str(line("journal", "show", number, "--crisis", crisis).only["id"])


def cell(admin: Line, director: Line) -> str:
    """A crisis that the director shares: Alice is its CCOM, Denis its DIR."""
    crisis = admin.open_crisis()
    assert admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR").code == 0
    meet(admin, director)
    return crisis


def meet(one: Line, other: Line) -> None:
    assert one("sync").code == other("sync").code == one("sync").code == 0


def validated(admin: Line, director: Line, crisis: str, folder: Path, *more: str) -> str:
    """A message that both have signed, and both know of."""
    message = drafted(admin, crisis, folder, "Les secours sont sur place.", *more)
    admin("message", "submit", message)
    admin("visa", message, "--decision", "favourable")
    meet(admin, director)
    assert director("visa", message, "--decision", "favourable").only["state"] == "validated"
    meet(director, admin)
    return message


def shown(line: Line, message: str) -> dict[str, Any]:
    return line("message", "show", message).only
