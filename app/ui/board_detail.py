"""One line of the board in full: what to say, not to say and answer, and who cleared, received and read it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from app.core import times
from app.core.board import IN_FORCE
from app.core.channels import channel_word
from app.core.leaving import words
from app.core.message import Message
from app.core.store.board_reading import LineDetail
from app.core.visas import DECISIONS, MEANS, Visa
from app.ui import arrangement, board_words, controls, detail_rows, plain, theme, wording
from app.ui.flow_layout import FlowLayout
from app.ui.message_outputs import Wanted
from app.ui.text_view import TextView

WHOLE = ""  # the variant that is none
MOST_NAMES, MOST_TOLD = 3, 6
KEYS_UP_TO = 1.5  # size of text


class BoardDetail(QWidget):
    """`copy_wanted` tells what is to be copied, `read_wanted` that the person says he has read it."""

    copy_wanted = Signal(object)  # Wanted
    read_wanted = Signal()

    def __init__(self, name: str = "Ligne choisie") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("look", "surface")
        self.detail: LineDetail | None = None
        self.variant = WHOLE
        self._zone = ""
        self.text = TextView("À dire", "read_aloud")
        self.copy = controls.button("Copier le texte", self._copy, "dense")
        self.copy.setToolTip("Copier le texte, avec ses marques (Ctrl+Maj+C)")
        self.read = controls.button("J’ai lu", self.read_wanted.emit, "dense", name="J’ai lu cette version")
        self.read.setToolTip("J’ai lu cette version (L)")
        self.told = plain.label("", "small_strong", "success", wrap=True, name="Fait")
        self._title = plain.label("", "strong")
        self._hidden = detail_rows.words(board_words.HIDDEN)
        self._acts = FlowLayout(spacing=8)
        for button in (self.copy, self.read):
            self._acts.addWidget(button)
        self._variants: dict[str, QPushButton] = {}
        self._count = plain.label("", "strong")
        self._missing = plain.label("", "small", "text_secondary", wrap=True)
        self._above, self._between = arrangement.column(), arrangement.column()
        said = detail_rows.section(self._title, self._hidden, self.text, self._acts, self.told, spacing=6)
        readers = detail_rows.section(self._count, self._missing)
        parts = (self._above, controls.rule(), said, controls.rule(), self._between, readers, None)
        self.setLayout(arrangement.column(arrangement.scroll(arrangement.panel(arrangement.column(*parts)))))

    def show_line(self, detail: LineDetail | None, zone: str) -> None:
        """Show this instead; None: nothing is chosen. What has not changed is left as it is, the keyboard with it."""
        former = self.detail
        if former is None or detail is None or detail.message.id != former.message.id:
            self.variant = WHOLE
            self.say("")
        self.detail = detail
        if detail is not None and (former is None or zone != self._zone or _timeless(former) != _timeless(detail)):
            self._zone = zone
            self._fill(detail)

    def say(self, words: str, *, refused: bool = False) -> None:
        """Say what was just done below the text, or why it was not."""
        self.told.setText(words)
        plain.mark(self.told, "tone", "error" if refused else "success")
        self.told.setVisible(bool(words))

    def choose_variant(self, variant: str) -> None:
        """Show the words of that variant; empty: the whole text."""
        self.variant = variant
        if self.detail is not None:
            self._show_words(self.detail)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        """The key stands in the button as long as there is room for it."""
        self.read.setText("J’ai lu  L" if theme.scale() < KEYS_UP_TO else "J’ai lu")

    def _copy(self) -> None:
        if self.detail is not None:
            self.copy_wanted.emit(Wanted(self.detail.message.id, self.detail.version.label, self.variant))

    def _fill(self, detail: LineDetail) -> None:
        for layout in (self._above, self._between):
            arrangement.clear(layout)
        self._above.addWidget(self._head(detail))
        for part in self._parts(detail):
            self._between.addWidget(part)
            self._between.addWidget(controls.rule())
        self._make_variants(detail)
        self._show_words(detail)
        self._show_readers(detail)
        self._dress()

    def _parts(self, detail: LineDetail) -> Iterator[QWidget]:
        aside = detail.message.aside
        if aside.not_to_say and not detail.line.row.embargoed:
            sign, title = controls.Sign("defavorable", "", "error"), plain.label("À ne pas dire", "strong")
            yield detail_rows.section(
                arrangement.row(sign, title, None, spacing=0), detail_rows.words(aside.not_to_say, "body")
            )
        if detail.answers:
            answers = [answer(one) for one in detail.answers]
            if detail.more:
                more = f"et {wording.number(detail.more, 'autre')}, dans Questions-réponses"
                answers.append(detail_rows.words(more, "small", "text_secondary"))
            yield detail_rows.section(plain.label("Si l’on insiste", "strong"), *answers)
        yield _titled("Visas", *(visa_words(one, self._zone) for one in _counting(detail.message)))
        yield _titled("Diffusions", *_dispatches(detail, self._zone))

    def _head(self, detail: LineDetail) -> QWidget:
        line, message, zone = detail.line, detail.message, self._zone
        shape, word, tone = board_words.state(line)
        title = plain.label(f"{line.row.reference} {line.number}", "page_title", wrap=True)
        judgement = message.judgements.get(detail.version.hash)
        when = [f"validé {times.hour(judgement.validated_at, zone)}"] if judgement and judgement.validated_at else []
        when += [
            f"diffusé {times.hour(line.said_at, zone)}",
            f"{detail.version.hash[:4]} {detail.version.hash[4:8]}",
        ]
        under = detail_rows.words(board_words.capital(" · ".join(when)), "small", "text_secondary")
        plain.tip(under, f"Empreinte SHA-256 : {detail.version.hash}")
        rows: list[QWidget | QLayout] = [
            detail_rows.flow(title, controls.Sign(shape, word, tone), spacing=theme.size(10)),
            under,
        ]
        why = why_not(detail)
        if why:
            rows.append(detail_rows.words(why, "small_strong", "alarm" if tone == "alarm" else "warning"))
        return detail_rows.section(*rows)

    def _make_variants(self, detail: LineDetail) -> None:
        """A button for each variant: it shows its words, and a second time the whole text."""
        wanted = () if detail.line.row.embargoed else tuple(sorted(detail.version.text.variants or {}))
        if tuple(self._variants) == wanted:
            return
        for button in self._variants.values():
            self._acts.removeWidget(button)
            button.deleteLater()
        self._variants = {code: self._variant_button(code) for code in wanted}
        if self.variant not in wanted:
            self.variant = WHOLE

    def _variant_button(self, code: str) -> QPushButton:
        name = channel_word(code)
        made = controls.button(name, partial(self._toggle, code), "chip", f"Variante {name}")
        made.setCheckable(True)
        self._acts.addWidget(made)
        return made

    def _toggle(self, code: str) -> None:
        self.choose_variant(WHOLE if code == self.variant else code)

    def _show_words(self, detail: LineDetail) -> None:
        embargoed, sayable = detail.line.row.embargoed, detail.line.standing == IN_FORCE
        title = "À dire" if sayable or embargoed else "Ce qui a été dit"
        self._title.setText(title)
        self.text.setAccessibleName(title)
        self.text.show_text("" if embargoed else words(detail.version.text, self.variant))
        self.text.setVisible(not embargoed)
        self._hidden.setVisible(embargoed)
        self.copy.setVisible(not embargoed)
        self.copy.setEnabled(sayable)
        for code, button in self._variants.items():
            button.setChecked(code == self.variant)

    def _show_readers(self, detail: LineDetail) -> None:
        self.read.setEnabled(not detail.mine and not detail.line.row.embargoed)
        self._count.setText(f"Lu par {detail.readers - len(detail.unread)}/{detail.readers}")
        names = [one.name for one in detail.unread[:MOST_NAMES]]
        more = len(detail.unread) - MOST_NAMES
        names += [f"et {wording.number(more, 'autre')}"] if more > 0 else []
        said = [f"Manquent : {', '.join(names)}."] if names else []
        said += ["Vous avez lu cette version."] if detail.mine else []
        self._missing.setText("\n".join(said))
        self._missing.setVisible(bool(said))


def _timeless(detail: LineDetail) -> LineDetail:
    """The same without its hour: what is shown of it does not depend on it."""
    answers = tuple(replace(one, situation=None) for one in detail.answers)
    return replace(detail, message=replace(detail.message, situation=None), answers=answers)


def why_not(detail: LineDetail) -> str:
    """Why it may not be said now; nothing when it may."""
    line = detail.line
    if line.standing == IN_FORCE:
        return ""
    if line.standing == "expired":
        return "Périmé : ne plus employer."
    if line.standing == "gone":
        return f"{board_words.capital(line.why)} : ne plus employer."
    return f"{board_words.NEVER_USE} : {line.why}." if line.why else f"{board_words.NEVER_USE}."


def answer(message: Message) -> QWidget:
    """A question and what to answer."""
    text = message.current.text
    said = "\n".join(filter(None, (text.lead, *text.key_messages, *(text.frame or {}).values(), text.body)))
    return detail_rows.holder(
        arrangement.column(
            detail_rows.words(text.title, "small_bold"),
            detail_rows.words(said, name=f"{text.title} {said}"),
            detail_rows.words(message.reference, "micro", "text_secondary"),
            spacing=1,
        )
    )


def visa_words(visa: Visa, zone: str) -> str:
    """Santé, favorable, M. Ferrand, 02:41; par téléphone, à confirmer."""
    said = [visa.organisation or visa.author.role, DECISIONS.get(visa.decision, visa.decision), visa.speaker]
    said.append(times.hour(visa.at, zone))
    if visa.recorded:
        said.append(f"par {MEANS[visa.means]}, {'confirmé' if visa.confirmed else 'à confirmer'}")
    return ", ".join(said) + (f" : « {visa.comment} »" if visa.comment else "")


def _counting(message: Message) -> list[Visa]:
    return [step.visa for step in message.steps if step.visa is not None]


def _dispatches(detail: LineDetail, zone: str) -> list[str]:
    out = [one for one in detail.message.dispatches if one.hash == detail.version.hash]
    found = []
    for told in reversed(out[-MOST_TOLD:]):
        whom = told.to or ", ".join(one.name for one in told.recipients[:MOST_NAMES])
        more = len(told.recipients) - MOST_NAMES
        whom += f" et {wording.number(more, 'autre')}" if not told.to and more > 0 else ""
        received = f", reçu par {len(told.received)}/{len(told.recipients)}" if told.received else ""
        degraded = f". Mode dégradé : {told.degraded}" if told.degraded else ""
        found.append(f"{times.hour(told.at, zone)}  {channel_word(told.channel)}, {whom}{received}{degraded}")
    return found


def _titled(title: str, *lines: str) -> QWidget:
    said = [detail_rows.words(line) for line in lines] or [detail_rows.words("aucun", "small", "text_secondary")]
    return detail_rows.section(plain.label(title, "strong"), *said)
