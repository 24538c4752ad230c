"""What recording a message comes to: the commands that say what changed, and what they cost in visas."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import Refused, Unavailable
from app.core.message import Message
from app.core.message_commands import Describe, Draft, Revise, Support
from app.core.message_fields import ASIDE, Aside
from app.core.store.reading import Reading
from app.core.texts import MOST_KEY_MESSAGES, Text, plain
from app.ui.wording import number

Command = Draft | Revise | Describe | Support


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody wrote a version since this one was begun: nothing was recorded."""

    message: Message


Stopped = Overtaken | Refused | Unavailable | None


def beside(aside: Aside) -> dict[str, Any]:
    """What stands beside a text, as commands write it."""
    found = {name: getattr(aside, name) for name in ASIDE}
    found |= {"audiences": list(aside.audiences), "issuers": list(aside.issuers)}
    return found | {"sensitivities": dict(aside.sensitivities or {})}


def revision(message: Message, first: Text, text: Text, seen: tuple[str, ...] | None) -> list[Command]:
    """The new version, when the words changed; between versions written apart, choosing one is writing it."""
    if plain(first) == plain(text) and len(message.heads) < 2:
        return []
    return [Revise(message.id, text, seen)]


def description(message: Message, first: Mapping[str, Any], values: Mapping[str, Any]) -> list[Command]:
    """What changed beside the text."""
    changed = {name: value for name, value in values.items() if first.get(name) != value}
    if not changed:
        return []
    seen = {name: message.fields[name].seen for name in changed if name in message.fields}
    return [Describe(message.id, changed, seen)]


def support(message: Message, first: Sequence[str], uses: Sequence[str]) -> list[Command]:
    """The facts and figures added and taken away."""
    added = tuple(one for one in uses if one not in first)
    removed = tuple(one for one in first if one not in uses)
    return [Support(message.id, added, removed)] if added or removed else []


SUSPENDS = " La ligne en vigueur est suspendue jusqu’à ce que la nouvelle soit validée et diffusée."


def cost(message: Message | None, *, text: bool, others: bool) -> str:
    """What recording now would do, in one sentence."""
    if message is None:
        return "Sera enregistré comme brouillon : aucun visa n’est demandé."
    if text:
        suspended = SUSPENDS if message.situation and message.situation.in_force else ""
        counted = [one for one in message.visas if one.counts and one.version == message.current.label]
        if not counted:
            return f"Le texte change : une nouvelle version.{suspended}"
        fall = number(len(counted), "visa donné ne vaudra plus", "visas donnés ne vaudront plus")
        return f"Le texte change : une nouvelle version, {fall}.{suspended}"
    if others:
        return "Le texte ne change pas : aucune nouvelle version, aucun visa ne tombe."
    return "Rien n’a changé : aucune nouvelle version, aucun visa ne tombe."


def of_draft(kept: Mapping[str, Any], begun: Mapping[str, Any]) -> dict[str, Any]:
    """A draft as the editor writes it; one that the version 0.2 kept had one field for the key messages."""
    typed = {**begun, **kept}
    if "key_messages" in kept:
        lines = [line for line in str(kept["key_messages"]).splitlines() if line.strip()]
        typed["keys"] = [*lines[: MOST_KEY_MESSAGES - 1], " ".join(lines[MOST_KEY_MESSAGES - 1 :])]
        typed["aside"] = {**begun["aside"], "topic": str(kept.get("topic", ""))}
    return typed


def record(
    do: Callable[[Command], Any], reading: Reading, commands: Sequence[Command], seen: tuple[str, ...] | None
) -> tuple[list[tuple[Command, Any]], Stopped]:
    """Do the commands in their order: what was done, with its outcome, and what stopped it. `seen` are the versions the
    writer was shown: when there are others now, nothing is done. Never on the window's thread."""
    revised = next((one for one in commands if isinstance(one, Revise)), None)
    if revised is not None and seen is not None:
        now = reading.message(revised.message)
        if set(now.fields["version"].seen) != set(seen):
            return [], Overtaken(now)
    done: list[tuple[Command, Any]] = []
    for command in commands:
        try:
            done.append((command, do(command)))
        except (Refused, Unavailable) as error:  # what was done before it is recorded: the editor must know
            return done, error
    return done, None
