"""What somebody types to find a contact: how its name would begin, its words, and each number in all its forms."""

from dataclasses import dataclass

from app.core.contact_words_searched import COUNTRIES, in_words

LONGEST, MOST_WORDS = 200, 8  # of what is typed: characters, words


@dataclass(frozen=True, slots=True)
class Typed:
    """`begins`: all of it, in words, with a space at its end when the last is whole. `numbers`: the forms of each."""

    begins: str
    words: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]

    @property
    def looks_for(self) -> bool:
        """Whether it is enough to look for words or numbers."""
        return bool(self.words or self.numbers)


def typed(text: str) -> Typed:
    """As it is looked for: figures that follow each other are one number, and a lone letter says nothing yet."""
    begins = in_words(text[:LONGEST])
    words: list[str] = []
    numbers: list[str] = []
    follows = False
    for token in begins.split()[:MOST_WORDS]:
        is_number = token.isascii() and token.isdecimal()
        if is_number and follows:
            numbers[-1] += token
        elif is_number:
            numbers.append(token)
        elif len(token) > 1:
            words.append(token)
        follows = is_number
    ending = " " if begins and text[-1].isspace() else ""
    return Typed(begins + ending, tuple(words), tuple(forms(one) for one in numbers if len(one) > 1))


def forms(digits: str) -> tuple[str, ...]:
    """How a number typed so may be written: `0033 (0)2` and `+33 2` are 332."""
    international = digits.removeprefix("00")
    country = next((one for one in COUNTRIES if international.startswith(f"{one}0")), "")
    dialled = country + international.removeprefix(f"{country}0") if country else international
    return tuple(dict.fromkeys(one for one in (digits, international, dialled) if one))
