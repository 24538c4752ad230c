"""Keeping a text from leaving, and letting it go: an embargo set, lifted by the authority, or said to be over."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core import times
from app.core.clock import of_this_machine
from app.core.errors import Refused
from app.core.leaving import embargo_words
from app.core.message import Message
from app.core.message_commands import ConfirmEmbargoOver, Embargo, LiftEmbargo
from app.core.situation import ServerTime
from app.core.store.rows import CrisisRow
from app.ui import controls, form, hours, plain, theme
from app.ui.choices import Choices
from app.ui.form import FormDialog
from app.ui.station import Station

HOUR, EVENT = "hour", "event"
PARIS, OTHER = "Europe/Paris", ""
ENTAILS = (
    "Jusque-là, rien ne part : ni diffusion, ni copie, ni export, ni impression sans filigrane. Un texte qui corrige "
    "ou remplace celui-ci est sous le même embargo."
)
BY_ITSELF = "À cette heure, comptée par l’horloge du serveur, il prend fin de lui-même. Plus tôt : décision du DIR."
BY_NAME = "Aucune heure n’y met fin : seule une décision nommée du DIR le lève."
NOT_SURE = (
    "L’horloge de ce poste n’est pas sûre : sans échange avec le serveur, le CCOM ou le DIR confirmera que l’heure est "
    "passée."
)


class EmbargoDialog(FormDialog):
    """Until an hour of a zone, or until something has happened. What it entails is said as it is typed."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, message: Message):
        super().__init__(parent, f"Embargo sur {message.reference}", "Mettre sous embargo", station.background)
        self._station, self._crisis, self._message = station, crisis, message
        self._time = message.situation.time if message.situation else ServerTime(0, False)
        self._read = of_this_machine().at
        self.kind = Choices({HOUR: "Jusqu’à une heure", EVENT: "Jusqu’à un événement"})
        self.until = form.line("Heure de fin", hint="04:00")
        self.zone = form.choice("Fuseau de cette heure", _zones(crisis.zone), crisis.zone)
        self.other = form.line("Autre fuseau", hint="America/New_York")
        self.reason = form.line("Raison", hint="familles informées, accord du parquet…")
        self.said = plain.label("", "strong", wrap=True, name="Ce que cet embargo entraîne")
        self._rule = plain.label("", "small", "text_secondary", wrap=True)
        hint = "04:00 est la prochaine ; ou 30 min, ou 2026-09-24 04:00."
        self.form.add_plain(plain.label(f"« {message.title} »", "strong", wrap=True))
        self.form.add("embargo", "Rien ne part", self.kind)
        self.form.add("until due", "Heure de fin", self.until, hint)
        self.form.add("zone", "Fuseau de cette heure", self.zone)
        self.form.add("other", "Autre fuseau", self.other, "Nom international : America/New_York, Asia/Beirut.")
        self.form.add("reason", "Raison", self.reason, "Obligatoire. Pour un événement : ce qui doit être arrivé.")
        self.form.add_plain(self.said)
        self.form.add_plain(self._rule)
        if not self._time.sure:
            self.form.add_plain(controls.banner("warning", "saisie_differee", NOT_SURE))
        self.put_form()
        self.kind.changed.connect(lambda _: self._say())
        for line in (self.until, self.other, self.reason):
            line.textChanged.connect(lambda _: self._say())
        self.zone.currentIndexChanged.connect(lambda _: self._say())
        self.kind.choose(HOUR)
        self.resize(theme.size(520), theme.size(600))

    @property
    def now(self) -> int:
        """The hour of the server now: it goes on counting while the dialog is open."""
        return self._time.now + of_this_machine().at - self._read

    def submit(self) -> None:
        try:
            until, zone = self._until()
        except Refused as error:
            self.form.refuse(error)
            return
        command = Embargo(self._message.id, until, zone, form.value(self.reason))
        self.run(partial(self._station.desk.do, command))

    def _until(self) -> tuple[int | None, str]:
        """When it ends, and the zone of that hour. Raises Refused."""
        if self.kind.chosen == EVENT:
            return None, self._crisis.zone
        typed = str(self.zone.currentData() or form.value(self.other))
        if not typed:
            raise Refused("écrivez le nom du fuseau.", "other")
        try:
            zone = times.known_zone(typed)
        except Refused as error:
            raise Refused(str(error), "other" if not self.zone.currentData() else "zone") from error
        until = hours.to_come(self.until.text(), self.now, zone)
        if until is None:
            raise Refused("écrivez l’heure de fin, ou choisissez « jusqu’à un événement ».", "until")
        return until, zone

    def _say(self) -> None:
        by_hour = self.kind.chosen == HOUR
        self.form.show_field("until", by_hour)
        self.form.show_field("zone", by_hour)
        self.form.show_field("other", by_hour and not self.zone.currentData())
        self._rule.setText(f"{ENTAILS} {BY_ITSELF if by_hour else BY_NAME}")
        try:
            until, zone = self._until()
        except Refused:
            self.said.setText("Rien ne part avant l’heure que vous écrirez.")
            return
        reason = form.value(self.reason)
        if until is None:
            self.said.setText(f"Rien ne part avant : {reason}." if reason else "Rien ne part avant l’événement dit.")
            return
        self.said.setText(f"Rien ne part avant {told(until, zone, self._crisis.zone)}, {times.ago(until, self.now)}.")


class LiftDialog(FormDialog):
    """The authority's decision, signed, that what waited may leave."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, message: Message):
        super().__init__(parent, f"Lever l’embargo de {message.reference}", "Décider la levée", station.background)
        self._station, self._message = station, message
        self.reason = form.area("Motif de la levée", lines=3)
        self.form.add_plain(plain.label(f"« {message.title} »", "strong", wrap=True))
        for one in message.situation.embargoes if message.situation else ():
            words = f"{embargo_words(one)[:1].upper()}{embargo_words(one)[1:]}"
            self.form.add_plain(controls.banner("info", "embargo", words))
        self.form.add_plain(
            plain.label(
                f"Vous décidez, en votre nom ({station.name}, DIR), que ce texte peut partir dès maintenant. La "
                "décision est numérotée dans la main courante. Un embargo posé entre-temps sur un autre poste reste.",
                wrap=True,
            )
        )
        self.form.add("reason", "Motif de la levée", self.reason, "Obligatoire : familles informées à 03:40, par qui…")
        self.put_form()
        self.resize(theme.size(500), theme.size(400))
        self.reason.setFocus()

    def submit(self) -> None:
        self.run(partial(self._station.desk.do, LiftEmbargo(self._message.id, form.value(self.reason))))


class OverDialog(FormDialog):
    """Somebody's word that the hour has come, where this workstation cannot know it."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, message: Message):
        title = f"{message.reference} : l’heure est passée ?"
        super().__init__(parent, title, "Oui, elle est passée", station.background)
        self._station, self._message = station, message
        embargo = message.situation.embargo if message.situation else None
        if embargo is not None and embargo.until is not None:
            shown = times.hour(self._shown(), embargo.zone or crisis.zone)
            self.form.add_plain(controls.banner("info", "embargo", f"Embargo {embargo_words(embargo)}."))
            self.form.add_plain(
                plain.label(
                    f"Ce poste montre {shown}, mais n’a pas échangé avec le serveur depuis son démarrage : son horloge "
                    "a pu être réglée. Vérifiez l’heure ailleurs (montre, téléphone), puis confirmez.",
                    wrap=True,
                )
            )
        note = "Votre confirmation est signée. Là où l’horloge est sûre, l’heure du serveur décide, et non elle."
        self.form.add_plain(plain.label(note, "small", "text_secondary", wrap=True))
        self.put_form()
        self.resize(theme.size(480), theme.size(320))

    def _shown(self) -> int:
        return self._message.situation.time.now if self._message.situation else 0

    def submit(self) -> None:
        self.run(partial(self._station.desk.do, ConfirmEmbargoOver(self._message.id)))


def told(until: int, zone: str, other: str) -> str:
    """jeudi 24 septembre 2026 à 04:00, heure de Paris; in the zone of the crisis too when it is another."""
    offset = f" ({times.offset(until, zone)})" if times.twice(until, zone) else ""
    words = f"{times.day(until, zone)} à {times.hour(until, zone)}{offset}, {times.zone_words(zone)}"
    if times.offset(until, zone) == times.offset(until, other):
        return words
    return f"{words} ({times.hour(until, other)}, {times.zone_words(other)})"


def _zones(crisis: str) -> dict[str, str]:
    """That of the crisis first, then Paris, then any other."""
    named = {zone: times.zone_words(zone) for zone in (crisis, PARIS)}
    return {zone: f"{words[:1].upper()}{words[1:]}" for zone, words in named.items()} | {OTHER: "Autre fuseau…"}
