"""A text document of a few parts: it opens, its headings and tables are real, and people's words stay words."""

from io import BytesIO
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from app.documents import odt, odt_styles
from app.documents.odt import Around, Row, Run
from tests.documents import odt_reading
from tests.documents.samples import at

AROUND = Around(
    "Titre <&>",
    "Cellule",
    at(24, 1, 5),
    ("SOUS EMBARGO", "EXERCICE"),
    ("DIFFUSION RESTREINTE", "TLP:AMBER"),
    ("Main courante",),
    ("MC-1 · empreinte 7d1e", odt.NOT_THE_ORIGINAL),
)
HOSTILE = '<text:p>&amp; "x"\x00\x1b\ufffe ]]> =1+1'


def made(*parts: odt.Part) -> bytes:
    return odt.document(AROUND, parts)


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as file:
        return file.read(name).decode()


def test_every_part_of_the_file_is_sound_whatever_people_write() -> None:
    row = Row((HOSTILE, (Run(HOSTILE, "bold", struck=True, exact=True),)))
    data = made(odt.heading(HOSTILE, 1), odt.paragraph(HOSTILE), odt.table(HOSTILE, ("A", "B"), [row], (100, 200)))
    with ZipFile(BytesIO(data)) as file:
        assert file.testzip() is None
        assert file.infolist()[0].filename == "mimetype"
        for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
            fromstring(file.read(name))
    assert '<text:p>&amp; "x" ]]> =1+1' in odt_reading.words(data)


def test_what_was_signed_is_there_sign_for_sign_and_the_rest_in_french() -> None:
    data = made(odt.paragraph((Run("l'eau  est sure !\tOui", exact=True), Run(" L'air : oui !"))))
    (line,) = [one.inner_text for one in odt_reading.opened(data).body.xpath("//text:p")]
    assert line == "l'eau  est sure !\tOui L’air\u00a0: oui\u00a0!"


def test_a_line_that_ends_is_a_line_or_a_paragraph() -> None:
    data = made(odt.paragraph("un\ndeux"), odt.paragraphs("trois\n\nquatre"))
    assert odt_reading.lines(data) == ["un\ndeux", "trois", "", "quatre"]


def test_headings_make_the_outline_and_tables_repeat_their_heads() -> None:
    rows = [Row(("jour",), title=True), Row(("a", "1"), changed=True), Row(("b",))]
    data = made(
        odt.heading("Un", 1), odt.heading("Deux", 2), odt.table("T", ("Lettre", "Nombre"), rows, (90, 410), (1,))
    )
    assert odt_reading.headings(data) == [(1, "Un"), (2, "Deux")]
    assert odt_reading.heads(data) == {"T": ["Lettre", "Nombre"]}
    assert odt_reading.tables(data)["T"] == [["Lettre", "Nombre"], ["jour"], ["a", "1"], ["b", ""]]
    written = part(data, "content.xml")
    assert 'table:number-columns-spanned="2"' in written
    assert 'style:column-width="410pt"' in written
    assert written.count('table:style-name="cell-changed"') == 1
    assert written.count('text:style-name="Table_20_Figures"') == 2


def test_without_heads_the_first_column_names_the_rows() -> None:
    written = part(made(odt.table("T", (), [Row(("Motivation", "le vent"))], (100, 400))), "content.xml")
    assert "table-header-rows" not in written
    assert '<text:p text:style-name="Table_20_Heading">Motivation' in written


def test_every_page_bears_its_bands_its_protection_its_reference_and_its_number() -> None:
    around = odt_reading.furniture(made(odt.paragraph("x")))
    assert around["header"] == ["SOUS EMBARGO", "EXERCICE", "DIFFUSION RESTREINTE   TLP:AMBER", "Main courante"]
    assert around["footer"] == [
        "MC-1 · empreinte 7d1e",
        "Document modifiable : ne fait pas foi.\tPage 1/1",
        "DIFFUSION RESTREINTE   TLP:AMBER",
        "EXERCICE",
        "SOUS EMBARGO",
    ]
    styles = part(made(odt.paragraph("x")), "styles.xml")
    assert "<text:page-number" in styles
    assert "<text:page-count>" in styles


def test_the_document_is_in_french_and_says_what_it_is_and_when_it_was_made() -> None:
    data = made(odt.paragraph("x"))
    assert 'fo:language="fr" fo:country="FR"' in part(data, "styles.xml")
    about = part(data, "meta.xml")
    for words in ("<dc:title>Titre &lt;&amp;&gt;", "<dc:language>fr-FR", "<dc:date>2026-09-23T23:05:00"):
        assert words in about
    assert "LibreOffice" not in about


def test_columns_share_the_line_by_weight() -> None:
    assert sum(odt.shared((3, 1), 3)) == odt_styles.MEASURE
    assert odt.shared((3, 1), 2) == [odt_styles.MEASURE * 0.75, odt_styles.MEASURE * 0.25]
