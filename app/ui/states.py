"""What each state is called and looks like: (shape, word, tone), one vocabulary for lists, panels and tags."""

from datetime import date

from app.core import visas
from app.core.message import STATES
from app.ui.wording import number

State = tuple[str, str, str]

OLD_AFTER = 90  # days after which a number has to be checked again before anyone relies upon it
PENDING: State = ("en_attente_envoi", "en attente", "info")
TWO_VALUES: State = ("deux_valeurs", "deux valeurs", "warning")

_MESSAGES = {
    "conflict": ("deux_valeurs", "warning"),
    "withdrawn": ("defavorable", "text_secondary"),
    "abandoned": ("defavorable", "text_secondary"),
    "review": ("a_reexaminer", "warning"),
    "expired": ("perime", "alarm"),
    "embargoed": ("embargo", "text"),
    "dispatched": ("diffuse", "success"),
    "validated": ("favorable", "success"),
    "returned": ("defavorable", "error"),
    "submitted": ("en_visa", "info"),
    "draft": ("priority_4", "text_secondary"),
}
_DECISIONS = {
    "favourable": ("favorable", "success"),
    "reservation": ("reserve", "warning"),
    "unfavourable": ("defavorable", "error"),
    "abstention": ("abstention", "text_secondary"),
}


def of_message(state: str) -> State:
    """`en visa`, with a half disc."""
    shape, tone = _MESSAGES.get(state, ("a_reexaminer", "text_secondary"))
    return (shape, STATES.get(state, state), tone)


def of_decision(decision: str) -> State:
    """`favorable avec réserve`, with a tilde."""
    shape, tone = _DECISIONS.get(decision, ("a_reexaminer", "text_secondary"))
    return (shape, visas.DECISIONS.get(decision, decision), tone)


def of_verification(verified_on: str, today: date) -> State:
    """How old the last verification of a contact is."""
    if not verified_on:
        return ("a_reexaminer", "jamais vérifié", "warning")
    try:
        age = (today - date.fromisoformat(verified_on)).days
    except ValueError:
        return ("a_reexaminer", "date de vérification illisible", "warning")
    if age < 0:
        return ("a_reexaminer", "vérifié à une date à venir", "warning")
    if age > OLD_AFTER:
        return ("perime", f"vérifié il y a {number(age, 'jour')}", "warning")
    words = {0: "vérifié aujourd’hui", 1: "vérifié hier"}
    return ("favorable", words.get(age, f"vérifié il y a {number(age, 'jour')}"), "success")
