"""What is said of a message before anything else: where it stands, what contradicts it, what has to be looked at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.core import sensitivities
from app.core.differences import Piece, compare
from app.core.language.contradictions import Contradiction
from app.core.message import ENDED
from app.core.situation import Review
from app.ui import arrangement, controls, detail_rows, plain
from app.ui.opened_message import Opened
from app.ui.state_words import Known, Standing, standing
from app.ui.text_view import TextView
from app.ui.wording import NBSP

MARGINS = (12, 8, 12, 9)


def bands(opened: Opened, known: Known, go: Callable[[str], object]) -> Iterator[QWidget]:
    """The state and, at once, what stands between it and *validé*. `go` is called with the id of another message."""
    message = opened.message
    yield state_band(standing(message, known))
    if message.state in ENDED:
        return
    reviews = message.situation.review if message.situation else ()
    rows: list[QWidget] = []
    for one in opened.contradictions:
        rows.append(_row("contredit", plain.label(contradicted(one), "small", wrap=True)))
        rows.append(detail_rows.link(f"Voir {one.reference}", lambda id=one.message: go(id)))  # type: ignore[misc]
    rows += [_row("a_reexaminer", changed_words(review)) for review in reviews]
    for concern in sensitivities.concerns(message.aside.sensitivities or {}):
        rows.append(_row("a_completer", plain.label(f"{concern}.", "small", wrap=True)))
    if rows:
        yield arrangement.panel(arrangement.column(*rows, spacing=5, margins=MARGINS), "banner_warning")


def contradicted(one: Contradiction) -> str:
    """Which message says otherwise, and how: no guillemet is left alone at the end of a line."""
    words = one.words.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")
    return f"Contredit {one.reference}. {words}"


def state_band(said: Standing) -> QFrame:
    """The derived state, then its lines."""
    shape = controls.Sign(said.shape, "", said.tone, "emphasis")
    title = plain.label(said.title, "emphasis", said.tone, wrap=True)
    lines = [plain.label(one, "small", wrap=True) for one in said.lines if one]
    head = arrangement.row(shape, arrangement.wide(title), spacing=2)
    band = arrangement.panel(arrangement.column(head, *lines, spacing=3, margins=MARGINS), said.look)
    band.setAccessibleName(f"{said.title}. {' '.join(said.lines)}")
    return band


def _row(shape: str, words: QWidget) -> QWidget:
    """Something to look at, its shape at the left."""
    sign = controls.Sign(shape, "", "warning")
    row = arrangement.row(sign, words, spacing=2)
    row.setStretch(1, 1)
    row.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return detail_rows.holder(row)


def changed_words(review: Review) -> TextView:
    """SIG1-0147, then the former words struck and the present ones underlined; of those that stayed, only where."""
    pieces = [Piece("same", f"{review.number} a changé : "), *_apart(compare(review.former, review.present))]
    shown = TextView(f"{review.number}, ce qui a changé", "small", "legend")
    shown.show_pieces(pieces)
    shown.setAccessibleDescription(f"Était : {review.former}. Est maintenant : {review.present}.")
    return shown


def _apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    between = ""
    for piece in pieces:
        if piece.kind == "same":
            between = between and (" … " if piece.text.strip() else between)
            continue
        if between:
            yield Piece("same", between)
        yield replace(piece, text=" ".join(piece.text.split()))
        between = "  "


def review_band(review: Review) -> QFrame:
    """The same in a frame of its own."""
    return arrangement.panel(
        arrangement.column(_row("a_reexaminer", changed_words(review)), margins=MARGINS), "banner_warning"
    )
