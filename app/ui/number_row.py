"""One number of a contact as it is typed: what it is for, whether it may be made public, or is private."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.contact import USAGES
from app.core.errors import Refused
from app.core.phones import parse, shown
from app.core.store.private_reading import PrivateRow
from app.ui import arrangement, form, plain


class NumberRow(QWidget):
    """A number that is private is never also public, and is kept apart from the others."""

    def __init__(self, value: Mapping[str, Any], *, may_be_private: bool) -> None:
        super().__init__()
        number = str(value.get("number", ""))
        self.number = form.line("Numéro de téléphone", shown(number) if number else "", "02 32 76 50 00")
        self.usage = form.choice("Usage du numéro", USAGES, str(value.get("usage", "office")))
        self.public = QCheckBox("Public")
        self.public.setChecked(bool(value.get("public")))
        self.private = QCheckBox("Privé")
        self.private.setVisible(may_be_private)
        self.private.toggled.connect(self._exclude)
        self.setLayout(arrangement.row(arrangement.wide(self.number), self.usage, self.public, self.private))
        self.setFocusProxy(self.number)

    def value(self, field: str) -> dict[str, Any] | None:
        """As the register keeps it, None when the number was emptied or is private. Refuses, naming `field`, what is
        no number."""
        number = self._number(field)
        if not number or self.private.isChecked():
            return None
        return {"number": number, "usage": form.value(self.usage), "public": self.public.isChecked()}

    def hidden(self, field: str) -> tuple[str, str]:
        """Its number and usage when it is private, nothing otherwise. Refuses what is no number."""
        number = self._number(field) if self.private.isChecked() else ""
        return (number, str(form.value(self.usage))) if number else ("", "")

    def _number(self, field: str) -> str:
        if not form.value(self.number):
            return ""
        try:
            return parse(form.value(self.number))
        except Refused as error:
            raise Refused(str(error), field) from error

    def _exclude(self, private: bool) -> None:
        self.public.setEnabled(not private)
        if private:
            self.public.setChecked(False)


class HiddenRow(QWidget):
    """A private number there is already: hidden, it can only be taken out."""

    def __init__(self, row: PrivateRow, changed: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.row = row
        self.removed = QCheckBox("Retirer")
        self.removed.setAccessibleName(f"Retirer le numéro privé {row.masked}")
        self.removed.toggled.connect(lambda _: changed())
        words = plain.label(f"{row.masked} · {USAGES.get(row.usage, row.usage)}", wrap=True)
        self.setLayout(arrangement.row(arrangement.wide(words), self.removed))
