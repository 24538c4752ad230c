"""The two families of the paper, always embedded, and what to do with a sign they lack."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from threading import Lock
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.core import resources
from app.documents.typography import french

PRESS = Lock()  # the PDF library keeps its fonts in shared tables: one document at a time
BODY, BODY_STRONG, BODY_BOLD, BODY_ITALIC = "Spectral", "Spectral-SemiBold", "Spectral-Bold", "Spectral-Italic"
SANS, SANS_STRONG, SANS_BOLD = "PublicSans", "PublicSans-SemiBold", "PublicSans-Bold"
OTHER = {  # the face that stands in for a sign: Spectral has Cyrillic, Public Sans has its own arrows
    BODY: SANS,
    BODY_STRONG: SANS_STRONG,
    BODY_BOLD: SANS_BOLD,
    BODY_ITALIC: SANS,
    SANS: BODY,
    SANS_STRONG: BODY_STRONG,
    SANS_BOLD: BODY_BOLD,
}
TOFU = "□"  # in both families: a sign that cannot be printed is seen to be missing
_NO_BREAK = str.maketrans({"\u202f": "\u00a0"})
_ALIKE = str.maketrans({"\u2010": "-", "☐": TOFU, "☑": "■", "☒": "■"})


def register() -> None:
    """Makes every face known to the PDF library, once. Each face is its own family: nobody's markup picks another."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name in OTHER:
        if name in known:
            continue
        file = name if "-" in name else f"{name}-Regular"
        pdfmetrics.registerFont(TTFont(name, str(resources.path(f"fonts/{file}.ttf"))))
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


def width(text: str, font: str, size: float) -> float:
    """How wide this text is on paper, in points."""
    return float(sum(pdfmetrics.stringWidth(run, face, size) for face, run in runs(text, font)))


def markup(text: str, font: str) -> str:
    """People's words as the paragraph maker wants them: escaped, French spaces, each sign in a face that has it."""
    return _marked_up(runs(text, font), font)


def exact(text: str, font: str) -> str:
    """Signed words as the paragraph maker wants them: escaped, and not one sign of them is another. A narrow no-break
    space is a no-break space: lines would break at it."""
    return _marked_up(_in_faces(text.translate(_NO_BREAK), font), font)


def runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """(face, words): the text cut where it must change face. Words keep their order; nothing is lost."""
    return _in_faces(french(text).translate(_ALIKE), font)


def shapeless(text: str) -> str:
    """The signs of signed words that have no shape in either family, in the order they are read."""
    known = _shapes(BODY) | _shapes(OTHER[BODY])
    return "".join(dict.fromkeys(sign for sign in text if sign not in known))


def _marked_up(cut: Iterator[tuple[str, str]], font: str) -> str:
    parts = []
    for face, run in cut:
        words = escape(run).replace("\n", "<br/>")
        parts.append(words if face == font else f'<font name="{face}">{words}</font>')
    return "".join(parts)


def _in_faces(printed: str, font: str) -> Iterator[tuple[str, str]]:
    if _shapes(font).issuperset(printed):  # nearly always
        if printed:
            yield font, printed
        return
    for face, run in groupby(printed, lambda sign: _face(sign, font)):
        words = "".join(run)
        yield (face, words) if face else (font, TOFU * len(words))


def lacks(text: str) -> bool:
    """Whether a sign of this text has no shape in either family."""
    printed = french(text).translate(_ALIKE)
    return not (_shapes(BODY) | _shapes(OTHER[BODY])).issuperset(printed)


def _face(sign: str, font: str) -> str:
    if sign in _shapes(font):
        return font
    other = OTHER[font]
    return other if sign in _shapes(other) else ""


@cache
def _shapes(font: str) -> frozenset[str]:
    """Every sign this face has, and the line break, which is no sign."""
    return frozenset(map(chr, pdfmetrics.getFont(font).face.charToGlyph)) | {"\n"}
