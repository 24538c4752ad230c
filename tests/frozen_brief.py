"""A brief frozen without its paper: what counts of it here is when it stopped."""

from app.core.brief_commands import Freeze, Printed, reference
from app.core.brief_content import Content
from app.sync.workstation import Workstation
from tests.ui.lines import ZONE


def freeze(by: Workstation, space: str, cutoff: int, format: str = "standard") -> str:
    """The id of a project of that format that stops at `cutoff`."""
    crisis, me = by.reading.crisis(space), by.reading.me()
    number = 1 + max((row.number for row in by.reading.briefs(space)), default=0)
    content = Content(
        reference=reference(me.workstation, number),
        number=number,
        crisis=crisis.title,
        crisis_code=crisis.code,
        frame=crisis.frame,
        zone=ZONE,
        cutoff=cutoff,
        made_at=cutoff,
        issuer="SIG",
        author=me.name,
        approver="",
        marking="",
        tlp="",
        replaces="",
        next_at=None,
        workstation=me.workstation,
        offline=False,
        last_exchange=None,
        sections=(),
        format=format,
    )
    return by.desk.do(Freeze(space, content, Printed(b"%PDF-1.7 essai", 1))).id
