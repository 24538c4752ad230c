"""Every condition the main courante can be filtered by, one field each; what is chosen applies at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from app.core import entries
from app.core.clock import moment
from app.core.errors import Refused
from app.core.places import Places, departements, regions
from app.core.search_text import folded
from app.core.store import filtering
from app.core.store.filtering import EntryFilter
from app.core.store.rows import BriefRow, CrisisRow
from app.ui import arrangement, controls, entry_words, form, plain
from app.ui.column_layout import ColumnLayout
from app.ui.completer import Completer, Proposal
from app.ui.controls import FieldBox
from app.ui.filter_typing import place_code, read_bound
from app.ui.known_names import KnownNames
from app.ui.station import Station
from app.ui.tick_menu import Several
from app.ui.wording import day_and_hour

WIDTH, GAP = 168, 12  # pixels at 100 %
LEAST = 2  # letters from which something is proposed
MOST = 8
PAUSE = 150  # ms without a key before the words are searched
FOOT = "Ce qui est choisi s’applique aussitôt. Échap ferme."
CHOSEN: Mapping[str, tuple[str, Mapping[Any, str]]] = {  # field: its words, and those of its values
    "types": ("Type", entries.TYPES),
    "triage": ("Suivi", entries.TRIAGE),
    "priorities": ("Priorité", {1: "P1 immédiate", 2: "P2 haute", 3: "P3 normale", 4: "P4 basse"}),
    "verifications": ("Vérification", entries.VERIFICATIONS),
    "sources": ("Fiabilité", {code: f"{code} · {words}" for code, words in entry_words.SOURCES.items()}),
    "credibilities": ("Crédibilité", {code: f"{code} · {words}" for code, words in entry_words.CREDIBILITIES.items()}),
}


class FilterPanel(QFrame):
    """`filter_wanted` tells the new filter as soon as a field is left or a value ticked; Esc closes."""

    filter_wanted = Signal(object)  # EntryFilter
    closed = Signal()

    def __init__(self, station: Station, places: Places, now: Callable[[], int]) -> None:
        super().__init__()
        self.setProperty("look", "window")
        self.setAccessibleName("Filtrer la main courante")
        self._station, self._places, self._now = station, places, now
        self._known = KnownNames(station, self)
        self._wanted: EntryFilter | None = None
        self._zone = "Europe/Paris"
        self.senders: Sequence[str] = ()
        self._refused: dict[str, str] = {}  # what was typed when it was refused
        self.words = form.line("Mots", hint="évacuation cuvette")
        self.since = form.line("Depuis", hint="02:48 ou 24/09 02:48")
        self.until = form.line("Jusqu’à", hint="02:48 ou 24/09 02:48")
        self.brief = form.choice("Depuis le point de situation", {}, None, "indifférent")
        self.sender_line = form.line("Émetteur", hint="SDIS 76")
        self.place = form.line("Lieu", hint="Rouen, 76, Normandie…")
        self.several = {name: Several(words, options) for name, (words, options) in CHOSEN.items()}
        fields = QWidget()
        self._columns = ColumnLayout(fields, WIDTH, GAP)
        self.fields: dict[str, FieldBox] = {}
        editors: tuple[tuple[str, str, QWidget], ...] = (
            ("query", "Mots", self.words),
            ("since", "Fait depuis", self.since),
            ("until", "Fait jusqu’à", self.until),
            ("since_brief", "Depuis le PDS", self.brief),
            *((name, words, self.several[name]) for name, (words, _) in CHOSEN.items()),
            ("sender", "Émetteur", self.sender_line),
            ("place", "Lieu", self.place),
        )
        for name, words, editor in editors:
            self._add(name, words, editor)
        self.close_button = controls.button("Fermer", self.closed.emit, "dense", "Fermer les filtres (Échap)")
        foot = arrangement.row(
            arrangement.wide(plain.label(FOOT, "small", "text_tertiary", wrap=True)),
            self.close_button,
        )
        self.setLayout(arrangement.column(fields, foot, spacing=8, margins=(16, 10, 16, 10)))
        Completer(self.sender_line, self._propose_sender).taken.connect(lambda _: self._apply("sender"))
        Completer(self.place, self._propose_place).taken.connect(lambda _: self._apply("place"))
        for name, line in (
            ("since", self.since),
            ("until", self.until),
            ("sender", self.sender_line),
            ("place", self.place),
        ):
            line.editingFinished.connect(lambda name=name: self._apply(name))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self._apply("query"))
        self.words.textEdited.connect(lambda _: self._pause.start())
        self.words.editingFinished.connect(lambda: self._apply("query"))
        self.brief.activated.connect(lambda _: self._apply("since_brief"))
        for name, several in self.several.items():
            several.ticked.connect(lambda name=name: self._apply(name))

    def show_filter(self, wanted: EntryFilter | None, zone: str) -> None:
        """Show in the fields what is asked now; a field being typed in, or refused, is left as it is."""
        self._wanted, self._zone = wanted, zone
        if wanted is None:
            return
        for name, line, words in (
            ("query", self.words, wanted.query),
            ("since", self.since, _moment_words(wanted.since, zone)),
            ("until", self.until, _moment_words(wanted.until, zone)),
            ("sender", self.sender_line, wanted.sender),
            ("place", self.place, filtering.place_words(wanted.place) if wanted.place else ""),
        ):
            if not self.fields[name].refusal and not (line.hasFocus() and line.isModified()):
                line.setText(words)
        self.brief.setCurrentIndex(max(0, self.brief.findData(wanted.since_brief)))
        for name, several in self.several.items():
            several.show_values(getattr(wanted, name))

    def show_briefs(self, briefs: Sequence[BriefRow]) -> None:
        """Offer these briefs, the last first."""
        with QSignalBlocker(self.brief):
            while self.brief.count() > 1:
                self.brief.removeItem(1)
            for one in briefs:
                self.brief.addItem(f"n°\u00a0{one.number}, arrêté {day_and_hour(one.cutoff, self._zone)}", one.id)
            if self._wanted is not None:
                self.brief.setCurrentIndex(max(0, self.brief.findData(self._wanted.since_brief)))

    def enter(self, crisis: CrisisRow | None) -> None:
        """Take the keyboard, at the first field; the names to propose are those of that crisis."""
        if crisis is not None:
            reading, space = self._station.reading, crisis.id
            self._known.show_crisis(crisis)
            self._station.background.read(lambda: reading.senders(space), self._keep_senders)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _add(self, name: str, words: str, editor: QWidget) -> None:
        box = FieldBox(words, editor)
        self.fields[name] = box
        self._columns.addWidget(box)
        self._columns.setAlignment(box, Qt.AlignmentFlag.AlignTop)

    def _apply(self, name: str) -> None:
        editor = self.fields[name].editor
        if self._wanted is None or (self.fields[name].refusal and self._refused.get(name) == _typed(editor)):
            return  # said already: who leaves the field is not called back to it
        try:
            value = self._value(name)
        except Refused as refused:
            self._refused[name] = _typed(editor)
            self.fields[name].refuse(str(refused))
            return
        if self.fields[name].refusal:
            self.fields[name].accept()
        if isinstance(editor, QLineEdit):
            editor.setModified(False)
        wanted = replace(self._wanted, **{name: value})
        if wanted != self._wanted:
            self.filter_wanted.emit(wanted)

    def _value(self, name: str) -> Any:
        match name:
            case "since" | "until":
                line = self.since if name == "since" else self.until
                former = getattr(self._wanted, name)
                if line.text().strip() == _moment_words(former, self._zone):
                    return former
                return read_bound(line.text(), self._now(), self._zone, last=name == "until")
            case "query":
                return self.words.text().strip()
            case "since_brief":
                return str(self.brief.currentData() or "")
            case "sender":
                return self.sender_line.text().strip()
            case "place":
                words = self.place.text().strip()
                same = self._wanted is not None and words == filtering.place_words(self._wanted.place or "")
                return self._wanted.place if same and self._wanted else place_code(words, self._places)
        return self.several[name].values

    def _keep_senders(self, senders: Sequence[str]) -> None:
        self.senders = senders

    def _propose_sender(self, text: str, caret: int) -> Sequence[Proposal]:
        wanted = folded(text.strip())
        if not wanted:
            return ()
        found = [name for name in self.senders if wanted in folded(name)][:MOST]
        return [Proposal(name, 0, len(text)) for name in found]

    def _propose_place(self, text: str, caret: int) -> Sequence[Proposal]:
        wanted = text.strip()
        if len(wanted) < LEAST:
            return ()
        kinds = (("région", regions()), ("département", departements()))
        found = [
            Proposal(one.name, 0, len(text), one.name, f"{one.code} · {kind}")
            for kind, territories in kinds
            for one in territories.values()
            if folded(one.name).startswith(folded(wanted))
        ]
        return [*found, *self._known.of_communes(text, caret)][:MOST]


def _typed(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _moment_words(at: int | None, zone: str) -> str:
    return "" if at is None else f"{moment(at, zone):%d/%m/%Y %H:%M}"
