"""« Mes visas à donner »: only the texts that wait for the visa of the person at the desk, whole, and three answers."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QStackedWidget, QWidget

from app.core import differences
from app.core.changes import Changes
from app.core.situation import ServerTime
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow, MessageRow
from app.core.texts import everything
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, plain, shapes, states, theme, visas_list
from app.ui.card_list import CardList
from app.ui.flow_layout import FlowLayout
from app.ui.link_state import known
from app.ui.opened_message import Opened, open_message
from app.ui.signed_text import KEY, SignedText, known_as, last_signed
from app.ui.state_words import when
from app.ui.station import Station
from app.ui.visa_dialog import VisaDialog, my_step, notes
from app.ui.wording import number, person

LIST_WIDTH = 300
AGES = 15_000  # ms between two looks at what is late
FREE = 16_777_215  # the width Qt gives to what has no limit
NOTES_WIDTH, STACKED_BELOW = 300, 900  # pixels at 100 %: below it, the notes go under the text
ANSWERS = {
    "favourable": ("favorable", " Favorable…"),
    "reservation": ("reserve", " Favorable avec réserve…"),
    "unfavourable": ("defavorable", " Défavorable…"),
}
NOTHING = "Aucun texte n’attend votre visa."


class VisasPage(QWidget):
    """What is on the screen is what the visa signs. It tells at once when the text changes while it is read."""

    def __init__(self, station: Station):
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self._opened: Opened | None = None
        self._exchange: ExchangeState | None = None
        self._time = ServerTime(0, False)
        self.cards = CardList("Mes visas à donner")
        self.cards.chosen.connect(self._open)
        self.title = plain.label("", "page_title", wrap=True, name="Texte à viser")
        self._asked = plain.label("", "body", wrap=True, name="Ce qui est demandé")
        self._changed = plain.label("", "strong", "warning", wrap=True, name="Changé pendant votre lecture")
        self._changed.hide()
        self._notes = arrangement.column(spacing=6)
        self.text = SignedText(station.background, scrolls=False)
        self.nothing = plain.label(NOTHING, "emphasis", wrap=True, name="Rien à viser")
        self.since = plain.label("", "body", "text_secondary", wrap=True, name="Depuis quand ce poste le sait")
        self.answers = {code: self._answer(code) for code in ANSWERS}
        self._why_not = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui empêche de viser")
        self._middle = QStackedWidget()
        self._lay_out()
        self._add_key()
        self._dress()
        self._ages = QTimer(self)
        self._ages.setInterval(AGES)
        self._ages.timeout.connect(self._read_again)
        station.background.changed.connect(self._look_again)
        station.background.exchange.connect(self._show_exchange)

    def show_crisis(self, crisis: CrisisRow) -> None:
        """Show what waits for this person in that crisis."""
        if self._crisis is None or self._crisis.id != crisis.id:
            self._opened = None
            self.cards.show_items(())
        self._crisis = crisis
        self._read_list()

    def show_record(self, id: str) -> None:
        """Go to that text, if it waits for this person."""
        self.cards.choose(id)

    def answer(self, decision: str) -> None:
        """Ask to sign the version on the screen, that answer being given already."""
        if self._opened is None or self._crisis is None:
            return
        dialog = VisaDialog(self, self._station, self._crisis, self._opened, decision)
        dialog.show_frame(self._crisis.frame)
        dialog.exec()
        dialog.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ages.start()
        self._read_again()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ages.stop()

    def _answer(self, code: str) -> QPushButton:
        _, words = ANSWERS[code]
        return controls.button(words, partial(self.answer, code), "answer", words.strip())

    def _dress(self) -> None:
        for code, made in self.answers.items():
            shape, tone = ANSWERS[code][0], states.of_decision(code)[2]
            made.setIcon(shapes.icon(shape, theme.current().colour(tone), theme.size(14)))
            made.setIconSize(QSize(theme.size(14), theme.size(14)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < theme.size(STACKED_BELOW)
        directions = QBoxLayout.Direction
        self._body.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self._aside.setMinimumWidth(0 if stacked else theme.size(NOTES_WIDTH))
        self._aside.setMaximumWidth(FREE if stacked else theme.size(NOTES_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        head = plain.label("Mes visas à donner", "page_title", wrap=True)
        head.setContentsMargins(14, 9, 12, 9)
        left = arrangement.panel(arrangement.column(head, controls.rule(), self.cards))
        self._aside = arrangement.panel(arrangement.column(arrangement.panel(self._notes), None))
        top = arrangement.column(self.title, self._asked, self._changed, spacing=3, margins=(20, 10, 20, 8))
        self.acts = QWidget()
        flow = FlowLayout(self.acts, 12)
        for made in self.answers.values():
            flow.addWidget(made)
        foot = arrangement.panel(
            arrangement.column(self.acts, self._why_not, spacing=6, margins=(20, 11, 20, 12)), "window"
        )
        self._body = arrangement.row(self.text, self._aside, spacing=20, margins=(20, 8, 20, 8))
        self._body.setStretch(0, 1)
        reading = arrangement.column(
            arrangement.panel(top),
            controls.rule(),
            arrangement.scroll(arrangement.panel(self._body)),
            controls.rule("rule_strong"),
            foot,
        )
        reading.setStretch(2, 1)
        empty = arrangement.column(None, self.nothing, self.since, None, spacing=6, margins=(40, 40, 40, 40))
        for label in (self.nothing, self.since):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for layout in (empty, reading):
            self._middle.addWidget(arrangement.panel(layout))
        split = arrangement.split((left, LIST_WIDTH, 200), (self._middle, 700, 300), stretched=1)
        self.setLayout(arrangement.column(split))

    def _add_key(self) -> None:
        toggle = QAction("Différences depuis mon visa", self)
        toggle.setShortcut(KEY)
        toggle.triggered.connect(self.text.toggle)
        self.addAction(toggle)

    def _look_again(self, changes: Changes) -> None:
        if self._crisis is not None and (self._crisis.id in changes.spaces or changes.members):
            self._read_again()

    def _read_again(self) -> None:
        if self._crisis is not None and self.isVisible():
            self._read_list()
            if self.cards.current_id:
                self._open(self.cards.current_id)

    def _read_list(self) -> None:
        if self._crisis is not None:
            self._station.background.read(partial(_rows, self._station.reading, self._crisis.id), self._show_list)

    def _show_list(self, found: tuple[str, list[MessageRow], ServerTime]) -> None:
        space, rows, self._time = found
        if self._crisis is None or self._crisis.id != space:
            return
        self.cards.show_items(visas_list.items(rows, self._time.now, self._crisis.zone))
        self._tell_since()

    def _tell_since(self) -> None:
        """Since when one may believe that nothing waits."""
        if self._crisis is None:
            return
        here = known(self._time, self._exchange, self._crisis.zone)
        if here.offline:
            self.since.setText(f"Attention : {here.words}. Un texte a pu être soumis depuis.")
        elif here.met is not None:
            self.since.setText(f"À jour à {when(here.met, here.now, here.zone)}.")

    def _show_exchange(self, state: ExchangeState) -> None:
        changed = self._exchange is None or self._exchange.online != state.online
        self._exchange = state
        if changed:
            self._read_list()

    def _open(self, id: str) -> None:
        if not id or self._crisis is None:
            self._opened = None
            self._middle.setCurrentIndex(0)
            return
        self._station.background.read(partial(open_message, self._station, self._crisis, id), self._show_opened)

    def _show_opened(self, opened: Opened) -> None:
        crisis, message, version = self._crisis, opened.message, opened.version
        if crisis is None or message.id != self.cards.current_id:
            return
        read = self._opened.version if self._opened and self._opened.message.id == message.id else None
        self._opened = opened
        self.title.setText(f"{message.reference} {version.label.partition('·')[0]}   {version.text.title}")
        self._asked.setText(asked(opened, crisis.zone))
        arrangement.clear(self._notes)
        count = 0
        for note in notes(opened, crisis.zone):
            self._notes.addWidget(note)
            count += 1
        self._aside.setVisible(count > 0)
        if read is not None and read.hash != version.hash:
            words = f"{version.label} a remplacé {read.label} pendant votre lecture : les mots changés sont marqués."
            self._changed.setText(words)
            self._changed.show()
            self.text.show_version(version, read, f"ce que vous lisiez ({read.label})", changed=True)
        elif read is None or not self._changed.isVisible():
            self._changed.hide()
            self._show_text(opened, crisis.zone)
        self._show_answers(opened)
        self._middle.setCurrentIndex(1)

    def _show_text(self, opened: Opened, zone: str) -> None:
        signed = last_signed(opened.message, opened.version, opened.acting)
        if signed is None:
            self.text.show_version(opened.version, None, "")
            return
        hour = when(signed[1].at, opened.now, zone)
        fresh = self.text.version is None or self.text.version.hash != opened.version.hash
        words = known_as(signed, opened.acting, hour)
        self.text.show_version(opened.version, signed[0], words, changed=fresh)

    def _show_answers(self, opened: Opened) -> None:
        reason = opened.refused.get("sign", "")
        for made in self.answers.values():
            made.setEnabled(not reason)
            made.setAccessibleDescription(reason)
        self._why_not.setText(f"Viser : {reason}" if reason else "")
        self._why_not.setVisible(bool(reason))


def asked(opened: Opened, zone: str) -> str:
    """Who asks, for what, before when: one sentence."""
    step = my_step(opened.message, opened.acting)
    by = ", ".join(person(one) for one in opened.version.authors)
    if step is None or step.state == "done":
        return f"Écrit par {by}. Votre visa n’est plus attendu."
    whom = f"au titre de : {step.label}" if step.organisation else f"étape : {step.label}"
    at = f", demandé {when(step.asked_at, opened.now, zone)}" if step.asked_at else ""
    due = f", attendu avant {when(step.due, opened.now, zone)}" if step.due else ""
    turn = "" if step.ready else " Les étapes précédentes ne sont pas complètes : votre visa serait gardé."
    length = number(differences.words("\n".join(everything(opened.version.text))), "mot")
    return f"Écrit par {by}, {length}. Votre visa ({whom}){at}{due}.{turn}"


def _rows(reading: Reading, space: str) -> tuple[str, list[MessageRow], ServerTime]:
    return space, reading.messages(space), reading.server_time()
