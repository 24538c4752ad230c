"""Yesterday's kit is always at hand: it is replaced whole or not at all, and old ones go."""

import errno
import os
import stat
from pathlib import Path

import pytest

from app.core import kit_keeping
from app.core.errors import Refused, Unavailable
from app.core.kit_keeping import Keeping, Made
from tests.building import NOW
from tests.clocks import HOUR

DAY = 24 * HOUR


def name(day: int, more: str = "") -> str:
    return f"kit-de-secours-2027-01-{day:02}{more}.pdf"


def made(folder: Path, at: int = NOW, crises: tuple[str, ...] = ("c1",)) -> Made:
    file = folder / name(15)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"pdf")
    return Made(at, str(file), "0" * 64, 3, crises)


def test_a_kit_is_due_once_a_day_and_when_a_crisis_is_opened_or_closed(tmp_path: Path) -> None:
    keeping = Keeping(made=made(tmp_path / "kit"))
    assert not kit_keeping.is_due(tmp_path, keeping, ("c1",), NOW + 10 * HOUR)
    assert kit_keeping.is_due(tmp_path, keeping, ("c1",), NOW + DAY)
    assert kit_keeping.is_due(tmp_path, keeping, ("c1", "c2"), NOW)
    assert kit_keeping.is_due(tmp_path, keeping, (), NOW)
    assert kit_keeping.is_due(tmp_path, Keeping(), (), NOW)


def test_a_kit_is_due_when_its_file_is_gone_or_is_to_be_kept_elsewhere(tmp_path: Path) -> None:
    keeping = Keeping(made=made(tmp_path / "kit"))
    assert kit_keeping.is_due(tmp_path, Keeping(str(tmp_path), True, keeping.made), ("c1",), NOW)
    Path(keeping.made.file).unlink()
    assert kit_keeping.is_due(tmp_path, keeping, ("c1",), NOW)


def test_one_that_is_switched_off_never_is_due(tmp_path: Path) -> None:
    assert not kit_keeping.is_due(tmp_path, Keeping(daily=False), ("c1",), NOW)


def test_what_was_chosen_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    key = tmp_path / "clé USB"
    key.mkdir()
    kit_keeping.choose(tmp_path, str(key), daily=False)
    assert kit_keeping.read(tmp_path) == Keeping(str(key), False)
    assert kit_keeping.folder_of(tmp_path, kit_keeping.read(tmp_path)) == key
    assert stat.S_IMODE((tmp_path / kit_keeping.FILE).stat().st_mode) == 0o600
    kit_keeping.choose(tmp_path, "", daily=True)
    assert kit_keeping.folder_of(tmp_path, kit_keeping.read(tmp_path)) == tmp_path / "kit"


def test_a_folder_that_is_none_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Ce dossier n'existe pas"):
        kit_keeping.choose(tmp_path, str(tmp_path / "absent"), daily=True)
    assert kit_keeping.read(tmp_path) == Keeping()


def test_a_setting_that_cannot_be_read_is_that_of_the_first_day(tmp_path: Path) -> None:
    (tmp_path / kit_keeping.FILE).write_text("{", encoding="utf-8")
    assert kit_keeping.read(tmp_path) == Keeping()


def test_a_setting_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="n'a pas pu être gardé"):
        kit_keeping.write(tmp_path / "absent", Keeping())


def test_a_file_takes_its_name_once_it_is_noted_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file, seen = tmp_path / "kit.pdf", []
    kit_keeping.place(file, b"nouveau", lambda: seen.append(file.exists()))
    assert (seen, file.read_bytes()) == ([False], b"nouveau")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_refused_or_fails_leaves_yesterdays_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "kit.pdf"
    file.write_bytes(b"hier")

    def refuse() -> None:
        raise Refused("non")

    with pytest.raises(Refused):
        kit_keeping.place(file, b"nouveau", refuse)
    assert file.read_bytes() == b"hier"
    assert [one.name for one in tmp_path.iterdir()] == ["kit.pdf"]


def test_the_folder_of_the_profile_is_made_private_and_a_key_that_is_gone_is_not(tmp_path: Path) -> None:
    own = kit_keeping.make_room(tmp_path, Keeping())
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    with pytest.raises(FileNotFoundError):
        kit_keeping.make_room(tmp_path, Keeping(str(tmp_path / "clé retirée")))
    assert not (tmp_path / "clé retirée").exists()


def test_today_and_the_day_before_stay_and_what_is_not_a_kit_too(tmp_path: Path) -> None:
    for one in (name(11), name(13), name(13, "-EXERCICE"), name(15), name(15, "-EXERCICE"), "autre.pdf"):
        (tmp_path / one).write_bytes(b"pdf")
    kit_keeping.tidy(tmp_path, tmp_path / name(15))
    left = {one.name for one in tmp_path.iterdir()}
    assert left == {name(13), name(13, "-EXERCICE"), name(15), "autre.pdf"}


def test_a_failure_says_which_kit_is_left(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "le disque est plein" in kit_keeping.said_of_failure(tmp_path, full)
    assert "choisissez un autre dossier" in kit_keeping.said_of_failure(tmp_path / "absent", full)
    (tmp_path / name(14)).write_bytes(b"pdf")
    assert "Celui du 14/01/2027 y reste" in kit_keeping.said_of_failure(tmp_path, full)
