"""The words of the quick line that mean something: means, directions, types, priorities, TLP, ratings."""

import re

from app.core import entries
from app.core.search_text import folded

MEANS = {  # folded word: code
    **dict.fromkeys(("tel", "tel.", "telephone", "appel"), "phone"),
    **dict.fromkeys(("mail", "mel", "mel.", "email", "e-mail", "courriel"), "email"),
    **dict.fromkeys(("messagerie", "tchap", "whatsapp"), "messaging"),
    **dict.fromkeys(("visio", "visioconference"), "video"),
    **dict.fromkeys(("presentiel", "sur-place"), "in_person"),
    **dict.fromkeys(("sms", "texto"), "sms"),
    **dict.fromkeys(("porteur", "courrier-porteur"), "courier"),
    "radio": "radio",
    "veille": "watch",
}
SHORT_MEANS = {  # code: the word that is typed
    "phone": "tél",
    "email": "mail",
    "messaging": "messagerie",
    "video": "visio",
    "in_person": "présentiel",
    "radio": "radio",
    "sms": "sms",
    "courier": "porteur",
    "watch": "veille",
}
ALSO_NAMES = frozenset(("radio", "veille"))  # "Radio France" is a sender: these are means in lower case only
DIRECTIONS = {word: code for code, word in entries.DIRECTIONS.items()}
FACT = "#fait"
KEY_EVENT = frozenset((FACT, "#marquant", "#fait-marquant", "#faitmarquant"))
TYPE_MARKS = {code: "#" + word.lower().replace(" ", "-") for code, word in entries.TYPES.items()}
TYPES = {
    **{folded(mark): code for code, mark in TYPE_MARKS.items()},
    "#info": "information",
    "#diffuse": "dispatch",
    "#fralert": "fr_alert",
    "#alerte": "external_alert",
    "#incident": "incident",
}
PRIORITIES = {"!1": 1, "!2": 2, "!3": 3, "!4": 4}
TLP_MARKS = {code: "#" + word.lower() for code, word in entries.TLP.items() if code}
TLP = {mark: code for code, mark in TLP_MARKS.items()}
RATING = re.compile(r"#([a-f])([1-6])|\[([A-F])([1-6])\]", re.IGNORECASE)


def sure_means(word: str) -> str | None:
    """The means this word can only be."""
    key = folded(word)
    return None if key in ALSO_NAMES else MEANS.get(key)


def means(word: str) -> str | None:
    """The means this word may be."""
    key = folded(word)
    return None if key in ALSO_NAMES and word != key else MEANS.get(key)


def rating(word: str) -> str | None:
    """`B2`, out of `#b2` or `[B2]`: source and credibility (Admiralty code)."""
    match = RATING.fullmatch(word)
    return "".join(part for part in match.groups() if part).upper() if match else None


def is_mark(word: str) -> bool:
    """True of a word that is taken out of the text: a type, a key event, a priority, a TLP or a rating."""
    key = folded(word)
    return key in KEY_EVENT or key in TYPES or key in PRIORITIES or key in TLP or rating(word) is not None
