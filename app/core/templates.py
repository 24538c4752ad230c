"""Templates of official texts: data that a writer starts from, with `[…]` wherever a person must write."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

import msgspec

from app.core import resources
from app.core.errors import Refused
from app.core.search_text import folded
from app.core.texts import Text


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of `resources/templates/`. `kind` is one of `message.KINDS`; the rest are the parts of a text, and what
    stands beside it."""

    id: str
    name: str
    kind: str
    title: str
    body: str = ""
    lead: str = ""
    key_messages: Annotated[tuple[str, ...], msgspec.Meta(max_length=3)] = ()
    frame: dict[str, str] = {}
    variants: dict[str, str] = {}
    issuer: str = ""
    not_to_say: str = ""
    sensitivities: tuple[str, ...] = ()


class Template(msgspec.Struct, frozen=True):
    """`text` is what leaves once it is completed, `aside` what stands beside it (fields of `message_fields.ASIDE`)."""

    id: str
    name: str
    kind: str
    text: Text
    aside: Mapping[str, Any]


@cache
def templates() -> tuple[Template, ...]:
    """Every template, by name."""
    files = resources.path("templates").glob("*.json")
    return tuple(sorted((_read(file.read_bytes()) for file in files), key=lambda one: folded(one.name)))


def template(id: str) -> Template:
    """The template of that id. Raises Refused, with those there are."""
    found = next((one for one in templates() if one.id == id), None)
    if found is None:
        raise Refused(f"Modèle inconnu : « {id} ». Modèles : {', '.join(one.id for one in templates())}.", "template")
    return found


def _read(data: bytes) -> Template:
    one = msgspec.json.decode(data, type=Written)
    aside: dict[str, Any] = {"not_to_say": one.not_to_say} if one.not_to_say else {}
    if one.sensitivities:
        aside["sensitivities"] = dict.fromkeys(one.sensitivities, "pending")
    text = Text(
        one.title, one.body, one.lead, one.key_messages, one.variants, issuer=one.issuer, frame=one.frame or None
    )
    return Template(one.id, one.name, one.kind, text, aside)
