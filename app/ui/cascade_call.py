"""Whom to call now, in large: the numbers in the order to dial, four results under the keys 1 to 4, a remark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.core.calling import shown_for
from app.core.cascade import RESULTS, Cascade, Number
from app.core.cascade_calls import Dial, Line
from app.core.errors import Refused
from app.core.phones import shown
from app.core.store.private_reading import PrivateRow
from app.ui import arrangement, cascade_words, controls, detail_rows, form, plain, theme, wording
from app.ui.cascade_words import NO_NUMBER
from app.ui.private_numbers import SHOW, SHOWN_FOR
from app.ui.station import Station

ALL_REACHED = "Tous sont joints."
TOLD = "Montrer est inscrit au journal des consultations, avec votre nom et l’heure."
PRIVATE = "privé"


@dataclass(frozen=True, slots=True)
class Call:
    """What a result was pressed for: `number` as it is written down, a private one masked."""

    target: str
    result: str
    number: str
    deputy: bool
    note: str


class CallPanel(QWidget):
    """One target at a time. `made` tells the call that was just made."""

    made = Signal(object)  # Call

    def __init__(self, station: Station, zone: str) -> None:
        super().__init__()
        self._station, self._zone = station, zone
        self._line: Line | None = None
        self._cascade: Cascade | None = None
        self._private: Mapping[str, Sequence[PrivateRow]] = {}
        self._clear: dict[str, tuple[Number, ...]] = {}
        self._dials: list[tuple[str, bool]] = []
        self._chosen: tuple[str, bool] | None = None  # the number a person chose, instead of the one proposed
        self.head = plain.label("", "small_strong", "text_secondary", name="Rang de l’appel")
        self.name = plain.label("", "vital_large", wrap=True, name="À appeler")
        self.about = plain.label("", "body", "text_secondary", wrap=True, name="Fonction, organisme")
        self.numbers = QButtonGroup(self)
        self.numbers.idClicked.connect(self._choose)
        self._rows = arrangement.column(spacing=4)
        self.past = plain.label("", "small", "text_secondary", wrap=True, name="Appels déjà passés")
        self.told = plain.label("", "small", "text_tertiary", wrap=True, name="Numéros privés")
        self.note = form.line("Remarque", hint="rappelle à 9 h, autre numéro…")
        self.results = {
            code: controls.button(
                f"{place}  {words[:1].upper()}{words[1:]}", partial(self.press, code), "answer", words
            )
            for place, (code, words) in enumerate(RESULTS.items(), 1)
        }
        self.refused = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setInterval(SHOWN_FOR)
        self._minute.timeout.connect(self._conceal)
        answers = detail_rows.flow(*self.results.values(), spacing=8)
        noted = arrangement.column(plain.label("Remarque", "small_strong"), self.note, spacing=4)
        parts = (self.head, self.name, self.about, self._rows, self.told, self.past, noted, answers, self.refused)
        self.setLayout(arrangement.column(*parts, spacing=8, margins=(20, 14, 20, 12)))

    @property
    def target(self) -> str:
        """Whom it shows (key), or nothing."""
        return self._line.target.key if self._line else ""

    def show_line(
        self, cascade: Cascade | None, line: Line | None, private: Mapping[str, Sequence[PrivateRow]]
    ) -> None:
        """Show that target; None when there is nobody left to call."""
        if line is None or line.target.key != self.target:
            self.begin()
        self._cascade, self._line, self._private = cascade, line, private
        self._draw()

    def begin(self) -> None:
        """Forget what was typed, chosen, shown or refused: another call begins."""
        self.note.clear()
        self.refused.hide()
        self._chosen = None
        self._forget()

    def allow(self, why_not: str) -> None:
        """Let results be written, or say why they are not."""
        for button in self.results.values():
            button.setEnabled(not why_not and self._line is not None)
            plain.tip(button, why_not)
        self.note.setEnabled(not why_not and self._line is not None)

    def press(self, result: str) -> None:
        """A call was made, and this came of it."""
        if self._line is None or not self.results[result].isEnabled():
            return
        place = self.numbers.checkedId()
        number, deputy = self._dials[place] if 0 <= place < len(self._dials) else ("", False)
        self.made.emit(Call(self._line.target.key, result, number, deputy, form.value(self.note)))

    def refuse(self, error: Exception) -> None:
        """Say why the call was not written down."""
        self.refused.setText(f"Refusé : {error}" if isinstance(error, Refused) else str(error))
        self.refused.show()

    def show_private(self, contact: str) -> None:
        """Show the private numbers of that contact, once it is written down that they were."""
        station, number = self._station, self._cascade.number if self._cascade else ""
        work = partial(shown_for, station.desk, station.reading, contact, number)
        station.background.write(work, partial(self._reveal, contact), self.refuse)

    def _reveal(self, contact: str, numbers: tuple[Number, ...]) -> None:
        if self._line is not None and contact in (self._line.target.contact, self._line.target.deputy):
            self._clear[contact] = numbers
            self._minute.start()
            self._draw()

    def _conceal(self) -> None:
        self._forget()
        self._draw()

    def _forget(self) -> None:
        self._minute.stop()
        self._clear = {}

    def _draw(self) -> None:
        for button in self.numbers.buttons():
            self.numbers.removeButton(button)
        arrangement.clear(self._rows)
        self._dials = []
        line = self._line
        self.head.setText(f"N° {line.target.order} sur la feuille" if line else "")
        self.name.setText(line.target.name if line else ALL_REACHED)
        self.about.setText(cascade_words.who(line.target) if line else "")
        self.past.setText("\n".join(cascade_words.tried(one, self._zone) for one in line.attempts) if line else "")
        for part in (self.head, self.about, self.past):
            part.setVisible(bool(part.text()))
        if line is not None:
            self._draw_numbers(line)
        self.told.setText(TOLD if any(self._private_of(line)) else "")
        self.told.setVisible(bool(self.told.text()))

    def _draw_numbers(self, line: Line) -> None:
        target = line.target
        self._draw_person(line.numbers, target.contact, False)
        if target.deputy_name:
            look = "strong" if line.deputised else "small_strong"
            words = f"Suppléant, à appeler maintenant : {target.deputy_name}" if line.deputised else ""
            self._rows.addWidget(plain.label(words or f"Suppléant : {target.deputy_name}", look, wrap=True))
            self._draw_person(line.deputy_numbers, target.deputy, True)
        best = line.proposed
        wanted = (self._chosen, (best.number.number, best.deputy) if best else None)
        place = next((self._dials.index(one) for one in wanted if one in self._dials), 0)
        if (button := self.numbers.button(place)) is not None:
            button.setChecked(True)

    def _choose(self, place: int) -> None:
        self._chosen = self._dials[place]

    def _draw_person(self, dials: Sequence[Dial], contact: str, deputy: bool) -> None:
        for dial in dials:
            tries = f"{wording.NBSP}· {wording.number(dial.tries, 'essai')}" if dial.tries else ""
            wrong = f"{wording.NBSP}· faux numéro" if dial.wrong else ""
            usage = f"{wording.NBSP}· {dial.number.usage}" if dial.number.usage else ""
            words = f"{shown(dial.number.number)}{usage}{wrong or tries}"
            self._add(words, (dial.number.number, deputy), not dial.wrong)
        rows = self._private.get(contact, ()) if contact else ()
        clear = self._clear.get(contact, ())
        for place, row in enumerate(rows):
            words = clear[place].number if place < len(clear) else row.masked
            beside = None if clear else controls.button(SHOW, partial(self.show_private, contact), "dense")
            self._add(f"{words}{wording.NBSP}· {PRIVATE}", (row.masked, deputy), True, beside)
        if not dials and not rows:
            self._rows.addWidget(plain.label(NO_NUMBER, "body", "warning"))

    def _add(self, words: str, dial: tuple[str, bool], good: bool, beside: QWidget | None = None) -> None:
        button = QRadioButton(plain.without_mnemonic(words))
        button.setFont(theme.font("vital" if good else "body"))
        self.numbers.addButton(button, len(self._dials))
        self._dials.append(dial)
        self._rows.addWidget(button)
        if beside is not None:
            self._rows.addLayout(arrangement.row(beside, None))

    def _private_of(self, line: Line | None) -> Sequence[object]:
        people: Sequence[str] = (line.target.contact, line.target.deputy) if line else ()
        return [row for one in people if one for row in self._private.get(one, ())]
