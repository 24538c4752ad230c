"""The choice of an organisation of the State: typed in any of its words, kept as its code."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.core.errors import Refused
from app.core.organisations import organisations


class OrganisationField(QLineEdit):
    """Proposes names as they are typed. `many` accepts several, separated by commas."""

    def __init__(self, name: str, codes: Iterable[str] = (), *, many: bool = False):
        super().__init__()
        self._many = many
        known = organisations()
        self.setAccessibleName(name)
        self._first = tuple(code for code in codes if code)
        self._first_text = ", ".join(known.short(code) for code in self._first)
        self.setText(self._first_text)
        if not many:
            completer = QCompleter([one.short for one in known.all()], self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            if (offered := completer.popup()) is not None:
                offered.setProperty("look", "completion")
            self.setCompleter(completer)
        self.setPlaceholderText("Intérieur, Santé, préfecture 76…" if many else "Intérieur, préfecture 76…")

    def codes(self, field: str) -> tuple[str, ...]:
        """The codes of what is typed. Refuses, naming `field`, words the list does not know."""
        if self.text() == self._first_text:
            return self._first  # words of somebody else, even those the list does not know, are not ours to refuse
        known = organisations()
        parts = self.text().split(",") if self._many else [self.text()]
        try:
            return tuple(dict.fromkeys(known.resolve(part) for part in parts if part.strip()))
        except Refused as error:
            raise Refused(str(error), field) from error

    def code(self, field: str) -> str:
        """The one code typed, or nothing."""
        found = self.codes(field)
        return found[0] if found else ""
