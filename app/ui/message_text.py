"""The text of a message as it stands on the screen, alone or with the words that changed since an earlier version."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QGridLayout, QSizePolicy, QWidget

from app.core import differences
from app.core.differences import Piece
from app.core.message import KINDS, Message
from app.core.store.reading import Reading
from app.core.texts import Text, Version, placeholders
from app.ui import arrangement, controls, plain, theme, version_choices
from app.ui.background import Background
from app.ui.flow_layout import FlowLayout
from app.ui.message_beneath import MessageBeneath
from app.ui.text_view import TextView
from app.ui.wording import number, person, short_day_and_hour

Parts = Sequence[tuple[str, Sequence[Piece]]]
NAME_WIDTH = 104
ROOM_BESIDE = 420  # below it, the names stand above the texts
LEAST_CHOICE = 120
ROOM_ABOVE = 420  # below it, what stands above the text scrolls with it: nothing of it is cut
STRONG = {"Messages clés": 600, "Titre": 600}


class TextPart(QWidget):
    """Named blocks of text, one under another: the name beside its text, or above it where there is little room."""

    def __init__(self, margins: arrangement.Margins = (20, 8, 20, 16)) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*margins)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[Parts, tuple[str, ...]] = ((), ())
        self._blocks: list[tuple[QWidget, TextView, QWidget | None]] = []
        self._stacked = False

    def show_parts(self, parts: Parts, blanks: Sequence[str]) -> None:
        """Show these instead. What is on the screen already is left alone, with what is selected in it."""
        wanted = (tuple((name, tuple(pieces)) for name, pieces in parts), tuple(blanks))
        if wanted == self._shown:
            return
        self._shown = wanted
        arrangement.clear(self._grid)
        self._grid.setRowStretch(3 * len(self._blocks), 0)
        self._blocks = []
        for place, (name, pieces) in enumerate(parts):
            head = plain.label(name, "small_strong", "text_secondary", wrap=True)
            view = TextView(name)
            view.setAccessibleDescription(spoken(pieces))
            view.show_pieces(pieces, blanks, STRONG.get(name, 400))
            self._blocks.append((head, view, controls.rule() if place else None))
        self._arrange()

    def show_whole(self, parts: Parts) -> None:
        """Show these, no blank framed."""
        self.show_parts(parts, ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._stacked != (self.width() < theme.size(ROOM_BESIDE)):
            self._arrange()

    def views(self) -> list[TextView]:
        return [view for _, view, _ in self._blocks]

    def _arrange(self) -> None:
        self._stacked = self.width() < theme.size(ROOM_BESIDE)
        self._grid.setColumnMinimumWidth(0, 0 if self._stacked else theme.size(NAME_WIDTH))
        for place, (head, view, line) in enumerate(self._blocks):
            for widget in (head, view, line):
                if widget is not None:
                    self._grid.removeWidget(widget)
            if line is not None:
                self._grid.addWidget(line, 3 * place, 0, 1, 2)
            if self._stacked:
                self._grid.addWidget(head, 3 * place + 1, 0, 1, 2)
                self._grid.addWidget(view, 3 * place + 2, 0, 1, 2)
            else:
                self._grid.addWidget(head, 3 * place + 1, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(view, 3 * place + 1, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.setRowStretch(3 * len(self._blocks), 1)


class MessageText(QWidget):
    """Which message and version, then its text. `version` is what a visa given now would sign; what is read may be an
    earlier one, and then it is said."""

    def __init__(self, background: Background, reading: Reading | None = None):
        super().__init__()
        self._background = background
        self._zone = "Europe/Paris"
        self._message: Message | None = None
        self.version: Version | None = None
        self._reference = plain.label("", "page_title")
        self._title = plain.label("", "emphasis", wrap=True)
        self._second = plain.label("", "small", "text_tertiary", wrap=True)
        self._names = arrangement.row(self._reference, arrangement.wide(self._title), spacing=8)
        head = arrangement.column(self._names, self._second, spacing=2, margins=(20, 9, 20, 8))
        self._alone = controls.button("Texte seul", self.show_alone, "chip")
        self._alone.setCheckable(True)
        self._since = _choice("Différences depuis une version", self.show_differences)
        self._read = _choice("Version lue", self._read_another)
        self._legend = TextView("Ce qui a changé", "small", "legend")
        self._legend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = QWidget()
        flow = FlowLayout(bar)
        for widget in (self._since, self._read, self._alone, self._legend):
            flow.addWidget(widget)
        self.past = plain.label("", "small_strong", "warning", wrap=True, name="Version passée")
        self.past.hide()
        self._bar = arrangement.panel(arrangement.column(bar, self.past, spacing=4, margins=(20, 5, 20, 5)), "window")
        self.parts = TextPart()
        self.parts.setProperty("look", "surface")
        self.beneath = MessageBeneath(background, reading)
        self._above = arrangement.panel(
            arrangement.column(arrangement.panel(head), controls.rule(), self._bar, controls.rule())
        )
        self._whole = arrangement.column(self.parts, self.beneath, None)
        self._column = arrangement.column(self._above, arrangement.scroll(arrangement.panel(self._whole)))
        self.setLayout(self._column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.size(ROOM_BESIDE)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._names.setDirection(direction)
        self._reference.setWordWrap(narrow)
        low = self.height() < theme.size(ROOM_ABOVE)
        if low != (self._whole.indexOf(self._above) >= 0):
            (self._whole if low else self._column).insertWidget(0, self._above)

    def show_message(self, message: Message, version: Version, zone: str, since: Version | None) -> None:
        """Show that version, compared with `since` when there is one; the person's choice stays for the same text."""
        same = self._message is not None and self._message.id == message.id and self.version is not None
        keep_alone = same and self.version.hash == version.hash and self._alone.isChecked()  # type: ignore[union-attr]
        reading_past = same and self.shown is not None and self.shown.hash != self.version.hash  # type: ignore[union-attr]
        self._message, self.version, self._zone = message, version, zone
        self._reference.setText(f"{message.reference} {version.label}")
        self._title.setText(version.text.title)
        self._second.setText(second_line(message, version, zone))
        kept = self.shown if reading_past else version
        fill(self._read, version_choices.readable(message, version, zone), kept)
        self._read.setVisible(self._read.count() > 1)
        self._fill_choices(since)
        self.beneath.show_message(message, version.text, zone)
        if self._since.count() and since is not None and not keep_alone:
            self.show_differences()
        else:
            self.show_alone()

    @property
    def shown(self) -> Version | None:
        """The version that is read: `version`, unless one chose an earlier one."""
        found = self._read.currentData()
        return found if isinstance(found, Version) else self.version

    def toggle(self) -> None:
        """What changed, or the text as it stands."""
        if self._alone.isChecked() and self._since.count():
            self.show_differences()
        else:
            self.show_alone()

    def show_alone(self) -> None:
        """The text as the public would read it, with what is still to be written in a frame."""
        if self.shown is None:
            return
        self._alone.setChecked(True)
        self._legend.hide()
        self.parts.show_parts(texts(self.shown.text), placeholders(self.shown.text))

    def show_differences(self) -> None:
        """The text with the words that changed since the version chosen."""
        former, shown = self._since.currentData(), self.shown
        if shown is None or not isinstance(former, Version):
            return
        self._alone.setChecked(False)
        compare = partial(differences.compare_parts, former.text, shown.text)
        self._background.read(partial(_labelled, compare, (former.hash, shown.hash)), self._show_compared)

    def _read_another(self) -> None:
        """An earlier version, or the present one again: a visa signs the present one alone, and that is said."""
        self._fill_choices(None)
        if self._since.count():
            self.show_differences()
        else:
            self.show_alone()

    def _show_compared(self, compared: tuple[tuple[str, str], Parts]) -> None:
        labels, parts = compared
        former, shown = self._since.currentData(), self.shown
        if shown is None or not isinstance(former, Version):
            return
        if labels != (former.hash, shown.hash) or self._alone.isChecked():
            return  # the person has gone on to something else meanwhile
        inserted, deleted = differences.counts(tuple(piece for _, pieces in parts for piece in pieces))
        changed = f"+{inserted}, −{deleted} mots" if inserted or deleted else "aucun mot n’a changé"
        self._show_legend(changed)
        self.parts.show_parts(parts, placeholders(shown.text))

    def _show_legend(self, changed: str) -> None:
        words = (("inserted", "ajouté"), ("same", "  "), ("deleted", "retiré"), ("same", f"  {changed}"))
        pieces = [Piece(kind, text) for kind, text in words]
        self._legend.show_pieces(pieces)
        width = QFontMetrics(theme.font("small_bold")).horizontalAdvance("".join(piece.text for piece in pieces))
        self._legend.setFixedWidth(width + 12)
        self._legend.show()

    def _fill_choices(self, since: Version | None) -> None:
        message, shown = self._message, self.shown
        if message is None or shown is None or self.version is None:
            return
        fill(self._since, version_choices.former(message, shown, self._zone), since)
        self._since.setVisible(self._since.count() > 0)
        self._alone.setVisible(self._since.count() > 0)
        past = shown.hash != self.version.hash
        self.past.setText(
            f"Vous lisez {shown.label}, une version passée. Un visa signe {self.version.label}, celle en cours."
        )
        self.past.setVisible(past)
        self._bar.setVisible(self._since.count() > 0 or self._read.count() > 1)


def _choice(name: str, chosen: Callable[[], object]) -> QComboBox:
    made = controls.Choice()
    made.setProperty("look", "field")
    made.setAccessibleName(name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMinimumWidth(theme.size(LEAST_CHOICE))
    made.activated.connect(lambda *_: chosen())
    return made


def fill(combo: QComboBox, choices: Sequence[version_choices.Choice], chosen: Version | None) -> None:
    """Offer these versions; `chosen` is in front, or else the first."""
    combo.clear()
    for words, version in choices:
        combo.addItem(words, version)
    hashes = [version.hash for _, version in choices]
    if choices:
        combo.setCurrentIndex(hashes.index(chosen.hash) if chosen is not None and chosen.hash in hashes else 0)


def second_line(message: Message, version: Version, zone: str) -> str:
    """Élément de langage · thème : eau · émetteur : SIG · L. Aubert (RED), 24 sept. 02:58."""
    kind = KINDS.get(message.kind, ("", message.kind))[1]
    authors = ", ".join(person(author) for author in version.authors)
    words = [
        kind[:1].upper() + kind[1:],
        f"thème : {message.topic}" if message.topic else "",
        f"émetteur : {version.text.issuer}" if version.text.issuer else "",
        f"porte-parole : {message.aside.spokesperson}" if message.aside.spokesperson else "",
        f"{authors}, {short_day_and_hour(version.at, zone)}",
        number(length(version.text), "mot"),
        "" if version.text.language == "fr" else f"langue : {version.text.language}",
    ]
    return " · ".join(word for word in words if word)


def length(text: Text) -> int:
    """How many words the text itself has: neither its title nor its variants."""
    parts = (text.lead, *text.key_messages, *(text.frame or {}).values(), text.body)
    return sum(map(differences.words, parts))


def spoken(pieces: Sequence[Piece]) -> str:
    """The same block for who cannot see what is underlined or struck."""
    said = {"same": "{}", "inserted": " ajouté : {} fin d’ajout ", "deleted": " retiré : {} fin de retrait "}
    return "".join(said[piece.kind].format(piece.text) for piece in pieces)


def _labelled(compare: Callable[[], Parts], labels: tuple[str, str]) -> tuple[tuple[str, str], Parts]:
    return labels, compare()


def texts(text: Text) -> Parts:
    """A text, part by part, nothing marked."""
    return tuple((name, (Piece("same", words),)) for name, words in differences.parts(text))
