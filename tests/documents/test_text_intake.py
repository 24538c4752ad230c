"""Files somebody wrote elsewhere: taken as words, or refused with nothing lost."""

import random
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.documents.text_intake import LARGEST, words_of
from app.documents.tidying import Tidied
from tests.documents.written_elsewhere import TYPES, archive, docx, odt, p

WORDS = "Le préfet communique : « restez à l’abri ».\n– fermez\n– écoutez"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_plain_text_is_read_in_the_ways_it_is_written(encoding: str) -> None:
    assert words_of("texte.txt", WORDS.encode(encoding)) == Tidied(WORDS)


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        words_of(name, content)
    return str(caught.value)


def test_other_kinds_of_file_are_refused_with_what_to_do() -> None:
    assert "copiez-en le texte" in refused("a.pdf", b"%PDF-1.7 ...")
    assert "RTF" in refused("a.docx", b"{\\rtf1 bonjour}")
    assert "enregistrez-le en .docx" in refused("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512)
    assert "pas un texte" in refused("a.txt", b"\x00\x01\x02binaire")
    assert "tronqué" in refused("a.docx", b"bonjour")
    assert ".docx, .odt et .txt" in refused("a.html", b"<p>bonjour</p>")
    assert ".docx, .odt et .txt" in refused(
        "a.docx", archive({"xl/workbook.xml": "<x/>", "[Content_Types].xml": TYPES})
    )
    assert "vide" in refused("a.txt", b"")
    assert "aucun texte" in refused("a.docx", docx(p(" ")))
    assert "20 Mo" in refused("a.docx", b"PK" + b"\0" * LARGEST)


def test_a_file_under_a_password_says_so() -> None:
    wrapped = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    assert "mot de passe" in refused("a.docx", wrapped)
    manifest = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert "mot de passe" in refused("a.odt", odt("<text:p>x</text:p>", **{"META-INF/manifest.xml": manifest}))
    flagged = bytearray(docx(p("x")))
    flagged[flagged.find(b"PK\x01\x02") + 8] |= 1
    assert "mot de passe" in refused("a.docx", bytes(flagged))


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        with file.open("word/document.xml", "w") as part:
            for _ in range(40):
                part.write(b" " * (1024 * 1024))
    assert "démesuré" in refused("bombe.docx", made.getvalue())


def test_entities_and_parts_without_end_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    assert "piégé" in refused("a.docx", archive({"[Content_Types].xml": TYPES, "word/document.xml": laughs}))
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("x") + "</w:sdtContent></w:sdt>" * 3000
    assert "piégé" in refused("a.docx", docx(deep))


def test_a_text_longer_than_a_message_is_refused() -> None:
    assert "copiez-en une partie" in refused("a.txt", b"mot " * 20_000)


@pytest.mark.parametrize("whole", [docx(p("Bonjour") * 40), odt("<text:p>Bonjour</text:p>" * 40)])
def test_a_file_cut_or_spoilt_anywhere_is_read_or_refused_and_never_a_bug(whole: bytes) -> None:
    chance = random.Random(4)
    for _ in range(300):
        spoilt = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        for content in (bytes(spoilt), bytes(spoilt[: chance.randrange(1, len(spoilt))])):
            with suppress(Refused):
                words_of("texte.docx", content)


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.docx", "a.odt", "a", "a.exe"]))
def test_whatever_the_bytes_they_are_words_or_a_refusal(content: bytes, name: str) -> None:
    with suppress(Refused):
        words_of(name, content)


@given(st.lists(st.text(alphabet="aé’ [].:\u00a0", min_size=1, max_size=30).map(str.strip), min_size=1, max_size=6))
def test_every_paragraph_of_a_document_comes_through(lines: list[str]) -> None:
    if not any(lines):
        return
    for made in (docx("".join(map(p, lines))), odt("".join(f"<text:p>{line}</text:p>" for line in lines))):
        found = words_of("texte", made).words
        assert found.split() == " ".join(lines).split()
