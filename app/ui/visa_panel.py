"""Where a message stands: what it lacks first, then its circuit step by step, and the acts, always in sight."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from app.core.registers.messages import Message
from app.core.registers.visas import Step, Visa
from app.core.texts import Version
from app.ui import arrangement, controls, message_acts, plain, states, theme
from app.ui.action_bar import ActionBar
from app.ui.message_acts import Acting
from app.ui.states import State
from app.ui.wording import number, person, short_day_and_hour

CIRCLE = 20
STACKED_FROM = 1.5  # size of text from which what is said of a step goes under its name
BAR = 3
WAITING: State = ("en_attente", "en attente", "text_secondary")
VOID: State = ("defavorable", "visa caduc", "error")


class StepMark(QWidget):
    """The number of a step in its circle: filled when it is done, ringed when it is the one awaited."""

    def __init__(self, words: str, done: bool, awaited: bool):
        super().__init__()
        self._words, self._done, self._awaited = words, done, awaited
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        state = "faite" if done else "en cours" if awaited else "à venir"
        self.setAccessibleName(f"Étape {words}, {state}")

    def sizeHint(self) -> QSize:
        side = theme.size(CIRCLE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        side = theme.size(CIRCLE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.rule_strong, 1))
        painter.drawLine(QPointF(side / 2, side), QPointF(side / 2, self.height()))
        edge = colours.text_secondary if self._done else colours.primary if self._awaited else colours.control_border
        painter.setPen(QPen(edge, 2 if self._awaited else 1.5))
        painter.setBrush(colours.text_secondary if self._done else colours.surface)
        circle = QRectF(1, 1, side - 2, side - 2)
        painter.drawEllipse(circle)
        painter.setFont(theme.font("micro_strong"))
        painter.setPen(colours.surface if self._done else colours.primary if self._awaited else colours.text_secondary)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._words)


class VisaBox(QFrame):
    """What one party said, or that it has not spoken: its name, the state in shape and word, then who and when."""

    def __init__(self, name: str, state: State, words: str, comment: str = ""):
        super().__init__()
        self._tone = state[2]
        self.setAccessibleName(", ".join(word for word in (name, state[1], words, comment) if word))
        title = plain.label(name, "small_strong", wrap=True)
        lines: list[QWidget] = [
            plain.label(text, "small", "text_secondary", wrap=True) for text in (words, comment) if text
        ]
        head = arrangement.row(arrangement.wide(title), controls.Sign(*state), spacing=6)
        self.setLayout(arrangement.column(head, *lines, spacing=1, margins=(11, 5, 8, 6)))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.surface)
        painter.setPen(QPen(colours.rule_strong, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        tone = colours.control_border if self._tone.startswith("text") else colours.colour(self._tone)
        painter.fillRect(0, 0, BAR, self.height(), tone)


class VisaPanel(QWidget):
    """`acts` says what each act does when its button is pressed (keys of `message_acts`)."""

    def __init__(self, acts: Mapping[str, Callable[[], object]]):
        super().__init__()
        self._band = arrangement.column()
        self._circuit = arrangement.column(spacing=2, margins=(16, 9, 16, 12))
        inside = arrangement.panel(arrangement.column(self._band, self._circuit))
        self.bar = ActionBar()
        for act, words in (
            (message_acts.REVISE, "Nouvelle version…"),
            (message_acts.SUBMIT, "Soumettre au visa"),
            (message_acts.SIGN, "Viser…"),
            (message_acts.WITHDRAW, "Retirer…"),
        ):
            self.bar.add(act, words, acts[act])
        self.setLayout(arrangement.column(arrangement.scroll(inside), self.bar))

    def show_message(self, message: Message, version: Version, acting: Acting, zone: str, open: bool) -> None:
        arrangement.clear(self._band)
        self._band.addWidget(state_band(message))
        if message.unconfirmed:
            self._band.addWidget(_unconfirmed())
        arrangement.clear(self._circuit)
        for widget in circuit(message, version, zone):
            self._circuit.addWidget(widget)
        self._circuit.addStretch(1)
        refused = message_acts.reasons(message, version, acting, open)
        self.bar.show_reasons(refused, message_acts.next_act(message, version, acting, open))


def state_band(message: Message) -> QFrame:
    """The derived state and, at once, what stands between it and *validé*."""
    shape, word, tone = states.of_message(message.state)
    look, lines = "banner_error", missing_words(message)
    title = f"Non validé : {word}"
    match message.state:
        case "validated":
            look, title, lines = "banner_success", "Validé : bon à diffuser", ""
        case "withdrawn":
            look, title, lines = "box", "Retiré", f"Motif : {message.withdrawn_reason}"
        case "conflict":
            look, title = "banner_warning", "Deux versions : un choix est à faire"
        case "submitted" | "draft":
            shape, tone = "hors_ligne", "error"
    head = controls.Sign(shape, title, tone, "emphasis")
    words = plain.label(lines, "small", wrap=True)
    words.setVisible(bool(lines))
    band = arrangement.panel(arrangement.column(head, words, spacing=3, margins=(12, 8, 12, 9)), look)
    band.setAccessibleName(f"{title}. {lines}")
    return band


def missing_words(message: Message) -> str:
    """Il manque 2 choses : visa Santé, texte à compléter."""
    if not message.missing:
        return ""
    return f"Il manque {number(len(message.missing), 'chose')} : {', '.join(message.missing)}."


def _unconfirmed() -> QWidget:
    shape, _, tone = states.PENDING
    words = plain.label("Non confirmé par le serveur : vrai dans ce que ce poste détient.", "small", wrap=True)
    line = arrangement.row(controls.Sign(shape, "", tone), arrangement.wide(words), spacing=4, margins=(16, 5, 16, 5))
    return arrangement.panel(arrangement.column(line, controls.rule("rule_strong")))


def circuit(message: Message, version: Version, zone: str) -> Iterable[QWidget]:
    """The steps in their order: who wrote, then each step of the circuit with its parties."""
    if message.state == "conflict":
        yield plain.label("Le circuit reprend dès qu’une version est choisie ou écrite.", "small", wrap=True)
        return
    authors = ", ".join(person(author) for author in version.authors)
    yield _step("1", True, False, "Texte écrit", f"{authors}, {short_day_and_hour(version.at, zone)}", ())
    if not version.submitted:
        yield _step("2", False, True, "Soumission au visa", "à demander", ())
        return
    shown: set[str] = set()
    steps = [list(parties) for _, parties in groupby(message.steps, key=lambda step: step.step)]
    for place, parties in enumerate(steps, start=2):
        done = all(step.state == "done" for step in parties)
        boxes = [party_box(step, message, version, zone) for step in parties if _spoken_of(step, message)]
        speaking = {(step.step, step.organisation) for step in parties}
        shown.update(visa.id for visa in message.visas if (visa.step, visa.organisation) in speaking)
        name, aside = _named(parties)
        yield _step(str(place), done, parties[0].ready and not done, name, aside, boxes)
    # A party's own box speaks for it; what is left was given by somebody the circuit does not ask.
    apart = [visa for visa in message.visas if not visa.counts and visa.id not in shown]
    if apart:
        yield plain.label("Visas qui ne comptent pas", "small_bold")
        for visa in apart:
            yield _void_box(visa, zone)


def _named(parties: list[Step]) -> tuple[str, str]:
    """The name of a step and the words at its right."""
    only = parties[0]
    if not only.organisation:
        label = only.label[:1].upper() + only.label[1:]
        if only.visa is not None:
            return label, only.role
        return label, f"{only.role}, attendu" if only.ready else f"{only.role}, en attente des étapes précédentes"
    done = sum(step.state == "done" for step in parties)
    aside = f"en parallèle, {done} sur {len(parties)} valent" if len(parties) > 1 else ""
    return "Visas des organismes associés", aside


def _spoken_of(step: Step, message: Message) -> bool:
    """Whether a party has a box of its own: a ministry always, a role once it has spoken."""
    spoken = any((visa.step, visa.organisation) == (step.step, step.organisation) for visa in message.visas)
    return bool(step.organisation or step.visa or spoken)


def party_box(step: Step, message: Message, version: Version, zone: str) -> VisaBox:
    """The party's visa on this version; failing that its visa on an earlier text, which no longer counts."""
    name = step.label if step.organisation else step.role
    if step.visa is not None:
        given = step.visa
        words = f"{person(given.author)}, {short_day_and_hour(given.at, zone)}, sur {given.version}"
        return VisaBox(name, states.of_decision(given.decision), words, _quoted(given.comment))
    earlier = [
        visa
        for visa in message.visas
        if visa.step == step.step and visa.organisation == step.organisation and visa.version != version.label
    ]
    if earlier:
        given = earlier[-1]
        when = f"{person(given.author)}, {short_day_and_hour(given.at, zone)}"
        words = f"Donné sur {given.version} par {when} : le texte a changé."
        return VisaBox(name, VOID, words, _quoted(given.comment))
    waited = "Le silence ne vaut pas accord." if step.ready else "En attente des étapes précédentes."
    return VisaBox(name, WAITING, waited)


def _void_box(visa: Visa, zone: str) -> VisaBox:
    words = f"{person(visa.author)}, {short_day_and_hour(visa.at, zone)}, sur {visa.version or 'un autre texte'}"
    return VisaBox(states.of_decision(visa.decision)[1], VOID, words, f"Ne compte pas : {visa.why_not}.")


def _quoted(comment: str) -> str:
    return f"« {comment} »" if comment else ""


def _step(mark: str, done: bool, awaited: bool, name: str, aside: str, boxes: Iterable[QWidget]) -> QWidget:
    title = plain.label(name, "small_strong")
    beside = plain.label(aside, "small", "text_tertiary", wrap=True)
    head: QLayout
    if theme.scale() < STACKED_FROM:
        head = arrangement.row(title, arrangement.wide(beside), spacing=6)
        for widget in (title, beside):
            head.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
    else:
        head = arrangement.column(title, beside)
    made = QWidget()
    column = arrangement.column(head, *boxes, spacing=5, margins=(0, 2, 0, 6))
    made.setLayout(arrangement.row(StepMark(mark, done, awaited), column, spacing=10))
    return made
