"""A figure in full: what disagrees with it first, then where it comes from and all that was said of it since."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLayout, QWidget

from app.core import exact_numbers
from app.core.differences import Piece
from app.core.figure import Figure
from app.core.figures import FIELDS, FigureRow, amount
from app.core.organisations import organisations
from app.core.reckoning import Account, Counted, Disagreement
from app.ui import arrangement, controls, detail_rows, figure_words, plain, states, wording
from app.ui.action_bar import ActionBar
from app.ui.conflict_box import Conflict, conflict_box
from app.ui.figure_words import value_words
from app.ui.text_view import TextView

UPDATE, AMEND, CLEAR, HIDE = "update", "amend", "clear", "hide"
KEPT = "Les deux restent au bilan, avec leur source. Rien n’est choisi d’avance."
CONTESTED = "Deux choix opposés ont été faits séparément : ni l’un ni l’autre ne vaut, jusqu’à un troisième."


@dataclass(frozen=True, slots=True)
class Acts:
    """What a panel may ask the page to do."""

    choose: Callable[[Disagreement], object]
    amend: Callable[[], object]
    update: Callable[[], object]
    clear: Callable[[bool], object]
    open: Callable[[str], object]
    keep: Callable[[str, Any], object]


class FigureDetail(QWidget):
    """Shows one figure among the others; the acts that are refused now stay in sight with their reason."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self._zone = "Europe/Paris"
        self._head = arrangement.column(spacing=2, margins=(16, 10, 16, 10))
        self._parts = arrangement.column()
        self.bar = ActionBar()
        self.bar.add(UPDATE, "Actualiser…", acts.update)
        self.bar.add(AMEND, "Rectifier…", acts.amend)
        self.bar.add(CLEAR, "Publiable…", partial(acts.clear, True))
        self.bar.add(HIDE, "Ne pas publier…", partial(acts.clear, False))
        inside = arrangement.scroll(arrangement.panel(self._parts))
        self.setLayout(arrangement.column(arrangement.panel(self._head), controls.rule(), inside, self.bar))

    def show_figure(self, figure: Figure, account: Account, zone: str, why_not_write: str, why_not_choose: str) -> None:
        """Show that figure; both reasons are empty for a person who may write, and choose."""
        self._zone = zone
        one = account.figures.get(figure.id) or Counted(figure.row)
        arrangement.clear(self._head)
        self._fill_head(figure, one, account)
        arrangement.clear(self._parts)
        for disagreement in account.disagreements:
            if figure.id in disagreement.ids:
                self._add(self._disagreement(disagreement, figure.id, why_not_choose))
        for name in figure.conflicts:
            title = f"{figure.number} : {FIELDS[name]}"
            conflict = Conflict(title, figure.fields[name], partial(self._words, name))
            why_not = why_not_choose if name == "publishable" else why_not_write
            self._add(detail_rows.section(conflict_box(conflict, zone, partial(self._acts.keep, name), why_not)))
        self._add(detail_rows.section(*self._rows(figure, one, account)))
        told = self._told(figure, account)
        if told:
            self._add(detail_rows.section(detail_rows.titled("Ce qui en a été dit"), *told, spacing=8))
        self._parts.addStretch(1)
        self.bar.show_act(CLEAR, "" if figure.publishable and "publishable" not in figure.conflicts else "Publiable…")
        self.bar.show_reasons(
            {UPDATE: why_not_write, AMEND: why_not_write, CLEAR: why_not_choose, HIDE: why_not_choose}
        )

    def _add(self, part: QWidget) -> None:
        self._parts.addWidget(part)
        self._parts.addWidget(controls.rule())

    def _fill_head(self, figure: Figure, one: Counted, account: Account) -> None:
        sign, more = figure_words.state(one, account)
        signs = [controls.Sign(*sign)]
        if figure.pending:
            signs.append(controls.Sign(*states.PENDING))
        number = arrangement.wide(plain.label(figure.number, "small_strong", "text_secondary"))
        self._head.addLayout(arrangement.row(number, *signs, spacing=12))
        said = amount(figure.indicator, figure.value, figure.unit, figure.qualifier)
        self._head.addWidget(plain.label(said, "page_title", wrap=True, name=said))
        cutoff = figure_words.cutoff_words(figure.row, self._zone)
        became = "" if figure.id in account.disputed else f"{sign[1]} {more}" if more else ""
        second = " · ".join(filter(None, (cutoff, figure.source, figure.perimeter, became)))
        self._head.addWidget(plain.label(second, "body", "text_secondary", wrap=True))

    def _disagreement(self, disagreement: Disagreement, id: str, why_not: str) -> QWidget:
        """The figures side by side, and one act that chooses: in a dialog, where nothing is chosen in advance."""
        act = controls.button("Choisir…", partial(self._acts.choose, disagreement), "primary_dense")
        act.setEnabled(not why_not)
        sign = controls.Sign("contredit", figure_words.apart_words(disagreement.figures), "warning")
        said = CONTESTED if disagreement.contested else KEPT
        values = [self._value(row, row.id == id) for row in disagreement.figures]
        note = plain.label(why_not or said, "small", "text_secondary", wrap=True)
        side = arrangement.row(*map(arrangement.wide, values)) if len(values) == 2 else arrangement.column(*values)
        side.setSpacing(6)
        inside = arrangement.column(arrangement.row(sign, None), side, note, arrangement.row(act, None), spacing=7)
        inside.setContentsMargins(12, 9, 12, 10)
        return detail_rows.section(arrangement.panel(inside, "banner_warning"))

    def _value(self, row: FigureRow, here: bool) -> QWidget:
        cutoff = figure_words.cutoff_words(row, self._zone)
        shown = exact_numbers.shown(row.value) + (f"\u00a0{row.unit}" if row.unit else "")
        name = detail_rows.words(row.number, "small", "text_secondary")
        if not here:
            name = detail_rows.link(row.number, partial(self._acts.open, row.id), f"Voir {row.number}")
        lines = (
            plain.label(shown, "vital_large" if len(shown) < 7 else "vital", wrap=True),
            plain.label(row.source, "strong", wrap=True),
            plain.label(cutoff, "small", "text_secondary", wrap=True),
            name,
            None,
        )
        box = arrangement.panel(arrangement.column(*lines, spacing=2, margins=(12, 6, 12, 8)), "box")
        box.setAccessibleName(f"{shown}, {row.source}, {cutoff}")
        return box

    def _rows(self, figure: Figure, one: Counted, account: Account) -> list[QWidget | QLayout]:
        rows: list[QWidget | QLayout] = []
        if one.former is not None:
            former = exact_numbers.shown(one.former.value)
            link = detail_rows.link(one.former.number, partial(self._acts.open, one.former.id))
            since = f"{one.change} depuis {former}" if one.change else f"avant : {former}"
            rows.append(detail_rows.line("Évolution", since, link))
        for id in (*one.replaced_by, *one.set_aside_by):
            other = account.figures[id].row
            name = "Remplacé par" if id in one.replaced_by else "Écarté pour"
            said = f"{exact_numbers.shown(other.value)}, {other.source}"
            rows.append(detail_rows.line(name, said, detail_rows.link(other.number, partial(self._acts.open, id))))
        source = organisations().name(figure.organisation) if figure.organisation else figure.source
        cutoff = wording.day_and_hour(figure.cutoff, self._zone)
        if figure.precision == "day":
            cutoff = f"{wording.day(figure.cutoff, self._zone)}, {figure_words.DAY_ONLY}"
        where = " ".join(filter(None, (figure.perimeter, f"({figure.territory})" if figure.territory else "")))
        written = wording.short_day_and_hour(figure.recorded_at, self._zone)
        publishable = "oui" if figure.publishable else "non"
        if figure.row.clearance:
            publishable += f" : {figure.row.clearance}"
        told = {
            "Arrêté à": cutoff,
            "Source": figure.source if source == figure.source else f"{figure.source} : {source}",
            "Périmètre": where or "toute la crise",
            "Qualité": value_words("qualifier", figure.qualifier, self._zone),
            "Publiable": publishable,
            "Référence": figure.reference,
            "Remarque": figure.note,
            "Écrit par": f"{wording.person(figure.author)}, {written}",
        }
        return [*rows, *(detail_rows.line(name, words) for name, words in told.items() if words not in ("", "—"))]

    def _told(self, figure: Figure, account: Account) -> list[QWidget]:
        """Every rectification, clearance and choice, in order, with its reason and its author."""
        found: list[tuple[int, QWidget]] = []
        for number, one in enumerate(figure.amendments, 1):
            title = f"Rectification n° {number}, {FIELDS.get(one.field, one.field)}"
            former, new = self._words(one.field, one.former), self._words(one.field, one.new)
            pieces = (Piece("deleted", f"{former} "), Piece("inserted", new))
            found.append((one.at, self._said(title, one, pieces)))
        for clearance in figure.clearances:
            title = "Publiable" if clearance.publishable else "Ne se publie pas"
            found.append((clearance.at, self._said(title, clearance)))
        for choice in figure.choices:
            over = [account.figures[id].row.number for id in choice.over if id in account.figures]
            title = f"Retenu plutôt que {', '.join(over)}" if choice.over else "N’est plus retenu"
            found.append((choice.at, self._said(title, choice)))
        return [widget for _, widget in sorted(found, key=lambda one: one[0])]

    def _said(self, title: str, one: Any, pieces: tuple[Piece, ...] = ()) -> QWidget:
        waiting = ", en attente d’envoi" if one.rank is None else ""
        when = wording.short_day_and_hour(one.at, self._zone)
        head = f"{title}, {when}{waiting}, {wording.person(one.author)}"
        lines: list[QWidget] = [detail_rows.words(head, "small_bold", "text_secondary")]
        if pieces:
            view = TextView("Ancienne et nouvelle valeur", "small")
            view.show_pieces(pieces)
            lines.append(view)
        if one.reason:
            lines.append(detail_rows.words(f"Motif : {one.reason}", "small", "text_secondary"))
        return arrangement.panel(arrangement.column(*lines, spacing=3, margins=(8, 0, 0, 0)), "quoted")

    def _words(self, field: str, value: Any) -> str:
        return value_words(field, value, self._zone)
