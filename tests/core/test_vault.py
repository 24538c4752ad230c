"""The vault: one key, several ways in, and no single one whose loss is the loss of the journal."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import msgspec
import pytest
from keyring.backends import fail

from app.core import vault
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.keys import USUAL, Cost
from tests.building import still_clock
from tests.core.test_keychain import Drawer

PHRASE = "cheval agrafe pile"


@pytest.fixture(autouse=True)
def drawer() -> Iterator[Drawer]:
    before, made = keyring.get_keyring(), Drawer()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, str, Drawer]:
    """A vault made once: stretching is slow on purpose."""
    before, held = keyring.get_keyring(), Drawer()
    keyring.set_keyring(held)
    folder = tmp_path_factory.mktemp("vault") / "profil"
    key, code = vault.create(folder, PHRASE, still_clock())
    keyring.set_keyring(before)
    return folder, key, code, held


def test_each_way_in_opens_without_the_others(made: tuple[Path, bytes, str, Drawer], drawer: Drawer) -> None:
    folder, key, code, held = made
    assert vault.exists(folder)
    assert vault.open_with_passphrase(folder, PHRASE) == key
    assert vault.open_with_recovery(folder, code) == key
    assert vault.open_with_keychain(folder) is None  # the keychain of this session is empty
    drawer.kept |= held.kept
    assert vault.open_with_keychain(folder) == key


def test_a_code_copied_by_hand_opens_however_it_is_typed(made: tuple[Path, bytes, str, Drawer]) -> None:
    folder, key, code, _ = made
    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert vault.open_with_recovery(folder, f" {typed} ") == key
    assert len(code) == 44
    assert code.count("-") == 8


@pytest.mark.parametrize("wrong", ["", "AAAA", "é" * 36, "A" * 36, "-" * 44])
def test_a_code_badly_copied_is_told_from_a_wrong_one(made: tuple[Path, bytes, str, Drawer], wrong: str) -> None:
    with pytest.raises(Refused, match="mal recopié"):
        vault.open_with_recovery(made[0], wrong)


def test_one_slip_in_a_code_is_caught_before_anything_slow(made: tuple[Path, bytes, str, Drawer]) -> None:
    folder, _, code, _ = made
    slip = ("C" if code[7] == "B" else "B") + code[8:]
    with pytest.raises(Refused, match="mal recopié"):
        vault.open_with_recovery(folder, code[:7] + slip)


def test_a_wrong_passphrase_or_the_code_of_another_opens_nothing(
    made: tuple[Path, bytes, str, Drawer], tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="phrase secrète"):
        vault.open_with_passphrase(made[0], PHRASE + " ")
    _, other = vault.create(tmp_path, PHRASE, Clock())
    with pytest.raises(Refused, match="n'est pas le bon"):
        vault.open_with_recovery(made[0], other)


def test_a_passphrase_typed_on_another_keyboard_is_the_same(tmp_path: Path) -> None:
    key, _ = vault.create(tmp_path, "forêt", still_clock())
    assert vault.open_with_passphrase(tmp_path, "fore\u0302t") == key


def test_nothing_that_opens_is_written_in_clear(made: tuple[Path, bytes, str, Drawer]) -> None:
    folder, key, code, _ = made
    written = b"".join(file.read_bytes() for file in folder.iterdir())
    for secret in (key.hex(), PHRASE, code, code.replace("-", "")):
        assert secret.encode() not in written
        assert secret.encode() not in written.upper()
    assert [file.name for file in folder.iterdir()] == [vault.FILE]


def test_what_was_made_at_one_cost_opens_when_new_ones_are_made_at_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "NEW", USUAL)
    usual, _ = vault.create(tmp_path / "usual", PHRASE, still_clock())
    assert b"cost" not in (tmp_path / "usual" / vault.FILE).read_bytes()  # as files were before a cost was written
    monkeypatch.setattr(vault, "NEW", Cost(1, 2, 32))
    other, code = vault.create(tmp_path / "other", PHRASE, still_clock())
    monkeypatch.setattr(vault, "NEW", Cost(2, 1, 16))
    vault.keep_twice(tmp_path / "other")
    (tmp_path / "other" / vault.FILE).unlink()
    assert vault.open_with_passphrase(tmp_path / "usual", PHRASE) == usual
    assert vault.open_with_passphrase(tmp_path / "other", PHRASE) == other
    assert vault.open_with_recovery(tmp_path / "other", code) == other


@pytest.mark.parametrize(
    "cost", ['{"passes": 0}', '{"passes": 1, "lanes": 4, "memory": 8}', '{"memory": 99999999999}', "3"]
)
def test_a_cost_that_cannot_be_is_a_damaged_file(
    made: tuple[Path, bytes, str, Drawer], tmp_path: Path, cost: str
) -> None:
    slots = msgspec.json.decode((made[0] / vault.FILE).read_bytes())
    slots["check"] = ""
    slots["passphrase"]["cost"] = msgspec.json.decode(cost)
    (tmp_path / vault.FILE).write_bytes(msgspec.json.encode(slots))
    with pytest.raises(Unavailable, match="illisible"):
        vault.open_with_passphrase(tmp_path, PHRASE)


def test_without_a_keychain_the_other_ways_stay(tmp_path: Path) -> None:
    keyring.set_keyring(fail.Keyring())
    key, code = vault.create(tmp_path, PHRASE, still_clock())
    assert vault.open_with_keychain(tmp_path) is None
    assert vault.open_with_passphrase(tmp_path, PHRASE) == vault.open_with_recovery(tmp_path, code) == key


def test_a_profile_is_never_made_twice_nor_without_a_passphrase(
    made: tuple[Path, bytes, str, Drawer], tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="existe déjà"):
        vault.create(made[0], PHRASE, still_clock())
    with pytest.raises(Refused, match="phrase secrète"):
        vault.create(tmp_path, "", still_clock())
    assert not vault.exists(tmp_path)


def test_a_profile_that_is_not_there_or_is_spoilt_says_so(
    made: tuple[Path, bytes, str, Drawer], tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="pas inscrit"):
        vault.open_with_passphrase(tmp_path, PHRASE)
    whole = (made[0] / vault.FILE).read_bytes()
    salt = whole.index(b'"salt": "') + len(b'"salt": "')
    for spoilt in (b"", whole[: len(whole) // 2], b"[]", whole[:salt] + b"zz" + whole[salt + 2 :]):
        (tmp_path / vault.FILE).write_bytes(spoilt)
        with pytest.raises(Unavailable, match="illisible"):
            vault.open_with_passphrase(tmp_path, PHRASE)


def test_one_damaged_file_of_the_two_locks_nobody_out(
    made: tuple[Path, bytes, str, Drawer], tmp_path: Path, drawer: Drawer
) -> None:
    folder, key, code, _ = made
    (tmp_path / vault.FILE).write_bytes((folder / vault.FILE).read_bytes())
    vault.keep_twice(tmp_path)
    whole = (tmp_path / vault.FILE).read_bytes()
    for name in (vault.FILE, vault.TWIN):
        for damaged in (b"", whole[:90], whole.replace(b'"salt": "', b'"salt": "0', 1)):
            (tmp_path / name).write_bytes(damaged)
            assert vault.exists(tmp_path)
            assert vault.open_with_either(tmp_path, code) == key
            vault.keep_twice(tmp_path)
            assert (tmp_path / name).read_bytes() == whole
    (tmp_path / vault.FILE).unlink()
    assert vault.open_with_either(tmp_path, PHRASE) == key
