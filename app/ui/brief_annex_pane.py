"""What may follow a brief in its annex: which parts, and of each which texts."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from app.core.brief_formats import ANNEXES
from app.core.brief_offer import Proposal
from app.core.composition import Composition
from app.ui import arrangement, brief_lines, brief_sections, controls, plain
from app.ui.brief_picks import PickList
from app.ui.wording import number

APART = (
    "L’annexe est un fichier à part, qui suit les mêmes exemplaires. Ce qui ne tient pas dans le format y va d’abord."
)


class AnnexPane(QFrame):
    """`wanted` tells a part and whether it is wanted, `ticked` the same of one of its texts."""

    wanted = Signal(str, bool)
    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self.boxes = {name: QCheckBox(plain.without_mnemonic(title)) for name, title in ANNEXES.items()}
        for name, box in self.boxes.items():
            box.toggled.connect(partial(self._want, name))
        self.overflow = plain.label("", "small_strong", "warning", wrap=True, name="Ce qui déborde")
        self.list = PickList("Textes des annexes")
        self.list.ticked.connect(self.ticked)
        head = arrangement.row(plain.label("Annexes", "heading"), None, margins=(14, 8, 12, 7))
        said = plain.label(APART, "small", "text_secondary", wrap=True)
        chosen = arrangement.column(said, *self.boxes.values(), self.overflow, spacing=7, margins=(14, 8, 12, 9))
        whole = arrangement.column(head, controls.rule(), chosen, controls.rule(), self.list)
        whole.setStretch(4, 1)
        self.setLayout(whole)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def _want(self, name: str, wanted: bool) -> None:
        self.wanted.emit(name, wanted)

    def show_annexes(
        self, proposal: Proposal, composed: Composition, fresh: frozenset[str], moved: dict[int, str]
    ) -> None:
        """Show those that are offered; those that would be empty say so."""
        names = brief_sections.annexes_of(proposal, composed)
        for name, box in self.boxes.items():
            group = proposal.annexes.get(name)
            told = number(len(group.picks), "texte" if name != "curves" else "courbe") if group else "rien"
            box.setText(plain.without_mnemonic(f"{ANNEXES[name].partition(',')[0]} : {told}"))
            box.setEnabled(group is not None)
            box.blockSignals(True)
            box.setChecked(group is not None and name in names)
            box.blockSignals(False)
        groups = [proposal.annexes[name] for name in ANNEXES if name in names and name in proposal.annexes]
        self.list.show_items(brief_lines.items(groups, (), proposal, composed, fresh))
        self.overflow.setText("\n".join(moved.values()))
        self.overflow.setVisible(bool(moved))
