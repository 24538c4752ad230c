"""Writing an on-call rotation: people who take turns, and every slot shown before any is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core import rotations, times
from app.core.clock import moment
from app.core.duty import DAY
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.registers.duties import MOST_TURNS, AddRotation
from app.core.store.rows import CrisisRow
from app.ui import arrangement, detail_rows, duty_opening, duty_words, form, plain, screen, wording
from app.ui.card_list import Card, CardList
from app.ui.directory_line import DirectoryLine, organisations_found
from app.ui.duty_space import DutySpace
from app.ui.duty_turns import Turns
from app.ui.form import FormDialog
from app.ui.moment_field import MomentField
from app.ui.states import State
from app.ui.station import Station

WIDTH, HEIGHT, PREVIEW = 980, 720, 340
LENGTHS = {
    1: "un jour",
    2: "deux jours",
    3: "trois jours",
    7: "une semaine",
    14: "deux semaines",
    28: "quatre semaines",
}
COUNT = 8
HOUR = DAY // 24
NOTHING = "Écrivez qui prend le tour, et la première prise : chaque astreinte se lit ici avant d’être écrite."


@dataclass(frozen=True, slots=True)
class Planned:
    """What the fields say of a rotation, once they say it all."""

    command: AddRotation
    words: tuple[str, ...]


class DutyRotationDialog(FormDialog):
    """The slots are written at once, or none of them is."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow | None,
        now: Callable[[], int],
        role: str = "",
    ):
        super().__init__(parent, "Tour d’astreinte", "Écrire le tour", station.background)
        self._station, self._now = station, now
        self.written, self.count_written = "", 0
        if crisis is not None:
            self.show_frame(crisis.frame)
        space, zone = crisis.id if crisis else "", duty_words.zone_of(crisis)
        self.where = DutySpace(crisis, role)
        hint = "Santé, préfecture 76…"
        self.organisation = DirectoryLine("Organisme", station, organisations_found(space), hint=hint)
        self.function = form.line("Fonction", hint="DICOM, cabinet, cellule…")
        self.turns = Turns(station, space)
        self.first = MomentField("Première prise", now, zone, duty_opening.planned)
        self.first.present.hide()
        self.first.show_moment(_next_monday(now(), zone))
        self.length = form.choice("Chacun prend", {str(days): words for days, words in LENGTHS.items()}, "7")
        self.count = form.line("Nombre de prises", str(COUNT))
        self.zone = form.choice("Fuseau horaire", {zone: times.zone_words(zone), **times.ZONES}, zone)
        self.phone = form.line("Numéro", hint="celui de chacun")
        self.preview = CardList("Astreintes du tour")
        self.told = plain.label(NOTHING, "small", "text_secondary", wrap=True, name="Aperçu")
        self._lay_out()
        for signal in (self.turns.changed, self.first.changed, self.count.textChanged):
            signal.connect(lambda *_: self._show())
        self.length.currentIndexChanged.connect(lambda _: self._show())
        self.zone.currentIndexChanged.connect(lambda _: self._change_zone())
        screen.give_size(self, WIDTH, HEIGHT)
        self._show()

    def submit(self) -> None:
        self.form.forgive()
        try:
            planned = self.planned()
        except Refused as refused:
            self.form.refuse(refused)
            return
        self.count_written = planned.command.count
        self.run(partial(self._station.desk.do, planned.command))

    def done_with(self, outcome: Any) -> None:
        self.written = str(outcome.id)
        self.accept()

    def planned(self) -> Planned:
        """The rotation typed. Raises Refused when something is missing."""
        people = self.turns.turns
        if not people:
            raise Refused("écrivez qui prend le tour : une personne au moins.", "holders")
        at = self.first.at("first")
        if at is None:
            raise Refused("écrivez le jour et l’heure de la première prise.", "first")
        count = form.value(self.count)
        if not count.isdecimal() or not 1 <= int(count) <= MOST_TURNS:
            raise Refused(f"écrivez combien de prises, de 1 à {MOST_TURNS}.", "count")
        zone = str(self.zone.currentData())
        local, organisation = moment(at, zone), self.organisation.value()
        return Planned(
            AddRotation(
                organisations().code_of(organisation) or organisation,
                form.value(self.function),
                tuple(turn for turn, _ in people),
                local.date(),
                int(count),
                local.hour,
                local.minute,
                zone,
                int(self.length.currentData()),
                form.value(self.phone),
                self.where.crisis,
            ),
            tuple(words for _, words in people),
        )

    def _lay_out(self) -> None:
        self.where.put_in(self.form)
        self.form.add("organisation", "Organisme", self.organisation)
        self.form.add("function", "Fonction", self.function)
        self.form.add("holders turns holder", "Qui prend le tour, dans l’ordre", self.turns)
        self.form.add("first starts", "Première prise", self.first, "Chacun prend à la même heure locale.")
        self.form.add("days", "Chacun prend", self.length)
        self.form.add("count", "Nombre de prises", self.count)
        self.form.add("zone", "Fuseau horaire", self.zone)
        self.form.add("phone", "Numéro", self.phone, "Vide : le numéro d’astreinte de chacun, sinon son mobile.")
        left = arrangement.scroll(arrangement.panel(arrangement.column(self.form, None, margins=(0, 0, 12, 0))))
        title = plain.label("Ce qui sera écrit", "heading")
        right = detail_rows.holder(arrangement.column(title, self.told, self.preview, spacing=6, margins=(16, 0, 0, 0)))
        self.put(arrangement.split((left, WIDTH - PREVIEW, 320), (right, PREVIEW, 240), stretched=0))

    def _change_zone(self) -> None:
        self.first.show_zone(str(self.zone.currentData()))
        self._show()

    def _show(self) -> None:
        try:
            planned = self.planned()
        except Refused:
            self.preview.show_items(())
            self.told.setText(NOTHING)
            return
        one = planned.command
        cards = preview(one, planned.words)
        self.preview.show_items(cards)
        shifted = sum(bool(card.states) for card in cards)
        clocks = f" {wording.number(shifted, 'change', 'changent')} de durée : l’heure change." if shifted else ""
        self.told.setText(f"{wording.number(len(cards), 'astreinte')}, {times.zone_words(one.zone)}.{clocks}")


def preview(one: AddRotation, words: Sequence[str]) -> tuple[Card, ...]:
    """Every slot of a rotation; one in which the clocks change says how long it lasts."""
    found = rotations.slots(one.turns, one.first, one.hour, one.minute, one.zone, one.days, one.count)
    cards = []
    for place, slot in enumerate(found):
        hours = (slot.ends - slot.starts) // HOUR
        usual = 24 * one.days
        states: tuple[State, ...] = ()
        if hours != usual:
            season = "hiver" if hours > usual else "été"
            states = (("saisie_differee", f"{hours} h, heure d’{season}", "warning"),)
        until = wording.short_day_and_hour(slot.ends, one.zone)
        when = (
            f"{times.short_day(slot.starts, one.zone).split()[0]} {wording.short_day_and_hour(slot.starts, one.zone)}"
        )
        title = words[place % len(words)]
        cards.append(Card(f"{place + 1}", when, title, f"jusqu’au {until}", states))
    return tuple(cards)


def _next_monday(now: int, zone: str) -> int:
    """Eight o'clock on the next Monday."""
    day = times.local_day(now, zone)
    ahead = 7 - day.weekday()
    return rotations.local_hour(day.fromordinal(day.toordinal() + ahead), 8, 0, zone)
