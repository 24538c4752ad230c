"""Bringing a file of contacts in: what its columns are, what it would change, what is chosen, and what came of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QWidget

from app.core.errors import Refused, Unavailable
from app.core.importing import Tally
from app.core.store.rows import CrisisRow
from app.documents import incoming
from app.documents.incoming import Source
from app.ui import arrangement, contact_rules, controls, focus, import_words, import_work, plain, theme
from app.ui.detail_rows import flow, words
from app.ui.dialog import Dialog
from app.ui.frame_band import FrameBand
from app.ui.import_mapping import MappingTable
from app.ui.import_review import Review
from app.ui.import_work import Plan, Progress, Stopped
from app.ui.station import Station
from app.ui.wording import number

TITLE = "Importer des contacts"
FILES = "Annuaires (*.vcf *.vcard *.csv *.tsv *.txt *.ods *.json);;Tous les fichiers (*)"
ENDS = (".vcf", ".vcard", ".csv", ".tsv", ".txt", ".ods", ".json")
READING, WRITING, STOPPING = "Lecture du fichier", "Écriture dans l’annuaire", "Arrêt en cours…"
STOPPED = "Import arrêté. Ce qui était déjà écrit le reste : « Imports passés… » l’annule en entier."
NOTHING = "Rien n’est écrit tant que vous n’avez pas pressé « Importer »."


def choose(parent: QWidget) -> Path | None:
    """The file a person picks."""
    path, _ = QFileDialog.getOpenFileName(parent, TITLE, "", FILES)
    return Path(path) if path else None


class ImportDialog(Dialog):
    """One file. It stays open until the person has read what came of it."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow | None, file: Path):
        super().__init__(parent)
        self.setWindowTitle(f"{TITLE} : {file.name}")
        self._station, self._file = station, file
        self._crisis = crisis.id if crisis is not None and contact_rules.only_in_crisis(crisis) else ""
        self._progress: Progress | None = None
        self._source: Source | None = None
        self.mapping: MappingTable | None = None
        self.review: Review | None = None
        self.imported = ""
        self.head = plain.label("", "strong", wrap=True, name="Ce que l’import changerait")
        self.said = plain.label("", "small", "text_secondary", wrap=True, name="Où en est l’import")
        self.warning = plain.label("", "small_strong", "warning", wrap=True, name="Ce qui serait laissé de côté")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progression")
        self.body = QStackedWidget()
        self.act = controls.button("Importer", lambda: None, "primary")
        self.again = controls.button("Colonnes…", self._show_mapping)
        self.leave = controls.button("Annuler", self.reject)
        self._next: Callable[[], object] = lambda: None
        self.act.clicked.connect(lambda: self._next())
        self._lay_out(crisis)
        self._read()

    def reject(self) -> None:
        """Stop what is under way; else close."""
        if self._progress is not None:
            self._progress.stop()
            self.said.setText(STOPPING)
            self.leave.setEnabled(False)
            return
        super().reject()

    def _lay_out(self, crisis: CrisisRow | None) -> None:
        band = FrameBand()
        band.show_frame(crisis.frame if crisis is not None else "")
        title = plain.label(f"Importer {self._file.name}", "page_title", wrap=True)
        where = "l’annuaire partagé, lu de tous"
        if crisis is not None and self._crisis:
            where = f"« {crisis.title} » seulement : c’est {contact_rules.EXERCISES[crisis.frame]}"
        into = plain.label(f"Ces contacts entrent dans {where}.", "small", "text_secondary", wrap=True)
        inside = arrangement.column(
            *(title, into, self.head, self.bar, self.said, self.warning, self.body),
            spacing=8,
            margins=(20, 14, 20, 12),
        )
        inside.setStretch(6, 1)
        foot = arrangement.panel(
            arrangement.column(flow(self.act, self.again, self.leave), margins=(20, 9, 20, 10)), "window"
        )
        whole = arrangement.column(band, arrangement.panel(inside), controls.rule("rule_strong"), foot)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.resize(theme.size(860), theme.size(640))

    def _read(self, mapping: dict[str, str] | None = None) -> None:
        """Read the file, with those columns; what it would change is then shown."""
        progress = self._begin(READING)
        reading, crisis, file = self._station.reading, self._crisis, self._file

        def work() -> Plan:
            return import_work.plan(reading, incoming.read(file, mapping=mapping), crisis, progress)

        self._station.background.carry(work, self._show_plan, self._failed)

    def _show_plan(self, plan: Plan) -> None:
        self._end()
        self._source = plan.source
        self.review = Review(plan)
        self._show(self.review)
        self.head.setText(import_words.counted(plan))
        self.said.setText(NOTHING if plan.changes else import_words.NOTHING)
        self._warn(import_words.left_out(plan) if plan.changes else "")
        self.again.setVisible(bool(plan.source.mapping))
        self._offer("Importer", self._apply if plan.changes else None)
        if plan.changes:
            self.review.list.setFocus()
        else:
            self._show(_text(import_words.troubles(plan.troubles)))

    def _show_mapping(self) -> None:
        """Say what each column is, and read again."""
        if self._source is None:
            return
        self.mapping = MappingTable(self._source.mapping)
        self._show(arrangement.scroll(arrangement.panel(arrangement.column(self.mapping, None))))
        self.head.setText("À quoi correspond chaque colonne du fichier ?")
        self.said.setText("Ce qui est proposé l’est d’après les titres des colonnes.")
        self._warn("")
        self.again.setVisible(False)
        self._offer("Relire le fichier", self._read_again)
        focus.enter(self.mapping)

    def _read_again(self) -> None:
        if self.mapping is not None:
            self._read(self.mapping.mapping)

    def _apply(self) -> None:
        source, review = self._source, self.review
        if source is None or review is None:
            return
        progress = self._begin(WRITING)
        review.setEnabled(False)
        station = self._station
        work = partial(import_work.apply, station.desk, station.reading, source, self._crisis, review.choices, progress)
        self._station.background.carry(work, self._done, self._failed)

    def _done(self, outcome: tuple[str, Tally]) -> None:
        self._end()
        self.imported, tally = outcome
        self.head.setText("Import terminé.")
        self.said.setText(import_words.told(tally))
        self._show(_text(import_words.troubles(tally.refused)))
        self._close()

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Stopped):
            wrote = self.review is not None and not self.review.isEnabled()
            self.head.setText(STOPPED if wrote else "Lecture arrêtée : rien n’a été écrit.")
            self._close()
            return
        if isinstance(error, Refused | Unavailable):
            self.head.setText(f"Refusé : {error}" if isinstance(error, Refused) else str(error))
            plain.mark(self.head, "tone", "error")
            self._close()
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)

    def _begin(self, words: str) -> Progress:
        progress = self._progress = Progress()
        progress.told.connect(partial(self._tell, words))
        plain.mark(self.head, "tone", "text")
        self.head.setText(f"{words}…")
        self.said.setText("")
        self._warn("")
        self.bar.show()
        self.again.hide()
        self._offer("", None)
        return progress

    def _tell(self, words: str, done: int) -> None:
        if self._progress is not None and self.leave.isEnabled():
            self.said.setText(f"{words} : {number(done, 'contact')}")

    def _end(self) -> None:
        self._progress = None
        self.bar.hide()
        self.said.setText("")
        self.leave.setEnabled(True)

    def _warn(self, words: str) -> None:
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _offer(self, words: str, act: Callable[[], object] | None) -> None:
        self.act.setVisible(bool(words))
        self.act.setEnabled(act is not None)
        if words:
            self.act.setText(words)
            self.act.setAccessibleName(words)
        self._next = act or (lambda: None)

    def _close(self) -> None:
        self._offer("", None)
        self.again.hide()
        self.leave.setText("Fermer")
        self.leave.setFocus()

    def _show(self, widget: QWidget) -> None:
        while (former := self.body.currentWidget()) is not None:
            self.body.removeWidget(former)
            former.deleteLater()
        self.body.addWidget(widget)


def _text(text: str) -> QWidget:
    """Words to read, as long as they are."""
    return arrangement.scroll(arrangement.panel(arrangement.column(words(text, "body"), None)))
