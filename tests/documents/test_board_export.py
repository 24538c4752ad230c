"""The lines in force leave as a file: noted first, named after their crisis, their frame and their hour."""

from hashlib import sha256
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.texts import Text
from app.documents import board_export
from tests.core.newsroom import AFP, Newsroom
from tests.office import Office


@pytest.fixture
def room(office: Office) -> Newsroom:
    made = Newsroom(office)
    made.sent(made.cleared(Text("Air", "L'air est mesuré."), topic="Air"), AFP)
    return made


@pytest.mark.parametrize("format", board_export.FORMATS)
def test_each_format_is_written_and_noted_with_its_hash(room: Newsroom, format: str, tmp_path: Path) -> None:
    board, file = room.head.reading.board(room.space), tmp_path / "neuf" / f"edl.{format}"
    taken = board_export.take_out(room.head.desk, board, format, file)
    assert taken.sha256 == sha256(file.read_bytes()).hexdigest()
    assert (taken.files, taken.count) == ((file,), 1)
    (noted,) = room.head.reading.extractions(room.space)
    assert (noted.what, noted.format, noted.sha256) == ("message", format, taken.sha256)
    assert noted.filter.startswith("fiche porte-parole, en vigueur à ")


def test_what_is_refused_leaves_nothing(room: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Format inconnu"):
        board_export.take_out(room.head.desk, room.head.reading.board(room.space), "doc", tmp_path / "edl.doc")
    assert not list(tmp_path.glob("edl*"))
    assert room.head.reading.extractions(room.space) == []


def test_the_name_of_the_file_says_its_crisis_and_its_frame(room: Newsroom) -> None:
    board = room.head.reading.board(room.space)
    name = board_export.file_name(board, "odt")
    assert name.startswith(f"{board.crisis.code}-EDL-en-vigueur-EXERCICE-")
    assert name.endswith(".odt")
    assert board_export.in_force(board) == ["EDL-RP1-001"]
