"""Files that are there whole or not at all."""

from pathlib import Path

import pytest

from app.core.whole import make_durable, put_in_place, settle, write_whole


def test_a_file_is_replaced_whole_and_no_draft_stays(tmp_path: Path) -> None:
    file = tmp_path / "dit.txt"
    write_whole(file, b"avant")
    write_whole(file, b"apres")
    assert file.read_bytes() == b"apres"
    assert [one.name for one in tmp_path.iterdir()] == ["dit.txt"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "dit.txt"
    write_whole(file, b"avant")
    (tmp_path / "dit.txt.new").mkdir()
    with pytest.raises(OSError, match=r"dit\.txt\.new"):
        write_whole(file, b"apres")
    assert file.read_bytes() == b"avant"


def test_a_draft_takes_its_name_once_it_is_durable(tmp_path: Path) -> None:
    (tmp_path / "draft").write_bytes(b"tout")
    make_durable(tmp_path / "draft")
    put_in_place(tmp_path / "draft", tmp_path / "whole")
    settle(tmp_path)
    assert (tmp_path / "whole").read_bytes() == b"tout"
