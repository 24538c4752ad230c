"""A field that completes over the directory as one types: words that name nobody in it are kept as they are."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.core.contact import DILA, KINDS, Contact
from app.core.organisations import organisations
from app.core.store.reading import Reading
from app.ui.station import Station

MOST = 12
Offer = tuple[str, str]
"""What is shown, and what is written when it is chosen."""
Find = Callable[[Reading, str], Sequence[Offer]]


class DirectoryLine(QLineEdit):
    """`value` is what is written: a code, a contact, or words. `text` is how the one that was there is read."""

    def __init__(self, name: str, station: Station, find: Find, value: str = "", text: str = "", hint: str = ""):
        super().__init__(text or value)
        self._station, self._find = station, find
        self._first = (self.text(), value)
        self._known: dict[str, str] = {}
        self._asked = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._offers = QStringListModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(MOST)
        if (offered := completer.popup()) is not None:
            offered.setProperty("look", "completion")
        self.setCompleter(completer)
        self.textEdited.connect(self._ask)

    def value(self) -> str:
        """What the words in the field stand for."""
        text = self.text().strip()
        return self._first[1] if self.text() == self._first[0] else self._known.get(text, text)

    def _ask(self, text: str) -> None:
        self._asked = text
        if text.strip():
            reading = self._station.reading
            self._station.background.read(lambda: (text, self._find(reading, text)), self._came)

    def _came(self, answer: tuple[str, Sequence[Offer]]) -> None:
        text, offers = answer
        if text != self._asked:
            return  # a letter was typed since: its own answer is on its way
        self._known |= dict(offers)
        self._offers.setStringList([shown for shown, _ in offers])
        if (completer := self.completer()) is not None and offers and self.hasFocus():
            completer.complete()


def organisations_found(crisis: str) -> Find:
    """Organisations of the list that ships with the program, then those of the directory and of that crisis."""

    def find(reading: Reading, text: str) -> Sequence[Offer]:
        known = organisations()
        listed = [known.resolve(text)] if known.code_of(text) else []
        listed += [one.code for one in known.near(text) if one.code not in listed]
        page = reading.find_contacts(text, crisis, ("organisation",), MOST)
        full = reading.full_contacts([row.id for row in (*page.rows, *page.near)])
        found = {known.name(code): code for code in listed}
        for one in full:
            code = known.code_of(one.name) or (DILA + one.said("dila_id") if one.said("dila_id") else one.name)
            found.setdefault(one.name if one.name not in found else _apart(one), code)
        return list(found.items())[:MOST]

    return find


def contacts_found(crisis: str) -> Find:
    """Contacts that are somebody, by their names."""

    def find(reading: Reading, text: str) -> Sequence[Offer]:
        page = reading.find_contacts(text, crisis, [kind for kind in KINDS if kind != "organisation"], MOST)
        found: dict[str, str] = {}
        for row in (*page.rows, *page.near):
            about = " · ".join(filter(None, (row.function, organisations().short(row.organisation))))
            found.setdefault(f"{row.name} ({about})" if about else row.name, row.id)
        return list(found.items())

    return find


def _apart(contact: Contact) -> str:
    """Two organisations of one name are told apart by where they are."""
    return f"{contact.name} ({contact.said('address') or contact.said('dila_id') or contact.id[:8]})"
