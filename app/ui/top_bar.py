"""The top of the window: which crisis, the way to anywhere, and whose workstation this is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QMenu, QToolButton

from app.core import times
from app.core.organisations import organisations
from app.core.roles import ROLES
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, plain, shapes, theme
from app.ui.navigation import WIDTH

HEIGHT = 44
MARGIN, GAP = 16, 12
BESIDE_UP_TO = 1.5  # size of text from which the top has no room to align on the page
SEARCH, AROUND = 22, 10  # pixels of text, and around it: as high as the field it stands for
WORDS, KEY = "Rechercher partout", "Ctrl+K"
SCALES = (1.0, 1.25, 1.5, 2.0)


class TopBar(QFrame):
    """One line. What the person chooses is told by signals; nothing is read or written here."""

    crisis_chosen = Signal(str)
    search_wanted = Signal()
    appearance_chosen = Signal(str, float)
    lock_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, prefix: str, name: str) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._brand = plain.label("Diapason", "brand", "primary")
        self.crises = controls.Choice()
        self.crises.setAccessibleName("Crise")
        self.crises.setMinimumContentsLength(12)
        self.crises.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.crises.activated.connect(lambda line: self.crisis_chosen.emit(self.crises.itemData(line)))
        self._about = plain.PartsLabel("Code, pilote et fuseau de la crise", "body", "text_secondary")
        self.search = SearchButton()
        self.search.clicked.connect(lambda: self.search_wanted.emit())
        self._station = QToolButton()
        self._station.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron comes after the words
        self._station.setText(plain.without_mnemonic(f"{prefix}  {name}"))
        self._station.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._station.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menu = QMenu(self._station)
        self.menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._station.setMenu(self.menu)
        self._prefix, self._name = prefix, name
        self._fill_menu()
        whole = arrangement.row(
            self._brand,
            self.crises,
            self._about,
            self.search,
            self._station,
            spacing=GAP,
            margins=(MARGIN, 5, MARGIN, 5),
        )
        whole.setStretch(2, 3)
        whole.setStretch(3, 2)
        self.setLayout(whole)
        self._dress()

    def show_crises(self, crises: Sequence[CrisisRow], shown: str) -> None:
        """Offer these crises; `shown` is the id of the one on screen."""
        with QSignalBlocker(self.crises):
            self.crises.clear()
            for crisis in crises:
                self.crises.addItem(_named(crisis), crisis.id)
            if not crises:
                self.crises.addItem("Aucune crise ouverte", "")
            self.crises.setCurrentIndex(max(0, self.crises.findData(shown)))
        self.crises.setEnabled(bool(crises))
        chosen = next((crisis for crisis in crises if crisis.id == shown), None)
        self._about.show_parts(_about(chosen) if chosen else ())
        role = ", ".join(ROLES.get(code, code) for code in chosen.role.split(", ")) if chosen else ""
        person = f"{self._name}, {chosen.role}" if chosen and chosen.role else self._name
        self._station.setText(plain.without_mnemonic(f"{self._prefix}  {person}"))
        spoken = role or "sans rôle dans cette crise"
        self._station.setAccessibleName(f"Poste {self._prefix}, {self._name}, {spoken}")

    def add_act(self, words: str, act: Callable[[], object], shortcut: str = "") -> QAction:
        """Put one more act at the top of the workstation's menu."""
        action = QAction(plain.without_mnemonic(words), self)
        action.triggered.connect(lambda: act())
        if shortcut:
            action.setShortcut(shortcut)
        self.add_action(action)
        return action

    def begin_group(self) -> None:
        """Part what is added from now on from what is there."""
        self.menu.insertSeparator(self._first)

    def add_action(self, action: QAction) -> None:
        """Show in that menu an act the window has already, with its keys."""
        self.menu.insertAction(self._first, action)
        self._first.setVisible(True)

    def acts(self) -> list[QAction]:
        """Every act of the menu, those of its submenus included."""
        found: list[QAction] = []
        for menu in (self.menu, *self._kept):
            found += [one for one in menu.actions() if one.menu() is None and not one.isSeparator()]
        return found

    def open_menu(self) -> None:
        """Show that menu, ready for the arrows."""
        self._station.showMenu()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        self._station.setFont(theme.font("strong"))
        self._station.setIcon(shapes.icon("chevron", theme.current().text_tertiary, theme.size(10)))
        self._station.setIconSize(QSize(theme.size(10), theme.size(10)))
        beside = theme.size(WIDTH) - MARGIN - GAP  # the crisis stands above the page, as wide as the navigation allows
        self._brand.setMinimumWidth(beside if theme.scale() < BESIDE_UP_TO else 0)
        self.search.setMinimumWidth(theme.size(170))
        self.search.setMaximumWidth(theme.size(260))
        self.setMinimumHeight(theme.size(HEIGHT))

    def _fill_menu(self) -> None:
        self._first = self.menu.addSeparator()
        self._first.setVisible(False)
        names = (("Clair", "light"), ("Sombre", "dark"))
        themes = self._choices("Thème", names, self._choose_theme, theme.current().name)
        scales = [(f"{round(scale * 100)} %", scale) for scale in SCALES]
        sizes = self._choices("Taille du texte", scales, self._choose_scale, theme.scale())
        self._kept = (themes, sizes)  # a submenu nobody holds is deleted by Python
        self.menu.addSeparator()
        self.menu.addAction("Verrouiller", "Ctrl+L", self.lock_wanted.emit)
        self.menu.addAction("Quitter", "Ctrl+Q", self.quit_wanted.emit)

    def _choices(
        self, title: str, choices: Sequence[tuple[str, object]], choose: Callable[[object], None], now: object
    ) -> QMenu:
        submenu = self.menu.addMenu(title)
        group = QActionGroup(submenu)
        for words, value in choices:
            action = submenu.addAction(words)
            action.setStatusTip(f"{title} : {words}")  # what it is called outside its submenu
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _=False, value=value: choose(value))
            group.addAction(action)
        return submenu

    def _choose_theme(self, name: object) -> None:
        self.appearance_chosen.emit(str(name), theme.scale())

    def _choose_scale(self, scale: object) -> None:
        self.appearance_chosen.emit(theme.current().name, scale)


class SearchButton(controls.Button):
    """Looks like the field it opens, with its key: where one types is laid over the window, wide enough to choose."""

    def __init__(self) -> None:
        super().__init__(WORDS)
        self.setProperty("look", "search")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{WORDS}, {KEY}")
        self._key = plain.label(KEY, "key", "text_secondary")
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = arrangement.row(None, margins=(0, 0, 7, 0))
        inside.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(inside)
        self._dress()

    def sizeHint(self) -> QSize:
        return QSize(theme.size(260), theme.size(SEARCH) + AROUND)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size(170), theme.size(SEARCH) + AROUND)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_key"):
            self._dress()
            self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The key is written only beside the whole of the words."""
        words = QFontMetrics(self.font()).horizontalAdvance(WORDS)
        self._key.setVisible(self.width() > words + self._key.sizeHint().width() + theme.size(60))

    def _dress(self) -> None:
        self.setIcon(shapes.icon("search", theme.current().text_tertiary, theme.size(12)))
        self.setIconSize(QSize(theme.size(12), theme.size(12)))
        self.updateGeometry()


def _named(crisis: CrisisRow) -> str:
    state = "réunie" if crisis.joined_to else "" if crisis.open else "close"
    return f"{crisis.title} ({state})" if state else crisis.title


def _about(crisis: CrisisRow) -> tuple[str, ...]:
    lead = f"pilote : {organisations().short(crisis.lead)}" if crisis.lead else ""
    return tuple(filter(None, (crisis.code, lead, times.zone_words(crisis.zone))))
