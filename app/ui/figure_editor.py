"""Writing a figure: a new one, the next of its source, or the correction of one that was written."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QWidget

from app.core import exact_numbers, times
from app.core.errors import Refused
from app.core.figure import Figure
from app.core.figure_commands import AmendFigure, RecordFigure
from app.core.figures import QUALIFIERS, USUAL, FigureRow, key
from app.core.organisations import organisations
from app.core.places import Places
from app.core.reckoning import Account
from app.core.store.rows import CrisisRow
from app.ui import figure_words, form, plain, screen
from app.ui.form import FormDialog
from app.ui.moment_field import MomentField
from app.ui.station import Station

WIDTH, HEIGHT = 560, 760
AUTOMATIC, NOTHING = "automatic", "nothing"
LINES = ("indicator", "unit", "source", "reference")
WORDS = {"indicator": "Indicateur", "unit": "Unité", "source": "Source", "reference": "Adresse ou référence"}
HINTS = {
    "indicator": "Ce qui est compté : décès, foyers sans eau…",
    "unit": "Seulement si l’indicateur ne la dit pas : lits, m³/s…",
    "source": "Qui donne ce chiffre : SDIS 76, SINUS, préfecture 76…",
    "reference": "Où on le retrouve : adresse du site, numéro de message…",
}


class FigureEditor(FormDialog):
    """`figure` is corrected, its reason asked; `after` is what a new one of the same source begins from."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow,
        account: Account,
        now: Callable[[], int],
        figure: Figure | None = None,
        after: Figure | None = None,
    ):
        title = f"Rectifier {figure.number}" if figure else "Nouveau chiffre"
        super().__init__(parent, title, "Rectifier" if figure else "Enregistrer", station.background)
        self._desk, self._crisis, self._figure, self._account = station.desk, crisis, figure, account
        self._from = figure or after
        self._arrested = (figure.cutoff, figure.precision) if figure else None
        self.written = ""
        self._places = Places()
        self._before = _shown(figure.row, crisis.zone) if figure else {}
        first = self._before or (_begun(after.row) if after else {})
        self.lines = {name: form.line(WORDS[name], first.get(name, ""), HINTS[name]) for name in LINES}
        self.value = form.line("Valeur", first.get("value", ""), "25 233 ou 1,5")
        self.qualifier = form.choice("Qualité", _named(QUALIFIERS), first.get("qualifier", ""))
        self.cutoff = MomentField("Arrêté à", now, crisis.zone)
        self.cutoff.show_moment(figure.cutoff if figure else now())
        self.day_only = QCheckBox("L’heure n’est pas connue, seulement le jour")
        self.day_only.setChecked(first.get("precision") == "day")
        self.perimeter = form.line("Périmètre", first.get("perimeter", ""), "Commune, code INSEE ou mots")
        self.note = form.area("Remarque", first.get("note", ""), 3)
        self.replaces = form.choice("Remplace", self._replaceable(), self._chosen_to_replace())
        self.publishable = QCheckBox("Il peut être publié")
        self.reason = form.line("Motif de la rectification")
        self._lay_out()
        screen.give_size(self, WIDTH, HEIGHT)
        if first:
            self.value.setFocus()  # what it counts is known: the number is what changes
            self.value.selectAll()

    def submit(self) -> None:
        self.form.forgive()
        try:
            typed = self.typed()
            command = self._amendment(typed) if self._figure else self._record(typed)
        except Refused as refused:
            self.form.refuse(refused)
            return
        self.run(partial(self._desk.do, command))

    def done_with(self, outcome: Any) -> None:
        self.written = str(getattr(outcome, "id", ""))
        self.accept()

    def typed(self) -> dict[str, Any]:
        """What the fields hold, as a command takes it. Refuses an hour that is none."""
        at = self.cutoff.at("cutoff")
        if at is None:
            raise Refused("écrivez l’heure à laquelle ce chiffre est arrêté.", "cutoff")
        precision = "day" if self.day_only.isChecked() else "exact"
        if precision == "day" and (at, precision) != self._arrested:
            day = times.local_day(at, self._crisis.zone)
            at = times.on_day(day, 23, 59, self._crisis.zone)  # the last minute of that day stands for it
        found: dict[str, Any] = {name: form.value(line) for name, line in self.lines.items()}
        found |= {"value": form.value(self.value), "qualifier": self.qualifier.currentData(), "cutoff": at}
        found |= {"precision": precision, "note": form.value(self.note), "perimeter": self._perimeter()}
        return found

    def _record(self, typed: Mapping[str, Any]) -> RecordFigure:
        where = typed["perimeter"]
        chosen = self.replaces.currentData()
        replaces = None if chosen == AUTOMATIC else "" if chosen == NOTHING else chosen
        said = {name: value for name, value in typed.items() if name != "perimeter"}
        return RecordFigure(
            self._crisis.id,
            **said,
            perimeter=where["name"],
            territory=where["code"],
            replaces=replaces,
            publishable=self.publishable.isChecked(),
        )

    def _amendment(self, typed: Mapping[str, Any]) -> AmendFigure:
        """The fields that are not what was shown: what nobody touched is not written again."""
        figure = self._figure
        assert figure is not None
        now = {name: _plain(typed[name]) for name in typed}
        former = self._before | {"cutoff": figure.cutoff, "perimeter": (figure.territory, figure.perimeter)}
        fields = {name: typed[name] for name, value in now.items() if value != former[name]}
        chosen = self.replaces.currentData()
        replaces = "" if chosen in (AUTOMATIC, NOTHING) else chosen
        if replaces != figure.replaces:
            fields["replaces"] = replaces
        if not fields:
            raise Refused("rien n’a été changé.")
        seen = {name: figure.fields[name].seen for name in fields if name in figure.fields}
        return AmendFigure(figure.id, fields, form.value(self.reason), seen)

    def _perimeter(self) -> dict[str, str]:
        """The commune typed, by name or code, when there is but one of that name; the words themselves otherwise."""
        words = form.value(self.perimeter)
        if self._from is not None and words == self._from.perimeter:
            return {"name": self._from.perimeter, "code": self._from.territory}
        coded = self._places.by_code(words) if words else None
        named = [coded] if coded else self._places.named(words) if words else []
        if len(named) == 1:
            return {"name": named[0].name, "code": named[0].code}
        return {"name": words, "code": ""}

    def _replaceable(self) -> dict[str, str]:
        """What a figure may be said to replace: by default, the one of its source that stands and is older."""
        offered = {AUTOMATIC: "Le précédent de la même source"} if self._figure is None else {}
        offered[NOTHING] = "Aucun"
        for one in self._account.figures.values():
            mine = self._figure is not None and one.row.id == self._figure.id
            if not mine and (one.stands or (self._figure is not None and self._figure.replaces == one.row.id)):
                value = exact_numbers.shown(one.row.value)
                offered[one.row.id] = f"{one.row.number} · {one.row.indicator} : {value}, {one.row.source}"
        return offered

    def _chosen_to_replace(self) -> str:
        return (self._figure.replaces or NOTHING) if self._figure else AUTOMATIC

    def _lay_out(self) -> None:
        known = [one.row for one in self._account.figures.values()]
        offer(self.lines["indicator"], [*(row.indicator for row in known), *USUAL])
        offer(self.lines["source"], [*(row.source for row in known), *(one.short for one in organisations().all())])
        offer(self.perimeter, [row.perimeter for row in known])
        self.form.add("indicator", WORDS["indicator"], self.lines["indicator"])
        self.form.add("value", "Valeur", self.value)
        self.form.add("unit", WORDS["unit"], self.lines["unit"])
        self.form.add("qualifier", "Qualité", self.qualifier)
        self.form.add("cutoff", "Arrêté à", self.cutoff)
        self.form.add_plain(self.day_only)
        self.form.add("source", WORDS["source"], self.lines["source"])
        self.form.add("perimeter", "Périmètre", self.perimeter, "Vide : toute la crise.")
        self.form.add("replaces figure", "Remplace", self.replaces)
        self.form.add("reference", WORDS["reference"], self.lines["reference"])
        self.form.add("note", "Remarque", self.note)
        if self._figure is None:
            why_not = figure_words.why_not_choose(self._crisis)
            self.publishable.setEnabled(not why_not)
            self.form.add("publishable", "Publication", self.publishable, why_not)
        else:
            self.put(plain.label("L’ancienne valeur reste lisible, barrée.", "small", "text_secondary"), 0)
            self.form.add("reason", "Motif de la rectification", self.reason, "Obligatoire.")
        self.put_form()


def offer(line: QLineEdit, words: Iterable[str]) -> None:
    """Proposes these words as one types, each once, the first spelling of those that read the same."""
    offered: dict[str, str] = {}
    for one in words:
        offered.setdefault(key(one), one)
    completer = QCompleter([one for one in offered.values() if one], line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    if (popup := completer.popup()) is not None:
        popup.setProperty("look", "completion")
    line.setCompleter(completer)


def _begun(row: FigureRow) -> dict[str, str]:
    """What the next figure of that source has in common with it."""
    return {name: getattr(row, name) for name in ("indicator", "unit", "source", "perimeter", "reference")}


def _shown(row: FigureRow, zone: str) -> dict[str, Any]:
    """A figure as the fields show it."""
    names = ("indicator", "unit", "source", "reference", "note", "qualifier", "precision", "perimeter")
    return {name: getattr(row, name) for name in names} | {"value": exact_numbers.retyped(row.value)}


def _plain(value: Any) -> Any:
    return (value["code"], value["name"]) if isinstance(value, dict) else value


def _named(choices: Mapping[str, str]) -> dict[str, str]:
    """The words of a list, with something to read where there are none."""
    return {code: words or "non précisée" for code, words in choices.items()}
