"""Writing down a visa given otherwise than in the application: by whom, how, and for which step."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.core.judging import Step
from app.core.message_commands import PhoneVisa
from app.core.visas import DECISIONS, MEANS
from app.ui import arrangement, form, plain, theme
from app.ui.choices import Choices
from app.ui.message_text import TextPart, texts
from app.ui.opened_message import Opened
from app.ui.signing_dialog import SigningDialog
from app.ui.station import Station

WIDTH, HEIGHT, SIDE = 900, 700, 360
EXPLAINED = (
    "Le visa compte tout de suite, et reste marqué « à confirmer » jusqu’à ce que qui pouvait le donner le confirme. "
    "Lisez à votre interlocuteur le texte exact : c’est lui que ce visa signe."
)


class PhoneVisaDialog(SigningDialog):
    """On the version that was on the screen: one step, one person, and who took the call is who is at the desk."""

    def __init__(self, parent: QWidget | None, station: Station, opened: Opened):
        message, version = opened.message, opened.version
        title = f"Visa par téléphone sur {message.reference} {version.label}"
        super().__init__(parent, title, "Noter le visa", station.background)
        self._station, self._message, self._version = station, message, version
        self._steps = {f"{one.step}\n{one.organisation}": one for one in message.steps if one.state != "done"}
        names = {key: _name(one) for key, one in self._steps.items()}
        self.step = form.choice("Visa de", names, None, "Choisir l’étape…" if len(names) > 1 else "")
        self.means = form.choice("Moyen", {code: words.capitalize() for code, words in MEANS.items() if code != "app"})
        self.name = form.line("Nom", hint="D. Kerjean")
        self.function = form.line("Fonction", hint="cabinet du ministre")
        self.number = form.line("Numéro appelé", hint="01 99 00 33 41")
        self.decision = Choices({code: words[:1].upper() + words[1:] for code, words in DECISIONS.items()})
        self.comment = form.area("Réserve ou remarque", lines=2)
        self.form.add_plain(plain.label(EXPLAINED, "small", "text_secondary", wrap=True))
        self.form.add("step organisation version", "Visa de", self.step)
        self.form.add("means", "Moyen", self.means)
        self.form.add("name", "Qui l’a donné", self.name)
        self.form.add("function", "Sa fonction", self.function)
        self.form.add("number", "Numéro appelé", self.number, "Obligatoire au téléphone.")
        self.form.add("decision", "Décision", self.decision)
        self.form.add("comment", "Réserve ou remarque", self.comment, "Obligatoire pour une réserve, mot pour mot.")
        self.text = TextPart((0, 0, 0, 8))
        self.text.setProperty("look", "surface")
        self.text.show_parts(texts(version.text), message.placeholders)
        self.lay_beside(arrangement.scroll(self.text), arrangement.column(self.form, None), SIDE)
        self.resize(theme.size(WIDTH), theme.size(HEIGHT))

    def submit(self) -> None:
        step = self._steps.get(str(self.step.currentData()))
        if step is None:
            self.form.refuse(Refused("choisissez l’étape pour laquelle ce visa est donné.", "step"))
            return
        if not self.decision.chosen:
            self.form.refuse(Refused("choisissez la décision.", "decision"))
            return
        command = PhoneVisa(
            message=self._message.id,
            version=self._version.label,
            step=step.step,
            organisation=step.organisation,
            decision=self.decision.chosen,
            comment=form.value(self.comment),
            means=str(self.means.currentData()),
            name=form.value(self.name),
            function=form.value(self.function),
            number=form.value(self.number),
        )
        self.run(partial(self._station.desk.do, command))


def _name(step: Step) -> str:
    who = step.label if step.organisation else f"{step.label[:1].upper()}{step.label[1:]} ({step.role})"
    return who if step.ready else f"{who}, pas encore son tour"
