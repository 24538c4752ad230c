"""Two versions written apart, side by side with the words that differ: a person keeps one, or writes another."""

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QWidget

from app.core import differences
from app.core.message import Message
from app.core.texts import Version
from app.core.visas import MEANS, Visa
from app.ui import arrangement, controls, detail_rows, plain, states, theme
from app.ui.background import Background
from app.ui.flow_layout import FlowLayout
from app.ui.message_acts import KEEP, REVISE
from app.ui.message_text import Parts, TextPart
from app.ui.opened_message import Opened
from app.ui.state_words import when
from app.ui.states import State
from app.ui.wording import person

LETTERS = "ABCDEFGH"
ROOM_FOR_TWO = 480  # pixels at 100 %
BLOCKED: State = ("embargo", "diffusion bloquée", "alarm")


class TwoHeads(QWidget):
    """`keep` is called with the version to keep, `write` to write another one, `later` to leave both as they are."""

    def __init__(
        self,
        background: Background,
        keep: Callable[[Version], object],
        write: Callable[[], object],
        later: Callable[[], object],
    ):
        super().__init__()
        self._background, self._keep, self._write, self._later = background, keep, write, later
        self._opened: Opened | None = None
        self._shown: tuple[object, ...] = ()
        self._side_by_side = QHBoxLayout()
        self._inside = arrangement.column(spacing=10, margins=(20, 10, 20, 16))
        self._acts = QWidget()
        self._flow = FlowLayout(self._acts)
        self._reason = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui empêche de choisir")
        foot = arrangement.column(self._acts, self._reason, spacing=6, margins=(20, 8, 20, 10))
        whole = arrangement.column(
            arrangement.scroll(arrangement.panel(self._inside)),
            controls.rule("rule_strong"),
            arrangement.panel(foot, "window"),
        )
        whole.setStretch(0, 1)
        self.setLayout(whole)
        for place in (0, 1):
            chosen = QAction(f"Garder {LETTERS[place]}", self)
            chosen.setShortcut(f"Alt+{LETTERS[place]}")
            chosen.triggered.connect(lambda _=False, place=place: self._keep_at(place))
            self.addAction(chosen)

    def show_message(self, opened: Opened, zone: str) -> None:
        """Show the versions of that message, and what each choice entails."""
        message = opened.message
        self._opened = opened
        refused = (opened.refused.get(KEEP, ""), opened.refused.get(REVISE, ""))
        wanted = (message.heads, message.visas, refused, zone, theme.scale())
        if wanted == self._shown:
            return  # what is read is left where it is
        self._shown = wanted
        arrangement.clear(self._inside)
        both = "deux versions validées, arbitrage" if message.to_arbitrate else "deux versions, un choix est à faire"
        title = plain.label(f"{message.reference} : {both}", "heading", wrap=True)
        self._inside.addWidget(title)
        self._inside.addWidget(controls.Sign(*BLOCKED))
        heads = (self._head(place, version, opened, zone) for place, version in enumerate(message.heads))
        self._side_by_side = arrangement.row(*heads)
        self._inside.addLayout(self._side_by_side)
        self._turn()
        said = "Souligné : les mots qui diffèrent. Rien n’est fusionné par la machine. Le choix est signé, à votre nom."
        self._inside.addWidget(plain.label(said, "small", "text_tertiary", wrap=True))
        self._inside.addLayout(_entails(message))
        self._inside.addStretch(1)
        self._show_acts(message, *refused)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Side by side, or one above the other where there is little room."""
        if self._opened is not None and shiboken6.isValid(self._side_by_side):
            narrow = self.width() < theme.size(ROOM_FOR_TWO)
            directions = QBoxLayout.Direction
            self._side_by_side.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _show_acts(self, message: Message, no_choice: str, no_writing: str) -> None:
        arrangement.clear(self._flow)
        for place, version in enumerate(message.heads):
            letter = LETTERS[place % len(LETTERS)]
            words = f"Garder {letter}  Alt+{letter}" if place < 2 else f"Garder {letter}"
            keep = controls.button(words, partial(self._keep, version), name=f"Garder {letter}, {version.label}")
            keep.setEnabled(not no_choice)
            keep.setAccessibleDescription(no_choice)
            self._flow.addWidget(keep)
        write = controls.button(f"Écrire une v{next_number(message)}…", self._write, name="Écrire une autre version…")
        write.setEnabled(not no_writing)
        write.setAccessibleDescription(no_writing)
        self._flow.addWidget(write)
        self._flow.addWidget(controls.button("Plus tard", self._later, "quiet"))
        said = {f"Garder : {no_choice}" if no_choice else "", f"Écrire : {no_writing}" if no_writing else ""}
        self._reason.setText("\n".join(sorted(filter(None, said), reverse=True)))
        self._reason.setVisible(bool(self._reason.text()))

    def _keep_at(self, place: int) -> None:
        opened = self._opened
        if opened is None or not self.isVisible() or opened.refused.get(KEEP):
            return
        if place < len(opened.message.heads):
            self._keep(opened.message.heads[place])

    def _head(self, place: int, version: Version, opened: Opened, zone: str) -> QWidget:
        message = opened.message
        letter = LETTERS[place % len(LETTERS)]
        number = version.label.partition("·")[0]
        title = plain.label(f"{number}, tête {letter}", "bold")
        print_of = plain.label(version.label.partition("·")[2], "small", "text_tertiary")
        state = controls.Sign(*judged(message, version, opened.now, zone))
        at = when(version.at, opened.now, zone)
        author = ", ".join(f"sur {one.workstation} par {person(one)}" for one in version.authors)
        given = [_told(visa, message, opened.now, zone) for visa in message.visas if visa.version == version.label]
        text = TextPart(margins=(0, 0, 0, 4))
        others = [one for one in message.heads if one.hash != version.hash]
        self._background.read(partial(_only_here, others[0], version), text.show_whole)
        box = arrangement.panel(
            arrangement.column(
                detail_rows.flow(title, print_of, state),
                text,
                plain.label(f"écrite {author}, {at}", "small", "text_secondary", wrap=True),
                plain.label(
                    f"visas : {', '.join(given)}" if given else "aucun visa", "small", "text_secondary", wrap=True
                ),
                None,
                spacing=5,
                margins=(12, 8, 12, 10),
            ),
            "box",
        )
        box.setAccessibleName(f"Tête {letter}, {version.label}")
        return box


def judged(message: Message, version: Version, now: int, zone: str) -> State:
    """validée 22:58; how far its own circuit went otherwise."""
    judgement = message.judgements.get(version.hash)
    if judgement is None:
        return ("priority_4", "non soumise", "text_secondary")
    if not judgement.validated:
        return states.of_message("returned" if judgement.returned else "submitted")
    at = when(judgement.validated_at, now, zone)
    waiting = any(one.visa is not None and not one.visa.confirmed for one in judgement.steps)
    if waiting:
        return ("a_confirmer", f"validée {at}, à confirmer", "warning")
    return ("favorable", f"validée {at}", "success")


def next_number(message: Message) -> int:
    return max(one.number for one in message.versions) + 1


def _told(visa: Visa, message: Message, now: int, zone: str) -> str:
    """DIR 23:04 (téléphone)."""
    judgement = message.judgements.get(visa.text)
    steps = judgement.steps if judgement else ()
    step = next((s for s in steps if (s.step, s.organisation) == (visa.step, visa.organisation)), None)
    who = (step.label if step.organisation else step.role) if step else visa.speaker
    return f"{who} {when(visa.at, now, zone)} ({MEANS.get(visa.means, visa.means)})"


def _only_here(other: Version, version: Version) -> Parts:
    """The text of a version, with what the other one does not say marked as inserted. What only the other says is
    shown on its own side."""
    compared = differences.compare_parts(other.text, version.text)
    kept = ((name, tuple(piece for piece in pieces if piece.kind != "deleted")) for name, pieces in compared)
    return tuple((name, pieces) for name, pieces in kept if pieces)


def entails(message: Message) -> tuple[tuple[str, str], ...]:
    """What each choice leads to."""
    names = " ou ".join(LETTERS[: len(message.heads)])
    return (
        (f"Garder {names}", "L’autre texte reste dans l’historique, ses visas ne comptent plus."),
        (f"Écrire une v{next_number(message)}", "Le nouveau texte repart en visa. Aucune des deux n’est employable."),
        ("Plus tard", "Les deux restent bloquées. Le conflit reste affiché sur tous les postes."),
    )


def _entails(message: Message) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, theme.size(130))
    grid.setColumnStretch(1, 1)
    for place, (act, outcome) in enumerate(entails(message)):
        grid.addWidget(controls.rule(), 2 * place, 0, 1, 2)
        grid.addWidget(plain.label(act, "small_strong", wrap=True), 2 * place + 1, 0)
        grid.addWidget(plain.label(outcome, "small", "text_secondary", wrap=True), 2 * place + 1, 1)
    return grid
