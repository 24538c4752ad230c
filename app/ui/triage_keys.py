"""What is done to entries of the main courante by one key, or by the button that does the same: one act, one word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core import roles
from app.core.entries import STEPS, TRIAGE
from app.core.entry_commands import Handle, Triage
from app.core.errors import Refused, Unavailable
from app.core.registers.acknowledgements import Acknowledge
from app.core.store.rows import CrisisRow
from app.ui import wording
from app.ui.assign_dialog import AssignDialog
from app.ui.reason_dialog import ReasonDialog
from app.ui.several import do_all, refusal_words
from app.ui.station import Station

DECIDE, PASS_ON, CLOSE, RETURN, ASSIGN, READ, MARK = "D", "T", "C", "R", "A", "L", "M"
NEXT_UNREAD, PREVIOUS_UNREAD = "N", "Maj+N"
PRIORITIES = ("1", "2", "3", "4")
STEP_OF = {DECIDE: "to_decide", PASS_ON: "to_pass_on", CLOSE: "closed"}
WORDS = {
    DECIDE: "À décider",
    PASS_ON: "À transmettre",
    CLOSE: "Clore",
    RETURN: "Revenir…",
    ASSIGN: "Attribuer…",
    READ: "Marquer lue",
    MARK: "Fait marquant",
    **{one: f"Priorité {one}" for one in PRIORITIES},
}
MOST_AT_ONCE = 200  # entries
KEYS = {
    Qt.Key.Key_D: DECIDE,
    Qt.Key.Key_T: PASS_ON,
    Qt.Key.Key_C: CLOSE,
    Qt.Key.Key_R: RETURN,
    Qt.Key.Key_A: ASSIGN,
    Qt.Key.Key_L: READ,
    Qt.Key.Key_M: MARK,
    Qt.Key.Key_N: NEXT_UNREAD,
}
FIGURES = {  # the row of figures gives signs on a French keyboard
    **{Qt.Key(Qt.Key.Key_1 + place): one for place, one in enumerate(PRIORITIES)},
    Qt.Key.Key_Ampersand: "1",
    Qt.Key.Key_Eacute: "2",
    Qt.Key.Key_QuoteDbl: "3",
    Qt.Key.Key_Apostrophe: "4",
}
FIGURE_MODIFIERS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


class Sorted(Protocol):
    """What an act needs of an entry: a line of the table and an entry in full both have it."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def triage(self) -> str: ...
    @property
    def priority(self) -> int: ...
    @property
    def key_event(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Acting:
    """Where one acts: `parent` of the dialogs, whom to tell what was done (`said`), and why it was not (`refused`)."""

    parent: QWidget
    station: Station
    crisis: CrisisRow | None
    now: Callable[[], int]
    said: Callable[[str], object]
    refused: Callable[[str], object]


def key_of(event: QKeyEvent) -> str:
    """The act that key asks for, or nothing."""
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if key in FIGURES and not modifiers & ~FIGURE_MODIFIERS:
        return FIGURES[key]
    if key == Qt.Key.Key_N and modifiers == Qt.KeyboardModifier.ShiftModifier:
        return PREVIOUS_UNREAD
    return KEYS.get(key, "") if not modifiers else ""


def why_not(key: str, crisis: CrisisRow | None) -> str:
    """Why this person cannot do that in this crisis now; nothing when he can. He may hold several roles."""
    if crisis is None:
        return "aucune crise ouverte"
    if not crisis.open:
        return "cette crise est close"
    held = crisis.role.split(", ")
    if key in (*STEP_OF, RETURN, ASSIGN) and not any(roles.may_triage(role) for role in held):
        return "trier et attribuer reviennent au chef de la cellule communication et au directeur de crise"
    if key in (MARK, *PRIORITIES) and not any(roles.may_write_entries(role) for role in held):
        return "votre rôle ne permet pas d’écrire dans la main courante"
    return ""


def act(acting: Acting, key: str, rows: Sequence[Sorted]) -> bool:
    """Do what the key asks to these entries, in one go; whether it was begun. What needs a reason or a name asks for
    it first."""
    crisis = acting.crisis
    if not rows:
        return False
    if crisis is None or (reason := why_not(key, crisis)):
        acting.refused(f"{WORDS[key].removesuffix('…')} : {reason if crisis else why_not(key, None)}.")
        return False
    if key == ASSIGN:
        return _assign(acting, crisis, rows)
    if key == RETURN or goes_back(key, rows):
        return _go_back(acting, crisis, rows, STEP_OF.get(key))
    wanted = [row for row in rows if not _is_done(key, row, rows)]
    if not wanted:
        acting.said(f"{named(rows)} : déjà {outcome(key, rows)}")
        return False
    _write(acting, commands(key, crisis.id, wanted, rows), f"{named(wanted)} : {outcome(key, rows)}")
    return True


def goes_back(key: str, rows: Sequence[Sorted]) -> bool:
    """Whether that step is a former one for some of them: a reason is then asked."""
    return key in STEP_OF and any(STEPS.index(STEP_OF[key]) < STEPS.index(row.triage) for row in rows)


def commands(key: str, crisis: str, wanted: Sequence[Sorted], rows: Sequence[Sorted]) -> list[Any]:
    """What is written for that act."""
    if key == READ:
        return [Acknowledge(crisis, tuple(row.id for row in wanted))]
    if key in STEP_OF:
        return [Triage(row.id, STEP_OF[key]) for row in wanted]
    fields: Mapping[str, Any] = {"key_event": _marks(rows)} if key == MARK else {"priority": int(key)}
    return [Handle(row.id, fields) for row in wanted]


def outcome(key: str, rows: Sequence[Sorted]) -> str:
    """What the entries are once it is done: clos, fait marquant, lue, priorité 1."""
    many = "s" if len(rows) > 1 else ""
    if key in STEP_OF:
        return TRIAGE[STEP_OF[key]]
    if key == MARK:
        return f"fait{many} marquant{many}" if _marks(rows) else f"retirée{many} des faits marquants"
    return f"lue{many}" if key == READ else f"priorité {key}"


def named(rows: Sequence[Sorted]) -> str:
    """SIG1-0147; 3 entrées."""
    return rows[0].number if len(rows) == 1 else wording.number(len(rows), "entrée")


def _write(acting: Acting, wanted: Sequence[Any], words: str) -> None:
    def told(refusals: Sequence[str]) -> None:
        _tell(acting, words, refusals, len(wanted))

    def failed(error: Exception) -> None:
        if isinstance(error, Refused):
            acting.refused(refusal_words([str(error)], 1))
            return
        if isinstance(error, Unavailable):
            acting.refused(str(error))
        acting.station.background.failed.emit(error)

    acting.station.background.write(partial(do_all, acting.station.desk, wanted), told, failed)


def _tell(acting: Acting, words: str, refusals: Sequence[str], count: int) -> None:
    acting.said(words)
    if refusals:
        acting.refused(refusal_words(refusals, count))


def _go_back(acting: Acting, crisis: CrisisRow, rows: Sequence[Sorted], step: str | None) -> bool:
    """Ask why, and to what step when the key does not say it."""
    least = min(STEPS.index(row.triage) for row in rows)
    if step is None and least == 0:
        acting.said(f"{named(rows)} : déjà {TRIAGE[STEPS[0]]}")
        return False
    offered = (step,) if step else STEPS[:least]
    dialog = ReasonDialog(acting.parent, acting.station, named(rows), [row.id for row in rows], offered)
    dialog.show_frame(crisis.frame)
    words = f"{named(rows)} : {{}}"
    dialog.accepted.connect(lambda: _tell(acting, words.format(TRIAGE[dialog.step]), dialog.refusals, len(rows)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return True


def _assign(acting: Acting, crisis: CrisisRow, rows: Sequence[Sorted]) -> bool:
    dialog = AssignDialog(acting.parent, acting.station, crisis, [row.id for row in rows], acting.now)
    words = f"{named(rows)} : {{}}"
    dialog.accepted.connect(lambda: _tell(acting, words.format(dialog.words), dialog.refusals, len(rows)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return True


def _is_done(key: str, row: Sorted, rows: Sequence[Sorted]) -> bool:
    if key in STEP_OF:
        return row.triage == STEP_OF[key]
    if key == MARK:
        return row.key_event == _marks(rows)
    if key == READ:
        return not getattr(row, "unread", True)
    return row.priority == int(key)


def _marks(rows: Sequence[Sorted]) -> bool:
    """The key marks, unless all are marked: then it takes the mark back."""
    return not all(row.key_event for row in rows)
