"""Every field of an entry, as it is written and as it is rectified: the same widgets, in the same order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.core import entries
from app.core.places import Places
from app.ui import arrangement, controls, form, plain
from app.ui.column_layout import ColumnLayout
from app.ui.completer import Completer
from app.ui.entry_words import CREDIBILITIES, SOURCES
from app.ui.known_names import KnownNames
from app.ui.moment_field import MomentField
from app.ui.place_field import PlaceField

PRIORITIES = {1: "P1 immédiate", 2: "P2 haute", 3: "P3 normale", 4: "P4 basse"}
TEXTS = ("content", "options", "rationale")
LINES = ("sender", "recipients", "subject", "marking", "reference")
MOMENTS = {"occurred_at": ("hour", "day"), "received_at": ("received_hour", "received_day")}
WORDS = {
    "occurred_at": "Heure du fait",
    "precision": "Précision",
    "received_at": "Heure de réception",
    "direction": "Sens",
    "sender": "Émetteur",
    "recipients": "Destinataires",
    "means": "Moyen",
    "type": "Type",
    "subject": "Objet",
    "content": "Contenu",
    "options": "Options considérées",
    "rationale": "Motivation",
    "place": "Lieu",
    "source": "Fiabilité de la source",
    "credibility": "Crédibilité de l’information",
    "verification": "Vérification",
    "priority": "Priorité",
    "key_event": "Suivi",
    "marking": "Mention",
    "tlp": "TLP",
    "reference": "Référence amont",
}
NOW = "Vide : maintenant."  # of the fact, in a new entry
HINTS = {
    "recipients": "Plusieurs : séparés par des points-virgules.",
    "received_at": "Laissez vide si elle n’est pas notée.",
    "reference": "N° SYNERGI, identifiant d’une alerte…",
    "options": "Ce qui a été écarté, et ce qui a été retenu.",
}
DECISION = ("options", "rationale")


class EntryFields(QObject):
    """The fields, put one by one in `into`. `handled`: with those that are changed without a rectification."""

    changed = Signal()

    def __init__(
        self,
        into: form.Form,
        now: Callable[[], int],
        zone: str,
        places: Places,
        *,
        handled: bool,
        known: KnownNames,
    ):
        super().__init__(into)
        self._form = into
        self._silent = False
        self.moments = {name: MomentField(WORDS[name], now, zone) for name in MOMENTS}
        self.lines: dict[str, QLineEdit] = {name: form.line(WORDS[name]) for name in LINES}
        self.texts: dict[str, QPlainTextEdit] = {
            name: form.area(WORDS[name], lines=5 if name == "content" else 3) for name in TEXTS
        }
        self.choices = _choices(handled)
        self.place = PlaceField(places, known.of_communes)
        self.key_event = QCheckBox("Fait marquant : il va au point de situation")
        self.count: QLabel = plain.label("", "small", "text_tertiary", name="Longueur de l’objet")
        self.completers = [Completer(self.lines[name], known.of_people) for name in ("sender", "recipients")]
        self._recipients: tuple[str, ...] = ()
        self._handled = handled
        self._lay_out()
        self._connect()
        self._say()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show these values, named as in the core."""
        with self._quiet():
            for name, field in self.moments.items():
                if name in values:
                    field.show_moment(values[name])
            for name in ("sender", "subject", "marking", "reference"):
                self.lines[name].setText(str(values.get(name, self.lines[name].text())))
            self._recipients = tuple(values.get("recipients", ()))
            self.lines["recipients"].setText(_joined(self._recipients))
            for name, area in self.texts.items():
                area.setPlainText(str(values.get(name, "")))
            for name, box in self.choices.items():
                if name in values:
                    _choose(box, values[name])
            self.place.show_place(values.get("place"))
            self.key_event.setChecked(bool(values.get("key_event")))

    def values(self) -> dict[str, Any]:
        """What the fields say, as the core takes it. Refuses, naming it, the field that cannot be read."""
        found: dict[str, Any] = {name: field.at(name) for name, field in self.moments.items()}
        found |= {name: form.value(widget) for name, widget in (*self.lines.items(), *self.texts.items())}
        found |= {name: box.currentData() for name, box in self.choices.items()}
        if self.moments["occurred_at"].about and found["precision"] == "exact":
            found["precision"] = "about"
        found["recipients"] = self._names()
        found["place"] = self.place.place("place")
        if self._handled:
            found["key_event"] = self.key_event.isChecked()
        return found

    def typed(self) -> dict[str, Any]:
        """What is in each field, letter for letter: enough to put it back."""
        found: dict[str, Any] = {}
        for name, (hour, day) in MOMENTS.items():
            found[hour], found[day] = (line.text() for line in self.moments[name].lines)
        found |= {name: line.text() for name, line in self.lines.items()}
        found |= {name: area.toPlainText() for name, area in self.texts.items()}
        found |= {name: box.currentData() for name, box in self.choices.items()}
        return found | {"place": self.place.typed(), "key_event": self.key_event.isChecked()}

    def put(self, typed: Mapping[str, Any]) -> None:
        """Put back what was typed; what another version of the program did not keep stays as it is."""
        with self._quiet():
            for name, keys in MOMENTS.items():
                for line, key in zip(self.moments[name].lines, keys, strict=True):
                    line.setText(str(typed.get(key, line.text())))
            for name, widget in self.lines.items():
                widget.setText(str(typed.get(name, widget.text())))
            for name, area in self.texts.items():
                area.setPlainText(str(typed.get(name, area.toPlainText())))
            for name, box in self.choices.items():
                _choose(box, typed.get(name, box.currentData()))
            if isinstance(place := typed.get("place"), dict):
                self.place.put(place)
            self.key_event.setChecked(bool(typed.get("key_event")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form: it changes no list that one only passes over."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """One change is said for all of them."""
        self._silent = True
        yield
        self._silent = False
        self._say()
        self.changed.emit()

    def _names(self) -> tuple[str, ...]:
        typed = form.value(self.lines["recipients"])
        if typed == _joined(self._recipients):
            return self._recipients  # a name that holds a comma is one name
        parts = typed.split(";") if ";" in typed else typed.split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def _lay_out(self) -> None:
        self._section("Quand")
        self._part(276, "occurred_at", "received_at", "precision")
        self._section("Qui, et par où")
        self._part(190, "direction", "means", "type")
        self._part(276, "sender", "recipients")
        self._section("Quoi")
        self._form.add("subject", WORDS["subject"], self.lines["subject"])
        self._form.add_plain(self.count)
        for name in TEXTS:
            self._form.add(name, WORDS[name], self.texts[name], HINTS.get(name, ""))
        self._section("Où")
        self._form.add("place", WORDS["place"], self.place)
        self._section("Cotation et suivi")
        self._part(190, "source", "credibility", "verification", *(("priority",) if self._handled else ()))
        if self._handled:
            self._form.add_plain(self.key_event)
        self._section("Diffusion et origine")
        self._part(190, "marking", "tlp", "reference")

    def _section(self, title: str) -> None:
        heading = plain.label(title, "heading")
        head = QWidget()
        head.setLayout(arrangement.column(heading, controls.rule(), spacing=4, margins=(0, 6, 0, 0)))
        self._form.add_plain(head)

    def _part(self, least: int, *names: str) -> None:
        """These fields side by side, as many as there is room for at that least width."""
        holder, columns = QWidget(), ColumnLayout(least=least)
        holder.setLayout(columns)
        for name in names:
            cell = QWidget()
            rows: QVBoxLayout = arrangement.column()
            cell.setLayout(rows)
            names_of = f"{name} at" if name == "occurred_at" else name
            hint = NOW if name == "occurred_at" and self._handled else HINTS.get(name, "")
            self._form.add(names_of, WORDS[name], self._widget(name), hint, into=rows)
            rows.addStretch(1)
            columns.addWidget(cell)
        self._form.add_plain(holder)

    def _widget(self, name: str) -> QWidget:
        return self.moments.get(name) or self.lines.get(name) or self.choices[name]

    def _connect(self) -> None:
        for field in self.moments.values():
            field.changed.connect(self._told)
        self.place.changed.connect(self._told)
        for line in self.lines.values():
            line.textChanged.connect(self._told)
        for area in self.texts.values():
            area.textChanged.connect(self._told)
        for box in self.choices.values():
            box.currentIndexChanged.connect(self._told)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)
        self.key_event.toggled.connect(self._told)

    def _told(self) -> None:
        if not self._silent:
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        """The length of the subject, and the fields that a decision alone has."""
        length, longest = len(self.lines["subject"].text().strip()), entries.LONGEST_SUBJECT
        too_many = f", {length - longest} de trop" if length > longest else ""
        self.count.setText(f"{length} sur {longest} caractères{too_many}")
        plain.mark(self.count, "tone", "error" if too_many else "text_tertiary")
        decided = self.choices["type"].currentData() == "decision"
        for name in DECISION:
            self._form.show_field(name, decided or bool(self.texts[name].toPlainText().strip()))


def _choices(handled: bool) -> dict[str, QComboBox]:
    """The lists, each opened on its default."""
    means = {code: words or "non précisé" for code, words in entries.MEANS.items()}
    tlp = {code: words or ("celui de la crise" if handled else "aucun") for code, words in entries.TLP.items()}
    options: Mapping[str, tuple[Mapping[Any, str], Any]] = {
        "precision": (entries.PRECISIONS, "exact"),
        "direction": (entries.DIRECTIONS, "in"),
        "means": (means, ""),
        "type": (entries.TYPES, "information"),
        "source": (_coded(SOURCES), "F"),
        "credibility": (_coded(CREDIBILITIES), "6"),
        "verification": (entries.VERIFICATIONS, "unverified"),
        "tlp": (tlp, ""),
    }
    if handled:
        options = {**options, "priority": (PRIORITIES, 3)}
    return {name: form.choice(WORDS[name], words, chosen) for name, (words, chosen) in options.items()}


def _coded(words: Mapping[str, str]) -> Mapping[str, str]:
    return {code: f"{code} · {said}" for code, said in words.items()}


def _choose(box: QComboBox, code: Any) -> None:
    place = box.findData(code)
    if place < 0 and code:  # a code of a later version of the program is shown as it is, and kept
        box.addItem(str(code), code)
        place = box.count() - 1
    box.setCurrentIndex(max(0, place))


def _joined(names: Sequence[str]) -> str:
    return "; ".join(names)
