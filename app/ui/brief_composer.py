"""Composing a brief: its sections, what its author adds, and the page that would be frozen now."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.errors import Refused, Unavailable
from app.core.registers import briefs
from app.core.registers.briefs import Content, Freeze
from app.core.roles import may_approve_briefs
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.core.times import hour, parse
from app.documents import brief
from app.documents.brief import Rendered
from app.ui import arrangement, brief_sections, controls, form, plain, printing
from app.ui.card_list import CardList
from app.ui.page_preview import WIDTH, PagePreview
from app.ui.station import Station
from app.ui.wording import number

PAUSE = 500  # ms without a keystroke before the page is made again
SECTIONS_WIDTH, TEXT_WIDTH = 232, 440


@dataclass(frozen=True, slots=True)
class Proof:
    """The brief as it would be frozen. `turn` tells which request it answers; `fed` is what came by itself."""

    turn: int
    fed: Content
    content: Content
    rendered: Rendered
    pages: tuple[QImage, ...]


class BriefComposer(QWidget):
    """What is frozen is the page on the screen, byte for byte. `closed` tells the id of the brief frozen, or ""."""

    closed = Signal(str)

    def __init__(self, station: Station, now: Callable[[], int]):
        super().__init__()
        self._station, self._now = station, now
        self._crisis: CrisisRow | None = None
        self._turn = 0
        self._proof: Proof | None = None
        self._cutoff = 0
        self._section = 1
        self.texts: dict[int, str] = {}
        self.title = plain.label("", "page_title")
        self._state = controls.Sign("en_visa", "projet, non figé", "info", boxed=True)
        self.cutoff = form.line("Arrêté à", hint="02:48")
        self.cutoff.setMaximumWidth(220)
        self.cutoff.editingFinished.connect(self._take_cutoff)
        self.freeze = controls.button("Figer et numéroter", self._freeze, "primary_dense")
        self._close = controls.button("Fermer", self._give_up, "dense")
        self._said = plain.label("", "small", "text_secondary", wrap=True, name="Avant de figer")
        self.sections = CardList("Sections")
        self.sections.chosen.connect(self._choose)
        self._heading = plain.label("", "heading", wrap=True)
        self.text = form.area("Texte de tête", lines=5)
        self.text.textChanged.connect(self._typed)
        self._fed = QPlainTextEdit()
        self._fed.setReadOnly(True)
        self._fed.setTabChangesFocus(True)
        self._fed.setProperty("look", "flat")
        self._fed.setAccessibleName("Ce qui alimente la section")
        self.preview = PagePreview()
        self._count = plain.label("", "heading")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.compose)
        self._lay_out()

    def begin(self, crisis: CrisisRow) -> None:
        """Compose the next brief of that crisis, as of now. What was typed for the same crisis is still there."""
        if self._crisis is None or self._crisis.id != crisis.id:
            self.texts = {}
            self._proof = None
        self._crisis = crisis
        self._section = 1
        self._cutoff = self._now()
        self._show_cutoff()
        self._show_text()
        self.compose()

    def compose(self) -> None:
        """Make the page again from what this workstation holds and what was typed."""
        if self._crisis is None:
            return
        self._turn += 1
        self._show_reasons()
        work = partial(_proof, self._station.reading, self._crisis, self._cutoff, dict(self.texts), self._turn)
        self._station.background.read(work, self._show_proof, self._failed)

    def look_again(self) -> None:
        """Something was written or received meanwhile."""
        if self._crisis is not None and self.isVisible():
            self._pause.start()

    def _lay_out(self) -> None:
        head = arrangement.row(
            self.title,
            self._state,
            None,
            plain.label("Arrêté à", "small_strong"),
            self.cutoff,
            self._close,
            self.freeze,
            margins=(16, 7, 12, 7),
        )
        left = arrangement.panel(arrangement.column(self.sections))
        fed = plain.label("Alimenté par la main courante, les messages et l’annuaire", "small_strong", wrap=True)
        text = plain.label("Texte de tête", "small_strong")
        text.setBuddy(self.text)
        middle = arrangement.panel(
            arrangement.column(self._heading, text, self.text, fed, self._fed, spacing=6, margins=(14, 9, 14, 9))
        )
        pages = arrangement.panel(arrangement.row(self._count, None, margins=(14, 9, 14, 9)), "window")
        right = arrangement.panel(arrangement.column(pages, controls.rule(), self.preview), "window")
        split = arrangement.split(
            (left, SECTIONS_WIDTH, 160),
            (middle, TEXT_WIDTH, 240),
            (right, 560, 280),
            stretched=2,
        )
        said = arrangement.panel(arrangement.column(self._said, margins=(16, 8, 16, 9)), "window")
        whole = arrangement.column(arrangement.panel(head), controls.rule(), split, controls.rule("rule_strong"), said)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _typed(self) -> None:
        self.texts[self._section] = self.text.toPlainText()
        self._turn += 1  # the page on the screen is no longer what would be frozen
        self._show_reasons()
        self._show_sections()
        self._pause.start()

    def _choose(self, id: str) -> None:
        if id:
            self._section = int(id)
            self._show_text()

    def _take_cutoff(self) -> None:
        if self._crisis is None:
            return
        try:
            cutoff = parse(self.cutoff.text(), self._now(), self._crisis.zone)
        except Refused as error:
            plain.mark(self.cutoff, "refused", True)
            self._say(f"Refusé : {error}", "error")
            return
        plain.mark(self.cutoff, "refused", False)
        if cutoff != self._cutoff and self.cutoff.text() != hour(self._cutoff, self._crisis.zone):
            self._cutoff = cutoff
            self.compose()

    def _show_cutoff(self) -> None:
        if self._crisis is not None:
            self.cutoff.setText(hour(self._cutoff, self._crisis.zone))
            plain.mark(self.cutoff, "refused", False)

    def _show_text(self) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(self.texts.get(self._section, ""))
        self.text.blockSignals(False)
        self._show_section()

    def _show_section(self) -> None:
        if self._proof is None:
            return
        section = self._proof.fed.sections[self._section - 1]
        self._heading.setText(f"{section.number}  {section.title}")
        found = brief_sections.lines(section, self._proof.fed.zone)
        shown = "\n".join(found) if found else "Rien : sans texte de tête, la page dira « sans objet »."
        if shown != self._fed.toPlainText():
            self._fed.setPlainText(shown)

    def _show_sections(self) -> None:
        if self._proof is not None:
            cards = [brief_sections.card(one, self.texts.get(one.number, "")) for one in self._proof.fed.sections]
            self.sections.show_items(cards)

    def _show_proof(self, proof: Proof) -> None:
        if proof.turn != self._turn:
            return
        self._proof = proof
        self.title.setText(f"Point de situation n° {proof.content.number}")
        self._count.setText(number(len(proof.pages), "page"))
        self.preview.show_pages(proof.pages)
        self._show_sections()
        self._show_section()
        self._show_reasons()

    def _show_reasons(self) -> None:
        """What freezing means now, or why it cannot be done yet."""
        crisis, proof = self._crisis, self._proof
        if crisis is None:
            return
        roles = crisis.role.split(", ")
        why_not = ""
        if not crisis.open:
            why_not = "la crise est close."
        elif briefs.REGISTER.writers["brief.frozen"].isdisjoint(roles):
            why_not = f"le rôle {crisis.role} ne le permet pas."
        elif proof is None or proof.turn != self._turn:
            why_not = "la page est en cours de composition."
        approves = any(may_approve_briefs(role) for role in roles)
        meaning = "Figer l’approuve à votre nom." if approves else "Sans approbation, chaque page dira PROJET."
        self.freeze.setEnabled(not why_not)
        self.freeze.setAccessibleDescription(why_not)
        self._say(f"Figer : {why_not}" if why_not else f"{meaning} Un point figé ne change plus jamais.")

    def _freeze(self) -> None:
        proof, crisis = self._proof, self._crisis
        if proof is None or crisis is None or proof.turn != self._turn:
            return
        self.freeze.setEnabled(False)
        command = Freeze(crisis.id, proof.content, proof.rendered.pdf, proof.rendered.pages)
        self._station.background.write(partial(self._station.desk.do, command), self._frozen, self._failed)

    def _frozen(self, done: object) -> None:
        self.texts = {}
        self._proof = None
        self.closed.emit(str(getattr(done, "id", "")))

    def _give_up(self) -> None:
        self.closed.emit("")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, (Refused, Unavailable)):
            self.freeze.setEnabled(False)
            self._say(f"Refusé : {error}" if isinstance(error, Refused) else str(error), "error")
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)

    def _say(self, words: str, tone: str = "text_secondary") -> None:
        self._said.setText(words)
        plain.mark(self._said, "tone", tone)


def _proof(reading: Reading, crisis: CrisisRow, cutoff: int, texts: dict[int, str], turn: int) -> Proof:
    approved = any(may_approve_briefs(role) for role in crisis.role.split(", "))
    fed = reading.compose(crisis.id, cutoff, approved)
    content = brief_sections.with_texts(fed, texts)
    rendered = brief.render(content)
    return Proof(turn, fed, content, rendered, tuple(printing.drawn(rendered.pdf, WIDTH)))
