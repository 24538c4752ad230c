"""Words on the screen, always as plain text: the only door to labels and message boxes."""

import traceback
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


class PartsLabel(QLabel):
    """A few words side by side in the room there is: the first are left out before any is cut."""

    def __init__(self, name: str, role: str, tone: str) -> None:
        super().__init__()
        self._name, self._parts = name, tuple[str, ...]()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_parts(self, parts: tuple[str, ...]) -> None:
        """Show these, in that order. A screen reader says them all."""
        self._parts = parts
        self.setAccessibleName(f"{self._name} : {' · '.join(parts)}" if parts else "")
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fold()

    def _fold(self) -> None:
        metrics = self.fontMetrics()
        shorter = (" · ".join(self._parts[gone:]) for gone in range(len(self._parts) + 1))
        shown = next((words for words in shorter if metrics.horizontalAdvance(words) <= self.width()), "")
        if shown != self.text():
            self.setText(shown)


def label(text: str = "", role: str = "body", tone: str = "text", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label that shows `text` letter for letter, whatever it holds.

    `role` is a role of the type scale (`theme.ROLES`), `tone` a colour of the tokens (`text_secondary`, `warning`…).
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setOpenExternalLinks(False)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setText(text)
    if name:
        made.setAccessibleName(name)
    return made


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and draw the widget again by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def without_mnemonic(text: str) -> str:
    """`text` as a button or a menu must be given it, so that `&` stays a letter."""
    return text.replace("&", "&&")


def tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows `text` letter for letter: Qt would read markup in it."""
    widget.setToolTip(f"<qt>{escape(text)}</qt>" if text else "")


def warn(parent: QWidget | None, title: str, text: str, detail: str = "") -> None:
    """Say something that has to be read before going on."""
    box = _box(parent, QMessageBox.Icon.Warning, title, text, detail)
    box.addButton("Fermer", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def confirm(parent: QWidget | None, title: str, text: str, yes: str, no: str = "Annuler") -> bool:
    """Whether the person pressed `yes` (a verb). Nothing is chosen in advance but `no`."""
    box = _box(parent, QMessageBox.Icon.NoIcon, title, text)
    agreed = box.addButton(without_mnemonic(yes), QMessageBox.ButtonRole.AcceptRole)
    refused = box.addButton(without_mnemonic(no), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refused)
    box.exec()
    return box.clickedButton() is agreed


def ask(parent: QWidget | None, title: str, question: str, yes: str, *, many_lines: bool = False) -> str | None:
    """What the person answered, or None when he went back."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    answer: QLineEdit | QPlainTextEdit = QPlainTextEdit() if many_lines else QLineEdit()
    answer.setAccessibleName(question)
    buttons = QDialogButtonBox()
    buttons.addButton(without_mnemonic(yes), QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("Annuler", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    rows = QVBoxLayout(dialog)
    rows.addWidget(label(question, wrap=True))
    rows.addWidget(answer)
    rows.addWidget(buttons)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return answer.text() if isinstance(answer, QLineEdit) else answer.toPlainText()


def show_bug(parent: QWidget | None, error: BaseException) -> None:
    """Show an error nobody foresaw as what it is: a bug, with text to copy."""
    text = (
        "Diapason a rencontré une erreur imprévue. Ce qui était enregistré le reste.\n"
        "Copiez le texte ci-dessous et transmettez-le à l’équipe qui suit l’application."
    )
    detail = "".join(traceback.format_exception(error))
    dialog = QDialog(parent)
    dialog.setWindowTitle("Erreur imprévue")
    shown = QPlainTextEdit(detail)
    shown.setReadOnly(True)
    shown.setAccessibleName("Texte de l’erreur")
    buttons = QDialogButtonBox()
    copy = buttons.addButton("Copier le texte", QDialogButtonBox.ButtonRole.ActionRole)
    buttons.addButton("Fermer", QDialogButtonBox.ButtonRole.RejectRole)
    copy.clicked.connect(shown.selectAll)
    copy.clicked.connect(shown.copy)
    buttons.rejected.connect(dialog.reject)
    rows = QVBoxLayout(dialog)
    rows.addWidget(label(text, wrap=True))
    rows.addWidget(shown)
    rows.addWidget(buttons)
    dialog.resize(640, 360)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str, detail: str = "") -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setText(text)
    if detail:
        box.setDetailedText(detail)
    return box
