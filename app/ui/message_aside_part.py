"""What stands beside the text: for those who write and sign, never signed, never sent."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from app.core.clock import moment
from app.core.errors import Refused
from app.core.message_fields import Aside
from app.core.sensitivities import ANSWERS, questions
from app.core.store.rows import MessageRow
from app.ui import arrangement, form, hours, plain
from app.ui.form import Form
from app.ui.written_text import WrittenText

NOT_ASKED = "—"
MOMENTS = {"valid_from": "Valable de", "valid_until": "Valable jusqu’à", "promised_at": "Prochain rendez-vous promis"}
HOUR_HINT = "07:00, 90 min ou 2026-09-25 07:00"
WORDS = ("topic", "spokesperson")


class AsidePart(QObject):
    """The fields of ASIDE but the issuers, which stand beside the signature they make."""

    changed = Signal()

    def __init__(self, form_: Form, column: QVBoxLayout, now: Callable[[], int]):
        super().__init__(form_)
        self._now, self._zone = now, "Europe/Paris"
        self._moments: dict[str, int | None] = dict.fromkeys(MOMENTS)
        self._shown: dict[str, str] = dict.fromkeys(MOMENTS, "")
        self.not_to_say = WrittenText("À ne pas dire", lines=2, role="body")
        self.sensitivities = {one.code: form.choice(one.question, ANSWERS, "", NOT_ASKED) for one in questions()}
        self._others: dict[str, str] = {}  # answers to questions that this version does not know: kept as they are
        self.topic = form.line("Thème", hint="eau, air, circulation…")
        self.audiences = form.line("Publics cibles", hint="riverains, soignants, élus…")
        self.spokesperson = form.line("Porte-parole", hint="nom ou fonction")
        self.hours = {name: form.line(words, hint=HOUR_HINT) for name, words in MOMENTS.items()}
        self.replaces = form.choice("Remplace", {}, "", "Aucun message")
        self._lay_out(form_, column)
        self.not_to_say.textChanged.connect(self.changed)
        for line in (self.topic, self.audiences, self.spokesperson, *self.hours.values()):
            line.textChanged.connect(self.changed)
        for choice in (*self.sensitivities.values(), self.replaces):
            choice.currentIndexChanged.connect(lambda *_: self.changed.emit())

    def know(self, zone: str, messages: list[MessageRow], but: str) -> None:
        """The zone hours are said in, and the messages one may replace; not the one being written."""
        self._zone = zone
        chosen = self.replaces.currentData()
        self.replaces.blockSignals(True)
        while self.replaces.count() > 1:
            self.replaces.removeItem(1)
        for one in messages:
            if one.id != but:
                self.replaces.addItem(f"{one.reference} · {one.title}", one.id)
        self._choose(self.replaces, chosen)
        self.replaces.blockSignals(False)

    def values(self) -> dict[str, Any]:
        """What the fields say, as `ASIDE` has it. Raises Refused, naming the field that cannot be read."""
        return {
            **{name: form.value(getattr(self, name)) for name in WORDS},
            "audiences": [one.strip() for one in self.audiences.text().split(",") if one.strip()],
            "not_to_say": self.not_to_say.text.strip(),
            "sensitivities": self.answers(),
            **{name: self._moment(name) for name in MOMENTS},
            "replaces": str(self.replaces.currentData() or ""),
        }

    def typed(self) -> dict[str, Any]:
        """What the fields hold, as a draft keeps it."""
        return {
            **{name: getattr(self, name).text() for name in (*WORDS, "audiences")},
            "not_to_say": self.not_to_say.text,
            "sensitivities": self.answers(),
            "hours": {name: line.text() for name, line in self.hours.items()},
            "replaces": str(self.replaces.currentData() or ""),
        }

    def fill(self, typed: Mapping[str, Any]) -> None:
        """Put back what a draft kept."""
        for name in (*WORDS, "audiences"):
            getattr(self, name).setText(str(typed.get(name, "")))
        self.not_to_say.write(str(typed.get("not_to_say", "")))
        self.answer(typed.get("sensitivities", {}))
        for name, line in self.hours.items():
            line.setText(str(typed.get("hours", {}).get(name, "")))
        self._choose(self.replaces, str(typed.get("replaces", "")))

    def answers(self) -> dict[str, str]:
        """The answers given to the checklist."""
        given = {code: str(one.currentData()) for code, one in self.sensitivities.items() if one.currentData()}
        return self._others | given

    def answer(self, answers: Mapping[str, str]) -> None:
        """Show these answers to the checklist; what is not answered shows a dash."""
        self._others = {code: answer for code, answer in answers.items() if code not in self.sensitivities}
        for code, choice in self.sensitivities.items():
            choice.setCurrentIndex(max(0, choice.findData(answers.get(code, ""))))

    def show_aside(self, aside: Aside, zone: str) -> None:
        """Show what a message says beside its text; an hour left as it is shown stays as it was."""
        self._zone = zone
        for name in MOMENTS:
            at = getattr(aside, name)
            self._moments[name] = at
            self._shown[name] = "" if at is None else f"{moment(at, zone):%Y-%m-%d %H:%M}"
        self.fill(
            {
                "topic": aside.topic,
                "spokesperson": aside.spokesperson,
                "audiences": ", ".join(aside.audiences),
                "not_to_say": aside.not_to_say,
                "sensitivities": aside.sensitivities or {},
                "hours": self._shown,
                "replaces": aside.replaces,
            }
        )

    def _moment(self, name: str) -> int | None:
        typed = self.hours[name].text().strip()
        if typed == self._shown[name]:
            return self._moments[name]
        try:
            return hours.to_come(typed, self._now(), self._zone)
        except Refused as refused:
            raise Refused(str(refused), name) from refused

    def _choose(self, choice: QComboBox, code: str) -> None:
        if code and choice.findData(code) < 0:
            choice.addItem("un message non reçu par ce poste", code)
        choice.setCurrentIndex(max(0, choice.findData(code or "")))

    def _lay_out(self, form_: Form, column: QVBoxLayout) -> None:
        form_.add("topic", "Thème", self.topic, "L’EDL en vigueur se lit par thème.", into=column)
        form_.add("not_to_say", "À ne pas dire", self.not_to_say, "Une formule par ligne.", into=column)
        column.addWidget(plain.label("Sensibilités", "small_strong"))
        for choice in self.sensitivities.values():
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            question = plain.label(choice.accessibleName(), "small", wrap=True)
            column.addLayout(arrangement.row(arrangement.wide(question), choice))
        form_.add("audiences", "Publics cibles", self.audiences, into=column)
        form_.add("spokesperson", "Porte-parole", self.spokesperson, into=column)
        for name, line in self.hours.items():
            form_.add(name, MOMENTS[name], line, into=column)
        form_.add("replaces", "Remplace", self.replaces, into=column)
