"""Composing a brief: its sections, the lines it tells, what stands in its way, and the page that would be frozen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core import brief_choices
from app.core.brief_offer import Offer
from app.core.composition import Composition, Trouble
from app.core.errors import Refused, Unavailable
from app.core.store.rows import CrisisRow
from app.ui import arrangement, brief_lines, brief_sections, brief_troubles, controls, plain
from app.ui.brief_annex_pane import AnnexPane
from app.ui.brief_head_pane import HeadPane
from app.ui.brief_reasons import ReasonsPanel
from app.ui.brief_section_pane import SectionPane
from app.ui.brief_sections import ANNEX, HEAD
from app.ui.brief_settings import SettingsBar
from app.ui.brief_work import BriefWork
from app.ui.card_list import CardList
from app.ui.flow_layout import FlowLayout
from app.ui.page_preview import PagePreview
from app.ui.page_tools import PageTools
from app.ui.station import Station

SECTIONS_WIDTH, MIDDLE_WIDTH, PAGES_WIDTH = 208, 430, 440
LOST = "Vos choix et vos textes seront oubliés. Les lignes proposées reviennent toutes."


class BriefComposer(QWidget):
    """What is frozen is the page on the screen, byte for byte. `closed` tells the id of the brief frozen, or ""."""

    closed = Signal(str)

    def __init__(self, station: Station, now: Callable[[], int]):
        super().__init__()
        self._station = station
        self._refused = ""
        self.work = BriefWork(station, now, self)
        self.settings = SettingsBar(now)
        self.sections = CardList("Sections")
        self._ready = plain.label("", "small", "text_tertiary", name="Sections prêtes")
        self._more = plain.label("", "small_strong", "info", wrap=True, name="Venu depuis l’ouverture")
        self.section, self.annexes, self.head = SectionPane(), AnnexPane(), HeadPane(now)
        self._middle = QStackedWidget()
        self._section_room = arrangement.scroll(self.section)  # in large text it needs more height than there may be
        for pane in (self._section_room, self.annexes, self.head):
            self._middle.addWidget(pane)
        self.reasons = ReasonsPanel()
        self.preview = PagePreview()
        self._tools = PageTools(self.preview)
        self._project = controls.Sign("en_visa", "projet, non figé", "info", boxed=True)
        self.fill = plain.label("", "small", "text_secondary", wrap=True, name="Place prise dans le format")
        self._lay_out()
        self._connect()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Where F6 stops; one arrives at the sections."""
        return self.sections, self._middle, self.reasons, self.preview, self.settings

    def begin(self, crisis: CrisisRow, project: str = "") -> None:
        """Go on with the next brief of that crisis, or with a project (id) of it, from where it was left."""
        self._refused = ""
        self.settings.title.setText("Point de situation")
        self.settings.show_meaning("la page est en cours de composition.", "")
        self.reasons.show_troubles(())
        self.preview.show_pages(())
        self.work.open(crisis, project)

    def look_again(self) -> None:
        """Something was written or received meanwhile."""
        if self.isVisible():
            self.work.look_again()

    def leave(self) -> None:
        """Another crisis is looked at: what was chosen is kept."""
        self.work.close()
        self._forget_place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.work.wake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.work.wake(False)

    # -- what is shown

    def _show_all(self) -> None:
        """Other lines are offered, or what was left is there again."""
        if self.work.proposal is None:
            return
        listed = self._show_sections()
        wanted = self.sections.current_id
        if wanted not in [one.id for one in listed]:
            self.sections.choose(listed[0].id)
        self._show_pane()
        self._more.setText(brief_lines.told(len(self.work.fresh)))
        self._more.setVisible(bool(self.work.fresh))

    def _show_choices(self) -> None:
        """A choice was made."""
        self._refused = ""
        self._show_sections()
        self._show_pane()

    def _show_proof(self) -> None:
        proof = self.work.proof
        if proof is None:
            return
        self.preview.show_file(proof.printed.pdf, self._station.background)
        words, tone = brief_troubles.filled(proof)
        self.fill.setText(words)
        plain.mark(self.fill, "tone", tone)
        self._show_sections()
        if self._middle.currentWidget() is self.annexes:
            self._show_pane()

    def _show_sections(self) -> list[Any]:
        """The sections and where they stand, what is in the way of freezing, and what freezing means."""
        work, proposal, crisis = self.work, self.work.proposal, self.work.crisis
        if proposal is None or crisis is None:
            return []
        found = brief_troubles.troubles(proposal, work.composed, work.proof)
        moved = work.proof.moved if work.proof is not None else {}
        listed = brief_sections.cards(proposal, work.composed, found, moved)
        self.sections.show_items(listed)
        sections = listed[: len(proposal.offers)]
        self._ready.setText(f"{sum(map(brief_sections.is_done, sections))} prêtes sur {len(sections)}")
        self.reasons.show_troubles(found)
        approves = brief_troubles.may_approve(crisis)
        self.settings.show_settings(proposal, work.composed, work.approving, approves)
        why = brief_troubles.why_not(crisis, found, work.ready)
        if self._refused:
            self.settings.show_meaning(why, self._refused, "error")
        else:
            meaning = brief_troubles.meaning(approves and work.approving, bool(work.composed.revises))
            self.settings.show_meaning(why, meaning)
        return listed

    def _show_pane(self, *, from_top: bool = False) -> None:
        work, proposal, here = self.work, self.work.proposal, self.sections.current_id
        if proposal is None:
            return
        if here == ANNEX:
            moved = dict(work.proof.moved) if work.proof is not None else {}
            self.annexes.show_annexes(proposal, work.composed, work.fresh, moved)
        elif here == HEAD:
            self.head.show_head(proposal, work.composed)
        elif (offer := self._offer()) is not None:
            self.section.show_section(offer, proposal, work.composed, work.fresh, from_top=from_top)
        self._middle.setCurrentWidget({ANNEX: self.annexes, HEAD: self.head}.get(here, self._section_room))

    def _enter(self, id: str) -> None:
        """The person went to that section: its page comes along."""
        if id:
            self._show_pane(from_top=True)
            place = self.work.proof.places.get(self._number()) if self.work.proof is not None else None
            self.preview.show_place(place)

    def _mark(self) -> None:
        """The section at hand is framed on the page, which stays where it is read."""
        place = self.work.proof.places.get(self._number()) if self.work.proof is not None else None
        for number, sheet in enumerate(self.preview.sheets):
            sheet.mark(place if place is not None and place.page == number else None)

    def _number(self) -> int:
        return int(self.sections.current_id) if self.sections.current_id.isdecimal() else 0

    def _offer(self) -> Offer | None:
        return self.work.offer(self._number())

    # -- what the author does

    def _change(self, composed: Composition) -> None:
        self.work.change(composed)

    def _type(self, text: str) -> None:
        if (offer := self._offer()) is not None:
            self._change(brief_choices.written(self.work.composed, offer, text))

    def _tick(self, key: str, wanted: bool) -> None:
        proposal = self.work.proposal
        groups = [one for offer in proposal.offers for one in offer.groups] if proposal is not None else []
        groups += list(proposal.annexes.values()) if proposal is not None else []
        picks = [pick for group in groups for pick in group.picks if pick.key == key]
        self._change(brief_choices.taken(self.work.composed, picks, wanted))

    def _tick_all(self, wanted: bool) -> None:
        if (offer := self._offer()) is not None:
            self._change(brief_choices.taken(self.work.composed, brief_choices.picks_of(offer), wanted))

    def _move(self, key: str, step: int) -> None:
        if (offer := self._offer()) is None:
            return
        try:
            self._change(brief_choices.moved(self.work.composed, offer, key, step))
        except Refused as refused:
            self.settings.say(str(refused))

    def _annex(self, name: str, wanted: bool) -> None:
        if self.work.proposal is not None:
            names = brief_sections.annexes_of(self.work.proposal, self.work.composed)
            self._change(brief_choices.annexed(self.work.composed, names, name, wanted))

    def _go(self, trouble: Trouble) -> None:
        """To where it is mended."""
        self.sections.choose(str(trouble.section) if trouble.section else HEAD)
        if not trouble.section:
            self.head.marking.setFocus()
        elif trouble.key:
            self.section.go_to_pick(trouble.key)
        elif trouble.line:
            self.section.go_to_line(trouble.line, trouble.words)
        else:
            self.section.text.setFocus()
        held = self.focusWidget()
        if held is not None and self.section.isAncestorOf(held):
            self._section_room.ensureWidgetVisible(held)

    def _restart(self) -> None:
        if plain.confirm(self, "Recommencer", LOST, "Recommencer", "Garder mes choix"):
            self.work.start_over()

    def _freeze(self) -> None:
        self.settings.freeze.setEnabled(False)
        self.work.freeze(self._frozen)

    def _frozen(self, done: object) -> None:
        self._forget_place()
        self.closed.emit(str(getattr(done, "id", "")))

    def _forget_place(self) -> None:
        """The next one begins with its first section, at the top of its first page."""
        self.sections.show_items(())
        self.preview.verticalScrollBar().setValue(0)

    def _give_up(self) -> None:
        self.work.close()
        self.closed.emit("")

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._refused = f"Refusé : {error}"
            self.settings.show_meaning(str(error), "", "error")
            return
        if isinstance(error, Unavailable):
            self.settings.show_meaning(str(error), "", "error")
        self._station.background.failed.emit(error)

    # -- what is laid where

    def _lay_out(self) -> None:
        flow = FlowLayout(spacing=8)
        for words in (plain.label("Sections", "small_strong"), self._ready):
            flow.addWidget(words)
        counted = arrangement.column(flow, margins=(14, 8, 12, 7))
        self._more.setContentsMargins(14, 0, 12, 7)
        self._more.hide()
        left = arrangement.panel(arrangement.column(counted, self._more, controls.rule(), self.sections))
        middle = arrangement.column(self._middle, self.reasons)
        middle.setStretch(0, 1)
        state = arrangement.row(self._project, arrangement.wide(self.fill))
        bar = arrangement.panel(arrangement.column(self._tools, state, spacing=4, margins=(14, 5, 12, 6)), "window")
        right = arrangement.panel(arrangement.column(bar, controls.rule(), self.preview), "window")
        split = arrangement.split(
            (left, SECTIONS_WIDTH, 150),
            (arrangement.panel(middle), MIDDLE_WIDTH, 260),
            (right, PAGES_WIDTH, 260),
            stretched=2,
        )
        whole = arrangement.column(self.settings, controls.rule("rule_strong"), split)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.sections)

    def _connect(self) -> None:
        work, settings, section = self.work, self.settings, self.section
        work.opened.connect(self._show_all)
        work.proposed.connect(self._show_all)
        work.chosen.connect(self._show_choices)
        work.proved.connect(self._show_proof)
        work.failed.connect(self._fail)
        self.sections.chosen.connect(self._enter)
        self.preview.moved.connect(self._mark)
        section.typed.connect(self._type)
        section.reasoned.connect(
            lambda why: self._change(brief_choices.without_object(work.composed, self._number(), why))
        )
        section.ticked.connect(self._tick)
        section.all_ticked.connect(self._tick_all)
        section.moved.connect(self._move)
        self.annexes.wanted.connect(self._annex)
        self.annexes.ticked.connect(self._tick)
        self.head.marked.connect(lambda words: self._change(replace(work.composed, marking=words)))
        self.head.coloured.connect(lambda tlp: self._change(replace(work.composed, tlp=tlp)))
        self.head.followed.connect(lambda at: self._change(replace(work.composed, next_at=at)))
        self.reasons.gone.connect(self._go)
        settings.formatted.connect(lambda code: self._change(replace(work.composed, format=code)))
        settings.stopped.connect(lambda at: self._change(replace(work.composed, cutoff=at)))
        settings.approving.connect(work.approve)
        settings.frozen.connect(self._freeze)
        settings.restarted.connect(self._restart)
        settings.ended.connect(self._give_up)
