"""What came in while one was away, and what one has not read."""

import pytest

from app.core.entry_commands import Record
from app.core.registers.acknowledgements import Acknowledge
from app.core.registers.members import RemoveMember
from app.core.store import log
from app.core.store.arrivals import ABSENT_FROM, STRAGGLING, absent_since
from app.core.store.filtering import EntryFilter
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.office import Office, give, operations, person_of, share


@pytest.fixture
def crisis(office: Office, sig: Workstation, lia: Workstation) -> str:
    crisis = office.crisis(sig, (lia, "CCOM"))
    with lia.store.write() as transaction:
        transaction.caught_up(crisis)
    return crisis


def exchanged(one: Workstation, ago: int, failed: int | None = None) -> None:
    """Notes the last good exchange of a workstation, and the last that failed."""
    now = one.clock.now()
    with one.store.write() as transaction:
        log.note(transaction.connection, "exchanged", str(now - ago).encode())
        if failed is not None:
            log.note(transaction.connection, "exchange_failed", str(now - failed).encode())


def away(one: Workstation, crisis: str) -> list[str]:
    rows = one.reading.entry_rows(one.reading.entry_keys(EntryFilter(crisis, away=True)))
    assert all(row and row.away for row in rows)
    assert one.reading.counts(crisis).away == len(rows)
    return [row.number for row in rows if row]


def test_what_came_in_during_an_absence_is_marked_until_it_is_read(
    sig: Workstation, lia: Workstation, crisis: str
) -> None:
    exchanged(lia, ago=1_000)
    sig.desk.do(Record(crisis, "Reçue aussitôt"))
    share(sig, crisis, [lia])
    assert away(lia, crisis) == []
    exchanged(lia, ago=2 * ABSENT_FROM)
    entries = [sig.desk.do(Record(crisis, f"Pendant l'absence {n}")).id for n in range(2)]
    share(sig, crisis, [lia])
    exchanged(lia, ago=0)
    assert away(lia, crisis) == ["SIG1-0003", "SIG1-0002"]
    lia.desk.do(Acknowledge(crisis, (entries[0],)))
    assert away(lia, crisis) == ["SIG1-0003"]
    assert away(sig, crisis) == []
    lia.store.rebuild()
    assert away(lia, crisis) == ["SIG1-0003"]


def test_an_exchange_that_failed_begins_an_absence(sig: Workstation, lia: Workstation, crisis: str) -> None:
    exchanged(lia, ago=20_000, failed=10_000)
    sig.desk.do(Record(crisis, "Pendant la coupure"))
    share(sig, crisis, [lia])
    assert away(lia, crisis) == ["SIG1-0001"]


def test_what_others_wrote_meanwhile_and_send_after_our_return_came_in_during_it(
    sig: Workstation, lia: Workstation, crisis: str
) -> None:
    before = lia.clock.now()
    sig.desk.do(Record(crisis, "Écrite hors ligne, elle aussi"))
    with lia.store.write() as transaction:
        log.note(transaction.connection, "left", str(before - 1_000).encode())
        log.note(transaction.connection, "back", str(lia.clock.now()).encode())
    exchanged(lia, ago=0)
    share(sig, crisis, [lia])
    assert away(lia, crisis) == ["SIG1-0001"]
    with lia.store.write() as transaction:
        log.note(transaction.connection, "back", str(before - STRAGGLING - 1).encode())
    sig.desk.do(Record(crisis, "Après le retour"))
    share(sig, crisis, [lia])
    assert away(lia, crisis) == ["SIG1-0001"]


def test_the_history_of_a_crisis_one_joins_is_no_news(office: Office, sig: Workstation, lia: Workstation) -> None:
    exchanged(lia, ago=10 * ABSENT_FROM)
    crisis = office.crisis(sig, (lia, "CCOM"))
    sig.desk.do(Record(crisis, "Avant lui"))
    share(sig, crisis, [lia])
    assert away(lia, crisis) == []
    assert lia.reading.counts(crisis).unread == 1


def test_an_absence_is_told_from_the_last_exchanges(lia: Workstation) -> None:
    with lia.store.write() as transaction:
        connection = transaction.connection
        assert absent_since(connection, NOW) is None
        log.note(connection, "exchanged", str(NOW - ABSENT_FROM).encode())
        assert absent_since(connection, NOW) is None
        assert absent_since(connection, NOW + 1) == NOW - ABSENT_FROM
        log.note(connection, "exchange_failed", str(NOW - 2 * ABSENT_FROM).encode())
        assert absent_since(connection, NOW) is None
        log.note(connection, "exchange_failed", str(NOW).encode())
        assert absent_since(connection, NOW) == NOW - ABSENT_FROM


def test_what_one_wrote_elsewhere_is_neither_unread_nor_news(sig: Workstation, lia: Workstation, crisis: str) -> None:
    lia.desk.do(Record(crisis, "De ma main"))
    assert lia.reading.counts(crisis).unread == 0
    sig.store.rebuild()
    share(lia, crisis, [sig])
    assert sig.reading.counts(crisis).unread == 1


def test_what_was_read_by_word_that_counts_no_more_is_unread_again(
    office: Office, sig: Workstation, lia: Workstation, crisis: str
) -> None:
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    share(sig, crisis, [lia])
    removed = sig.desk.do(RemoveMember(crisis, person_of(lia)))
    lia.desk.do(Acknowledge(crisis, (entry,)))
    assert lia.reading.counts(crisis).unread == 0
    give(lia, crisis, [*operations(sig, crisis)])
    assert removed.id
    unread = [row.unread for row in lia.reading.entry_rows(lia.reading.entry_keys(EntryFilter(crisis))) if row]
    assert unread == [True]
