"""Which words changed between two texts: what a person must see before giving a visa again."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.core.channels import channel_word
from app.core.texts import FRAME, LANGUAGES, Text

# A word or a figure (02:30, mise-à-l'abri in its parts), one mark of punctuation or one line break, and the blanks
# that follow it. Blanks are carried but never compared: two texts that differ by them alone have the same words.
_TOKEN = re.compile(r"(\d+(?:[:.,]\d+)*|\w+(?:[-\u2010\u2011]\w+)*|[^\w\s]|\n)([^\S\n]*)|[^\S\n]+")
_WORD = re.compile(r"\d+(?:[:.,]\d+)*|\w+(?:[-\u2010\u2011'’]\w+)*")


LONGEST_QUOTE = 60  # characters of a change quoted in a sentence
MOST_QUOTES = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `kind` is `same`, `inserted` or `deleted`."""

    kind: str
    text: str


def compare(former: str, new: str) -> tuple[Piece, ...]:
    """The new text cut into pieces, with what was removed in its place, before what replaced it.

    The pieces that are not `deleted`, put end to end, are exactly the new text.
    """
    left, right = _tokens(former), _tokens(new)
    matcher = SequenceMatcher(None, [word for word, _ in left], [word for word, _ in right], autojunk=False)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        removed = "".join(text for _, text in left[i1:i2])
        written = "".join(text for _, text in right[j1:j2])
        if tag == "equal":
            pieces.append(Piece("same", written))
            continue
        if removed:
            apart = "" if removed[-1].isspace() or not written else " "
            pieces.append(Piece("deleted", removed + apart))
        if written:
            pieces.append(Piece("inserted", written))
    return tuple(pieces)


def counts(pieces: tuple[Piece, ...]) -> tuple[int, int]:
    """How many words were inserted, and how many deleted."""
    return (
        sum(words(piece.text) for piece in pieces if piece.kind == "inserted"),
        sum(words(piece.text) for piece in pieces if piece.kind == "deleted"),
    )


def words(text: str) -> int:
    """How many words a person would count: « l'air » is one, a mark of punctuation none."""
    return len(_WORD.findall(text))


def parts(text: Text) -> tuple[tuple[str, str], ...]:
    """Everything a visa signs, under its French name, in the order it is read. French is not named."""
    frame, variants, alternatives = text.frame or {}, text.variants or {}, text.alternatives or {}
    named = [
        ("Titre", text.title),
        ("Chapô", text.lead),
        ("Messages clés", "\n".join(text.key_messages)),
        *((words, frame.get(name, "")) for name, words in FRAME.items()),
        ("Corps", text.body),
        *((f"Variante {channel_word(code)}", words) for code, words in sorted(variants.items())),
        *((f"Texte de remplacement {name}", words) for name, words in sorted(alternatives.items())),
        ("Émetteur", text.issuer),
        ("Langue", "" if text.language == "fr" else language_name(text.language)),
    ]
    return tuple((name, words) for name, words in named if words)


def language_name(code: str) -> str:
    """The French name of a language, or its code."""
    return LANGUAGES.get(code, code)


def compare_parts(former: Text, new: Text) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """Part by part, what changed. A part that is only in the former text comes last, all of it deleted."""
    left, right = dict(parts(former)), dict(parts(new))
    if former.language != new.language:
        left["Langue"], right["Langue"] = language_name(former.language), language_name(new.language)
    names = [*right, *(name for name in left if name not in right)]
    return tuple((name, compare(left.get(name, ""), right.get(name, ""))) for name in names)


def in_words(former: Text, new: Text) -> list[str]:
    """The changes as a refusal quotes them: `Corps : « douze » devient « treize »`, the first few of them."""
    said = []
    for name, pieces in compare_parts(former, new):
        for before, piece, after in zip((None, *pieces), pieces, (*pieces[1:], None), strict=False):
            if piece.kind == "deleted" and after and after.kind == "inserted":
                said.append(f"{name} : « {_quote(piece)} » devient « {_quote(after)} »")
            elif piece.kind == "deleted":
                said.append(f"{name} : « {_quote(piece)} » est retiré")
            elif piece.kind == "inserted" and not (before and before.kind == "deleted"):
                said.append(f"{name} : « {_quote(piece)} » est ajouté")
    if not said:
        return ["des espaces, aucun mot"]
    rest = len(said) - MOST_QUOTES
    return said if rest <= 0 else [*said[:MOST_QUOTES], f"et {rest} autres changements"]


def _quote(piece: Piece) -> str:
    words = " ".join(piece.text.split())
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"


def _tokens(text: str) -> list[tuple[str, str]]:
    """(what is compared, what is shown) for each token, in order."""
    return [(match[1] or "", match[0]) for match in _TOKEN.finditer(text)]
