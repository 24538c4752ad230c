"""Reading an alert of the Common Alerting Protocol, 1.1 or 1.2 (OASIS), strictly: a doubtful alert is refused."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from app.core.alert_places import Area
from app.core.alerts import (
    CATEGORIES,
    CERTAINTIES,
    KINDS,
    SEVERITIES,
    STATUSES,
    URGENCIES,
    Alert,
    Block,
    reference,
)
from app.core.clock import milliseconds
from app.core.errors import Refused
from app.core.operations import LAST_MOMENT

LARGEST = 5 * 1024 * 1024
ROOT = re.compile(r"\{urn:oasis:names:tc:emergency:cap:1\.[12]\}alert")
HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[zZ]|[+-]\d{2}:\d{2})")
TALK = {"Ack": "un accusé de réception", "Error": "un message d'erreur"}  # of machines between themselves
SCOPES = ("Public", "Restricted", "Private")
NOTHING = "Rien n'a été écrit."
NOT_CAP = f"Ce fichier n'est pas une alerte CAP 1.1 ou 1.2. {NOTHING}"


def read(raw: bytes) -> Alert:
    """The alert of a file. Raises Refused, in words that name what is wrong with it."""
    if len(raw) > LARGEST:
        raise Refused(f"Ce fichier dépasse 5 Mo : ce n'est pas une alerte CAP. {NOTHING}", "file")
    try:
        root = fromstring(raw, forbid_dtd=True)
    except DefusedXmlException as trap:
        raise Refused(
            f"Ce fichier contient des définitions (DTD, entités) qu'une alerte n'a pas : il peut être piégé. {NOTHING}",
            "file",
        ) from trap
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise Refused(NOT_CAP, "file") from error
    if ROOT.fullmatch(root.tag) is None:
        raise Refused(NOT_CAP, "file")
    return _alert(root)


def _alert(root: Element) -> Alert:
    kind, status = _required(root, "msgType"), _one_of(root, "status", STATUSES)
    if kind in TALK:
        raise Refused(f"Ce fichier est {TALK[kind]} entre systèmes, pas une alerte. {NOTHING}", "msgType")
    _one_of(root, "msgType", KINDS)
    _one_of(root, "scope", dict.fromkeys(SCOPES, ""))
    identifier, sender, sent = (_required(root, name) for name in ("identifier", "sender", "sent"))
    references = tuple(_reference(one) for one in _text(root, "references").split())
    if kind != "Alert" and not references:
        raise Refused(
            f"Cette {KINDS[kind]} ne dit pas quelle alerte elle remplace (references). {NOTHING}", "references"
        )
    blocks = tuple(_block(info) for info in _children(root, "info"))
    if kind != "Cancel" and not blocks:
        raise Refused(f"Cette alerte ne dit rien : elle n'a pas de partie « info ». {NOTHING}", "info")
    return Alert(
        identifier,
        sender,
        _hour(sent, "sent"),
        reference(sender, identifier, sent),
        status,
        kind,
        references,
        _text(root, "note"),
        blocks,
    )


def _reference(text: str) -> str:
    """One of those it names, as `alerts.reference` writes it."""
    parts = text.split(",")
    if len(parts) < 3 or HOUR.fullmatch(parts[-1]) is None:
        raise Refused(f"Référence incomprise dans cette alerte : « {text[:120]} ». {NOTHING}", "references")
    return reference(parts[0], ",".join(parts[1:-1]), parts[-1])


def _block(info: Element) -> Block:
    return Block(
        language=_text(info, "language") or "en-US",  # the standard's own default
        event=_required(info, "event"),
        category=tuple(_one(element, "category", CATEGORIES) for element in _children(info, "category")),
        urgency=_one_of(info, "urgency", URGENCIES),
        severity=_one_of(info, "severity", SEVERITIES),
        certainty=_one_of(info, "certainty", CERTAINTIES),
        sender=_text(info, "senderName"),
        headline=_text(info, "headline"),
        description=_text(info, "description"),
        instruction=_text(info, "instruction"),
        effective=_optional_hour(info, "effective"),
        onset=_optional_hour(info, "onset"),
        expires=_optional_hour(info, "expires"),
        web=_text(info, "web"),
        contact=_text(info, "contact"),
        areas=tuple(_area(area) for area in _children(info, "area")),
    )


def _area(area: Element) -> Area:
    codes = tuple((_text(one, "valueName"), _text(one, "value")) for one in _children(area, "geocode"))
    return Area(_required(area, "areaDesc"), codes, tuple(_points(area)))


def _points(area: Element) -> Iterator[tuple[float, float]]:
    """Every point its polygons and circles are drawn with."""
    for polygon in _children(area, "polygon"):
        for pair in (polygon.text or "").split():
            yield _point(pair)
    for circle in _children(area, "circle"):
        parts = (circle.text or "").split()
        if parts:
            yield _point(parts[0])


def _point(pair: str) -> tuple[float, float]:
    try:
        latitude, longitude = (float(part) for part in pair.split(","))
    except ValueError as error:
        raise Refused(f"Coordonnées incomprises dans cette alerte : « {pair[:60]} ». {NOTHING}", "area") from error
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and math.isfinite(longitude) and abs(longitude) <= 180):
        raise Refused(f"Coordonnées impossibles dans cette alerte : « {pair[:60]} ». {NOTHING}", "area")
    return latitude, longitude


def _children(parent: Element, name: str) -> list[Element]:
    """Those of the alert's own vocabulary: what other vocabularies add is not read."""
    return parent.findall(f"{parent.tag[: parent.tag.index('}') + 1]}{name}")


def _text(parent: Element, name: str) -> str:
    found = _children(parent, name)
    return (found[0].text or "").strip() if found else ""


def _required(parent: Element, name: str) -> str:
    words = _text(parent, name)
    if not words:
        raise Refused(f"Cette alerte n'a pas de « {name} », que la norme exige. {NOTHING}", name)
    return words


def _one_of(parent: Element, name: str, known: Mapping[str, str]) -> str:
    return _known(_required(parent, name), name, known)


def _one(element: Element, name: str, known: Mapping[str, str]) -> str:
    return _known((element.text or "").strip(), name, known)


def _known(value: str, name: str, known: Mapping[str, str]) -> str:
    if value not in known:
        raise Refused(f"« {value[:60]} » n'est pas une valeur de « {name} » dans la norme CAP. {NOTHING}", name)
    return value


def _optional_hour(parent: Element, name: str) -> int | None:
    words = _text(parent, name)
    return _hour(words, name) if words else None


def _hour(words: str, name: str) -> int:
    """Milliseconds. The offset must be written: without it, the hour is anybody's guess."""
    try:
        found = milliseconds(datetime.fromisoformat(words.upper())) if HOUR.fullmatch(words) else -1
    except ValueError:
        found = -1
    if not 0 <= found < LAST_MOMENT:
        raise Refused(f"Heure incomprise dans cette alerte, {name} : « {words[:60]} ». {NOTHING}", name)
    return found
