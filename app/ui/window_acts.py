"""What the keyboard does anywhere in the window, key by key: the one place where a key is given."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui.window_keys import Key

if TYPE_CHECKING:
    from app.ui.section import Section
    from app.ui.window import Window


def acts(window: Window) -> list[Key]:
    """The acts of the window, in the order they are listed in."""
    quick, sheets = window.quick, window.sheets
    keys = [
        Key("Nouvelle entrée", "Ctrl+N", quick.begin, listed=True),
        Key("Entrée détaillée…", "Ctrl+Shift+E", quick.open_form, listed=True),
        Key("Brouillon suivant", "Ctrl+D", quick.take_next),
        Key("Textes rapides", "Ctrl+T", quick.open_texts),
        Key("Heure présente", "Ctrl+;", quick.write_hour),
        *window.acts.keys(partial(window.open_page, "journal")),
        Key("Aller partout", "Ctrl+K", window.go_anywhere),
        Key("Avis", "F8", sheets.notices.enter, listed=True),
        Key("Alertes de ce poste…", "Shift+F8", window.show_alarms, listed=True),
        Key("Conflit suivant", "F7", window.next_conflict, listed=True),
        Key("Volet suivant", "F6", window.next_pane),
        Key("Menu du poste", "F10", window.top.open_menu),
        Key("Raccourcis", "F1", window.show_keys, listed=True),
    ]
    for section in window.sections:
        if section.key == "messages" and section.new:
            begin = partial(_begin, window, section)
            keys.append(Key("Nouveau message", "Ctrl+M", begin, listed=True))
    return keys


def pages(window: Window) -> list[Key]:
    """A key for each of the first nine pages, in their order."""
    return [
        Key(section.word, f"Ctrl+{place}", partial(window.go, section.key))
        for place, section in enumerate(window.sections[:9], 1)
    ]


def _begin(window: Window, otherwise: Section) -> None:
    """A new record of the page on screen when it has some of its own, a message on any other."""
    shown = next((one for one in window.sections if one.page is window.pages.currentWidget() and one.new), otherwise)
    window.open_page(shown.key)
    if shown.new is not None:
        shown.new()
