"""The dispatches of a message: when, by whom, to whom as the list was, with what proof, and who acknowledged."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.channels import channel_word
from app.core.clock import Clock
from app.core.entries import Attachment
from app.core.errors import Refused
from app.core.message import Message
from app.core.message_commands import AddProof, MarkReceived
from app.core.message_events import Dispatched
from app.core.recipients import shown
from app.core.registers import messages
from app.core.store.rows import CrisisRow
from app.core.texts import Version
from app.ui import arrangement, controls, detail_rows, form, plain, theme, wording
from app.ui.copy_dialog import CopyDialog, Holder
from app.ui.files_field import FilesField
from app.ui.form import FormDialog
from app.ui.recall_dialog import RecallDialog
from app.ui.station import Station
from app.ui.wording import number

MOST_SHOWN = 8
DEGRADED = "Diffusion en mode dégradé : {}"


class DispatchesPart(QWidget):
    """The latest first. Hidden as long as nothing went out."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, message: Message, version: Version):
        super().__init__(parent)
        self._station, self._crisis = station, crisis
        self._rows = arrangement.column(spacing=10)
        self.recall = controls.button("Liste de rappel…", self._open_recall, "dense")
        title = detail_rows.titled("Diffusions", self.recall)
        self.setLayout(arrangement.column(title, self._rows, spacing=6, margins=detail_rows.MARGINS))
        self.show_message(message, version)

    def show_message(self, message: Message, version: Version) -> None:
        """Show those of that message; of the version on the screen, or of another."""
        self.shown = (message.dispatches, version.hash)
        self._message = message
        arrangement.clear(self._rows)
        for told in reversed(message.dispatches):
            self._rows.addWidget(self._one(told, told.hash == version.hash))
        self.recall.setVisible(bool(message.dispatches))
        self.setVisible(bool(message.dispatches))

    def _one(self, told: Dispatched, is_this: bool) -> QWidget:
        zone = self._crisis.zone
        head = plain.label(
            f"{wording.day_and_hour(told.at, zone)} · {channel_word(told.channel)}", "small_strong", wrap=True
        )
        which = told.version.partition("·")[0]
        other = "" if is_this else f" ({which}, une autre version que celle à l’écran)"
        waiting = " · en attente d’envoi" if told.rank is None else ""
        lines: list[QWidget] = [detail_rows.words(f"{whom(told)}{other}")]
        lines.append(detail_rows.words(f"Par {wording.person(told.by)}{waiting}", tone="text_tertiary"))
        if told.degraded:
            lines.append(detail_rows.words(DEGRADED.format(told.degraded), "small_strong", "warning"))
        lines += [detail_rows.words(f"Preuve : {url}") for url in told.urls]
        for file in told.files:
            lines.append(detail_rows.words(f"Preuve : {file.name}"))
            named = f"Enregistrer une copie de {file.name}"
            lines.append(detail_rows.link("Enregistrer une copie…", partial(self._copy, file), named))
        acts = detail_rows.flow(*self._acts(told))
        return detail_rows.holder(arrangement.column(head, *lines, acts, spacing=3))

    def _acts(self, told: Dispatched) -> list[QWidget]:
        count = f"Reçu par {len(told.received)}/{len(told.recipients)}"
        received = controls.button(f"{count}…", partial(self._mark, told), "dense")
        received.setVisible(bool(told.recipients))
        why_not = why_not_write(self._crisis)
        received.setEnabled(not why_not)
        prove = controls.button("Joindre une preuve…", partial(self._prove, told), "dense")
        prove.setEnabled(not why_not)
        return [received, prove]

    def _mark(self, told: Dispatched) -> None:
        ReceivedDialog(self, self._station, self._crisis, self._message, told).exec()

    def _prove(self, told: Dispatched) -> None:
        ProofDialog(self, self._station, self._crisis, self._message, told).exec()

    def _copy(self, file: Attachment) -> None:
        holder = Holder(self._crisis.id, self._message.reference, self._message.title)
        dialog = CopyDialog(self, self._station, holder, file)
        dialog.show_frame(self._crisis.frame)
        dialog.exec()

    def _open_recall(self) -> None:
        RecallDialog(self, self._station, self._crisis, self._message).exec()


class ReceivedDialog(FormDialog):
    """Ticks who acknowledged; what was noted stays noted."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, message: Message, told: Dispatched):
        super().__init__(parent, f"Accusés de réception : {message.reference}", "Noter", station.background)
        self._station, self._message, self._told = station, message, told
        self.show_frame(crisis.frame)
        known = dict(told.received)
        self.boxes: dict[str, QCheckBox] = {}
        rows = arrangement.column(spacing=6)
        for one in told.recipients:
            when = f" · noté le {wording.day_and_hour(known[one.name], crisis.zone)}" if one.name in known else ""
            box = QCheckBox(plain.without_mnemonic(f"{shown(one)}{when}"))
            box.setChecked(one.name in known)
            box.setEnabled(one.name not in known)
            self.boxes.setdefault(one.name, box)
            rows.addWidget(box)
        self.form.add_plain(plain.label(f"{whom(told)}, {wording.day_and_hour(told.at, crisis.zone)}", wrap=True))
        self.form.add("recipients", "Ont accusé réception", detail_rows.holder(rows))
        self.put_form()
        self.resize(theme.size(520), theme.size(460))

    def submit(self) -> None:
        chosen = tuple(name for name, box in self.boxes.items() if box.isChecked() and box.isEnabled())
        if not chosen:
            self.form.refuse(Refused("cochez au moins un destinataire.", "recipients"))
            return
        self.run(partial(self._station.desk.do, MarkReceived(self._message.id, self._told.id, chosen)))


class ProofDialog(FormDialog):
    """Joins the proof of a dispatch after it."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, message: Message, told: Dispatched):
        super().__init__(parent, f"Preuve de diffusion : {message.reference}", "Joindre la preuve", station.background)
        self._station, self._message, self._told = station, message, told
        self.show_frame(crisis.frame)
        self.url = form.line("Adresse", hint="https://…")
        self.files = FilesField(station, crisis.id, Clock().now, crisis.zone)
        self.form.add("url", "Où elle se voit", self.url)
        self.form.add("files", "Capture d’écran", self.files)
        self.put_form()
        self.resize(theme.size(520), theme.size(340))

    def submit(self) -> None:
        if self.files.reading:
            self.form.refuse(Refused("une capture est encore en cours de lecture.", "files"))
            return
        files = self.files.files
        command = AddProof(
            self._message.id, self._told.id, form.value(self.url), tuple(one.attachment for one in files)
        )
        self.run(partial(self._station.desk.do, command, [one.content for one in files]))


def whom(told: Dispatched) -> str:
    """The list by its name and how many it was, or the recipients by theirs."""
    names = ", ".join(one.name for one in told.recipients[:MOST_SHOWN])
    more = f" et {len(told.recipients) - MOST_SHOWN} autres" if len(told.recipients) > MOST_SHOWN else ""
    if told.to:
        return f"{told.to} : {names}{more}" if names else told.to
    return f"{names}{more}" or number(0, "destinataire")


def why_not_write(crisis: CrisisRow) -> str:
    """Why this person may not note anything about a dispatch of that crisis; nothing when he may."""
    if not crisis.open:
        return "la crise est close."
    if messages.SENDERS.isdisjoint(crisis.role.split(", ")):
        return f"le rôle {crisis.role} ne permet pas de diffuser."
    return ""
