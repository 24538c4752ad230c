"""Writing a message: its first draft or a new version, with the count of its words as they are typed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.core import differences
from app.core.registers import messages
from app.core.registers.messages import Draft, Message, Revise
from app.core.texts import Text, placeholders
from app.ui import arrangement, controls, form, plain
from app.ui.form import FormDialog
from app.ui.kept_text import KeptText
from app.ui.station import Station
from app.ui.wording import number

NO_CHOICE = "Choisir le genre…"
WIDTH, HEIGHT = 760, 720


class MessageEditor(FormDialog):
    """Writes a draft of `crisis`, or a version that replaces the operations `seen` of `message`.

    `text` is what the fields hold first. `written` is the id of the message once it was recorded.
    """

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: str,
        message: Message | None = None,
        text: Text | None = None,
        seen: tuple[str, ...] | None = None,
    ):
        title = "Nouveau message" if message is None else f"Nouvelle version de {message.reference}"
        super().__init__(
            parent,
            title,
            "Enregistrer le brouillon" if message is None else "Enregistrer la version",
            station.background,
        )
        self._station, self._crisis, self._message = station, crisis, message
        self._first = text or Text("", "")
        self._seen = self._first_seen = seen
        self.written = ""
        kinds = {code: words[:1].upper() + words[1:] for code, (_, words) in messages.KINDS.items()}
        self.kind = form.choice("Genre", kinds, message.kind if message else None, "" if message else NO_CHOICE)
        self.topic = form.line("Thème", message.topic if message else "")
        for field in (self.kind, self.topic):
            field.setEnabled(message is None)
        self.title = form.line("Titre", self._first.title)
        self.lead = form.area("Chapô", self._first.lead, 2)
        self.key_messages = form.area("Messages clés", "\n".join(self._first.key_messages), 3)
        self.body = form.area("Corps", self._first.body, 8, grows=True)
        self.issuer = form.line("Émetteur", self._first.issuer)
        self._count = plain.label("", "small_strong", "text_secondary", wrap=True, name="Longueur du texte")
        self._fields: dict[str, QWidget] = {
            "kind": self.kind,
            "topic": self.topic,
            "title": self.title,
            "lead": self.lead,
            "key_messages": self.key_messages,
            "body": self.body,
            "issuer": self.issuer,
        }
        self.kept = plain.label("", "small_strong", "info", wrap=True, name="Texte repris")
        self.start_again = controls.button("Repartir sans lui", self._forget, "dense")
        self._lay_out(message)
        for area in (self.lead, self.key_messages, self.body):
            area.textChanged.connect(self._show_count)
        self.title.textChanged.connect(self._show_count)
        self._show_count()
        self._begun = self._typed()
        self._keep = KeptText(station, self)
        self._keep.move(f"{message.id} version" if message else f"{crisis} message", self._restore)
        for widget in self._fields.values():
            if isinstance(widget, QComboBox):
                widget.currentIndexChanged.connect(self._changed)
            elif isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.textChanged.connect(self._changed)
        self.resize(WIDTH, HEIGHT)
        (self.title if message else self.kind).setFocus()

    def _lay_out(self, message: Message | None) -> None:
        self._restored = QWidget()
        self._restored.setLayout(arrangement.row(arrangement.wide(self.kept), self.start_again))
        self._restored.hide()
        self.form.add_plain(self._restored)
        if message is not None:
            warning = "Les visas donnés ne vaudront plus : ils portent sur le texte exact de la version remplacée."
            if message.visas:
                self.form.add_plain(plain.label(warning, "small_strong", "warning", wrap=True))
        self.form.add("kind", "Genre", self.kind)
        self.form.add("topic", "Thème", self.topic)
        self.form.add("title", "Titre", self.title)
        self.form.add("lead", "Chapô", self.lead)
        self.form.add("key_messages", "Messages clés", self.key_messages, "Un par ligne, trois au plus de préférence.")
        hint = "Ce qui reste à écrire se met entre crochets : [numéro d’information]. Le visa final l’exige rempli."
        self.form.add("body text version", "Corps", self.body, hint)
        self.form.add_plain(self._count)
        self.form.add("issuer", "Émetteur", self.issuer, "Deux ministères ou plus signent « Gouvernement ».")
        self.put_form()

    @property
    def text(self) -> Text:
        """What is written in the fields now. What they do not show (variants, language) stays as it was."""
        return replace(
            self._first,
            title=form.value(self.title),
            lead=form.value(self.lead),
            body=form.value(self.body),
            key_messages=tuple(line.strip() for line in self.key_messages.toPlainText().splitlines() if line.strip()),
            issuer=form.value(self.issuer),
        )

    def submit(self) -> None:
        if self._message is None:
            command: Draft | Revise = Draft(self._crisis, form.value(self.kind), self.text, form.value(self.topic))
        else:
            command = Revise(self._message.id, self.text, self._seen)
        self.run(partial(self._station.desk.do, command))

    def done_with(self, outcome: object) -> None:
        self._keep.forget()
        self.written = self._message.id if self._message else str(getattr(outcome, "id", ""))
        self.accept()

    def reject(self) -> None:
        """Going back loses nothing: the text is there the next time."""
        self._keep.flush()
        super().reject()

    def _typed(self) -> dict[str, Any]:
        return {name: form.value(widget) for name, widget in self._fields.items()}

    def _changed(self) -> None:
        typed = self._typed()
        if typed == self._begun:
            self._keep.change("")
        else:
            self._keep.change(json.dumps({**typed, "seen": self._seen}))

    def _restore(self, kept: str) -> None:
        """Put back what was typed here and not recorded. It still replaces what the writer then had before him."""
        values = json.loads(kept)
        seen = tuple(values["seen"]) if values["seen"] is not None else None
        overtaken = seen != self._seen
        self._seen = seen
        self._fill(values)
        words = "Repris de ce que vous aviez tapé ici, sans l’enregistrer."
        if overtaken:
            words += " Le texte a changé depuis : l’enregistrer fera deux versions, à départager."
        self.kept.setText(words)
        self._restored.show()

    def _forget(self) -> None:
        """Leave what was typed before, and begin again from the text as it is."""
        self._seen = self._first_seen
        self._fill(self._begun)
        self._restored.hide()

    def _fill(self, values: Mapping[str, Any]) -> None:
        for name, widget in self._fields.items():
            text = str(values.get(name, ""))
            if isinstance(widget, QComboBox):
                widget.setCurrentIndex(max(0, widget.findData(text)))
            elif isinstance(widget, QLineEdit):
                widget.setText(text)
            elif isinstance(widget, QPlainTextEdit):
                widget.setPlainText(text)

    def _show_count(self) -> None:
        text = self.text
        whole = differences.words(" ".join((text.title, text.lead, text.body, *text.key_messages)))
        said = [f"Corps : {number(differences.words(text.body), 'mot')}, {number(len(text.body), 'caractère')}"]
        said.append(f"ensemble : {number(whole, 'mot')}")
        if blanks := placeholders(text):
            said.append(f"à compléter : {', '.join(blanks)}")
        self._count.setText(" · ".join(said))
