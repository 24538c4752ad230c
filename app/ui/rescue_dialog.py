"""A journal found damaged: what will be done about it, and what came of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui import plain, screen
from app.ui.background import Background
from app.ui.form import FormDialog

TITLE, ACT, OPEN = "Journal endommagé", "Lancer le sauvetage", "Ouvrir le poste"
FOUND = (
    "Le disque a altéré le journal de ce poste. Rien de faux ne sera montré : le fichier endommagé est mis de côté tel "
    "quel, et un nouveau journal est fait de tout ce qui se lit et se vérifie encore, de la dernière sauvegarde, puis "
    "de ce que tient le serveur. Rien n’est effacé."
)


class RescueDialog(FormDialog):
    """`rescue` is called off the window's thread; it tells, in French, what was brought back. `rescued` once it was."""

    def __init__(self, parent: QWidget | None, background: Background, rescue: Callable[[], str]):
        super().__init__(parent, TITLE, ACT, background)
        self._rescue = rescue
        self.rescued = False
        self.told = plain.label(FOUND, wrap=True)
        self.form.add_plain(self.told)
        self.put_form()
        screen.give_size(self, 560, 340)

    def submit(self) -> None:
        if self.rescued:
            self.accept()
        else:
            self.run(self._rescue)

    def done_with(self, outcome: object) -> None:
        """The report stays until it was read."""
        self.rescued = True
        self.told.setText(str(outcome))
        self.told.setAccessibleName(str(outcome))
        self.act.setText(OPEN)
        self.act.setAccessibleName(OPEN)
        self.act.setFocus()  # it was off while that went on, and the focus had gone to what gives up
