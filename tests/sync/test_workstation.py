"""Enrolling, opening, inviting: the keys are made here, and three ways lead to the journal."""

from pathlib import Path

import pytest

from app.core import vault
from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.core.registers.crisis import OpenCrisis
from app.sync.protocol import invitation_code
from app.sync.workstation import enrol, open_profile
from tests.end_to_end.desks import PASSPHRASE, numbers, sync
from tests.sync.conftest import Hub, Newcomer


def test_an_enrolled_workstation_works_with_nobody_to_talk_to(hub: Hub, tmp_path: Path):
    code = hub.admin.invite("Zoé Martin", "SIG", "CCOM")
    sync(hub.admin)
    made, recovery = enrol(tmp_path / "p", hub.central.url, code, "seul", PASSPHRASE, Clock())
    crisis = made.desk.do(OpenCrisis("Tempête", "test", "natural", "INT"))
    made.desk.do(Record(crisis.id, "Hors ligne"))
    made.close()
    for key in (
        vault.open_with_passphrase(tmp_path / "p", PASSPHRASE),
        vault.open_with_recovery(tmp_path / "p", recovery.lower()),
    ):
        again = open_profile(tmp_path / "p", key, Clock())
        assert again.reading.me().workstation == "SEUL"
        assert list(numbers(again, crisis.id).values()) == ["Hors ligne"]
        again.close()


def test_an_invitation_serves_once(hub: Hub, tmp_path: Path):
    code = hub.admin.invite("Une fois", "SIG", "RED")
    sync(hub.admin)
    enrol(tmp_path / "a", hub.central.url, code, "UNE1", PASSPHRASE, Clock())[0].close()
    with pytest.raises(Refused):
        enrol(tmp_path / "b", hub.central.url, code, "UNE2", PASSPHRASE, Clock())
    assert not vault.exists(tmp_path / "b")


def test_a_prefix_already_used_is_refused_and_the_invitation_still_serves(hub: Hub, tmp_path: Path):
    code = hub.admin.invite("Deuxième essai", "SIG", "RED")
    sync(hub.admin)
    with pytest.raises(Refused, match="préfixe"):
        enrol(tmp_path / "p", hub.central.url, code, "SIG1", PASSPHRASE, Clock())
    made, _ = enrol(tmp_path / "p", hub.central.url, code, "SIG77", PASSPHRASE, Clock())
    assert made.reading.me().name == "Deuxième essai"
    made.close()


def test_a_second_workstation_of_one_person_is_one_person(hub: Hub, newcomer: Newcomer, tmp_path: Path):
    first = newcomer("RED").reading.me()
    code = hub.admin.invite(first.name, "SIG", "RED", first.person)
    sync(hub.admin)
    second, _ = enrol(tmp_path / "p", hub.central.url, code, "AUTRE", PASSPHRASE, Clock())
    assert second.reading.me().person == first.person
    second.close()


@pytest.mark.parametrize("prefix", ["", "A", "123", "TROPLONGUE", "É1", "SIG 1", "SIG-1"])
def test_a_prefix_that_cannot_begin_a_number_is_refused(hub: Hub, tmp_path: Path, prefix: str):
    code = invitation_code(hub.central.url, "", "ab" * 32, "cd" * 32, bytes(32))
    with pytest.raises(Refused) as refusal:
        enrol(tmp_path / "p", hub.central.url, code, prefix, PASSPHRASE, Clock())
    assert refusal.value.field == "prefix"
    assert not vault.exists(tmp_path / "p")


def test_a_code_for_another_service_is_refused(hub: Hub, tmp_path: Path):
    code = invitation_code(hub.central.url, "", "ab" * 32, "cd" * 32, bytes(32))
    with pytest.raises(Refused):
        enrol(tmp_path / "p", hub.central.url, code, "XYZ1", PASSPHRASE, Clock())
    assert not vault.exists(tmp_path / "p")


def test_a_server_away_leaves_no_half_profile_and_the_invitation_whole(hub: Hub, tmp_path: Path):
    code = hub.admin.invite("Patient", "SIG", "RED")
    sync(hub.admin)
    with pytest.raises(Unavailable):
        enrol(tmp_path / "p", "http://127.0.0.1:9", code, "PAT1", PASSPHRASE, Clock())
    assert not vault.exists(tmp_path / "p")
    enrol(tmp_path / "p", hub.central.url, code, "PAT1", PASSPHRASE, Clock())[0].close()


def test_a_profile_in_use_is_not_enrolled_over(hub: Hub, newcomer: Newcomer):
    made = newcomer()
    code = hub.admin.invite("Par-dessus", "SIG", "RED")
    with pytest.raises(Refused, match="déjà"):
        enrol(made.folder, hub.central.url, code, "OVER1", PASSPHRASE, Clock())


def test_only_an_administrator_invites(newcomer: Newcomer):
    with pytest.raises(Refused, match="administrateur"):
        newcomer("CCOM").invite("Quelqu'un", "SIG", "RED")
