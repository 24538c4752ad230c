"""A text document, read back: the signed words sign for sign, their marks on every page and around them."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from odfdo import Document

from app.core.texts import FRAME
from app.documents.message_odt import odt_of
from tests.documents.messages import EMBARGO, TEXT, leaving, signed


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def lines(data: bytes) -> list[str]:
    return [one.inner_text for one in opened(data).body.xpath("//text:p|//text:h")]


def furniture(data: bytes) -> dict[str, list[str]]:
    """What stands at the head and at the foot of every page."""
    styles = opened(data).get_part("styles.xml")
    return {
        place: [one.inner_text for one in styles.root.xpath(f"//style:master-page/style:{place}/text:p")]
        for place in ("header", "footer")
    }


def test_every_signed_part_is_there_sign_for_sign_and_nothing_else() -> None:
    found = lines(odt_of(leaving()))
    whole = "\n".join(found)
    for part in signed():
        assert part.encode() in whole.encode()
    mine = [line for part in signed() for line in part.split("\n")]
    rest = [line.removeprefix("• ") for line in found if line.removeprefix("• ") not in mine]
    assert rest == ["COMMUNIQUÉ DE PRESSE", *FRAME.values()]


def test_a_variant_is_alone_in_its_document() -> None:
    assert lines(odt_of(leaving(channel="oral"))) == ["Bonsoir.", "Restez à l’abri."]


def test_the_marks_are_around_the_words_and_on_every_page() -> None:
    data = odt_of(leaving(embargo=EMBARGO, frame="exercise"))
    found, around = lines(data), furniture(data)
    assert found[0] == found[-1] == EMBARGO
    assert found[1].startswith("EXERCICE")
    assert around["header"] == found[:2]
    assert around["footer"][-2:] == found[:2][::-1]


def test_the_foot_says_which_text_it_is_and_a_free_text_has_no_head() -> None:
    around = furniture(odt_of(leaving()))
    assert around["header"] == []
    assert around["footer"][0].replace("\u00a0", " ") == "CP-SIG1-006 · v4·4b07 · empreinte 7d1e 40b9 c2a6"


def test_a_text_one_may_edit_says_that_it_is_not_the_one_that_was_signed() -> None:
    (_, said) = furniture(odt_of(leaving()))["footer"]
    assert "Document modifiable : ne fait pas foi. Seul fait foi le texte visé" in said.replace("\u00a0", " ")
    assert said.endswith("Page 1/1")


def test_a_free_text_leaves_with_no_name_of_the_house() -> None:
    with ZipFile(BytesIO(odt_of(leaving()))) as file:
        assert TEXT.title.replace("'", "").encode()[:9] in file.read("meta.xml")
        assert b"SIG1</dc:creator>" not in file.read("meta.xml")
