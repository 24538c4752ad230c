"""The keys of the window: each is an act with words, in the menu, in the palette and in the list of keys (F1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

EVERYWHERE = "Partout"


@dataclass(frozen=True, slots=True)
class Key:
    """What `key` (`Ctrl+N`) does anywhere in the window; `listed`: in the workstation's menu as well."""

    words: str
    key: str
    act: Callable[[], object]
    listed: bool = False


def bind(window: QWidget, keys: Iterable[Key]) -> dict[Key, QAction]:
    """Give the window these keys."""
    bound = {}
    for key in keys:
        action = QAction(key.words.replace("&", "&&"), window)
        action.setShortcut(QKeySequence(key.key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False, act=key.act: act())
        window.addAction(action)
        bound[key] = action
    return bound


def words_of(action: QAction) -> str:
    """What an act is called outside any menu, without what marks its letter in one."""
    return (action.statusTip() or action.text()).replace("&&", "\0").replace("&", "").replace("\0", "&")


def key_of(action: QAction) -> str:
    """Its key as it is written on the keyboard: Ctrl+Maj+N."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def keyed(page: QWidget) -> list[QAction]:
    """The acts of a page that have a key."""
    return [one for one in page.findChildren(QAction) if words_of(one) and not one.shortcut().isEmpty()]
