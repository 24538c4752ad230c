"""Writing an on-call slot: a new one, or what a person corrected of it; an overlap is told before it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app.core import times
from app.core.contact import IDENTIFIER
from app.core.duty import KINDS, NORMAL, DutyRow, line_of
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.registers.duties import AddDuty, EditDuty
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, duty_asking, duty_opening, duty_spans, duty_words, form, plain, screen
from app.ui.conflict_box import Conflict, conflict_box
from app.ui.directory_line import DirectoryLine, contacts_found, organisations_found
from app.ui.duty_cancelling import CancelDutyDialog
from app.ui.duty_opening import OpenedDuty
from app.ui.duty_space import DutySpace
from app.ui.form import FormDialog
from app.ui.moment_field import MomentField
from app.ui.station import Station

WIDTH, HEIGHT = 600, 780
PAUSE = 200  # ms without a key before overlaps are looked for
NAMES = (("holder", "Titulaire"), ("deputy", "Suppléant"))
HINT = "Nom de l’annuaire, ou de quelqu’un qui n’y est pas"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a new slot begins from: the gap it fills. Hours in ms, 0 when nothing is proposed."""

    organisation: str = ""
    function: str = ""
    starts: int = 0
    ends: int = 0
    own: bool = False  # of the crisis alone


class DutyEditor(FormDialog):
    """Adds a slot, or corrects that of `opened`. `why_not`: this person may only read it here."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow | None,
        now: Callable[[], int],
        opened: OpenedDuty | None = None,
        begun: Begun | None = None,
        *,
        role: str = "",
        why_not: str = "",
    ):
        title = f"Corriger : {opened.words}" if opened else "Nouvelle astreinte"
        super().__init__(parent, title, "Enregistrer", station.background)
        self.heading.setWordWrap(True)
        self._station, self._crisis, self._now, self._opened = station, crisis, now, opened
        self.written = ""
        self.cancelled = False
        if crisis is not None:
            self.show_frame(crisis.frame)
        self.where = DutySpace(crisis, role, own=bool(begun and begun.own))
        self._make(begun or Begun())
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(PAUSE)
        self._asking.timeout.connect(self._look_for_overlaps)
        self._lay_out(why_not)
        self._listen()
        if begun is not None:
            self.people["holder"].setFocus()  # all the rest is known
        screen.give_size(self, WIDTH, HEIGHT)
        self.ask_before_losing()
        self._look_for_overlaps()

    def submit(self) -> None:
        self.form.forgive()
        try:
            command = self.command()
        except Refused as refused:
            self.form.refuse(refused)
            return
        self.run(partial(self._station.desk.do, command))

    def done_with(self, outcome: Any) -> None:
        self.written = str(outcome.id)
        self.accept()

    def command(self) -> AddDuty | EditDuty:
        """What is to be written. Raises Refused."""
        typed = self.typed()
        if self._opened is None:
            given = {name: value for name, value in typed.items() if value not in ("", False, None)}
            return AddDuty(given, self.where.crisis)
        fields = self._opened.duty.fields
        before = {name: fields[name].settled if name in fields else None for name in typed}
        changed = {name: value for name, value in typed.items() if value != (before[name] or type(value)())}
        if not changed:
            raise Refused("rien n’a été changé.")
        return EditDuty(self._opened.duty.id, changed, {name: fields[name].seen for name in changed if name in fields})

    def typed(self) -> dict[str, Any]:
        """What the fields hold, as the register takes it. Raises Refused for an hour that is none."""
        organisation = self.organisation.value()
        found: dict[str, Any] = {"organisation": organisations().code_of(organisation) or organisation}
        found |= {"function": form.value(self.function), "zone": self.zone.currentData()}
        for name, line in self.people.items():
            value = line.value().strip()
            known = bool(IDENTIFIER.fullmatch(value))
            found |= {name: value if known else "", f"{name}_name": "" if known else value}
        phone, first = form.value(self.phone), self._first("phone")
        found["phone"] = first if phone == shown(first) else phone
        for name, field, missing in (("starts", self.starts, "le début"), ("ends", self.ends, "la fin")):
            at = field.at(name)
            if at is None:
                raise Refused(f"écrivez {missing} de l’astreinte.", name)
            found[name] = at
        found |= {"kind": self.kind.currentData(), "last": self.last.isChecked(), "remark": form.value(self.remark)}
        return found

    def _first(self, name: str, nothing: Any = "") -> Any:
        fields = self._opened.duty.fields if self._opened else {}
        return fields[name].settled if name in fields else nothing

    def _make(self, begun: Begun) -> None:
        crisis, now, station = self._crisis, self._now, self._station
        space = crisis.id if crisis else ""
        organisation = self._first("organisation", begun.organisation)
        self.organisation = DirectoryLine(
            "Organisme",
            station,
            organisations_found(space),
            organisation,
            organisations().short(organisation) if organisation else "",
            "Santé, préfecture 76…",
        )
        self.function = form.line("Fonction", self._first("function", begun.function), "DICOM, cabinet, cellule…")
        self.people = {}
        for name, words in NAMES:
            value = self._first(name) or self._first(f"{name}_name")
            text = (self._opened.called(name) if self._opened else "") or value
            self.people[name] = DirectoryLine(words, station, contacts_found(space), value, text, HINT)
        self.phone = form.line("Numéro", shown(self._first("phone")), "celui du titulaire")
        zone = self._first("zone", duty_words.zone_of(crisis))
        self.zone = form.choice("Fuseau horaire", {zone: times.zone_words(zone), **times.ZONES}, zone)
        self.starts = MomentField("Début", now, zone, duty_opening.planned)
        self.ends = MomentField("Fin", now, zone, duty_opening.planned)
        for field, name, at in ((self.starts, "starts", begun.starts), (self.ends, "ends", begun.ends)):
            field.show_moment(self._first(name) or at or None)
            field.present.setVisible(name == "starts")
        self.kind = form.choice("Nature", KINDS, self._first("kind", NORMAL))
        self.last = QCheckBox("Fin de l’astreinte : personne n’est attendu après")
        self.last.setChecked(bool(self._first("last", False)))
        self.remark = form.area("Remarque", self._first("remark"), 2)
        self.told = plain.label("", "small_strong", "warning", wrap=True, name="Recouvrement")
        self.told.hide()

    def _lay_out(self, why_not: str) -> None:
        for box in self._conflicts(why_not):
            self.form.add_plain(box)
        if self._opened is None:
            self.where.put_in(self.form)
        self.form.add("organisation", "Organisme", self.organisation)
        self.form.add("function", "Fonction", self.function)
        for name, words in NAMES:
            self.form.add(f"{name} {name}_name", words, self.people[name])
        self.form.add("phone", "Numéro", self.phone, "Vide : le numéro d’astreinte de la fiche, sinon son mobile.")
        self.form.add("starts", "Début", self.starts)
        self.form.add("ends", "Fin", self.ends)
        self.form.add_plain(self.told)
        self.form.add("zone", "Fuseau horaire", self.zone)
        self.form.add("kind", "Nature", self.kind)
        self.form.add_plain(self.last)
        self.form.add("remark", "Remarque", self.remark)
        self.put_form()
        if self._opened is not None:
            cancel = controls.button("Annuler cette astreinte…", self._cancel_slot, "danger")
            cancel.setEnabled(not why_not)
            self.foot_row.addWidget(cancel)
            self._cancel.setText("Fermer")  # « Annuler » beside it would be taken for the other
            self._cancel.setAccessibleName("Fermer")
        if why_not:
            self.act.setEnabled(False)
            self.put(controls.banner("info", "info", f"Ici, cette astreinte se lit seulement : {why_not}"), 0)

    def _conflicts(self, why_not: str) -> list[QWidget]:
        """What was corrected apart: every value, and a button to keep one."""
        opened = self._opened
        found: Sequence[str] = opened.duty.conflicts if opened else ()
        return [
            arrangement.panel(
                arrangement.column(
                    conflict_box(
                        Conflict(
                            f"Deux valeurs : {duty_opening.label(name)}",
                            opened.duty.fields[name],
                            opened.said(name),
                        ),
                        opened.duty.zone,
                        partial(self._keep, name),
                        why_not,
                    ),
                    margins=(12, 10, 12, 10),
                ),
                "box_warning",
            )
            for name in found
            if opened is not None
        ]

    def _keep(self, name: str, value: Any) -> None:
        if self._opened is not None:
            duty = self._opened.duty
            command = EditDuty(duty.id, {name: value}, {name: duty.fields[name].seen})
            self.run(partial(self._station.desk.do, command))

    def _cancel_slot(self) -> None:
        if self._opened is None:
            return
        dialog = CancelDutyDialog(self, self._station, self._opened)
        if self._crisis is not None:
            dialog.show_frame(self._crisis.frame)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.written, self.cancelled = self._opened.duty.id, True
            self.accept()

    def _listen(self) -> None:
        lines = (self.organisation, self.function)
        for signal in (*(one.textChanged for one in lines), self.starts.changed, self.ends.changed):
            signal.connect(lambda *_: self._asking.start())
        for signal in (self.kind.currentIndexChanged, self.where.changed):
            signal.connect(lambda *_: self._asking.start())
        self.zone.currentIndexChanged.connect(lambda _: self._change_zone())

    def _change_zone(self) -> None:
        for field in (self.starts, self.ends):
            field.show_zone(self.zone.currentData())
        self._asking.start()

    def _look_for_overlaps(self) -> None:
        try:
            typed = self.typed()
        except Refused:
            self._show_overlaps(())
            return
        if typed["kind"] != NORMAL or typed["ends"] <= typed["starts"]:
            self._show_overlaps(())
            return
        duty = self._opened.duty if self._opened else None
        own = self._crisis is not None and (duty.space == self._crisis.id if duty else bool(self.where.crisis))
        space = self._crisis.id if own and self._crisis else ""
        line, window = line_of(typed["organisation"], typed["function"]), (typed["starts"], typed["ends"])
        work = partial(duty_asking.overlapping, self._station.reading, space, line, window, duty.id if duty else "")
        self._station.background.read(work, self._show_overlaps)

    def _show_overlaps(self, found: Sequence[DutyRow]) -> None:
        zone = str(self.zone.currentData())
        said = [f"{one.name} {duty_spans.when(one.starts, one.ends, zone)}" for one in found[:3]]
        more = f", et {len(found) - 3} autres" if len(found) > 3 else ""
        self.told.setText(f"Recouvrement avec : {' ; '.join(said)}{more}. Les deux seront montrés." if said else "")
        self.told.setVisible(bool(said))
