"""An hour and its day, typed in two short fields and said back in words."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core import times, typed_hours
from app.core.clock import moment
from app.core.errors import Refused
from app.ui import arrangement, controls, form, plain, theme

HOUR_WIDTH, DAY_WIDTH = 68, 112
Read = Callable[[str, str, int, str], tuple[int | None, bool]]
"""From an hour and a day as typed, the present moment and a zone: the moment meant, and whether it is about then."""


class MomentField(QWidget):
    """`hour` (02:48) and `day` (24/09/2026; empty: the nearest past, unless `read` says otherwise). Both empty: no
    moment."""

    changed = Signal()

    def __init__(self, name: str, now: Callable[[], int], zone: str, read: Read | None = None) -> None:
        super().__init__()
        self._now, self._zone, self._read = now, zone, read or read_moment
        self.about = False  # typed as « vers 02:48 »
        self._first: int | None = None
        self._first_typed: tuple[str, str] = ("", "")
        self.hour = form.line(f"{name}, heure", hint="02:48")
        self.day = form.line(f"{name}, jour", hint="jour")
        self.present = controls.button("Maintenant", self.show_now, "dense", f"{name} : maintenant")
        plain.tip(self.present, "Ctrl+; dans un champ écrit l’heure présente.")
        self.said = plain.label("", "small", "text_secondary", wrap=True, name=f"{name}, en toutes lettres")
        for line, width in ((self.hour, HOUR_WIDTH), (self.day, DAY_WIDTH)):
            line.setMaximumWidth(theme.size(width))
            line.textChanged.connect(self._say)
            line.textChanged.connect(self.changed)
        self.setLayout(
            arrangement.column(arrangement.row(self.hour, self.day, self.present, None), self.said, spacing=4)
        )
        self.setFocusProxy(self.hour)
        self._say()

    @property
    def lines(self) -> tuple[QLineEdit, QLineEdit]:
        return self.hour, self.day

    def show_moment(self, at: int | None) -> None:
        """Show that moment; left as it is shown, it is given back to the millisecond."""
        self.hour.setText("" if at is None else times.hour(at, self._zone))
        self.day.setText("" if at is None else f"{moment(at, self._zone):%d/%m/%Y}")
        self._first, self._first_typed = at, self._typed()
        self._say()

    def show_zone(self, zone: str) -> None:
        """Read what is typed as an hour of that zone."""
        self._zone, self._first, self._first_typed = zone, None, ("", "")
        self._say()

    def show_now(self) -> None:
        """Show the present minute; the keyboard goes on with the hour."""
        self.show_moment(self._now())
        self.hour.setFocus()

    def at(self, field: str) -> int | None:
        """The moment typed. Refuses, naming `field`, what is none."""
        hour, day = self._typed()
        self.about = False
        if (hour, day) == self._first_typed and self._first is not None:
            return self._first
        try:
            at, self.about = self._read(hour, day, self._now(), self._zone)
        except Refused as refused:
            raise Refused(str(refused), field) from refused
        return at

    def _typed(self) -> tuple[str, str]:
        return self.hour.text().strip(), self.day.text().strip()

    def _say(self) -> None:
        try:
            at = self.at("")
        except Refused:
            self.said.setText("heure incomprise")
            plain.mark(self.said, "tone", "warning")
            return
        words = "" if at is None else said(at, self._now(), self._zone)
        self.said.setText(f"environ, {words}" if self.about else words)
        self.said.setVisible(at is not None)
        plain.mark(self.said, "tone", "text_secondary")


def read_moment(hour: str, day: str, now: int, zone: str) -> tuple[int | None, bool]:
    """The moment that hour names, on that day or else the nearest past, and whether it is said to be about then."""
    if not hour:
        if day:
            raise Refused("Écrivez aussi l’heure : 02:48.")
        return None, False
    typed = typed_hours.read(f"{day} {hour}".strip(), now, zone)
    if typed is None:
        raise Refused(f"Heure incomprise : « {f'{hour} {day}'.strip()} ». Écrivez 02:48, et le jour 24/09/2026.")
    return typed_hours.moments(typed, None, now, zone).occurred_at, typed.about


def said(at: int, now: int, zone: str) -> str:
    """jeudi 24 septembre 2026, il y a 28 min; the offset too when that hour happens twice."""
    words = f"{times.day(at, zone)}, {times.ago(at, now)}"
    return f"{words} ({times.offset(at, zone)})" if times.twice(at, zone) else words


def read_day(typed: str, now: int, zone: str) -> date | None:
    """24/09, 24/09/2026, 2026-09-24 or hier; None when nothing is typed. Without a year it is the nearest past one."""
    if not typed.strip():
        return None
    try:
        found = typed_hours.read(f"{typed.strip()} 00:00", now, zone)
    except Refused as refused:
        raise Refused(str(refused), "day") from refused
    if found is None or found.day is None:
        raise Refused(f"« {typed.strip()} » n’est pas un jour : écrivez 24/09/2026.", "day")
    return found.day
