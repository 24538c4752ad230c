"""The words of a live stream: what moved, what came along, and whatever is not understood is passed over."""

import base64

import pytest

from app.sync.protocol import Reply, pack
from app.sync.stream import Told, told

SPACE = "ab" * 32
PAGE = Reply("e", 3, [bytes(32)], False, None)


def heard(*lines: bytes) -> list[Told]:
    return list(told(lines, lambda: None))


def test_a_page_comes_along_with_the_space_that_follows_it_and_no_other():
    page = b"page: " + base64.b64encode(pack(PAGE))
    moved = f"data: {SPACE} 4".encode()
    assert heard(page, moved, b"", moved) == [Told(SPACE, 4, PAGE), Told(SPACE, 4)]


@pytest.mark.parametrize("page", [b"page: !", b"page: AAAA", b"page: ", b"page"])
def test_a_page_that_cannot_be_read_is_left_to_the_exchange(page: bytes):
    assert heard(page, f"data: {SPACE} 4".encode()) == [Told(SPACE, 4)]


def test_words_of_a_later_version_are_passed_over():
    assert heard(b": ", b"tomorrow: x", f"data: {SPACE} 4".encode()) == [Told(SPACE, 4)]


def test_files_are_told_apart():
    calls: list[int] = []
    assert list(told([f"files: {SPACE} 5".encode()], lambda: calls.append(1))) == []
    assert calls == [1]


@pytest.mark.parametrize("line", [b"data: x", b"data:", b"data: \xff 3"])
def test_a_line_that_is_not_what_it_begins_like_ends_the_stream(line: bytes):
    with pytest.raises(ValueError, match=r"unpack|invalid literal|decode"):
        heard(line)
