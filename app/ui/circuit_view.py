"""The circuit of a version, step by step: what is done, what is awaited and from whom."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from app.core.judging import Step
from app.core.message_events import Remark
from app.core.organisations import organisations
from app.ui import arrangement, plain, theme
from app.ui.message_acts import is_late
from app.ui.state_words import when
from app.ui.visa_box import Around, Told, VisaBox, apart, party
from app.ui.wording import person

CIRCLE = 20
STACKED_FROM = 1.5  # size of text from which what is said of a step goes under its name
AFTERWARDS = "Demandés après coup (procédure d’urgence)"


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


def circuit(around: Around) -> Iterator[QWidget]:
    """The steps in their order: who wrote, who read it over, then each step of the circuit with its parties."""
    message, version = around.message, around.version
    if message.state == "conflict":
        yield plain.label("Le circuit reprend dès qu’une version est choisie ou écrite.", "small", wrap=True)
        return
    authors = ", ".join(person(author) for author in version.authors)
    yield _step("1", True, False, "Brouillon", f"{authors}, {when(version.at, around.now, around.zone)}", ())
    yield _proofread(around)
    if not message.steps:
        yield _step("3", False, not message.judgement, "Soumission au visa", _why_no_steps(around), ())
        yield from _others(around, set())
        return
    shown: set[str] = set()
    steps = [list(parties) for _, parties in groupby(message.steps, key=lambda step: step.step)]
    for place, parties in enumerate(steps, start=3):
        if parties[0].after and (place == 3 or not steps[place - 4][0].after):
            yield plain.label(AFTERWARDS, "small_bold", wrap=True)
        done = all(step.state == "done" for step in parties)
        boxes = [VisaBox(party(step, around)) for step in parties if _has_box(step, around)]
        speaking = {(step.step, step.organisation) for step in parties}
        shown.update(visa.id for visa in message.visas if (visa.step, visa.organisation) in speaking)
        name, aside = _named(parties, steps[: place - 3])
        yield _step(str(place), done, parties[0].ready and not done, name, aside, boxes)
    yield from _others(around, shown)


def _others(around: Around, shown: set[str]) -> Iterator[QWidget]:
    """A party's own box speaks for it; what is left was given by somebody the circuit does not ask."""
    left = [visa for visa in around.message.visas if not visa.counts and visa.id not in shown]
    if left:
        yield plain.label("Visas qui ne comptent pas", "small_bold")
        for visa in left:
            yield VisaBox(apart(visa, around))


def _why_no_steps(around: Around) -> str:
    judgement = around.message.judgement
    if judgement is None:
        return "à demander"
    if judgement.submission.returned:
        return "retourné : une nouvelle version est attendue"
    return "à refaire : le circuit de visas a changé"


def _proofread(around: Around) -> QWidget:
    """A remark is no condition: the step is there so that one sees whether anybody read the text over."""
    remarks = [one for one in around.message.remarks if one.version == around.version.label]
    if not remarks:
        return _step("2", False, False, "Relecture", "facultative, pas encore faite", ())
    boxes = [VisaBox(_remark(one, around)) for one in remarks if one.remark]
    silent = [f"{person(one.by)}, {when(one.at, around.now, around.zone)}" for one in remarks if not one.remark]
    aside = f"rien à changer : {' ; '.join(silent)}" if silent else ""
    return _step("2", True, False, "Relecture", aside, boxes)


def _remark(remark: Remark, around: Around) -> Told:
    at = when(remark.at, around.now, around.zone)
    return Told(person(remark.by), ("a_completer", "remarque", "info"), (f"{at} : « {remark.remark} »",))


def _named(parties: list[Step], before: list[list[Step]]) -> tuple[str, str]:
    """The name of a step and the words at its right."""
    only = parties[0]
    if only.organisation:
        done = sum(step.state == "done" for step in parties)
        aside = f"en parallèle, {done} sur {len(parties)} valent" if len(parties) > 1 else ""
        ministries = all(organisations().is_ministry(one.organisation) for one in parties)
        return "Visas des ministères" if ministries else "Visas des organismes", aside
    label = only.label[:1].upper() + only.label[1:]
    who = f"{only.role}, autre que l’auteur" if only.final else only.role
    if only.visa is not None:
        return label, only.role
    if only.ready:
        return label, f"{who}, attendu"
    waiting = next((n for n, one in enumerate(before, 3) if any(s.state != "done" for s in one)), 0)
    return label, f"{who}, en attente de l’étape {waiting}" if waiting else f"{who}, à venir"


def _has_box(step: Step, around: Around) -> bool:
    """Whether a party has a box of its own: an organisation always, a role once it has spoken or is late."""
    spoken = any((one.step, one.organisation) == (step.step, step.organisation) for one in around.message.visas)
    return bool(step.organisation or step.visa or spoken or is_late(step, around.now))


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
