"""Slots of an on-call table, as short as a test wants them."""

from itertools import count

from app.core.duty import NORMAL, DutyRow, line_of

_NUMBERS = count(1)


def slot(
    starts: int,
    ends: int,
    name: str = "F. Delmas",
    kind: str = NORMAL,
    last: bool = False,
    cancelled: bool = False,
    deputy: str = "",
) -> DutyRow:
    """A slot of Santé, DICOM; its hours are whatever the test counts in."""
    return DutyRow(
        id=f"{next(_NUMBERS):064x}",
        space="",
        line=line_of("SAN", "DICOM"),
        organisation="SAN",
        function="DICOM",
        holder="",
        holder_name=name,
        deputy="",
        deputy_name=deputy,
        phone="",
        starts=starts,
        ends=ends,
        zone="Europe/Paris",
        kind=kind,
        last=last,
        cancelled=cancelled,
        rotation="",
        remark="",
        author="C. Morvan",
        changed_at=0,
    )
