"""The on-call slots as the command line says them: French for a person, plain values for a script."""

from typing import Any

from app.core import times
from app.core.clock import moment, rfc3339
from app.core.coverage import Gap, Overlap
from app.core.duty import KINDS, DutyRow, line_words
from app.core.on_call import NOBODY, Answering, DutyLine, OnCall, age_days
from app.core.phones import shown


def plain(one: OnCall, now: int, zone: str) -> dict[str, Any]:
    """Who is on call on a line: the first who answers, and the others beside him."""
    first = one.holding[0] if one.holding else None
    gap = gap_plain(one.gap, zone) if one.gap else None
    return {
        "organisation": one.organisation,
        "function": one.function,
        **(_answering(first, now, zone) if first else _nobody()),
        "gap": gap,
        "switchboard": one.switchboard,
        "others": [_answering(other, now, zone) for other in one.holding[1:]],
        "reinforcement": [_answering(other, now, zone) for other in one.reinforcements],
        "conflict": one.conflict,
        "received_at": rfc3339(one.received_at, zone),
        "space": one.space,
    }


def _answering(one: Answering, now: int, zone: str) -> dict[str, Any]:
    slot = one.slot
    return {
        "duty": slot.id,
        "holder": slot.holder_name,
        "deputy": slot.deputy_name,
        "deputy_phones": list(one.deputy_phones),
        "deputised": slot.deputised,
        "contact": slot.contact,
        "phone": one.phones[0] if one.phones else "",
        "phones": list(one.phones),
        "private": one.private,
        "masked": one.masked,
        "since": rfc3339(slot.starts, zone),
        "until": rfc3339(slot.ends, zone),
        "verified_on": one.verified_on,
        "age_days": age_days(one.verified_on, moment(now, zone).date()),
        "changed_at": rfc3339(slot.changed_at, zone),
        "changed_by": slot.author,
    }


def _nobody() -> dict[str, Any]:
    words = dict.fromkeys(("holder", "deputy", "phone", "contact", "masked", "verified_on", "changed_by"), "")
    hours = dict.fromkeys(("duty", "since", "until", "age_days", "changed_at"))
    return {**words, **hours, "phones": [], "deputy_phones": [], "private": False, "deputised": False}


def gap_plain(gap: Gap, zone: str) -> dict[str, Any]:
    """`until` is None when nobody is planned after."""
    return {
        "since": rfc3339(gap.starts, zone),
        "until": rfc3339(gap.ends, zone),
        "after": gap.before.name,
        "before": gap.after.name if gap.after else "",
    }


def row_plain(row: DutyRow, zone: str) -> dict[str, Any]:
    """A slot as it is listed."""
    return {
        "duty": row.id,
        "organisation": row.organisation,
        "function": row.function,
        "holder": row.holder_name,
        "deputy": row.deputy_name,
        "contact": row.contact,
        "phone": row.phone,
        "starts": rfc3339(row.starts, zone),
        "ends": rfc3339(row.ends, zone),
        "zone": row.zone,
        "kind": row.kind,
        "last": row.last,
        "cancelled": row.cancelled,
        "rotation": row.rotation,
        "remark": row.remark,
        "changed_at": rfc3339(row.changed_at, zone),
        "changed_by": row.author,
        "conflict": row.conflict,
        "pending": row.pending,
        "space": row.space,
    }


def row_words(row: DutyRow, zone: str) -> str:
    """3fa1…  du lun. 21 à 08:00 au lun. 28 à 08:00  Santé, DICOM : F. Delmas"""
    known = [row.name + (" (suppléant)" if row.deputised else "")]
    known += [f"suppléant {row.deputy_name}"] if row.deputy_name and not row.deputised else []
    known += [shown(row.phone)] if row.phone else []
    known += [KINDS[row.kind]] if row.reinforcement else []
    known += ["fin de l'astreinte"] if row.last else []
    known += ["ANNULÉE"] if row.cancelled else []
    known += ["deux valeurs"] if row.conflict else []
    return f"{row.id[:12]}  {span(row.starts, row.ends, zone)}  {of(row)} : {', '.join(known)}"


def of(row: DutyRow) -> str:
    """Santé, DICOM"""
    return line_words(row.organisation, row.function)


def span(starts: int, ends: int | None, zone: str) -> str:
    """du lun. 21/09 à 08:00 au lun. 28/09 à 08:00"""
    if ends is None:
        return f"à partir du {_moment(starts, zone)}"
    return f"du {_moment(starts, zone)} au {_moment(ends, zone)}"


def gap_words(line: DutyLine, gap: Gap, zone: str) -> str:
    """Santé, DICOM : PERSONNE D'ASTREINTE du jeu. 24/09 à 19:00 au …, après F. Delmas"""
    if gap.ends is None:
        return f"{line.words} : {NOBODY}, plus personne après {gap.before.name} {span(gap.starts, None, zone)}"
    return f"{line.words} : {NOBODY} {span(gap.starts, gap.ends, zone)}, après {gap.before.name}"


def overlap_words(line: DutyLine, one: Overlap, zone: str) -> str:
    """Santé, DICOM : recouvrement du … au … : F. Delmas et J. Marchal"""
    names = " et ".join(slot.name for slot in one.slots)
    return f"{line.words} : recouvrement {span(one.starts, one.ends, zone)} : {names}"


def _moment(ms: int, zone: str) -> str:
    local = moment(ms, zone)
    return f"{times.DAYS[local.weekday()][:3]}. {local:%d/%m/%Y} à {local:%H:%M}"
