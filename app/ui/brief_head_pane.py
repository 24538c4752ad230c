"""What stands on every page of a brief: its mention, its TLP, and the hour of the next one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.core.brief_offer import Proposal
from app.core.composition import LONGEST_MARKING, Composition
from app.core.entries import TLP
from app.core.errors import Refused
from app.core.markings import refuse_classified
from app.ui import arrangement, controls, form, plain
from app.ui.duty_opening import planned
from app.ui.form import Form
from app.ui.moment_field import MomentField

OF_CRISIS = "Celle de la crise, que ce point peut changer pour lui seul."


class HeadPane(QFrame):
    """`marked` tells the mention, `coloured` the TLP, `followed` the hour of the next brief (ms, or None)."""

    marked = Signal(str)
    coloured = Signal(str)
    followed = Signal(object)

    def __init__(self, now: Callable[[], int]):
        super().__init__()
        self.setProperty("look", "surface")
        self.form = Form()
        self.marking = form.line("Mention de protection", hint="Diffusion restreinte")
        self.marking.setMaxLength(LONGEST_MARKING)
        self.marking.textEdited.connect(self._mark)
        self.tlp = form.choice("TLP", {code: words or "Aucun" for code, words in TLP.items()})
        self.tlp.activated.connect(lambda _: self.coloured.emit(form.value(self.tlp)))
        self.next = MomentField("Prochain point", now, "UTC", planned)
        self.next.present.hide()  # the next one is never now
        self.next.changed.connect(self._follow)
        self.form.add("marking", "Mention de protection", self.marking, OF_CRISIS)
        self.form.add("tlp", "TLP", self.tlp)
        self.form.add("next_at", "Prochain point de situation", self.next, "Vide : selon le rythme de la crise.")
        head = arrangement.row(plain.label("Mentions et prochain point", "heading"), None, margins=(14, 8, 12, 7))
        inside = arrangement.panel(arrangement.column(self.form, None, margins=(14, 10, 12, 10)))
        whole = arrangement.column(head, controls.rule(), arrangement.scroll(inside))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.marking)

    def show_head(self, proposal: Proposal, composed: Composition) -> None:
        """Show them as they would be printed. What is being typed is left alone."""
        marking = proposal.crisis.marking if composed.marking is None else composed.marking
        if self.marking.text().strip() != marking.strip():
            self.marking.setText(marking)
        tlp = proposal.crisis.tlp if composed.tlp is None else composed.tlp
        self.tlp.setCurrentIndex(max(0, self.tlp.findData(tlp)))
        self._judge()
        if not any(line.hasFocus() for line in self.next.lines):
            self.next.blockSignals(True)
            self.next.show_zone(proposal.crisis.zone)
            self.next.show_moment(proposal.next_at if composed.next_at is None else composed.next_at)
            self.next.blockSignals(False)

    def _mark(self, words: str) -> None:
        self._judge()
        self.marked.emit(words)

    def _judge(self) -> None:
        """A level of classification is refused under the field, as it is typed."""
        try:
            refuse_classified(self.marking.text(), "marking")
        except Refused as refused:
            if not self.form.refusal:
                self.form.refuse(refused)
            return
        self.form.forgive()

    def _follow(self) -> None:
        try:
            at = self.next.at("next_at")
        except Refused:
            return  # the field says so itself
        self.followed.emit(at)
