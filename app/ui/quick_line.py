"""The quick line: an entry in under ten seconds without leaving the keyboard, and how it was understood, live."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from app.core import quick_line, times
from app.core.desk import Done
from app.core.errors import Refused, Unavailable
from app.core.places import Places
from app.core.registers.crisis import FRAMES
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, entry_words, plain, theme
from app.ui.chip_view import ChipView
from app.ui.completer import Completer
from app.ui.drafts_strip import DraftsStrip
from app.ui.entry_drafts import EntryDrafts
from app.ui.entry_field import EntryField
from app.ui.entry_form import EntryForm
from app.ui.flow_layout import FlowLayout
from app.ui.kept_text import KeptText
from app.ui.known_names import KnownNames
from app.ui.station import Station
from app.ui.typing_keys import TypingKeys

HINT = "Nouvelle entrée : heure émetteur moyen > objet"


class QuickLine(QFrame):
    """One field, a clock, and a row of chips. Enter records, Tab accepts what is proposed, Esc keeps the draft; what
    is half-written is set aside above, and taken back from there."""

    left = Signal()  # Esc: the keyboard goes back to the table
    recorded = Signal(str, str)  # id and number of the entry just written

    def __init__(self, station: Station, places: Places, now: Callable[[], int]) -> None:
        super().__init__()
        self._station, self._places, self._now = station, places, now
        self._crisis: CrisisRow | None = None
        self._accepted = False
        self.forms: list[EntryForm] = []  # those open over the window
        self._kept = KeptText(station, self)
        self.drafts = EntryDrafts(station, now, self)
        self.known = KnownNames(station, self)
        self.setProperty("look", "quick")
        self._clock = plain.label("", "vital", name="Heure")
        self.line = EntryField()
        self.setFocusProxy(self.line)  # before the drafts above it
        self.completer = Completer(self.line, self.known.in_line)
        self.keys = TypingKeys(self.line, now, "Europe/Paris", "")
        self.strip = DraftsStrip(self.drafts)
        self.act = controls.button("Enregistrer  Entrée", self._record, "primary", "Enregistrer l’entrée")
        self.detail = controls.button("Détailler…", self.open_form, "", "Entrée détaillée")
        plain.tip(self.detail, "Tous les champs, pièces jointes comprises : Ctrl+Maj+E")
        self._shortcut = plain.label("Ctrl+N", "key", "text_tertiary")
        self.chips = QWidget()
        self._flow = FlowLayout(self.chips, spacing=6)
        self.refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._frame = plain.label("", "key", "text_secondary", name="Cadre")
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.show_crisis(None)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Write into this crisis from now on. What was typed for another stays with that other."""
        if (crisis.id if crisis else "") != (self._crisis.id if self._crisis else ""):
            for form in tuple(self.forms):
                form.close()
            self._kept.move("", self._restore)
            self.line.clear()
            self._kept.move(f"{crisis.id} quick line" if crisis else "", self._restore)
            self.drafts.show_crisis(crisis.id if crisis else "")
        self._crisis = crisis
        self.known.show_crisis(crisis)
        self.keys.zone, self.keys.nature = (crisis.zone, crisis.nature) if crisis else ("Europe/Paris", "")
        why = entry_words.why_not_write(crisis)
        for part in (self.line, self.act, self.detail):
            part.setEnabled(not why)
        self.line.setPlaceholderText(f"Saisie inactive : {why}" if why else HINT)
        self.line.setAccessibleDescription(why)
        self._tick()
        self._understand()

    def keep(self) -> None:
        """Keep on the disk what is typed, here and in the forms, without waiting for a pause."""
        self._kept.flush()
        self.drafts.flush()

    def enter(self) -> None:
        """Take the keyboard."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self) -> None:
        """Give an empty line; what was half-typed is set aside."""
        self._set_aside()
        self.enter()

    def take(self, key: int) -> None:
        """Take that draft back, where it was typed; a line half-typed meanwhile is set aside in its turn."""
        draft = self.drafts.draft(key)
        if draft is None or self.line.isReadOnly() or not self.line.isEnabled():
            return
        if draft.detailed:
            (next((form for form in self.forms if form.key == key), None) or self._form(key)).begin()
            return
        self._set_aside()
        self.line.setText(draft.line)
        self._kept.change(draft.line)
        self._kept.flush()  # it is kept here before it is kept there no more
        self.drafts.forget(key)
        self.enter()

    def take_nth(self, place: int) -> None:
        """Take the draft at that place of the strip, the first being 0."""
        if place < len(self.drafts.all):
            self.take(self.drafts.all[place].key)

    def take_next(self) -> None:
        """Take the oldest draft: pressed again and again, it goes round them all."""
        self.take_nth(0)

    def open_form(self) -> None:
        """Write the entry in all its fields, beginning with what is typed here."""
        if not self.line.isEnabled() or self.line.isReadOnly():
            return
        form = self._form(0)
        if self.line.text().strip():
            try:
                form.understand(self._understood(), self._accepted)
            except Refused as refused:
                form.close()
                self._refuse(refused)
                return
            self._empty()
        form.begin()

    def open_texts(self) -> None:
        """Offer the quick texts of the crisis; the one chosen is written here."""
        if self.line.isEnabled():
            self.enter()
            self.keys.open_texts(self.line)

    def write_hour(self) -> None:
        """Write the present hour where the caret is."""
        if self.line.isEnabled():
            self.enter()
            self.keys.write_hour(self.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.surface)
        used = self.line.hasFocus() or bool(self.line.text())
        painter.fillRect(0, 0, self.width(), 2 if used else 1, colours.primary if used else colours.rule_strong)
        painter.end()

    def _lay_out(self) -> None:
        for key in (self._frame, self._shortcut):
            key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        whole = QGridLayout()
        whole.setContentsMargins(16, 8, 16, 6)
        whole.setHorizontalSpacing(10)
        whole.setVerticalSpacing(8)
        whole.addWidget(self.strip, 0, 1, 1, 2)
        whole.addWidget(self._clock, 1, 0)
        whole.addWidget(self.line, 1, 1)
        whole.addLayout(arrangement.row(self._frame, self._shortcut, self.act, self.detail, spacing=10), 1, 2)
        whole.addWidget(self.refusal, 2, 1, 1, 2)
        whole.addWidget(self.chips, 3, 1, 1, 2)
        whole.setColumnStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._understand)
        self.line.textEdited.connect(self._kept.change)
        self.line.returnPressed.connect(self._record)
        self.line.left.connect(self.left)
        self.line.accepted.connect(self._accept)
        self.line.draft_wanted.connect(self.take_nth)
        self.strip.wanted.connect(self.take)
        self.strip.emptied.connect(self.enter)

    def _tick(self) -> None:
        zone = self._crisis.zone if self._crisis else "Europe/Paris"
        self._clock.setText(times.hour(self._now(), zone))

    def _understand(self) -> None:
        """Show the chips of the line as it stands; nothing is read from the disk here."""
        self.refusal.hide()
        arrangement.clear(self._flow)
        typed = bool(self.line.text().strip()) and self._crisis is not None
        self.chips.setVisible(typed)
        self.act.setVisible(typed)
        self._shortcut.setVisible(not typed and self.line.isEnabled())
        self._frame.setText(FRAMES.get(self._crisis.frame, "") if self._crisis else "")
        self._frame.setVisible(self._shortcut.isVisibleTo(self))
        self.line.proposes = False
        if not typed:
            self._accepted = False
            self.update()
            return
        try:
            understood = self._understood()
        except Refused as refused:
            self._refuse(refused)
            return
        if understood.proposed_place is None:
            self._accepted = False
        self.line.proposes = understood.proposed_place is not None and not self._accepted
        for chip in quick_line.chips(understood):
            accepted = chip.kind == "proposed" and self._accepted
            self._flow.addWidget(ChipView(quick_line.Chip("Lieu", chip.value) if accepted else chip))
            if chip.kind == "proposed" and not accepted:
                self._flow.addWidget(plain.label("Tab", "key", "text_tertiary"))
        self.update()

    def _understood(self) -> quick_line.Understood:
        crisis, line, now = self._crisis, self.line.text(), self._now()
        if crisis is None:
            return quick_line.understand(line, now, "Europe/Paris", self._places)
        territory = tuple(filter(None, crisis.territory.split(",")))
        return quick_line.understand(line, now, crisis.zone, self._places, territory, crisis.opened_at)

    def _accept(self) -> None:
        self._accepted = True
        self._understand()

    def _set_aside(self) -> None:
        if self._crisis is not None and self.line.text().strip() and not self.line.isReadOnly():
            self.drafts.add(self.line.text())
            self._empty()

    def _empty(self) -> None:
        """Empty the line: what it held is kept elsewhere."""
        self.line.clear()
        self._kept.forget()

    def _form(self, key: int) -> EntryForm:
        assert self._crisis is not None  # the acts that lead here are closed without a crisis
        draft = self.drafts.draft(key) if key else None
        parts = (self._station, self._crisis, self._now, self._places, self.drafts, self.known)
        form = EntryForm(self.window(), *parts, draft)
        form.recorded.connect(self.recorded)
        form.finished.connect(lambda _: self.forms.remove(form))
        self.forms.append(form)
        return form

    def _record(self) -> None:
        if self._crisis is None or self.line.isReadOnly() or not self.line.text().strip():
            return
        try:
            command = quick_line.to_record(self._understood(), self._crisis.id, self._accepted)
        except Refused as refused:
            self._refuse(refused)
            return
        self.line.setReadOnly(True)
        desk = self._station.desk
        self._station.background.write(lambda: desk.do(command), self._succeeded, self._failed)

    def _restore(self, text: str) -> None:
        self.line.setText(text)

    def _succeeded(self, done: Done) -> None:
        self.line.setReadOnly(False)
        self._empty()
        self.recorded.emit(done.id, done.label)

    def _failed(self, error: Exception) -> None:
        self.line.setReadOnly(False)
        if isinstance(error, Refused | Unavailable):
            self._refuse(error)
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)

    def _refuse(self, error: Exception) -> None:
        self.refusal.setText(f"Refusé : {error}" if isinstance(error, Refused) else str(error))
        self.refusal.show()
        self.line.setAccessibleDescription(str(error))
