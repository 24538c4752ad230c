"""What a reader finds in a file: the words of each page, without the marks of the layout."""

import re
import unicodedata

import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """The words of each page, with one blank wherever the page has any."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]


def lines(pdf: bytes, bottom: float, top: float, right: float = 400) -> list[str]:
    """The words of each page between two heights and left of `right`, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = [page.get_textpage().get_text_bounded(0, bottom, right, top) for page in document]
    return [" ".join(words.split()) for words in found]


def letters(text: str) -> str:
    """Letters and digits only: what must survive hyphens, line ends and print."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())
