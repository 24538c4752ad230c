"""What one party of a circuit said, or that it has not spoken: in words first, then drawn in a box."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from app.core.judging import Step
from app.core.message import Message
from app.core.texts import Version
from app.core.times import MINUTE, lasting
from app.core.visas import MEANS, RECORDS, Visa
from app.ui import arrangement, controls, plain, states, theme
from app.ui.message_acts import is_late
from app.ui.state_words import when
from app.ui.states import State
from app.ui.wording import NBSP, number, person

BAR = 3
WAITING: State = ("en_attente", "en attente", "text_secondary")
VOID: State = ("defavorable", "visa caduc", "error")
TOLD = {"phone": "Par téléphone", "email": "Par courriel", "paper": "Sur papier signé"}
HIDDEN = re.compile(r"\d")
SHOWN_DIGITS = 2  # at each end of a number: enough to know which one was called
SILENCE = "Le silence ne vaut pas accord."


@dataclass(frozen=True, slots=True)
class Told:
    """`name` of the party, its state in shape and word, then a line each."""

    name: str
    state: State
    lines: tuple[str, ...]

    @property
    def spoken(self) -> str:
        return ", ".join(word for word in (self.name, self.state[1], *self.lines) if word)


@dataclass(frozen=True, slots=True)
class Around:
    """What a party is judged by: the message, the version on screen, the hour, and label → how many words changed."""

    message: Message
    version: Version
    now: int
    zone: str
    changed: Mapping[str, int]


class VisaBox(QFrame):
    """A party in its box, the bar at its left in the tone of its state."""

    def __init__(self, told: Told):
        super().__init__()
        self._tone = told.state[2]
        self.setAccessibleName(told.spoken)
        title = plain.label(told.name, "small_strong", wrap=True)
        lines: list[QWidget] = [plain.label(one, "small", "text_secondary", wrap=True) for one in told.lines if one]
        head = arrangement.row(arrangement.wide(title), controls.Sign(*told.state), spacing=6)
        self.setLayout(arrangement.column(head, *lines, spacing=1, margins=(11, 5, 8, 6)))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.surface)
        painter.setPen(QPen(colours.rule_strong, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        tone = colours.control_border if self._tone.startswith("text") else colours.colour(self._tone)
        painter.fillRect(0, 0, BAR, self.height(), tone)


def party(step: Step, around: Around) -> Told:
    """The party's visa on this version; failing that its visa on an earlier text, which no longer counts."""
    name = step.label if step.organisation else step.role
    if step.visa is not None:
        return Told(name, _state(step.visa), _given(step.visa, around))
    earlier = [one for one in around.message.visas if (one.step, one.organisation) == (step.step, step.organisation)]
    if earlier:
        return Told(name, VOID, (*_void(earlier[-1], around), *_late(step, around)))
    if not step.ready:
        return Told(name, WAITING, ("En attente des étapes précédentes.",))
    if not is_late(step, around.now):
        due = f"échéance {when(step.due, around.now, around.zone)}. " if step.due else ""
        asked = f"Demandé {when(step.asked_at, around.now, around.zone)}, {due}" if step.asked_at else ""
        return Told(name, WAITING, (f"{asked}{SILENCE}",))
    minutes = (around.now - step.due) // MINUTE
    state: State = ("priority_1", f"en attente, +{lasting(minutes).replace(' ', NBSP)}", "alarm")
    return Told(name, state, _escalated(step, around))


def apart(visa: Visa, around: Around) -> Told:
    """A visa of somebody whom the circuit does not ask, or no longer."""
    word = states.of_decision(visa.decision)[1]
    at, version = when(visa.at, around.now, around.zone), short(visa.version, around.message)
    lines = (f"{person(visa.author)}, {at}, sur {version}", f"Ne compte pas : {visa.why_not}.")
    return Told(word[:1].upper() + word[1:], VOID, lines)


def short(label: str, message: Message) -> str:
    """`v3`, or the whole label where two versions have that number."""
    number = label.partition("·")[0]
    same = [one for one in message.versions if one.label.partition("·")[0] == number]
    return number if len(same) < 2 else label


def masked(called: str) -> str:
    """01 ·· ·· ·· 41: a number read over a shoulder is not given away."""
    digits = HIDDEN.findall(called)
    kept = {*range(SHOWN_DIGITS), *range(len(digits) - SHOWN_DIGITS, len(digits))}
    place = iter(range(len(digits)))
    return HIDDEN.sub(lambda found: found[0] if next(place) in kept else "·", called).replace(" ", NBSP)


def _state(visa: Visa) -> State:
    shape, word, tone = states.of_decision(visa.decision)
    if visa.confirmed:
        return shape, word, tone
    return ("a_confirmer" if visa.means == "phone" else shape), f"{word}, à confirmer", "warning"


def _given(visa: Visa, around: Around) -> tuple[str, ...]:
    at = when(visa.at, around.now, around.zone)
    comment = f"« {visa.comment} »" if visa.comment else ""
    if not visa.recorded:
        return (f"{at}, {MEANS['app']}, {person(visa.author)}.", comment)
    function = f" ({visa.for_function})" if visa.for_function else ""
    called = f", au {masked(visa.called)}" if visa.called else ""
    how = TOLD.get(visa.means, visa.means)
    told = f"{how} {at}, {visa.for_name}{function}{called}, noté par {person(visa.author)}."
    confirmed = f"Confirmé par {person(visa.confirmed_by)}." if visa.confirmed_by else ""
    return (told, confirmed, comment)


def _void(visa: Visa, around: Around) -> tuple[str, ...]:
    """Donné sur v3 à 02:41, le texte a changé de 16 mots."""
    at = when(visa.at, around.now, around.zone)
    words = around.changed.get(visa.version)
    same = visa.version == around.version.label
    if same:
        why = "le circuit a changé"
    else:
        why = f"le texte a changé de {number(words, 'mot')}" if words else visa.why_not
    return (f"Donné sur {short(visa.version, around.message)} à {at} par {visa.speaker}, {why}.",)


def _late(step: Step, around: Around) -> tuple[str, ...]:
    if not is_late(step, around.now):
        return ()
    minutes = (around.now - step.due) // MINUTE
    return (f"Échéance {when(step.due, around.now, around.zone)}, dépassée de {lasting(minutes)}.",)


def _escalated(step: Step, around: Around) -> tuple[str, ...]:
    """Silence is never approval: it goes up to the head of the cell, who asks again."""
    asked, due = (when(at, around.now, around.zone) for at in (step.asked_at, step.due))
    to = "au DIR" if RECORDS in step.roles else f"à la {RECORDS}"
    return (f"Demandé {asked}, échéance {due}. Escaladé {to} à {due}. {SILENCE}",)


def reservations(steps: Sequence[Step]) -> list[Visa]:
    """The visas given with words that who signs after them must read."""
    return [one.visa for one in steps if one.visa and one.visa.counts and one.visa.comment]
