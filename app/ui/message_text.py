"""The text of a message as it stands on the screen, alone or with the words that changed since an earlier version."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QGridLayout, QSizePolicy, QWidget

from app.core import differences
from app.core.differences import Piece
from app.core.records import Author
from app.core.registers import messages
from app.core.registers.messages import Message
from app.core.registers.visas import Visa
from app.core.texts import Text, Version
from app.ui import arrangement, controls, plain, theme
from app.ui.background import Background
from app.ui.flow_layout import FlowLayout
from app.ui.text_view import TextView
from app.ui.wording import number, person, short_day_and_hour

Parts = Sequence[tuple[str, Sequence[Piece]]]
NAME_WIDTH = 104
ROOM_BESIDE = 420  # below it, the names stand above the texts
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
    """Which message and version, then its text. `version` is what a visa given now would sign."""

    def __init__(self, background: Background):
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
        self._since = QComboBox()
        self._since.setProperty("look", "field")
        self._since.setAccessibleName("Différences depuis une version")
        self._since.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._since.activated.connect(lambda *_: self.show_differences())
        self._legend = TextView("Ce qui a changé", "small", "legend")
        self._legend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = QWidget()
        flow = FlowLayout(bar)
        for widget in (self._since, self._alone, self._legend):
            flow.addWidget(widget)
        self._bar = arrangement.panel(arrangement.column(bar, margins=(20, 5, 20, 5)), "window")
        self.parts = TextPart()
        self.parts.setProperty("look", "surface")
        self.setLayout(
            arrangement.column(
                arrangement.panel(head), controls.rule(), self._bar, controls.rule(), arrangement.scroll(self.parts)
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.size(ROOM_BESIDE)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._names.setDirection(direction)
        self._reference.setWordWrap(narrow)

    def show_message(self, message: Message, version: Version, zone: str, since: Version | None) -> None:
        """Show that version, compared with `since` when there is one; the person's choice stays for the same text."""
        same = self._message is not None and self._message.id == message.id and self.version is not None
        keep_alone = same and self.version.hash == version.hash and self._alone.isChecked()  # type: ignore[union-attr]
        self._message, self.version, self._zone = message, version, zone
        self._reference.setText(f"{message.reference} {version.label}")
        self._title.setText(version.text.title)
        self._second.setText(second_line(message, version, zone))
        self._fill_choices(message, version, since)
        if self._since.count() and since is not None and not keep_alone:
            self.show_differences()
        else:
            self.show_alone()

    def show_alone(self) -> None:
        """The text as the public would read it, with what is still to be written in a frame."""
        if self._message is None or self.version is None:
            return
        self._alone.setChecked(True)
        self._legend.hide()
        self.parts.show_parts(texts(self.version.text), self._message.placeholders)

    def show_differences(self) -> None:
        """The text with the words that changed since the version chosen."""
        former = self._since.currentData()
        if self.version is None or not isinstance(former, Version):
            return
        self._alone.setChecked(False)
        compare = partial(differences.compare_parts, former.text, self.version.text)
        self._background.read(partial(_labelled, compare, (former.hash, self.version.hash)), self._show_compared)

    def _show_compared(self, compared: tuple[tuple[str, str], Parts]) -> None:
        labels, parts = compared
        former = self._since.currentData()
        if self._message is None or self.version is None or not isinstance(former, Version):
            return
        if labels != (former.hash, self.version.hash) or self._alone.isChecked():
            return  # the person has gone on to something else meanwhile
        inserted, deleted = differences.counts(tuple(piece for _, pieces in parts for piece in pieces))
        changed = f"+{inserted}, −{deleted} mots" if inserted or deleted else "aucun mot n’a changé"
        self._show_legend(changed)
        self.parts.show_parts(parts, self._message.placeholders)

    def _show_legend(self, changed: str) -> None:
        words = (("inserted", "ajouté"), ("same", "  "), ("deleted", "retiré"), ("same", f"  {changed}"))
        pieces = [Piece(kind, text) for kind, text in words]
        self._legend.show_pieces(pieces)
        width = QFontMetrics(theme.font("small_bold")).horizontalAdvance("".join(piece.text for piece in pieces))
        self._legend.setFixedWidth(width + 12)
        self._legend.show()

    def _fill_choices(self, message: Message, version: Version, since: Version | None) -> None:
        self._since.clear()
        former = [
            one for one in reversed(message.versions) if one.hash != version.hash and one.number <= version.number
        ]
        for one in former:
            self._since.addItem(f"Depuis {_known_as(one, message, self._zone)}", one)
        if since is not None:
            self._since.setCurrentIndex(next((i for i, one in enumerate(former) if one.hash == since.hash), 0))
        self._bar.setVisible(bool(former))


def since_when(message: Message, version: Version, acting: Sequence[Author]) -> Version | None:
    """What this reader should compare with: the last earlier text that he or his organisation gave a visa on, else
    the last one that anybody gave a visa on; None when there is none."""
    persons = {one.person for one in acting}
    organisations = {one.organisation for one in acting}
    labelled = {one.label: one for one in message.versions if one.number < version.number}
    given = [visa for visa in message.visas if visa.version in labelled]
    theirs = [visa for visa in given if visa.person in persons or visa.organisation in organisations]
    return labelled[(theirs or given)[-1].version] if given else None


def second_line(message: Message, version: Version, zone: str) -> str:
    """Élément de langage · thème : eau · émetteur : SIG · L. Aubert (RED), 24 sept. 02:58."""
    kind = messages.KINDS.get(message.kind, ("", message.kind))[1]
    authors = ", ".join(person(author) for author in version.authors)
    words = [
        kind[:1].upper() + kind[1:],
        f"thème : {message.topic}" if message.topic else "",
        f"émetteur : {version.text.issuer}" if version.text.issuer else "",
        f"{authors}, {short_day_and_hour(version.at, zone)}",
        number(differences.words(version.text.body), "mot"),
        "" if version.text.language == "fr" else f"langue : {version.text.language}",
    ]
    return " · ".join(word for word in words if word)


def spoken(pieces: Sequence[Piece]) -> str:
    """The same block for who cannot see what is underlined or struck."""
    said = {"same": "{}", "inserted": " ajouté : {} fin d’ajout ", "deleted": " retiré : {} fin de retrait "}
    return "".join(said[piece.kind].format(piece.text) for piece in pieces)


def _known_as(version: Version, message: Message, zone: str) -> str:
    given = [visa for visa in message.visas if visa.version == version.label]
    if given:
        return f"le visa de {_signer(given[-1])} ({version.label}, {short_day_and_hour(given[-1].at, zone)})"
    return f"{version.label} ({short_day_and_hour(version.at, zone)})"


def _signer(visa: Visa) -> str:
    return visa.author.name or visa.author.role


def _labelled(compare: Callable[[], Parts], labels: tuple[str, str]) -> tuple[tuple[str, str], Parts]:
    return labels, compare()


def texts(text: Text) -> Parts:
    """A text, part by part, nothing marked."""
    return tuple((name, (Piece("same", words),)) for name, words in differences.parts(text))
