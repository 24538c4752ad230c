"""The bar above the main courante: its name, what is shown of it, chips to show less, and what leaves it."""

from dataclasses import dataclass, fields, replace
from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout, QPushButton, QWidget

from app.core.store import filtering
from app.core.store.counting import MOST, Counts
from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.core.store.rows import BriefRow
from app.ui import arrangement, controls, plain, shapes, theme, wording
from app.ui.flow_layout import FlowLayout
from app.ui.saved_views import ViewsButton
from app.ui.station import Station

GAP, MARGIN = 8, 16
LEAST = 240  # pixels at 100 %
TO_SORT = ("to_sort",)
# What is shown by a chip of its own is not said again among the other conditions.
GROUPS = (
    ("since", "until"),
    *(
        (name,)
        for name in (
            *("query", "types", "triage", "priorities", "sources", "credibilities", "verifications", "sender"),
            *("place", "since_brief"),
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Bearings:
    """What the bar says of a crisis: how many of each, its briefs (the last first), what waits to be sent."""

    counts: Counts
    briefs: tuple[BriefRow, ...]
    pending: int


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the filter in words, and the filter without it."""

    name: str
    words: str
    without: EntryFilter


def bearings(reading: Reading, space: str) -> Bearings:
    """Runs on the reader's thread."""
    return Bearings(reading.counts(space), tuple(reading.briefs(space)), reading.pending())


def conditions(wanted: EntryFilter, zone: str, briefs: tuple[BriefRow, ...]) -> list[Condition]:
    """The conditions that no chip of the bar shows, each to be taken away by itself."""
    empty = EntryFilter(wanted.space)
    usual = {one.name: getattr(empty, one.name) for one in fields(EntryFilter)}
    found = []
    for names in GROUPS:
        values = {name: getattr(wanted, name) for name in names}
        if all(values[name] == usual[name] for name in names) or _has_a_chip(values, briefs):
            continue
        called = next((brief_words(brief) for brief in briefs if brief.id == wanted.since_brief), "")
        words = filtering.words(replace(empty, **values), zone, called)
        found.append(Condition(names[0], words, replace(wanted, **{name: usual[name] for name in names})))
    return found


def brief_words(brief: BriefRow) -> str:
    """PDS n° 11."""
    return f"PDS n°\u00a0{brief.number}"


def toggled(wanted: EntryFilter, name: str, briefs: tuple[BriefRow, ...]) -> EntryFilter:
    """The filter once the chip of that name is pressed."""
    if name == "since_brief":
        last = briefs[0].id if briefs else ""
        return replace(wanted, since_brief="" if wanted.since_brief == last else last)
    if name == "to_sort":
        return replace(wanted, triage=() if wanted.triage == TO_SORT else TO_SORT)
    return replace(wanted, **{name: not getattr(wanted, name)})  # type: ignore[arg-type]


def is_on(wanted: EntryFilter, name: str, briefs: tuple[BriefRow, ...]) -> bool:
    """Whether that chip is pressed."""
    if name == "since_brief":
        return bool(briefs) and wanted.since_brief == briefs[0].id
    return wanted.triage == TO_SORT if name == "to_sort" else bool(getattr(wanted, name))


def _has_a_chip(values: dict[str, object], briefs: tuple[BriefRow, ...]) -> bool:
    if values.get("triage") == TO_SORT:
        return True
    return bool(briefs) and values.get("since_brief") == briefs[0].id


class FilterBar(QWidget):
    """What the person asks is told by `filter_wanted`; nothing is shown as filtered before the page says it is."""

    filter_wanted = Signal(object)  # EntryFilter
    panel_wanted = Signal()
    print_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.wanted: EntryFilter | None = None
        self.bearings: Bearings | None = None
        self._zone = "Europe/Paris"
        self._form = -1
        self.title = plain.label("Main courante", "page_title")
        self.count = plain.label("", "small", "text_tertiary", name="Nombre d’entrées")
        self.chips: dict[str, QPushButton] = {}
        self._chips, self._acts = QWidget(), QWidget()
        flow = FlowLayout(self._chips, GAP)
        names = ("since_brief", "key_events", "to_sort", "unread", "mine", "away", "contradicted", "pending")
        for name in names:
            made = controls.button(name, partial(self._toggle, name), "chip")
            made.setCheckable(True)
            made.hide()
            self.chips[name] = made
            flow.addWidget(made)
        self.panel = controls.button("Filtrer…", self.panel_wanted.emit, "dense", "Filtrer (Ctrl+Maj+F)")
        plain.tip(self.panel, "Ctrl+Maj+F")
        self.views = ViewsButton(station)
        self.views.chosen.connect(self._ask)
        self.print = controls.button("Imprimer", self.print_wanted.emit, "dense", "Imprimer ce qui est affiché")
        self.export = controls.button("Exporter", self.export_wanted.emit, "dense", "Exporter ce qui est affiché")
        plain.tip(self.print, "Imprimer exactement ce qui est affiché (Ctrl+P)")
        plain.tip(self.export, "Exporter exactement ce qui est affiché (Ctrl+E)")
        acts = FlowLayout(self._acts, GAP)
        for act in (self.panel, self.views, self.print, self.export):
            acts.addWidget(act)
        self._asked = QWidget()
        self._asked.setAccessibleName("Filtres actifs")
        self._asked_flow = FlowLayout(self._asked, GAP)
        self._head = arrangement.row(self.title, self.count, None, spacing=GAP)
        self._rows = arrangement.column(self._head, spacing=6, margins=(MARGIN, 8, MARGIN, 8))
        self._rows.addWidget(self._asked)
        self._asked.hide()
        self._rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it folds; it never widens the page
        self.setLayout(self._rows)
        self._dress()
        self._arrange()

    def show_filter(self, wanted: EntryFilter | None, zone: str) -> None:
        """Show what is asked now; None: there is no crisis."""
        self.wanted, self._zone = wanted, zone
        self.views.show_filter(wanted)
        self._show()

    def show_bearings(self, found: Bearings | None) -> None:
        """Show these counts."""
        self.bearings = found
        self._show()

    def show_count(self, count: int, whole: bool = True) -> None:
        """How many lines there are; not `whole`: as far as they were read."""
        self.count.setText(wording.number(count, "entrée") if whole else f"{wording.number(count, 'entrée')} et plus")
        self._arrange()

    def clear(self) -> None:
        """Show everything again."""
        if self.wanted is not None:
            self._ask(EntryFilter(self.wanted.space, order=self.wanted.order))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
            self._arrange()

    @property
    def _briefs(self) -> tuple[BriefRow, ...]:
        return self.bearings.briefs if self.bearings else ()

    def _ask(self, wanted: EntryFilter) -> None:
        self._show()  # a chip checks itself when it is pressed; it is on once the filter is
        self.filter_wanted.emit(wanted)

    def _toggle(self, name: str) -> None:
        if self.wanted is not None:
            self._ask(toggled(self.wanted, name, self._briefs))

    def _show(self) -> None:
        for act in (self.panel, self.views, self.print, self.export):
            act.setEnabled(self.wanted is not None)
        for name, chip in self.chips.items():
            on = self.wanted is not None and is_on(self.wanted, name, self._briefs)
            words, count = _chip_words(name, self.bearings)
            chip.setChecked(on)
            air = "" if chip.icon().isNull() else wording.NBSP
            chip.setText(plain.without_mnemonic(f"{air}{words}  ✕" if on else f"{air}{words}"))
            chip.setAccessibleName(f"{words}, filtre actif. Appuyer pour le retirer." if on else f"{words}, filtrer")
            chip.setVisible(self.wanted is not None and (on or count is None or count > 0))
        focused = QApplication.focusWidget()
        pressed = focused is not None and self._asked.isAncestorOf(focused)
        arrangement.clear(self._asked_flow)
        found = conditions(self.wanted, self._zone, self._briefs) if self.wanted else []
        for one in found:
            self._asked_flow.addWidget(self._removable(one))
        active = len(found) + sum(chip.isChecked() for chip in self.chips.values())
        if found or active > 1:
            self._asked_flow.addWidget(controls.button("Tout effacer", self.clear, "line", "Effacer tous les filtres"))
        self._asked.setVisible(bool(found) or active > 1)
        if pressed:
            self.panel.setFocus()  # what had the keyboard is gone: it stays in the bar
        self._arrange()

    def _removable(self, one: Condition) -> QPushButton:
        made = controls.button(f"{one.words}  ✕", partial(self._ask, one.without), "chip")
        made.setCheckable(True)
        made.setChecked(True)
        made.setAccessibleName(f"{one.words}, filtre actif. Appuyer pour le retirer.")
        made.setProperty("condition", one.name)
        return made

    def _dress(self) -> None:
        self.chips["to_sort"].setIcon(shapes.icon("a_trier", theme.current().text, theme.size(10)))
        self.chips["to_sort"].setIconSize(QSize(theme.size(10), theme.size(10)))
        self.chips["pending"].setIcon(shapes.icon("en_attente_envoi", theme.current().info, theme.size(10)))
        self.chips["pending"].setIconSize(QSize(theme.size(10), theme.size(10)))

    def _arrange(self) -> None:
        """One line where there is room; then the chips go below, then the acts too."""
        room = self.width() - 2 * MARGIN
        head = self.title.sizeHint().width() + self.count.sizeHint().width() + 2 * GAP
        chips, acts = _width_of(self._chips), _width_of(self._acts)
        form = 0 if head + chips + acts + GAP <= room else 1 if head + acts <= room else 2
        self._chips.setMinimumWidth(chips if form == 0 else 0)
        self._acts.setMinimumWidth(acts if form < 2 else 0)
        self._chips.setVisible(chips > 0)
        if form == self._form:
            return
        self._form = form
        for holder in (self._chips, self._acts):
            self._head.removeWidget(holder)
            self._rows.removeWidget(holder)
        chips_in, acts_in = (self._head if form == 0 else self._rows), (self._head if form < 2 else self._rows)
        chips_in.insertWidget(2 if form == 0 else self._rows.indexOf(self._asked), self._chips)
        acts_in.insertWidget(self._head.count() if form < 2 else 1, self._acts)


def _width_of(holder: QWidget) -> int:
    """What its parts need side by side."""
    layout = holder.layout()
    items = [layout.itemAt(place) for place in range(layout.count())] if layout else []
    widths = [item.sizeHint().width() for item in items if item is not None and not item.isEmpty()]
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _chip_words(name: str, known: Bearings | None) -> tuple[str, int | None]:
    """The words of a chip, and how many entries it would show: None when it is offered whatever they are."""
    counts = known.counts if known else None
    match name:
        case "since_brief":
            briefs = known.briefs if known else ()
            return (f"Depuis le {brief_words(briefs[0])}", None) if briefs else ("Depuis le dernier PDS", 0)
        case "to_sort":
            return _counted("À trier", counts.to_sort if counts else 0), None
        case "unread":
            return _counted("Non lues", counts.unread if counts else 0), None
        case "mine":
            return _counted("À moi", counts.mine_due if counts else 0), None
        case "key_events":
            return "Faits marquants", None
        case "away":
            away = counts.away if counts else 0
            return _counted("Arrivées en mon absence", away), away
        case "contradicted":
            contradicted = counts.contradicted if counts else 0
            return _counted("Contredites", contradicted), contradicted
    return _counted("En attente", known.pending if known else 0), known.pending if known else 0


def _counted(words: str, count: int) -> str:
    figures = f"{count:,}".replace(",", wording.THIN) + ("+" if count >= MOST else "")
    return f"{words} {figures}" if count else words
