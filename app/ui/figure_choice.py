"""Deciding on figures: which of those that disagree is published, and whether one may be at all."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core import exact_numbers
from app.core.errors import Refused
from app.core.figure import Figure
from app.core.figure_commands import ChooseFigure, SetPublishable
from app.core.figures import FigureRow
from app.core.reckoning import Disagreement
from app.ui import detail_rows, figure_words, form, plain, theme
from app.ui.choices import Choices
from app.ui.form import FormDialog
from app.ui.station import Station

EXPLAINED = (
    "Les chiffres écartés restent au bilan, avec leur source. Le choix vaut pour ces chiffres tels qu’ils sont : "
    "si l’un change, la question se repose."
)


class ChooseDialog(FormDialog):
    """The figures that disagree, all in sight, none chosen in advance; the reason is signed with the choice."""

    def __init__(self, parent: QWidget | None, station: Station, disagreement: Disagreement, zone: str):
        self.rows = disagreement.figures
        super().__init__(parent, f"Choisir : {self.rows[0].indicator}", "Retenir ce chiffre", station.background)
        self._desk = station.desk
        self.choice = Choices({row.id: told(row, zone) for row in self.rows})
        self.reason = form.area("Motif du choix", lines=3)
        self.form.add("figure over", "Chiffre à publier", self.choice)
        self.form.add("reason", "Motif du choix", self.reason, "Obligatoire. Signé à votre nom.")
        self.form.add_plain(detail_rows.words(EXPLAINED, "small", "text_secondary"))
        self.put_form()
        self.resize(theme.size(560), theme.size(420))

    def submit(self) -> None:
        if not self.choice.chosen:
            self.form.refuse(Refused("dites lequel de ces chiffres se publie.", "figure"))
            return
        over = tuple(row.id for row in self.rows if row.id != self.choice.chosen)
        command = ChooseFigure(self.choice.chosen, over, form.value(self.reason))
        self.run(partial(self._desk.do, command))


class ClearDialog(FormDialog):
    """Whether a figure may be published, and why."""

    def __init__(self, parent: QWidget | None, station: Station, figure: Figure, publishable: bool):
        title = f"{figure.number} : {'publiable' if publishable else 'ne pas publier'}"
        super().__init__(parent, title, "Publiable" if publishable else "Ne pas publier", station.background)
        self._desk, self._figure, self._publishable = station.desk, figure, publishable
        self.reason = form.line("Motif")
        said = f"{figure.indicator} : {exact_numbers.shown(figure.value)}, {figure.source}"
        self.form.add_plain(plain.label(said, "strong", wrap=True))
        self.form.add("reason", "Motif", self.reason, "Facultatif." if publishable else "Obligatoire.")
        self.put(self.form, 0)
        self.resize(theme.size(460), self.sizeHint().height())

    def submit(self) -> None:
        field = self._figure.fields.get("publishable")
        seen = {"publishable": field.seen} if field else None
        command = SetPublishable(self._figure.id, self._publishable, form.value(self.reason), seen)
        self.run(partial(self._desk.do, command))


def told(row: FigureRow, zone: str) -> str:
    """1 100 — Préfecture 76, arrêté le 24 sept. à 02:50 (BIL-SIG1-004)."""
    value = exact_numbers.shown(row.value) + (f"\u00a0{row.unit}" if row.unit else "")
    return f"{value} — {row.source}, {figure_words.cutoff_words(row, zone)} ({row.number})"
