"""What is done from the on-call page: writing slots and rotations, filling gaps, printing the table, calling."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from app.core import times
from app.core.contact import node
from app.core.coverage import Gap
from app.core.duty import DAY
from app.core.duty_sheet import DutySheet
from app.core.errors import Refused, Unavailable
from app.core.registers.duties import EditDuty
from app.core.store.rows import CrisisRow
from app.documents import duty_paper
from app.documents.message_outputs import PAPER
from app.ui import contact_rules, controls, duty_opening, duty_spans, duty_words, plain, printing, wording
from app.ui.cascade_dialog import CascadeDialog
from app.ui.duty_asking import WEEK, Found
from app.ui.duty_editor import Begun, DutyEditor
from app.ui.duty_opening import OpenedDuty
from app.ui.duty_rotation import DutyRotationDialog
from app.ui.duty_spans import GAP, Row, Span
from app.ui.station import Station

MOST_GAPS = 15  # listed in the menu: beyond, one chooses in the week
NO_GAP = "aucune lacune dans la semaine montrée."
NO_CRISIS = "une cascade appartient à une crise, et ses appels à sa main courante : aucune n’est à l’écran."
PRINTED = "Tableau d’astreinte"


class DutyActs(QObject):
    """The buttons, and what they open. `told` says what was done and in which tone, `cancelled` the slot (id) that just
    left the table."""

    told = Signal(str, str)
    cancelled = Signal(str)

    def __init__(self, page: QWidget, station: Station, now: Callable[[], int]) -> None:
        super().__init__(page)
        self._page, self._station, self._now = page, station, now
        self._crisis: CrisisRow | None = None
        self._found: Found | None = None
        self.call = controls.button("Cascade d’appel…", self.call_cascade, "dense")
        self.print = controls.button("Imprimer", self.print_table, "dense", "Imprimer le tableau d’astreinte")
        self.new = controls.button("Nouvelle astreinte…", self.write, "dense")
        self.rotate = controls.button("Tour d’astreinte…", self.write_rotation, "dense")
        self.fill = controls.button("Pourvoir une lacune…", self.choose_gap, "dense")

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Act in that crisis."""
        self._crisis = crisis
        self._allow()

    def show_found(self, found: Found) -> None:
        """Act on what is shown."""
        self._found = found
        self._allow()

    def write(self, begun: Begun | None = None) -> None:
        """Write a slot, from nothing or from the gap it fills."""
        if self.new.isEnabled():
            self._edit(DutyEditor(self._page, self._station, self._crisis, self._now, begun=begun, role=self._role))

    def write_rotation(self) -> None:
        """Write a whole rotation."""
        dialog = DutyRotationDialog(self._page, self._station, self._crisis, self._now, self._role)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            count = wording.number(dialog.count_written, "astreinte écrite", "astreintes écrites")
            self.told.emit(f"Tour d’astreinte : {count}.", "success")

    def choose_gap(self) -> None:
        """Fill the gap of the week; when there are several, the one that is chosen in a menu."""
        gaps = self._gaps()
        if len(gaps) == 1:
            self.fill_gap(*gaps[0])
            return
        _drop(self.gap_menu(), self.fill)

    def gap_menu(self) -> QMenu:
        """The gaps that may be filled, those of one's own organisations first."""
        menu = QMenu(self.fill)
        for row, gap in self._gaps()[:MOST_GAPS]:
            words = f"{_named(row)} : {duty_spans.when(gap.starts, gap.ends, duty_words.zone_of(self._crisis))}"
            action = menu.addAction(plain.without_mnemonic(words))
            action.triggered.connect(lambda _=False, row=row, gap=gap: self.fill_gap(row, gap))
        return menu

    def fill_gap(self, row: Row, gap: Gap) -> None:
        """Write a slot of that line over what is left of that gap."""
        self.write(begun(row, gap, self._now(), self._crisis))

    def open_span(self, row: Row, span: Span) -> None:
        """Correct that slot, or fill that gap; of several at once, the one that is chosen."""
        if span.kind == GAP:
            gap = next((one for one in row.gaps if one.starts == span.starts), None)
            if gap is not None:
                self.fill_gap(row, gap)
            return
        self.open_slots([(one.id, one.name) for one in span.slots])

    def open_slots(self, slots: Sequence[tuple[str, str]]) -> None:
        """Correct that slot (id, name); of several, the one that is chosen in a menu."""
        if len(slots) == 1:
            self.open_slot(slots[0][0])
            return
        menu = QMenu(self._page)
        for id, name in slots:
            action = menu.addAction(plain.without_mnemonic(f"Corriger l’astreinte de {name}…"))
            action.triggered.connect(lambda _=False, id=id: self.open_slot(id))
        _drop(menu, self._page)

    def open_slot(self, id: str) -> None:
        """Correct that slot, once it is read."""
        read = partial(duty_opening.open_duty, self._station.reading, id)
        self._station.background.read(read, self._correct, self.refused)

    def restore(self, id: str) -> None:
        """Put a cancelled slot back in the table."""
        command = EditDuty(id, {"cancelled": False})
        done = partial(self.told.emit, "L’astreinte est rétablie.", "success")
        self._station.background.write(partial(self._station.desk.do, command), lambda _: done(), self.refused)

    def call_cascade(self) -> None:
        """Call those who are on call, one after another."""
        if self._crisis is not None:
            CascadeDialog(self._page, self._station, self._crisis).exec()

    def print_table(self) -> None:
        """The week that is shown, on paper: noted as it leaves."""
        if self._found is not None:
            space, since = self._found.asked.space, self._found.days.start
            work = partial(_paper, self._station, space, since)
            self._station.background.carry(work, self._to_printer, self.refused)

    def refused(self, error: Exception) -> None:
        """Say why it was not done."""
        if isinstance(error, Refused | Unavailable):
            self.told.emit(f"Refusé : {error}" if isinstance(error, Refused) else str(error), "error")
        else:
            self._station.background.failed.emit(error)

    @property
    def _role(self) -> str:
        return (self._found.role if self._found else "") or self._station.role

    def _allow(self) -> None:
        """Let act, or say why not."""
        why_not = contact_rules.why_not_add(self._role, self._crisis)
        no_gap = "" if self._gaps() else NO_GAP
        reasons = {self.new: why_not, self.rotate: why_not, self.fill: why_not or no_gap}
        reasons |= {self.call: "" if self._crisis else NO_CRISIS, self.print: ""}
        for button, reason in reasons.items():
            button.setEnabled(not reason)
            plain.tip(button, reason)
            button.setAccessibleDescription(reason)

    def _gaps(self) -> list[tuple[Row, Gap]]:
        """The gaps that may still be filled, those of one's own organisations first."""
        found = self._found
        if found is None:
            return []
        now = self._now()
        gaps = [(row, gap) for row in found.rows for gap in row.gaps if gap.ends is None or gap.ends > now]
        return sorted(gaps, key=lambda one: (node(one[0].organisation) not in found.own, one[1].starts))

    def _correct(self, opened: OpenedDuty) -> None:
        why_not = duty_words.why_not_edit(opened.duty.space, self._role, self._crisis)
        editor = DutyEditor(
            self._page, self._station, self._crisis, self._now, opened, role=self._role, why_not=why_not
        )
        self._edit(editor)
        if editor.cancelled:
            self.told.emit(f"Astreinte annulée : {opened.words}.", "text")
            self.cancelled.emit(opened.duty.id)

    def _edit(self, editor: DutyEditor) -> None:
        if editor.exec() == QDialog.DialogCode.Accepted and not editor.cancelled:
            read = partial(duty_opening.open_duty, self._station.reading, editor.written)
            self._station.background.read(read, self._say, self.refused)

    def _say(self, opened: OpenedDuty) -> None:
        self.told.emit(f"Enregistré : {opened.words}.", "success")

    def _to_printer(self, made: tuple[DutySheet, bytes]) -> None:
        sheet, pdf = made
        note = partial(self._station.desk.do, replace(duty_paper.logged(sheet, pdf), format=PAPER))
        printing.print_file(self._page, self._station.background, PRINTED, pdf, note, printing.ACROSS)


def begun(row: Row, gap: Gap, now: int, crisis: CrisisRow | None) -> Begun:
    """What fills that gap: from now on when it has begun, until somebody takes over, for a week when nobody does."""
    starts = max(gap.starts, now - now % times.MINUTE)
    own = crisis is not None and row.space == crisis.id
    return Begun(row.organisation, row.function, starts, gap.ends or starts + WEEK * DAY, own)


def _paper(station: Station, space: str, since: int) -> tuple[DutySheet, bytes]:
    sheet = station.reading.duty_sheet(space, since, WEEK)
    return sheet, duty_paper.duty_pdf(sheet)


def _named(row: Row) -> str:
    return ", ".join(filter(None, (row.title, row.function)))


def _drop(menu: QMenu, below: QWidget) -> None:
    """Open a menu under that button, or where the keyboard is in that page."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    place = below.rect().bottomLeft() if isinstance(below, QPushButton) else below.rect().center() - QPoint(120, 20)
    menu.popup(below.mapToGlobal(place))
