"""What several bundles hold together: nothing is believed that is not signed, and each completes the others."""

from pathlib import Path

import pytest

from app.core.errors import Refused, Unavailable
from app.core.operations import Operation
from app.server.gathering import Gathered, gather, server_keys, service_of
from app.sync.protocol import Checkpoint, first_running, next_running, sign_checkpoint
from tests.building import Platform, Writer
from tests.server.carried import PASSPHRASE, carry


def signed(platform: Platform, operations: list[Operation], epoch: str = "e1") -> Checkpoint:
    running = first_running(platform.service)
    for one in operations:
        running = next_running(running, bytes.fromhex(one.id))
    return sign_checkpoint(platform.server_key, platform.service, epoch, len(operations), running)


@pytest.fixture
def platform() -> Platform:
    made = Platform()
    made.enrol("LEA", "LIA")
    return made


def bundle(path: Path, platform: Platform, operations: list[Operation], checkpoint: Checkpoint | None) -> Path:
    return carry(path, platform.root.key, platform.service, [(platform.service, operations, checkpoint)])


def test_bundles_complete_each_other_in_the_longest_order_the_server_signed(platform: Platform, tmp_path: Path) -> None:
    operations = platform.operations
    files = [
        bundle(tmp_path / "A", platform, operations[:2], signed(platform, operations[:2])),
        bundle(tmp_path / "B", platform, operations, signed(platform, operations)),
    ]
    held, cut = gather(files, PASSPHRASE)
    assert cut == []
    service = held[service_of(held, platform.root.device)]
    keys = server_keys(service, platform.root.device)
    assert keys == [platform.server_key.public]
    order = service.order(platform.service, keys)
    assert order is not None
    assert [one.id for one in service.first(order)] == [one.id for one in operations]
    assert service.order(platform.service, keys, "another epoch") is None
    assert service.order(platform.service, [platform.root.device]) is None


def test_what_follows_a_gap_comes_after_in_the_same_order(platform: Platform) -> None:
    gathered = Gathered({one.id: one for one in reversed(platform.operations) if one is not platform.operations[1]})
    assert gathered.first(None) == []
    first = platform.operations[0]
    rest = gathered.rest(None, {first.id})
    assert [one.id for one in rest] == [one.id for one in platform.operations[2:]]


def test_the_bundles_of_another_root_are_refused(platform: Platform, tmp_path: Path) -> None:
    held, _ = gather([bundle(tmp_path / "A", platform, platform.operations, None)], PASSPHRASE)
    with pytest.raises(Refused, match="ne sont pas ceux du service"):
        service_of(held, Writer("another").device)


def test_another_passphrase_opens_nothing(platform: Platform, tmp_path: Path) -> None:
    path = bundle(tmp_path / "A", platform, platform.operations, None)
    with pytest.raises(Refused, match="phrase secrète"):
        gather([path], "une autre")
    path.write_bytes(b"un texte quelconque")
    with pytest.raises((Refused, Unavailable)):
        gather([path], PASSPHRASE)
