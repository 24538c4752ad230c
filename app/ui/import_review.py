"""The merge review: what a file would change, the differences first, and what is done with each."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.core.importing import by_default
from app.core.merging import CHOICES, Difference, Merge
from app.ui import arrangement, contact_words, controls, import_words, plain, theme
from app.ui.card_list import CardList
from app.ui.detail_rows import flow, holder, line
from app.ui.import_work import Plan

KEYS = {Qt.Key.Key_1: "keep", Qt.Key.Key_2: "both", Qt.Key.Key_3: "take"}
WORDS = {code: f"{words[:1].upper()}{words[1:]}" for code, words in CHOICES.items()}
PROPOSED = "proposé"
HELP = "1, 2, 3 : choisir pour toute la fiche et passer à la suivante. Sans choix, ce qui est proposé est fait."


class ChoiceList(CardList):
    """The keys 1 to 3 choose for the contact one is on."""

    def __init__(self, review: "Review") -> None:
        super().__init__("Ce que l’import changerait")
        self._review = review

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = KEYS.get(Qt.Key(event.key()))
        if choice is not None:
            self._review.choose(choice)
            return
        super().keyPressEvent(event)


class Review(QWidget):
    """`chosen` says, by place in the file, what was chosen of each field; what nobody chose is done as proposed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self._by_place = {one.incoming.place: one for one in plan.merges}
        self.chosen: dict[str, dict[str, str]] = {}
        self.for_all = ""
        self.list = ChoiceList(self)
        self.list.chosen.connect(self._open)
        self._groups: list[QButtonGroup] = []
        self._inside = arrangement.column(spacing=12, margins=(16, 12, 16, 12))
        for_all = [controls.button(words, partial(self.choose_for_all, code), "dense") for code, words in WORDS.items()]
        for button in for_all:
            button.setAccessibleName(f"Pour tous : {button.text()}")
        head = flow(plain.label("Pour toutes les différences :", "small_strong"), *for_all)
        self._head = holder(head)
        self._head.setVisible(bool(plan.counts["different"]))
        told = (HELP if plan.counts["different"] else "", import_words.beyond(plan))
        note = plain.label(" ".join(filter(None, told)), "small", "text_tertiary", wrap=True)
        note.setVisible(bool(note.text()))
        right = arrangement.scroll(arrangement.panel(arrangement.column(self._inside, None)))
        split = arrangement.split((self.list, 330, 200), (right, 470, 260), stretched=1)
        whole = arrangement.column(self._head, split, note, spacing=6)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.list.show_items(import_words.items(plan, self.chosen))

    def choices(self, merge: Merge) -> Mapping[str, str]:
        """What is done with the differences of that contact."""
        every = {one.field: self.for_all for one in merge.differences} if self.for_all else by_default(merge)
        return {**every, **self.chosen.get(merge.incoming.place, {})}

    def choose(self, choice: str) -> None:
        """Choose so for every field of the contact one is on, and go on to the next that has something to choose."""
        merge = self._by_place.get(self.list.current_id)
        if merge is None or not merge.differences:
            return
        self.chosen[merge.incoming.place] = {one.field: choice for one in merge.differences}
        self._show_chosen()
        left = [one for one in self._plan.merges if one.differences and one.incoming.place not in self.chosen]
        if left:
            self.list.choose(left[0].incoming.place)

    def choose_for_all(self, choice: str) -> None:
        """Choose so for every difference of the file, those that are not listed included."""
        self.for_all = choice
        self.chosen = {
            one.incoming.place: {each.field: choice for each in one.differences}
            for one in self._plan.merges
            if one.differences
        }
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.list.show_items(import_words.items(self._plan, self.chosen))
        self._open(self.list.current_id)

    def _open(self, place: str) -> None:
        arrangement.clear(self._inside)
        self._groups.clear()
        merge = self._by_place.get(place)
        if merge is None:
            return
        self._inside.addWidget(plain.label(f"{merge.name} · {place}", "heading", wrap=True))
        for one in merge.differences:
            self._inside.addWidget(self._difference(merge, one))
            self._inside.addWidget(controls.rule())
        if fields := import_words.changes(merge):
            title = "Ce qui est ajouté" if merge.contact else "Nouvelle fiche"
            self._inside.addWidget(plain.label(title, "small_strong", "text_tertiary"))
            for name, value in fields:
                self._inside.addLayout(line(name, value))
        for why in merge.incoming.trouble:
            self._inside.addWidget(plain.label(why, "small", "warning", wrap=True))

    def _difference(self, merge: Merge, one: Difference) -> QWidget:
        ours = contact_words.words(one.field, one.ours)
        theirs = contact_words.words(one.field, one.theirs)
        sides = arrangement.row(
            _side("La nôtre", ours, "vérifiée" if one.verified else ""), _side("La leur", theirs, ""), spacing=0
        )
        chosen = self.chosen.get(merge.incoming.place, {}).get(one.field, "")
        proposed = self.for_all or one.by_default
        group = QButtonGroup(self)
        buttons: list[QWidget] = []
        for code, words in WORDS.items():
            told = f"{words} ({PROPOSED})" if code == proposed and not chosen else words
            button = controls.button(told, partial(self._choose_one, merge, one.field, code), "chip")
            button.setCheckable(True)
            button.setChecked(code == chosen)
            group.addButton(button)
            buttons.append(button)
        self._groups.append(group)
        title = plain.label(contact_words.label(one.field, one.ours), "strong")
        return holder(arrangement.column(title, sides, flow(*buttons), spacing=6))

    def _choose_one(self, merge: Merge, field: str, choice: str) -> None:
        self.chosen.setdefault(merge.incoming.place, {})[field] = choice
        self.list.show_items(import_words.items(self._plan, self.chosen))


def _side(title: str, words: str, verified: str) -> QWidget:
    signs = [controls.Sign("favorable", verified, "success")] if verified else []
    head = arrangement.row(plain.label(title, "small", "text_tertiary"), None, *signs)
    value = plain.label(words, "strong", wrap=True, name=f"{title} : {words}")
    inside = arrangement.column(head, value, None, spacing=3, margins=(10, 6, 10, 8))
    made = arrangement.wide(arrangement.panel(inside, "box"))
    made.setMinimumHeight(theme.size(52))
    return made
