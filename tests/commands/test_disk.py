"""A file that cannot be read or written is named, and the reason is in French."""

from pathlib import Path

import pytest

from app.commands.disk import bytes_of, text_of, write
from app.core.errors import Refused, Unavailable


def test_a_text_file_is_utf_8_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "texte.txt"
    file.write_bytes("\ufeffévacué\n".encode())
    assert text_of(file) == "évacué\n"
    file.write_bytes("évacué".encode("latin-1"))
    with pytest.raises(Refused, match="UTF-8"):
        text_of(file)
    file.write_bytes(b"x" * 11)
    with pytest.raises(Refused, match="dépasse"):
        text_of(file, most=10)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for file, said in ((tmp_path / "absent", "n'existe pas"), (tmp_path, "dossier"), (Path("a\0b"), "nom")):
        with pytest.raises(Refused, match=said):
            bytes_of(file)


def test_a_file_is_written_with_its_folder_or_not_at_all(tmp_path: Path) -> None:
    assert Path(write(tmp_path / "a" / "b.pdf", b"%PDF")).read_bytes() == b"%PDF"
    with pytest.raises(Unavailable, match="n'a pas pu être écrit"):
        write(tmp_path / "a" / "b.pdf" / "c.pdf", b"")
    with pytest.raises(Unavailable, match="dossier"):
        write(tmp_path / "a", b"")
