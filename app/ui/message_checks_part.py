"""What is still to be looked at in a text, field by field: blanks, doubtful characters, unknown words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.ui import arrangement, plain, theme
from app.ui.text_marks import BLANK, FAULT, Mark
from app.ui.wording import number
from app.ui.written_text import WrittenText

ROW, SHOWN = 24, 7
KEYS_HINT = "F4 : à compléter suivant · F7 : à vérifier suivant · touche Menu sur un mot : propositions"
Place = tuple[WrittenText, Mark]


class ChecksPart(QWidget):
    """The list follows the fields `written()` says; a click, or Enter, goes to what a line names. `said` counts them,
    for whoever lays it above the list."""

    def __init__(self, written: Callable[[], Sequence[WrittenText]]):
        super().__init__()
        self._written = written
        self._places: list[Place] = []
        self.said = plain.label("", "small_strong", wrap=True, name="À compléter et à vérifier")
        self.list = CheckList(self._go)
        self.setLayout(arrangement.column(self.list))
        self.setFocusProxy(self.list)
        self.look_again()

    def look_again(self) -> None:
        """Read the marks of the fields again."""
        places = [(field, mark) for field in self._written() for mark in field.marks]
        places.sort(key=lambda place: place[1].kind != BLANK)
        if places == self._places and self.said.text():
            return
        self._places = places
        self.list.clear()
        for field, mark in places:
            item = QListWidgetItem(f"{field.accessibleName()} · {words(mark)}")
            item.setSizeHint(QSize(0, theme.size(ROW)))
            self.list.addItem(item)
        self.list.setVisible(bool(places))
        self.setFixedHeight(theme.size(min(SHOWN, len(places)) * ROW) + 4 if places else 0)
        blanks = sum(mark.kind == BLANK for _, mark in places)
        faults = sum(mark.kind == FAULT for _, mark in places)
        doubts = len(places) - blanks - faults
        said = [number(blanks, "passage") + " à compléter"] if blanks else []
        said += [number(faults, "mot inconnu", "mots inconnus")] if faults else []
        said += [number(doubts, "caractère douteux", "caractères douteux")] if doubts else []
        self.said.setText(" · ".join(said) or "Rien à compléter ni à vérifier")
        plain.mark(self.said, "tone", "error" if blanks or doubts else "warning" if faults else "success")

    def go_next(self, *, blank: bool) -> None:
        """Go to the next blank, or to the next thing to check, after where the keyboard is."""
        fields = list(self._written())
        wanted = [place for place in self._places if (place[1].kind == BLANK) is blank]
        wanted.sort(key=lambda place: (fields.index(place[0]), place[1].position))
        if not wanted:
            return
        here = next((place for place, field in enumerate(fields) if field.hasFocus()), -1)
        caret = fields[here].textCursor().selectionStart() if here >= 0 else -1
        ahead = [one for one in wanted if (fields.index(one[0]), one[1].position) > (here, caret)]
        field, mark = (ahead or wanted)[0]
        field.go_to(mark)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._places):
            field, mark = self._places[place]
            field.go_to(mark)


class CheckList(QListWidget):
    """Enter goes to what the line names."""

    def __init__(self, go: Callable[[int], object]):
        super().__init__()
        self._goes = go
        self.setAccessibleName("À compléter et à vérifier")
        self.setProperty("look", "completion")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: go(self.row(item)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._goes(self.currentRow())
            return
        super().keyPressEvent(event)


def words(mark: Mark) -> str:
    """What a line says of a mark."""
    if mark.kind == BLANK:
        return f"à compléter : {mark.words}"
    return f"mot inconnu : {mark.words}" if mark.kind == FAULT else mark.words
