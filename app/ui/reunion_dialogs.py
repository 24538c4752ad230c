"""Reuniting two crises, and separating them again: what becomes of each is said before."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.core.registers.reunions import JoinCrisis, SeparateCrisis
from app.core.store.crisis_reading import Reunion
from app.core.store.rows import CrisisRow
from app.ui import form, plain, screen
from app.ui.form import FormDialog
from app.ui.station import Station

EXPLAINED = (
    "Les deux restent lisibles. Rien n’est renuméroté : entrées, messages et chiffres gardent leurs numéros, leurs "
    "signatures et leurs heures. Ils se lisent ensemble dans la crise où l’on écrit désormais. Les membres de chacune "
    "sont ajoutés à l’autre. C’est signé à votre nom, et peut être défait."
)
APART = (
    "On écrit de nouveau dans chacune, et chaque liste ne montre que la sienne. Ce qui fut écrit entre-temps reste où "
    "il est. Les personnes ajoutées restent membres : retirez-les si besoin."
)


class JoinDialog(FormDialog):
    """Joins `crisis` and one of `others`. `into` is the crisis where one is proposed to write from now on; `joined` is
    that crisis once it is done, and `outcome` tells what could not be."""

    def __init__(
        self, parent: QWidget | None, station: Station, crisis: CrisisRow, others: Sequence[CrisisRow], into: str = ""
    ) -> None:
        super().__init__(parent, "Réunir deux crises", "Réunir", station.background)
        self._station, self._crisis = station, crisis
        self._others = {one.id: one for one in others}
        self.joined = ""
        self.outcome: Reunion | None = None
        self.show_frame(crisis.frame)
        named = {one.id: named_whole(one) for one in others}
        only = next(iter(named)) if len(named) == 1 else None
        self.other = form.choice("L’autre crise", named, only, nothing="Choisir l’autre crise…")
        self.into = form.choice("Où l’on écrit désormais", {})
        self.reason = form.line("Motif", hint="Facultatif")
        self.form.add_plain(plain.label(f"Cette crise : {named_whole(crisis)}", wrap=True))
        self.form.add("crisis", "L’autre crise", self.other, "Du même cadre : RÉEL, EXERCICE, ESSAI ne se mêlent pas.")
        self.form.add("into", "Où l’on écrit désormais", self.into)
        self.form.add("reason", "Motif", self.reason)
        self.form.add_plain(plain.label(EXPLAINED, "small", "text_secondary", wrap=True))
        self.put_form()
        self.other.currentIndexChanged.connect(lambda _: self._offer(""))
        self._offer(into)
        screen.give_size(self, 560, 470)

    def submit(self) -> None:
        other = self._others.get(form.value(self.other))
        if other is None:
            self.form.refuse(Refused("choisissez l’autre crise.", "crisis"))
            return
        first = str(form.value(self.into))
        second = self._crisis.id if first == other.id else other.id
        command = JoinCrisis(second, first, form.value(self.reason))
        desk, reading = self._station.desk, self._station.reading

        def join() -> tuple[str, Reunion | None]:
            desk.do(command)
            return first, reading.reunion(second)

        self.run(join)

    def done_with(self, outcome: tuple[str, Reunion | None]) -> None:
        self.joined, self.outcome = outcome
        self.accept()

    def _offer(self, into: str) -> None:
        """The two crises, the one that was opened first proposed unless `into` says otherwise."""
        other = self._others.get(form.value(self.other))
        pair = [self._crisis, *([other] if other else [])]
        self.into.clear()
        for one in pair:
            self.into.addItem(named_whole(one), one.id)
        oldest = min(pair, key=lambda one: (one.opened_at, one.id))
        self.into.setCurrentIndex(max(0, self.into.findData(into or oldest.id)))
        self.into.setEnabled(other is not None)


class SeparateDialog(FormDialog):
    """Says that two crises that were reunited are two."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow) -> None:
        super().__init__(parent, f"Séparer {crisis.code} de {crisis.joined_to}", "Séparer", station.background)
        self._station, self._crisis = station, crisis
        self.show_frame(crisis.frame)
        self.reason = form.line("Motif")
        self.form.add_plain(plain.label(APART, wrap=True))
        self.form.add("reason", "Motif", self.reason, "Obligatoire. Signé à votre nom.")
        self.put_form()
        screen.give_size(self, 480, 300)

    def submit(self) -> None:
        reason = form.value(self.reason)
        if not reason:
            self.form.refuse(Refused("indiquez le motif.", "reason"))
            return
        self.run(partial(self._station.desk.do, SeparateCrisis(self._crisis.id, reason)))


def named_whole(crisis: CrisisRow) -> str:
    return f"{crisis.title} · {crisis.code}"
