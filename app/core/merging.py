"""What becomes of a contact read from a file beside the one that is held: nothing a person verified is overwritten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.contact import LISTS, Contact, called, import_of, node
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.core.phones import parse
from app.core.records import Field, Held, fields_of_body
from app.core.search_text import WORD, folded

KEEP, BOTH, TAKE = "keep", "both", "take"
CHOICES = {KEEP: "garder la nôtre", BOTH: "garder les deux", TAKE: "prendre la leur"}
ADDED, UPDATED, SAME = "added", "updated", "unchanged"
SURE = ("dila_id", "uid")  # what names one contact and no other
NAME = "name"  # the last by which one is recognised: with its organisation and its function
BOOKKEEPING = (
    "source",
    "kind",
    "verified_on",
    "purpose",
    "purge_on",
)  # written along with something else, or not at all

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field where the file says something else than what somebody wrote here. `verified`: ours was verified, and not
    before the day of theirs. `by_default` is what is done with it when nobody chooses."""

    field: str
    ours: Any
    theirs: Any
    verified: bool

    @property
    def by_default(self) -> str:
        return KEEP if self.verified else BOTH


@dataclass(frozen=True, slots=True)
class Merge:
    """What an incoming contact becomes. `contact` is the one it is, empty for a new one; `fields` are written whatever
    is chosen of the `differences`."""

    incoming: Incoming
    name: str
    contact: str
    fields: Mapping[str, Any]
    differences: tuple[Difference, ...] = ()

    @property
    def outcome(self) -> str:
        if not self.contact:
            return ADDED
        return UPDATED if self.fields else SAME


def keys(fields: Mapping[str, Any]) -> tuple[Key, ...]:
    """By what a contact of these values is recognised, the surest first: an identifier, its addresses with its name,
    its numbers with its name, its name in its organisation."""
    name = " ".join(sorted(WORD.findall(folded(called(fields)))))  # Anne Dupont is DUPONT Anne
    found = [(sure, str(fields[sure])) for sure in SURE if fields.get(sure)]
    found += [("email", f"{name}\n{fields[one].lower()}") for one in _of(fields, "email:")]
    found += [("phone", f"{name}\n{fields[one]['number']}") for one in _of(fields, "phone:")]
    where = fields.get("parent") if fields.get("kind") == "organisation" else fields.get("organisation")
    return (*found, (NAME, f"{name}\n{node(str(where or ''))}\n{folded(str(fields.get('function') or ''))}"))


def keys_of(contact: Contact) -> tuple[Key, ...]:
    """As `keys`, of a contact that is held."""
    return keys({name: field.settled for name, field in contact.fields.items()})


def recognised(incoming: Incoming, known: Mapping[Key, Sequence[Contact]]) -> Contact | None:
    """Which of these contacts (the oldest first, under each key they answer to) it is. Where several bear one
    identifier, a file was brought in apart: it is the oldest. Otherwise what several answer to names none of them, but
    of those alike in name, organisation and function, the one that says all of it already."""
    for key in keys(incoming.fields):
        several = known.get(key, ())
        if len(several) == 1 or (several and key[0] in SURE):
            return several[0]
        if several and key[0] == NAME:
            return next((one for one in several if _says(one, incoming.fields)), None)
    return None


def _says(contact: Contact, fields: Mapping[str, Any]) -> bool:
    lists = (one for name, one in contact.fields.items() if name.startswith(LISTS))
    elements = {_plain(value.value) for one in lists for value in one.values}
    return all(
        _plain(value) in elements
        if name.startswith(LISTS)
        else any(value == one.value for one in contact.fields.get(name, Field()).values)
        for name, value in fields.items()
        if value not in ("", None) and name not in BOOKKEEPING
    )


def merged(incoming: Incoming, known: Contact | None, history: Sequence[Held] = ()) -> Merge:
    """What becomes of it beside the contact it is recognised as, whose operations are `history`."""
    name = called(incoming.fields)
    if known is None:
        return Merge(incoming, name, "", incoming.fields)
    fields: dict[str, Any] = {}
    differences = []
    verified = bool(known.verified_on) and known.verified_on >= incoming.dated
    for field, value in incoming.fields.items():
        if field.startswith(LISTS):
            continue
        held = known.fields.get(field, Field())
        if value in ("", None) or any(one.value == value for one in held.values) or field in BOOKKEEPING:
            continue
        if _is_empty(held) or (_came_in(held) and not verified):
            fields[field] = value
        elif not held.conflict and not _written_before(history, field, value):
            differences.append(Difference(field, held.settled, value, verified))
    elements, corrected = _elements(incoming, known, history, verified)
    fields |= elements
    differences += corrected
    if fields and not known.verified_on and incoming.fields.get("source"):
        fields["source"] = incoming.fields["source"]
        fields = {name: value for name, value in fields.items() if known.fields.get(name, Field()).settled != value}
    return Merge(incoming, name, known.id, fields, tuple(differences))


def written(merge: Merge, choices: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """The fields to write, and for those that replace nothing, that they do not. `choices`: field → what was chosen."""
    fields, seen = dict(merge.fields), dict[str, tuple[str, ...]]()
    for one in merge.differences:
        chosen = choices.get(one.field, one.by_default)
        if chosen != KEEP:
            fields[one.field] = one.theirs
        if chosen == BOTH:
            seen[one.field] = ()
    return fields, seen


def _elements(
    incoming: Incoming, known: Contact, history: Sequence[Held], verified: bool
) -> tuple[dict[str, Any], list[Difference]]:
    """The numbers and addresses to write, and those that somebody corrected here and the file says otherwise.

    None that somebody wrote is taken away, and none that somebody took away comes back. What a former state of the same
    record brought in and it no longer has gives its place to what is new.
    """
    same = any(incoming.fields.get(sure) and incoming.fields[sure] == known.said(sure) for sure in SURE)
    fields: dict[str, Any] = {}
    differences = []
    for prefix in LISTS:
        held = {_plain(value) for one in history for value in _values(one, prefix)}
        theirs = {_plain(incoming.fields[name]): incoming.fields[name] for name in _of(incoming.fields, prefix)}
        new = [value for plain, value in theirs.items() if plain not in held]
        ours = [name for name in known.fields if name.startswith(prefix) and same]
        gone = [name for name in ours if not verified and _has_gone(known.fields[name], theirs)]
        corrected = [name for name in ours if _was_corrected(name, known.fields[name], history)]
        fields |= dict.fromkeys(gone)
        for value in new:
            if gone:
                fields[gone.pop(0)] = value
            elif corrected:
                name = corrected.pop(0)
                differences.append(Difference(name, known.fields[name].settled, value, verified))
            else:
                fields[_free(prefix, known.fields, fields)] = value
    return fields, differences


def _has_gone(held: Field, theirs: Mapping[str, Any]) -> bool:
    return _came_in(held) and _plain(held.settled) not in theirs


def _was_corrected(name: str, held: Field, history: Sequence[Held]) -> bool:
    """Whether somebody wrote over what was brought in under that name."""
    brought = any(import_of(one) and name in fields_of_body(one) for one in history)
    return brought and len(held.values) == 1 and held.settled is not None and not _came_in(held)


def _came_in(held: Field) -> bool:
    """Whether its one value was brought in from a file, and not written by somebody."""
    return len(held.values) == 1 and held.settled is not None and bool(import_of(held.values[0].by))


def _values(held: Held, prefix: str) -> Iterable[Any]:
    return (value for name, value in fields_of_body(held).items() if name.startswith(prefix) and value)


def _plain(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value).lower()
    try:
        return parse(str(value.get("number", "")))
    except Refused:
        return str(value.get("number", ""))


def _free(prefix: str, *taken: Mapping[str, Any]) -> str:
    number = 1
    while any(f"{prefix}{number}" in names for names in taken):
        number += 1
    return f"{prefix}{number}"


def _of(fields: Mapping[str, Any], prefix: str) -> list[str]:
    return [name for name in fields if name.startswith(prefix) and fields[name]]


def _is_empty(held: Field) -> bool:
    return not held.conflict and held.settled in ("", None, False, 0)


def _written_before(history: Sequence[Held], name: str, value: Any) -> bool:
    """Whether the contact said so once: somebody has then chosen otherwise."""
    return any(fields_of_body(one).get(name) == value for one in history)
