"""What stands in place of the pages of a crisis while there is none: what it is for, and the first act."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui import arrangement, controls, plain, theme

WORDS = (
    "Une crise tient la main courante, les messages et leurs visas, les points de situation. "
    "Qui l’ouvre en choisit le cadre : RÉEL, EXERCICE ou ESSAI."
)
OTHERWISE = "Si l’on vous ajoute à une crise, elle apparaît ici d’elle-même, dès que ce poste échange avec le serveur."
WIDTH = 460


class Welcome(QWidget):
    """An empty page that says what to do. `invites`: the person is an administrator."""

    opening_wanted = Signal()
    people_wanted = Signal()
    directory_wanted = Signal()

    def __init__(self, *, invites: bool) -> None:
        super().__init__()
        self.open = controls.button("Ouvrir une crise…", self.opening_wanted.emit, "primary")
        self.open.setToolTip("Ouvrir une crise (Ctrl+Maj+N)")
        self.directory = controls.button("Consulter l’annuaire", self.directory_wanted.emit)
        self.people: QPushButton = controls.button("Inviter une personne…", self.people_wanted.emit)
        self.people.setVisible(invites)
        self._inside = QWidget()
        self._inside.setLayout(
            arrangement.column(
                plain.label("Aucune crise sur ce poste", "page_title", wrap=True),
                plain.label(WORDS, wrap=True),
                arrangement.row(self.open, None),
                plain.label(OTHERWISE, "small", "text_secondary", wrap=True),
                arrangement.row(self.directory, *((self.people,) if invites else ()), None),
                spacing=14,
            )
        )
        middle = arrangement.row(None, self._inside, None, margins=(24, 24, 24, 24))
        self.setLayout(arrangement.column(arrangement.panel(arrangement.column(None, middle, None, None))))
        self._inside.setFixedWidth(theme.size(WIDTH))
