"""Figures published day by day in 2020, as they were: source, hour when it is known, and the remarks beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.core.errors import Refused

LABELS = {
    "casConfirmes": "cas confirmés",
    "deces": "décès",
    "gueris": "guéris",
    "hospitalises": "hospitalisés",
    "reanimation": "en réanimation",
    "capaciteLitsReanimation": "lits de réanimation",
    "capaciteTotaleLitsDisponibles": "lits disponibles",
    "capaciteLitsSoinsContinus": "lits de soins continus",
    "capaciteLitsSoinsIntensifs": "lits de soins intensifs",
}
SINGULAR = {"cas confirmés": "cas confirmé", "guéris": "guéri", "hospitalisés": "hospitalisé"}
UNREADABLE = "Ce fichier n'est pas une publication de chiffres : rien n'a été importé."
NATIONAL = "donneesNationales"
_HOUR = re.compile(r"\bà (\d{1,2}) ?h ?(\d{2})?\b")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_KEY = re.compile(r"( *)(?:- )?([A-Za-z]+) *:(.*)")
_NOT_A_REMARK = re.compile(
    r"(?:\d?e? ?|autre |PDF )?(?:url|archive)|PDF|données (?:mondiales?|nationales)\b|les données"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number under its French label."""

    key: str
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What one source published on one day for the whole country. `date` is ISO; `hour` is HH:MM, empty when the
    source does not say it."""

    source: str
    url: str
    date: str
    hour: str
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...]


def publications(folder: Path) -> list[Publication]:
    """Every publication below a folder, oldest first, those of one day by source."""
    read = [publication(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.yaml"))]
    return sorted(read, key=lambda one: (one.date, one.source))


def publication(text: str) -> Publication:
    """One publication. Every scalar is read as text: YAML would make 840 of `14:00`."""
    try:
        read = yaml.load(text, Loader=yaml.BaseLoader)  # builds texts, lists and maps only
        source, national = read["source"], read.get(NATIONAL) or {}
        figures = tuple(Figure(key, LABELS[key], int(national[key])) for key in LABELS if key in national)
        name, url, date = str(source["nom"]), str(source.get("url", "")), str(read["date"])
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise Refused(UNREADABLE, "file") from error
    notes = list(_notes(text))
    hour = _hour(_TIME, str(read.get("time", ""))) or next(filter(None, (_hour(_HOUR, note) for _, note in notes)), "")
    remarks = (f"{LABELS[key].capitalize()} : {note}" if key else note for key, note in notes)
    return Publication(name, url, date, hour, figures, tuple(remarks))


def summary(one: Publication) -> str:
    """613 cas confirmés, 9 décès, 39 en réanimation."""
    return ", ".join(
        f"{figure.value} {SINGULAR.get(figure.label, figure.label) if figure.value < 2 else figure.label}"
        for figure in one.figures
    )


def _notes(text: str) -> Iterator[tuple[str, str]]:
    """(figure, comment) for each comment on a national figure, ("", comment) for those on the whole publication."""
    part = ""
    for line in text.splitlines():
        before, mark, note = line.partition("#")
        note = note.strip()
        key = _KEY.match(before)
        if key and not key[1]:
            part = key[2]
        if not mark or not note or _NOT_A_REMARK.match(note):
            continue
        if key is None:
            if not before.strip():
                yield "", note
        elif part == NATIONAL and key[2] in LABELS:
            yield key[2], note


def _hour(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return f"{int(found[1]):02}:{found[2] or '00'}" if found and int(found[1]) < 24 else ""
