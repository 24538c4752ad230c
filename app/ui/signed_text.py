"""The exact text that a visa signs, whole, or with the words that changed since the reader last signed it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core import differences
from app.core.message import Message
from app.core.texts import Version, placeholders
from app.core.visas import Visa
from app.ui import arrangement, controls, plain
from app.ui.background import Background
from app.ui.flow_layout import FlowLayout
from app.ui.message_acts import Acting
from app.ui.message_text import Parts, TextPart, texts
from app.ui.wording import number

KEY = "F3"
NEVER = "Vous n’avez encore signé aucune version de ce texte."
WITHIN = "Vous avez déjà signé ce texte exact."


def last_signed(message: Message, version: Version, acting: Acting) -> tuple[Version, Visa] | None:
    """The last text that this person, or the organisation he signs for, gave a visa on; None when there is none."""
    persons = {one.person for one in acting}
    asked = {one.organisation for one in acting if one.organisation}
    known = {one.label: one for one in message.versions}
    theirs = [
        visa
        for visa in message.visas
        if visa.version in known and (visa.person in persons or (visa.organisation and visa.organisation in asked))
    ]
    return (known[theirs[-1].version], theirs[-1]) if theirs else None


class SignedText(QWidget):
    """`version` is what is shown, and what a visa given now signs. One key shows what changed, and the text again."""

    def __init__(self, background: Background, *, scrolls: bool = True) -> None:
        super().__init__()
        self._background = background
        self._since: Version | None = None
        self._nothing = ""
        self.version: Version | None = None
        self.changes = controls.button("", self.toggle, "chip")
        self.changes.setCheckable(True)
        self._said = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui a changé")
        bar = QWidget()
        flow = FlowLayout(bar)
        flow.addWidget(self.changes)
        self.parts = TextPart((0, 4, 0, 8))
        self.parts.setProperty("look", "surface")
        self._bar = arrangement.panel(arrangement.column(bar, self._said, spacing=4, margins=(0, 0, 0, 6)))
        whole = arrangement.column(
            self._bar, controls.rule(), arrangement.scroll(self.parts) if scrolls else self.parts
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def show_version(self, version: Version, since: Version | None, words: str, *, changed: bool = False) -> None:
        """Show that text; `since` is the one to compare it with, called `words`; `changed`: compared at once."""
        keep = self.version is not None and self.version.hash == version.hash and self.changes.isChecked()
        self.version, self._since = version, since
        same = since is not None and since.hash == version.hash
        self.changes.setVisible(since is not None and not same)
        text = f"Différences depuis {words}  {KEY}"
        self.changes.setText(plain.without_mnemonic(text))
        self.changes.setAccessibleName(text)
        self._nothing = WITHIN if same else NEVER if since is None else ""
        if since is not None and not same and (changed or keep):
            self.show_changes()
        else:
            self.show_text()

    def toggle(self) -> None:
        """What changed, or the text as it stands."""
        if self.showing_changes or self._since is None:
            self.show_text()
        else:
            self.show_changes()

    @property
    def showing_changes(self) -> bool:
        return self.parts.property("changes") is True

    def show_text(self) -> None:
        """The text as the public would read it, with what is still to be written in a frame."""
        if self.version is None:
            return
        self._mark(False)
        self._said.setText(self._nothing)
        self._said.setVisible(bool(self._nothing))
        self.parts.show_parts(texts(self.version.text), placeholders(self.version.text))

    def show_changes(self) -> None:
        """The text with the words that changed since the one it is compared with."""
        if self.version is None or self._since is None or self._since.hash == self.version.hash:
            return
        self._mark(True)
        work = partial(_compared, self._since, self.version)
        self._background.read(work, self._show_compared)

    def _show_compared(self, found: tuple[Version, Version, Parts]) -> None:
        former, version, parts = found
        if not self.showing_changes or (former, version) != (self._since, self.version):
            return  # the person has gone on to something else meanwhile
        self._said.setText(changed_words(parts))
        self._said.show()
        self.parts.show_parts(parts, placeholders(version.text))

    def _mark(self, changes: bool) -> None:
        self.changes.setChecked(changes)
        self.parts.setProperty("changes", changes)


def changed_words(parts: Parts) -> str:
    """+12, −4 mots : ce qui est ajouté est souligné, ce qui est retiré est barré."""
    inserted, deleted = differences.counts(tuple(piece for _, pieces in parts for piece in pieces))
    if not inserted and not deleted:
        return "Aucun mot n’a changé : des espaces, ou la mise en page."
    return f"+{inserted}, −{number(deleted, 'mot')} : l’ajout est souligné, le retrait est barré."


def _compared(former: Version, version: Version) -> tuple[Version, Version, Parts]:
    return former, version, differences.compare_parts(former.text, version.text)


def known_as(signed: tuple[Version, Visa], acting: Acting, hour: str) -> str:
    """mon visa (v3, 02:41); the one of whom else signed for the organisation."""
    version, visa = signed
    persons = {one.person for one in acting}
    whose = "mon visa" if visa.person in persons and not visa.recorded else f"le visa de {visa.speaker}"
    return f"{whose} ({version.label.partition('·')[0]}, {hour})"
