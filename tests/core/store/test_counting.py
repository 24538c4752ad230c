"""What waits in a main courante, counted."""

import pytest

from app.core.entries import Assignee
from app.core.entry_commands import Assign, Link, Record, Triage
from app.core.registers.acknowledgements import Acknowledge
from app.core.store.counting import Counts
from app.core.store.filtering import EntryFilter
from app.sync.workstation import Workstation
from tests.core.store.looking import statements
from tests.office import Office, person_of, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def test_each_count_is_of_what_the_same_filter_shows(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "CCOM"))
    assert sig.reading.counts(crisis) == Counts()
    entries = [sig.desk.do(Record(crisis, f"Entrée {n}", priority=1 if n < 2 else 3)).id for n in range(6)]
    oldest = sig.reading.entry(entries[1]).recorded_at
    sig.desk.do(Triage(entries[0], "closed"))
    sig.desk.do(Triage(entries[4], "to_decide"))
    sig.desk.do(Triage(entries[5], "to_pass_on"))
    sig.desk.do(Link(entries[2], "contradicts", entries[3]))
    sig.desk.do(Assign(entries[3], Assignee(person_of(lia), "", "L. Aubert")))
    sig.desk.do(Assign(entries[0], Assignee(person_of(lia), "", "L. Aubert")))
    share(sig, crisis, [lia])
    lia.desk.do(Acknowledge(crisis, tuple(entries[:2])))
    assert lia.reading.counts(crisis) == Counts(
        to_sort=3,
        oldest_to_sort=oldest,
        urgent_to_sort=1,
        to_decide=1,
        to_pass_on=1,
        unread=4,
        away=0,
        mine_due=1,
        contradicted=2,
    )
    assert len(lia.reading.entry_keys(EntryFilter(crisis, unread=True))) == 4
    assert lia.reading.counts("0" * 64) == Counts()


def test_counting_reads_no_table_from_end_to_end(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    sig.desk.do(Record(crisis, "Fumée"))
    with statements(sig.store) as sent:
        sig.reading.counts(crisis)
        sig.reading.vital(crisis)
    with sig.store.read() as transaction:
        for sql in (one for one in sent if "FROM entry" in one):
            values = (1,) * sql.count("?")
            plan = [row.detail for row in transaction.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
            assert not [step for step in plan if step.startswith(("SCAN entry", "SCAN e"))], sql
