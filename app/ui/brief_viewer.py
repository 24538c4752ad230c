"""A brief that was frozen, read from its kept file: its state, its pages, and those of its annex."""

from dataclasses import dataclass

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.core.brief_content import Content
from app.core.store.reading import Reading
from app.core.store.rows import BriefRow
from app.ui import arrangement, controls, plain, theme
from app.ui.background import Background
from app.ui.brief_list import format_of
from app.ui.flow_layout import FlowLayout
from app.ui.page_preview import PagePreview
from app.ui.page_tools import PageTools
from app.ui.states import State
from app.ui.wording import breakable, day_and_hour, number

ROOMY = 330  # pixels at 100 %: less high, only the title stands above the pages


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen brief: its files, whose SHA-256 are those signed with it, and what it says, when this version can read
    it."""

    row: BriefRow
    pdf: bytes
    annex: bytes
    content: Content | None


def opened(reading: Reading, row: BriefRow) -> Frozen:
    """Not on the window's thread. Raises Refused when a file is not the one that was signed."""
    annex = reading.brief_annex(row.id) if row.annex_pages else b""
    return Frozen(row, reading.brief_file(row.id), annex, reading.brief_content(row.id))


class BriefViewer(QFrame):
    """One of its two files at a time."""

    def __init__(self, background: Background):
        super().__init__()
        self.setProperty("look", "surface")
        self._background = background
        self.frozen: Frozen | None = None
        self.title = plain.label("", "page_title", wrap=True)
        self.state = controls.Sign("en_visa", "", "info", boxed=True)
        self._verified = controls.Sign("favorable", "vérifié", "success")
        self.told = plain.label("", "small", "text_secondary", wrap=True, name="Format, auteur et exemplaires")
        self.fingerprint = plain.label("", "small", "text_secondary", wrap=True, name="Empreinte du fichier")
        self.brief, self.annex = self._tab("Point de situation"), self._tab("Annexe")
        self.preview = PagePreview()
        self._tools = PageTools(self.preview)
        self._lay_out()

    @property
    def shown(self) -> tuple[str, bytes]:
        """The name and the file of what is shown."""
        if self.frozen is None:
            return "", b""
        reference = self.frozen.row.reference
        annex = self.annex.isChecked() and self.frozen.annex
        return (f"{reference}-annexe", self.frozen.annex) if annex else (reference, self.frozen.pdf)

    def show_frozen(self, frozen: Frozen, state: State, zone: str) -> None:
        """Show that brief; its annex stays shown when it was and the brief is the same."""
        before = self.frozen.row.id if self.frozen is not None else ""
        same = self.frozen == frozen
        self.frozen, row = frozen, frozen.row
        self._head(row, state, zone)
        self._verified.show_state("favorable", "vérifié", "success")
        self._verified.show()
        self.brief.setText(f"Point de situation ({pages(row.pages)})")
        self.annex.setText(f"Annexe ({pages(row.annex_pages)})")
        self._tabs.setVisible(bool(frozen.annex))
        if before != row.id or not frozen.annex:
            self.brief.setChecked(True)
            self.annex.setChecked(False)
        words = QFontMetrics(theme.font("heading")).horizontalAdvance("Page 10 sur 10")
        self._tools.page.setMinimumWidth(words)
        if not same:
            self._show_file()

    def show_broken(self, row: BriefRow, state: State, zone: str, why: str) -> None:
        """Its file cannot be shown, and why."""
        self.frozen = None
        self._head(row, state, zone)
        self._verified.show_state("contredit", "fichier différent de celui qui fut signé", "alarm")
        self._verified.show()
        self.fingerprint.setText(why)
        self.preview.show_pages(())

    def _head(self, row: BriefRow, state: State, zone: str) -> None:
        self.title.setText(f"Point de situation n° {row.number} · {row.reference}")
        self.state.show_state(*state)
        made = f"figé {day_and_hour(row.frozen_at, zone)} par {row.author}"
        signed = (
            f"approuvé {day_and_hour(row.approved_at, zone)} par {row.approver}" if row.approved else "non approuvé"
        )
        copies = number(row.copies, "exemplaire") if row.copies else "aucun exemplaire"
        stops = f"arrêté {day_and_hour(row.cutoff, zone)}"
        self.told.setText(" · ".join((f"format {format_of(row)}", stops, made, signed, copies)))
        self.fingerprint.setText(breakable(f"Empreinte SHA-256 du fichier : {grouped(row.sha256)}"))
        plain.tip(self.fingerprint, row.sha256)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without height, the pages come first: what else is known of the brief is told by the hint of its title."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        roomy = self.height() >= theme.size(ROOMY) or self.frozen is None
        for words in (self.told, self.fingerprint):
            words.setVisible(roomy)
        hint = "" if roomy else f"{self.told.text()}\n{self.fingerprint.text()}"
        plain.tip(self.title, hint)
        self.title.setAccessibleDescription(hint)

    def _show_file(self) -> None:
        self.preview.show_file(self.shown[1], self._background)
        self.preview.setAccessibleName("Pages de l’annexe" if self.annex.isChecked() else "Pages du point de situation")

    def _tab(self, words: str) -> QPushButton:
        made = controls.button(words, lambda: self._turn(made), "chip")
        made.setCheckable(True)
        return made

    def _turn(self, pressed: QPushButton) -> None:
        for one in (self.brief, self.annex):
            one.setChecked(one is pressed)
        if self.frozen is not None:
            self._show_file()

    def _lay_out(self) -> None:
        self._tabs, flow = QWidget(), FlowLayout(spacing=6)
        self._tabs.setLayout(flow)
        for one in (self.brief, self.annex):
            flow.addWidget(one)
        first = arrangement.row(arrangement.wide(self.title), self._verified, self.state)
        head = arrangement.column(first, self.told, self.fingerprint, spacing=3, margins=(20, 8, 16, 7))
        bar = arrangement.row(self._tabs, self._tools, margins=(20, 5, 16, 5))
        bar.setStretch(0, 1)
        bar.setStretch(1, 1)
        around = arrangement.panel(bar, "window")
        whole = arrangement.column(arrangement.panel(head), controls.rule(), around, controls.rule(), self.preview)
        whole.setStretch(4, 1)
        self.setLayout(whole)


def pages(count: int) -> str:
    """2 p."""
    return f"{count}\u00a0p."


def grouped(fingerprint: str) -> str:
    """The first half of a hash by groups of four, as it is compared aloud."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, 32, 4)) + "…"
