"""A store that was restored or copied begins another life, and says so in what it numbers."""

from pathlib import Path

import pytest

from app.core.store import incarnation
from tests.building import still_clock
from tests.office import Office


def test_each_life_has_its_letter(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with sig.store.database.write() as connection:
        letters = [incarnation.letter(connection)]
        first = incarnation.current(connection)
        letters += [incarnation.renew(connection, still_clock(n)) for n in range(27)]
        assert incarnation.current(connection) != first
    assert letters[:3] == ["", "b", "c"]
    assert letters[24:] == ["y", "z", "z" + "a", "zb"]
    assert len(set(letters)) == len(letters)


def test_lives_known_elsewhere_have_theirs(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    device = sig.store.key.public
    with sig.store.database.write() as connection:
        for life in ("1" * 16, "2" * 16):
            sql = "INSERT INTO chain (device, incarnation, space, seq) VALUES (?, ?, 1, 0)"
            connection.exec_driver_sql(sql, (device, life))
        assert incarnation.renew(connection, sig.clock, device) == "d"


def test_what_stands_beside_is_believed_when_it_says_the_same_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert incarnation.is_ours(tmp_path, "a" * 16)  # nothing says otherwise
    incarnation.write_beside(tmp_path, "a" * 16)
    assert incarnation.is_ours(tmp_path, "a" * 16)
    assert not incarnation.is_ours(tmp_path, "b" * 16)
    elsewhere = tmp_path / "machine"
    elsewhere.write_text("une-autre-machine\n")
    monkeypatch.setattr(incarnation, "MACHINE", elsewhere)
    assert not incarnation.is_ours(tmp_path, "a" * 16)
