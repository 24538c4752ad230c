"""Where a new slot is written: the directory everybody shares, or the crisis alone; in an exercise, nowhere else."""

from PySide6.QtCore import QObject, Signal

from app.core.registers.crisis import FRAMES
from app.core.store.rows import CrisisRow
from app.ui import contact_rules, form, plain
from app.ui.form import Form

SHARED, OWN = "shared", "own"


class DutySpace(QObject):
    """`crisis` is the crisis (id) that is chosen, nothing for the shared directory. `own`: it is proposed."""

    changed = Signal()

    def __init__(self, crisis: CrisisRow | None, role: str, *, own: bool = False):
        super().__init__()
        self._crisis = crisis
        self._only = contact_rules.only_in_crisis(crisis)
        self.choice = form.choice("Écrire dans", {SHARED: "l’annuaire partagé, lu de tous"}, SHARED)
        if crisis is not None and not self._only:
            self.choice.addItem(f"cette crise seulement : {crisis.title}", OWN)
            if own or (role and contact_rules.why_not_edit_shared(role)):
                self.choice.setCurrentIndex(self.choice.findData(OWN))
        self.choice.currentIndexChanged.connect(lambda _: self.changed.emit())

    @property
    def crisis(self) -> str:
        """The crisis (id) it is written in; nothing for the shared directory."""
        if self._crisis is None:
            return ""
        return self._crisis.id if self._only or self.choice.currentData() == OWN else ""

    def put_in(self, to: Form) -> None:
        """Say it, or ask it, at the end of that form."""
        if self._crisis is None:
            return
        if self._only:
            words = (
                f"La crise à l’écran est en cadre {FRAMES[self._crisis.frame]} : cette astreinte n’est écrite que dans "
                "cette crise, et n’entre pas dans l’annuaire partagé."
            )
            to.add_plain(plain.label(words, "small_strong", "warning", wrap=True))
            return
        to.add("crisis", "Écrire dans", self.choice)
