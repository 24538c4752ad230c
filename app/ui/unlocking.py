"""Opening a workstation's store: by its passphrase, or by the recovery code printed the first day."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import Refused
from app.ui import controls, form, plain, screen
from app.ui.background import Background
from app.ui.form import FormDialog

Opening = Callable[[str], object]


class UnlockDialog(FormDialog):
    """`opened` is what the callable gave. Both are called off the window's thread and raise Refused or Unavailable."""

    def __init__(
        self,
        parent: QWidget | None,
        background: Background,
        with_passphrase: Opening,
        with_recovery: Opening,
        name: str = "",
    ):
        super().__init__(parent, "Ouvrir le poste", "Ouvrir", background)
        self._with_passphrase, self._with_recovery = with_passphrase, with_recovery
        self._by_recovery = False
        self.opened: object = None
        self.passphrase = form.line("Phrase secrète")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.recovery = form.line("Code de secours", hint="celui qui fut imprimé à l’inscription")
        if name:
            self.form.add_plain(plain.label(name, "body", "text_secondary", wrap=True))
        self.form.add("passphrase", "Phrase secrète", self.passphrase)
        self.form.add("recovery", "Code de secours", self.recovery)
        self.other = controls.button("", self.change_way, "quiet")
        self.foot_row.addWidget(self.other)
        self.put_form()
        screen.give_size(self, 460, 260)
        self._show_way()

    def change_way(self) -> None:
        """The other of the two ways in."""
        self._by_recovery = not self._by_recovery
        self.form.forgive()
        self._show_way()

    def submit(self) -> None:
        field, widget = ("recovery", self.recovery) if self._by_recovery else ("passphrase", self.passphrase)
        secret = widget.text()
        if not secret.strip():
            self.form.refuse(Refused("écrivez-le pour ouvrir ce poste.", field))
            return
        self.run(partial(self._with_recovery if self._by_recovery else self._with_passphrase, secret))

    def done_with(self, outcome: object) -> None:
        self.opened = outcome
        self.passphrase.clear()
        self.recovery.clear()
        self.accept()

    def _show_way(self) -> None:
        self.form.show_field("passphrase", not self._by_recovery)
        self.form.show_field("recovery", self._by_recovery)
        words = "Par la phrase secrète" if self._by_recovery else "Par le code de secours"
        self.other.setText(words)
        self.other.setAccessibleName(words)
        (self.recovery if self._by_recovery else self.passphrase).setFocus()
