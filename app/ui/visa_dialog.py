"""Giving a visa: the exact text on the screen, what was said of it before, and a decision nothing makes for one."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QWidget

from app.core import sensitivities
from app.core.changes import Changes
from app.core.errors import Refused
from app.core.judging import Step
from app.core.message import Message
from app.core.message_commands import GiveVisa
from app.core.store.rows import CrisisRow
from app.core.texts import Version
from app.core.visas import DECISIONS
from app.ui import arrangement, controls, focus, form, message_band, plain, states, theme, visa_box
from app.ui.choices import Choices
from app.ui.message_acts import ANYTHING, Acting
from app.ui.opened_message import Opened, open_message
from app.ui.signed_text import KEY, SignedText, known_as, last_signed
from app.ui.signing_dialog import SigningDialog
from app.ui.state_words import when
from app.ui.station import Station
from app.ui.wording import person

WIDTH, HEIGHT, SIDE = 980, 700, 340
NOT_YET = "Votre tour n’est pas venu : ce visa est gardé, et comptera quand les étapes précédentes seront complètes."


class VisaDialog(SigningDialog):
    """A visa of the version on the screen: never of one that came since. `chosen` is what the person decided already
    by the act that brought him here, nothing otherwise."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, opened: Opened, chosen: str = ""):
        super().__init__(parent, "", "Signer le visa", station.background)
        self._station, self._crisis, self._opened = station, crisis, opened
        self._newer: Opened | None = None
        self._alarm = arrangement.column()
        self._notes = arrangement.column(spacing=6)
        self.text = SignedText(station.background)
        self.decision = Choices({code: words[:1].upper() + words[1:] for code, words in DECISIONS.items()})
        self.comment = form.area("Réserve, motif ou remarque", lines=3)
        self._what = plain.label("", "small", "text_secondary", wrap=True)
        self.form.add("decision version", "Décision", self.decision)
        hint = "Obligatoire pour une réserve, et pour un avis défavorable."
        self.form.add("comment", "Réserve, motif ou remarque", self.comment, hint)
        self.form.add_plain(self._what)
        side = arrangement.column(arrangement.panel(self._notes), self.form, None, spacing=10)
        self._inside.addLayout(self._alarm)
        self.lay_beside(self.text, side, SIDE)
        self.read_newer = controls.button("", self._read_newer)
        self.read_newer.hide()
        self.foot_row.addWidget(self.read_newer)
        self._add_key()
        self._show(opened)
        if chosen:
            self.decision.choose(chosen)
            (self.comment if chosen in ("reservation", "unfavourable") else self.decision).setFocus()
        self.resize(theme.size(WIDTH), theme.size(HEIGHT))
        station.background.changed.connect(self._look)

    @property
    def version(self) -> Version:
        """What a visa given now signs."""
        return self._opened.version

    def submit(self) -> None:
        decision = self.decision.chosen
        if not decision:
            self.form.refuse(Refused("choisissez une décision.", "decision"))
            return
        comment = form.value(self.comment)
        if decision == "unfavourable" and not comment:
            self.form.refuse(Refused("écrivez le motif : le rédacteur doit savoir quoi changer.", "comment"))
            return
        command = GiveVisa(self._opened.message.id, self.version.label, decision, comment)
        self.run(partial(self._station.desk.do, command))

    def _add_key(self) -> None:
        toggle = QAction("Différences depuis mon visa", self)
        toggle.setShortcut(KEY)
        toggle.triggered.connect(self.text.toggle)
        self.addAction(toggle)

    def _show(self, opened: Opened) -> None:
        """Begin to read that version: what is decided of another does not hold for it."""
        self._opened, self._newer = opened, None
        message, version, acting = opened.message, opened.version, opened.acting
        title = f"Viser {message.reference} {version.label}"
        self.setWindowTitle(title)
        self.heading.setText(title)
        signed = last_signed(message, version, acting)
        hour = when(signed[1].at, opened.now, self._crisis.zone) if signed else ""
        words = known_as(signed, acting, hour) if signed else ""
        self.text.show_version(version, signed[0] if signed else None, words)
        arrangement.clear(self._notes)
        for note in notes(opened, self._crisis.zone):
            self._notes.addWidget(note)
        step = my_step(message, acting)
        self._what.setText(what_is_signed(step))
        self._act.setEnabled(step is not None)
        self._ask_rules(message, version, step)

    def _ask_rules(self, message: Message, version: Version, step: Step | None) -> None:
        """A decision that the rules would refuse is shown refused, with their reason."""
        for code in DECISIONS:
            self.decision.refuse(code, "")
        commands = [GiveVisa(message.id, version.label, code, ANYTHING) for code in DECISIONS]
        if step is not None and not step.organisation:
            self.decision.refuse("abstention", "Un visa de coordination ou d’autorité se donne ou se refuse.")
        self._background.read(lambda: (version.hash, self._station.desk.refusals(commands)), self._show_refusals)

    def _show_refusals(self, found: tuple[str, list[str]]) -> None:
        hash, refusals = found
        if hash == self.version.hash and self._newer is None:
            for code, reason in zip(DECISIONS, refusals, strict=True):
                if reason:
                    self.decision.refuse(code, reason)

    def _look(self, changes: Changes) -> None:
        """Something changed while it is read: the text, perhaps."""
        if self._crisis.id in changes.spaces or changes.members:
            read = partial(open_message, self._station, self._crisis, self._opened.message.id)
            self._background.read(read, self._compare)

    def _compare(self, now: Opened) -> None:
        if now.version.hash != self.version.hash or len(now.message.heads) > 1:
            self._show_newer(now)

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        if isinstance(error, Refused):
            read = partial(open_message, self._station, self._crisis, self._opened.message.id)
            self._background.read(read, self._compare)

    def _show_newer(self, now: Opened) -> None:
        """Nothing is signed: what is on the screen is not the text any more. Its changed words are shown."""
        self._newer = now
        self._act.setEnabled(False)
        arrangement.clear(self._alarm)
        self._alarm.addWidget(arrived(self._opened, now, self._crisis.zone))
        apart = len(now.message.heads) > 1
        other = next(one for one in now.message.heads if one.hash != self.version.hash)
        self.text.show_version(other, self.version, f"ce que vous lisiez ({self.version.label})", changed=True)
        self.read_newer.setText(f"Lire {other.label} pour la viser")
        self.read_newer.setVisible(not apart and my_step(now.message, now.acting) is not None)
        (self.read_newer if self.read_newer.isVisible() else self._cancel).setFocus()

    def _read_newer(self) -> None:
        if self._newer is not None:
            self.decision.clear()
            self.form.forgive()
            arrangement.clear(self._alarm)
            self.read_newer.hide()
            self._show(self._newer)
            focus.begin(self.form)


def my_step(message: Message, acting: Acting) -> Step | None:
    """The step that a visa of this person signs: one that waits first, as the rules choose it."""
    mine = [
        step
        for step in sorted(message.steps, key=lambda one: (one.state == "done", not one.ready))
        if any(step.of(one.role, one.organisation) for one in acting)
    ]
    return mine[0] if mine else None


def what_is_signed(step: Step | None) -> str:
    """For whom, and what it is worth."""
    if step is None:
        return "Aucune étape n’attend un visa de votre rôle et de votre organisme."
    who = f"Vous signez pour : {step.label}." if step.organisation else f"Vous signez l’étape : {step.label}."
    turn = "" if step.ready else f" {NOT_YET}"
    return f"{who} Votre visa vaut pour ce texte exact : un mot changé, et il tombe.{turn}"


def notes(opened: Opened, zone: str) -> Iterator[QWidget]:
    """What one must know before signing: what is missing, what disagrees, what was said by those who signed before."""
    message = opened.message
    blanks = message.placeholders
    if blanks:
        yield controls.banner("error", "a_completer", f"Texte à compléter : {', '.join(blanks)}.")
    for review in message.situation.review if message.situation else ():
        yield message_band.review_band(review)
    for one in opened.contradictions:
        yield controls.banner("warning", "contredit", message_band.contradicted(one))
    for concern in sensitivities.concerns(message.aside.sensitivities or {}):
        yield controls.banner("warning", "a_completer", f"{concern}.")
    if message.aside.not_to_say:
        yield controls.banner("info", "info", f"À ne pas dire : {message.aside.not_to_say}")
    for visa in visa_box.reservations(message.steps):
        shape, word, tone = states.of_decision(visa.decision)
        line = f"{when(visa.at, opened.now, zone)} : « {visa.comment} »"
        yield visa_box.VisaBox(visa_box.Told(visa.speaker, (shape, word, tone), (line,)))
    for remark in message.remarks:
        if remark.version == opened.version.label and remark.remark:
            line = f"{when(remark.at, opened.now, zone)} : « {remark.remark} »"
            yield visa_box.VisaBox(visa_box.Told(person(remark.by), ("a_completer", "relecture", "info"), (line,)))


def arrived(read: Opened, now: Opened, zone: str) -> QFrame:
    """Rien n’est signé : v4 est arrivée pendant votre lecture."""
    if len(now.message.heads) > 1:
        words = "deux versions existent maintenant, écrites séparément : un choix est à faire avant tout visa."
    else:
        by = ", ".join(person(one) for one in now.version.authors)
        words = (
            f"{now.version.label} est arrivée pendant votre lecture ({by}, "
            f"{when(now.version.at, now.now, zone)}). Les mots qui changent sont marqués ci-dessous."
        )
        if not now.version.submitted:
            words += " Elle n’est pas encore soumise au visa."
    band = controls.banner("error", "hors_ligne", f"Rien n’est signé sur {read.version.label} : {words}")
    band.setAccessibleName(f"Rien n’est signé : {words}")
    return band
