"""What a courriel says of a brief, of an invented exercise and of a real crisis."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.brief_content import Content
from app.core.recipients import Recipient
from app.documents.brief_mail import words_of


def at(day: int, hour: int, minute: int) -> int:
    """That hour of September 2026 in Paris (ms)."""
    return int(datetime(2026, 9, day, hour, minute, tzinfo=ZoneInfo("Europe/Paris")).timestamp() * 1000)


CABINET = Recipient("Cabinet, « PM »", "cabinet@pm.example")
SGDSN = Recipient("SGDSN", "veille@sgdsn.example")
CONTENT = Content(
    reference="PDS-SIG1-012",
    number=12,
    crisis="Incendie Lubrizol — Rouen",
    crisis_code="CRI-2026-004",
    frame="exercise",
    zone="Europe/Paris",
    cutoff=at(24, 3, 15),
    made_at=at(24, 3, 20),
    issuer="Cellule interministérielle de crise",
    author="L. Aubert (RED)",
    approver="",
    marking="DIFFUSION RESTREINTE",
    tlp="TLP:AMBER",
    replaces="PDS-SIG1-011",
    next_at=at(24, 5, 30),
    workstation="SIG1",
    offline=False,
    last_exchange=None,
    sections=(),
)
WORDS = words_of(CONTENT, at(24, 3, 21))
APPROVED = words_of(
    replace(CONTENT, approver="C. Morvan", frame="real", marking="", tlp="", replaces="", next_at=None), at(24, 3, 21)
)
