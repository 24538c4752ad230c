"""What was noticed is said once, in French, with what to do; and unsaid when it is over."""

from app.core.store import alarms
from app.sync.workstation import Workstation
from tests.office import Office


def ring(workstation: Workstation, kind: str, space: str = "", about: str = "", detail: str = "") -> None:
    with workstation.store.write() as transaction:
        transaction.ring(kind, space, about, detail)


def test_each_kind_is_a_sentence_that_names_whom_it_is_about_and_where(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    device = sig.store.key.public
    ring(sig, alarms.COPIED, crisis, device)
    ring(sig, alarms.RENEWED, "", device, "SIG1b")
    ring(sig, alarms.RESTORED, "", "e" * 32)
    ring(sig, alarms.HISTORY, crisis)
    found = {one.kind: one for one in sig.reading.alarms()}
    code = sig.reading.crisis(crisis).code
    assert "SIG1 (Camille Morvan)" in found["copied"].words
    assert code in found["copied"].words
    assert code in found["history"].words
    assert "SIG1b" in found["renewed"].words
    assert all(one.advice for one in found.values())
    assert [one.grave for one in sig.reading.alarms()] == [True, True, True, False]


def test_what_is_known_is_not_rung_again_unless_it_says_more(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    ring(sig, alarms.RENEWED, "", "x", "SIG1b")
    with sig.store.write() as transaction:
        alarms.mark_seen(transaction.connection)
    ring(sig, alarms.RENEWED, "", "x", "SIG1b")
    assert [one.seen for one in sig.reading.alarms()] == [True]
    ring(sig, alarms.RENEWED, "", "x", "SIG1c")
    assert [one.seen for one in sig.reading.alarms()] == [False]


def test_what_is_over_is_said_no_more(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    ring(sig, alarms.HISTORY, crisis)
    ring(sig, alarms.HISTORY, crisis, alarms.SIGNED)
    with sig.store.write() as transaction:
        alarms.silence(transaction.connection, alarms.HISTORY, crisis)
    assert len(sig.reading.alarms()) == 2  # nobody has seen them
    with sig.store.write() as transaction:
        alarms.mark_seen(transaction.connection)
        alarms.silence(transaction.connection, alarms.HISTORY, crisis)
    assert [one.about for one in sig.reading.alarms()] == [alarms.SIGNED]
    assert "deux histoires" in sig.reading.alarms()[0].words
