"""The rhythm of the briefs of a crisis: how often, and what that makes of a day."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core import rhythm, times
from app.core.brief_formats import FORMATS
from app.core.errors import Refused
from app.core.pace import announced
from app.core.registers.crisis import Crisis, EditCrisis
from app.core.rhythm import EVERY, Rhythm
from app.core.store.rows import CrisisRow
from app.ui import crisis_words, form, plain, screen
from app.ui.form import FormDialog
from app.ui.station import Station
from app.ui.wording import day_and_hour

NONE = "Aucun rythme"
TITLE = "Rythme des points de situation"
SAID = (
    "Quinze minutes avant chaque heure, un avis le rappelle. À l’heure, chaque poste ouvert prépare un projet, que son "
    "auteur relit et fige. Rien n’est figé ni diffusé tout seul."
)
TWICE = (
    "Au changement d’heure, une heure qui n’existe pas est remplacée par l’instant qui suit ; une heure double compte "
    "une fois."
)


class RhythmDialog(FormDialog):
    """It is a field of the crisis, shared by everybody in it: what a colleague chose meanwhile is not overwritten."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: Crisis, now: Callable[[], int]):
        super().__init__(parent, TITLE, "Fixer le rythme", station.background)
        self._station, self._crisis, self._now = station, crisis, now
        self.show_frame(crisis.frame)
        known = rhythm.read(crisis.rhythm)
        kept = known or Rhythm(4)
        often = {str(every): _often(every) for every in EVERY}
        self.every = form.choice("Fréquence", {"": NONE, **often}, str(kept.every))
        self.hour = form.line("Un des points est à", f"{kept.first:02}:{kept.minute:02}", hint="08:00")
        format = kept.format if kept.format in FORMATS else rhythm.STANDARD
        self.format = form.choice("Format", {code: one.name.capitalize() for code, one in FORMATS.items()}, format)
        self.form.add("every", "Fréquence", self.every)
        where = f"Dans le fuseau de la crise : {times.zone_words(crisis.zone)}."
        self.form.add("at from", "Un des points est à", self.hour, where)
        self.form.add("format", "Format", self.format)
        self._day = plain.label("", "strong", wrap=True, name="Heures des points")
        self._next = plain.label("", "small", "text_secondary", wrap=True, name="Prochain point")
        for widget in (self._day, self._next, plain.label(f"{SAID} {TWICE}", "small", "text_secondary", wrap=True)):
            self.form.add_plain(widget)
        self.put_form()
        self.every.currentIndexChanged.connect(lambda _: self._tell())
        self.format.currentIndexChanged.connect(lambda _: self._tell())
        self.hour.textChanged.connect(lambda _: self._tell())
        self._tell()
        screen.give_size(self, 520, 500)

    def typed(self) -> str:
        """The rhythm that is chosen, as it is kept. Raises Refused."""
        every = form.value(self.every)
        if not every:
            return ""
        return rhythm.plain(rhythm.asked(int(every), form.value(self.hour), format=form.value(self.format)))

    def submit(self) -> None:
        try:
            wanted = self.typed()
        except Refused as error:
            self.form.refuse(error)
            return
        seen = {"rhythm": self._crisis.fields["rhythm"].seen} if "rhythm" in self._crisis.fields else None
        self.run(partial(self._station.desk.do, EditCrisis(self._crisis.id, {"rhythm": wanted}, seen)))

    def _tell(self) -> None:
        """What the day looks like with what is typed, before it is written."""
        chosen = bool(form.value(self.every))
        self.form.show_field("at", chosen)
        self.form.show_field("format", chosen)
        self._act.setText("Fixer le rythme" if chosen else "Arrêter le rythme")
        try:
            written = self.typed()
        except Refused:
            self._day.setText("")
            self._next.setText("")
            return
        kept, zone = rhythm.read(written), self._crisis.zone
        self._day.setText(", ".join(f"{hour:02}:{kept.minute:02}" for hour in kept.hours) if kept else "")
        due = announced(written, zone, self._now())
        self._next.setText(f"Prochain point : {day_and_hour(due, zone)}." if due else "Aucun point ne sera attendu.")


def open_rhythm(parent: QWidget, station: Station, crisis: CrisisRow, now: Callable[[], int]) -> None:
    """Show the rhythm of that crisis as it is now, to be chosen; or say why this person may not."""
    why_not = crisis_words.why_not_edit(crisis)
    if why_not:
        plain.warn(parent, TITLE, f"Impossible : {why_not}")
        return
    read = partial(station.reading.crisis, crisis.id)
    station.background.read(read, lambda found: RhythmDialog(parent, station, found, now).exec())


def _often(every: int) -> str:
    if every == rhythm.DAILY:
        return "Une fois par jour"
    return "Toutes les heures" if every == 1 else f"Toutes les {every} heures"
