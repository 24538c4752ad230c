"""How an entry stands to others: contradictions until they are settled, what replaces it, and its other links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from app.core.entries import LINKED, LINKS
from app.core.entry import Entry
from app.core.store.journal_reading import Related
from app.ui import arrangement, controls, detail_rows, plain, wording
from app.ui.controls import Sign
from app.ui.part_column import Part

CONTRADICTS, REPLACES = "contradicts", "replaces"
SAID = {True: "Contredit", False: "Contredit par"}


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as it is seen from the entry shown. `source` holds it and `target` is named by it; `id`, `number` and
    `subject` are those of the other one. `settled` says how, by whom and when; empty as long as it is not."""

    id: str
    number: str
    subject: str
    kind: str
    outgoing: bool
    note: str = ""
    settled: str = ""
    when: str = ""

    @property
    def words(self) -> str:
        return (LINKS if self.outgoing else LINKED).get(self.kind, self.kind)

    @property
    def open(self) -> bool:
        """A contradiction that nobody has settled."""
        return self.kind == CONTRADICTS and not self.settled

    @property
    def supersedes(self) -> bool:
        """The other one stands in place of the entry shown."""
        return self.kind == REPLACES and not self.outgoing


@dataclass(frozen=True, slots=True)
class Asked:
    """What the links may ask for: another entry shown, a contradiction settled, a mistake taken back. `why_not` says
    why this person may do neither of the last two."""

    show: Callable[[str], object]
    settle: Callable[[Tie], object]
    remove: Callable[[Tie], object]
    why_not: str = ""


def ties(entry: Entry, related: Related, zone: str) -> tuple[Tie, ...]:
    """Every link of the entry, those that name it included."""
    found = []
    for one in related.links:
        who = f"{wording.person(one.by)}, {wording.short_day_and_hour(one.at, zone)}"
        who += ", en attente d’envoi" if one.rank is None else ""
        found.append(Tie(one.id, one.number, one.subject, one.kind, one.outgoing, one.note, one.settled, who))
    return tuple(found)


def contradictions(links: Sequence[Tie], asked: Asked) -> Part:
    """A band for each contradiction that is not settled: with what, and the way to settle it."""
    said = tuple(one for one in links if one.open)
    return Part("contradictions", (said, asked.why_not), partial(_draw_bands, said, partial(_contradiction, asked)))


def replaced(links: Sequence[Tie], asked: Asked) -> Part:
    """What stands in place of this entry now."""
    said = tuple(one for one in links if one.supersedes)
    return Part("replaced", (said, asked.why_not), partial(_draw_bands, said, partial(_replacement, asked)))


def quiet(links: Sequence[Tie]) -> tuple[Tie, ...]:
    """The links that call for nothing: settled contradictions are among them."""
    return tuple(one for one in links if not one.open and not one.supersedes)


def number_link(one: Tie, show: Callable[[str], object]) -> QWidget:
    """The number of the other entry: pressed, it shows that one."""
    name = f"{one.words} {one.number} : {one.subject}" if one.subject else f"{one.words} {one.number}"
    made = detail_rows.link(one.number, partial(show, one.id), name)
    plain.tip(made, one.subject)
    return made


def tie_row(one: Tie, asked: Asked) -> QLayout:
    """A link in words, and how it was settled, by whom and when, if it was."""
    head = [plain.label(one.words, "small"), number_link(one, asked.show)]
    if not one.settled and not asked.why_not:
        head.append(_remove_link(one, asked))
    rows: list[QWidget | QLayout] = [detail_rows.flow(*head, spacing=5)]
    if one.settled:
        rows.append(detail_rows.words(f"tranché : {one.settled}", "small", "text_secondary"))
        rows.append(detail_rows.words(one.when, "micro", "text_tertiary"))
    elif one.note:
        rows.append(detail_rows.words(one.note, "small", "text_tertiary"))
    return arrangement.column(*rows)


def _draw_bands(links: tuple[Tie, ...], band: Callable[[Tie], QFrame]) -> QWidget:
    return detail_rows.section(*map(band, links), spacing=8)


def _contradiction(asked: Asked, one: Tie) -> QFrame:
    named = f"{SAID[one.outgoing]} {one.number}"
    settle = controls.button("Trancher…", partial(asked.settle, one), "dense", f"Trancher : {named}")
    remove = controls.button("Lien par erreur…", partial(asked.remove, one), "dense", f"Lien par erreur : {named}")
    for act in (settle, remove):
        act.setEnabled(not asked.why_not)
        act.setAccessibleDescription(asked.why_not)
        plain.tip(act, asked.why_not)
    rows = _named(SAID[one.outgoing], one, asked)
    if one.note:
        rows.append(detail_rows.words(f"Sur : {one.note}", "small", "text_secondary"))
    rows.append(detail_rows.words(one.when, "micro", "text_secondary"))
    rows.append(detail_rows.flow(settle, remove, spacing=8))
    if asked.why_not:
        rows.append(detail_rows.words(asked.why_not, "micro", "text_secondary"))
    return _band("contredit", "warning", rows)


def _replacement(asked: Asked, one: Tie) -> QFrame:
    rows = _named("Remplacée par", one, asked)
    rows.append(detail_rows.words("Ne plus s’appuyer sur celle-ci.", "small"))
    rows.append(detail_rows.words(one.when, "micro", "text_secondary"))
    if not asked.why_not:
        rows.append(detail_rows.flow(_remove_link(one, asked)))
    return _band("info", "info", rows)


def _named(words: str, one: Tie, asked: Asked) -> list[QWidget | QLayout]:
    """What stands at the top of a band: the link, the other entry, and what it says."""
    head = detail_rows.flow(plain.label(words, "small_bold"), number_link(one, asked.show), spacing=4)
    return [head, detail_rows.words(one.subject, "small", name=f"Objet de {one.number} : {one.subject}")]


def _remove_link(one: Tie, asked: Asked) -> QWidget:
    name = f"Retirer le lien : {one.words} {one.number}"
    return detail_rows.link("retirer…", partial(asked.remove, one), name, "link_quiet")


def _band(shape: str, look: str, rows: Sequence[QWidget | QLayout]) -> QFrame:
    sign = Sign(shape, "", look)
    sign.setAccessibleName("Attention" if look == "warning" else "À savoir")
    row = arrangement.row(sign, arrangement.column(*rows, spacing=3), spacing=4, margins=(8, 7, 10, 8))
    row.setStretch(1, 1)
    row.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return arrangement.panel(row, f"banner_{look}")
