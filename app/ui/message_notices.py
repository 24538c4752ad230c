"""What the editor of a message says above the text: kept words, a newer version, a template over written words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.core import differences
from app.core.message import Message
from app.core.templates import Template
from app.core.texts import Text
from app.ui import arrangement, controls, plain
from app.ui.wording import person


class MessageNotices(QWidget):
    """Each notice stands as long as its cause, with what can be done about it."""

    again = Signal()  # leave the words that were kept
    agreed = Signal(object)  # Template: put it instead of what is written
    newer = Signal(object)  # Message: leave one's words for the version that arrived

    def __init__(self) -> None:
        super().__init__()
        self._newer: Message | None = None
        self._wanted: Template | None = None
        self.said = plain.label("", "small_strong", "info", wrap=True, name="Ce qui vient d’être fait")
        self.said.hide()
        self.kept = plain.label("", "small_strong", wrap=True, name="Texte repris")
        self.start_again = controls.button("Repartir sans lui", self.again.emit, "dense")
        self.template = plain.label("", "small_strong", wrap=True, name="Modèle")
        self.replace = controls.button("Remplacer mes mots", self._agree, "dense")
        self.leave = controls.button("Garder mes mots", self.hide_template, "dense")
        self.arrived = plain.label("", "small_strong", wrap=True, name="Version plus récente")
        self.take = controls.button("Laisser mes mots, repartir d’elle", self._take, "dense")
        self._kept = _band("info", self.kept, self.start_again)
        self._template = _band("warning", self.template, self.replace, self.leave)
        self._arrived = _band("warning", self.arrived, self.take)
        self.setLayout(arrangement.column(self._arrived, self._kept, self._template, self.said, spacing=4))

    def say(self, words: str, *, refused: bool = False) -> None:
        """Say what was just done to the text, or why it was not."""
        self.said.setText(words)
        plain.mark(self.said, "tone", "error" if refused else "info")
        self.said.show()

    def show_kept(self, *, overtaken: bool) -> None:
        words = "Repris de ce que vous aviez tapé ici, sans l’enregistrer."
        if overtaken:
            words += " Le texte a changé depuis : l’enregistrer fera deux versions, à départager."
        self.kept.setText(words)
        self._kept.show()

    def hide_kept(self) -> None:
        self._kept.hide()

    def ask_template(self, template: Template) -> None:
        """Nothing typed goes without its writer's word."""
        self._wanted = template
        self.template.setText(f"« {template.name} » remplacerait ce que vous avez écrit.")
        self._template.show()
        self.leave.setFocus()

    def hide_template(self) -> None:
        self._template.hide()

    def show_newer(self, message: Message, first: Text) -> None:
        """Somebody else wrote a version meanwhile: which words it changed, and what recording would do."""
        self._newer = message
        version = message.current
        authors = ", ".join(person(one) for one in version.authors)
        changed = " ; ".join(differences.in_words(first, version.text))
        self.arrived.setText(
            f"Une version plus récente est arrivée pendant que vous écriviez : {version.label}, {authors}. "
            f"Ce qui a changé : {changed}. Enregistrer la vôtre fera deux versions, à départager."
        )
        self._arrived.show()

    def _agree(self) -> None:
        self.hide_template()
        if self._wanted is not None:
            self.agreed.emit(self._wanted)

    def _take(self) -> None:
        self._arrived.hide()
        if self._newer is not None:
            self.newer.emit(self._newer)


def _band(look: str, words: QWidget, *acts: QWidget) -> QFrame:
    made = arrangement.panel(
        arrangement.row(arrangement.wide(words), *acts, spacing=8, margins=(10, 6, 10, 6)), f"banner_{look}"
    )
    made.hide()
    return made
