"""A file of records opens with its passphrase alone, and what was changed or cut in it is always seen."""

import stat
from pathlib import Path

import msgspec
import pytest

from app.core.errors import Refused, Unavailable
from app.server.sealed_records import sealed, unsealed
from tests.building import still_clock

MAGIC = b"diapason-test-1\n"
SECRET = "une phrase"


class Said(msgspec.Struct, frozen=True, tag="said"):
    """A record."""

    text: str


SAID = [Said(f"{n} " + "x" * 9_000) for n in range(20)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "f"
    with sealed(path, MAGIC, SECRET, still_clock()) as write:
        for one in SAID:
            write(one)
    return path


def read(path: Path, secret: str = SECRET) -> list[Said]:
    return list(unsealed(path, MAGIC, secret, Said))


def test_what_was_written_is_read_again_and_is_nobody_else_s_to_read(file: Path) -> None:
    assert read(file) == SAID
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"xxxx" not in file.read_bytes()


def test_another_passphrase_or_another_file_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="phrase secrète"):
        read(file, "une autre")
    other = tmp_path / "other"
    other.write_bytes(b"un texte quelconque")
    with pytest.raises(Refused, match="n'est pas le fichier attendu"):
        read(other)


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data[:70_000], lambda data: data + b"x"])
def test_a_file_cut_or_lengthened_is_not_read_to_its_end(file: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(Unavailable, match="altéré"):
        read(file)


def test_a_file_that_could_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with sealed(tmp_path / "f", MAGIC, SECRET, still_clock()) as write:
            write(SAID[0])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []
