"""Making a bundle: for whom, of what, and whole or not at all."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import Refused, Unavailable
from app.core.operations import read
from app.core.registers.members import RemoveMember
from app.core.store import log
from app.sync import bundle_making
from app.sync.bundle_format import File, Page, Ranks, Section
from app.sync.bundle_making import DRAFT, Wanted, make, readers
from app.sync.bundle_opening import BOX, Contents, opened
from app.sync.workstation import Workstation
from tests.office import operations, person_of
from tests.sync.carrying import Cut, open_crisis, rank

PHRASE = "quatre mots bien choisis"


@pytest.fixture
def cut(tmp_path: Path) -> Iterator[Cut]:
    made = Cut(tmp_path)
    yield made
    made.close()


def inside(by: Workstation, path: Path) -> Contents:
    with by.store.database.read() as connection:
        seed = log.noted(connection, BOX) or b""
    with opened(path, seed, "") as found:
        return Contents(found.manifest, iter(list(found.records)))


def carried(cut: Cut, path: Path) -> list[str]:
    return [
        read(wire).id for one in inside(cut.first, path).records if isinstance(one, Page) for wire in one.operations
    ]


def test_it_is_for_the_workstations_of_the_members_and_ours(cut: Cut) -> None:
    made = cut.made()
    assert made.workstations == ["SIG1", "SIG2"]
    assert readers(cut.first.store, Wanted(cut.crisis, Path())) == ["SIG1", "SIG2"]
    cut.first.desk.do(RemoveMember(cut.crisis, person_of(cut.second), "relève"))
    assert cut.made().workstations == ["SIG1"]


def test_it_may_be_for_one_workstation_which_must_be_a_members(cut: Cut) -> None:
    assert cut.made(to=("SIG2",)).workstations == ["SIG1", "SIG2"]
    assert cut.made(to=("SIG1",)).workstations == ["SIG1"]
    with pytest.raises(Refused, match="n'est pas celui d'un membre"):
        cut.made(to=("INT1",))
    with pytest.raises(Refused, match="n'est pas connu"):
        cut.made(to=("ZZZ9",))


def test_with_a_passphrase_it_is_for_whoever_knows_it_and_for_us(cut: Cut) -> None:
    assert cut.made(passphrase="cheval agrafe").workstations == ["SIG1"]
    assert cut.made(passphrase="cheval agrafe", to=("SIG2",)).workstations == ["SIG1", "SIG2"]


def test_who_is_not_a_member_carries_nothing(cut: Cut) -> None:
    with pytest.raises(Refused, match="pas membre"):
        cut.made(cut.outsider)


def test_the_accounts_come_first_then_the_crisis_then_the_files(cut: Cut) -> None:
    cut.write(2)
    cut.join(b"photo")
    rank(cut.office, cut.first, cut.crisis)
    found = inside(cut.first, cut.stick())
    assert [one.space for one in found.manifest.spaces] == [cut.office.service, cut.crisis]
    told = list(found.records)
    assert [one.space for one in told if isinstance(one, Section)] == [cut.office.service, cut.crisis]
    kinds = [type(one).__name__ for one in told]
    assert kinds == ["Section", "Page", "Section", "Page", "Ranks", "File", "Piece", "End"]


def test_neither_the_directory_nor_another_crisis_leaves(cut: Cut) -> None:
    cut.write(1)
    held = {one.id for space in (cut.office.service, cut.crisis) for one in operations(cut.first, space)}
    assert set(carried(cut, cut.stick())) == held


def test_all_that_is_held_leaves_under_a_passphrase_and_under_it_alone(cut: Cut, tmp_path: Path) -> None:
    cut.write(2)
    other = open_crisis(cut.first)
    private = cut.office.open_private()
    path = tmp_path / "tout.diapason"
    for wrong in (Wanted("", path), Wanted("", path, to=("SIG2",), passphrase=PHRASE)):
        with pytest.raises(Refused, match="phrase secrète"):
            make(cut.first.store, wrong)
    made = make(cut.first.store, Wanted("", path, passphrase=PHRASE))
    assert list(made.workstations) == ["SIG1"]
    spaces = [one.space for one in inside(cut.first, path).manifest.spaces]
    assert spaces[0] == cut.office.service
    assert set(spaces) == {cut.office.service, cut.office.directory, private, cut.crisis, other}
    cut.take(path, passphrase=PHRASE)
    assert [row.id for row in cut.second.reading.crises()] == [cut.crisis]  # of the other he is no member


def test_a_long_crisis_leaves_in_sections_and_pages(cut: Cut, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_making, "PAGE", 4)
    monkeypatch.setattr(bundle_making.form, "MOST_IN_SECTION", 8)
    cut.write(30)
    found = list(inside(cut.first, cut.stick()).records)
    pages = [one for one in found if isinstance(one, Page)]
    assert all(len(one.operations) <= 4 for one in pages)
    assert sum(isinstance(one, Section) for one in found) > 4
    assert cut.take(cut.stick()).new == len(operations(cut.first, cut.crisis))


def test_since_another_bundle_what_it_says_is_held_is_left_out(cut: Cut) -> None:
    cut.write(3)
    old = cut.join(b"photo").sha256
    rank(cut.office, cut.first, cut.crisis)
    first = cut.stick()
    new = cut.write(2)
    fresh = cut.join(b"plan", "plan.pdf").sha256
    rank(cut.office, cut.first, cut.crisis)
    second = cut.stick(since=first)
    last = operations(cut.first, cut.crisis)[-1].id
    assert carried(cut, second) == [*new, last]
    told = list(inside(cut.first, second).records)
    assert [one.sha256.hex() for one in told if isinstance(one, File)] == [fresh] != [old]
    assert [len(one.ids) // 32 for one in told if isinstance(one, Ranks)] == [3]
    cut.take(first)
    brought = cut.take(second)
    assert (brought.new, brought.files_new, brought.ranked, brought.missing) == (3, 1, 3, [])


def test_since_a_bundle_that_was_received_what_its_exporter_had_is_left_out(cut: Cut) -> None:
    cut.write(3)
    received = cut.stick()
    cut.take(received)
    mine = cut.write(2, cut.second)
    answer = cut.made(cut.second, since=received).path
    sent = [
        read(wire).id for one in inside(cut.second, answer).records if isinstance(one, Page) for wire in one.operations
    ]
    assert sent == mine
    assert cut.take(answer, cut.first).new == 2


def test_a_former_bundle_of_something_else_is_refused(cut: Cut) -> None:
    text = cut.folder / "notes.txt"
    text.write_text("des notes")
    with pytest.raises(Refused, match="pas un paquet"):
        cut.made(since=text)
    former = cut.stick()
    other = cut.first.desk
    crisis, cut.crisis = cut.crisis, other_crisis(cut)
    assert other
    with pytest.raises(Refused, match="n'est pas un paquet de cette crise"):
        cut.made(since=former)
    assert crisis != cut.crisis


def other_crisis(cut: Cut) -> str:
    return cut.office.crisis(cut.first)


def test_a_file_that_is_there_is_not_written_over_unless_it_is_wanted(cut: Cut) -> None:
    path = cut.stick()
    with pytest.raises(Refused, match="existe déjà"):
        make(cut.first.store, Wanted(cut.crisis, path))
    assert make(cut.first.store, Wanted(cut.crisis, path, over=True)).size == path.stat().st_size


def test_a_stick_that_is_full_or_taken_away_leaves_no_half_file(cut: Cut, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(draft: Path, file: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bundle_making, "put_in_place", full)
    with pytest.raises(Unavailable, match="le disque est plein"):
        cut.stick()
    with pytest.raises(Unavailable, match="n'existe pas"):
        make(cut.first.store, Wanted(cut.crisis, cut.folder / "clé absente" / "a.diapason"))
    assert not [one for one in cut.folder.iterdir() if one.suffix == DRAFT or "paquet" in one.name]


def test_a_person_may_stop_and_nothing_is_left(cut: Cut) -> None:
    for name in "abc":
        cut.join(os.urandom(100_000), f"{name}.jpg")

    class Enough(Exception):
        pass

    seen: list[tuple[int, int]] = []

    def told(done: int, size: int) -> None:
        seen.append((done, size))
        if done > size // 2:
            raise Enough

    path = cut.folder / "clé.diapason"
    with pytest.raises(Enough):
        make(cut.first.store, Wanted(cut.crisis, path), told)
    assert not list(cut.folder.glob("clé*"))
    seen.clear()
    make(cut.first.store, Wanted(cut.crisis, path), lambda done, size: seen.append((done, size)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_nobody_else_on_the_machine_may_read_it_and_its_name_says_nothing(cut: Cut) -> None:
    path = cut.stick()
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
    whole = path.read_bytes()
    for clear in (b"Incendie", b"SIG1", cut.crisis.encode(), bytes.fromhex(cut.crisis), b"entry"):
        assert clear not in whole
