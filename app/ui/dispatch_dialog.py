"""Sending a message out: the exact text, by what channel and to whom, then the dispatch noted. Nothing is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from app.core.channels import channel_word
from app.core.clock import Clock
from app.core.desk import Done
from app.core.errors import Refused, Unavailable
from app.core.leaving import Leaving
from app.core.message import Message
from app.core.message_commands import Dispatch
from app.core.recipients import Recipient, shown, typed
from app.core.registers.lists import DistributionList
from app.core.store.dispatch_reading import Ready
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.core.texts import Version
from app.ui import arrangement, controls, detail_rows, form, message_outputs, plain, theme
from app.ui.files_field import FilesField
from app.ui.form import FormDialog
from app.ui.lists_dialog import ListsDialog
from app.ui.message_outputs import Wanted
from app.ui.station import Station
from app.ui.text_view import TextView
from app.ui.wording import number

PUBLISHES_NOTHING = (
    "Diapason ne publie rien : sortez le texte, publiez-le par vos moyens, puis notez la diffusion. "
    "La main courante en reçoit la ligne d’elle-même."
)
PLACES = ("Presse", "Site internet", "Point presse", "Porte-parole", "Préfectures", "Ministères", "Standard")
NO_LIST = "Aucune liste"
NOTE, NOTE_DEGRADED = "Noter la diffusion", "Diffusion en mode dégradé"
STALE = "L’état de ce texte n’est pas sûr : {}."
ONLY_HEAD = "Échangez d’abord : seul le CCOM diffuse en mode dégradé."
OUTPUTS = {"eml": "Courriel (.eml)…", "odt": "ODT…", "pdf": "PDF…", "txt": "Texte…", "print": "Imprimer…"}
TEXT_HEIGHT = 230  # pixels at 100 %
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Known:
    """What the dialog shows: whether it may go out, the words that leave, and the lists there are."""

    ready: Ready
    leaving: Leaving
    lists: Sequence[DistributionList]


class DispatchDialog(FormDialog):
    """It speaks of the version that was on the screen when it opened, and of no other."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, message: Message, version: Version):
        super().__init__(parent, f"Diffuser {message.reference} {version.label}", NOTE, station.background)
        self._station, self._crisis, self._message, self._version = station, crisis, message, version
        self._known: Known | None = None
        self._listed: tuple[Recipient, ...] = ()
        self.show_frame(crisis.frame)
        self.why_not = plain.label("", "strong", "error", wrap=True, name="Ce qui empêche la diffusion")
        self.stale = plain.label("", "small_strong", "warning", wrap=True, name="Ce que ce poste ne sait pas")
        self.exchange = controls.button("Échanger maintenant", self._station.exchange_now, "dense")
        self.degraded = form.line("Motif du mode dégradé")
        self.text = TextView("Texte exact qui sort")
        self.outputs = self._make_outputs()
        self.told = plain.label("", "small_strong", "success", wrap=True, name="Ce qui est sorti")
        self.channel = form.choice("Canal", _channels(version), nothing="Choisir le canal…")
        self.list = form.choice("Liste de diffusion", {"": NO_LIST}, "")
        self.to = form.area("Destinataires", "", 2)
        self.reached = plain.label("", "small", "text_secondary", wrap=True, name="Destinataires notés")
        self.url = form.line("Adresse de la preuve", hint="https://…")
        self.files = FilesField(station, crisis.id, Clock().now, crisis.zone)
        self.place = form.line("Lieu, sur le papier", hint="Rouen")
        self.contact = form.line("Contact presse, sur le papier")
        self._lay_out()
        self.resize(theme.size(720), theme.size(780))
        self.channel.currentIndexChanged.connect(self._read)
        self.list.currentIndexChanged.connect(self._ask_list)
        self.to.textChanged.connect(self._show_reached)
        station.background.changed.connect(self._read)
        station.background.exchange.connect(self._read)
        self._read()

    def _make_outputs(self) -> Mapping[str, QPushButton]:
        copy = controls.button("Copier", self._copy, "dense", name="Copier le texte exact")
        return {"copy": copy} | {
            format: controls.button(words, partial(self._save, format), "dense") for format, words in OUTPUTS.items()
        }

    def _lay_out(self) -> None:
        margins = (10, 7, 10, 7)
        self._forbidden = arrangement.panel(arrangement.column(self.why_not, margins=margins), "banner_error")
        doubt = arrangement.row(arrangement.wide(self.stale), self.exchange, margins=margins)
        self._doubtful = arrangement.panel(doubt, "banner_warning")
        for hidden in (self._forbidden, self._doubtful, self.told):
            hidden.hide()
        self.form.add_plain(self._forbidden)
        self.form.add_plain(self._doubtful)
        self.form.add("degraded", "Motif du mode dégradé", self.degraded, "Il est signé de votre nom, et noté.")
        self.form.show_field("degraded", False)
        self.form.add_plain(plain.label("Le texte exact qui sort", "small_strong"))
        text = arrangement.scroll(arrangement.panel(arrangement.column(self.text, None, margins=(10, 8, 10, 8))))
        text.setFixedHeight(theme.size(TEXT_HEIGHT))
        self.form.add_plain(arrangement.panel(arrangement.column(text, margins=(1, 1, 1, 1)), "box"))
        self.form.add_layout(detail_rows.flow(*self.outputs.values()))
        self.form.add_plain(self.told)
        self.form.add_plain(plain.label(PUBLISHES_NOTHING, "small", "text_secondary", wrap=True))
        self.form.add("channel version message", "Canal", self.channel)
        self.form.add("list", "Liste de diffusion", self._list_row(), "Notée telle qu’elle est à cet instant.")
        self.form.add("to recipients", "Destinataires", self.to, "« AFP <desk@afp.fr> ; Rédaction », ou un public.")
        self.form.add_plain(self.reached)
        self.form.add("url", "Preuve : où elle se voit", self.url)
        self.form.add("files", "Preuve : capture d’écran", self.files)
        self.form.add("place", "Lieu (PDF)", self.place)
        self.form.add("contact", "Contact presse (PDF)", self.contact)
        self.put_form()

    def _list_row(self) -> QWidget:
        lists = controls.button("Listes…", self._open_lists, "dense", name="Écrire les listes de diffusion")
        row = detail_rows.holder(arrangement.row(arrangement.wide(self.list), lists))
        row.setFocusProxy(self.list)
        return row

    @property
    def wanted(self) -> Wanted:
        """What leaves when it is copied, saved or printed from here."""
        place, contact = form.value(self.place), form.value(self.contact)
        return Wanted(self._message.id, self._version.label, self._variant, place, contact, self._recipients())

    @property
    def _variant(self) -> str:
        channel = str(form.value(self.channel))
        return channel if channel in (self._version.text.variants or {}) else ""

    def submit(self) -> None:
        try:
            if not form.value(self.channel):
                raise Refused("choisissez le canal.", "channel")
            if self.files.reading:
                raise Refused("une capture est encore en cours de lecture.", "files")
            recipients = tuple(dict.fromkeys((*self._listed, *typed(self.to.toPlainText()))))
        except Refused as error:
            self.form.refuse(error)
            return
        name = self.list.currentText() if self.list.currentData() else ""
        command = Dispatch(
            self._message.id,
            self._version.label,
            str(form.value(self.channel)),
            to=f"{name} ({number(len(recipients), 'destinataire')})" if name else "",
            recipients=recipients,
            list=name,
            url=form.value(self.url),
            files=tuple(one.attachment for one in self.files.files),
            degraded=form.value(self.degraded) if self._is_degraded else "",
        )
        self.run(partial(self._station.desk.do, command, [one.content for one in self.files.files]))

    def done_with(self, outcome: Done) -> None:
        self.accept()

    # -- what is read

    def _read(self, *_: object) -> None:
        work = partial(known, self._station.reading, self._message.id, self._version.label, self._variant)
        self._background.read(work, self._show, self._cannot)

    def _show(self, found: Known) -> None:
        self._known = found
        ready, leaving = found.ready, found.leaving
        self.text.show_text(leaving.marked)
        self.why_not.setText(f"Diffusion impossible : {ready.why_not}." if ready.why_not else "")
        self._forbidden.setVisible(bool(ready.why_not))
        stale = "" if ready.why_not else ready.stale
        alone = "" if self._is_degraded or not stale else f" {ONLY_HEAD}"
        self.stale.setText(f"{STALE.format(stale)}{alone}" if stale else "")
        self._doubtful.setVisible(bool(stale))
        self.form.show_field("degraded", self._is_degraded)
        self.act.setText(NOTE_DEGRADED if self._is_degraded else NOTE)
        self.act.setEnabled(not ready.why_not and (not stale or self._is_degraded))
        self._show_lists(found.lists)

    @property
    def _is_degraded(self) -> bool:
        """Whether the head of the cell may answer for what this workstation cannot vouch for."""
        ready = self._known.ready if self._known else None
        return ready is not None and bool(ready.stale) and not ready.why_not and "CCOM" in ready.roles

    def _cannot(self, error: Exception) -> None:
        """The version is not what was on the screen any more, or nothing of it may be read."""
        if not isinstance(error, Refused | Unavailable):
            self._background.failed.emit(error)
            return
        self.why_not.setText(str(error))
        self._forbidden.show()
        for button in (self.act, *self.outputs.values()):
            button.setEnabled(False)

    def _show_lists(self, lists: Sequence[DistributionList]) -> None:
        """Those in use; the one chosen stays chosen, and is asked again: the directory may have changed."""
        chosen = self.list.currentData()
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItem(NO_LIST, "")
        for one in lists:
            if one.used or one.id == chosen:
                self.list.addItem(one.name, one.id)
        self.list.setCurrentIndex(max(0, self.list.findData(chosen)))
        self.list.blockSignals(False)
        self._ask_list()

    def _ask_list(self, *_: object) -> None:
        chosen = str(self.list.currentData() or "")
        if not chosen:
            self._listed = ()
            self._show_reached()
            return
        self._background.read(partial(_reached, self._station.reading, chosen), self._show_listed)

    def _show_listed(self, answer: tuple[str, tuple[Recipient, ...]]) -> None:
        id, found = answer
        if id == self.list.currentData():
            self._listed = found
            self._show_reached()

    def _show_reached(self) -> None:
        found = self._recipients()
        listed = ", ".join(shown(one) for one in found[:MOST_SHOWN])
        more = f" et {len(found) - MOST_SHOWN} autres" if len(found) > MOST_SHOWN else ""
        said = f"{number(len(found), 'destinataire')} : {listed}{more}." if found else ""
        if self.list.currentData() and not self._listed:
            said = "Cette liste n’atteint personne : complétez-la, ou l’annuaire."
        self.reached.setText(said)
        self.reached.setVisible(bool(said))

    def _recipients(self) -> tuple[Recipient, ...]:
        """Those of the list, then those typed as far as they can be read."""
        try:
            named = typed(self.to.toPlainText())
        except Refused:
            named = ()
        return tuple(dict.fromkeys((*self._listed, *named)))

    # -- what goes out

    def _copy(self) -> None:
        message_outputs.copy(self, self._station, self.wanted, self._tell)

    def _save(self, format: str) -> None:
        if format == "print":
            message_outputs.print_paper(self, self._station, self.wanted)
            return
        message_outputs.save(self, self._station, self.wanted, format, self._tell)

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()

    def _open_lists(self) -> None:
        ListsDialog(self, self._station, self._crisis).exec()


def known(reading: Reading, message: str, version: str, variant: str) -> Known:
    """What the dialog shows. Not on the window's thread. Raises Refused when that version is current no more."""
    ready = reading.ready(message)
    return Known(ready, reading.leaving(message, version, variant)[1], reading.lists(ready.message.space))


def _reached(reading: Reading, list: str) -> tuple[str, tuple[Recipient, ...]]:
    return list, reading.recipients(list)


def _channels(version: Version) -> Mapping[str, str]:
    """Where a whole text goes, then the channels this version has a variant for."""
    variants = {name: f"{channel_word(name)} (sa variante)" for name in version.text.variants or {}}
    return {place: place for place in PLACES} | variants
