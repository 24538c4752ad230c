"""What is added after the last byte of a PDF: it opens as one file, and what stood before is untouched."""

import zlib
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, PdfError, Stream, String

from app.documents.pdf_update import Update


def file(mode: ObjectStreamMode, pages: int = 2) -> bytes:
    """Pages that share one form, in a file whose table is text, or a stream."""
    made, written = Pdf.new(), BytesIO()
    form = made.make_indirect(Stream(made, b"0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    for _ in range(pages):
        page = made.add_blank_page(page_size=(200, 200))
        page.obj.Resources = Dictionary(XObject=Dictionary(Shared=form))
        page.obj.Contents = made.make_stream(b"/Shared Do")
    made.trailer.Info = made.make_indirect(Dictionary(Title=String("Essai")))
    made.save(written, object_stream_mode=mode, deterministic_id=True)
    return written.getvalue()


TEXT, STREAM = file(ObjectStreamMode.disable), file(ObjectStreamMode.generate)
BASES = pytest.mark.parametrize("base", [TEXT, STREAM], ids=["table", "stream"])


def updated(base: bytes, change: Callable[[Update, Pdf], object]) -> Pdf:
    with Pdf.open(BytesIO(base)) as opened:
        update = Update(base, opened)
        change(update, opened)
        tail = update.tail()
    found = Pdf.open(BytesIO(base + tail))
    assert found.check_pdf_syntax() == []
    assert found.get_warnings() == []
    assert not found.is_linearized
    return found


def other(values: Dictionary, data: bytes = b"0 0 5 5 re f") -> Pdf:
    made = Pdf.new()
    made.Root.Kept = made.make_indirect(Stream(made, data, **{key[1:]: values[key] for key in values}))
    return made


@BASES
def test_an_object_replaced_is_replaced_on_every_page(base: bytes) -> None:
    with other(Dictionary(Subtype=Name.Form, BBox=Array([0, 0, 5, 5]))) as new:
        found = updated(base, lambda update, old: update.replace(old.pages[0].resources.XObject.Shared, new.Root.Kept))
    shown = [page.resources.XObject.Shared for page in found.pages]
    assert [one.read_bytes() for one in shown] == [b"0 0 5 5 re f"] * 2
    assert shown[0].objgen == shown[1].objgen
    assert found.docinfo.Title == "Essai"


@BASES
def test_what_an_object_names_comes_with_it_once(base: bytes) -> None:
    with Pdf.new() as new:
        font = new.make_indirect(Dictionary(Type=Name.Font, Widths=[Decimal("1.50"), 2, True, None]))
        new.Root.Kept = new.make_indirect(Stream(new, b"q Q", Fonts=[font, font]))
        found = updated(base, lambda update, old: update.replace(old.pages[0].resources.XObject.Shared, new.Root.Kept))
    one, same = found.pages[0].resources.XObject.Shared.Fonts
    assert one.objgen == same.objgen
    assert list(one.Widths) == [Decimal("1.50"), 2, True, None]


@BASES
def test_a_page_is_written_again_with_what_is_said_of_it(base: bytes) -> None:
    found = updated(base, lambda update, old: update.rewrite(old.pages[1].obj, {"/Rotate": b"90"}))
    assert [page.obj.get("/Rotate", 0) for page in found.pages] == [0, 90]
    assert found.pages[1].obj.Contents.read_bytes() == b"/Shared Do"


@BASES
def test_a_stream_is_added_after_those_of_a_page(base: bytes) -> None:
    def add(update: Update, old: Pdf) -> None:
        page = old.pages[0].obj
        named = b"[%s %s]" % (update.written(page.Contents), update.add_stream(b"q Q"))
        update.rewrite(page, {"/Contents": named})

    found = updated(base, add)
    first, second = found.pages
    assert [one.read_bytes() for one in first.obj.Contents] == [b"/Shared Do", b"q Q"]
    assert second.obj.Contents.read_bytes() == b"/Shared Do"


@BASES
def test_an_update_may_follow_another(base: bytes) -> None:
    with Pdf.open(BytesIO(base)) as opened:
        update = Update(base, opened)
        update.rewrite(opened.pages[0].obj, {"/Rotate": b"90"})
        once = base + update.tail()
    found = updated(once, lambda update, old: update.rewrite(old.pages[1].obj, {"/Rotate": b"180"}))
    assert [page.obj.Rotate for page in found.pages] == [90, 180]


@settings(max_examples=40)
@given(st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.text()))
def test_any_name_and_any_words_are_written(values: dict[str, str]) -> None:
    told = Dictionary({f"/{name}": String(words) for name, words in values.items()})
    with Pdf.new() as new:
        new.Root.Kept = new.make_indirect(Stream(new, b"", Told=told))
        found = updated(TEXT, lambda update, old: update.replace(old.pages[0].resources.XObject.Shared, new.Root.Kept))
    kept = found.pages[0].resources.XObject.Shared.Told
    assert {key[1:]: str(kept[key]) for key in kept} == values


@pytest.mark.parametrize("broken", [TEXT[:-40], TEXT + b"\nmore", b"%PDF-1.4"], ids=["cut", "prolonged", "empty"])
def test_a_file_without_its_table_is_refused(broken: bytes) -> None:
    with Pdf.open(BytesIO(TEXT)) as opened, pytest.raises(PdfError):
        Update(broken, opened)


def test_what_is_added_is_packed() -> None:
    with Pdf.open(BytesIO(TEXT)) as opened:
        update = Update(TEXT, opened)
        update.add_stream(b"0 0 1 1 re f\n" * 1000)
        tail = update.tail()
    assert len(tail) < 1000
    assert zlib.decompress(tail.split(b"stream\n")[1].split(b"\nendstream")[0]) == b"0 0 1 1 re f\n" * 1000
