"""The distribution lists of a crisis: read, written and corrected, with whom each reaches now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QTreeWidget, QTreeWidgetItem, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.recipients import Query, Recipient, shown, typed
from app.core.registers import lists
from app.core.registers.lists import DistributionList, EditList, WriteList, rewritten
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, form, plain, theme
from app.ui.dialog import Dialog
from app.ui.form import FormDialog
from app.ui.frame_band import FrameBand
from app.ui.station import Station
from app.ui.wording import number

ROW = 28
HEADS = ("Liste", "Atteint", "Sans adresse", "Annuaire")
NONE = "Aucune liste. Une liste nomme des destinataires, ou interroge l’annuaire à chaque envoi."
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Reaching:
    """A list and whom it reaches at this moment."""

    list: DistributionList
    recipients: tuple[Recipient, ...]


class ListsDialog(Dialog):
    """The lists by name; those set aside last. It stays true while others write."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow):
        super().__init__(parent)
        self.setWindowTitle(f"Listes de diffusion : {crisis.title}")
        self._station, self._crisis = station, crisis
        self._lists: Sequence[Reaching] = ()
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(HEADS))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Listes de diffusion")
        self.list.itemActivated.connect(lambda *_: self._edit())
        self.list.currentItemChanged.connect(lambda *_: self._show_reasons())
        self.said = plain.label("", "small", "text_secondary", wrap=True, name="Ce qu’il faut savoir des listes")
        self.new = controls.button("Nouvelle liste…", self._new)
        self.edit = controls.button("Corriger…", self._edit)
        acts = arrangement.row(self.new, self.edit, None, controls.button("Fermer", self.accept))
        band = FrameBand()
        band.show_frame(crisis.frame)
        title = plain.label(f"Listes de diffusion · {crisis.title}", "page_title", wrap=True)
        inside = arrangement.column(title, self.list, self.said, spacing=8, margins=(20, 14, 20, 12))
        foot = arrangement.panel(arrangement.column(acts, margins=(20, 9, 20, 10)), "window")
        self.setLayout(arrangement.column(band, arrangement.panel(inside), controls.rule("rule_strong"), foot))
        self.resize(theme.size(720), theme.size(420))
        station.background.changed.connect(self._changed)
        self._read()

    def _read(self) -> None:
        self._station.background.read(partial(reaching, self._station.reading, self._crisis.id), self._show)

    def _changed(self, changes: Changes) -> None:
        if self._crisis.id in changes.spaces or self._lists:
            self._read()

    def _show(self, found: Sequence[Reaching]) -> None:
        chosen = self._chosen()
        self._lists = found
        self.list.clear()
        for one in found:
            item = QTreeWidgetItem(list(_words(one)))
            item.setSizeHint(len(HEADS) - 1, QSize(0, theme.size(ROW)))
            self.list.addTopLevelItem(item)
            if chosen is not None and one.list.id == chosen.list.id:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        arrangement.fit_columns(self.list)
        self._show_reasons()

    def _chosen(self) -> Reaching | None:
        item = self.list.currentItem()
        place = self.list.indexOfTopLevelItem(item) if item is not None else -1
        return self._lists[place] if 0 <= place < len(self._lists) else None

    def _show_reasons(self) -> None:
        why_not = why_not_write(self._crisis)
        chosen = self._chosen()
        self.new.setEnabled(not why_not)
        self.edit.setEnabled(not why_not and chosen is not None)
        self.said.setText(why_not or (_names(chosen.recipients) if chosen else NONE))

    def _new(self) -> None:
        ListEditor(self, self._station, self._crisis).exec()

    def _edit(self) -> None:
        chosen = self._chosen()
        if chosen is not None and self.edit.isEnabled():
            ListEditor(self, self._station, self._crisis, chosen.list).exec()


class ListEditor(FormDialog):
    """Writes a list, or corrects one: the directory answers as one types."""

    def __init__(
        self, parent: QWidget | None, station: Station, crisis: CrisisRow, before: DistributionList | None = None
    ):
        title = "Nouvelle liste de diffusion" if before is None else f"Corriger : {before.name}"
        super().__init__(parent, title, "Enregistrer", station.background)
        self._station, self._crisis, self._before = station, crisis, before
        self._asked = Query()
        self.show_frame(crisis.frame)
        query = before.query if before else Query()
        self.name = form.line("Nom", before.name if before else "")
        written = "\n".join(map(shown, before.recipients)) if before else ""
        self.recipients = form.area("Destinataires", written, 5)
        self.words = form.line("Mots", query.words, "presse, radio…")
        self.function = form.line("Fonction", query.function, "rédaction, cabinet…")
        self.organisation = form.line("Organisme", query.organisation, "Santé, préfecture 76…")
        self.duty = form.line("Astreintes", query.duty, "Santé ; préfecture 76… ou * pour toutes")
        self.used = QCheckBox("Proposée au moment de diffuser")
        self.used.setChecked(before.used if before else True)
        self.answer = plain.label("", "small", "text_secondary", wrap=True, name="Réponse de l’annuaire")
        self._lay_out()
        self.resize(theme.size(560), theme.size(640))

    def _lay_out(self) -> None:
        self.form.add("name", "Nom de la liste", self.name)
        hint = "Un par ligne : « AFP <desk@afp.fr> », ou un nom seul."
        self.form.add("recipients", "Destinataires nommés", self.recipients, hint)
        asks = "Et, à chaque envoi, tous ceux de l’annuaire qui répondent à :"
        self.form.add_plain(plain.label(asks, "small_strong", wrap=True))
        self.form.add("words", "Mots (nom, fonction, service, organisme)", self.words)
        self.form.add("function", "Fonction", self.function)
        self.form.add("organisation", "Organisme", self.organisation)
        hint = "Résolu à l’heure de l’envoi : qui est d’astreinte alors, et personne s’il y a une lacune."
        self.form.add("duty", "Et les personnes d’astreinte de", self.duty, hint)
        self.form.add_plain(self.answer)
        if self._before is not None:
            self.form.add("used", "Usage", self.used)
        self.put_form()
        for line in (self.words, self.function, self.organisation, self.duty):
            line.textChanged.connect(lambda *_: self._ask())
        self._ask()

    @property
    def query(self) -> Query:
        asked = (self.words, self.function, self.organisation, self.duty)
        return Query(*(str(form.value(line)) for line in asked))

    def submit(self) -> None:
        try:
            recipients = typed(self.recipients.toPlainText())
        except Refused as error:
            self.form.refuse(error)
            return
        name = form.value(self.name)
        if self._before is None:
            self.run(partial(self._station.desk.do, WriteList(self._crisis.id, name, recipients, self.query)))
            return
        fields = rewritten(self._before, name, recipients, self.query)
        fields["used"] = self.used.isChecked()
        seen = {field: self._before.fields[field].seen for field in fields if field in self._before.fields}
        self.run(partial(self._station.desk.do, EditList(self._before.id, fields, seen)))

    def _ask(self) -> None:
        self._asked = query = self.query
        work = partial(_answer, self._station.reading, query, self._crisis.id)
        self._background.read(work, self._came, self._not_answered)

    def _came(self, answer: tuple[Query, tuple[Recipient, ...]]) -> None:
        query, found = answer
        if query != self._asked:
            return  # a letter was typed since: its own answer is on its way
        self.answer.setText(_names(found) if query.asks else "L’annuaire n’est pas interrogé.")

    def _not_answered(self, error: Exception) -> None:
        """Too many answer: the list is not written so either."""
        if isinstance(error, Refused):
            self.answer.setText(str(error))
        else:
            self._background.failed.emit(error)


def reaching(reading: Reading, space: str) -> list[Reaching]:
    """Every list with whom it reaches. Not on the window's thread."""
    return [Reaching(one, _reached(reading, one)) for one in reading.lists(space)]


def _reached(reading: Reading, one: DistributionList) -> tuple[Recipient, ...]:
    """Whom it reaches; those it names alone when more answer its question than a list may hold."""
    try:
        return reading.recipients(one.id)
    except Refused:
        return one.recipients


def why_not_write(crisis: CrisisRow) -> str:
    """Why this person may not write a list of that crisis; nothing when he may."""
    if not crisis.open:
        return "La crise est close."
    if lists.WRITERS.isdisjoint(crisis.role.split(", ")):
        return f"Le rôle {crisis.role} ne permet pas d’écrire une liste de diffusion."
    return ""


def _answer(reading: Reading, query: Query, crisis: str) -> tuple[Query, tuple[Recipient, ...]]:
    return query, reading.answering(query, crisis)


def _words(one: Reaching) -> tuple[str, ...]:
    query = one.list.query
    duties = [f"astreinte {one}" if one else "toutes les astreintes" for one in query.on_duty]
    asked = (query.words, query.function, organisations().short(query.organisation), *duties)
    silent = sum(not recipient.address for recipient in one.recipients)
    name = one.list.name if one.list.used else f"{one.list.name} (n’est plus en usage)"
    conflict = " · deux valeurs" if one.list.conflicts else ""
    return (
        f"{name}{conflict}",
        number(len(one.recipients), "destinataire"),
        str(silent) if silent else "",
        " · ".join(filter(None, asked)),
    )


def _names(found: Sequence[Recipient]) -> str:
    """À cette heure, 3 destinataires : AFP <desk@afp.fr>…"""
    if not found:
        return "Personne à cette heure."
    listed = ", ".join(shown(one) for one in found[:MOST_SHOWN])
    more = f" et {len(found) - MOST_SHOWN} autres" if len(found) > MOST_SHOWN else ""
    return f"À cette heure, {number(len(found), 'destinataire')} : {listed}{more}."
