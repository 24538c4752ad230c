"""What a person does about crises that are one event, from the band or the menu: each act ends with the window told."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from app.core.registers.crisis import JOINERS
from app.core.store.rows import CrisisRow
from app.ui import plain
from app.ui.reunion_band import left_out
from app.ui.reunion_dialogs import JoinDialog, SeparateDialog
from app.ui.station import Station

TITLE = "Réunir deux crises"


class ReunionActs:
    """`crises` are those this person is in, `show` puts one on screen, `look_again` reads what surrounds the pages."""

    def __init__(
        self,
        parent: QWidget,
        station: Station,
        crises: Callable[[], tuple[CrisisRow, ...]],
        show: Callable[[str], object],
        look_again: Callable[[], object],
    ) -> None:
        self._parent, self._station, self._crises = parent, station, crises
        self._show, self._look_again = show, look_again

    def join(self, second: str, first: str) -> None:
        """Ask whether these two are one, and which one stays."""
        known = {one.id: one for one in self._crises()}
        if second in known and first in known:
            self._ask(known[second], [known[first]], first)

    def join_any(self, crisis: CrisisRow | None) -> None:
        """Ask which crisis is one with that one."""
        why_not = why_not_join(crisis)
        if crisis is None or why_not:
            plain.warn(self._parent, TITLE, f"Impossible : {why_not}")
            return
        others = [one for one in self._crises() if one.id != crisis.id and _fits(one, crisis)]
        if not others:
            plain.warn(self._parent, TITLE, "Vous n’êtes membre d’aucune autre crise ouverte de ce cadre.")
            return
        self._ask(crisis, others, "")

    def separate(self, id: str) -> None:
        """Ask why that crisis is no longer one with the other."""
        found = next((one for one in self._crises() if one.id == id), None)
        if found is not None:
            SeparateDialog(self._parent, self._station, found).exec()

    def keep_apart(self, one: str, other: str) -> None:
        """Note, on this workstation, that they are two."""
        desk = self._station.desk
        self._station.background.write(lambda: desk.keep_distinct(one, other), lambda _: self._look_again())

    def _ask(self, crisis: CrisisRow, others: list[CrisisRow], into: str) -> None:
        dialog = JoinDialog(self._parent, self._station, crisis, others, into)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self._show(dialog.joined)
        if dialog.outcome is not None and dialog.outcome.left_out:
            plain.warn(self._parent, TITLE, left_out(dialog.outcome))


def why_not_join(crisis: CrisisRow | None) -> str:
    """Why that crisis cannot be joined to another by this person; nothing when it can."""
    if crisis is None:
        return "aucune crise n’est ouverte."
    if not crisis.open:
        return "cette crise est close."
    if crisis.joined_to:
        return f"cette crise est déjà réunie à {crisis.joined_to}."
    if JOINERS.isdisjoint(crisis.role.split(", ")):
        return f"le rôle {crisis.role} ne permet pas d’en décider."
    return ""


def _fits(one: CrisisRow, crisis: CrisisRow) -> bool:
    return one.open and not one.joined_to and one.frame == crisis.frame
