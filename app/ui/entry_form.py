"""The detailed entry: every field of the main courante, half-typed as long as it takes, recorded at once."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.core import times
from app.core.doubts import doubts
from app.core.drafts_text import EntryDraft
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.places import Places
from app.core.quick_line import Understood
from app.core.store.rows import CrisisRow
from app.ui import controls, form, plain, screen
from app.ui.entry_drafts import EntryDrafts
from app.ui.entry_fields import EntryFields
from app.ui.files_field import FilesField
from app.ui.known_names import KnownNames
from app.ui.station import Station
from app.ui.typing_keys import TypingKeys

WIDTH, HEIGHT = 920, 780


class EntryForm(form.FormDialog):
    """Writes an entry of `crisis`. Closed without being recorded, it is a draft like the others."""

    recorded = Signal(str, str)  # id and number of the entry just written

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow,
        now: Callable[[], int],
        places: Places,
        drafts: EntryDrafts,
        known: KnownNames,
        draft: EntryDraft | None = None,
    ):
        super().__init__(parent, "Entrée détaillée", "Enregistrer  Ctrl+Entrée", station.background)
        self._station, self._crisis, self._now, self._drafts = station, crisis, now, drafts
        self._key = draft.key if draft is not None else 0
        self._raw, self._ended = "", False
        self.fields = EntryFields(self.form, now, crisis.zone, places, handled=True, known=known)
        self.files = FilesField(station, crisis.id, now, crisis.zone)
        self.form.add("files", "Pièces jointes", self.files)
        self.clock = plain.label("", "small", "text_secondary", wrap=True, name="Crise et heure de saisie")
        self.doubt = plain.label("", "small_strong", "warning", wrap=True, name="À vérifier")
        self.discard = controls.button("Jeter le brouillon", self._discard, "quiet")
        self._lay_out(crisis)
        self.keys = TypingKeys(self, now, crisis.zone, crisis.nature, self.files)
        self.begun = self._typed()
        self._show_doubts()
        if draft is not None:
            self._put(draft.fields)
        self.fields.changed.connect(self._changed)
        self.files.changed.connect(self._changed)
        drafts.changed.connect(self._look)
        self.fields.lines["subject"].setFocus()

    @property
    def key(self) -> int:
        """That of its draft; 0 as long as there is none."""
        return self._key

    def understand(self, understood: Understood, place: bool) -> None:
        """Begin with what the quick line understood; with the place it proposed, if it was accepted."""
        self._raw = understood.raw
        names = ("occurred_at", "precision", "received_at", "direction", "sender", "recipients", "means", "type")
        values: dict[str, Any] = {name: getattr(understood, name) for name in names}
        values |= {name: getattr(understood, name) for name in ("subject", "content", "priority", "key_event", "tlp")}
        values |= {"source": understood.rating[0], "credibility": understood.rating[1]}
        values["place"] = understood.place or (understood.proposed_place if place else None)
        self.fields.fill(values)

    def begin(self) -> None:
        """Show the form over the window, without holding it."""
        self.show()
        self.activateWindow()

    def keep(self) -> None:
        """Keep on the disk what is typed, without waiting for a pause."""
        self._drafts.flush()

    def submit(self) -> None:
        self.form.forgive()
        try:
            command = self.command()
        except Refused as refused:
            self.form.refuse(refused)
            return
        contents = [one.content for one in self.files.files]
        self.keep()
        self.run(lambda: self._station.desk.do(command, contents))

    def command(self) -> Record:
        """The entry the fields ask for. Refuses, naming it, the field that cannot be read."""
        if self.files.reading:
            raise Refused("Une pièce jointe se lit encore : recommencez dans un instant.", "files")
        files = tuple(one.attachment for one in self.files.files)
        return Record(self._crisis.id, **self.fields.values(), files=files, raw=self._raw)

    def done_with(self, outcome: Any) -> None:
        self._end()
        self.accept()
        self.recorded.emit(outcome.id, outcome.label)

    def reject(self) -> None:
        """Going back loses nothing: it is a draft, unless nothing was typed."""
        if not self._ended and self._typed() == self.begun:
            self._end()
        self.keep()
        super().reject()

    def done(self, result: int) -> None:
        """Closed, it writes its draft no more: that one is taken back, or discarded, elsewhere."""
        self._ended = True
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.files.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.dropEvent(event)

    def _lay_out(self, crisis: CrisisRow) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.put(self.clock, 0)
        self.put(self.doubt, 0)
        self.put_form()
        self._cancel.setText("Fermer, garder le brouillon  Échap")
        self._cancel.setAccessibleName("Fermer, garder le brouillon")
        self.foot_row.addWidget(self.discard)
        self.act.setDefault(False)  # Enter in a field records nothing half-written: Ctrl+Enter does
        self.show_frame(crisis.frame)
        zone = times.zone_words(crisis.zone)
        self.clock.setText(f"{crisis.title} · {zone} · heure de saisie : automatique, à l’enregistrement")
        screen.give_size(self, WIDTH, HEIGHT)

    def _typed(self) -> dict[str, Any]:
        return {**self.fields.typed(), "files": self.files.typed(), "raw": self._raw}

    def _put(self, typed: Mapping[str, Any]) -> None:
        self._raw = str(typed.get("raw", ""))
        self.fields.put(typed)
        self.files.put(one for one in typed.get("files", ()) if isinstance(one, dict))

    def _changed(self) -> None:
        if self._ended:
            return
        self._show_doubts()
        typed = self._typed()
        if self._key:
            self._drafts.keep(self._key, typed)
        elif typed != self.begun:
            self._key = self._drafts.add(fields=typed).key

    def _show_doubts(self) -> None:
        try:
            occurred_at, received_at = (field.at("") for field in self.fields.moments.values())
        except Refused:
            return  # said beside the field
        found = doubts(occurred_at, received_at, self._now(), self._crisis.opened_at, self._crisis.zone)
        self.doubt.setText("\n".join(found))
        self.doubt.setVisible(bool(found))

    def _look(self) -> None:
        """Its draft was discarded elsewhere: there is nothing left to write here."""
        if self._key and not self._ended and self._drafts.draft(self._key) is None:
            super().reject()

    def _discard(self) -> None:
        if self._key:
            self._drafts.discard(self._key)
        else:
            self._end()
            super().reject()

    def _end(self) -> None:
        self._ended = True
        if self._key:
            self._drafts.forget(self._key)
