"""Two versions written apart, side by side with the words that differ: a person keeps one, or writes another."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from app.core import differences
from app.core.registers.messages import Message
from app.core.texts import Version
from app.ui import arrangement, controls, plain, states, theme
from app.ui.background import Background
from app.ui.message_text import Parts, TextPart
from app.ui.wording import day_and_hour, person, short_day_and_hour

ENTAILS = (
    ("Garder l’une", "L’autre texte reste dans l’historique, ses visas ne comptent plus."),
    ("Écrire une autre version", "Le nouveau texte repart en visa. Aucune des deux n’est plus employable."),
    ("Plus tard", "Les deux restent bloquées. Le désaccord reste affiché sur tous les postes."),
)
LETTERS = "ABCDEFGH"


class TwoHeads(QWidget):
    """`keep` is called with the version to keep, `write` to write another one."""

    def __init__(self, background: Background, keep: Callable[[Version], object], write: Callable[[], object]):
        super().__init__()
        self._background, self._keep, self._write = background, keep, write
        self._message: Message | None = None
        self._inside = arrangement.column(spacing=10, margins=(20, 10, 20, 16))
        self.setLayout(arrangement.column(arrangement.scroll(arrangement.panel(self._inside))))

    def show_message(self, message: Message, zone: str, why_not: str) -> None:
        """`why_not` says why this person may not choose, if so."""
        self._message = message
        arrangement.clear(self._inside)
        title = plain.label(f"{message.reference} : deux versions, un choix est à faire", "heading", wrap=True)
        self._inside.addLayout(arrangement.row(arrangement.wide(title), controls.Sign(*states.TWO_VALUES)))
        self._inside.addLayout(
            arrangement.row(*(self._head(place, version, zone, why_not) for place, version in enumerate(message.heads)))
        )
        said = "Souligné : ce qui diffère. Rien n’est fusionné par la machine. Le choix est un fait signé, à votre nom."
        self._inside.addWidget(plain.label(said, "small", "text_tertiary", wrap=True))
        self._inside.addLayout(_entails())
        other = controls.button("Écrire une autre version…", self._write)
        other.setEnabled(not why_not)
        reason = plain.label(f"Choisir ou écrire : {why_not}" if why_not else "", "small", "text_secondary", wrap=True)
        self._inside.addLayout(arrangement.row(other, arrangement.wide(reason)))
        self._inside.addStretch(1)

    def _head(self, place: int, version: Version, zone: str, why_not: str) -> QWidget:
        message = self._message
        assert message is not None
        letter = LETTERS[place % len(LETTERS)]
        title = plain.label(f"{letter} · {version.label}", "bold")
        author = ", ".join(f"{person(one)} sur {one.workstation}" for one in version.authors)
        given = [
            f"{states.of_decision(visa.decision)[1]} de {person(visa.author)}, {short_day_and_hour(visa.at, zone)}"
            for visa in message.visas
            if visa.version == version.label
        ]
        visas = f"Visas : {' ; '.join(given)}" if given else "Aucun visa"
        text = TextPart(margins=(0, 0, 0, 4))
        others = [one for one in message.heads if one.hash != version.hash]
        self._background.read(partial(_only_here, others[0], version), text.show_whole)
        keep = controls.button(
            f"Garder {letter}", partial(self._keep, version), name=f"Garder {letter}, {version.label}"
        )
        keep.setEnabled(not why_not)
        return arrangement.panel(
            arrangement.column(
                title,
                text,
                plain.label(
                    f"Écrite par {author}, {day_and_hour(version.at, zone)}", "small", "text_secondary", wrap=True
                ),
                plain.label(visas, "small", "text_secondary", wrap=True),
                None,
                arrangement.row(keep, None),
                spacing=5,
                margins=(12, 8, 12, 10),
            ),
            "box",
        )


def _only_here(other: Version, version: Version) -> Parts:
    """The text of a version, with what the other one does not say marked as inserted. What only the other says is
    shown on its own side."""
    compared = differences.compare_parts(other.text, version.text)
    kept = ((name, tuple(piece for piece in pieces if piece.kind != "deleted")) for name, pieces in compared)
    return tuple((name, pieces) for name, pieces in kept if pieces)


def _entails() -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, theme.size(150))
    grid.setColumnStretch(1, 1)
    for place, (act, outcome) in enumerate(ENTAILS):
        grid.addWidget(plain.label(act, "small_strong"), place, 0)
        grid.addWidget(plain.label(outcome, "small", "text_secondary", wrap=True), place, 1)
    return grid
