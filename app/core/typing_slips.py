"""What a person meant to type, who struck one key too many, one too few, a wrong one, or two in the wrong order."""

from dataclasses import dataclass
from string import ascii_lowercase

SHORTEST = 3  # letters; of fewer, one slip away is nearly every word


@dataclass(frozen=True, slots=True)
class Meant:
    """What is one slip away: `inside` of what was typed, and more may follow; or `at_the_end` of it, and the word is
    whole, for otherwise it would be nearly anything."""

    inside: frozenset[str] = frozenset()
    at_the_end: frozenset[str] = frozenset()


def meant(word: str) -> Meant:
    """The words one slip away from `word` (folded), which may be only begun."""
    if len(word) < SHORTEST:
        return Meant()
    ends = len(word) - 1
    cuts = [(word[:place], word[place:]) for place in range(len(word))]
    missing = {before + letter + after for before, after in cuts for letter in ascii_lowercase}
    if len(word) == SHORTEST:
        return Meant(at_the_end=frozenset(missing | {word + letter for letter in ascii_lowercase}))
    added = {before + after[1:] for before, after in cuts[:ends]}
    wrong = {before + letter + after[1:] for before, after in cuts[:ends] for letter in ascii_lowercase}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in cuts[:ends]}
    at_the_end = {word[:ends], *(word[:ends] + letter for letter in ascii_lowercase)}
    inside = {one for one in missing | added | wrong | swapped if not one.startswith(word)}
    return Meant(frozenset(inside - at_the_end), frozenset(at_the_end - {word}))
