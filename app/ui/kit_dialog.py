"""The degraded kit in the window: when it was made and where it lies, made again, opened, printed, kept elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.core import kit_keeping
from app.core.errors import Unavailable, disk_said
from app.core.kit import PARIS
from app.core.kit_keeping import Keeping
from app.documents import kit
from app.ui import controls, detail_rows, plain, printing, screen, wording
from app.ui.form import FormDialog
from app.ui.station import Station

TITLE, ACT = "Kit de secours", "Refaire maintenant"
EXPLAINED = (
    "Un PDF à imprimer, pour le jour où aucun poste ne répond : feuilles de main courante, fiche de visas, feuille "
    "d’appel et point de situation à remplir à la main, avec les astreintes des 48 heures, les contacts, les textes en "
    "vigueur et les membres de chaque crise ouverte."
)
PERSONAL = (
    "Il contient des données personnelles en clair, sans aucun numéro privé. Chaque fois qu’il est fait, sa sortie est "
    "notée au journal des extractions, à votre nom."
)
DAILY = "Le refaire chaque jour de lui-même"
DAILY_HINT = "À l’ouverture de Diapason, puis chaque jour. Celui de la veille reste."
OWN = "dans le dossier de ce poste"
NEVER = "Aucun kit n’a encore été fait sur ce poste."
NOBODY_OPENS = "Aucun programme de ce poste n’ouvre ce PDF : imprimez-le d’ici."
WORKING = "Le kit se fait…"


@dataclass(frozen=True, slots=True)
class Seen:
    """How the kit is kept, the codes of the crises it was made for, and whether its file is still there."""

    keeping: Keeping
    crises: tuple[str, ...]
    there: bool


class KitDialog(FormDialog):
    """It stays open; `profile` is the folder of the workstation."""

    def __init__(self, parent: QWidget | None, station: Station, profile: Path):
        super().__init__(parent, TITLE, ACT, station.background)
        self._station, self._profile = station, profile
        self._seen = Seen(Keeping(), (), False)
        self.state = plain.label("", "strong", wrap=True, name="Dernier kit")
        self.file = plain.label("", "small", "text_secondary", wrap=True, name="Fichier du kit")
        self.file.setTextInteractionFlags(detail_rows.SELECTABLE)
        self.trouble = plain.label("", "small_strong", "error", wrap=True, name="Dernier échec")
        self.daily = QCheckBox(DAILY)
        self.daily.setAccessibleDescription(DAILY_HINT)
        self.folder = plain.label("", "body", wrap=True, name="Dossier du kit")
        self.choose = controls.button("Choisir le dossier…", self._choose, name="Choisir le dossier du kit")
        self.own = controls.button("Dossier du poste", partial(self.keep_in, ""), name="Garder le kit dans le poste")
        self.view = controls.button("Ouvrir", self._open, name="Ouvrir le kit")
        self.print = controls.button("Imprimer…", self._print, name="Imprimer le kit")
        self._lay_out()
        self.daily.toggled.connect(self._choose_daily)
        self._look()

    def submit(self) -> None:
        """Make it again now."""
        self.form.forgive()
        self._wait(WORKING)
        work = partial(kit.refresh, self._station.desk, self._station.reading, self._profile)
        self._background.carry(work, self._succeeded, self._failed)

    def done_with(self, outcome: object) -> None:
        self._look()

    def keep_in(self, folder: str) -> None:
        """Keep the kit in that folder from now on, empty for the workstation's own; and make it there."""
        self._keep(folder, self.daily.isChecked(), self.submit)

    def _lay_out(self) -> None:
        for words in (EXPLAINED, PERSONAL):
            self.form.add_plain(detail_rows.words(words, tone="text_secondary"))
        self.form.add_plain(controls.rule())
        for widget in (self.state, self.file, self.trouble):
            self.form.add_plain(widget)
        self.form.add_layout(detail_rows.flow(self.view, self.print))
        self.form.add_plain(controls.rule())
        self.form.add("folder", "Où il est gardé", self.folder)
        self.form.add_layout(detail_rows.flow(self.choose, self.own))
        self.form.add_plain(self.daily)
        self.form.add_plain(plain.label(DAILY_HINT, "small", "text_tertiary", wrap=True))
        self.put_form()
        self._cancel.setText("Fermer")
        screen.give_size(self, 560, 560)

    def _look(self) -> None:
        self._background.read(partial(seen, self._station, self._profile), self._show, self._failed)

    def _show(self, now: Seen) -> None:
        self._seen = now
        made = now.keeping.made
        self.state.setText(NEVER if made is None else made_words(now))
        self.file.setText(wording.breakable(made.file) if made else "")
        self.file.setVisible(made is not None)
        self.trouble.setText(now.keeping.trouble)
        self.trouble.setVisible(bool(now.keeping.trouble))
        for button in (self.view, self.print):
            button.setEnabled(now.there)
        self.folder.setText(wording.breakable(now.keeping.folder) if now.keeping.folder else OWN)
        self.own.setVisible(bool(now.keeping.folder))
        self.daily.blockSignals(True)
        self.daily.setChecked(now.keeping.daily)
        self.daily.blockSignals(False)
        self._act.setEnabled(True)

    def _choose_daily(self, daily: bool) -> None:
        self._keep(self._seen.keeping.folder, daily, self._look)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Garder le kit de secours dans", self._seen.keeping.folder)
        if folder:
            self.keep_in(folder)

    def _keep(self, folder: str, daily: bool, then: Callable[[], object]) -> None:
        self.form.forgive()
        work = partial(kit_keeping.choose, self._profile, folder, daily)
        self._background.carry(work, partial(self._kept, then), self._failed)

    def _kept(self, then: Callable[[], object], _: Keeping) -> None:
        then()

    def _open(self) -> None:
        made = self._seen.keeping.made
        if made and not QDesktopServices.openUrl(QUrl.fromLocalFile(made.file)):
            self.form.refuse(Unavailable(NOBODY_OPENS))

    def _print(self) -> None:
        made = self._seen.keeping.made
        if made:
            self._background.carry(partial(_bytes, Path(made.file)), self._give, self._failed)

    def _give(self, pdf: bytes) -> None:
        # That it left was written down when it was made.
        printing.print_file(self, self._background, TITLE, pdf, lambda: None)

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        self._look()

    def _wait(self, words: str) -> None:
        self._act.setEnabled(False)
        self.state.setText(words)


def seen(station: Station, profile: Path) -> Seen:
    """How the kit is kept now. Not on the window's thread."""
    keeping, codes = kit_keeping.read(profile), station.reading.crisis_codes()
    made = keeping.made
    crises = tuple(codes.get(one, one[:8]) for one in made.crises) if made else ()
    return Seen(keeping, crises, made is not None and Path(made.file).is_file())


def made_words(now: Seen) -> str:
    """Fait jeu. 24 sept. 2026, 03:16 : 11 pages, pour CRI-2026-SIG1-001."""
    made = now.keeping.made
    assert made is not None  # who asks has looked
    whose = f"pour {', '.join(now.crises)}" if now.crises else "sans crise ouverte"
    words = f"Fait {wording.day_and_hour(made.at, PARIS)} : {wording.number(made.pages, 'page')}, {whose}."
    return words if now.there else f"{words} Son fichier n’est plus là : refaites-le."


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unavailable(f"Le kit ne se lit pas ({disk_said(error)}) : refaites-le.") from error
