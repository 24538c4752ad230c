"""Where the window can go and what it can do, as the palette and the list of keys show it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtGui import QAction

from app.core.store.rows import CrisisRow
from app.ui.goals import Goal
from app.ui.section import Section
from app.ui.triage_keys import NEXT_UNREAD, PREVIOUS_UNREAD, WORDS
from app.ui.window_keys import EVERYWHERE, key_of, keyed, words_of

PAGES, CRISES, ACTS = "Pages", "Crises", "Actes"
IN_TABLE = "Dans la table de la main courante"
TABLE = {**WORDS, NEXT_UNREAD: "Entrée non lue suivante", PREVIOUS_UNREAD: "Entrée non lue précédente"}


def pages(sections: Sequence[Section], go: Callable[[str], object], shown: Iterable[str]) -> list[Goal]:
    """The pages there are now, with their keys."""
    offered = set(shown)
    return [
        Goal(PAGES, section.word, partial(go, section.key), key=f"Ctrl+{place}", shape=section.shape)
        for place, section in enumerate(sections, 1)
        if section.key in offered
    ]


def crises(rows: Iterable[CrisisRow], shown: str, choose: Callable[[str], object]) -> list[Goal]:
    """The other crises, by title and code."""
    return [Goal(CRISES, row.title, partial(choose, row.id), _standing(row)) for row in rows if row.id != shown]


def acts(actions: Iterable[QAction], first: Callable[[], object] | None = None) -> list[Goal]:
    """What can be done now, once each; `first` brings on screen the page that does it."""
    found: dict[str, Goal] = {}
    for action in actions:
        words = words_of(action)
        if action.isEnabled() and words and words not in found:
            go = partial(_after, first, action.trigger) if first else action.trigger
            found[words] = Goal(ACTS, words, go, key=key_of(action))
    return list(found.values())


def offered(sections: Iterable[Section], go: Callable[[str], object]) -> list[Goal]:
    """What the pages offer to begin from anywhere; each is brought on screen first."""
    return [
        Goal(ACTS, words, partial(_after, partial(go, section.key), begin))
        for section in sections
        for words, begin in section.offered()
    ]


def keys(everywhere: Iterable[QAction], sections: Iterable[Section]) -> list[Goal]:
    """Every key, under the place it works in."""
    found = [_key(EVERYWHERE, action) for action in dict.fromkeys(everywhere) if key_of(action)]
    for section in sections:
        found += [_key(section.word, action) for action in keyed(section.page)]
    return found


def table_keys(press: Callable[[str], object]) -> list[Goal]:
    """What one key does to the chosen lines of the main courante."""
    return [Goal(IN_TABLE, words, partial(press, key), key=key) for key, words in TABLE.items()]


def _after(first: Callable[[], object], then: Callable[[], object]) -> None:
    first()
    then()


def _key(place: str, action: QAction) -> Goal:
    return Goal(place, words_of(action), action.trigger, key=key_of(action))


def _standing(row: CrisisRow) -> str:
    state = f"réunie à {row.joined_to}" if row.joined_to else "" if row.open else "close"
    return " · ".join(filter(None, (row.code, state)))
