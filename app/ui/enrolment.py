"""The first start of a workstation: an invitation, a prefix, a passphrase, then the recovery code, shown once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import msgspec
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.errors import Refused
from app.sync.protocol import read_invitation
from app.ui import controls, form, screen
from app.ui.background import Background
from app.ui.code_dialog import CodeDialog
from app.ui.form import FormDialog

LEAST_PASSPHRASE = 12  # characters
RECOVERY = (
    "Ce code ouvre ce poste si la phrase secrète est oubliée. Il n’est gardé nulle part, ni montré deux fois. "
    "Si la phrase et le code sont perdus, ce qui n’est pas parti au serveur l’est aussi."
)
KEPT = "J’ai imprimé ou recopié ce code, et je le garde ailleurs que dans ce poste."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for: `url` is empty when the code's own address serves."""

    url: str
    code: str
    prefix: str
    passphrase: str
    name: str


class EnrolDialog(FormDialog):
    """`enrol` is called off the window's thread; it gives the recovery code, and raises Refused or Unavailable.

    `recovery` is that code once it was given.
    """

    def __init__(self, parent: QWidget | None, background: Background, enrol: Callable[[Wanted], str]):
        super().__init__(parent, "Premier démarrage", "Inscrire ce poste", background)
        self._enrol = enrol
        self.recovery = ""
        self.restoring = False  # the person has a workstation already, saved in a file
        self.restore = controls.button("Restaurer une sauvegarde…", self.give_way, "quiet")
        self.foot_row.addWidget(self.restore)
        self.code = form.area("Code d’invitation", lines=4)
        self.code.textChanged.connect(self._read_code)
        self.url = form.line("Adresse du serveur", hint="https://…")
        self.name = form.line("Votre nom")
        self.prefix = form.line("Préfixe du poste", hint="SIG1")
        self.passphrase, self.again = form.line("Phrase secrète"), form.line("Phrase secrète, une seconde fois")
        for secret in (self.passphrase, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        hint = "Donné par un administrateur ; il ne sert qu’une fois."
        self.form.add("invitation code", "Code d’invitation", self.code, hint)
        self.form.add("url server", "Adresse du serveur", self.url, "Celle du code est proposée.")
        hint = "L’invitation le porte déjà, sauf celle du premier administrateur."
        self.form.add("name", "Votre nom", self.name, hint)
        self.form.add("prefix", "Préfixe du poste", self.prefix, "Il commence chaque numéro écrit ici : SIG1-0147.")
        hint = f"{LEAST_PASSPHRASE} caractères au moins. Personne ne peut la retrouver pour vous."
        self.form.add("passphrase", "Phrase secrète", self.passphrase, hint)
        self.form.add("again", "Phrase secrète, une seconde fois", self.again)
        self.put_form()
        screen.give_size(self, 560, 680)
        self.code.setFocus()

    def submit(self) -> None:
        try:
            wanted = self.wanted()
        except Refused as error:
            self.form.refuse(error)
            return
        self.run(partial(self._enrol, wanted))

    def give_way(self) -> None:
        """Close, for a saved workstation to be restored instead."""
        self.restoring = True
        self.reject()

    def wanted(self) -> Wanted:
        """What is in the fields. Refuses what can be seen to be wrong before asking the server."""
        code = form.value(self.code)
        address = _address(code)
        if len(self.passphrase.text()) < LEAST_PASSPHRASE:
            raise Refused(f"{LEAST_PASSPHRASE} caractères au moins.", "passphrase")
        if self.passphrase.text() != self.again.text():
            raise Refused("les deux phrases ne sont pas les mêmes.", "again")
        if not form.value(self.prefix):
            raise Refused("choisissez le préfixe de ce poste.", "prefix")
        url = form.value(self.url)
        prefix = form.value(self.prefix).upper()
        return Wanted("" if url == address else url, code, prefix, self.passphrase.text(), form.value(self.name))

    def done_with(self, outcome: object) -> None:
        self.recovery = str(outcome)
        self.passphrase.clear()
        self.again.clear()
        RecoveryDialog(self, self.recovery, form.value(self.prefix).upper()).exec()
        self.accept()

    def _read_code(self) -> None:
        try:
            address = _address(form.value(self.code))
        except Refused:
            return
        if not form.value(self.url):
            self.url.setText(address)


class RecoveryDialog(CodeDialog):
    """The recovery code of a workstation, once."""

    def __init__(self, parent: QWidget | None, code: str, prefix: str):
        sheet = f"Diapason, poste {prefix} : code de secours"
        super().__init__(parent, "Code de secours", RECOVERY, code, KEPT, "Commencer", sheet)


def _address(code: str) -> str:
    """The address of the server in an invitation code. Refuses a code that is not whole."""
    try:
        return read_invitation(code)[0]
    except (ValueError, msgspec.MsgspecError) as error:
        raise Refused("ce code est incomplet ou mal recopié.", "invitation") from error
