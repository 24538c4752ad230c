"""What was sent must be ranked or answered; a copy must be proven by two signatures of its workstation."""

import pytest

from app.core.entry_commands import Record
from app.core.operations import Operation, Wire, to_wire, write
from app.core.store import answered
from app.sync.answers import is_told, note_answers
from app.sync.protocol import COPIED, Answer, Reply
from app.sync.workstation import Workstation
from tests.building import Writer
from tests.office import Office, operations


def reply(*answers: Answer, items: tuple[bytes | Wire, ...] = (), copies: tuple[Wire, ...] = ()) -> Reply:
    return Reply("épreuve", 0, list(items), True, None, list(answers), copies=list(copies))


def test_what_was_sent_is_told_by_its_rank_or_by_an_answer() -> None:
    writer = Writer("x")
    space = writer.write("crisis.opened", {}).id
    one, two, three = (writer.note(space, str(n)) for n in range(3))
    sent = [to_wire(each) for each in (one, two, three)]
    ids = [bytes.fromhex(each.id) for each in (one, two, three)]
    assert is_told(sent, reply(Answer(ids[2], "waiting"), items=(ids[0], sent[1])))
    assert not is_told(sent, reply(items=(ids[0], sent[1])))
    assert is_told([], reply())


def beside(sig: Workstation, held: Operation) -> Operation:
    """What a copy of that workstation signs in the same place of its chain."""
    header = held.header
    return write(
        sig.store.key,
        kind=header.kind,
        body={"fields": {"subject": "Écrite sur la copie"}},
        salt=bytes(16),
        incarnation=header.incarnation,
        seq=header.seq,
        prev=header.prev,
        clock=header.clock,
        at=header.at,
        space=held.space,
    )


@pytest.mark.parametrize("proven", [True, False])
def test_a_chain_is_given_up_when_two_signatures_prove_the_copy(office: Office, proven: bool) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    sig.desk.do(Record(crisis, "Tenue"))
    held = operations(sig, crisis)[-1]
    answers = Answer(bytes.fromhex(held.id), "refused", COPIED)
    copies = (to_wire(beside(sig, held)),) if proven else (to_wire(held),)
    with sig.store.write() as transaction:
        note_answers(transaction, crisis, reply(answers, copies=copies))
        assert answered.is_refused_for_nothing(transaction.connection, crisis) != proven
    assert (held in operations(sig, crisis)) != proven
    assert [one.kind for one in sig.reading.alarms()] == ([] if proven else ["refused"])
