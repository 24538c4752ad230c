"""Relays of the local network: this workstation serves, or calls the one somebody dictated, when the server is away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.core.errors import Refused, Unavailable
from app.sync.state import RelaysSeen
from app.ui import arrangement, controls, form, plain, theme
from app.ui.background import Background
from app.ui.dialog import Dialog

LOOK_EVERY = 2_000  # ms
DOES = (
    "Quand le serveur est injoignable, un relais fait passer les saisies entre les postes du même réseau. "
    "Chacun n’y reçoit que les crises dont il est membre."
)
DOES_NOT = (
    "Un relais ne remplace pas le serveur : rien n’y est « reçu par le serveur ». Tout lui est remis à son retour, une "
    "seule fois, par le premier poste qui le joint. Éteindre ou verrouiller ce poste arrête son relais."
)
UNHEARD = "Le réseau ne laisse pas passer l’annonce du relais : dictez l’adresse."
NO_RELAY = "Ce poste ne sert pas de relais."


@dataclass(frozen=True, slots=True)
class RelayActs:
    """What the dialog asks for; each is called off the window's thread, and raises Refused or Unavailable. `call` takes
    an address, empty to forget the one there is."""

    look: Callable[[], RelaysSeen]
    serve: Callable[[], object]
    stop: Callable[[], object]
    call: Callable[[str], object]


class RelayDialog(Dialog):
    """It stays open while others come and go."""

    def __init__(self, parent: QWidget | None, background: Background, acts: RelayActs):
        super().__init__(parent)
        self.setWindowTitle("Relais du réseau local")
        self._background, self._acts, self._serving = background, acts, False
        self.state = plain.label("", wrap=True, name="Relais de ce poste")
        self.address = plain.label("", "vital", wrap=True, name="Adresse à dicter")
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.present = plain.label("", "small", "text_secondary", wrap=True, name="Postes présents")
        self.serve = controls.button("Servir de relais", self._turn, "primary")
        self.met = plain.label("", "body", wrap=True, name="Relais utilisé")
        self.called = form.line("Adresse d’un relais", hint="192.168.1.20:8743")
        self.called.returnPressed.connect(self._call)
        self.call = controls.button("Utiliser ce relais", self._call)
        self.refusal = plain.label("", "small", "error", wrap=True, name="Ce qui empêche d’agir")
        inside = arrangement.column(
            plain.label("Relais du réseau local", "page_title"),
            plain.label(DOES, "small", "text_secondary", wrap=True),
            controls.rule(),
            plain.label("Ce poste", "strong"),
            self.state,
            self.address,
            self.present,
            arrangement.row(self.serve, None),
            controls.rule(),
            plain.label("Le relais d’un autre poste", "strong"),
            self.met,
            arrangement.row(self.called, self.call),
            self.refusal,
            None,
            plain.label(DOES_NOT, "small", "text_secondary", wrap=True),
            spacing=8,
            margins=(20, 14, 20, 12),
        )
        self._inside = arrangement.panel(inside)
        foot = arrangement.row(None, controls.button("Fermer", self.accept), margins=(20, 9, 20, 10))
        self.setLayout(
            arrangement.column(
                arrangement.scroll(self._inside), controls.rule("rule_strong"), arrangement.panel(foot, "window")
            )
        )
        self.resize(theme.size(560), theme.size(480))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._typed = False
        self.called.textEdited.connect(self._note_typing)
        self._say("")
        self._show(RelaysSeen())
        self._look()

    def _look(self) -> None:
        self._background.read(self._acts.look, self._show, self._failed)

    def _show(self, seen: RelaysSeen) -> None:
        self._serving = bool(seen.addresses)
        self.state.setText("Ce poste sert de relais. Adresse à dicter :" if self._serving else NO_RELAY)
        self.address.setText("   ou   ".join(seen.addresses))
        self.address.setVisible(self._serving)
        there = f"Présents : {', '.join(seen.present)}." if seen.present else "Personne n’est encore venu."
        self.present.setText(there if seen.announced else f"{there} {UNHEARD}")
        self.present.setVisible(self._serving)
        self.serve.setText("Arrêter le relais" if self._serving else "Servir de relais")
        self.met.setText(met_words(seen))
        if not self._typed and not self.called.hasFocus():
            self.called.setText(seen.called or (seen.found[0] if seen.found else ""))

    def _turn(self) -> None:
        self._run(self._acts.stop if self._serving else self._acts.serve)

    def _call(self) -> None:
        self._run(partial(self._acts.call, form.value(self.called)))

    def _run(self, work: Callable[[], object]) -> None:
        """Starting and stopping take a moment: nothing else is asked meanwhile."""
        self._inside.setEnabled(False)
        self._say("")
        self._background.carry(work, self._done, self._failed)

    def _done(self, _: object) -> None:
        self._inside.setEnabled(True)
        self._typed = False
        self._look()

    def _failed(self, error: Exception) -> None:
        self._inside.setEnabled(True)
        if not isinstance(error, Refused | Unavailable):
            self._background.failed.emit(error)
            return
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def _note_typing(self) -> None:
        self._typed = True


def met_words(seen: RelaysSeen) -> str:
    """With whom this workstation agrees, or why with nobody; then who was heard of."""
    heard = f" Relais annoncés : {', '.join(seen.found)}." if seen.found else " Aucun relais annoncé sur ce réseau."
    if seen.met:
        return f"Ce poste échange avec le relais {seen.met}."
    if seen.problem:
        return seen.problem + heard
    return "Sert seulement quand le serveur est injoignable." + heard
