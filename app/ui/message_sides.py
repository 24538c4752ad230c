"""The two sides of a message being written, visibly apart: what leaves, and what stands beside it."""

from PySide6.QtWidgets import QLayout, QSplitter, QVBoxLayout, QWidget

from app.ui import arrangement, controls, plain
from app.ui.message_checks_part import KEYS_HINT, ChecksPart

WIDTH, BESIDE = 840, 400
LEAVES = "Le public lira exactement ceci. C’est ce que les visas signent."
STAYS = "Ne part jamais. Le changer ne fait tomber aucun visa."


def begin_beside(column: QVBoxLayout, checks: ChecksPart) -> QVBoxLayout:
    """The head of the right side: what is still to be looked at, then the name of what follows."""
    for widget in (
        plain.label("À compléter et à vérifier", "strong"),
        checks.said,
        checks,
        plain.label(KEYS_HINT, "small", "text_tertiary", wrap=True),
        controls.rule(),
        plain.label("À côté du texte", "heading"),
        plain.label(STAYS, "small", "text_secondary", wrap=True),
    ):
        column.addWidget(widget)
    return column


def sides(signed: QLayout, beside: QLayout) -> QSplitter:
    """What leaves on white at the left, what stands beside it on grey at the right; each scrolls."""
    head = arrangement.column(
        plain.label("Ce qui part", "heading"), plain.label(LEAVES, "small", "text_secondary", wrap=True), spacing=2
    )
    left = arrangement.panel(arrangement.column(head, signed, None, spacing=12, margins=(20, 12, 24, 16)))
    right = arrangement.panel(arrangement.column(beside, None, margins=(18, 12, 18, 16)), "window")
    return arrangement.split((_scrolled(left), WIDTH, 320), (_scrolled(right), BESIDE, 260), stretched=0)


def _scrolled(side: QWidget) -> QWidget:
    return arrangement.scroll(side)
