"""What an editor finds in a text document: its headings, its lines, its tables, what every page bears."""

from io import BytesIO
from typing import Any

from odfdo import Document


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def headings(data: bytes) -> list[tuple[int, str]]:
    """(level, words) of the outline, in order."""
    return [
        (int(one.get_attribute_string("text:outline-level")), plain(one.inner_text))
        for one in opened(data).body.xpath("//text:h")
    ]


def lines(data: bytes) -> list[str]:
    return [plain(one.inner_text) for one in opened(data).body.xpath("//text:p|//text:h")]


def words(data: bytes) -> str:
    return "\n".join(lines(data))


def tables(data: bytes) -> dict[str, list[list[str]]]:
    """The rows of each table by its name, its heads first."""
    return {
        plain(one.get_attribute_string("table:name")): [
            [said(cell) for cell in row.xpath("table:table-cell")] for row in one.xpath(".//table:table-row")
        ]
        for one in opened(data).body.xpath("//table:table")
    }


def heads(data: bytes) -> dict[str, list[str]]:
    """The rows that each table repeats on every page."""
    return {
        plain(one.get_attribute_string("table:name")): [
            said(cell) for cell in one.xpath("table:table-header-rows//table:table-cell")
        ]
        for one in opened(data).body.xpath("//table:table")
    }


def said(cell: Any) -> str:
    return plain(cell.inner_text).removesuffix("\n")


def struck(data: bytes) -> list[str]:
    return [
        plain(one.inner_text) for one in opened(data).body.xpath("//text:span[contains(@text:style-name, 'struck')]")
    ]


def furniture(data: bytes) -> dict[str, list[str]]:
    """The lines at the head and at the foot of every page."""
    styles = opened(data).get_part("styles.xml")
    return {
        place: [plain(one.inner_text) for one in styles.root.xpath(f"//style:master-page/style:{place}/text:p")]
        for place in ("header", "footer")
    }


def plain(words: str) -> str:
    """With ordinary blanks and apostrophes: print has its own."""
    return words.replace("\u00a0", " ").replace("’", "'")
