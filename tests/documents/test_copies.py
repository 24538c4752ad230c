"""A numbered copy is the same file with its number and its recipient on each page."""

import pytest

from app.core.errors import Unavailable
from app.documents import brief, copies
from tests.documents import reading
from tests.documents.samples import CONTENT


@pytest.fixture(scope="module")
def frozen() -> bytes:
    return brief.render(CONTENT).pdf


def test_every_page_of_a_copy_bears_its_number_and_its_recipient(frozen: bytes) -> None:
    copy = copies.stamp(frozen, 3, 15, "Cabinet PM")
    assert reading.lines(copy, 84, 93) == ["PDS-SIG2-012Exemplaire 3/15 — Cabinet PM"] * 2
    assert not any("Exemplaire" in page for page in reading.pages(frozen))


def test_the_same_copy_is_the_same_bytes(frozen: bytes) -> None:
    assert copies.stamp(frozen, 1, 2, "Préfecture 76") == copies.stamp(frozen, 1, 2, "Préfecture 76")
    assert copies.stamp(frozen, 1, 2, "Préfecture 76") != copies.stamp(frozen, 2, 2, "Préfecture 76")


def test_the_rest_of_the_page_is_untouched(frozen: bytes) -> None:
    [before, _], [after, _] = reading.pages(frozen), reading.pages(copies.stamp(frozen, 3, 15, "Cabinet PM"))
    assert after.replace("Exemplaire 3/15 — Cabinet PM", "").strip() == before.strip()


@pytest.mark.parametrize("recipient", ["", "<img src='/etc/hostname'>", "حريق 🔥", "x" * 5000, "a\nb\x00"])
def test_any_recipient_can_be_written(frozen: bytes, recipient: str) -> None:
    assert "Exemplaire 1/1" in reading.pages(copies.stamp(frozen, 1, 1, recipient))[0]


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4 nothing"])
def test_a_damaged_file_is_named_as_such(broken: bytes) -> None:
    with pytest.raises(Unavailable, match="illisible"):
        copies.stamp(broken, 1, 1, "Cabinet PM")
