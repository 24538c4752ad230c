"""The lines and marks by which the sources of a chart are told apart without any colour."""

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import white

from app.documents.paper import INK

SIZE = 2.5  # half of a mark, points
HEAVY, LIGHT = 1.7, 0.8
DASHES: tuple[tuple[float, ...], ...] = ((), (4.5, 2), (1.4, 1.6), (7, 1.8, 1.4, 1.8), (2.8, 1.2))
# Corners from the middle, in halves of a mark; no corner is a disc, `cross` two strokes.
TRIANGLE = ((-1.1, -0.9), (1.1, -0.9), (0.0, 1.1))
SQUARE = ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
DIAMOND = ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0))
UPSIDE_DOWN = tuple((x, -y) for x, y in TRIANGLE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape by its corners; `full`: black, else white with a black edge."""

    corners: tuple[tuple[float, float], ...] = ()
    full: bool = True
    cross: bool = False


MARKS = (
    Mark(),
    Mark(SQUARE, full=False),
    Mark(TRIANGLE),
    Mark(DIAMOND, full=False),
    Mark(cross=True),
    Mark(SQUARE),
    Mark(full=False),
    Mark(UPSIDE_DOWN, full=False),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a source is drawn; `place` is its own among them. There are eight marks and five dashes: forty sources are
    told apart."""

    mark: Mark
    place: int
    heavy: bool = False

    @property
    def dash(self) -> tuple[float, ...]:
        return DASHES[self.place % len(DASHES)]


def dress(canvas: Any, look: Look) -> None:
    """Begins to draw the line of a source, until the state is restored."""
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(HEAVY if look.heavy else LIGHT)
    canvas.setLineJoin(1)
    canvas.setDash(list(look.dash))


def dress_silence(canvas: Any) -> None:
    """Goes on with what a source said before it fell silent."""
    canvas.setLineWidth(0.6)
    canvas.setLineCap(1)
    canvas.setDash([0.1, 2.2])


def mark(canvas: Any, look: Look, x: float, y: float) -> None:
    """The mark of a source on one of its values."""
    size = SIZE * (1.15 if look.heavy else 1.0)
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK if look.mark.full else white)
    canvas.setLineWidth(0.8)
    if look.mark.cross:
        canvas.setLineWidth(1.2)
        canvas.line(x - size, y - size, x + size, y + size)
        canvas.line(x - size, y + size, x + size, y - size)
    elif look.mark.corners:
        shape = canvas.beginPath()
        for number, (right, up) in enumerate(look.mark.corners):
            (shape.lineTo if number else shape.moveTo)(x + right * size, y + up * size)
        shape.close()
        canvas.drawPath(shape, stroke=1, fill=1)
    else:
        canvas.circle(x, y, size, stroke=1, fill=1)
    canvas.restoreState()
