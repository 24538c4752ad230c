"""The same act on several entries: each is written by itself, and what is refused stops none of the others."""

from collections.abc import Sequence
from typing import Any

from app.core.desk import Desk
from app.core.errors import Refused


def do_all(desk: Desk, commands: Sequence[Any]) -> list[str]:
    """Write them one by one; why each of those that were refused was. Raises the first refusal when nothing could be
    written, and Unavailable."""
    refusals: list[Refused] = []
    for command in commands:
        try:
            desk.do(command)
        except Refused as refused:
            refusals.append(refused)
    if refusals and len(refusals) == len(commands):
        raise refusals[0]
    return [str(refused) for refused in refusals]


def refusal_words(refusals: Sequence[str], count: int) -> str:
    """Refusé : 2 sur 5, then why the first was."""
    of = f"{len(refusals)} sur {count} : " if count > 1 else ""
    return f"Refusé : {of}{refusals[0]}" if refusals else ""
