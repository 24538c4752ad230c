"""The filters a person keeps under a name, in a menu: choose one, keep the present one, replace, take away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.core.errors import Refused
from app.core.store.filtering import EntryFilter, is_open
from app.core.store.preferences import SavedView
from app.ui import controls, form, plain, theme
from app.ui.form import FormDialog
from app.ui.station import Station

Order = Literal["occurred", "recorded"]
ORDERS: Mapping[Order, str] = {"occurred": "Ordre : heure du fait", "recorded": "Ordre : heure de saisie"}
LONGEST = 60  # characters of a name


class ViewsButton(controls.Button):
    """The menu is filled when it is opened, from what was read last; `chosen` tells the filter to show."""

    chosen = Signal(object)  # EntryFilter

    def __init__(self, station: Station) -> None:
        super().__init__("Vues\u00a0\u00a0\u00a0")  # and room for its sign
        self._station = station
        self._wanted: EntryFilter | None = None
        self._space = ""
        self.views: Sequence[SavedView] = ()
        self.setProperty("look", "dense")
        self.setAutoDefault(False)
        self.setAccessibleName("Vues enregistrées et ordre des lignes")
        self.menu_shown = QMenu(self)
        self.menu_shown.setAccessibleName("Vues")
        self._remove = QMenu("Supprimer une vue", self.menu_shown)
        self.menu_shown.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_shown)

    def show_filter(self, wanted: EntryFilter | None) -> None:
        """The filter shown now: it is what would be kept."""
        space = wanted.space if wanted else ""
        self._wanted = wanted
        if space != self._space:
            self._space, self.views = space, ()
            self.read()

    def read(self) -> None:
        """Read the views of this crisis again."""
        space, reading = self._space, self._station.reading
        if space:
            self._station.background.read(lambda: (space, reading.views(space)), self._arrived)

    def fill(self) -> None:
        """Make the menu of what is known now."""
        menu, wanted = self.menu_shown, self._wanted
        menu.clear()
        self._remove.clear()
        if wanted is None:
            return
        for view in self.views:
            action = menu.addAction(plain.without_mnemonic(view.name), partial(self._choose, view))
            action.setCheckable(True)
            action.setChecked(view.wanted == wanted)
            self._remove.addAction(plain.without_mnemonic(view.name), partial(self._forget, view))
        if not self.views:
            menu.addAction("Aucune vue enregistrée").setEnabled(False)
        menu.addSeparator()
        keep = menu.addAction("Enregistrer cette vue…", self.keep)
        keep.setEnabled(not is_open(wanted))
        if not keep.isEnabled():
            keep.setText("Enregistrer cette vue… (aucun filtre actif)")
        if self.views:
            menu.addMenu(self._remove)
        menu.addSeparator()
        for order, words in ORDERS.items():
            action = menu.addAction(words, partial(self._sort, order))
            action.setCheckable(True)
            action.setChecked(order == wanted.order)

    def keep(self) -> None:
        """Ask for a name, then keep the present filter under it."""
        if self._wanted is None:
            return
        dialog = NameDialog(self, self._station, self._wanted, [view.name for view in self.views])
        dialog.accepted.connect(self.read)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _arrived(self, found: tuple[str, Sequence[SavedView]]) -> None:
        space, views = found
        if space == self._space:
            self.views = views

    def _choose(self, view: SavedView) -> None:
        self.chosen.emit(replace(view.wanted, space=self._space))

    def _sort(self, order: Order) -> None:
        if self._wanted is not None:
            self.chosen.emit(replace(self._wanted, order=order))

    def _forget(self, view: SavedView) -> None:
        desk, space, name = self._station.desk, self._space, view.name
        self._station.background.write(lambda: desk.keep_view(space, name, None), lambda _: self.read())


class NameDialog(FormDialog):
    """The name of a view. A name already used is said, and the act becomes: replace."""

    def __init__(self, parent: QWidget | None, station: Station, wanted: EntryFilter, known: Sequence[str]) -> None:
        super().__init__(parent, "Enregistrer cette vue", "Enregistrer", station.background)
        self._desk, self._wanted, self._known = station.desk, wanted, frozenset(known)
        self.name = form.line("Nom de la vue", hint="Mes entrées à décider")
        self.name.setMaxLength(LONGEST)
        self.form.add("name", "Nom de la vue", self.name, "Gardée sur ce poste, pour toutes les crises.")
        self.put(self.form, 0)
        self.name.textChanged.connect(self._say)
        self.name.returnPressed.connect(self.submit)
        self.resize(theme.size(400), self.sizeHint().height())
        self.name.setFocus()

    def submit(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.form.refuse(Refused("donnez un nom à cette vue.", "name"))
            return
        self.run(partial(self._desk.keep_view, self._wanted.space, name, self._wanted))

    def _say(self, typed: str) -> None:
        words = "Remplacer la vue de ce nom" if typed.strip() in self._known else "Enregistrer"
        self.act.setText(words)
        self.act.setAccessibleName(words)
