"""A call cascade in the window: the next to call in large, the others with their states, the sheet in and out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app.core import cascade_calls
from app.core.call_sheet import CallSheet
from app.core.calling import revealed
from app.core.cascade import RESULTS, Cascade, Number
from app.core.cascade_commands import LogCall, why_not_removed
from app.core.changes import Changes
from app.core.errors import Refused
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.documents import call_sheet
from app.ui import arrangement, cascade_words, controls, detail_rows, form, plain, printing, screen
from app.ui.card_list import CardList
from app.ui.cascade_call import PASS_KEY, Call, CallPanel
from app.ui.cascade_editor import AddDialog, CascadeEditor, RemoveDialog
from app.ui.cascade_paper import PaperDialog
from app.ui.dialog import Dialog
from app.ui.frame_band import FrameBand
from app.ui.station import Station

WIDTH, HEIGHT, LIST = 1000, 700, 380
NONE = "Aucune cascade. « Nouvelle cascade… » la bâtit d’une liste, d’une recherche ou des astreintes de l’heure."


@dataclass(frozen=True, slots=True)
class Known:
    """What the dialog shows: the cascades there are, the one it runs, and the private numbers it may show."""

    cascades: Sequence[Cascade]
    chosen: Cascade | None
    private: Mapping[str, Sequence[Number]]


class CascadeDialog(Dialog):
    """It opens on `cascade` (id), else on the latest, and stays true while others call. `contacts` (ids): a new one
    calls them."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow,
        contacts: Sequence[str] = (),
        cascade: str = "",
    ):
        super().__init__(parent)
        self.setWindowTitle(f"Cascade d’appel : {crisis.title}")
        self._station, self._crisis, self._contacts = station, crisis, tuple(contacts)
        self._wanted, self._asked = cascade, 0
        self._cascade: Cascade | None = None
        self._private: Mapping[str, Sequence[Number]] = {}
        self._after = ""  # whom one just called (key), until what follows is shown
        self._passed: frozenset[str] = frozenset()  # those left for later (keys)
        self.cascades = form.choice("Cascade", {})
        self.new = controls.button("Nouvelle cascade…", self.write)
        self.progress = plain.label("", "strong", wrap=True, name="Avancement")
        self.words = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui est dit à chacun")
        self.second = QCheckBox("Second passage")
        self.add = controls.button("Ajouter…", self.lengthen, "dense")
        self.remove = controls.button("Retirer…", self.shorten, "dense")
        self.list = CardList("Personnes à appeler")
        self.panel = CallPanel(station, crisis.zone)
        self.told = plain.label("", "small_strong", "success", wrap=True, name="Ce qui est sorti")
        self.print = controls.button("Imprimer la feuille…", self._print)
        self.clear = QCheckBox("avec les numéros privés en clair")
        self.key = controls.button("Saisir les résultats du papier…", self._key)
        self._lay_out(crisis)
        for place, result in enumerate(RESULTS, 1):
            QShortcut(QKeySequence(str(place)), self).activated.connect(partial(self.panel.press, result))
        QShortcut(QKeySequence(str(PASS_KEY)), self).activated.connect(self.panel.leave)
        self.cascades.currentIndexChanged.connect(self._change)
        self.second.toggled.connect(lambda *_: self._go_on())
        self.list.chosen.connect(self._choose)
        self.panel.made.connect(self._log)
        self.panel.passed.connect(self._leave)
        station.background.changed.connect(self._changed)
        self.read()

    def _lay_out(self, crisis: CrisisRow) -> None:
        band = FrameBand()
        band.show_frame(crisis.frame)
        head = arrangement.row(arrangement.wide(self.cascades), self.new)
        title = arrangement.column(
            plain.label(f"Cascade d’appel · {crisis.title}", "page_title", wrap=True),
            *(head, self.progress, self.words),
            spacing=6,
            margins=(20, 14, 20, 10),
        )
        people = detail_rows.flow(self.second, self.add, self.remove, spacing=8)
        left = arrangement.column(arrangement.column(people, margins=(14, 8, 14, 8)), self.list)
        one = arrangement.column(self.panel)
        one.setAlignment(self.panel, Qt.AlignmentFlag.AlignTop)  # a stretch under it would squeeze its lines of buttons
        right = arrangement.scroll(arrangement.panel(one))
        body = arrangement.split((arrangement.panel(left), LIST, 240), (right, 560, 440), stretched=1)
        acts = detail_rows.flow(self.print, self.clear, self.key, controls.button("Fermer", self.accept), spacing=8)
        foot = arrangement.panel(arrangement.column(self.told, acts, spacing=6, margins=(20, 9, 20, 10)), "window")
        rules = [controls.rule("rule_strong") for _ in range(2)]
        whole = arrangement.column(band, arrangement.panel(title), rules[0], body, rules[1], foot)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.told.hide()
        plain.tip(self.second, "Ceux qui ont été appelés et ne sont pas joints.")
        self.list.setFocus()
        screen.give_size(self, WIDTH, HEIGHT)

    def write(self) -> None:
        """Ask for a new cascade, and run it once it is written."""
        editor = CascadeEditor(self, self._station, self._crisis, self._contacts)
        if editor.exec() == QDialog.DialogCode.Accepted:
            self._wanted = editor.written
            self.read()

    def lengthen(self) -> None:
        """Ask whom to add to the cascade."""
        if self._cascade is not None:
            AddDialog(self, self._station, self._crisis, self._cascade, self._contacts).exec()

    def shorten(self) -> None:
        """Ask whether to take out whom one looks at."""
        line = cascade_calls.line(self._cascade, self.panel.target) if self._cascade else None
        if self._cascade is not None and line is not None:
            RemoveDialog(self, self._station, self._crisis, self._cascade, line.target).exec()

    def read(self) -> None:
        """Look again at what is known."""
        self._asked += 1
        work = partial(_known, self._station.reading, self._crisis.id, self._wanted)
        self._station.background.read(work, partial(self._came, self._asked))

    def _changed(self, changes: Changes) -> None:
        if self._crisis.id in changes.spaces:
            self.read()

    def _came(self, asked: int, known: Known) -> None:
        if asked != self._asked:
            return  # asked again since: that answer is on its way
        self.cascades.blockSignals(True)
        self.cascades.clear()
        for one in known.cascades:
            self.cascades.addItem(cascade_words.named(one), one.id)
        self._cascade, self._private = known.chosen, known.private
        if known.chosen is not None:
            self.cascades.setCurrentIndex(self.cascades.findData(known.chosen.id))
        self.cascades.blockSignals(False)
        self._show("" if self._after else self.panel.target)

    def _change(self) -> None:
        self._wanted = str(form.value(self.cascades))
        self._passed = frozenset()
        self.read()

    def _choose(self, target: str) -> None:
        if self._cascade is not None:
            self.panel.show_line(self._cascade, cascade_calls.line(self._cascade, target, self._private))
            self._allow()

    def _go_on(self) -> None:
        """Go to the next to call."""
        self._show("")

    def _leave(self, target: str) -> None:
        """Leave that target for later; once everybody was left, begin again with the first."""
        self._passed |= {target}
        waiting = {one.target.key for one in cascade_calls.to_call(self._found())}
        if waiting <= self._passed:
            self._passed = frozenset((target,)) if len(waiting) > 1 else frozenset()
        self._go_on()

    def _found(self) -> Sequence[cascade_calls.Line]:
        """Those listed now."""
        if self._cascade is None:
            return ()
        listed = cascade_calls.second_pass if self.second.isChecked() else cascade_calls.lines
        return listed(self._cascade, self._private)

    def _show(self, wanted: str) -> None:
        """Show the cascade as it is now, on that target as long as it is listed, else on the next to call."""
        cascade = self._cascade
        self.progress.setText(cascade_calls.progress(cascade).words if cascade else NONE)
        self.words.setText(cascade.words if cascade else "")
        self.words.setVisible(bool(self.words.text()))
        found = {one.target.key: one for one in self._found()}
        following = cascade_calls.next_call([*found.values()], self._after, self._passed)
        line = found.get(wanted, following)
        self._after = ""
        cards = [cascade_words.card(one, self._crisis.zone) for one in found.values()]
        self.list.blockSignals(True)
        self.list.show_items(cards, line.target.key if line else "", choose_first=False)
        self.list.blockSignals(False)
        self.panel.show_line(cascade, line)
        self._allow()

    def _allow(self) -> None:
        why_not = cascade_words.why_not_call(self._crisis)
        self.new.setEnabled(not why_not)
        plain.tip(self.new, why_not)
        self.panel.setVisible(self._cascade is not None)
        self.panel.allow(why_not)
        for act in (self.key, self.add):
            act.setEnabled(not why_not and self._cascade is not None)
        kept = why_not_removed(self._cascade, self.panel.target) if self._cascade else ""
        self.remove.setEnabled(not why_not and not kept and bool(self.panel.target))
        plain.tip(self.remove, why_not or kept)
        for part in (self.print, self.clear, self.second, self.cascades):
            part.setEnabled(self._cascade is not None)

    def _log(self, call: Call) -> None:
        if self._cascade is None:
            return
        command = LogCall(self._cascade.id, call.target, call.result, call.number, None, call.note, call.deputy)
        self.panel.allow("L’appel est en train d’être noté.")
        done = partial(self._logged, call.target)
        self._station.background.write(partial(self._station.desk.do, command), done, self._refuse)

    def _logged(self, target: str, outcome: object) -> None:
        self._after = target
        self.panel.begin()
        self.read()

    def _refuse(self, error: Exception) -> None:
        self._allow()
        self.panel.refuse(error)
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)

    def _key(self) -> None:
        if self._cascade is not None:
            PaperDialog(self, self._station, self._crisis, self._cascade).exec()

    def _print(self) -> None:
        if self._cascade is not None:
            asked = (self._cascade.id, self.second.isChecked(), self.clear.isChecked())
            self._station.background.carry(partial(_sheet, self._station, *asked), self._to_printer, self._not_printed)

    def _to_printer(self, made: tuple[CallSheet, bytes]) -> None:
        sheet, pdf = made
        note = call_sheet.logged(sheet, "papier", pdf)
        name = f"Feuille d’appel {sheet.cascade.number}"
        printing.print_file(self, self._station.background, name, pdf, partial(self._station.desk.do, note))

    def _not_printed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
            return
        self.told.setText(str(error))
        plain.mark(self.told, "tone", "error")
        self.told.show()


def _known(reading: Reading, crisis: str, wanted: str) -> Known:
    """What the dialog shows now. Not on the window's thread."""
    cascades = reading.cascades(crisis)
    chosen = next((one for one in cascades if one.id == wanted), cascades[0] if cascades else None)
    return Known(cascades, chosen, reading.masked_numbers(chosen) if chosen else {})


def _sheet(station: Station, cascade: str, second: bool, clear: bool) -> tuple[CallSheet, bytes]:
    sheet = station.reading.call_sheet(cascade, second)
    if clear:
        sheet = revealed(station.desk, station.reading, sheet)
    return sheet, call_sheet.sheet_pdf(sheet)
