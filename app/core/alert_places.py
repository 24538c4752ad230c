"""Where an alert is: its areas, as a place of the main courante."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.entries import LONGEST_SUBJECT, Place
from app.core.entry_fields import MOST_COMMUNES
from app.core.places import Places, departements
from app.core.plain_text import without_hidden
from app.core.search_text import folded

INSEE = ("insee", "cog")  # what the names of French geocodes hold
NUTS = re.compile(r"FR[0-9A-Z]{1,4}")  # also EMMA_ID: FR433
SEVERAL = re.compile(r"[,;/\n]")


@dataclass(frozen=True, slots=True)
class Area:
    """Where: its name, its codes as (system, value), and every point of its polygons and circles (lat, lon)."""

    name: str
    codes: tuple[tuple[str, str], ...] = ()
    points: tuple[tuple[float, float], ...] = ()


def place(areas: Sequence[Area], places: Places, french: bool) -> Place | None:
    """The words of those areas, their INSEE codes when they are certain, and the middle of what they draw.

    Certain: a geocode that says INSEE, or, in a `french` alert, a name that is exactly that of one commune or of one
    département (Orange is also a county of Florida). Several départements have no single code: they stay in words.
    """
    if not areas:
        return None
    communes, counties = _coded(areas, places)
    if french and not communes and not counties:
        communes, counties = _named(areas, places)
    codes = [*communes[: MOST_COMMUNES + 1]] or (counties if len(counties) == 1 else [])
    words = "; ".join(dict.fromkeys(" ".join(without_hidden(one.name).split()) for one in areas if one.name.strip()))
    if len(words) > LONGEST_SUBJECT:
        words = f"{words[: LONGEST_SUBJECT - 1].rstrip()}…"
    latitude, longitude = middle([point for one in areas for point in one.points])
    if not words and not codes and latitude is None:
        return None
    return Place(codes[0] if codes else "", words, tuple(codes[1:]), latitude, longitude)


def is_french(area: Area) -> bool:
    """Whether one of its codes, of whatever system, is of France."""
    return any(NUTS.fullmatch(value.strip()) for _, value in area.codes)


def middle(points: Iterable[tuple[float, float]]) -> tuple[float | None, float | None]:
    """The middle of the smallest rectangle that holds these points, on the side of the Earth where they are."""
    known = list(points)
    if not known:
        return None, None
    latitudes, longitudes = zip(*known, strict=True)
    if max(longitudes) - min(longitudes) > 180:  # they stand on both sides of the antimeridian
        longitudes = tuple(one + 360 if one < 0 else one for one in longitudes)
    longitude = (min(longitudes) + max(longitudes)) / 2
    return round((min(latitudes) + max(latitudes)) / 2, 5), round(longitude - 360 if longitude > 180 else longitude, 5)


def _coded(areas: Iterable[Area], places: Places) -> tuple[list[str], list[str]]:
    """The communes, then the départements, of the geocodes that say INSEE."""
    said = (
        value.strip().upper()
        for area in areas
        for system, value in area.codes
        if any(name in system.casefold() for name in INSEE)
    )
    codes = list(dict.fromkeys(said))
    return [one for one in codes if places.by_code(one)], [one for one in codes if one in departements()]


def _named(areas: Iterable[Area], places: Places) -> tuple[list[str], list[str]]:
    """The communes, then the départements, of exactly these names; none when one of them is anything else."""
    by_name = {_key(one.name): code for code, one in departements().items()}
    words = [word.strip() for area in areas for word in SEVERAL.split(area.name) if word.strip()]
    communes, counties = [], []
    for word in words:
        found = places.named(word)
        if _key(word) in by_name:
            counties.append(by_name[_key(word)])
        elif len(found) == 1:
            communes.append(found[0].code)
        else:
            return [], []
    if communes and counties:
        return [], []
    return list(dict.fromkeys(communes)), list(dict.fromkeys(counties))


def _key(name: str) -> str:
    return " ".join(folded(name).replace("-", " ").replace("'", " ").split())
