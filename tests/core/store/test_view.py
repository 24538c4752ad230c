"""What the rules look at: the store inside the transaction that will write, and only what was really signed."""

from typing import Any

import pytest

from app.core.entry_commands import Amend, Record
from app.core.errors import Refused
from app.core.message_commands import Draft, GiveVisa, Submit
from app.core.register import Draft as Written
from app.core.store import log
from app.core.texts import Text, plain
from app.sync.workstation import Workstation
from tests.core.store.looking import blank
from tests.office import Office, operations, person_of, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def test_a_workstation_not_enrolled_decides_nothing(office: Office, tmp_path: Any) -> None:
    store = blank(tmp_path / "blank.db", office.service)
    with store.read() as transaction, pytest.raises(Refused, match="inscrit"):
        transaction.view()
    store.close()


def test_who_i_am_and_what_i_hold_is_what_the_accounts_say(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    with sig.store.read() as transaction:
        view = transaction.view()
        assert (view.me.name, view.prefix, view.device) == ("Camille Morvan", "SIG1", sig.store.key.public)
        assert [one.role for one in view.grants(crisis)] == ["CCOM"]
        assert view.grants("0" * 64) == []
        assert view.members("0" * 64).current() == []
        assert view.record_is(crisis, "crisis")
        assert not view.record_is(crisis, "entry")
        assert not view.record_is("0" * 64, "crisis")
        assert view.accounts.directory == office.directory


def test_the_space_begun_last_is_the_one_of_the_command_that_is_decided(office: Office, sig: Workstation) -> None:
    with sig.store.write() as transaction:
        opened = transaction.sign(Written("private.opened", {}), "")
        transaction.append(opened)
        assert transaction.view().begun == opened.id
        assert transaction.view().held(opened.id)[0].operation == opened
        assert transaction.view().private_of("0" * 64) == []


def test_numbers_are_after_the_highest_known_in_that_series(office: Office, sig: Workstation) -> None:
    crisis, other = office.crisis(sig), office.crisis(sig)
    sig.desk.do(Record(crisis, "a"))
    sig.desk.do(Record(crisis, "b"))
    with sig.store.read() as transaction:
        view = transaction.view()
        assert view.last_number(crisis, "SIG1") == 2
        assert view.last_number(other, "SIG1") == 0
        assert view.last_number("", "SIG1") == 2
        assert view.last_number(crisis, "EDL") == 0


def test_the_ends_of_the_chains_of_some_devices_are_known(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    sig.desk.do(Record(crisis, "a"))
    with sig.store.read() as transaction:
        view = transaction.view()
        assert view.chain_ends(crisis, [view.device, "0" * 64]) == [operations(sig, crisis)[-1].id]
        assert view.chain_ends(crisis, []) == []
        assert person_of(sig) == view.me.id


def test_all_that_is_held_of_a_crisis_is_named_by_its_chains(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    lia.desk.do(Record(crisis, "a"))
    share(lia, crisis, [sig])
    with sig.store.read() as transaction:
        view = transaction.view()
        held = {one.header.device: one.header.seq for one in operations(sig, crisis)}
        assert {name.partition(":")[0]: seq for name, seq in view.chains(crisis).items()} == held
        assert set(held.values()) == {1, 2}
        assert view.chains("0" * 64) == {}


def test_numbers_go_on_beyond_a_hundred_thousand_of_ones_own(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    entry = sig.desk.do(Record(crisis, "a")).id
    with sig.store.write() as transaction:
        sql = "UPDATE number SET n = 150000 WHERE record = ?"
        transaction.connection.exec_driver_sql(sql, (bytes.fromhex(entry),))
        assert transaction.view().last_number(crisis, "SIG1") == 1
        log.note_given(transaction.connection, entry)
        assert transaction.view().last_number(crisis, "SIG1") == 150_000


def test_nothing_is_decided_or_signed_on_a_text_that_was_altered_on_the_disk(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    message = sig.desk.do(Draft(crisis, "line", Text("Titre", "Texte"))).id
    sig.desk.do(Submit(message))
    with sig.store.write() as transaction:
        transaction.connection.exec_driver_sql(
            "UPDATE op SET salt = zeroblob(16) WHERE id IN (?, ?)", (bytes.fromhex(entry), bytes.fromhex(message))
        )
    for command in (GiveVisa(message, None, "favourable"), Amend(entry, {"subject": "x"}, "y")):
        with pytest.raises(Refused, match="altéré"):
            sig.desk.do(command)


def test_nobody_gives_numbers_for_another_workstation_nor_uses_up_a_series(office: Office, sig: Workstation) -> None:
    lia = office.workstation("LIA1", "Léa", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    forged = Written("entry.recorded", {"number": "SIG1-0007", "fields": {"subject": "x", "occurred_at": 1}}, crisis)
    text = plain(Text("Titre", "Texte"))
    greedy = Written(
        "message.drafted", {"number": "EDL-LIA1-999999999", "kind": "line", "fields": {"version": text}}, crisis
    )
    for draft in (forged, greedy):
        with lia.store.write() as transaction:
            transaction.append(transaction.sign(draft, transaction.view().grants(crisis)[0].id))
    share(lia, crisis, [sig])
    assert sig.desk.do(Record(crisis, "a")).label == "SIG1-0001"
    assert sig.desk.do(Draft(crisis, "line", Text("Titre", "Texte"))).label == "EDL-SIG1-001"
    assert sig.desk.do(Draft(crisis, "line", Text("Titre", "Texte"))).label == "EDL-SIG1-002"
