"""Taking a bundle in: verified as if from the network, the same however often it is done, and never half of a thing."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import attachments
from app.core.errors import Refused
from app.core.operations import Wire, to_wire
from app.core.registers.members import RemoveMember
from app.core.store import alarms, blobs, carrying, log
from app.sync import bundle_format as form
from app.sync import bundle_taking
from app.sync.bundle_format import End, File, Holding, Manifest, Page, Piece, Ranks, Record, Section
from app.sync.bundle_opening import BOX, CHANGED, CUT
from app.sync.bundle_sealing import BLOCK, Sealing, read_head, records, write_head, write_record
from app.sync.bundle_taking import Brought, take_in
from app.sync.protocol import first_running, next_running, sign_checkpoint
from tests.building import Writer
from tests.office import Office, operations, person_of
from tests.sync.carrying import Cut, rank, state

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def cut(tmp_path: Path) -> Iterator[Cut]:
    made = Cut(tmp_path)
    yield made
    made.close()


def forged(cut: Cut, *told: Record, spaces: tuple[str, ...] = (), service: str = "") -> Path:
    """A bundle for the second that its first workstation signed, with whatever in it."""
    path = cut.folder / f"forgé {os.urandom(4).hex()}.diapason"
    accounts = cut.office.service
    with path.open("wb") as file:
        head = write_head(file, [box_of(cut, "SIG2")], "", os.urandom)
        to = Sealing(file, head.key)
        holdings = [Holding(one, [], "", 0, []) for one in (accounts, *(spaces or (cut.crisis,)))]
        manifest = Manifest(
            form.VERSION, head.head, service or accounts, cut.first.store.key.public, 1, holdings, False
        )
        form.write(to, form.begin(manifest, cut.first.store.key))
        for record in told:
            form.write(to, record)
        carried = sum(len(one.operations) for one in told if isinstance(one, Page))
        form.write(to, End(carried, sum(isinstance(one, File) for one in told)))
        to.close()
    return path


def box_of(cut: Cut, prefix: str) -> str:
    with cut.first.store.read() as transaction:
        return next(one.box_key for one in transaction.accounts.workstations.values() if one.prefix == prefix)


def page(cut: Cut, wires: list[Wire]) -> tuple[Record, ...]:
    return Section(cut.crisis), Page(wires)


def test_what_was_written_apart_comes_with_a_stick_and_a_second_import_changes_nothing(cut: Cut) -> None:
    cut.take(cut.stick())
    entries = cut.write(41)
    for entry in entries[:3]:
        cut.amend(entry)
    stick = cut.stick()
    brought = cut.take(stick)
    assert (brought.new, brought.amendments, brought.missing, brought.refused) == (41, 3, [], [])
    assert cut.second.reading.entry(entries[0]).subject == "Fait rectifié"
    before = state(cut.second)
    again = cut.take(stick)
    assert (again.new, again.amendments, again.known, again.changed) == (0, 0, brought.known + 44, False)
    assert state(cut.second) == before


def test_a_bundle_replayed_a_hundred_times_leaves_the_same_state(cut: Cut) -> None:
    cut.write(3)
    cut.join(b"photo")
    stick = cut.stick()
    cut.take(stick)
    before = state(cut.second)
    for _ in range(100):
        assert not cut.take(stick).changed
    assert state(cut.second) == before


def test_a_crisis_that_was_not_known_is_opened_by_its_bundle(cut: Cut) -> None:
    cut.write(2)
    assert cut.second.reading.crises() == []
    brought = cut.take(cut.stick())
    assert (brought.crises, brought.left_out, brought.by) == ([cut.crisis], [], "SIG1")
    assert [row.id for row in cut.second.reading.crises()] == [cut.crisis]


def test_both_write_apart_and_agree_after_a_stick_each_way(cut: Cut) -> None:
    cut.take(cut.stick())
    cut.write(3), cut.write(2, cut.second)
    cut.take(cut.stick())
    cut.take(cut.made(cut.second).path, cut.first)
    held = [{one.id for one in operations(each, cut.crisis)} for each in (cut.first, cut.second)]
    assert held[0] == held[1]


def test_whoever_is_not_a_member_keeps_nothing_even_with_the_passphrase(cut: Cut) -> None:
    cut.write(2)
    stick = cut.stick(passphrase="une phrase à quatre mots")
    before = state(cut.outsider)
    brought = cut.take(stick, cut.outsider, "une phrase à quatre mots")
    assert (brought.left_out, brought.crises, brought.new) == ([cut.crisis], [], 0)
    assert state(cut.outsider) == before


def test_a_bundle_is_read_by_those_it_is_for(cut: Cut) -> None:
    stick = cut.stick()
    with pytest.raises(Refused, match="n'est pas destiné à ce poste"):
        cut.take(stick, cut.outsider)
    assert cut.take(stick, cut.first).new == 0


def test_a_passphrase_opens_and_another_does_not(cut: Cut) -> None:
    stick = cut.stick(passphrase="cheval agrafe pile été")
    with pytest.raises(Refused, match="donnez-la"):
        cut.take(stick)
    with pytest.raises(Refused, match="n'est pas celle du paquet"):
        cut.take(stick, passphrase="une autre")
    assert cut.take(stick, passphrase="cheval agrafe pile e\u0301te\u0301").new  # typed on another system


def test_another_service_another_file_and_a_later_version_are_refused(cut: Cut) -> None:
    before = state(cut.second)
    text = cut.folder / "notes.txt"
    for content in (b"", b"des notes", b"PK\x03\x04" + bytes(100)):
        text.write_bytes(content)
        with pytest.raises(Refused, match="pas un paquet"):
            cut.take(text)
    with pytest.raises(Refused, match="autre service"):
        cut.take(forged(cut, service="ab" * 32))
    with pytest.raises(Refused, match="ne se lit pas"):
        cut.take(cut.folder / "absent")
    assert state(cut.second) == before


def test_a_cut_file_gives_what_precedes_the_cut_and_importing_the_whole_goes_on(cut: Cut) -> None:
    cut.write(30)
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        cut.join(os.urandom(90_000), name)
    whole = cut.stick().read_bytes()
    start = whole.index(b"\n") + 1
    news = []
    part = cut.folder / "coupé.diapason"
    for size in sorted({start + 1, *range(start + 1000, len(whole), len(whole) // 23), len(whole) - 1}):
        part.write_bytes(whole[:size])
        if size < start + BLOCK:  # not even its manifest
            with pytest.raises(Refused, match="dès son début"):
                cut.take(part)
            continue
        brought = cut.take(part)
        assert brought.problem == CUT
        news.append(brought.new + brought.files_new)
    assert sum(map(bool, news)) > 1  # it went on from where it was
    part.write_bytes(whole)
    assert cut.take(part).problem == ""
    assert {one.id for one in operations(cut.first, cut.crisis)} == {
        one.id for one in operations(cut.second, cut.crisis)
    }
    assert cut.take(part).changed is False


def test_a_changed_byte_is_told_and_nothing_after_it_is_taken(cut: Cut) -> None:
    cut.write(3)
    cut.join(os.urandom(3 * BLOCK))
    whole = bytearray(cut.stick().read_bytes())
    whole[-BLOCK] ^= 1
    path = cut.folder / "abîmé.diapason"
    path.write_bytes(whole)
    brought = cut.take(path)
    assert (brought.problem, brought.files_new) == (CHANGED, 0)
    assert brought.new


@SLOW
@given(data=st.data())
def test_no_mutation_crashes_and_none_brings_what_nobody_signed(data: st.DataObject, mutated: "Mutated") -> None:
    file = bytearray(mutated.whole)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(file) - 1))
        match data.draw(st.integers(0, 3)):
            case 0:
                file[place] ^= 1 << data.draw(st.integers(0, 7))
            case 1:
                del file[place : place + data.draw(st.integers(1, 70_000))]
            case 2:
                file[place:place] = data.draw(st.binary(max_size=100))
            case _:
                other = data.draw(st.integers(0, len(file) - 1))
                file[place : place + 100] = file[other : other + 100]
        if not file:
            break
    mutated.path.write_bytes(file)
    with suppress(Refused):
        mutated.cut.take(mutated.path)
    held = {one.id for one in operations(mutated.cut.second, mutated.cut.crisis)}
    assert held <= mutated.signed


class Mutated:
    """A bundle, and the ids of all that was signed."""

    def __init__(self, cut: Cut):
        cut.write(5)
        cut.join(os.urandom(150_000))
        stick = cut.stick()
        self.cut, self.whole, self.path = cut, stick.read_bytes(), cut.folder / "muté.diapason"
        with cut.second.store.database.read() as connection, stick.open("rb") as file:
            head = read_head(file, log.noted(connection, BOX) or b"", "")
            first, *self.inside = records(file, head)
        self.manifest = form.manifest_of(first, head.head)
        with cut.first.store.database.read() as connection:
            self.files = set(carrying.contents(connection, cut.crisis))
        self.signed = {one.id for one in operations(cut.first, cut.crisis)}


@pytest.fixture
def mutated(cut: Cut) -> Mutated:
    return Mutated(cut)


@SLOW
@given(data=st.data())
def test_whatever_a_member_seals_in_a_bundle_nothing_unsigned_is_kept(mutated: "Mutated", data: st.DataObject) -> None:
    """What is inside was changed by somebody who may seal it again: only signatures stand in his way."""
    records = list(mutated.inside)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(records) - 1))
        one = bytearray(records[place])
        match data.draw(st.integers(0, 4)):
            case 0:
                one[data.draw(st.integers(0, len(one) - 1))] ^= 1 << data.draw(st.integers(0, 7))
            case 1:
                one = one[: data.draw(st.integers(0, len(one)))]
            case 2:
                at = data.draw(st.integers(0, len(one) - 1))
                one[at:at] = data.draw(st.binary(max_size=30))
            case 3:
                records.insert(data.draw(st.integers(0, len(records) - 1)), bytes(one))
                continue
            case _:
                other = data.draw(st.integers(0, len(records) - 1))
                one, records[other] = bytearray(records[other]), bytes(one)
        records[place] = bytes(one)
        records = [each for each in records if each] or [b"\x90"]
    with mutated.path.open("wb") as file:
        head = write_head(file, [box_of(mutated.cut, "SIG2")], "", os.urandom)
        to = Sealing(file, head.key)
        manifest = msgspec.structs.replace(mutated.manifest, head=head.head)
        form.write(to, form.begin(manifest, mutated.cut.first.store.key))
        for each in records:
            write_record(to, each)
        to.close()
    mutated.cut.take(mutated.path)
    second, crisis = mutated.cut.second, mutated.cut.crisis
    assert {one.id for one in operations(second, crisis)} <= mutated.signed
    assert all(one.signed_by_its_device() for one in operations(second, crisis))
    with second.store.database.read() as connection:
        assert blobs.first_damaged(connection) == ""
        assert set(carrying.contents(connection, crisis)) <= mutated.files
        held = connection.exec_driver_sql("SELECT count(*) FROM blob").scalar()
        assert held == len(carrying.contents(connection, crisis))  # none that no operation names


def test_what_is_not_signed_by_its_author_is_refused(cut: Cut) -> None:
    cut.take(cut.stick())
    cut.write(1)
    last = operations(cut.first, cut.crisis)[-1]
    wire = to_wire(last)
    before = state(cut.second)
    bad = [
        Wire(wire.header, wire.salt, wire.body, bytes(64)),
        Wire(wire.header, wire.salt, wire.body[:-1] + b" ", wire.signature),
        Wire(wire.header.replace(b"entry", b"entri"), wire.salt, wire.body, wire.signature),
        Wire(b"{}", wire.salt, wire.body, wire.signature),
    ]
    for one in bad:
        brought = cut.take(forged(cut, *page(cut, [one])))
        assert (brought.new, len(brought.refused)) == (0, 1)
    assert state(cut.second) == before
    assert cut.take(forged(cut, *page(cut, [wire]))).new == 1


def test_a_stranger_who_opens_a_crisis_with_us_in_it_brings_nothing(cut: Cut) -> None:
    stranger = Writer("inconnu")
    opened = stranger.open_crisis()
    added = stranger.write("member.added", {"person": person_of(cut.second), "role": "CCOM"}, opened.id)
    records = (Section(opened.id), Page([to_wire(opened), to_wire(added)]))
    before = state(cut.second)
    brought = cut.take(forged(cut, *records, spaces=(opened.id,)))
    assert (brought.left_out, brought.new) == ([opened.id], 0)
    assert state(cut.second) == before


def test_neither_the_directory_nor_a_space_that_the_manifest_does_not_name_is_taken(cut: Cut) -> None:
    directory = cut.office.directory
    before = state(cut.second)
    opening = [to_wire(one) for one in cut.office.directory_log]
    cut.take(forged(cut, Section(directory), Page(opening), spaces=(directory,)))
    wires = [to_wire(one) for one in operations(cut.first, cut.crisis)]
    cut.take(forged(cut, *page(cut, wires), spaces=(directory,)))
    assert state(cut.second) == before


def test_a_gap_is_named_and_what_follows_it_waits_until_it_is_filled(cut: Cut) -> None:
    first = cut.stick()
    cut.write(5)
    second = cut.stick(since=first)
    cut.write(4)
    third = cut.stick(since=second)
    cut.take(first)
    brought = cut.take(third)
    assert (brought.new, brought.waiting) == (0, 4)
    (gap,) = brought.missing
    assert (gap.prefix, gap.to - gap.after) == ("SIG1", 5)
    filled = cut.take(second)
    assert (filled.new, filled.missing) == (9, [])


def test_a_bundle_since_another_is_not_for_whoever_has_nothing_of_it(cut: Cut) -> None:
    first = cut.stick()
    cut.write(2)
    before = state(cut.second)
    brought = cut.take(cut.stick(since=first))
    assert (brought.left_out, brought.new) == ([cut.crisis], 0)
    assert state(cut.second) == before


def test_a_removed_member_is_told_so_and_is_given_nothing_more(cut: Cut) -> None:
    cut.take(cut.stick())
    stick_key = box_of(cut, "SIG2")
    cut.first.desk.do(RemoveMember(cut.crisis, person_of(cut.second), "fin de mission"))
    cut.write(2)
    held = {one.id for one in operations(cut.second, cut.crisis)}
    assert stick_key not in cut.made().workstations
    wires = [to_wire(one) for one in operations(cut.first, cut.crisis)]
    brought = cut.take(forged(cut, *page(cut, wires)))
    assert (brought.left_out, brought.new) == ([cut.crisis], 0)
    assert {one.id for one in operations(cut.second, cut.crisis)} == held
    with cut.second.store.read() as transaction:
        assert log.removal(transaction.connection, cut.crisis)


def test_ranks_are_believed_under_the_signature_of_the_central(cut: Cut) -> None:
    cut.write(3)
    rank(cut.office, cut.first, cut.crisis)
    count = len(operations(cut.first, cut.crisis))
    brought = cut.take(cut.stick())
    assert brought.ranked == count
    with cut.second.store.read() as transaction:
        here, there = transaction.cursor(cut.crisis), cut.first.store
        with there.read() as other:
            assert here == other.cursor(cut.crisis)
    cut.write(2)
    rank(cut.office, cut.first, cut.crisis)
    assert cut.take(cut.stick()).ranked == 2


def ranks(cut: Cut, ids: list[bytes], after: int = 0, signer: object = None, epoch: str = "ab" * 16) -> Ranks:
    running = first_running(cut.crisis)
    for id in ids:
        running = next_running(running, id)
    signed = sign_checkpoint(signer or cut.office.root, cut.crisis, epoch, after + len(ids), running)
    return Ranks(cut.crisis, epoch, after, b"".join(ids), signed)


def test_ranks_that_the_central_did_not_sign_are_not_believed(cut: Cut) -> None:
    cut.write(2)
    held = operations(cut.first, cut.crisis)
    ids = [bytes.fromhex(one.id) for one in held]
    wires = page(cut, [to_wire(one) for one in held])
    good = ranks(cut, ids)
    for bad in (
        ranks(cut, ids, signer=cut.first.store.key),
        Ranks(good.space, good.epoch, 1, good.ids, good.checkpoint),
        Ranks(good.space, "cd" * 16, 0, good.ids, good.checkpoint),
        Ranks(good.space, good.epoch, 0, good.ids[:-32], good.checkpoint),
        Ranks(good.space, good.epoch, 0, b"".join(reversed(ids)), good.checkpoint),
        Ranks(good.space, good.epoch, 0, good.ids[:-1], good.checkpoint),
        ranks(cut, [*ids, bytes(32)]),  # the last is not here
        ranks(cut, [*ids, ids[0]]),
    ):
        assert cut.take(forged(cut, *wires, bad)).ranked == 0
    assert cut.take(forged(cut, *wires, good)).ranked == len(ids)


def test_two_histories_that_the_central_signed_ring_the_alarm(cut: Cut) -> None:
    cut.write(3)
    rank(cut.office, cut.first, cut.crisis)
    cut.take(cut.stick())
    ids = [bytes.fromhex(one.id) for one in operations(cut.first, cut.crisis)]
    other = ranks(cut, [*ids[:-2], ids[-1], ids[-2]])
    assert cut.take(forged(cut, other)).ranked == 0
    with cut.second.store.read() as transaction:
        kinds = {one.kind for one in alarms.known(transaction.connection, transaction.accounts)}
    assert alarms.HISTORY in kinds


def test_files_come_whole_and_only_those_that_operations_name(cut: Cut) -> None:
    contents = [os.urandom(size) for size in (1, form.PIECE, form.PIECE + 1, 3 * form.PIECE)]
    files = [cut.join(content, f"{place}.jpg") for place, content in enumerate(contents)]
    stick = cut.stick()
    assert cut.take(stick).files_new == 4
    assert [cut.second.reading.file(one.sha256) for one in files] == contents
    assert cut.take(stick).files_new == 0
    unnamed, lie = b"personne ne la nomme", files[0].sha256
    for name, content in ((sha256(unnamed).digest(), unnamed), (bytes.fromhex(lie), b"xx")):
        brought = cut.take(forged(cut, File(cut.crisis, name, len(content)), Piece(content)))
        assert (brought.files_new, brought.files_refused) == (0, 1)
    with cut.second.store.database.read() as connection:
        assert blobs.held(connection, [sha256(unnamed).hexdigest()]) == {}


def test_a_crisis_that_has_too_many_files_takes_no_more(cut: Cut, monkeypatch: pytest.MonkeyPatch) -> None:
    cut.join(bytes(1000), "petit.jpg")
    cut.join(bytes(5000), "grand.jpg")
    monkeypatch.setattr(bundle_taking, "MOST_IN_SPACE", 2000)
    brought = cut.take(cut.stick())
    assert (brought.files_new, brought.files_without_room) == (1, 1)
    assert attachments.MOST_IN_SPACE > 2000


def test_what_is_only_announced_takes_no_room_and_what_is_out_of_place_is_refused(cut: Cut) -> None:
    wires = [to_wire(one) for one in operations(cut.first, cut.crisis)]
    file, piece = File(cut.crisis, bytes(32), 10), Piece(b"x")
    for told in (
        (Page(wires),),  # of no space
        (file, piece, Section(cut.crisis)),  # a content has all its pieces
        (File(cut.crisis, bytes(32), 1), piece, *page(cut, wires)),  # text comes first
        (File(cut.crisis, bytes(32), 1), Piece(b"xx")),
    ):
        brought = cut.take(forged(cut, *told))
        assert (brought.problem, brought.new) == (CHANGED, 0)


def test_a_person_may_stop_and_what_was_taken_stays(cut: Cut) -> None:
    cut.write(3)
    for name in "abcdef":
        cut.join(os.urandom(200_000), f"{name}.jpg")
    stick = cut.stick()

    class Enough(Exception):
        pass

    def told(done: int, size: int) -> None:
        assert 0 < done <= size == stick.stat().st_size
        if done > size // 2:
            raise Enough

    with pytest.raises(Enough):
        take_in(cut.second.store, stick, told=told)
    assert operations(cut.second, cut.crisis)
    brought: Brought = cut.take(stick)
    assert (brought.new, brought.problem) == (0, "")
    assert 0 < brought.files_new < 6


def test_a_service_that_grew_is_learnt_before_the_crisis_is_judged(cut: Cut) -> None:
    office: Office = cut.office
    late = office.workstation("ECO1", "R. Petit", "ECO", "LIA")
    assert late
    cut.take(cut.stick())
    assert cut.second.reading.crises()
