"""A lost central made again from what workstations hold, by the code printed at its founding."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.errors import Refused, Unavailable
from app.core.keys import SigningKey
from app.core.operations import Operation, Wire, read, to_wire
from app.core.reattachment import read_reattachment
from app.server import log, tls
from app.server.__main__ import main
from app.server.central import default_database_url, open_central
from app.server.founding import found, recovery_code
from app.server.rebuilding import Place, Rebuilt, read_recovery, rebuild
from app.sync.protocol import Checkpoint, Reply, read_invitation
from tests.building import Guest, Writer, enrol
from tests.server.carried import PASSPHRASE, carry
from tests.server.house import Hand, House, opened

URL = "https://secours.example:8741"


@dataclass
class Lost:
    """A central and its people; `recovery` is the code on paper."""

    house: House
    recovery: str
    lea: Guest
    crisis: Operation
    folder: Path

    @property
    def root(self) -> str:
        return SigningKey(read_recovery(self.recovery)).public

    def held(self, who: Guest, space: str) -> tuple[list[Operation], Checkpoint]:
        reply = self.house.exchange(who, space)
        assert reply is not None
        assert reply.checkpoint is not None
        return [read(item) for item in reply.items if isinstance(item, Wire)], reply.checkpoint

    def bundle(self, name: str, who: Guest, upto: int | None = None, more: Sequence[Operation] = ()) -> Path:
        """What `who` holds; of the crisis, the first `upto` and what it has not sent."""
        spaces = []
        for space in (self.house.service, self.house.directory, self.crisis.id):
            operations, checkpoint = self.held(who, space)
            if space == self.crisis.id:
                operations = [*operations[:upto], *more]
            spaces.append((space, operations, checkpoint if upto is None or space != self.crisis.id else None))
        return carry(self.folder / name, who.writer.key, self.house.service, spaces, self.house.hand.clock())

    def rebuild(self, *bundles: Path, administrator: bool = False, url: str = URL) -> tuple[Rebuilt, House]:
        data = self.folder / "refait"
        place = Place(data, default_database_url(data), url)
        clock = self.house.hand.clock()
        rebuilt = rebuild(place, self.recovery, bundles, PASSPHRASE, "serveur volé", clock, administrator)
        central = open_central(data, place.database_url, tls.authority_pem(data), clock)
        return rebuilt, House(central, data, self.house.hand, self.house.admin)


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Lost]:
    data = tmp_path / "data"
    hand = Hand()
    url = default_database_url(data)
    founded = found(data, url, "http://127.0.0.1:8741", [], hand.clock())
    _, _, service, invitation, seed = read_invitation(founded.invitation)
    with opened(data, url, hand) as central:
        writer = Writer("admin")
        enrolled = enrol(writer, service, invitation, SigningKey(seed), "ADM1")
        house = House(central, data, hand, Guest(invitation, writer, enrolled))
        house.take(service, [enrolled])
        lea = house.enrol("Léa", "CCOM")
        crisis = lea.writer.open_crisis()
        assert house.exchange(lea, crisis.id, [crisis, *(lea.writer.note(crisis.id, f"note {n}") for n in range(10))])
        yield Lost(house, founded.recovery, lea, crisis, tmp_path)


def test_what_was_ranked_keeps_its_ranks_and_the_root_names_the_new_server(lost: Lost) -> None:
    rebuilt, again = lost.rebuild(lost.bundle("A", lost.lea))
    assert again.ids(lost.crisis.id) == lost.house.ids(lost.crisis.id)
    assert again.ids(again.service)[:-1] == lost.house.ids(lost.house.service)
    accounts = again.central.look().accounts
    assert accounts.server_key == again.central.key.public != lost.house.central.key.public
    assert accounts.former_keys == [lost.house.central.key.public]
    assert (accounts.address, accounts.authority) == (URL, tls.authority_print(tls.authority_pem(again.data)))
    assert accounts.refused == {}
    assert rebuilt.waiting == 0
    to = read_reattachment(rebuilt.code, again.service, lost.root)
    assert (to.address, to.server_key) == (URL, again.central.key.public)


def test_a_workstation_of_the_former_epoch_is_told_how_far_its_history_goes_on(lost: Lost) -> None:
    former = lost.house.exchange(lost.lea, lost.crisis.id)
    _, again = lost.rebuild(lost.bundle("A", lost.lea))
    reply = again.exchange(lost.lea, lost.crisis.id, rank=11, epoch=epoch_of(former))
    assert reply is not None
    assert reply.epoch != epoch_of(former)
    assert (reply.continued[0].epoch, reply.continued[0].rank) == (epoch_of(former), 11)


def epoch_of(reply: Reply | None) -> str:
    assert reply is not None
    return reply.epoch


def test_each_bundle_completes_the_others_and_nothing_is_ranked_twice(lost: Lost) -> None:
    unsent = [lost.lea.writer.note(lost.crisis.id, "jamais reçue") for _ in range(3)]
    first = lost.bundle("A", lost.lea, upto=4)
    second = lost.bundle("B", lost.lea, more=unsent)
    _, again = lost.rebuild(first, second, first)
    expected = [*lost.house.ids(lost.crisis.id), *(one.id for one in unsent)]
    assert again.ids(lost.crisis.id) == expected


def test_what_nobody_brings_leaves_a_gap_that_a_workstation_fills_later(lost: Lost) -> None:
    operations, checkpoint = lost.held(lost.lea, lost.crisis.id)
    service, signed = lost.held(lost.lea, lost.house.service)
    holed = [one for place, one in enumerate(operations) if place != 5]
    spaces = [(lost.house.service, service, signed), (lost.crisis.id, holed, None)]
    bundle = carry(lost.folder / "A", lost.lea.writer.key, lost.house.service, spaces)
    rebuilt, again = lost.rebuild(bundle)
    assert rebuilt.waiting == 5
    assert again.ids(lost.crisis.id) == [one.id for one in operations[:5]]
    assert again.exchange(lost.lea, lost.crisis.id, operations)
    assert again.ids(lost.crisis.id) == [one.id for one in operations]
    assert checkpoint.rank == 11


def test_ranks_that_the_former_server_did_not_sign_are_not_believed(lost: Lost) -> None:
    operations, checkpoint = lost.held(lost.lea, lost.crisis.id)
    service, signed = lost.held(lost.lea, lost.house.service)
    swapped = [operations[0], *reversed(operations[1:])]
    spaces = [(lost.house.service, service, signed), (lost.crisis.id, swapped, checkpoint)]
    _, again = lost.rebuild(carry(lost.folder / "A", lost.lea.writer.key, lost.house.service, spaces))
    assert sorted(again.ids(lost.crisis.id)) == sorted(lost.house.ids(lost.crisis.id))
    reply = again.exchange(lost.lea, lost.crisis.id, rank=11, epoch=checkpoint.epoch)
    assert reply is not None
    assert [one.rank for one in reply.continued] == [0]


def test_what_was_erased_stays_erased_whoever_still_had_the_words(lost: Lost) -> None:
    """One bundle was made before the erasure, with its words; the other after it, without."""
    admin, house = lost.house.admin, lost.house
    card = admin.writer.write("contact.written", {"fields": {"name": "Jean Secret"}}, house.directory)
    house.exchange(admin, house.directory, [card])
    before = lost.bundle("A", lost.lea)
    erased = admin.writer.write("contact.erased", {"reason": "départ"}, house.directory, record=card.id)
    house.exchange(admin, house.directory, [erased])
    operations, _ = lost.held(lost.lea, house.directory)
    assert [one.id for one in operations if one.body_bytes is None] == [card.id]
    for bundles in ((lost.bundle("B", lost.lea), before), (before, lost.bundle("C", lost.lea))):
        _, again = lost.rebuild(*bundles)
        assert again.ids(house.directory) == house.ids(house.directory)
        reply = again.exchange(lost.lea, house.directory)
        assert reply is not None
        bodies = {read(item).id: item.body for item in reply.items if isinstance(item, Wire)}
        assert bodies[card.id] is None
        again.central.database.close()
        for path in sorted(again.data.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def test_what_a_revoked_workstation_wrote_beyond_its_cut_stays_out(lost: Lost) -> None:
    last = lost.house.ids(lost.crisis.id)[-1]
    late = lost.lea.writer.note(lost.crisis.id, "après")
    lost.house.exchange(
        lost.house.admin, lost.house.service, [lost.house.admin.writer.revoke(lost.house.service, lost.lea, (last,))]
    )
    service, signed = lost.held(lost.house.admin, lost.house.service)
    operations = [read(to_wire(one)) for one in crisis_of(lost)]
    spaces = [(lost.house.service, service, signed), (lost.crisis.id, [*operations, late], None)]
    _, again = lost.rebuild(carry(lost.folder / "A", lost.house.admin.writer.key, lost.house.service, spaces))
    assert late.id not in again.ids(lost.crisis.id)
    assert again.ids(lost.crisis.id)[-1] == last
    assert again.exchange(lost.lea, lost.house.service, rank=0)


def crisis_of(lost: Lost) -> list[Operation]:
    with lost.house.central.database.reading() as connection:
        space = log.find_space(connection, lost.crisis.id)
        assert space is not None
        return [read(item) for item in log.page_after(connection, space, 0, ()).items if isinstance(item, Wire)]


def test_an_administrator_may_be_invited_when_none_is_left(lost: Lost) -> None:
    rebuilt, again = lost.rebuild(lost.bundle("A", lost.lea), administrator=True)
    _, _, service, invitation, seed = read_invitation(rebuilt.invitation)
    writer = Writer("nouvelle")
    enrolled = enrol(writer, service, invitation, SigningKey(seed), "ADM2")
    again.take(service, [enrolled])
    assert again.central.look().administers(writer.device)


def test_another_root_rebuilds_nothing(lost: Lost, tmp_path: Path) -> None:
    data = tmp_path / "refait"
    place = Place(data, default_database_url(data), URL)
    stranger = recovery_code(SigningKey(bytes(32)).seed)
    with pytest.raises(Refused, match="ne sont pas ceux du service"):
        rebuild(place, stranger, [lost.bundle("A", lost.lea)], PASSPHRASE, "", lost.house.hand.clock())
    with pytest.raises(Refused, match="mal recopié"):
        rebuild(
            place,
            lost.recovery[5:9] + "-" + lost.recovery[5:],
            [lost.bundle("B", lost.lea)],
            PASSPHRASE,
            "",
            lost.house.hand.clock(),
        )
    assert not (data / "server.json").exists()


def test_a_recovery_code_may_be_typed_without_care(lost: Lost) -> None:
    assert read_recovery(lost.recovery.lower().replace("-", " ")) == read_recovery(lost.recovery)


def test_a_bundle_that_was_altered_rebuilds_nothing(lost: Lost) -> None:
    altered = lost.folder / "altéré"
    content = bytearray(lost.bundle("A", lost.lea).read_bytes())
    content[-100] ^= 1
    altered.write_bytes(content)
    with pytest.raises(Unavailable, match="altéré"):
        lost.rebuild(altered, lost.bundle("B", lost.lea))
    assert not (lost.folder / "refait" / "server.json").exists()


def test_a_bundle_cut_short_gives_what_is_sound_and_is_named(lost: Lost) -> None:
    long = [lost.lea.writer.note(lost.crisis.id, f"{n} " + "x" * 1_000) for n in range(200)]
    bundle = lost.bundle("A", lost.lea, more=long)
    bundle.write_bytes(bundle.read_bytes()[:-5_000])
    rebuilt, again = lost.rebuild(bundle, lost.bundle("B", lost.lea))
    assert rebuilt.cut == ("A",)
    assert again.ids(lost.crisis.id)[:11] == lost.house.ids(lost.crisis.id)


def test_the_command_prints_the_code_and_serves_under_new_keys(
    lost: Lost, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIAPASON_PASSPHRASE", PASSPHRASE)
    data = str(lost.folder / "refait")
    words = [
        "--data",
        data,
        "--recovery",
        lost.recovery,
        "--from",
        str(lost.bundle("A", lost.lea)),
        "--public-url",
        URL,
    ]
    assert main(["rebuild", *words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert read_reattachment(told["code"], lost.house.service, lost.root).address == URL
    assert main(["rebuild", *words]) == 1
    assert "déjà un serveur" in capsys.readouterr().err
