"""The words of a page copied without plain text beside it: paragraphs, bullets and rows; nothing is run or fetched."""

from html.parser import HTMLParser

from app.documents.tidying import BULLET

SILENT = frozenset(("head", "script", "style", "template", "title", "noscript", "svg", "iframe", "object", "del", "s"))
LINES = frozenset(
    ("p", "div", "section", "article", "header", "footer", "ul", "ol", "li", "table", "tr", "blockquote", "pre", "br")
) | {f"h{n}" for n in range(1, 7)}
CELLS = frozenset(("td", "th"))


def words_of_html(page: str) -> str:
    """The text that page shows."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split(" ")).strip(" ") for line in "".join(reader.found).split("\n"))
    return "\n".join(line for line in lines if line and line != BULLET.strip())


class _Reader(HTMLParser):
    """Gathers what is shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "li":
            self.found.append("\n" + BULLET)
        elif tag in LINES and not (self.found and self.found[-1].endswith(BULLET)):
            self.found.append("\n")
        elif tag in CELLS and self.found and not self.found[-1].endswith("\n"):
            self.found.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in LINES:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data.replace("\n", " ").replace("\r", " ").replace("\t", " "))
