"""Crises opened apart for one event: which one each points to, the same everywhere, without any ring."""

from collections.abc import Collection, Mapping


def pointed(claims: Mapping[str, Collection[str]]) -> dict[str, str]:
    """For each crisis that was joined to others, the one it points to: of several chosen apart, that of the lowest id.
    Of crises that would point round to one another, the one of the lowest id points to none."""
    pointers = {one: min(others) for one, firsts in claims.items() if (others := {*firsts} - {one})}
    walked: set[str] = set()
    for start in sorted(pointers):
        path: list[str] = []
        one = start
        while one in pointers and one not in walked:
            walked.add(one)
            path.append(one)
            one = pointers[one]
        if one in path:
            del pointers[min(path[path.index(one) :])]
    return pointers


def above(pointers: Mapping[str, str], crisis: str) -> list[str]:
    """The crises it was joined to, step by step: the last one is where all of it is written now."""
    found: list[str] = []
    while crisis in pointers:
        crisis = pointers[crisis]
        found.append(crisis)
    return found


def beneath(pointers: Mapping[str, str], crisis: str) -> list[str]:
    """The crises that were joined to it, directly or through others, by id."""
    return sorted(one for one in pointers if crisis in above(pointers, one))
