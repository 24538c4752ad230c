"""What an erasure takes on the central: the words of its record, in the log and beside it, whenever they come."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Table, make_url, select

from app.core.erasure import NO_SALT, erased
from app.core.operations import Operation, Wire, read, to_wire
from app.server import log
from app.server.schema import FORKS, OPERATIONS, QUARANTINE, WAITING
from app.sync.protocol import Reply
from tests.building import Guest, Writer, enrol, invite
from tests.server.house import House

WORDS = b"Zqkervran"


@pytest.fixture
def ccom(house: House) -> Guest:
    return house.enrol("Camille", "CCOM")


@pytest.fixture
def lea(house: House) -> Guest:
    return house.enrol("Lea", "LIA")


def added(house: House, by: Guest | Writer) -> Operation:
    writer = by.writer if isinstance(by, Guest) else by
    return writer.write("contact.added", {"fields": {"family_name": WORDS.decode()}}, house.directory)


def edited(house: House, by: Guest | Writer, contact: Operation) -> Operation:
    writer = by.writer if isinstance(by, Guest) else by
    fields = {"remark": WORDS.decode()}
    return writer.write("contact.edited", {"fields": fields}, house.directory, contact.id, {"remark": []})


def erasing(house: House, by: Guest, contact: Operation) -> Operation:
    return by.writer.write("contact.erased", {"reason": "demande"}, house.directory, contact.id)


def bodies(house: House, table: Table) -> dict[str, bytes | None]:
    with house.central.database.reading() as connection:
        rows = connection.execute(select(table.c.id, table.c.body, table.c.salt)).all()
    assert all((row.body is None) == (row.salt == NO_SALT) for row in rows)
    return {row.id.hex(): row.body for row in rows}


def told(house: House, who: Guest) -> list[Operation]:
    reply = house.exchange(who, house.directory)
    assert isinstance(reply, Reply)
    return [read(item) for item in reply.items if isinstance(item, Wire)]


def test_the_words_leave_with_the_push_that_erases_them_and_come_in_no_more(
    house: House, ccom: Guest, lea: Guest
) -> None:
    contact, other = added(house, lea), added(house, lea)
    late = edited(house, lea, contact)
    house.take(house.directory, [contact, other])
    before = len(house.ids(house.directory))
    erasure = erasing(house, ccom, contact)
    assert len(house.take(house.directory, [erasure, late]).ranked) == 2
    again = edited(house, lea, contact)
    assert len(house.take(house.directory, [again]).ranked) == 1
    assert {id for id, body in bodies(house, OPERATIONS).items() if body is None} == {contact.id, late.id, again.id}
    assert bodies(house, OPERATIONS)[erasure.id] == erasure.body_bytes
    items = told(house, lea)
    assert len(items) == before + 3
    assert [one.id for one in items if one.body is None] == [contact.id, late.id, again.id]
    assert all(one.signed_by_its_device() for one in items)
    if make_url(house.central.database.url).get_backend_name() == "sqlite":
        folder = Path(str(make_url(house.central.database.url).database)).parent
        found = b"".join(file.read_bytes() for file in folder.glob("central.db*"))
        assert found.count(WORDS) == 1 == found.count(other.body_bytes or b"-")


def test_a_role_that_may_not_erase_erases_nothing(house: House, ccom: Guest, lea: Guest) -> None:
    contact = added(house, ccom)
    assert len(house.take(house.directory, [contact, erasing(house, lea, contact)]).ranked) == 2
    assert bodies(house, OPERATIONS)[contact.id] == contact.body_bytes


def test_an_erasure_waits_for_its_author_to_be_known(house: House, ccom: Guest) -> None:
    contact = added(house, ccom)
    stranger = Writer("stranger")
    erasure = stranger.write("contact.erased", {"reason": "demande"}, house.directory, contact.id)
    house.take(house.directory, [contact, erasure])
    assert bodies(house, OPERATIONS)[contact.id] == contact.body_bytes
    invited = invite(house.admin.writer, house.service, "stranger", "DIR")
    enrolled = enrol(stranger, house.service, invited.operation.id, invited.key, "STR1")
    house.take(house.service, [invited.operation, enrolled])
    assert bodies(house, OPERATIONS)[contact.id] is None


def test_what_waits_what_is_quarantined_and_what_accuses_lose_their_words_too(
    house: House, ccom: Guest, lea: Guest
) -> None:
    contact = added(house, ccom)
    house.take(house.directory, [contact])
    gap, waiting = edited(house, lea, contact), edited(house, lea, contact)
    house.take(house.directory, [waiting])
    gone = house.enrol("Paul", "MC")
    house.take(house.service, [house.admin.writer.revoke(house.service, gone)])
    house.take(house.directory, [edited(house, gone, contact)])
    copied = house.enrol("Ali", "MC")
    again = Writer("Ali", chains=dict(copied.writer.chains), now=5)
    house.take(house.directory, [edited(house, copied, contact)])
    house.take(house.directory, [edited(house, again, contact)])
    tables = (WAITING, QUARANTINE, FORKS)
    assert [list(map(bool, bodies(house, table).values())) for table in tables] == [[True]] * 3
    house.take(house.directory, [erasing(house, ccom, contact)])
    house.take(house.directory, [edited(house, again, contact), edited(house, gone, contact)])
    assert [set(bodies(house, table).values()) for table in tables] == [{None}] * 3
    assert len(house.take(house.directory, [gap]).ranked) == 2
    assert bodies(house, OPERATIONS)[waiting.id] is None


def test_what_comes_without_words_waits_for_its_erasure(house: House, ccom: Guest, lea: Guest) -> None:
    contact = added(house, lea)
    bare, note = erased(contact), edited(house, lea, contact)
    for strange in (replace(to_wire(bare), salt=contact.salt), to_wire(lea.writer.note(house.directory))):
        received = house.take(house.directory, [replace(strange, body=None)])
        assert [one.reason for one in received.answers.values()] == ["illisible"]
    for _ in range(2):
        received = house.take(house.directory, [bare, note])
        assert not received.ranked
        assert received.answers[bytes.fromhex(bare.id)].verdict == "waiting"
    erasure = erasing(house, ccom, contact)
    assert len(house.take(house.directory, [bare, erasure]).ranked) == 3
    assert [bodies(house, OPERATIONS)[one.id] for one in (bare, note)] == [None, None]
    assert house.take(house.directory, [bare]).answers[bytes.fromhex(bare.id)].verdict == "known"


def test_an_author_may_bring_back_what_he_wrote_and_erased_himself(house: House, ccom: Guest, lea: Guest) -> None:
    contact = added(house, ccom)
    erasure, other = erasing(house, ccom, contact), erased(added(house, lea))
    received = house.take(house.directory, [erased(contact), other, erasure])
    assert [id.hex() for id in received.ranked] == [contact.id, erasure.id]
    assert received.answers[bytes.fromhex(other.id)].verdict == "waiting"


def test_a_page_read_while_its_words_are_erased_says_that_more_follows(
    house: House, ccom: Guest, lea: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not house.central.database.is_postgresql:
        return  # a transaction of SQLite sees one state
    contact = added(house, ccom)
    house.take(house.directory, [contact])
    erasure = erasing(house, ccom, contact)
    read_page = log.page_after

    def after_somebody_else(*told: object, **more: object) -> object:
        monkeypatch.undo()
        house.take(house.directory, [erasure])
        return read_page(*told, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(log, "page_after", after_somebody_else)
    reply = house.exchange(lea, house.directory)
    assert reply is not None
    assert reply.more
    following = house.exchange(lea, house.directory, rank=len(reply.items), epoch=reply.epoch)
    assert following is not None
    assert [read(item).id for item in following.items if isinstance(item, Wire)] == [erasure.id]
    assert not following.more
