"""The looks of a text document (ODT), under the names its editor knows: what a person changes in one place."""

from collections.abc import Sequence

MEASURE = 510.0  # points: A4 between margins of 1.5 cm
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    }.items()
)
FACE = "fo:font-family=\"Marianne, Arial, 'Liberation Sans'\""
INK, RULE = "#161616", "#bbbbbb"
DEFAULT = (
    '<style:default-style style:family="paragraph">'
    '<style:paragraph-properties fo:widows="2" fo:orphans="2" style:tab-stop-distance="1.25cm"/>'
    f'<style:text-properties {FACE} fo:font-size="10pt" fo:language="fr" fo:country="FR" fo:color="{INK}"/>'
    "</style:default-style>"
    '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/>'
    '</style:default-style><style:default-style style:family="table-row">'
    '<style:table-row-properties fo:keep-together="auto"/></style:default-style>'
)


def _paragraph(name: str, shown: str = "", parent: str = "Standard", laid: str = "", written: str = "") -> str:
    """`shown` is what its editor calls it; `laid` and `written` are the properties that differ from its parent's."""
    of = f' style:parent-style-name="{parent}"' if name != "Standard" else ""
    level = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading_20_") else ""
    title = f' style:display-name="{shown}"' if shown else ""
    return (
        f'<style:style style:name="{name}"{title} style:family="paragraph"{of}{level}>'
        f"<style:paragraph-properties {laid}/><style:text-properties {written}/></style:style>"
    )


def _spaced(above: float, below: float, more: str = "") -> str:
    return f'fo:margin-top="{above}cm" fo:margin-bottom="{below}cm" {more}'


BOLD = 'fo:font-weight="bold"'
WITH_NEXT = 'fo:keep-with-next="always"'
RIGHT = 'fo:text-align="end" fo:margin-right="0.25cm"'
FULL_LINE = f"{MEASURE}pt"
PARAGRAPHS = "".join(
    (
        _paragraph("Standard"),
        _paragraph("Text_20_body", "Text body", laid=_spaced(0, 0.15)),
        _paragraph("Heading", laid=_spaced(0.4, 0.15, WITH_NEXT), written=BOLD),
        _paragraph("Heading_20_1", "Heading 1", "Heading", _spaced(0.5, 0.2, WITH_NEXT), f'fo:font-size="13pt" {BOLD}'),
        _paragraph("Heading_20_2", "Heading 2", "Heading", written=f'fo:font-size="11pt" {BOLD}'),
        _paragraph(
            "Heading_20_3", "Heading 3", "Heading", _spaced(0.25, 0.1, WITH_NEXT), f'fo:font-size="10pt" {BOLD}'
        ),
        _paragraph("Title", laid=_spaced(0.1, 0.1, WITH_NEXT), written=f'fo:font-size="18pt" {BOLD}'),
        _paragraph("Subtitle", laid=_spaced(0, 0.1, WITH_NEXT), written=f'fo:font-size="12pt" {BOLD}'),
        _paragraph("Table_20_Contents", "Table Contents", written='fo:font-size="9pt"'),
        _paragraph("Table_20_Figures", "Table Figures", "Table_20_Contents", RIGHT),
        _paragraph("Table_20_Heading", "Table Heading", "Table_20_Contents", WITH_NEXT, BOLD),
        _paragraph("Table_20_Heading_20_right", "Table Heading right", "Table_20_Heading", RIGHT),
        _paragraph("Header", written='fo:font-size="8pt"'),
        (
            '<style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Standard">'
            f'<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="{FULL_LINE}"'
            ' style:type="right"/></style:tab-stops></style:paragraph-properties>'
            '<style:text-properties fo:font-size="8pt"/></style:style>'
        ),
        _paragraph("small", "Remarque", laid=_spaced(0, 0.1), written='fo:font-size="8.5pt"'),
        _paragraph("nothing", "Sans objet", "Text_20_body", written='fo:font-style="italic"'),
        _paragraph("lead", "Chapô", "Text_20_body", _spaced(0, 0.4), f'fo:font-size="12pt" {BOLD}'),
        _paragraph("key", "Message clé", "Text_20_body", _spaced(0, 0.15), 'fo:font-size="11pt"'),
        _paragraph("said", "Texte officiel", "Text_20_body", written='fo:font-size="11pt"'),
        _paragraph("issuer", "Émetteur", "Text_20_body", _spaced(0.5, 0), f'fo:font-size="11pt" {BOLD}'),
        _paragraph(
            "changed", "Changé depuis", "Text_20_body", f'fo:border-left="2pt solid {INK}" fo:padding-left="0.15cm"'
        ),
        _paragraph(  # white on black: seen on any printer
            "band",
            "Cadre et interdictions",
            laid=f'{_spaced(0, 0.1)} fo:text-align="center" fo:background-color="{INK}" fo:padding="0.08cm"',
            written=f'fo:font-size="10pt" {BOLD} fo:color="#ffffff"',
        ),
        _paragraph(
            "marking",
            "Mention",
            laid=f'{_spaced(0, 0.1)} fo:text-align="center" fo:border="0.8pt solid {INK}" fo:padding="0.05cm"',
            written=f'fo:font-size="9pt" {BOLD}',
        ),
        _paragraph("gap", "Après un tableau", written='fo:font-size="5pt"'),
    )
)
STRUCK = 'style:text-line-through-style="solid" style:text-line-through-type="single"'
WEIGHTS = {"bold": BOLD, "italic": 'fo:font-style="italic"'}
SPANS = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {looks}/></style:style>'
    for name, looks in {
        **WEIGHTS,
        "struck": STRUCK,
        **{f"{name}-struck": f"{looks} {STRUCK}" for name, looks in WEIGHTS.items()},
    }.items()
)


def _cell(name: str, borders: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties'
        f' fo:padding="0.08cm" {borders}/></style:style>'
    )


TABLES = "".join(
    (
        '<style:style style:name="table" style:family="table"><style:table-properties'
        f' style:width="{FULL_LINE}" table:align="left" table:border-model="collapsing"/></style:style>',
        _cell("cell", f'fo:border-bottom="0.5pt solid {RULE}"'),
        _cell("cell-changed", f'fo:border-bottom="0.5pt solid {RULE}" fo:border-left="2pt solid {INK}"'),
        _cell("head", f'fo:border-bottom="1pt solid {INK}" style:vertical-align="bottom"'),
        _cell("boxed", f'fo:border="1pt dashed {INK}"'),
    )
)
NAMED = f"<office:styles>{DEFAULT}{PARAGRAPHS}{SPANS}</office:styles>"
PAGE = (
    '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties'
    ' fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-left="1.5cm"'
    ' fo:margin-right="1.5cm" fo:margin-top="0.9cm" fo:margin-bottom="0.9cm"/>'
    '<style:header-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.4cm"/>'
    '</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.6cm"'
    ' fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>'
)


def columns(widths: Sequence[int]) -> str:
    """The looks of the tables of one document, whose columns have these widths (points)."""
    return TABLES + "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{width}pt"/></style:style>'
        for width in widths
    )
