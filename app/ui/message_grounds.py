"""The facts and figures a message rests on, as they are shown: number, subject, and the state each is in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core import times
from app.core.entries import VERIFICATIONS
from app.core.entry import Entry
from app.core.figures import FigureRow, counted_words
from app.core.message import Message
from app.core.reckoning import Account
from app.core.search_text import folded
from app.core.situation import Review
from app.core.store.reading import Reading
from app.ui import figure_words, link_dialog
from app.ui.states import State

MOST = 12  # entries, and figures, proposed
_VERIFIED: Mapping[str, tuple[str, str]] = {
    "confirmed": ("favorable", "success"),
    "cross_checked": ("en_visa", "text"),
    "ongoing": ("en_attente", "text_secondary"),
    "unverified": ("a_trier", "warning"),
    "denied": ("defavorable", "error"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """`state` is (shape, word, tone). `former` and `present` words when it changed since somebody last looked."""

    record: str
    number: str
    subject: str
    state: State
    former: str = ""
    present: str = ""

    @property
    def to_review(self) -> bool:
        return bool(self.former or self.present)


def of_message(reading: Reading, message: Message, zone: str) -> tuple[Ground, ...]:
    """What a message rests on, what is to be looked at again first. Never asked on the window's thread."""
    review = {one.record: one for one in message.situation.review} if message.situation else {}
    found = {one.record: one for one in of_records(reading, message.space, [one.record for one in message.uses], zone)}
    grounds = []
    for use in message.uses:
        lost = Ground(use.record, use.number, use.words, ("hors_ligne", "pas encore reçu par ce poste", "warning"))
        grounds.append(_reviewed(reading, found.get(use.record, lost), review.get(use.record), zone))
    return tuple(sorted(grounds, key=lambda one: not one.to_review))


def of_records(reading: Reading, space: str, records: Iterable[str], zone: str) -> tuple[Ground, ...]:
    """These entries and figures; those not known here are left out."""
    wanted = list(dict.fromkeys(records))
    found = {one.id: _of_entry(one) for one in reading.entries(wanted)}
    if found.keys() != set(wanted):
        counted = reading.account(space)
        found |= {id: _of_figure(counted, id, zone) for id in wanted if id in counted.figures}
    return tuple(found[one] for one in wanted if one in found)


def candidates(reading: Reading, space: str, typed: str, zone: str) -> tuple[Ground, ...]:
    """The entries and figures that `typed` may mean. Nothing typed: the latest. Never asked on the window's thread."""
    entries = [one.id for one in link_dialog.candidates(reading, space, typed)[:MOST]]
    words = folded(typed).split()
    counted = reading.account(space)
    latest = [one.row for one in reversed(tuple(counted.figures.values()))]
    figures = [one.id for one in latest if _answers(one, words, zone)][:MOST]
    return (*of_records(reading, space, entries, zone), *(_of_figure(counted, id, zone) for id in figures))


def _answers(figure: FigureRow, words: Iterable[str], zone: str) -> bool:
    said = folded(f"{figure.number} {counted_words(figure, zone)}")
    return all(word in said for word in words)


def _of_entry(entry: Entry) -> Ground:
    shape, tone = _VERIFIED.get(entry.verification, ("a_trier", "warning"))
    word = VERIFICATIONS.get(entry.verification, entry.verification)
    return Ground(entry.id, entry.number, entry.subject, (shape, word, tone))


def _of_figure(counted: Account, id: str, zone: str) -> Ground:
    """What the bilan says of it; whatever keeps it from being published is to be seen by who leans on it."""
    one = counted.figures[id]
    (shape, word, tone), more = figure_words.state(one, counted)
    tone = tone if (shape, word, tone) == figure_words.PUBLISHABLE else "warning"
    return Ground(id, one.row.number, counted_words(one.row, zone), (shape, f"{word} {more}".strip(), tone))


def _reviewed(reading: Reading, ground: Ground, review: Review | None, zone: str) -> Ground:
    if review is None:
        return ground
    entries = reading.entries([ground.record])
    when = max((one.at for entry in entries for one in entry.amendments), default=0)
    words = f"rectifié {times.hour(when, zone)}, à réexaminer" if when else "à réexaminer"
    subject = review.former.partition("\n")[0] or ground.subject
    return Ground(
        ground.record, ground.number, subject, ("a_reexaminer", words, "warning"), review.former, review.present
    )
