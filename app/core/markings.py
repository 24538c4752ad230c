"""Protection markings: what the tool refuses to hold. The word in a sentence is not a marking."""

import re

from app.core.errors import Refused
from app.core.search_text import folded

# Code de la défense, art. R. 2311-2 and IGI 1300 (2021): two levels; the former ones and the allies' are met still.
CLASSIFIED = re.compile(
    r"(tres secret|top secret|cosmic|nato secret|otan secret|secret (defense|def|special|otan|nato|ue|eu|france)"
    r"|confidentiel defense|confidentiel def)( .*)?|secret"
)
# A mention that says « secret » is a level too, whatever else it says, unless it is one of those the law protects.
PROTECTED = frozenset(
    (
        *("medical", "professionnel", "professionnels", "instruction", "enquete", "affaires", "commercial"),
        *("industriel", "fiscal", "bancaire", "statistique", "correspondances", "sources", "deliberations"),
        *("delibere", "vote"),
    )
)
SPELT = frozenset(("secret", "tressecret", "topsecret"))
WORDS = re.compile(r"[^\W_]+")
REFUSED = (
    "« {} » est un niveau de classification : Diapason n'est pas habilité à le recevoir et rien n'a été enregistré. "
    "Passez par le réseau prévu pour les informations classifiées ; ici, n'écrivez que ce qui ne l'est pas "
    "(« Diffusion restreinte » est une mention, et reste possible)."
)


def refuse_classified(marking: str, field: str) -> None:
    """Raises Refused when that marking names a level of classification."""
    words = WORDS.findall(folded(marking))
    level = "".join(words) in SPELT or ("secret" in words and PROTECTED.isdisjoint(words))
    if level or _is_classified(marking):
        raise Refused(REFUSED.format(marking.strip()), field)


def refuse_marked(text: str, field: str) -> None:
    """Raises Refused when a line of that text is a marking: the words of a level alone, in capitals."""
    for line in text.splitlines():
        if line.isupper() and _is_classified(line):
            raise Refused(REFUSED.format(line.strip()), field)


def _is_classified(words: str) -> bool:
    return CLASSIFIED.fullmatch(" ".join(WORDS.findall(folded(words)))) is not None
