"""A section of a brief while it is composed: the words at its head, then the lines that may be taken."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame

from app.core import brief_choices
from app.core.brief_choices import BY_THE_HOUR
from app.core.brief_formats import ASKED, ESSENTIAL, shown_number
from app.core.brief_offer import Offer, Proposal
from app.core.composition import Composition, text_of
from app.core.texts import PLACEHOLDER
from app.ui import arrangement, brief_lines, brief_sections, controls, form, plain, theme
from app.ui.brief_lines import Line
from app.ui.brief_picks import PickList
from app.ui.flow_layout import FlowLayout
from app.ui.wording import number

FEWEST, MOST = 2, 6  # lines of the field in sight, above a list
TEXTS = {ESSENTIAL: "Lignes de tête, une idée par ligne", ASKED: "Décisions à demander, une par ligne"}
TEXT = "Texte de tête"
FIXED = "Une chronologie garde l’ordre des heures."


class SectionPane(QFrame):
    """`typed` tells the text at the head, `reasoned` why the section has no object, `ticked` a line and whether it is
    wanted, `moved` a line and how many further, `all_ticked` whether all of them are wanted."""

    typed = Signal(str)
    reasoned = Signal(str)
    ticked = Signal(str, bool)
    all_ticked = Signal(bool)
    moved = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._offer: Offer | None = None
        self.heading = plain.label("", "heading", wrap=True)
        self._summary = plain.label("", "small", "text_tertiary", name="Lignes proposées et choisies")
        self._label = plain.label(TEXT, "small_strong")
        self._said = plain.label("", "small", "text_tertiary", name="Longueur du texte")
        self.text = form.area(TEXT, lines=FEWEST, grows=True)
        self.text.textChanged.connect(self._type)
        self._label.setBuddy(self.text)
        self.back = controls.button("Reprendre les lignes proposées", self._go_back, "link")
        self.reason = form.line("Sans objet, motif", hint="Pourquoi cette section n’a pas d’objet à cette heure")
        self.reason.textEdited.connect(self.reasoned)
        self._reason_label = plain.label("Sans objet, motif", "small_strong")
        self._reason_label.setBuddy(self.reason)
        self.list = PickList("Lignes de la section")
        self.list.ticked.connect(self.ticked)
        self.list.moved.connect(self.moved)
        self.list.gone_to.connect(self._show_acts)
        self.up = controls.button("Monter", lambda: self.list.shift(-1), "dense", "Monter la ligne (Alt+Haut)")
        self.down = controls.button("Descendre", lambda: self.list.shift(1), "dense", "Descendre la ligne (Alt+Bas)")
        self._every = controls.button("Tout", lambda: self.all_ticked.emit(True), "dense", "Prendre toutes les lignes")
        self._none = controls.button("Rien", lambda: self.all_ticked.emit(False), "dense", "Ne prendre aucune ligne")
        self._lay_out()

    def show_section(
        self, offer: Offer, proposal: Proposal, composed: Composition, fresh: frozenset[str], *, from_top: bool = False
    ) -> None:
        """Show what may be taken in that section, and what is. What is being typed is left alone."""
        self._offer = offer
        self.heading.setText(f"{shown_number(offer.number)}  {offer.title}")
        self._summary.setText(brief_sections.summary(offer, composed, proposal.since))
        self._label.setText(TEXTS.get(offer.number, TEXT))
        self.text.setAccessibleName(f"{TEXTS.get(offer.number, TEXT)}, section {offer.title}")
        self._write(text_of(offer, composed))
        self.back.setVisible(bool(offer.text) and offer.number in composed.texts)
        reason = composed.nothing.get(offer.number, "")
        if self.reason.text().strip() != reason.strip():
            self.reason.setText(reason)
        empty = brief_choices.is_empty(offer, composed)
        for widget in (self.reason, self._reason_label):
            widget.setVisible(empty or self.reason.hasFocus())
        self._count()
        moved = composed.order.get(offer.number, ())
        items = brief_lines.items(offer.groups, moved, proposal, composed, fresh)
        self.list.show_items(items, from_top=from_top)
        self.list.setVisible(bool(items))
        self._foot.setVisible(bool(items))
        self._fit()
        self._show_acts()

    def go_to_line(self, line: int, said: str = "") -> None:
        """The keyboard on that line of the text, from 1: on the placeholder that is `said` first, ready to be typed
        over, or at the end of the line. What is typed then never replaces the rest of the sentence."""
        block = self.text.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block)
        blank = next((one for one in PLACEHOLDER.finditer(block.text()) if said.startswith(one[0])), None)
        if blank is None:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        else:
            cursor.setPosition(block.position() + blank.start())
            cursor.setPosition(block.position() + blank.end(), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def go_to_pick(self, key: str) -> None:
        """The keyboard on that line of the list."""
        if self.list.choose(key):
            self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        head = arrangement.row(self.heading, None, self._summary, margins=(14, 8, 12, 7))
        head.setStretch(0, 0)
        above = FlowLayout(spacing=8)
        for words in (self._label, self._said):
            above.addWidget(words)
        typed = arrangement.column(
            above, self.text, self.back, self._reason_label, self.reason, spacing=5, margins=(14, 8, 12, 9)
        )
        self._typed = arrangement.panel(typed)
        acts = FlowLayout(spacing=6)
        for widget in (self.up, self.down, self._every, self._none):
            acts.addWidget(widget)
        inside = arrangement.column(acts, margins=(12, 6, 12, 6))
        self._foot = arrangement.panel(arrangement.column(controls.rule(), arrangement.panel(inside)))
        whole = arrangement.column(head, controls.rule(), self._typed, controls.rule(), self.list, self._foot)
        whole.setStretch(2, 1)
        whole.setStretch(4, 100)
        self.setLayout(whole)
        self.setFocusProxy(self.text)

    def _type(self) -> None:
        self._count()
        self._fit()
        self.typed.emit(self.text.toPlainText())

    def _go_back(self) -> None:
        if self._offer is not None:
            self.text.setPlainText("\n".join(self._offer.text))
            self.text.setFocus()

    def _write(self, text: str) -> None:
        """Put that text in the field, unless it is there: the caret stays where it is."""
        if text == self.text.toPlainText():
            return
        place = self.text.textCursor().position()
        self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(False)
        cursor = self.text.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.text.setTextCursor(cursor)

    def _count(self) -> None:
        lines = sum(bool(line.strip()) for line in self.text.toPlainText().splitlines())
        most = brief_sections.MOST_ESSENTIAL
        if self._offer is not None and self._offer.number == ESSENTIAL:
            self._said.setText(f"{number(lines, 'ligne')} sur {most} au plus")
            plain.mark(self._said, "tone", "warning" if lines > most else "text_tertiary")
        else:
            self._said.setText(number(lines, "ligne") if lines else "")
            plain.mark(self._said, "tone", "text_tertiary")

    def _fit(self) -> None:
        """As high as what is written, where lines stand below; all the room there is, where none do."""
        high = QFontMetrics(theme.font()).lineSpacing()
        air = theme.size(14)
        self.text.setMinimumHeight(high * FEWEST + air)
        if self._offer is None or not self._offer.groups:
            self.text.setMaximumHeight(16_777_215)  # Qt's own « no limit »
            return
        wanted = round(self.text.document().documentLayout().documentSize().height())  # in lines, for plain text
        self.text.setMaximumHeight(high * min(max(wanted, FEWEST), MOST) + air)

    def _show_acts(self) -> None:
        line = self.list.current
        group = brief_choices.group_of(self._offer, line.id) if self._offer is not None and line else None
        keys = [one.id for one in self.list.items if isinstance(one, Line)] if group else []
        fixed = group is None or group.kind in BY_THE_HOUR
        mine = [key for key in keys if group is not None and any(one.key == key for one in group.picks)]
        here = mine.index(line.id) if line is not None and line.id in mine else -1
        for made, able in ((self.up, here > 0), (self.down, -1 < here < len(mine) - 1)):
            made.setEnabled(able and not fixed)
            made.setAccessibleDescription(FIXED if fixed else "")
            plain.tip(made, FIXED if fixed else made.accessibleName())
