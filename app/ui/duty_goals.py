"""« astreinte santé » typed anywhere: who answers, said at once, before anything else."""

from app.core import duty_question
from app.core.on_call import said
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import duty_words
from app.ui.goals import DUTIES, Hit

PAGE = "duties"
MOST = 6
NO_LINE = "Aucune ligne d’astreinte ne répond à cette question"


def answers(reading: Reading, crisis: CrisisRow | None, typed: str, now: int) -> list[Hit]:
    """Who is on call, when that is what is asked; the organisations one asks for by name come first. Runs on the
    reader's thread."""
    zone, space = duty_words.zone_of(crisis), crisis.id if crisis else ""
    asked = duty_question.understood(typed, now, zone)
    if asked is None:
        return []
    found = reading.on_call_asked(space, asked)
    hits = []
    for one in found[:MOST]:
        words, _, about = said(one, asked.at, zone).replace("'", "’").partition(" (")
        hits.append(Hit(DUTIES, PAGE, "", duty_words.key(one.space, one.line), words, about.removesuffix(")")))
    return hits or [Hit(DUTIES, PAGE, "", "", NO_LINE, "ouvrir le tableau d’astreinte")]
