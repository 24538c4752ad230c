"""Questions-réponses: what to answer now to each question, found as one types."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit

from app.core.board import EXPIRED, IN_FORCE, SUSPENDED
from app.core.store.board_reading import GONE, Lines, topics
from app.core.store.reading import Reading
from app.ui import arrangement, board_words, controls
from app.ui.card_list import Item
from app.ui.flow_layout import FlowLayout
from app.ui.lines_page import LinesPage
from app.ui.station import Station
from app.ui.wording import number

COLUMNS = ("Référence · état", "Question · réponse", "Depuis", "Validité", "Employé par")
PAUSE = 120  # ms without a key before the words are looked for
NOTHING = (
    "Aucune question-réponse n’a encore été diffusée dans cette crise.\n"
    "Écrivez-en une dans Messages, genre « questions-réponses » : le titre est la question."
)
STATES = {"": "Toutes", IN_FORCE: "En vigueur", SUSPENDED: "À réexaminer", EXPIRED: "Périmées"}


class QaPage(LinesPage):
    """Every answer that went out and was not replaced, by topic, those in force first."""

    def __init__(self, station: Station) -> None:
        super().__init__(station, "Questions-réponses", COLUMNS)
        self._found: frozenset[str] | None = None  # None: nothing is looked for
        self.search = QLineEdit()
        self.search.setAccessibleName("Chercher une question ou une réponse")
        self.search.setPlaceholderText("Chercher : eau, écoles, numéro…")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(220)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE)
        self._typing.timeout.connect(self._look_for)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self.list.setFocus)
        self.state = ""
        self.chips = {
            state: controls.button(words, partial(self.choose_state, state), "chip") for state, words in STATES.items()
        }
        bar = FlowLayout(spacing=8)
        for part in (self.title, self.hour, *self.chips.values()):
            bar.addWidget(part)
        for chip in self.chips.values():
            chip.setCheckable(True)
        row = arrangement.row(bar, self.search, margins=(16, 8, 16, 8))
        row.setStretch(0, 1)
        row.setAlignment(self.search, Qt.AlignmentFlag.AlignTop)
        self.lay_out(row)

    def items(self, lines: Lines, zone: str) -> Sequence[Item]:
        held = [
            one for one in lines.answers if one.standing != GONE and (self._found is None or one.row.id in self._found)
        ]
        for state, chip in self.chips.items():
            count = sum(one.standing == state for one in held) if state else len(held)
            chip.setText(f"{STATES[state]}  {count}")
            chip.setAccessibleName(f"{STATES[state]} : {number(count, 'question')}")
            chip.setChecked(state == self.state)
        found: list[Item] = []
        for topic in topics([one for one in held if not self.state or one.standing == self.state], ()):
            found.append(board_words.head(topic, "question"))
            found += [board_words.shown(one, lines.time.now, zone, lines.readers, question=True) for one in topic.lines]
        return found

    def nothing(self, lines: Lines) -> str:
        return "" if any(one.standing != GONE for one in lines.answers) else NOTHING

    def forget_filters(self) -> None:
        self.state, self._found = "", None
        self.search.clear()

    def choose_state(self, state: str) -> None:
        """Show those in that state alone; empty: all."""
        self.state = state
        self.render_lines()

    def _look_for(self) -> None:
        words = self.search.text().strip()
        if not words or self._crisis is None:
            self._show_found("", frozenset())
            return
        read = partial(_find, self._station.reading, self._crisis.id, self.search.text())
        self._station.background.read(read, lambda found: self._show_found(*found))

    def _show_found(self, typed: str, ids: frozenset[str]) -> None:
        if typed == self.search.text() or not self.search.text().strip():
            self._found = ids if typed else None
            self.render_lines()


def _find(reading: Reading, space: str, typed: str) -> tuple[str, frozenset[str]]:
    return typed, reading.found_messages(space, typed)
