"""The issuer's mark is his own file: kept for all papers to come, refused when it could not be printed."""

from pathlib import Path

import pytest
from PIL import Image

from app.core.errors import Refused, Unavailable
from app.documents import brand, brief
from tests.documents import reading
from tests.documents.samples import CONTENT


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this account keeps its data."""
    monkeypatch.setattr(brand, "_own", lambda: tmp_path / "own" / "brand")
    return tmp_path / "own"


def picture(file: Path, size: tuple[int, int] = (120, 90), **more: str) -> Path:
    Image.new("RGB", size, "black").save(file, **more)
    return file


def test_a_mark_is_installed_replaced_and_removed(tmp_path: Path, own: Path) -> None:
    assert brand.mark_path() is None
    assert "Marque" in reading.pages(brief.render(CONTENT).pdf)[0]
    first = brand.install(picture(tmp_path / "a.png"))
    assert brand.mark_path() == first == own / "brand" / "mark.png"
    assert "Marque" not in reading.pages(brief.render(CONTENT).pdf)[0]
    then = brand.install(picture(tmp_path / "b.jpg", format="JPEG"))
    assert brand.mark_path() == then == own / "brand" / "mark.jpg"
    assert not first.exists()
    brand.remove()
    assert brand.mark_path() is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "PNG ou JPEG"),
        (b"%PDF-1.4", "PNG ou JPEG"),
        (b"<svg/>", "PNG ou JPEG"),
        (b"\x89PNG\r\n\x1a\n", "illisible"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "illisible"),
        (b"\xff\xd8\xff\xe0", "illisible"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * brand.LARGEST, "8 Mo"),
    ],
)
def test_what_is_no_picture_is_refused_and_the_former_mark_stays(tmp_path: Path, data: bytes, why: str) -> None:
    kept = brand.install(picture(tmp_path / "a.png"))
    bad = tmp_path / "bad.png"
    bad.write_bytes(data)
    with pytest.raises(Refused, match=why):
        brand.install(bad)
    assert brand.mark_path() == kept


@pytest.mark.parametrize("size", [(20, 200), (200, 20), (12_001, 60)])
def test_a_picture_that_would_not_print_well_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="points de côté"):
        brand.install(picture(tmp_path / "a.png", size))


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="illisible"):
        brand.install(tmp_path / "nowhere.png")
    with pytest.raises(Unavailable, match="illisible"):
        brand.install(tmp_path)


def test_a_folder_that_cannot_be_written_is_said_to_be(tmp_path: Path, own: Path) -> None:
    own.write_text("a file where the folder should be")
    with pytest.raises(Unavailable, match="gardée"):
        brand.install(picture(tmp_path / "a.png"))
