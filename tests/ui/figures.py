"""Figures of a crisis for the tests of the window, at hours of the night of 24 September."""

from app.core.figure_commands import RecordFigure
from app.sync.workstation import Workstation
from tests.ui.lines import at


def count(seat: Workstation, space: str, indicator: str, value: str, source: str, hour: int = 2, **more: object) -> str:
    """A figure recorded at that seat; its id."""
    return seat.desk.do(RecordFigure(space, indicator, value, source, at(24, hour, 15), **more)).id


def dispute(seat: Workstation, space: str) -> tuple[str, str]:
    """Two sources that count the same households otherwise."""
    one = count(seat, space, "Foyers sans eau", "840", "Métropole")
    return one, count(seat, space, "Foyers sans eau", "1100", "Préfecture 76", 3)
