"""A numbered copy is the same file, with its number, its recipient and its own code on each page."""

import shutil
import subprocess
import unicodedata
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import ObjectStreamMode, Pdf

from app.core import brief_code
from app.core.brief import Brief, Copied, File
from app.core.brief_commands import MakeCopies
from app.core.errors import Refused, Unavailable
from app.core.records import Author
from app.documents import brief, copies, drawing, fonts, furniture, paper
from tests.documents import reading
from tests.documents.samples import CONTENT

PRINT = "7d1e40b9c2a6" + "0" * 52
CODE = brief_code.written("PDS-SIG2-012", PRINT, "3/15")
WHO = Author("ann", "Camille Morvan", "SIG", "CCOM", "SIG2")
CHECKER = shutil.which("qpdf")


@pytest.fixture(scope="module")
def frozen() -> bytes:
    return _pdf()


def _pdf() -> bytes:
    made = brief.render(CONTENT)
    return getattr(made, "printed", made).pdf


def copy(pdf: bytes, label: str = "3/15", recipient: str = "Cabinet PM", code: str = CODE) -> bytes:
    return pdf + copies.tail(pdf, label, recipient, code)


def kept(pdf: bytes, annex: bytes = b"", *made: Copied, home: str = "SIG2") -> Brief:
    """An approved brief whose files are these."""
    file = File("f" * 64, _sum(pdf), PRINT, 2, _sum(annex) if annex else "", 1, True, 0, WHO, 0, home)
    return Brief("a" * 64, "b" * 64, "PDS-SIG2-012", 12, "standard", WHO, 0, "", None, (file,), made)


def _sum(pdf: bytes) -> str:
    return sha256(pdf).hexdigest()


def test_every_page_of_a_copy_bears_its_number_and_its_recipient(frozen: bytes) -> None:
    words, pages = "Exemplaire 3/15 — Mission du Vexin", reading.pages(copy(frozen, recipient="Mission du Vexin"))
    assert len(pages) == len(reading.pages(frozen))
    assert all(words in page for page in pages)
    assert not any("Exemplaire 3/15" in page for page in reading.pages(frozen))


def test_a_copy_begins_with_the_very_bytes_of_what_was_frozen(frozen: bytes) -> None:
    made = copy(frozen)
    assert made.startswith(frozen)
    assert len(made) - len(frozen) < 20_000


def test_the_same_copy_is_the_same_bytes(frozen: bytes) -> None:
    assert copy(frozen) == copy(frozen)
    others = {copy(frozen, "4/15"), copy(frozen, recipient="SGDSN"), copy(frozen, code=CODE[:-4] + "5/15")}
    assert len({copy(frozen), *others}) == 4


def test_the_code_of_a_copy_is_its_own(frozen: bytes) -> None:
    before, after = (_ink(one) for one in (frozen, copy(frozen)))
    assert before.count(0x16) > 1000  # the ink
    assert before != after


def _ink(pdf: bytes) -> bytes:
    """The grey of the square code of the first page."""
    x, y, side = drawing.CODE
    edges = (x, y, paper.WIDTH - x - side, paper.HEIGHT - y - side)
    with pypdfium2.PdfDocument(pdf) as document:
        return bytes(document[0].render(scale=4, crop=edges, grayscale=True).buffer)


@pytest.mark.parametrize("mode", [ObjectStreamMode.disable, ObjectStreamMode.generate])
def test_a_copy_opens_without_repair_whatever_the_table_of_the_file(frozen: bytes, mode: ObjectStreamMode) -> None:
    saved = BytesIO()
    with Pdf.open(BytesIO(frozen)) as opened:
        opened.save(saved, object_stream_mode=mode, deterministic_id=True)
    with Pdf.open(BytesIO(copy(saved.getvalue()))) as made:
        assert made.check_pdf_syntax() == []
        assert made.get_warnings() == []
    assert all("3/15" in page for page in reading.pages(copy(saved.getvalue())))


@pytest.mark.skipif(CHECKER is None, reason="qpdf is not on this machine")
def test_a_checker_finds_nothing_to_say(frozen: bytes, tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(copy(frozen))
    said = subprocess.run([str(CHECKER), "--check", str(file)], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


def test_the_tree_that_a_screen_reader_follows_is_that_of_the_original(frozen: bytes) -> None:
    with Pdf.open(BytesIO(frozen)) as original, Pdf.open(BytesIO(copy(frozen))) as made:
        for document in (original, made):
            assert document.Root.MarkInfo.Marked
        assert original.Root.StructTreeRoot.objgen == made.Root.StructTreeRoot.objgen
        pages = zip(original.pages, made.pages, strict=True)
        assert all(one.obj.Contents.read_bytes() == other.obj.Contents.read_bytes() for one, other in pages)
        assert original.trailer.ID[0] == made.trailer.ID[0]


def test_what_was_frozen_before_there_was_a_form_is_numbered_too() -> None:
    old = _without_form()
    made = copy(old)
    assert made.startswith(old)
    assert reading.lines(made, 84, 93) == ["Exemplaire 3/15 — Cabinet PM"] * 2
    with Pdf.open(BytesIO(made)) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.get_warnings() == []


def _without_form() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    with fonts.PRESS:
        fonts.register()
        canvas = Canvas(file, pagesize=(paper.WIDTH, paper.HEIGHT), invariant=1, initialFontName=fonts.BODY)
        for words in ("Page 1", "Page 2"):
            canvas.drawString(100, 500, words)
            canvas.showPage()
        canvas.save()
    return file.getvalue()


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_recipient_can_be_written(recipient: str) -> None:
    made = copy(_SMALL, recipient=recipient)
    with Pdf.open(BytesIO(made)) as opened:
        assert opened.get_warnings() == []
    (page,) = reading.pages(made)
    assert "3/15" in page


@pytest.mark.parametrize(
    "recipient",
    ["", ")\\(", "<img src='/etc/hostname'>", "Préfecture de la Seine-Maritime, œuvre & Cie", "حريق 🔥", "É" * 80],
)
def test_a_recipient_is_plain_text(recipient: str) -> None:
    (page,) = reading.pages(copy(_SMALL, recipient=recipient))
    known = "".join(sign for sign in recipient if unicodedata.category(sign)[0] in "LN" and sign < "\u0250")
    if len(recipient) < 60:
        assert reading.letters(known) in reading.letters(page)


def _small() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    with fonts.PRESS:
        fonts.register()
        canvas = Canvas(file, pagesize=(paper.WIDTH, paper.HEIGHT), invariant=1, initialFontName=fonts.SANS_BOLD)
        furniture.copy_form(canvas, "", "", brief_code.written("PDS-SIG2-012", PRINT))
        canvas.doForm(furniture.COPY_FORM)
        canvas.save()
    return file.getvalue()


_SMALL = _small()


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4 nothing"])
def test_a_damaged_file_is_named_as_such(broken: bytes) -> None:
    with pytest.raises(Unavailable, match="illisible"):
        copies.tail(broken, "1/1", "Cabinet PM", CODE)


def test_copies_are_numbered_after_those_that_were_made() -> None:
    known = Copied("1/1", 1, "SIG2", "SGDSN", _sum(_SMALL), "", "", WHO, 0, "e" * 64)
    command = copies.make(_SMALL, b"", kept(_SMALL, b"", known), "SIG2", ["Cabinet PM", " Préfet\n76 "])
    assert isinstance(command, MakeCopies)
    assert [(one.number, one.recipient) for one in command.copies] == [(2, "Cabinet PM"), (3, "Préfet 76")]
    assert command.of == 3
    for one, label in zip(command.copies, ("2/3", "3/3"), strict=True):
        assert one.sha256 == _sum(_SMALL + one.tail)
        assert label in reading.pages(_SMALL + one.tail)[0]


def test_another_workstation_than_the_approvers_says_so_in_its_numbers() -> None:
    command = copies.make(_SMALL, b"", kept(_SMALL), "INT", ["Préfecture 76"])
    assert "INT-1/1" in reading.pages(_SMALL + command.copies[0].tail)[0]


def test_an_annex_is_numbered_with_its_brief() -> None:
    command = copies.make(_SMALL, _SMALL, kept(_SMALL, _SMALL), "SIG2", ["Cabinet PM"])
    (made,) = command.copies
    assert "1/1" in reading.pages(_SMALL + made.annex_tail)[0]
    assert made.annex_sha256 == _sum(_SMALL + made.annex_tail)


def test_a_file_that_is_not_the_one_that_stands_is_not_copied() -> None:
    for pdf, annex in ((_SMALL + b"\n", b""), (_SMALL, _SMALL)):
        with pytest.raises(Refused, match="n'est pas celui"):
            copies.make(pdf, annex, kept(_SMALL), "SIG2", ["Cabinet PM"])


def test_a_hidden_sign_in_a_recipient_is_refused() -> None:
    with pytest.raises(Refused, match="Destinataire"):
        copies.make(_SMALL, b"", kept(_SMALL), "SIG2", ["Cabinet\u202ePM"])
    with pytest.raises(Refused, match="80 au plus"):
        copies.make(_SMALL, b"", kept(_SMALL), "SIG2", ["x" * 81])
