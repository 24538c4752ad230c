"""Contents go on from the very byte where they were cut, whoever carries them and whatever cut them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from app.core.entries import Attachment
from app.core.errors import Unavailable
from app.core.store import arriving
from app.sync.attachments import Carried, carry
from app.sync.pieces import FIRST, GROWTH, LEAST, WITHIN, Pace
from app.sync.protocol import MOST_PIECE, Given, Inventory, Missing
from app.sync.transport import Transport
from app.sync.workstation import Workstation, open_profile
from tests.end_to_end.desks import carry_files, shared_crisis, sync
from tests.end_to_end.proxy import bad_line
from tests.sync.conftest import Hub, Newcomer
from tests.sync.test_attachments import join


@dataclass
class Counted:
    """A way that counts what it carries, and is cut after so many pieces or so many bytes of one."""

    transport: Transport
    pieces: int = 10**9
    bytes: int = 10**9
    version: int = 2
    given: list[tuple[str, int, int]] = field(default_factory=list)  # hash, first byte, how many
    taken: list[tuple[str, int, int]] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)

    @property
    def server_version(self) -> int:
        return self.version

    def missing(self, request: Inventory) -> Missing:
        return self.transport.missing(request)

    def hand_in(self, space: str, content: bytes) -> None:
        self.whole.append("in")
        self.transport.hand_in(space, content)

    def fetch(self, space: str, hash: str) -> bytes:
        self.whole.append("out")
        return self.transport.fetch(space, hash)

    def give(self, space: str, hash: str, size: int, start: int, data: bytes) -> Given:
        self._count()
        self.given.append((hash, start, len(data)))
        return self.transport.give(space, hash, size, start, data)

    def take(self, space: str, hash: str, start: int, most: int) -> tuple[int, bytes]:
        self._count()
        size, data = self.transport.take(space, hash, start, min(most, self.bytes))
        self.taken.append((hash, start, len(data)))
        return size, data

    def _count(self) -> None:
        if self.pieces == 0:
            raise Unavailable("coupé")
        self.pieces -= 1


@contextmanager
def way(workstation: Workstation, **cut: int) -> Iterator[Counted]:
    transport = workstation.transport()
    yield Counted(transport, **cut)
    transport.close()


def pair(newcomer: Newcomer, *contents: bytes) -> tuple[Workstation, Workstation, str, list[Attachment]]:
    """Two desks of one crisis, and files that the first joined there."""
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    files = [join(first, crisis, f"{n}.bin", content) for n, content in enumerate(contents)]
    sync(first), sync(second)
    return first, second, crisis, files


def test_a_large_content_goes_up_and_down_in_pieces(newcomer: Newcomer):
    content = os.urandom(1_000_000)
    first, second, _, (file,) = pair(newcomer, content)
    with way(first) as up, way(second) as down:
        assert carry(first.store, up) == Carried(sent=1)
        assert carry(second.store, down) == Carried(received=1)
    for carried in (up.given[1:], down.taken):  # what was asked about first carries nothing
        assert [start for _, start, _ in carried] == [sum(n for _, _, n in carried[:i]) for i in range(len(carried))]
        assert len(carried) > 1
        assert max(n for _, _, n in carried) <= MOST_PIECE
    assert up.given[0] == (file.sha256, 0, 0)
    assert second.reading.file(file.sha256) == content
    with second.store.database.read() as connection:
        assert arriving.come(connection, file.sha256) == (0, 0)


def test_what_went_up_is_not_sent_again_after_a_cut_or_a_restart(newcomer: Newcomer):
    content = os.urandom(2_000_000)
    first, *_ = pair(newcomer, content)
    with way(first, pieces=3) as up, pytest.raises(Unavailable):
        carry(first.store, up)
    with way(first) as again:  # nothing of the first try is remembered here: the server says how far it came
        assert carry(first.store, again) == Carried(sent=1)
    sent = sum(n for _, _, n in up.given + again.given)
    assert sent == len(content)
    assert again.given[1][1] == sum(n for _, _, n in up.given)


def test_what_came_down_is_kept_to_the_byte_over_a_cut_and_a_restart(newcomer: Newcomer):
    content = os.urandom(2_000_000)
    first, second, _, (file,) = pair(newcomer, content)
    carry_files(first)
    with way(second, pieces=2) as down, pytest.raises(Unavailable):
        carry(second.store, down)
    come = sum(n for _, _, n in down.taken)
    key, folder, clock = second.store.database._key, second.folder, second.clock
    second.close()
    reopened = open_profile(folder, key, clock)
    assert reopened.reading.file_progress([file.sha256]) == {file.sha256: 100 * come // len(content)}
    with way(reopened) as again:
        assert carry(reopened.store, again) == Carried(received=1)
    assert again.taken[0][1] == come
    assert sum(n for _, _, n in again.taken) == len(content) - come
    assert reopened.reading.file(file.sha256) == content
    reopened.close()


def test_a_small_content_may_be_cut_after_every_byte_and_none_comes_twice(newcomer: Newcomer):
    content = b"0123456789"
    first, second, _, (file,) = pair(newcomer, content)
    carry_files(first)
    for n in range(len(content) - 1):
        with way(second, pieces=1, bytes=1) as down, pytest.raises(Unavailable):
            carry(second.store, down)
        assert down.taken == [(file.sha256, n, 1)]
    with way(second, pieces=1, bytes=1) as down:
        assert carry(second.store, down) == Carried(received=1)
    assert second.reading.file(file.sha256) == content


def test_a_line_cut_in_a_request_loses_nothing(hub: Hub, newcomer: Newcomer):
    with bad_line(hub.central.url) as line:
        first = newcomer(url=line.url)
        crisis = shared_crisis(first)
        for n, cut in enumerate((1, 100, 300, 400, 450, 500, 600, 10_000)):
            file = join(first, crisis, f"{n}.bin", os.urandom(40))
            sync(first)
            line.cutting = f"POST /v1/attachments/{crisis}/".encode(), cut, 0
            with pytest.raises(Unavailable):
                carry_files(first)
            assert first.reading.file_states([file.sha256]) == {file.sha256: "unsent"}
            line.cutting = b"", 0, 0
            carry_files(first)
            assert first.reading.file_states([file.sha256]) == {file.sha256: "placed"}


def test_a_line_cut_in_an_answer_keeps_every_byte_that_passed(hub: Hub, newcomer: Newcomer):
    with bad_line(hub.central.url) as line:
        first, second = newcomer(), newcomer("LIA", "INT", url=line.url)
        crisis = shared_crisis(first, (second, "LIA"))
        content = os.urandom(3_000)
        file = join(first, crisis, "0.bin", content)
        sync(first), sync(second)
        carry_files(first)
        line.cutting = b"GET /v1/attachments/", 10_000, 100  # before its first byte
        with pytest.raises(Unavailable):
            carry_files(second)
        line.cutting = b"GET /v1/attachments/", 10_000, 800  # somewhere in it, each time it is asked for
        with way(second) as down:
            assert carry(second.store, down) == Carried(received=1)
        assert len(down.taken) > 3
        assert sum(n for _, _, n in down.taken) == len(content)
        assert second.reading.file(file.sha256) == content


def test_another_carrier_goes_on_where_the_first_was_cut(newcomer: Newcomer):
    content = os.urandom(500_000)
    first, second, _, (file,) = pair(newcomer, content)
    carry_files(first)
    with way(second, pieces=2) as central, pytest.raises(Unavailable):
        carry(second.store, central)

    class Relay(Counted):
        def take(self, space: str, hash: str, start: int, most: int) -> tuple[int, bytes]:
            self.taken.append((hash, start, most))
            return len(content), content[start : start + most]

    with way(second) as line:
        relay = Relay(line.transport)
        assert carry(second.store, relay) == Carried(received=1)
    assert relay.taken[0][1] == sum(n for _, _, n in central.taken)
    assert second.reading.file(file.sha256) == content


def test_wrong_bytes_are_thrown_away_whole_and_fetched_again_from_the_first(newcomer: Newcomer):
    content = os.urandom(100_000)
    first, second, _, (file,) = pair(newcomer, content)
    carry_files(first)
    with second.store.database.write() as connection:
        arriving.add(connection, file.sha256, len(content), 0, bytes(50_000))
    assert carry_files(second) == Carried(altered=[file.sha256])
    assert second.reading.file_states([file.sha256]) == {file.sha256: "away"}
    assert second.reading.file_progress([file.sha256]) == {}
    assert carry_files(second) == Carried(received=1)
    assert second.reading.file(file.sha256) == content


def test_what_was_kept_for_another_size_is_begun_again(newcomer: Newcomer):
    first, second, _, (file,) = pair(newcomer, b"photo")
    carry_files(first)
    with second.store.database.write() as connection:
        arriving.add(connection, file.sha256, 100, 0, bytes(50))
    assert carry_files(second) == Carried(received=1)
    assert second.reading.file(file.sha256) == b"photo"


def test_an_older_server_is_given_and_asked_for_wholes(newcomer: Newcomer):
    content = os.urandom(100_000)
    first, second, _, (file,) = pair(newcomer, content)
    with way(first, version=1) as up, way(second, version=1) as down:
        assert carry(first.store, up) == Carried(sent=1)
        assert carry(second.store, down) == Carried(received=1)
    assert (up.whole, down.whole) == (["in"], ["out"])
    assert up.given == down.taken == []
    assert second.reading.file(file.sha256) == content


def test_whoever_stops_stops_between_two_pieces(newcomer: Newcomer):
    first, _, _, _ = pair(newcomer, os.urandom(1_000_000))
    with way(first) as up:
        assert carry(first.store, up, stopped=lambda: len(up.given) == 2) == Carried()
    assert len(up.given) == 2


def test_what_is_on_screen_goes_first_even_in_the_middle_of_another(newcomer: Newcomer):
    small, large, wanted = os.urandom(100), os.urandom(400_000), os.urandom(300_000)
    first, second, _, files = pair(newcomer, wanted, large, small)
    hashes = [file.sha256 for file in files]
    carry_files(first)
    with way(second) as down:
        carry(second.store, down, preferred=lambda: hashes[:1] if len(down.taken) >= 2 else ())
    order = list(dict.fromkeys(hash for hash, _, _ in down.taken))
    assert order == [hashes[2], hashes[1], hashes[0]]  # the newest first, until another is looked at
    pieces = [hash for hash, _, _ in down.taken]
    last = max(place for place, hash in enumerate(pieces) if hash == hashes[0])
    assert pieces[2 : last + 1] == [hashes[0]] * (last - 1)
    assert pieces[last + 1 :] == [hashes[1]] * (len(pieces) - last - 1) != []


def test_what_was_just_joined_and_is_looked_at_does_not_wait_for_the_end_of_a_round(newcomer: Newcomer):
    first, second, crisis, _ = pair(newcomer, os.urandom(1_000_000))
    carry_files(first)
    with way(second) as down:
        looked_at: list[str] = []

        def preferred() -> tuple[str, ...]:
            if len(down.taken) == 2 and not looked_at:
                looked_at.append(join(first, crisis, "new.jpg", b"photo").sha256)
                sync(first), sync(second)
                carry_files(first)
            return tuple(looked_at)

        assert carry(second.store, down, preferred=preferred) == Carried()
        assert carry(second.store, down, preferred=preferred).received == 2
    assert [hash for hash, _, _ in down.taken][2] == looked_at[0]


def test_whoever_looks_at_an_entry_hears_of_its_file_coming(newcomer: Newcomer):
    first, second, _, (file,) = pair(newcomer, os.urandom(1_000_000))
    carry_files(first)
    heard = []
    second.desk.subscribe(lambda changes: heard.append(second.reading.file_progress([file.sha256])))
    with way(second) as down:
        carry(second.store, down, preferred=lambda: (file.sha256,))
    percents = [told[file.sha256] for told in heard if told]
    assert percents == sorted(percents)
    assert percents
    assert heard[-1] == {}


def test_a_piece_is_what_the_line_carries_in_two_seconds():
    pace = Pace()
    pace.learn(FIRST, 4_000)  # 64 kbit/s
    assert pace.size == FIRST * WITHIN // 4_000 == LEAST
    pace.learn(LEAST - 1, 1)
    assert pace.size == LEAST
    pace.learn(LEAST, 0)
    assert pace.size == GROWTH * LEAST
    pace.learn(pace.size, 0)
    assert pace.size == MOST_PIECE
    pace.learn(MOST_PIECE, 10**6)
    assert pace.size == LEAST
