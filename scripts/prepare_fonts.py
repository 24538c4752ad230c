"""Makes resources/fonts out of the two npm packages named in resources/fonts/README.md.

    pip install fonttools
    npm pack @expo-google-fonts/public-sans @expo-google-fonts/spectral    # then unpack each
    python scripts/prepare_fonts.py PUBLIC_SANS_PACKAGE SPECTRAL_PACKAGE

Both families are OFL without a reserved name, so what one lacks may be taken from the other.
"""

import sys
from pathlib import Path

from fontTools.misc.transform import Scale
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

DESTINATION = Path(__file__).resolve().parent.parent / "resources" / "fonts"
STYLES = {
    "400Regular": "Regular",
    "400Regular_Italic": "Italic",
    "600SemiBold": "SemiBold",
    "700Bold": "Bold",
    "700Bold_Italic": "BoldItalic",
}
SIGNS = "✓→←↑↓▲▼●○■□◆"
NARROW_NO_BREAK_SPACE, THIN_SPACE, NO_BREAK_HYPHEN = 0x202F, 0x2009, 0x2011


def add_glyph(font: TTFont, codepoint: int, glyph: object, advance: int) -> None:
    """Appends a glyph and maps `codepoint` to it in every Unicode table."""
    name = f"uni{codepoint:04X}"
    font["glyf"][name] = glyph
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[codepoint] = name


def copied_outline(source: TTFont, codepoint: int, scale: float) -> tuple[object, int]:
    """The glyph of `codepoint` in `source`, without components or hints, and its advance, both scaled."""
    name = source.getBestCmap()[codepoint]
    glyphs = source.getGlyphSet()
    outline = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(outline)
    pen = TTGlyphPen(None)
    outline.replay(TransformPen(pen, Scale(scale)))
    return pen.glyph(), round(source["hmtx"][name][0] * scale)


def complete(font: TTFont, signs_of: TTFont) -> None:
    """Gives a face the French spaces, the no-break hyphen and the signs it lacks."""
    known = font.getBestCmap()
    space = font["hmtx"][known[ord(" ")]][0]
    hyphen = copied_outline(font, ord("-"), 1)
    for codepoint, (glyph, advance) in {
        NARROW_NO_BREAK_SPACE: (TTGlyphPen(None).glyph(), round(space * 0.6)),
        THIN_SPACE: (TTGlyphPen(None).glyph(), round(space * 0.6)),
        NO_BREAK_HYPHEN: hyphen,
    }.items():
        if codepoint not in known:
            add_glyph(font, codepoint, glyph, advance)
    scale = font["head"].unitsPerEm / signs_of["head"].unitsPerEm
    for sign in SIGNS:
        if ord(sign) not in known:
            add_glyph(font, ord(sign), *copied_outline(signs_of, ord(sign), scale))


def main(public_sans: Path, spectral: Path) -> None:
    """Writes the ten faces."""
    for family, package in (("PublicSans", public_sans), ("Spectral", spectral)):
        for folder, style in STYLES.items():
            font = TTFont(package / folder / f"{family}_{folder}.ttf", recalcTimestamp=False)
            weight = folder.removesuffix("_Italic")
            complete(font, TTFont(spectral / weight / f"Spectral_{weight}.ttf"))
            font["head"].modified = font["head"].created
            font.save(DESTINATION / f"{family}-{style}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
