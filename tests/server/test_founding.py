"""The founding: keys nobody else reads, the first operations, and codes that are shown once."""

import base64
import json
import stat
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.keys import SigningKey
from app.server import tls
from app.server.__main__ import main
from app.server.central import default_database_url
from app.server.founding import found, recovery_code
from app.sync.protocol import read_invitation
from tests.building import seed, still_clock
from tests.server.house import Hand, House, opened

URL = "https://central.example:8741"


def test_the_service_names_its_root_its_key_its_directory_and_its_first_administrator(house: House) -> None:
    view = house.central.look()
    assert view.accounts.server_key == house.central.key.public
    assert view.accounts.directory in view.spaces
    assert view.accounts.refused == {}
    (person,) = view.accounts.persons.values()
    assert (person.role, person.organisation) == ("ADM", "SIG")
    assert view.administers(house.admin.device)


def test_the_invitation_holds_what_a_workstation_must_trust(database_url: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    founded = found(data, database_url, URL, ["10.0.0.7"], still_clock())
    address, authority, service, invitation, one_time = read_invitation(founded.invitation)
    with opened(data, database_url, Hand()) as central:
        accounts = central.look().accounts
    assert (address, service) == (URL, accounts.service)
    assert authority == tls.authority_print(tls.authority_pem(data))
    assert accounts.invitations[invitation].key == SigningKey(one_time).public


def test_in_clear_there_is_no_authority_to_trust(tmp_path: Path) -> None:
    founded = found(tmp_path / "data", default_database_url(tmp_path), "http://127.0.0.1:8741", [], still_clock())
    assert read_invitation(founded.invitation)[1] == ""


def test_the_recovery_code_is_the_root_s_key_and_is_kept_nowhere(tmp_path: Path) -> None:
    founded = found(tmp_path, default_database_url(tmp_path), URL, [], still_clock())
    key = base64.b32decode(founded.recovery.replace("-", ""))[:32]
    with opened(tmp_path, default_database_url(tmp_path), Hand()) as central:
        assert central.look().accounts.root == SigningKey(key).public
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [form for form in (key, key.hex().encode(), founded.recovery.encode()) if form in written] == []


def test_a_recovery_code_is_written_in_groups_that_are_not_mistaken() -> None:
    code = recovery_code(seed("root"))
    assert {len(group) for group in code.split("-")} == {4}
    assert not set("018") & set(code)


def test_only_the_owner_reads_what_was_made(house: House) -> None:
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (house.data, *house.data.rglob("*"))}
    made = {path: mode for path, mode in modes.items() if not path.name.startswith("central.db")}
    assert {path: mode for path, mode in made.items() if mode not in (0o600, 0o700)} == {}


def test_a_server_is_not_founded_over_another(house: House, tmp_path: Path) -> None:
    url = house.central.database.url
    before = {path: path.read_bytes() for path in house.data.rglob("*.key")}
    with pytest.raises(Refused, match="déjà un serveur"):
        found(house.data, url, URL, [], still_clock())
    with pytest.raises(Refused, match="déjà un serveur"):
        found(tmp_path / "elsewhere", url, URL, [], still_clock())
    assert {path: path.read_bytes() for path in house.data.rglob("*.key")} == before
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_founding_that_fails_leaves_nothing_and_may_be_tried_again(database_url: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with pytest.raises(Refused, match="ni un nom de machine"):
        found(data, database_url, URL, ["x" * 100], still_clock())
    assert {path.name for path in data.iterdir()} <= {"central.db", "central.db-wal", "central.db-shm"}
    found(data, database_url, URL, [], still_clock())


def test_init_prints_its_codes_as_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--data", str(tmp_path / "data"), "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert read_invitation(json.loads(lines[0])["invitation"])[0] == "http://127.0.0.1:8741"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--public-url", "http://central.example"], "https"),
        (["--public-url", "ftp://central.example"], "adresse"),
        (["--public-url", "http://["], "adresse"),
        (["--public-url", URL, "--host-name", "é" * 80], "nom de machine"),
    ],
)
def test_init_refuses_in_french_what_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["init", "--data", str(tmp_path / "data"), *arguments]) == 1
    assert said in capsys.readouterr().err


def test_init_says_when_the_database_is_out_of_reach(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for url in ("mysql://x/y", f"postgresql://x@/y?host={tmp_path}", f"sqlite:///{tmp_path}/none/x.db", "?"):
        assert main(["init", "--data", str(tmp_path / "data"), "--database-url", url]) == 3
        assert "ase de données" in capsys.readouterr().err
