"""The two families of the paper, always embedded, and what to do with a sign they lack.

Marianne stands in for Public Sans where the workstation has it: its faces take the same names here.
"""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.core import resources
from app.documents import marianne
from app.documents.press import Press
from app.documents.typography import french

PRESS = Press()
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
FRENCH = "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz0123456789’«»–—·°€\u00a0"  # a face without these is not used
TOFU = "□"  # in both families that are shipped: a sign that cannot be printed is seen to be missing
_NO_BREAK = str.maketrans({"\u202f": "\u00a0"})
_ALIKE = str.maketrans({"\u2010": "-", "☐": TOFU, "☑": "■", "☒": "■"})


def register() -> None:
    """Makes every face known to the PDF library, once. Each face is its own family: nobody's markup picks another."""
    known = set(pdfmetrics.getRegisteredFontNames())
    if known.issuperset(OTHER):
        return
    for face in (*_sans(), *map(_shipped, (BODY, BODY_STRONG, BODY_BOLD, BODY_ITALIC))):
        pdfmetrics.registerFont(face)
        name = face.fontName
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


def names() -> tuple[str, str]:
    """The families that a file made now holds, of headings and figures, then of running text."""
    register()
    family = pdfmetrics.getFont(SANS).face.familyName
    return (family.decode() if isinstance(family, bytes) else str(family)), "Spectral"


def _sans() -> list[TTFont]:
    """The faces of headings and figures: all of Marianne's, or all of ours."""
    ours = (SANS, SANS_STRONG, SANS_BOLD)
    try:
        faces = [TTFont(name, str(file)) for name, file in zip(ours, marianne.installed().files, strict=False)]
    except (TTFError, OSError):  # installed, and damaged
        faces = []
    if faces and all(face.face.charToGlyph.keys() >= set(map(ord, FRENCH)) for face in faces):
        return faces
    return [_shipped(name) for name in ours]


def _shipped(name: str) -> TTFont:
    file = name if "-" in name else f"{name}-Regular"
    return TTFont(name, str(resources.path(f"fonts/{file}.ttf")))


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
        yield (face, words) if face else (_face(TOFU, font), TOFU * len(words))


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
