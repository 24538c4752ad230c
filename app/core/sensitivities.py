"""What to ask before the State speaks: questions, and the answers that are shown beside the visa. Data."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

from app.core import resources
from app.core.errors import Refused

Answer = Literal["yes", "no", "pending"]
ANSWERS: dict[str, str] = {"yes": "oui", "no": "non", "pending": "en cours"}


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question of the checklist. `concerns`: the answers that whoever signs must see, and the words shown."""

    code: str
    question: str
    concerns: dict[Answer, str]


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file `sensitivities.json`."""

    source: str
    questions: tuple[Question, ...]


@cache
def questions() -> tuple[Question, ...]:
    """The checklist, in the order it is asked."""
    return read(resources.path("sensitivities.json").read_bytes())


def read(data: bytes) -> tuple[Question, ...]:
    """The checklist out of its JSON. Refuses what is not one, and two questions of one code."""
    try:
        found = msgspec.json.decode(data, type=Content).questions
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Refused(f"Liste des sensibilités illisible : {error}.", "sensitivities") from error
    if len({one.code for one in found}) != len(found):
        raise Refused("Liste des sensibilités : deux questions ont le même code.", "sensitivities")
    return found


def question(code: str) -> str:
    """The French question of that code; of one that this version does not know, the code itself."""
    return next((one.question for one in questions() if one.code == code), code)


def concerns(answers: Mapping[str, str]) -> tuple[str, ...]:
    """What those who sign must see, in the order of the list, for these answers: code → yes, no or pending.

    What nobody answered concerns nobody; an answer to a question that this version does not know is shown as it is.
    """
    known = {one.code: {str(answer): words for answer, words in one.concerns.items()} for one in questions()}
    found = [words[answers[code]] for code, words in known.items() if answers.get(code) in words]
    return (
        *found,
        *(f"{code} : {ANSWERS.get(answer, answer)}" for code, answer in answers.items() if code not in known),
    )
