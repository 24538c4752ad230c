"""What the person at the desk may do with an entry now, under which words and, for the rest, why not."""

from collections.abc import Mapping

from app.core.entry import Entry
from app.core.store.rows import CrisisRow
from app.ui import triage_keys
from app.ui.entry_words import why_not_write
from app.ui.triage_keys import ASSIGN, CLOSE, DECIDE, MARK, PASS_ON, RETURN

ANSWER = "answer"  # writes the decision that an entry waits for
AMEND, LINK, ATTACH = "amend", "link", "attach"
TRIAGE = (DECIDE, PASS_ON, CLOSE, RETURN)
IN_ORDER = (ANSWER, *TRIAGE, ASSIGN, AMEND, LINK, ATTACH, MARK)
TWO_STEPS = "deux étapes écrites séparément : choisissez d’abord"
# The steps offered from each step: those after it; one that is past is only come back to.
_OFFERED: Mapping[str, tuple[str, ...]] = {
    "to_sort": (DECIDE, PASS_ON, CLOSE),
    "to_decide": (ANSWER, PASS_ON, CLOSE, RETURN),
    "to_pass_on": (CLOSE, RETURN),
    "closed": (RETURN,),
}


def offered(entry: Entry) -> Mapping[str, str]:
    """The acts in sight and their words, in order."""
    words = dict(triage_keys.WORDS) | {
        ANSWER: "Décider…",
        AMEND: "Rectifier…",
        LINK: "Lier…",
        ATTACH: "Joindre…",
        MARK: "Retirer des faits marquants" if entry.key_event else triage_keys.WORDS[MARK],
    }
    if entry.triage == "to_pass_on" and entry.assigned is None:
        words[ASSIGN] = "Transmettre…"
    if entry.triage == "closed":
        words[RETURN] = "Rouvrir…"
    shown = (*_OFFERED.get(entry.triage, ()), ASSIGN, AMEND, LINK, ATTACH, MARK)
    return {act: words[act] for act in IN_ORDER if act in shown}


def reasons(entry: Entry, crisis: CrisisRow | None) -> Mapping[str, str]:
    """For each act in sight that is refused now, one sentence that says why."""
    found = {act: _why_not(act, entry, crisis) for act in offered(entry)}
    return {act: reason for act, reason in found.items() if reason}


def next_act(entry: Entry, crisis: CrisisRow | None) -> str:
    """The act this entry waits for, or nothing: what is closed waits for none."""
    waited = {
        "to_sort": DECIDE,
        "to_decide": ANSWER,
        "to_pass_on": CLOSE if entry.assigned else ASSIGN,
    }.get(entry.triage, "")
    return "" if waited in reasons(entry, crisis) else waited


def _why_not(act: str, entry: Entry, crisis: CrisisRow | None) -> str:
    if act in (AMEND, LINK, ATTACH, MARK):
        return why_not_write(crisis)
    reason = triage_keys.why_not(DECIDE if act == ANSWER else act, crisis)
    if not reason and act != ASSIGN and "triage" in entry.conflicts:
        return TWO_STEPS
    return reason
