"""Numbered copies of a brief: for whom, what the register holds already, and where they go."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from app.core.errors import Refused
from app.core.recipients import Recipient, shown
from app.core.store.reading import Reading
from app.documents import copy_outputs, spool
from app.documents.brief_mail import DRAFT
from app.documents.spool import Queue
from app.ui import arrangement, controls, form, plain, print_dialog, printing, screen, theme
from app.ui.copies_list import CopiesList, Registered, ToMake
from app.ui.copies_work import FOLDER, MAIL, QUEUE, Asked, CopyRegister, Outcome, carried_out, named
from app.ui.form import FormDialog
from app.ui.kept_text import KeptText
from app.ui.page_preview import PagePreview
from app.ui.page_tools import PageTools
from app.ui.printing import Sheets
from app.ui.station import Station
from app.ui.wording import number

PAUSE = 300  # ms without a keystroke before what is looked at is shown again
OUTPUTS = {
    QUEUE: "Imprimer",
    FOLDER: "Un dossier : un PDF par exemplaire",
    MAIL: "Un dossier : un courriel à envoyer (.eml) par destinataire",
}
LOOKING = "Recherche des imprimantes…"
ASKED_LATER = "Le système demandera laquelle"
NOBODY = "Écrivez un destinataire, ou cochez un exemplaire à ressortir."
ACT = "Faire les exemplaires"
PROJECT = "Ce point n’est pas approuvé : chaque exemplaire dira PROJET, et le registre le gardera ainsi."
FORMER = "former"
MOST_NAMED = 4
LIST_HEIGHT = 160  # pixels at 100 %
TAKE = "Reprendre une liste…"
GIVEN, WRITTEN = ("donné à l’imprimante", "donnés à l’imprimante"), ("écrit dans {}", "écrits dans {}")  # one, several
DONE = {QUEUE: GIVEN, FOLDER: WRITTEN, MAIL: WRITTEN}


class CopiesDialog(FormDialog):
    """It stays open: one makes copies, looks at what came of it, and closes. What is typed is kept until it is used."""

    def __init__(self, parent: QWidget | None, station: Station, register: CopyRegister):
        words = register.words
        super().__init__(parent, f"Exemplaires · {words.reference}", ACT, station.background)
        self._station, self._register = station, register
        self._existing: Sequence[Registered] = ()
        self._queues: Sequence[Queue] = ()
        self._turn = 0
        self.show_frame(register.frame)
        self._cancel.setText("Fermer")
        self.list = CopiesList(register.zone)
        self.recipients = form.area("Nouveaux destinataires", lines=4)
        self.take = form.choice("Reprendre une liste", {}, nothing=TAKE)
        self.output = form.choice("Sortie", OUTPUTS, QUEUE)
        self.queue = form.choice("Imprimante", {"": LOOKING}, "")
        self.two_sided = QCheckBox("Recto verso")
        self.folder = form.line("Dossier")
        self.browse = controls.button("Parcourir…", self._browse, "dense", name="Choisir le dossier")
        self.annex = QCheckBox(f"Avec l’annexe ({number(register.annex_pages, 'page')})")
        self.annex.setChecked(bool(register.annex_pages))
        self.told = plain.label("", "small_strong", "success", wrap=True, name="Ce qui a été fait")
        self.told.hide()
        self.preview = PagePreview()
        self._kept = KeptText(station, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        self._lay_out()
        self._connect()
        self.recipients.setFocus()
        self._kept.move(f"{register.space} copies {register.id}", self.recipients.setPlainText)
        station.background.carry(spool.queues, self._show_queues, self._no_queues)
        station.background.read(partial(_offered, station.reading, register.space), self._show_lists)
        self._read()

    def _lay_out(self) -> None:
        if DRAFT in self._register.words.marks:
            self.form.add_plain(controls.banner("warning", "en_visa", PROJECT))
        self.form.add_plain(self.list)
        self.list.setFixedHeight(theme.size(LIST_HEIGHT))
        self.form.add(
            "recipients", "Nouveaux destinataires", self.recipients, "Un par ligne, avec son courriel ou non."
        )
        self.form.add_plain(self.take)
        self.form.add("output", "Sortie", self.output)
        self.form.add("printer", "Imprimante", self.queue)
        self.form.add("folder", "Dossier", self.folder)
        self.form.add_layout(arrangement.row(self.browse, None))
        self.form.add_plain(self.two_sided)
        self.form.add_plain(self.annex)
        self.form.add_plain(self.told)
        left = arrangement.scroll(arrangement.panel(arrangement.column(self.form, None, margins=(0, 0, 10, 0))))
        right = arrangement.panel(
            arrangement.column(PageTools(self.preview), self.preview, spacing=6, margins=(10, 0, 0, 0))
        )
        self.put(arrangement.split((left, 480, 240), (right, 420, 220), stretched=1))
        self.annex.setVisible(bool(self._register.annex_pages))
        screen.give_size(self, 980, 720)
        self._show_output()

    def _connect(self) -> None:
        self.recipients.textChanged.connect(self._typed)
        self.take.activated.connect(self._take)
        self.output.currentIndexChanged.connect(self._show_output)
        self.list.looked.connect(self._pause.start)
        self.list.ticked.connect(self._show_act)
        self.list.itemChanged.connect(lambda *_: self.form.forgive())

    # -- what is asked

    def submit(self) -> None:
        self.form.forgive()
        self.told.hide()
        try:
            asked = self._asked()
        except Refused as refusal:
            self.form.refuse(refusal)
            return
        self.act.setEnabled(False)
        self._background.carry(partial(carried_out, self._register, asked), self._succeeded, self._failed)

    def done_with(self, outcome: Outcome) -> None:
        """Stay: the register shows what was made, and what did not go out is ticked to go out again."""
        if outcome.made:
            self._kept.forget()
            self.recipients.blockSignals(True)
            self.recipients.clear()
            self.recipients.blockSignals(False)
        unsent = [copy.label for copy in outcome.copies] if outcome.error is not None else []
        self._read(unsent)
        if outcome.error is not None:
            registered = f"Au registre : {_listed(outcome.made)}. " if outcome.made else ""
            self._failed(type(outcome.error)(f"{registered}{outcome.error}", *_field(outcome.error)))
            return
        if self.output.currentData() == QUEUE and not self.queue.currentData():
            self._print_images(outcome)
            return
        self._tell(outcome)

    def _print_images(self, outcome: Outcome) -> None:
        words = self._register.words
        named = [one for copy in outcome.copies for one in copy_outputs.documents(words, copy)]
        last = len(named) - 1
        files = [
            Sheets(name, data, done=partial(self._tell, outcome) if place == last else _nothing)
            for place, (name, data) in enumerate(named)
        ]
        printing.print_images(self, self._background, files)

    def done(self, result: int) -> None:
        self._kept.flush()
        super().done(result)

    def _asked(self) -> Asked:
        recipients, again, output = named(self.recipients.toPlainText()), self.list.chosen, self.output.currentData()
        if not recipients and not again:
            raise Refused(NOBODY, "recipients")
        queue = next((one for one in self._queues if one.name == self.queue.currentData()), None)
        if output == QUEUE and self.queue.currentText() == LOOKING:
            raise Refused(f"{LOOKING} Un instant.", "printer")
        if output == QUEUE and queue is not None and not queue.accepting:
            raise Refused(spool.CLOSED.format(queue.name), "printer")
        if output != QUEUE and not self.folder.text().strip():
            raise Refused("Choisissez un dossier.", "folder")
        return Asked(
            recipients=recipients,
            again=again,
            output=output,
            queue=str(self.queue.currentData() or ""),
            two_sided=self.two_sided.isChecked(),
            folder=self.folder.text().strip(),
            annex=self.annex.isChecked(),
        )

    def _tell(self, outcome: Outcome) -> None:
        output = str(self.output.currentData())
        count = number(len(outcome.copies), "exemplaire")
        done = DONE[output][len(outcome.copies) > 1].format(self.folder.text().strip())
        said = f"{count} : {done}."
        if outcome.bare:
            said += f" Sans adresse, en PDF seul : {_listed([copy.label for copy in outcome.bare])}."
        self.told.setText(said)
        self.told.show()

    # -- what is shown

    def _read(self, tick: Sequence[str] = ()) -> None:
        self._background.read(self._register.existing, partial(self._show_register, tick), self._failed)

    def _show_register(self, tick: Sequence[str], found: Sequence[Registered]) -> None:
        self._existing = found
        self._number(tick)

    def _typed(self) -> None:
        self.form.forgive()
        self._kept.change(self.recipients.toPlainText())
        self._number()

    def _number(self, tick: Sequence[str] | None = None) -> None:
        """Ask how those that are typed would be numbered, then show them all."""
        self._turn += 1
        try:
            names = [one.name for one in named(self.recipients.toPlainText())]
        except Refused:
            names = []
        work = partial(_numbered, self._register, names, self._turn)
        self._background.read(work, partial(self._show_numbers, tick), self._failed)

    def _show_numbers(self, tick: Sequence[str] | None, found: tuple[int, Sequence[ToMake]]) -> None:
        turn, to_make = found
        if turn == self._turn or tick:
            self.list.show_copies(self._existing, to_make, tick)
            self._show_act()

    def _show_act(self) -> None:
        again, new = len(self.list.chosen), self.list.to_make
        verb = "imprimer" if self.output.currentData() == QUEUE else "écrire"
        count = number(new + again, "exemplaire")
        made, anew = f"Numéroter et {verb} {count}", f"{verb.capitalize()} de nouveau {count}"
        self.act.setText(made if new else anew if again else ACT)

    def _show_output(self) -> None:
        printed = self.output.currentData() == QUEUE
        self.form.show_field("printer", printed)
        self.form.show_field("folder", not printed)
        self.browse.setVisible(not printed)
        self.two_sided.setVisible(printed)
        self._show_act()

    def _show_queues(self, found: Sequence[Queue]) -> None:
        self._queues = found
        print_dialog.show_queues(self.queue, found, ASKED_LATER)

    def _no_queues(self, error: Exception) -> None:
        """The printing system says nothing: the files can still be written."""
        self._show_queues(())
        self._failed(error)

    def _show_lists(self, found: Sequence[tuple[str, str]]) -> None:
        for name, id in found:
            self.take.addItem(name, id)
        if self._register.former:
            self.take.addItem("Destinataires du point précédent", FORMER)
        self.take.setVisible(self.take.count() > 1)

    def _take(self) -> None:
        chosen = str(self.take.currentData() or "")
        self.take.setCurrentIndex(0)
        if chosen == FORMER:
            self._add([Recipient(one) for one in self._register.former])
        elif chosen:
            self._background.read(partial(self._station.reading.recipients, chosen), self._add, self._failed)

    def _add(self, found: Sequence[Recipient]) -> None:
        """Under what is typed, those that are not there yet: a number of telephone is nobody's business on paper."""
        text = self.recipients.toPlainText().rstrip()
        lines = [shown(one if "@" in one.address else replace(one, address="")) for one in found]
        new = [line for line in dict.fromkeys(lines) if line not in text.splitlines()]
        self.recipients.setPlainText("\n".join(filter(None, (text, *new))))

    def _look(self) -> None:
        row = self.list.shown
        if row is not None:
            self._background.read(partial(_seen, self._register, row), self._show_pages, self._failed)

    def _show_pages(self, pdf: bytes) -> None:
        self.preview.show_file(pdf, self._background)

    def _browse(self) -> None:
        path = QFileDialog.getExistingDirectory(self, "Dossier des exemplaires", self.folder.text())
        if path:
            self.folder.setText(path)


def _offered(reading: Reading, space: str) -> Sequence[tuple[str, str]]:
    """The lists of the crisis: (name, id)."""
    return [(one.name, one.id) for one in reading.lists(space) if one.used]


def _numbered(register: CopyRegister, names: Sequence[str], turn: int) -> tuple[int, Sequence[ToMake]]:
    labels = register.labels(len(names)) if names else ()
    return turn, [ToMake(label, name) for label, name in zip(labels, names, strict=True)]


def _seen(register: CopyRegister, row: Registered | ToMake) -> bytes:
    if isinstance(row, Registered):
        return register.again([row.label])[0].pdf
    return register.proof(row.label, row.recipient)


def _listed(labels: Sequence[str]) -> str:
    """1/3, 2/3 et 3/3; of many, the first and the last."""
    if len(labels) > MOST_NAMED:
        return f"{labels[0]} à {labels[-1]}"
    return " et ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))


def _field(error: Exception) -> tuple[str, ...]:
    return (error.field,) if isinstance(error, Refused) else ()


def _nothing() -> None:
    """Only the last sheet tells."""
