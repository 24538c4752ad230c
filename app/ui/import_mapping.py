"""What each column of a table is taken for: proposed by the reader, changed by a person."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.core.contact import FIELDS
from app.documents.contact_sheets import TARGETS
from app.ui import form, plain

NOT_BROUGHT = "— n’est pas importée —"


class MappingTable(QWidget):
    """One line for each column. A column is named once, in the order of the file."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        super().__init__()
        self.choices: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, title in enumerate(("Colonne du fichier", "Champ de l’annuaire")):
            grid.addWidget(plain.label(title, "micro_strong", "text_tertiary"), 0, place)
        options = {**FIELDS, **TARGETS}
        named = {code: f"{words[:1].upper()}{words[1:]}" for code, words in options.items()}
        named = dict(sorted(named.items(), key=lambda one: one[1]))
        for place, (column, target) in enumerate(mapping.items(), 1):
            choice = form.choice(f"Champ de la colonne {column}", named, target, NOT_BROUGHT)
            self.choices[column] = choice
            grid.addWidget(plain.label(column, "strong", wrap=True), place, 0)
            grid.addWidget(choice, place, 1)

    @property
    def mapping(self) -> dict[str, str]:
        """What was chosen, by column."""
        return {column: str(choice.currentData() or "") for column, choice in self.choices.items()}
