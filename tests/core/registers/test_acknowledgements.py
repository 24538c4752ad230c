"""Read is said once by each person, in batches, and nothing takes it back."""

import pytest

from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.registers.acknowledgements import MOST, READ, REGISTER, Acknowledge, fold
from app.core.registers.crisis import CloseCrisis
from app.sync.workstation import Workstation
from tests.building import Writer
from tests.core.holding import SPACE, held
from tests.office import Office, person_of, share


def readers(workstation: Workstation, entry: str) -> set[str]:
    with workstation.store.read() as transaction:
        sql = "SELECT person FROM relation WHERE target = ? AND kind = ?"
        rows = transaction.connection.exec_driver_sql(sql, (bytes.fromhex(entry), READ))
        return {row.person for row in rows}


def test_each_says_once_what_he_read_and_everybody_knows(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Noé Bellec", role="OBS")
    crisis = office.crisis(one, (two, "OBS"))
    written = [one.desk.do(Record(crisis, f"Entrée {n}")).id for n in range(3)]
    share(one, crisis, [two])
    two.desk.do(Acknowledge(crisis, tuple(written[:2])))
    with pytest.raises(Refused, match="déjà lues"):
        two.desk.do(Acknowledge(crisis, tuple(written[:2])))
    two.desk.do(Acknowledge(crisis, tuple(written)))
    share(two, crisis, [one])
    assert [readers(one, entry) for entry in written] == [{person_of(two)}] * 3


def test_what_i_wrote_i_have_read(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    with pytest.raises(Refused, match="déjà lues"):
        sig.desk.do(Acknowledge(crisis, (sig.desk.do(Record(crisis, "Fumée")).id,)))


def test_what_is_no_entry_is_not_read(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    with pytest.raises(Refused, match="pas connue"):
        sig.desk.do(Acknowledge(crisis, ("a" * 64,)))
    sig.desk.do(CloseCrisis(crisis))
    with pytest.raises(Refused, match="close"):
        sig.desk.do(Acknowledge(crisis, ("a" * 64,)))


@pytest.mark.parametrize(
    "entries", [None, 3, "a" * 64, ["a"], ["A" * 64], [3], ["a" * 64] * (MOST + 1), {"a": 1}, [["a" * 64]]]
)
def test_a_strange_word_says_nothing(entries: object) -> None:
    assert fold([held(Writer("ann").write("entry.acknowledged", {"entries": entries}, SPACE))]) is None


def test_one_named_twice_is_read_once() -> None:
    said = fold([held(Writer("ann").write("entry.acknowledged", {"entries": ["a" * 64] * 2}, SPACE))])
    assert len(list(REGISTER.relations(said))) == 1
