"""Writing a message: what leaves at the left, what stands beside it at the right, kept on the disk as it is typed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core import differences
from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Refused
from app.core.message import Message
from app.core.message_commands import Describe, Draft, Support
from app.core.store.reading import Reading
from app.core.store.rows import MessageRow
from app.core.templates import Template
from app.core.texts import Text, everything
from app.documents.tidying import Tidied
from app.ui import arrangement, controls, message_grounds, message_recording, message_sides, plain, screen
from app.ui.form import FormDialog
from app.ui.kept_text import KeptText
from app.ui.message_aside_part import AsidePart
from app.ui.message_beginnings import MessageBeginnings
from app.ui.message_checks_part import ChecksPart
from app.ui.message_grounds import Ground
from app.ui.message_notices import MessageNotices
from app.ui.message_recording import Command, Overtaken, Stopped
from app.ui.message_signed_part import SignedPart
from app.ui.message_support_part import SupportPart
from app.ui.spell_pass import SpellPass
from app.ui.station import Station
from app.ui.wording import number
from app.ui.written_text import WrittenText

WIDTH, HEIGHT = 1240, 860
PAUSE = 120  # ms after the last key, before what is counted is counted again
Around = tuple[str, list[MessageRow], tuple[Ground, ...]]  # zone, messages of the crisis, what this one rests on


class MessageEditor(FormDialog):
    """Writes a draft of `crisis`, or a version that replaces the operations `seen` of `message`.

    `text` is what the fields hold first. `written` is the id of the message once it was recorded. `place` is the name
    under which what is typed is kept.
    """

    recorded = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: str,
        message: Message | None = None,
        text: Text | None = None,
        seen: tuple[str, ...] | None = None,
        now: Callable[[], int] | None = None,
    ):
        title = "Nouveau message" if message is None else f"{message.reference}, nouvelle version"
        act = "Enregistrer le brouillon" if message is None else "Enregistrer"
        super().__init__(parent, title, f"{act}  Ctrl+Entrée", station.background)
        self._station, self._crisis, self._message = station, crisis, message
        self._first = text or Text("", "")
        self._seen = self._first_seen = seen
        self._zone = "Europe/Paris"
        self._first_beside = message_recording.beside(message.aside) if message else {}
        self._first_uses = tuple(use.record for use in message.uses) if message else ()
        self.written = ""
        self.place = f"{message.id} version" if message else f"{crisis} message"
        self.beginnings = MessageBeginnings(station.background, message)
        self.notices = MessageNotices()
        left, right = arrangement.column(spacing=12), arrangement.column(spacing=10)
        self.signed = SignedPart(self.form, left)
        self.checks = ChecksPart(lambda: self.signed.written)
        self.support = SupportPart(station, crisis, lambda: self._zone)
        message_sides.begin_beside(right, self.checks)
        self.form.add("uses", "Faits et chiffres d’appui", self.support, into=right)
        self.aside = AsidePart(self.form, right, now or Clock().now)
        self.cost = plain.label("", "small_strong", "text_secondary", wrap=True, name="Ce que fera l’enregistrement")
        self.count = plain.label("", "small", "text_tertiary", wrap=True, name="Longueur du texte")
        self._spell = SpellPass(station, crisis, lambda: str(self.signed.language.currentData()), self)
        self._lay_out(left, right)
        self._fill_first()
        self._begun = self._typed()
        self._listen()
        self._count()
        (self.signed.title if message else self.beginnings.kind).setFocus()

    @property
    def text(self) -> Text:
        """What is written in the fields now."""
        return self.signed.text

    # -- acts

    def begin(self) -> None:
        """Show the editor beside the window, which stays free."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        above = self.parentWidget()
        others = [] if above is None else above.findChildren(MessageEditor)
        for other in others:
            if other is not self and other.isVisible() and other.place == self.place:
                other.activateWindow()  # one text is written in one place
                self.deleteLater()
                return
        self.show()
        self.activateWindow()

    def submit(self) -> None:
        self.form.forgive()
        try:
            commands = self.commands()
        except Refused as refused:
            self.form.refuse(refused)
            return
        self._keep.flush()
        do, reading = self._station.desk.do, self._station.reading
        self.run(partial(message_recording.record, do, reading, commands, self._seen if not self._told else None))

    def commands(self) -> list[Command]:
        """What recording comes to. Raises Refused when nothing changed, or a field cannot be read."""
        message, text, uses = self._message, self.text, self.support.records
        beside = self.aside.values() | {"issuers": list(self.signed.codes())}
        if message is None:
            topic = beside.pop("topic")
            said = {name: value for name, value in beside.items() if value}
            return [Draft(self._crisis, self.beginnings.chosen, text, topic, said, uses)]
        found = message_recording.description(message, self._first_beside, beside)
        found += message_recording.support(message, self._first_uses, uses)
        found += message_recording.revision(message, self._first, text, self._seen)
        if not found:
            raise Refused("Le texte est le même : aucune nouvelle version, aucun visa ne tombe.", "text")
        return found

    def done_with(self, outcome: Any) -> None:
        done, stopped = outcome
        for command, _ in done:
            self._take_as_begun(command)
        if self._ends(stopped):
            self.written = self._message.id if self._message else done[0][1].id
            self._keep.forget()
            self.recorded.emit(self.written)
            self.accept()

    def start_from(self, template: Template) -> None:
        """Write the template in the fields; what was written can be had again by undoing."""
        if self._message is None:
            self.beginnings.choose(template.kind)
        self.signed.write(template.text, self.signed.codes_known())
        if words := template.aside.get("not_to_say", ""):
            self.aside.not_to_say.write(words)
        if answers := template.aside.get("sensitivities"):
            self.aside.answer({**answers, **self.aside.answers()})
        self.notices.hide_template()
        self.signed.title.setFocus()

    def reject(self) -> None:
        """Going back loses nothing: the text is there the next time."""
        self._keep.flush()
        super().reject()

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)  # a move would take the file from where it is
        event.accept()
        self.beginnings.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # -- what is laid where

    def _lay_out(self, left: QVBoxLayout, right: QVBoxLayout) -> None:
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAcceptDrops(True)
        self.put(self.beginnings, 0)
        self.put(self.notices, 0)
        self.parts = message_sides.sides(left, right)
        whole = self.layout()
        self._inside.setContentsMargins(20, 12, 20, 8)
        assert isinstance(whole, QVBoxLayout)
        whole.insertWidget(whole.count() - 2, controls.rule("rule_strong"))
        whole.insertWidget(whole.count() - 2, self.parts, 1)
        whole.setStretch(0, 0)
        foot = arrangement.column(self.form, self.cost, self.count, spacing=2, margins=(20, 8, 20, 0))
        whole.insertWidget(whole.count() - 1, arrangement.panel(foot, "window"))
        self._cancel.setText("Fermer, garder le brouillon  Échap")
        self._cancel.setAccessibleName("Fermer, garder le brouillon")
        self.act.setDefault(False)  # Enter in a field records nothing half-written: Ctrl+Enter does
        screen.give_size(self, WIDTH, HEIGHT)

    def _listen(self) -> None:
        message, background = self._message, self._station.background
        self._told = False  # that recording makes two versions to choose between
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._count)
        self._keep = KeptText(self._station, self)
        self._kept = False  # kept from the moment the zone of its hours is known
        for field in (*self.signed.written, self.aside.not_to_say):
            self._adopt(field)
        self.signed.added.connect(self._adopt)
        for part in (self.beginnings, self.signed, self.aside, self.support):
            part.changed.connect(self._changed)
        self.beginnings.wanted.connect(self._template_wanted)
        self.beginnings.taken.connect(self._take_words)
        self.beginnings.refused.connect(lambda why: self.notices.say(f"Refusé : {why}", refused=True))
        self.signed.language.currentIndexChanged.connect(self._spell.check_all)
        self.notices.again.connect(self._forget)
        self.notices.agreed.connect(self.start_from)
        self.notices.newer.connect(self._start_from_newer)
        for key, blank in (("F4", True), ("F7", False)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.checks.go_next, blank=blank))
        background.changed.connect(self._look)
        background.read(partial(_around, self._station.reading, self._crisis, message), self._came)

    def _adopt(self, field: WrittenText) -> None:
        self._spell.watch(field)
        field.noted.connect(self.notices.say)
        field.brought.connect(self.beginnings.take)
        field.marked.connect(self._pause.start)

    def _fill_first(self) -> None:
        if self._message is None:
            self.signed.write(self._first)
            return
        self.signed.write(self._first, self._message.aside.issuers)
        self.aside.show_aside(self._message.aside, self._zone)
        self.support.fill(self._first_uses)

    def _came(self, around: Around) -> None:
        """The zone of the crisis is known: hours are shown in it, unless one has begun to type."""
        self._zone, messages, grounds = around
        message = self._message
        self.aside.know(self._zone, messages, message.id if message else "")
        if message is not None and self._typed() == self._begun:
            self.aside.show_aside(message.aside, self._zone)
            self._begun = self._typed()
        self.support.know(grounds)
        if not self._kept:
            self._kept = True
            self._keep.move(self.place, self._restore)
            if self._typed() != self._begun:
                self._changed()

    # -- what is typed, kept and counted

    def _typed(self) -> dict[str, Any]:
        beside = {"aside": self.aside.typed(), "uses": list(self.support.records)}
        return {"kind": self.beginnings.chosen, **self.signed.typed(), **beside}

    def _changed(self) -> None:
        self._pause.start()
        typed = self._typed()
        self._keep.change("" if typed == self._begun else json.dumps({**typed, "seen": self._seen}))

    def _restore(self, kept: str) -> None:
        """Put back what was typed here and not recorded. It still replaces what the writer then had before him."""
        typed = message_recording.of_draft(json.loads(kept), self._begun)
        seen = tuple(typed["seen"]) if typed["seen"] is not None else None
        self._told, self._seen = seen != self._seen, seen
        self._fill(typed)
        self.notices.show_kept(overtaken=self._told)

    def _forget(self) -> None:
        """Leave what was typed before, and begin again from the text as it is."""
        self._seen, self._told = self._first_seen, False
        self._fill(self._begun)
        self.notices.hide_kept()

    def _fill(self, typed: Mapping[str, Any]) -> None:
        self.beginnings.choose(str(typed.get("kind", "")))
        self.signed.fill(typed)
        self.aside.fill(typed.get("aside", {}))
        self.support.fill(map(str, typed.get("uses", ())))

    def _count(self) -> None:
        self.checks.look_again()
        text = self.text
        whole = "\n".join(filter(None, everything(replace(text, variants=None, alternatives=None, issuer=""))))
        said = [f"{number(differences.words(whole), 'mot')}, {number(len(whole), 'caractère')}"]
        said.append(f"corps : {number(differences.words(text.body), 'mot')}")
        self.count.setText(" · ".join(said))
        changed = bool(self._message and message_recording.revision(self._message, self._first, text, None))
        self.cost.setText(message_recording.cost(self._message, text=changed, others=self._typed() != self._begun))
        plain.mark(self.cost, "tone", "warning" if "visa" in self.cost.text() and changed else "text_secondary")

    # -- templates, files, and what others write meanwhile

    def _template_wanted(self, template: Template) -> None:
        if self.signed.is_empty:
            self.start_from(template)
        else:
            self.notices.ask_template(template)

    def _take_words(self, name: str, words: Tidied) -> None:
        """The words of a file, at the end of the body: nothing that is written is lost."""
        body = self.signed.body
        body.write(f"{body.text.rstrip()}\n\n{words.words}" if body.text.strip() else words.words)
        said = f"« {name} » importé dans le corps : {number(differences.words(words.words), 'mot')}."
        self.notices.say(" ".join((said, *(f"{one[:1].upper()}{one[1:]}." for one in words.notes))))
        body.setFocus()

    def _look(self, changes: Changes) -> None:
        message = self._message
        if message is not None and message.id in changes.records and not self.written:
            read = partial(_around, self._station.reading, self._crisis, message)
            self._station.background.read(read, self._came)
            self._station.background.read(partial(self._station.reading.message, message.id), self._compare)

    def _compare(self, now: Message) -> None:
        if self._seen is not None and set(now.fields["version"].seen) != set(self._seen) and not self.written:
            self._told = True
            self.notices.show_newer(now, self._first)

    def _start_from_newer(self, now: Message) -> None:
        """Leave one's own words for those that arrived."""
        self._message, self._first, self._told = now, now.current.text, False
        self._seen = self._first_seen = now.fields["version"].seen
        self.signed.write(self._first, now.aside.issuers)
        self._begun = self._typed()
        self._keep.change("")

    def _take_as_begun(self, command: Command) -> None:
        """What was recorded is not to be recorded again if what follows it was refused."""
        if isinstance(command, Describe):
            self._first_beside |= command.fields
        elif isinstance(command, Support):
            self._first_uses = self.support.records

    def _ends(self, stopped: Stopped) -> bool:
        if isinstance(stopped, Overtaken):
            self._compare(stopped.message)
            self.form.refuse(Refused("une version plus récente est arrivée. Lisez ce qui a changé, puis enregistrez."))
        elif stopped is not None:
            self._failed(stopped)
        return stopped is None


def _around(reading: Reading, crisis: str, message: Message | None) -> Around:
    zone = reading.crisis(crisis).zone
    grounds = message_grounds.of_message(reading, reading.message(message.id), zone) if message else ()
    return zone, reading.messages(crisis), grounds
