"""Going on with a server made again elsewhere: the code its administrator gives to every workstation."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.core.reattachment import CODE
from app.ui import form, plain, screen
from app.ui.background import Background
from app.ui.form import FormDialog

WHY = (
    "À faire quand l’administrateur a refait le serveur après une perte. Rien de ce que ce poste tient n’est effacé : "
    "il l’apportera au nouveau serveur. Ce poste vérifie que le code est signé par le code de secours du service."
)
NEXT = "Le poste est rattaché. Il se verrouille : ouvrez-le de nouveau, il échangera avec le nouveau serveur."


class AttachDialog(FormDialog):
    """`attach` is called off the window's thread; it raises Refused or Unavailable."""

    def __init__(self, parent: QWidget | None, background: Background, attach: Callable[[str], Any]):
        super().__init__(parent, "Rattacher à un nouveau serveur", "Rattacher ce poste", background)
        self._attach = attach
        self.code = form.area("Code de rattachement", lines=5)
        self.form.add_plain(plain.label(WHY, wrap=True))
        hint = f"Il commence par {CODE}. Il n’est pas secret, et le même pour tous les postes."
        self.form.add("code server", "Code de rattachement", self.code, hint)
        self.put_form()
        screen.give_size(self, 560, 330)

    def submit(self) -> None:
        code = form.value(self.code)
        if not code.startswith(CODE):
            self.form.refuse(Refused(f"un code de rattachement commence par {CODE}", "code"))
            return
        self.run(partial(self._attach, code))
