"""What stands under the text of a message: its grounds, what is not to be said, the channels, the sensitive points."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget

from app.core import differences, sensitivities
from app.core.channels import CHANNELS, channel_word
from app.core.message import Message
from app.core.store.reading import Reading
from app.core.texts import Text
from app.ui import arrangement, controls, detail_rows, message_grounds, plain, theme, wording
from app.ui.background import Background
from app.ui.message_grounds import Ground
from app.ui.message_variants_part import counted
from app.ui.text_view import TextView
from app.ui.wording import number, short_day_and_hour

NUMBER_WIDTH, ROOM_BESIDE = 92, 520
MARGINS = (20, 10, 20, 12)
Found = tuple[Message, str, tuple[Ground, ...], str]  # with its zone, its grounds, the reference of what it replaces


class MessageBeneath(QWidget):
    """Facts and figures are read off the window's thread; what was shown stays until they are there."""

    def __init__(self, background: Background, reading: Reading | None):
        super().__init__()
        self._background, self._reading = background, reading
        self._message = ""
        self.setProperty("look", "surface")
        self._grounds = arrangement.column(spacing=2)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(24)
        self._use = arrangement.column(spacing=4)
        self.setLayout(
            arrangement.column(
                controls.rule("rule_strong"),
                _section(self._grounds),
                controls.rule("rule_strong"),
                _section(self._beside),
                _section(self._use),
            )
        )

    def show_message(self, message: Message, text: Text, zone: str) -> None:
        """Show what stands under that text."""
        if self._message != message.id:
            arrangement.clear(self._grounds)
        self._message = message.id
        arrangement.clear(self._beside)
        self._beside.addLayout(_lines("À ne pas dire", _not_to_say(message)), 1)
        self._beside.addLayout(_lines("Variantes par canal", _channels(text)), 1)
        arrangement.clear(self._use)
        self._show_use(message, zone, "")
        if self._reading is not None:
            self._background.read(partial(_read, self._reading, message, zone), self._came)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.size(ROOM_BESIDE)
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _came(self, found: Found) -> None:
        message, zone, grounds, replaces = found
        if message.id != self._message:
            return
        arrangement.clear(self._grounds)
        _show_grounds(self._grounds, grounds)
        if replaces:
            arrangement.clear(self._use)
            self._show_use(message, zone, replaces)

    def _show_use(self, message: Message, zone: str, replaces: str) -> None:
        answers = message.aside.sensitivities or {}
        concerns = sensitivities.concerns(answers)
        if answers:
            self._use.addWidget(plain.label("Sensibilités", "strong"))
        for concern in concerns:
            self._use.addLayout(_left(controls.Sign("a_completer", "", "warning"), concern, "small_strong", "warning"))
        for one in sensitivities.questions():
            answer = answers.get(one.code, "")
            if answer and answer not in one.concerns:
                words = f"{one.question} {sensitivities.ANSWERS.get(answer, answer).capitalize()}."
                self._use.addLayout(_left(controls.Sign("favorable", "", "success"), words, "small", "text"))
        for name, words in _employed(message, zone, replaces):
            self._use.addLayout(detail_rows.line(name, words))


def _read(reading: Reading, message: Message, zone: str) -> Found:
    former = message.aside.replaces
    others = reading.messages(message.space) if former else []
    replaced = next((one.reference for one in others if one.id == former), "")
    return message, zone, message_grounds.of_message(reading, message, zone), replaced


def _show_grounds(column: QLayout, grounds: Sequence[Ground]) -> None:
    review = sum(one.to_review for one in grounds)
    said = number(len(grounds), "lié") + (f", {review} à réexaminer" if review else "") if grounds else "aucun"
    assert isinstance(column, QBoxLayout)
    column.addLayout(detail_rows.titled("Faits et chiffres d’appui", plain.label(said, "small", "text_secondary")))
    for one in grounds:
        column.addWidget(_ground(one))


def _ground(ground: Ground) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(8, 4, 8, 5)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    grid.setColumnMinimumWidth(0, theme.size(NUMBER_WIDTH))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    grid.addWidget(plain.label(ground.number, "small_bold"), 0, 0, top)
    grid.addWidget(plain.label(wording.breakable(ground.subject), "small", wrap=True), 0, 1, top)
    grid.addWidget(controls.Sign(*ground.state), 0, 2, top)
    if ground.to_review:
        words = TextView(f"{ground.number}, les mots concernés", "small", "legend")
        words.show_pieces(differences.compare(ground.former, ground.present))
        words.setAccessibleDescription(f"Était : {ground.former}. Est maintenant : {ground.present}.")
        grid.addWidget(words, 1, 1, 1, 2)
    row = arrangement.panel(grid, "banner_warning" if ground.to_review else "surface")
    row.setAccessibleName(f"{ground.number}, {ground.state[1]}, {ground.subject}")
    return row


def _not_to_say(message: Message) -> Iterator[QWidget | QLayout]:
    lines = message.aside.not_to_say.splitlines()
    yield from (plain.label(wording.breakable(line), "small", wrap=True) for line in lines if line.strip())
    if not lines:
        yield plain.label("Rien n’est noté.", "small", "text_tertiary", wrap=True)


def _channels(text: Text) -> Iterator[QWidget | QLayout]:
    variants = text.variants or {}
    for code in sorted(variants, key=lambda code: list(CHANNELS).index(code) if code in CHANNELS else len(CHANNELS)):
        name = plain.label(channel_word(code), "small")
        yield arrangement.row(name, None, controls.Sign(*counted(code, variants[code])))
    if unwritten := [
        channel.word.replace(" ", wording.NBSP) for code, channel in CHANNELS.items() if code not in variants
    ]:
        yield plain.label(f"À écrire : {', '.join(unwritten)}", "small", "text_tertiary", wrap=True)


def _employed(message: Message, zone: str, replaces: str) -> Iterator[tuple[str, str]]:
    """Who says it, to whom, and when: what stands beside the text, as far as it is said."""
    aside = message.aside
    if aside.spokesperson:
        yield "Porte-parole", aside.spokesperson
    if aside.audiences:
        yield "Publics cibles", ", ".join(aside.audiences)
    hours = [
        f"{word} {short_day_and_hour(at, zone)}"
        for word, at in (("du", aside.valid_from), ("jusqu’au", aside.valid_until))
        if at is not None
    ]
    if hours:
        yield "Valable", " ".join(hours)
    if aside.promised_at is not None:
        yield "Prochain point", f"promis pour le {short_day_and_hour(aside.promised_at, zone)}"
    if replaces:
        yield "Remplace", replaces


def _lines(title: str, lines: Iterator[QWidget | QLayout]) -> QLayout:
    return arrangement.column(plain.label(title, "strong"), *lines, None, spacing=4)


def _left(sign: QWidget, words: str, role: str, tone: str) -> QLayout:
    return arrangement.row(sign, arrangement.wide(plain.label(words, role, tone, wrap=True)), spacing=4)


def _section(layout: QLayout) -> QLayout:
    layout.setContentsMargins(*MARGINS)
    return layout
