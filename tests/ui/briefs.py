"""A crisis with something to tell, and its briefs: proposed, composed on a screen, frozen."""

from app.core import composition
from app.core.brief_commands import Freeze
from app.core.composition import Composition
from app.core.entry_commands import Record
from app.documents import brief
from app.ui.brief_composer import BriefComposer
from tests.ui.lines import NOW, at

EMPTY = dict.fromkeys(range(1, 11), "rien à signaler")  # every section may be frozen


def tell(cell, subject, by=None, **fields):
    """An entry of the main courante that a brief tells of."""
    known = {"occurred_at": at(24, 2, 48), "key_event": True, "verification": "confirmed", **fields}
    return (by or cell.head).desk.do(Record(cell.space, subject, **known)).id


def measures(cell, count=3):
    """Decisions, which one may put in another order."""
    known = {"type": "decision", "key_event": False, "sender": "Santé"}
    return [tell(cell, f"Mesure {n}", occurred_at=at(24, 2, n % 60), **known) for n in range(count)]


def propose(cell, format="standard", cutoff=NOW, approved=True):
    return cell.head.reading.propose(cell.space, cutoff, approved, format)


def freeze(cell, by=None, cutoff=NOW, approved=True, format="standard", composed=None):
    """A brief as that workstation would freeze it, held by everybody; its id."""
    who = by or cell.head
    proposal = who.reading.propose(cell.space, cutoff, approved, format)
    made = brief.render(composition.content(proposal, composed or Composition(format)))
    done = who.desk.do(Freeze(cell.space, made.content, made.printed, proposal.known))
    cell.spread(who)
    return done.id


def composer_of(cell, workstation, qtbot, project=""):
    """The composer of that workstation, once its page is made."""
    made = BriefComposer(cell.station(workstation), lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    made.begin(cell.crisis(workstation), project)
    qtbot.waitUntil(lambda: made.work.ready and made.preview.count > 0)
    return made
