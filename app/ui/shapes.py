"""The vocabulary of shapes: a state is a word and a shape before it is a colour."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

BOX = 12.0  # every shape is drawn in a box of 12 × 12


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path in the box: `M x y`, `L x y`, `C x y x y x y`, `O x y radius`, `Z`. Width 0 fills it."""

    path: str
    width: float = 0.0


_CHECK = (Stroke("M 1.2 6.4 L 4.6 9.8 L 10.8 2.6", 2.0),)
_CLOCK = (Stroke("O 6 6 4.9", 1.4), Stroke("M 6 3 L 6 6.2 L 8.2 7.6", 1.4))
_DASH = (Stroke("M 1.5 6 L 10.5 6", 2.0),)
_DISC = (Stroke("O 6 6 5"),)
_HANDSET = (
    Stroke(
        "M 2 1 L 4.4 1 L 5.4 3.8 L 4.1 4.8 C 4.8 6.2 5.8 7.2 7.2 7.9 L 8.2 6.6 L 11 7.6 L 11 10 C 11 10.6 10.5 11 10 11"
        " C 5 10.5 1.5 7 1 2 C 1 1.5 1.5 1 2 1 Z"
    ),
)
_FORK = (
    Stroke("M 6 11.5 L 6 7 L 1.8 3.2 M 6 7 L 10.2 3.2 M 1.5 6 L 1.5 2.5 L 4.9 2.5 M 10.5 6 L 10.5 2.5 L 7.1 2.5", 1.5),
)
_TRIANGLE = Stroke("M 6 0.8 L 11.7 11.2 L 0.3 11.2 Z")

SHAPES: dict[str, tuple[Stroke, ...]] = {
    "alerte": (_TRIANGLE,),
    "priority_1": (_TRIANGLE,),
    "priority_2": (Stroke("M 6 0.3 L 11.7 6 L 6 11.7 L 0.3 6 Z"),),
    "priority_3": (Stroke("M 1.8 1.8 L 10.2 1.8 L 10.2 10.2 L 1.8 10.2 Z", 1.6),),
    "priority_4": _DASH,
    "a_trier": (Stroke("O 6 6 4.6", 2.0),),
    "a_decider": (Stroke("M 6 1.3 L 10.7 6 L 6 10.7 L 1.3 6 Z", 1.7),),
    "a_transmettre": (Stroke("M 1 6 L 10 6 M 6.4 2 L 10.4 6 L 6.4 10", 1.8),),
    "clos": _CHECK,
    "fait_marquant": (
        Stroke("M 6 0.4 L 7.7 4.2 L 11.8 4.6 L 8.7 7.3 L 9.6 11.4 L 6 9.3 L 2.4 11.4 L 3.3 7.3 L 0.2 4.6 L 4.3 4.2 Z"),
    ),
    "non_lue": (Stroke("M 1 1 L 11 1 L 11 11 L 1 11 Z"),),
    "en_attente_envoi": (Stroke("M 6 9 L 6 1.8 M 2.8 5 L 6 1.8 L 9.2 5 M 1.2 11 L 10.8 11", 1.6),),
    "saisie_differee": _CLOCK,
    "rectifiee": (Stroke("M 1.5 2.8 L 10.5 2.8 M 1.5 9.2 L 10.5 9.2", 1.3), Stroke("M 0 6 L 12 6", 1.9)),
    "contredit": (Stroke("M 1 4.2 L 11 4.2 M 1 7.8 L 11 7.8 M 8.6 1 L 3.4 11", 1.6),),
    "deux_valeurs": _FORK,
    "favorable": _CHECK,
    "reserve": (Stroke("M 0.8 7.6 C 2.2 3.8 4.4 4 6 6 C 7.6 8 9.8 8.2 11.2 4.4", 2.0),),
    "defavorable": (Stroke("M 2 2 L 10 10 M 10 2 L 2 10", 2.0),),
    "abstention": _DASH,
    "a_confirmer": _HANDSET,
    "en_attente": (Stroke("M 2 1 L 10 1 L 2 11 L 10 11 Z", 1.4),),
    "en_visa": (Stroke("O 6 6 4.8", 1.4), Stroke("M 6 1.2 C 12.4 1.2 12.4 10.8 6 10.8 Z")),
    "embargo": (
        Stroke("M 1.8 5.2 L 10.2 5.2 L 10.2 11.2 L 1.8 11.2 Z"),
        Stroke("M 3.6 5.2 L 3.6 3.6 C 3.6 0.4 8.4 0.4 8.4 3.6 L 8.4 5.2", 1.5),
    ),
    "diffuse": _DISC,
    "en_vigueur": _DISC,
    "perime": _CLOCK,
    "a_reexaminer": (
        Stroke("O 6 6 5", 1.4),
        Stroke("M 4.3 4.9 C 4.3 2.7 7.7 2.8 7.7 4.8 C 7.7 6 6 6 6 7.2", 1.3),
        Stroke("O 6 9 0.8"),
    ),
    "a_completer": (Stroke("M 6 1 L 6 7.2", 2.2), Stroke("M 4.9 8.7 L 7.1 8.7 L 7.1 10.9 L 4.9 10.9 Z")),
    "en_ligne": _DISC,
    "hors_ligne": (Stroke("O 6 6 4.7", 1.7), Stroke("M 2.7 9.3 L 9.3 2.7", 1.7)),
    "lacune": (_TRIANGLE,),
    # What is no state: signs of the window itself.
    "attachment": (
        Stroke("M 9.6 5.4 L 5.6 9.4 C 4 11 1.2 8.4 2.9 6.7 L 7.3 2.3 C 8.5 1.1 10.5 3.1 9.3 4.3 L 5.2 8.3", 1.4),
    ),
    "arrow": (Stroke("M 1 6 L 10 6 M 6.4 2 L 10.4 6 L 6.4 10", 1.8),),
    "chevron": (Stroke("M 2 4 L 6 8 L 10 4", 1.7),),
    "close": (Stroke("M 2 2 L 10 10 M 10 2 L 2 10", 1.6),),
    "info": (
        Stroke("O 6 6 5", 1.4),
        Stroke("M 6 5.2 L 6 8.8", 1.5),
        Stroke("M 5.2 2.8 L 6.8 2.8 L 6.8 4.4 L 5.2 4.4 Z"),
    ),
    "search": (Stroke("O 5 5 3.8", 1.5), Stroke("M 8 8 L 11.5 11.5", 1.8)),
    "journal": (
        Stroke("M 4.5 2.5 L 11.5 2.5 M 4.5 6 L 11.5 6 M 4.5 9.5 L 11.5 9.5", 1.6),
        Stroke("M 0.6 2.5 L 2.6 2.5 M 0.6 6 L 2.6 6 M 0.6 9.5 L 2.6 9.5", 2.0),
    ),
    "messages": (Stroke("M 1 1.5 L 11 1.5 L 11 8.5 L 5.5 8.5 L 3 11 L 3 8.5 L 1 8.5 Z", 1.5),),
    "figures": (Stroke("M 2.2 11 L 2.2 6 M 6 11 L 6 1.5 M 9.8 11 L 9.8 4", 2.2),),
    "visas": (
        Stroke("M 1 1.5 L 8.5 1.5 L 8.5 5 M 8.5 8.5 L 8.5 11 L 1 11 L 1 1", 1.4),
        Stroke("M 4 6.6 L 6.4 9 L 11.6 3", 1.8),
    ),
    "board": (
        Stroke("M 1 1.5 L 11 1.5 L 11 8.5 L 5.5 8.5 L 3 11 L 3 8.5 L 1 8.5 Z", 1.5),
        Stroke("M 3.4 4.8 L 5.2 6.5 L 8.6 3.2", 1.3),
    ),
    "answers": (
        Stroke("M 1 1 L 11 1 L 11 11 L 1 11 Z", 1.4),
        Stroke("M 4.3 4.5 C 4.3 2.3 7.7 2.4 7.7 4.4 C 7.7 5.6 6 5.6 6 6.8", 1.3),
        Stroke("O 6 8.7 0.8"),
    ),
    "directory": _HANDSET,
    "briefs": (Stroke("M 2 1 L 7.5 1 L 10 3.5 L 10 11 L 2 11 Z M 4 5.5 L 8 5.5 M 4 8 L 8 8", 1.4),),
}


def paint(painter: QPainter, name: str, rect: QRect | QRectF, colour: QColor) -> None:
    """Draw the shape in the largest square centred in `rect`."""
    side = min(rect.width(), rect.height())
    middle = QRectF(rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(middle - QPointF(side / 2, side / 2))
    painter.scale(side / BOX, side / BOX)
    for stroke, path in _paths(name):
        if stroke.width:
            painter.strokePath(path, QPen(colour, stroke.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        else:
            painter.fillPath(path, colour)
    painter.restore()


def icon(name: str, colour: QColor, size: int = 12) -> QIcon:
    """The shape as an icon, sharp on screens of double density too."""
    drawn = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint(painter, name, pixmap.rect(), colour)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        drawn.addPixmap(pixmap)
        drawn.addPixmap(pixmap, QIcon.Mode.Disabled)
    return drawn


@cache
def _paths(name: str) -> tuple[tuple[Stroke, QPainterPath], ...]:
    return tuple((stroke, _path(stroke.path)) for stroke in SHAPES[name])


def _path(text: str) -> QPainterPath:
    path = QPainterPath()
    words = iter(text.split())

    def number() -> float:
        return float(next(words))

    for word in words:
        match word:
            case "M":
                path.moveTo(number(), number())
            case "L":
                path.lineTo(number(), number())
            case "C":
                path.cubicTo(number(), number(), number(), number(), number(), number())
            case "O":
                x, y, radius = number(), number(), number()
                path.addEllipse(QPointF(x, y), radius, radius)
            case _:
                path.closeSubpath()
    return path
