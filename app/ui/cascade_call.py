"""Whom to call now, in large: his numbers in the order to dial, four results under the keys 1 to 4, a remark."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.core.calling import shown_for
from app.core.cascade import RESULTS, Cascade, Number
from app.core.cascade_calls import Dial, Line
from app.core.errors import Refused
from app.ui import arrangement, cascade_words, controls, detail_rows, form, plain, theme
from app.ui.cascade_words import NO_NUMBER
from app.ui.private_numbers import SHOW, SHOWN_FOR
from app.ui.station import Station

ALL_REACHED = "Tous sont joints."
TOLD = "Montrer est inscrit au journal des consultations, avec votre nom et l’heure."
PASS, PASS_KEY = "Personne suivante", 5
ALL_WRONG = "Tous ses numéros sont notés faux."


@dataclass(frozen=True, slots=True)
class Call:
    """What a result was pressed for: `number` as it is written down, a private one masked."""

    target: str
    result: str
    number: str
    deputy: bool
    note: str


class CallPanel(QWidget):
    """One target at a time. `made` tells the call that was just made, `passed` that he is left for later (key)."""

    made = Signal(object)  # Call
    passed = Signal(str)

    def __init__(self, station: Station, zone: str) -> None:
        super().__init__()
        self._station, self._zone = station, zone
        self._line: Line | None = None
        self._cascade: Cascade | None = None
        self._clear: dict[str, tuple[Number, ...]] = {}
        self._dials: list[Dial] = []
        self._chosen: tuple[str, bool] | None = None  # the number a person chose, instead of the one proposed
        self.head = plain.label("", "small_strong", "text_secondary", name="Rang de l’appel")
        self.name = plain.label("", "vital_large", wrap=True, name="À appeler")
        self.about = plain.label("", "body", "text_secondary", wrap=True, name="Fonction, organisme")
        self.numbers = QButtonGroup(self)
        self.numbers.idClicked.connect(self._choose)
        self._rows = arrangement.column(spacing=4)
        self.following = plain.label("", "strong", wrap=True, name="Numéro suivant")
        self.past = plain.label("", "small", "text_secondary", wrap=True, name="Appels déjà passés")
        self.told = plain.label("", "small", "text_tertiary", wrap=True, name="Numéros privés")
        self.note = form.line("Remarque", hint="rappelle à 9 h, autre numéro…")
        self.results = {
            code: controls.button(
                f"{place}  {words[:1].upper()}{words[1:]}", partial(self.press, code), "answer", words
            )
            for place, (code, words) in enumerate(RESULTS.items(), 1)
        }
        self.go_on = controls.button(f"{PASS_KEY}  {PASS}", self.leave, "", PASS)
        plain.tip(self.go_on, "Sans rien noter : il reste à appeler, après les autres.")
        self.refused = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setInterval(SHOWN_FOR)
        self._minute.timeout.connect(self._conceal)
        answers = detail_rows.flow(*self.results.values(), self.go_on, spacing=8)
        noted = arrangement.column(plain.label("Remarque", "small_strong"), self.note, spacing=4)
        who = (self.head, self.name, self.about, self.following, self._rows, self.told, self.past)
        self.setLayout(arrangement.column(*who, noted, answers, self.refused, spacing=8, margins=(20, 14, 20, 12)))

    @property
    def target(self) -> str:
        """Whom it shows (key), or nothing."""
        return self._line.target.key if self._line else ""

    def show_line(self, cascade: Cascade | None, line: Line | None) -> None:
        """Show that target, his private numbers masked; None when there is nobody left to call."""
        if line is None or line.target.key != self.target:
            self.begin()
        self._cascade, self._line = cascade, line
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
        self.go_on.setEnabled(not why_not and self._line is not None and not self._line.reached)

    def press(self, result: str) -> None:
        """A call was made, and this came of it."""
        if self._line is None or not self.results[result].isEnabled():
            return
        place = self.numbers.checkedId()
        dial = self._dials[place] if 0 <= place < len(self._dials) else None
        number, deputy = (dial.told, dial.deputy) if dial else ("", False)
        self.made.emit(Call(self._line.target.key, result, number, deputy, form.value(self.note)))

    def leave(self) -> None:
        """Leave him for later."""
        if self._line is not None and self.go_on.isEnabled():
            self.passed.emit(self.target)

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
        self.past.setText(
            "\n".join(cascade_words.tried(line, one, self._zone) for one in line.attempts) if line else ""
        )
        for part in (self.head, self.about, self.past):
            part.setVisible(bool(part.text()))
        self.following.setText(cascade_words.following(line) if line else "")
        self.following.setVisible(bool(self.following.text()))
        if line is not None:
            self._draw_numbers(self._cleared(line))
        self.told.setText(TOLD if line and (line.private or line.deputy_private) else "")
        self.told.setVisible(bool(self.told.text()))

    def _cleared(self, line: Line) -> Line:
        """The same line, the private numbers that were shown in clear."""
        target, clear = line.target, self._clear
        own, others = clear.get(target.contact, line.private), clear.get(target.deputy, line.deputy_private)
        return replace(line, private=own, deputy_private=others)

    def _draw_numbers(self, line: Line) -> None:
        target = line.target
        self._draw_person(line.numbers, target.contact)
        best = line.proposed
        if target.deputy_name:
            first = best is not None and not best.deputy and not best.tries  # a number of the holder's own comes before
            now = line.deputised and not first
            words = f"Suppléant{', à appeler maintenant' if now else ''} : {target.deputy_name}"
            self._rows.addWidget(plain.label(words, "strong" if now else "small_strong", wrap=True))
            self._draw_person(line.deputy_numbers, target.deputy)
        if best is None and self._dials:
            self._rows.addWidget(plain.label(ALL_WRONG, "body", "warning", wrap=True))
        known = [(one.told, one.deputy) for one in self._dials]
        wanted = (self._chosen, (best.told, best.deputy) if best else None)
        place = next((known.index(one) for one in wanted if one in known), -1)
        if (button := self.numbers.button(place)) is not None:
            button.setChecked(True)

    def _choose(self, place: int) -> None:
        self._chosen = self._dials[place].told, self._dials[place].deputy

    def _draw_person(self, dials: Sequence[Dial], contact: str) -> None:
        for dial in dials:
            button = QRadioButton(plain.without_mnemonic(cascade_words.dial(dial)))
            button.setFont(theme.font("body" if dial.wrong else "vital"))
            self.numbers.addButton(button, len(self._dials))
            self._dials.append(dial)
            self._rows.addWidget(button)
            if dial.private and contact not in self._clear:
                reveal = controls.button(SHOW, partial(self.show_private, contact), "dense")
                self._rows.addLayout(arrangement.row(reveal, None))
        if not dials:
            self._rows.addWidget(plain.label(NO_NUMBER, "body", "warning"))
