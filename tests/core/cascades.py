"""A cascade and the calls made of it, as a fold receives them: three people to call, one of them with a deputy."""

from typing import Any

from app.core.cascade import ATTEMPT, CALLED, WRITTEN, Number, Target, attempt_key
from app.core.cascade_commands import numbered_from
from app.core.records import Held
from app.core.times import MINUTE
from tests.building import NOW, Writer
from tests.core.holding import SPACE, edit, held

HOUR = 60 * MINUTE
KERJEAN = Target(
    "D. Kerjean",
    function="cabinet",
    organisation="INT",
    numbers=(Number("duty", "+33199001201"), Number("office", "+33199001202")),
)
FONTAINE = Target(
    "G. Fontaine",
    organisation="ECO",
    numbers=(Number("office", "+33199005112"),),
    deputy_name="R. Vasseur",
    deputy_numbers=(Number("duty", "+33199005199"),),
)
LEGOFF = Target("M. Le Goff", organisation="Préfecture", numbers=(Number("office", "+33261917610"),))
FIELDS: dict[str, Any] = {
    "title": "Alerte des cabinets",
    "words": "Réunion à 05:00.",
    **numbered_from((KERJEAN, FONTAINE, LEGOFF)),
}
BODY = {"fields": FIELDS}


def written(by: Writer) -> Held:
    return held(by.write(WRITTEN, BODY, SPACE))


def called(by: Writer, first: Held, target: Target, result: str, at: int = NOW, number: str = "", **more: Any) -> Held:
    """A call that was made to that target."""
    value = {"target": target.key, "deputy": False, "number": number, "result": result, "at": at, "note": "", "by": "x"}
    value |= more
    name = ATTEMPT + attempt_key(target.key, result, at, number, bool(value["deputy"]))
    return held(edit(by, CALLED, first.id, {name: value}))
