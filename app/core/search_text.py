"""Text as the search sees it: lower case, no accents, œ and æ in two letters, on both sides of the index."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

MARKS = re.compile("[\u0300-\u036f]")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "’": "'"})
WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 32


def folded(text: str) -> str:
    """`text` as it is indexed and looked for: "Œuvre évacuée" is "oeuvre evacuee"."""
    if text.isascii():
        return text.lower()
    return MARKS.sub("", unicodedata.normalize("NFKD", text.lower())).translate(LETTERS)


def match_query(words: str) -> str:
    """What to give to FTS5's MATCH to find every one of `words`. The last one may be unfinished, unless a space
    follows it; of one letter only, it is not looked for yet when there are others: half of all texts hold it.

    Whatever is typed, operators and quotes included, is only words: it never is a syntax error. `SIG1-0147` and
    `l'usine` are looked for as phrases. Empty when there is nothing to look for.
    """
    phrases, unfinished = _looked_for(words)
    quoted = [f'"{" ".join(phrase)}"' for phrase in phrases]
    return " ".join(quoted) + "*" * unfinished if quoted else ""


def found_in(text: str, words: str) -> list[tuple[int, int]]:
    """Where `text` holds what a search of `words` looks for: (start, end) in `text` as it is written, in order and
    apart. The last word may be unfinished: only what was typed of it is in the range."""
    phrases, open_ended = _looked_for(words)
    if not phrases:
        return []
    letters, owners = _letters(text)
    tokens = [one.span() for one in WORD.finditer(letters)]
    marked: list[tuple[int, int]] = []
    for n, phrase in enumerate(phrases):
        unfinished = open_ended and n == len(phrases) - 1
        marked += (_owned(owners, *one, text) for one in _standing(letters, tokens, phrase, unfinished))
    return _apart(marked)


def _looked_for(words: str) -> tuple[list[list[str]], bool]:
    """Each word typed, as the letters and figures in it; and whether the last may go on."""
    phrases = [phrase for word in folded(words).split() if (phrase := _tokens(word))][:MOST_WORDS]
    if not phrases or words[-1].isspace():
        return phrases, False
    begun = phrases[-1][-1]
    if len(begun) > 1 or not begun.isalpha():
        return phrases, True
    if len(phrases) > 1 or len(phrases[-1]) > 1:
        phrases[-1].pop()
    return [phrase for phrase in phrases if phrase], False


def _tokens(word: str) -> list[str]:
    """The letters and figures of `word`, cut where FTS5's unicode61 cuts."""
    return "".join(character if character.isalnum() else " " for character in word).split()


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, and for each folded letter the place of the character it comes from: œ gives two."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    owners: list[int] = []
    for place, character in enumerate(text):
        for letter in folded(character):
            letters.append(letter)
            owners.append(place)
    return "".join(letters), owners


def _standing(
    letters: str, words: Sequence[tuple[int, int]], phrase: Sequence[str], unfinished: bool
) -> Iterator[tuple[int, int]]:
    """Where that phrase stands in a folded text."""
    last = len(phrase) - 1
    for first in range(len(words) - last):
        some = words[first : first + last + 1]
        whole = all(letters[start:end] == word for (start, end), word in zip(some[:last], phrase, strict=False))
        start, end = some[last]
        if whole and (
            letters.startswith(phrase[last], start, end) if unfinished else letters[start:end] == phrase[last]
        ):
            yield some[0][0], start + len(phrase[last])


def _owned(owners: Sequence[int], start: int, end: int, text: str) -> tuple[int, int]:
    """The range of the text as it is written, the accents that follow its last letter included."""
    after = owners[end - 1] + 1
    while after < len(text) and MARKS.match(text, after):
        after += 1
    return owners[start], after


def _apart(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same characters in ranges that follow each other without touching."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
