"""Carrying a crisis away on a USB stick: for whom, since when, and where it is written."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.core.clock import Clock, moment
from app.core.errors import Refused
from app.core.store.rows import CrisisRow
from app.core.store.store import Store
from app.sync import bundle_words
from app.sync.bundle_making import SUFFIX, Made, Wanted, make, readers
from app.ui import arrangement, controls, detail_rows, form, plain, screen
from app.ui.bundle_dialog import BundleDialog
from app.ui.station import Station

TITLE = "Exporter vers une clé USB"
FILES = f"Paquets Diapason (*{SUFFIX});;Tous les fichiers (*)"
FOR = {"members": "Les postes des membres de la crise", "passphrase": "Qui connaît une phrase secrète"}
EXPLAINED = (
    "Tout ce que ce poste tient de la crise, pièces jointes comprises, dans un fichier chiffré. Perdue dans un train, "
    "la clé ne dit rien, pas même de quelle crise il s’agit."
)
WHOLE = "Tout depuis l’ouverture de la crise"
STOPPED = "Export arrêté : aucun fichier n’a été laissé."


class BundleExportDialog(BundleDialog):
    """It says who will be able to read the bundle before it is written."""

    def __init__(self, parent: QWidget | None, station: Station, store: Store, crisis: CrisisRow):
        super().__init__(parent, TITLE, "Choisir où…", station.background, "Écriture du paquet", STOPPED)
        self._store, self._crisis = store, crisis
        self.since: Path | None = None
        self.show_frame(crisis.frame)
        self.readers = plain.label("", "small", "text_secondary", wrap=True, name="Postes qui pourront le lire")
        self.whom = form.choice("Lisible par", FOR, "members")
        self.passphrase = form.line("Phrase secrète")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.again = form.line("Phrase secrète, une deuxième fois")
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        self.former = plain.label(WHOLE, "body", wrap=True, name="Depuis quand")
        self.choose = controls.button("Paquet précédent…", self._choose_former)
        self.form.add_plain(plain.label(crisis.title, "strong", wrap=True))
        self.form.add_plain(detail_rows.words(EXPLAINED))
        self.form.add("to", "Lisible par", self.whom)
        self.form.add_plain(self.readers)
        hint = "Quatre mots ou plus. Dites-la de vive voix, ne l’écrivez pas sur la clé."
        self.form.add("passphrase", "Phrase secrète", self.passphrase, hint)
        self.form.add("again", "La même, une deuxième fois", self.again)
        since = arrangement.column(self.former, detail_rows.flow(self.choose), spacing=4)
        self.form.add("since out crisis", "Depuis quand", detail_rows.holder(since))
        self.form.add_plain(detail_rows.words(bundle_words.NOT_CARRIED, tone="text_secondary"))
        self.put(self.said, 0)
        self.put(self.bar, 0)
        self.put_form()
        self.whom.currentIndexChanged.connect(self._show_whom)
        self._show_whom()
        screen.give_size(self, 540, 560)
        station.background.read(partial(_readers, store, crisis.id), self._show_readers, self._failed)

    def submit(self) -> None:
        if self._by_passphrase and not form.value(self.passphrase):
            self.form.refuse(Refused("écrivez une phrase secrète.", "passphrase"))
        elif self._by_passphrase and self.passphrase.text() != self.again.text():
            self.form.refuse(Refused("les deux phrases ne sont pas les mêmes.", "again"))
        else:
            name = f"paquet {moment(Clock().now(), self._crisis.zone):%Y-%m-%d %H-%M}{SUFFIX}"
            path, _ = QFileDialog.getSaveFileName(self, TITLE, name, FILES)
            if path:
                self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the bundle there."""
        passphrase = self.passphrase.text() if self._by_passphrase else ""
        wanted = Wanted(self._crisis.id, path, (), passphrase, self.since, over=True)
        self.carry(partial(_made, self._store, wanted))

    def keep_former(self, path: Path) -> None:
        """Leave out what that bundle says is held."""
        self.since = path
        self.former.setText(f"Ce qui n’est pas dans « {path.name} »")

    def done_with(self, outcome: Made) -> None:
        """Stay: what was written is to be read."""
        self.end_with(bundle_words.made(outcome, self._by_passphrase), "success")

    @property
    def _by_passphrase(self) -> bool:
        return bool(form.value(self.whom) == "passphrase")

    def _choose_former(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Paquet précédent, fait ou reçu sur ce poste", "", FILES)
        if path:
            self.keep_former(Path(path))

    def _show_whom(self) -> None:
        self.form.show_field("passphrase", self._by_passphrase)
        self.form.show_field("again", self._by_passphrase)
        self.readers.setVisible(not self._by_passphrase)

    def _show_readers(self, prefixes: list[str]) -> None:
        self.readers.setText(f"Postes : {', '.join(prefixes)}. Un poste inscrit ensuite ne pourra pas le lire.")


def _readers(store: Store, crisis: str) -> list[str]:
    return readers(store, Wanted(crisis, Path()))


def _made(store: Store, wanted: Wanted, told: Callable[[int, int], None]) -> Made:
    return make(store, wanted, told)
