"""The texts of an editor checked a moment after they were typed, and what can be done about a word."""

from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu

from app.core.store.reading import Reading
from app.documents import spelling
from app.ui import plain, text_marks
from app.ui.station import Station
from app.ui.text_marks import Mark
from app.ui.written_text import WrittenText

PAUSE = 400  # ms after the last key
Checked = list[tuple[int, str, tuple[Mark, ...]]]


class SpellPass(QObject):
    """Checks the fields it watches, in `language()`. Words added are those of the crisis, on this workstation."""

    def __init__(self, station: Station, space: str, language: Callable[[], str], parent: QObject):
        super().__init__(parent)
        self._station, self._space, self._language = station, space, language
        self._fields: dict[int, WrittenText] = {}
        self._watched = 0
        self._changed: set[int] = set()
        self.menu: QMenu | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._check)

    def watch(self, field: WrittenText) -> None:
        """Check that field from now on."""
        key = self._watched = self._watched + 1
        self._fields[key] = field
        field.textChanged.connect(partial(self._typed, key))
        field.asked.connect(partial(self._propose, key))
        self._typed(key)

    def check_all(self) -> None:
        """Check everything again: the language, or the words known, changed."""
        self._changed = set(self._fields)
        self._pause.start()

    def _typed(self, key: int) -> None:
        self._changed.add(key)
        self._pause.start()

    def _check(self) -> None:
        self._fields = {key: field for key, field in self._fields.items() if shiboken6.isValid(field)}
        texts = [(key, self._fields[key].text) for key in sorted(self._changed) if key in self._fields]
        self._changed = set()
        work = partial(_checked, self._station.reading, self._space, self._language(), texts)
        self._station.background.read(work, self._show)

    def _show(self, checked: Checked) -> None:
        for key, text, marks in checked:
            field = self._fields.get(key)
            if field is not None and shiboken6.isValid(field):  # a variant may be taken away meanwhile
                field.show_checked(text, marks)

    def _propose(self, key: int, mark: Mark, where: QPoint) -> None:
        work = partial(_suggested, key, mark, where)
        self._station.background.read(work, self._open_menu)

    def _open_menu(self, suggested: tuple[int, Mark, QPoint, tuple[str, ...]]) -> None:
        key, mark, where, words = suggested
        field = self._fields.get(key)
        if field is None or not shiboken6.isValid(field) or mark not in field.marks:
            return  # it was corrected meanwhile
        menu = QMenu(field)
        menu.setAccessibleName(f"« {mark.words} » : propositions")
        for word in words:
            menu.addAction(plain.without_mnemonic(word), partial(field.put_instead, mark, word))
        if not words:
            menu.addAction("Aucune proposition").setEnabled(False)
        menu.addSeparator()
        menu.addAction(
            plain.without_mnemonic(f"Ajouter « {mark.words} » aux mots de la crise"), partial(self._add, mark.words)
        )
        self.menu = menu
        menu.popup(where)

    def _add(self, word: str) -> None:
        self._station.background.write(
            partial(self._station.desk.keep_word, self._space, word), lambda _: self.check_all()
        )


def _checked(reading: Reading, space: str, language: str, texts: Sequence[tuple[int, str]]) -> Checked:
    own = reading.own_words(space)
    return [(key, text, text_marks.checked(text, language, own)) for key, text in texts]


def _suggested(key: int, mark: Mark, where: QPoint) -> tuple[int, Mark, QPoint, tuple[str, ...]]:
    return key, mark, where, spelling.suggestions(mark.words)
