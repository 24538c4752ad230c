"""Official texts: what the public will read, its hash, its versions and its placeholders."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import Refused
from app.core.look_alikes import refuse_look_alikes
from app.core.plain_text import clean
from app.core.records import Author, Held, fields_of_body, in_order

TEXT_SIGNED_AS = b"diapason-text-1"
WRITES = ("message.drafted", "message.revised")
LONGEST_TITLE, LONGEST_TEXT = 200, 50_000
MOST_KEY_MESSAGES = 3
FRAME = {  # what an official text answers, in the order it is read (domain.md F3)
    "known": "Ce que l’on sait",
    "unknown": "Ce que l’on ne sait pas",
    "doing": "Ce que l’on fait",
    "asked": "Ce que vous devez faire",
    "next": "Prochain rendez-vous",
}
LANGUAGES = {  # of a text: nothing is ever translated by machine
    "fr": "français",
    "en": "anglais",
    "de": "allemand",
    "ar": "arabe",
    "zh": "chinois",
    "es": "espagnol",
    "it": "italien",
    "nl": "néerlandais",
    "pt": "portugais",
    "ru": "russe",
    "uk": "ukrainien",
    "gcf": "créole guadeloupéen ou martiniquais",
    "gcr": "créole guyanais",
    "rcf": "créole réunionnais",
}
PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,80}\]")


@dataclass(frozen=True, slots=True)
class Text:
    """Everything the public will read. A visa signs exactly this.

    `frame`: section of FRAME → words. `variants`: channel → the whole text for it. `alternatives`: name of a picture →
    the words that stand for it.
    """

    title: str
    body: str
    lead: str = ""
    key_messages: tuple[str, ...] = ()
    variants: Mapping[str, str] | None = None
    alternatives: Mapping[str, str] | None = None
    language: str = "fr"
    issuer: str = ""
    frame: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `label` (`v3·4b07`) is unique in the message; `hash` is what visas sign; `current` if nobody
    replaced it; `operations` are those that wrote exactly this text, `authors` the persons who did (who chose it among
    others has not)."""

    label: str
    number: int
    hash: str
    text: Text
    authors: tuple[Author, ...]
    operations: tuple[str, ...]
    at: int
    current: bool
    submitted: bool = False  # its visas are asked, and may be given


def plain(text: Text) -> dict[str, Any]:
    """A text as it is written in an operation. One without a frame is written as it always was."""
    framed = {"frame": dict(text.frame)} if text.frame else {}
    return {
        "title": text.title,
        "lead": text.lead,
        "body": text.body,
        "key_messages": list(text.key_messages),
        "variants": dict(text.variants or {}),
        "alternatives": dict(text.alternatives or {}),
        "language": text.language,
        "issuer": text.issuer,
        **framed,
    }


def cleaned(text: Text) -> Text:
    """The same text as it may be written: NFC, nothing hidden in it, no letter that imitates another, a title and
    a body. Raises Refused."""
    found = Text(
        title=clean(text.title, "title", LONGEST_TITLE, lines=False),
        body=clean(text.body, "body", LONGEST_TEXT, lines=True),
        lead=clean(text.lead, "lead", LONGEST_TEXT, lines=True),
        key_messages=tuple(filter(None, (clean(one, "key_messages", 500, lines=False) for one in text.key_messages))),
        variants=_cleaned_map(text.variants, "variants"),
        alternatives=_cleaned_map(text.alternatives, "alternatives"),
        language=clean(text.language, "language", 8, lines=False),
        issuer=clean(text.issuer, "issuer", LONGEST_TITLE, lines=False),
        frame=_cleaned_frame(text.frame or {}),
    )
    if not found.title:
        raise Refused("Donnez un titre au message.", "title")
    if not found.body and not found.frame:
        raise Refused("Écrivez le texte du message.", "body")
    if len(found.key_messages) > MOST_KEY_MESSAGES:
        raise Refused(f"Messages clés : {len(found.key_messages)}, {MOST_KEY_MESSAGES} au plus.", "key_messages")
    _refuse_imitations(found)
    return found


def _refuse_imitations(text: Text) -> None:
    fields = {"title": (text.title,), "lead": (text.lead,), "body": (text.body,), "key_messages": text.key_messages}
    maps = {"variants": text.variants, "alternatives": text.alternatives, "frame": text.frame}
    fields |= {name: tuple((named or {}).values()) for name, named in maps.items()} | {"issuer": (text.issuer,)}
    for field, words in fields.items():
        for one in words:
            refuse_look_alikes(one, field)


def _cleaned_map(named: Mapping[str, str] | None, field: str) -> dict[str, str]:
    """Those that say something."""
    words = {
        clean(name, field, LONGEST_TITLE, lines=False): clean(one, field, LONGEST_TEXT, lines=True)
        for name, one in (named or {}).items()
    }
    return {name: one for name, one in words.items() if one}


def _cleaned_frame(frame: Mapping[str, str]) -> dict[str, str] | None:
    for name in frame:
        if name not in FRAME:
            raise Refused(f"Rubrique inconnue : « {name} ». Rubriques : {', '.join(FRAME)}.", "frame")
    words = {name: clean(frame[name], "frame", LONGEST_TEXT, lines=True) for name in FRAME if name in frame}
    return {name: one for name, one in words.items() if one} or None


def text_of(value: Any) -> Text | None:
    """The text written in an operation, composed as it is signed (NFC), or None when it is not one."""
    value = _composed(value)
    if not isinstance(value, dict):
        return None
    words = [value.get(name) for name in ("title", "lead", "body", "language", "issuer")]
    keys, maps = value.get("key_messages"), (value.get("variants"), value.get("alternatives"), value.get("frame", {}))
    if not all(isinstance(word, str) for word in words):
        return None
    if not isinstance(keys, list) or not all(isinstance(one, str) for one in keys):
        return None
    if not all(isinstance(one, dict) and all(isinstance(v, str) for v in one.values()) for one in maps):
        return None
    title, lead, body, language, issuer = words
    if not maps[2].keys() <= FRAME.keys():
        return None
    return Text(
        str(title), str(body), str(lead), tuple(keys), maps[0], maps[1], str(language), str(issuer), maps[2] or None
    )


def _composed(value: Any) -> Any:
    """Whoever writes by hand may compose his letters otherwise: what goes out is what was signed, byte for byte."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(one) for one in value]
    if isinstance(value, dict):
        return {_composed(name): _composed(one) for name, one in value.items()}
    return value


def text_hash(message: str, text: Text) -> str:
    """SHA-256 (hex) of everything that can leave: NFC, UTF-8, each part behind its length, in this fixed order."""
    digest = hashlib.sha256()
    for part in _parts(message, text):
        data = unicodedata.normalize("NFC", part).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _parts(message: str, text: Text) -> Iterable[str]:
    yield TEXT_SIGNED_AS.decode()
    yield message
    yield from (text.title, text.lead, text.body, text.language, text.issuer)
    yield from _counted(text.key_messages)
    for named in (text.variants or {}, text.alternatives or {}):
        yield from _counted([word for name in sorted(named, key=_composed) for word in (name, named[name])])
    if text.frame:  # the hash of a text without one is what it was before there were any
        yield from _counted([word for name in FRAME if name in text.frame for word in (name, text.frame[name])])


def _counted(parts: Sequence[str]) -> Iterable[str]:
    yield str(len(parts))
    yield from parts


def everything(text: Text) -> tuple[str, ...]:
    """All that can be read in a text, part after part."""
    maps = (text.frame or {}, text.variants or {}, text.alternatives or {})
    parts = (words for named in maps for words in named.values())
    return (text.title, text.lead, *text.key_messages, text.body, *parts, text.issuer)


def placeholders(text: Text) -> tuple[str, ...]:
    """The `[…]` still to be written, in the order they are read."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall("\n".join(everything(text)))))


def versions(message: str, operations: Sequence[Held], heads: Iterable[str]) -> list[Version]:
    """The versions these operations wrote, oldest first. `heads` are the operations nobody replaced. The same text is
    the same version, whoever wrote it and however often."""
    by_hash: dict[str, list[Held]] = {}
    texts: dict[str, Text] = {}
    depth = _depths(operations)
    for held in in_order([one for one in operations if one.counts and one.kind in WRITES]):
        if held.kind == WRITES[0] and held.id != held.operation.record:
            continue
        text = text_of(fields_of_body(held).get("version"))
        if text:
            hash = text_hash(message, text)
            texts.setdefault(hash, text)
            by_hash.setdefault(hash, []).append(held)
    surviving = set(heads)
    numbers = {hash: min(depth[one.id] for one in writers) for hash, writers in by_hash.items()}
    found = [
        Version(
            label=_label(hash, numbers),
            number=numbers[hash],
            hash=hash,
            text=texts[hash],
            authors=tuple(dict.fromkeys(one.author for one in writers if not _chose(one, writers))),
            operations=tuple(one.id for one in writers),
            at=writers[0].at,
            current=any(one.id in surviving for one in writers),
        )
        for hash, writers in by_hash.items()
    ]
    return sorted(found, key=lambda version: (version.number, version.at, version.hash))


def _chose(held: Held, writers: Sequence[Held]) -> bool:
    """Whether it keeps a text that stood before it, in place of others: who chooses a text has not written it."""
    return not {one.id for one in writers}.isdisjoint(held.operation.header.touches.get("version", ()))


def _label(hash: str, numbers: Mapping[str, int]) -> str:
    """`v3·4b07`, with as many digits as it takes: somebody may look for a text whose hash begins like another's."""
    rivals = [other for other, number in numbers.items() if number == numbers[hash] and other != hash]
    shown = next(n for n in range(4, 65) if all(other[:n] != hash[:n] for other in rivals))
    return f"v{numbers[hash]}·{hash[:shown]}"


def _depths(operations: Sequence[Held]) -> Mapping[str, int]:
    """How many versions lead to each operation: 1 for the first, one more than the deepest it replaces.

    No clock is trusted for it: what replaces another may come before it by the clocks of two workstations.
    """
    replaces = {one.id: one.operation.header.touches.get("version", ()) for one in operations}
    depths: dict[str, int] = {}
    pending = list(replaces)
    while pending:
        id = pending[-1]
        before = [one for one in replaces[id] if one in replaces]
        waiting = [one for one in before if one not in depths]
        if waiting and id not in depths:
            pending += waiting
            continue
        pending.pop()
        depths.setdefault(id, 1 + max((depths[one] for one in before), default=0))
    return depths
