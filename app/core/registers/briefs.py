"""The register of briefs: their project, their approval and their numbered copies."""

from collections.abc import Mapping
from typing import Any

from app.core.brief import APPROVED, COPIED, FROZEN, REVISED, SERIES, Brief, fold
from app.core.brief_commands import Command, Freeze, MakeCopies, Revise, decide
from app.core.register import Numbered, Register
from app.core.roles import ROLES, may_approve_briefs, may_write_entries

__all__ = ("REGISTER", "Command", "Freeze", "MakeCopies", "Revise", "decide")
WRITE = frozenset(filter(may_write_entries, ROLES))


def _row(brief: Brief) -> Mapping[str, Any]:
    file = brief.file
    return {
        "reference": brief.reference,
        "n": brief.number,
        "format": brief.format,
        "cutoff": brief.cutoff,
        "frozen_at": brief.frozen_at,
        "author": brief.author.name,
        "approved": file.approved,
        "approver": file.author.name if file.approved else "",
        "approved_at": file.at if file.approved else 0,
        "replaces": brief.replaces,
        "pages": file.pages,
        "annex_pages": file.annex_pages,
        "sha256": file.sha256,
        "annex_sha256": file.annex_sha256,
        "fingerprint": file.fingerprint,
        "copies": sum(one.file == file.sha256 for one in brief.copies),
    }


REGISTER = Register(
    name="brief",
    begins=FROZEN,
    writers={
        **dict.fromkeys((FROZEN, REVISED, COPIED), WRITE),
        APPROVED: frozenset(filter(may_approve_briefs, ROLES)),
    },
    fold=fold,
    columns={
        "reference": str,
        "n": int,
        "format": str,
        "cutoff": int,
        "frozen_at": int,
        "author": str,
        "approved": bool,
        "approver": str,
        "approved_at": int,
        "replaces": str,
        "pages": int,
        "annex_pages": int,
        "sha256": str,
        "annex_sha256": str,
        "fingerprint": str,
        "copies": int,
    },
    row=_row,
    number=lambda brief: Numbered(SERIES, brief.number, brief.reference) if brief.reference else None,
    conflicts=lambda brief: {},
    key=lambda brief: brief.frozen_at,
    words=lambda brief: brief.reference,
)
