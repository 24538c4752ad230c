"""The looks of a text document: each is defined where it is used, under the name its editor knows."""

import re

from defusedxml.ElementTree import fromstring

from app.documents import odt_styles

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
USED = (  # by the papers, in addition to what odt.py names itself
    *("Title", "Subtitle", "Text_20_body", "small", "nothing", "lead", "key", "said", "issuer", "changed", "band"),
    *("marking", "gap", "Header", "Footer", "Heading_20_1", "Heading_20_2", "Heading_20_3", "Table_20_Contents"),
    *("Table_20_Figures", "Table_20_Heading", "Table_20_Heading_20_right"),
)


def named(xml: str) -> dict[str, object]:
    root = fromstring(f"<root {odt_styles.NAMES}>{xml}</root>")
    return {one.get(f"{STYLE}name"): one for one in root.iter(f"{STYLE}style")}


def test_every_look_that_is_used_is_defined_and_rests_on_one_that_is() -> None:
    styles = named(odt_styles.NAMED)
    assert set(USED) <= set(styles)
    parents = {one.get(f"{STYLE}parent-style-name") for one in styles.values()} - {None}
    assert parents <= set(styles)


def test_words_may_be_strong_slanted_struck_or_both() -> None:
    spans = [name for name, one in named(odt_styles.NAMED).items() if one.get(f"{STYLE}family") == "text"]
    assert sorted(spans) == ["bold", "bold-struck", "italic", "italic-struck", "struck"]


def test_headings_have_a_level_that_navigation_knows() -> None:
    styles = named(odt_styles.NAMED)
    levels = [styles[f"Heading_20_{n}"].get(f"{STYLE}default-outline-level") for n in (1, 2, 3)]
    assert levels == ["1", "2", "3"]


def test_no_look_needs_a_colour_to_be_understood() -> None:
    colours = set(re.findall("#[0-9a-f]{6}", odt_styles.NAMED + odt_styles.TABLES))
    assert all(one[1:3] == one[3:5] == one[5:7] for one in colours)


def test_each_width_has_its_column() -> None:
    columns = named(odt_styles.columns((60, 450)))
    assert {"table", "cell", "cell-changed", "head", "boxed", "w60", "w450"} == set(columns)
