"""Where it happens: communes found by name or code, words of one's own, and a position."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.entries import Place
from app.core.errors import Refused
from app.core.places import Commune, Places
from app.ui import arrangement, controls, form, plain
from app.ui.completer import Completer, Proposal, Propose
from app.ui.flow_layout import FlowLayout

NUMBER = r"[+-]?\d{1,3}(?:[.,]\d+)?"
POSITION = re.compile(rf"({NUMBER})\s*[;,\s]\s*({NUMBER})")
LEAST = 2  # letters from which they are


class PlaceField(QWidget):
    """`line` finds communes, or keeps the words that are none; several communes can be chosen, one by one. `find`
    proposes communes, the code of each as its detail."""

    changed = Signal()

    def __init__(self, places: Places, find: Propose) -> None:
        super().__init__()
        self._places, self._find = places, find
        self._codes: list[str] = []
        self._first: Place | None = None
        self._first_typed: Mapping[str, Any] = {}
        self.line = form.line("Lieu", hint="Commune, code INSEE, ou quai de France, cuvette 3")
        self.position = form.line("Position", hint="Latitude, longitude : 49.4431, 1.0993")
        self.chosen = QWidget()
        self.chosen.setAccessibleName("Communes choisies")
        self._flow = FlowLayout(self.chosen, spacing=6)
        self.completer = Completer(self.line, self._propose)
        self.completer.taken.connect(self._take)
        for line in (self.line, self.position):
            line.textChanged.connect(self.changed)
        self.setLayout(arrangement.column(self.line, self.chosen, self.position, spacing=6))
        self.setFocusProxy(self.line)
        self._show_chosen()

    def show_place(self, place: Place | None) -> None:
        """Show that place; left as it is shown, it is given back as it was."""
        place = place or Place()
        rest = place.name
        for name in (self._name(code) for code in place.codes):
            if rest == name or rest.startswith(f"{name}, "):
                rest = rest.removeprefix(name).removeprefix(", ")
        position = f"{place.latitude}, {place.longitude}" if place.latitude is not None else ""
        self.put({"line": rest, "codes": list(place.codes), "position": position})
        self._first, self._first_typed = (place if place != Place() else None), self.typed()

    def typed(self) -> Mapping[str, Any]:
        """What is in the field, as it can be put back."""
        return {"line": self.line.text(), "codes": list(self._codes), "position": self.position.text()}

    def put(self, typed: Mapping[str, Any]) -> None:
        """Put back what was typed."""
        self.line.setText(str(typed.get("line", "")))
        self.position.setText(str(typed.get("position", "")))
        self._codes = [str(code) for code in typed.get("codes", ())]
        self._show_chosen()

    def place(self, field: str) -> Place | None:
        """The place typed. Refuses, naming `field`, a position that is none."""
        if self._first_typed and self.typed() == self._first_typed:
            return self._first
        words, codes = self.line.text().strip(), list(self._codes)
        latitude, longitude = self._read_position(field)
        if words:
            named = [commune for commune in self._exact(words) if commune.code not in codes]
            if len(named) == 1:
                codes.append(named[0].code)
                words = ""
        said = [*(self._name(code) for code in codes), *([words] if words else [])]
        if not said and latitude is None:
            return None
        name = ", ".join(said) or f"{latitude}, {longitude}"
        return Place(codes[0] if codes else "", name, tuple(codes[1:]), latitude, longitude)

    def _exact(self, words: str) -> Sequence[Commune]:
        commune = self._places.by_code(words)
        return [commune] if commune else self._places.named(words)

    def _read_position(self, field: str) -> tuple[float | None, float | None]:
        typed = self.position.text().strip()
        if not typed:
            return None, None
        found = POSITION.fullmatch(typed)
        if found is None:
            raise Refused("Écrivez la position en degrés : 49.4431, 1.0993.", field)
        latitude, longitude = (float(one.replace(",", ".")) for one in found.groups())
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise Refused("La latitude va de -90 à 90, la longitude de -180 à 180.", field)
        return latitude, longitude

    def _propose(self, text: str, caret: int) -> Sequence[Proposal]:
        if len(text.strip()) < LEAST:
            return ()
        return [replace(one, text="") for one in self._find(text, caret) if one.detail not in self._codes]

    def _take(self, proposal: Proposal) -> None:
        self._codes.append(proposal.detail)
        self._show_chosen()
        self.changed.emit()

    def _remove(self, code: str) -> None:
        self._codes.remove(code)
        self._show_chosen()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_chosen(self) -> None:
        arrangement.clear(self._flow)
        for code in self._codes:
            self._flow.addWidget(Chosen(self._name(code), code, partial(self._remove, code)))
        self.chosen.setVisible(bool(self._codes))

    def _name(self, code: str) -> str:
        return self._places.name(code) or code


class Chosen(controls.Button):
    """A commune chosen: pressed, or deleted, it is taken away."""

    def __init__(self, name: str, code: str, remove: Callable[[], object]) -> None:
        super().__init__(plain.without_mnemonic(f"{name} {code}  ✕"))
        self.setProperty("look", "chip")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{name} {code}. Appuyer pour retirer cette commune.")
        self.clicked.connect(lambda: remove())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)
