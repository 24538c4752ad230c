"""Half-written entries as they are kept on a workstation: what the window sets aside, the command line finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A line of the quick line, or what is typed in each field of a detailed entry. `key` is the moment it was
    begun, in milliseconds: the oldest draft has the smallest."""

    key: int
    line: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def detailed(self) -> bool:
        return bool(self.fields)

    @property
    def words(self) -> str:
        """What a person knows it by: the line itself, or what the form would make of one."""
        if not self.detailed:
            return self.line
        head = " ".join(str(self.fields[name]) for name in ("hour", "sender") if self.fields.get(name))
        said = str(self.fields.get("subject") or self.fields.get("content") or "").strip()
        return f"{head} > {said}" if head and said else head or said or "entrée détaillée"


def prefix(crisis: str) -> str:
    """What the names of the drafts of that crisis begin with."""
    return f"{crisis} entry "


def name(crisis: str, key: int) -> str:
    """The name a draft is kept under."""
    return f"{prefix(crisis)}{key}"


def encode(draft: EntryDraft) -> str:
    """The draft as it is kept: `{"line": …}` or `{"fields": {…}}`."""
    kept = {"fields": dict(draft.fields)} if draft.detailed else {"line": draft.line}
    return msgspec.json.encode(kept).decode()


def decode(key: int, text: str) -> EntryDraft:
    """The draft kept as `text`; a text of another make is a line."""
    try:
        kept = msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeError):
        return EntryDraft(key, text)
    if not isinstance(kept, dict):
        return EntryDraft(key, text)
    line, fields = kept.get("line", ""), kept.get("fields")
    return EntryDraft(key, line if isinstance(line, str) else "", fields if isinstance(fields, dict) else {})


def drafts(crisis: str, kept: Iterable[tuple[str, str]]) -> list[EntryDraft]:
    """The drafts of a crisis out of (name, text), the oldest first."""
    keys = ((name.removeprefix(prefix(crisis)), text) for name, text in kept if name.startswith(prefix(crisis)))
    return sorted((decode(int(key), text) for key, text in keys if key.isdecimal()), key=lambda draft: draft.key)


def free_key(now: int, taken: Iterable[EntryDraft]) -> int:
    """The key of a draft begun `now`, beside those there are."""
    keys = {draft.key for draft in taken}
    while now in keys:
        now += 1
    return now
