"""What a spokesperson reads first in a message."""

import re

from app.core.texts import Text

LONGEST = 400  # characters of an answer in a list
_SENTENCE = re.compile(r".+?[.!?…](?=\s|$)|.+", re.DOTALL)


def spoken(text: Text) -> str:
    """The first key message; without one the lead, or the first sentence of what is known, or of the body."""
    for words in (*text.key_messages[:1], text.lead):
        if words:
            return words
    for words in ((text.frame or {}).get("known", ""), text.body, *(text.frame or {}).values()):
        found = _SENTENCE.match(words)
        if found:
            return " ".join(found[0].split())
    return text.title


def answered(text: Text) -> str:
    """What is answered to the question that a text has for its title, on one line, cut when it is long."""
    parts = (text.lead, *text.key_messages, *(text.frame or {}).values(), text.body)
    words = " ".join(" ".join(filter(None, parts)).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
