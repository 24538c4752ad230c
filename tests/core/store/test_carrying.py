"""What leaves of a space: page by page, each chain in order and ending on a signature, the log read once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.operations import Wire, read
from app.core.store import carrying, peers
from tests.office import operations
from tests.sync.carrying import Cut, rank


@pytest.fixture
def cut(tmp_path: Path) -> Iterator[Cut]:
    made = Cut(tmp_path)
    yield made
    made.close()


def left(cut: Cut, ends: carrying.Ends, most: int = 1000, most_bytes: int = 10**6) -> list[list[Wire]]:
    with cut.first.store.database.read() as connection:
        return [page.wires for page in carrying.pages(connection, cut.crisis, ends, most, most_bytes)]


def test_everything_leaves_once_in_pages_of_the_size_asked(cut: Cut) -> None:
    cut.write(20)
    held = [one.id for one in operations(cut.first, cut.crisis)]
    for most, most_bytes in ((1000, 10**6), (3, 10**6), (1000, 1), (7, 3000)):
        pages = left(cut, {}, most, most_bytes)
        assert [read(wire).id for page in pages for wire in page] == held
        assert all(len(page) <= most for page in pages)


def test_what_somebody_holds_does_not_leave_again(cut: Cut) -> None:
    cut.write(3)
    with cut.first.store.database.read() as connection:
        ends = {(one[0], one[1]): (one[2], one[3]) for one in peers.held(connection, cut.crisis)}
    assert left(cut, ends) == []
    (new,) = cut.write(1)
    assert [[read(wire).id for wire in page] for page in left(cut, ends)] == [[new]]


def test_where_another_operation_stands_at_such_an_end_ours_leaves(cut: Cut) -> None:
    cut.write(2)
    last = operations(cut.first, cut.crisis)[-1]
    ends = {last.chain[:2]: (last.header.seq, "00" * 32)}
    assert [[read(wire).id for wire in page] for page in left(cut, ends)] == [[last.id]]


def spoil(cut: Cut, *ids: str) -> None:
    """Their signatures are no longer those: others vouch for them."""
    with cut.first.store.database.write() as connection:
        for id in ids:
            sql = "UPDATE op SET signature = zeroblob(64) WHERE id = ?"
            connection.exec_driver_sql(sql, (bytes.fromhex(id),))


def test_a_page_ends_each_chain_on_a_sound_signature(cut: Cut) -> None:
    ids = cut.write(6)
    spoil(cut, ids[1], ids[2])
    pages = left(cut, {}, 1)
    assert all(read(page[-1]).signed_by_its_device() for page in pages)
    assert [read(wire).id for page in pages for wire in page][-6:] == ids


def test_who_signs_badly_on_purpose_keeps_nobody_else_back(cut: Cut) -> None:
    cut.take(cut.stick())
    mine = cut.write(2, cut.second)
    cut.take(cut.made(cut.second).path, cut.first)
    bad = cut.write(3)
    spoil(cut, *bad)
    sent = {read(wire).id for page in left(cut, {}) for wire in page}
    assert set(mine) <= sent
    assert not sent & set(bad)


def test_the_order_of_the_central_leaves_only_whole(cut: Cut) -> None:
    cut.write(5)
    rank(cut.office, cut.first, cut.crisis)
    ids = [bytes.fromhex(one.id) for one in operations(cut.first, cut.crisis)]
    with cut.first.store.database.write() as connection:
        assert b"".join(carrying.ranked(connection, cut.crisis, 0, len(ids), 2)) == b"".join(ids)
        assert list(carrying.ranked(connection, cut.crisis, 2, len(ids), 100)) == [b"".join(ids[2:])]
        connection.exec_driver_sql("UPDATE op SET rank = NULL WHERE rank = 3")
        assert list(carrying.ranked(connection, cut.crisis, 0, len(ids), 2)) == []


def test_contents_leave_with_the_space_that_names_them_the_least_first(cut: Cut) -> None:
    large, small = cut.join(bytes(50), "grand.jpg"), cut.join(b"x", "petit.jpg")
    with cut.first.store.database.read() as connection:
        assert list(carrying.contents(connection, cut.crisis).items()) == [(small.sha256, 1), (large.sha256, 50)]
        assert carrying.contents(connection, cut.office.service) == {}
        assert carrying.names(connection, cut.crisis, small.sha256)
        assert not carrying.names(connection, cut.office.service, small.sha256)
        assert carrying.is_held_for(connection, cut.crisis, small.sha256)
        assert not carrying.is_held_for(connection, cut.office.service, small.sha256)
        assert carrying.weight(connection, cut.crisis) > 1000


def test_what_gives_and_takes_roles_is_told_apart(cut: Cut) -> None:
    cut.write(2)
    with cut.first.store.database.read() as connection:
        found = carrying.control(connection, cut.crisis)
    assert [(one.header.kind, rank) for one, rank in found] == [("crisis.opened", None), ("member.added", None)]
