"""Documents as other programs write them, whole or hostile, made for the tests of the intake."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
ODT = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def archive(parts: dict[str, str | bytes]) -> bytes:
    """An archive of these parts, in this order."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def docx(body: str, space: str = W, **parts: str) -> bytes:
    """A Word document of that body; other parts by name (`footnotes`, `numbering`…)."""
    root = f'<w:{{}} xmlns:w="{space}">{{}}</w:{{}}>'
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": root.format("document", f"<w:body>{body}</w:body>", "document"),
    }
    whole |= {f"word/{name}.xml": root.format(name, content, name) for name, content in parts.items()}
    return archive(whole)


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    """An OpenDocument text of that body."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": ODT, "content.xml": content, **parts})
