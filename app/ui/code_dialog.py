"""A code shown once: to be copied or printed, for it is kept nowhere."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPainter, QTextOption
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QPlainTextEdit, QWidget

from app.ui import arrangement, controls, form, plain, theme
from app.ui.dialog import Dialog

LINE = 44  # characters of a long code on one printed line


class CodeDialog(Dialog):
    """It closes when the person says, by ticking `kept`, that the code is safe. `sheet` heads the printed page."""

    def __init__(self, parent: QWidget | None, title: str, words: str, code: str, kept: str, go: str, sheet: str):
        super().__init__(parent)
        self.setWindowTitle(title)
        self._code, self._sheet = code, sheet
        self.shown = self._field(title)
        self.go = controls.button(go, self.accept, "primary")
        self.go.setEnabled(False)
        self.go.setDefault(True)
        self.kept = QCheckBox(kept)
        self.kept.toggled.connect(self.go.setEnabled)
        acts = arrangement.row(
            controls.button("Copier", self.copy), controls.button("Imprimer…", self.print), None, self.go
        )
        inside = arrangement.column(
            plain.label(title, "page_title"),
            plain.label(words, wrap=True),
            self.shown,
            self.kept,
            None,
            spacing=10,
            margins=(20, 14, 20, 12),
        )
        foot = arrangement.panel(arrangement.column(acts, margins=(20, 9, 20, 10)), "window")
        self.setLayout(arrangement.column(arrangement.panel(inside), controls.rule("rule_strong"), foot))
        self.resize(theme.size(600), theme.size(340 if len(code) > LINE else 300))

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)

    def print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            print_code(printer, self._code, self._sheet)

    def reject(self) -> None:
        """Escape does not lose the code: it has to be said that it was kept."""
        if self.kept.isChecked():
            super().reject()

    def _field(self, name: str) -> QPlainTextEdit:
        long = len(self._code) > LINE
        made = form.area(name, self._code, 6 if long else 1)
        made.setFont(theme.font("emphasis" if long else "vital"))
        made.setReadOnly(True)
        if not long:
            made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        made.selectAll()
        return made


def print_code(printer: QPrinter, code: str, sheet: str) -> None:
    """The code on a sheet of its own, under the words of `sheet`."""
    painter = QPainter()
    if not painter.begin(printer):
        return
    step = printer.resolution() // 2
    painter.setFont(theme.font("page_title"))
    painter.drawText(step, step, sheet)
    painter.setFont(theme.font("vital"))
    for place in range(0, len(code), LINE):
        painter.drawText(step, 2 * step + place // LINE * step // 2, code[place : place + LINE])
    painter.end()
