"""Text as the search sees it: lower case, no accents, œ and æ in two letters, on both sides of the index."""

import re
import unicodedata

MARKS = re.compile("[\u0300-\u036f]")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "’": "'"})
MOST_WORDS = 32


def folded(text: str) -> str:
    """`text` as it is indexed and looked for: "Œuvre évacuée" is "oeuvre evacuee"."""
    if text.isascii():
        return text.lower()
    return MARKS.sub("", unicodedata.normalize("NFKD", text.lower())).translate(LETTERS)


def match_query(words: str) -> str:
    """What to give to FTS5's MATCH to find every one of `words`, the last one perhaps unfinished.

    Whatever is typed, operators and quotes included, is only words: it never is a syntax error. `SIG1-0147` and
    `l'usine` are looked for as phrases. Empty when there is nothing to look for.
    """
    phrases = [" ".join(_tokens(word)) for word in folded(words).split()]
    quoted = [f'"{phrase}"' for phrase in phrases if phrase][:MOST_WORDS]
    return " ".join(quoted) + "*" if quoted else ""


def _tokens(word: str) -> list[str]:
    """The letters and figures of `word`, cut where FTS5's unicode61 cuts."""
    return "".join(character if character.isalnum() else " " for character in word).split()
