"""The main job: two workstations and a server hold one crisis, are cut off, go on, and find each other again."""

from pathlib import Path

import msgspec
import pytest

from app.core.entry_commands import Amend, Record
from app.core.errors import Refused, Unavailable
from app.core.message_commands import Draft, GiveVisa, Submit
from app.core.operations import Wire
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.members import AddMember
from app.core.store import log
from app.core.store.cursor import Cursor
from app.core.store.filtering import EntryFilter
from app.core.texts import Text
from app.sync.engine import Outcome, take
from app.sync.protocol import Exchange
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import another_desk, fingerprint, first_desk, numbers, shared_crisis, sync
from tests.end_to_end.proxy import bad_line
from tests.office import operations, person_of


@pytest.fixture
def desks(central: Central, tmp_path: Path):
    first = first_desk(central, tmp_path / "sig1")
    second = another_desk(first, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA", central.url)
    yield first, second
    first.close()
    second.close()


def everything(workstation: Workstation) -> list[str]:
    with workstation.store.read() as transaction:
        return [transaction.accounts.service, transaction.accounts.directory]


def test_two_desks_cut_off_write_on_and_agree_again(central: Central, desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    entry = first.desk.do(Record(crisis, "Reprise de feu, cuvette 3", "Produits : huiles moteur"))
    contact = first.desk.do(AddContact({"family_name": "Kerjean", "phone:1": {"number": "01 99 00 11 22"}}))
    sync(first), sync(second)

    central.stop()
    with pytest.raises(Unavailable):
        sync(first)
    first.desk.do(Record(crisis, "Écrit à SIG1 pendant la coupure"))
    second.desk.do(Record(crisis, "Écrit à INT pendant la coupure"))
    first.desk.do(Amend(entry.id, {"content": "Produits : additifs"}, "erreur d'écoute"))
    second.desk.do(Amend(entry.id, {"content": "Produits : solvants"}, "appel du CODIS"))
    first.desk.do(EditContact(contact.id, {"phone:1": {"number": "01 99 00 11 33"}}))
    second.desk.do(EditContact(contact.id, {"phone:1": {"number": "01 99 00 11 44"}}))
    before = numbers(first, crisis) | numbers(second, crisis)
    assert first.reading.pending() == 3
    assert second.reading.pending() == 3

    central.start()
    sync(first), sync(second), sync(first)
    assert numbers(first, crisis) == numbers(second, crisis) == before
    for space in (crisis, *everything(first)):
        assert fingerprint(first, space) == fingerprint(second, space)
    assert first.reading.pending() == second.reading.pending() == 0
    for desk in desks:
        shown = desk.reading.entry(entry.id).fields["content"]
        assert {value.value for value in shown.values} == {"Produits : additifs", "Produits : solvants"}
        shown_apart = {(row.reference, row.field) for row in desk.reading.conflicts(crisis)}
        assert shown_apart == {("SIG1-0001", "content"), ("Kerjean", "phone:1")}

    seen = first.reading.entry(entry.id).fields["content"].seen
    first.desk.do(Amend(entry.id, {"content": "Produits : additifs"}, "vérifié", {"content": seen}))
    sync(first), sync(second)
    assert second.reading.entry(entry.id).content == "Produits : additifs"
    assert [row.register for row in second.reading.conflicts(crisis)] == ["contact"]


def test_a_lost_answer_and_a_repeat_change_nothing(central: Central, tmp_path: Path):
    with bad_line(central.url) as line:
        first = first_desk(central, tmp_path / "sig1", line.url)
        crisis = shared_crisis(first)
        first.desk.do(Record(crisis, "Une seule fois"))
        line.swallowing = b"POST /v1/exchange"
        with pytest.raises(Unavailable):
            sync(first)
        assert line.swallowed.wait(5)
        assert first.reading.pending() == 1
        line.swallowing = b""
        sync(first)
        second = another_desk(first, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA", central.url)
        assert first.reading.pending() == 0
        assert len(operations(first, crisis)) == 2
        first.close(), second.close()


def test_a_server_killed_between_commit_and_reply_loses_nothing(central: Central, tmp_path: Path):
    with bad_line(central.url) as line:
        first = first_desk(central, tmp_path / "sig1", line.url)
        crisis = shared_crisis(first)
        for number in range(5):
            first.desk.do(Record(crisis, f"Entrée {number}"))
        line.swallowing = b"POST /v1/exchange"
        with pytest.raises(Unavailable):
            sync(first)
        assert line.swallowed.wait(5)  # the server has committed, and answered into the void
        central.kill()
        line.swallowing = b""
        central.start()
        sync(first)
        assert first.reading.pending() == 0
        ranks = [first.reading.entry(one.id).rank for one in operations(first, crisis)[1:]]
        assert ranks == [2, 3, 4, 5, 6]
        first.close()


def test_the_same_operation_sent_twice_is_one(central: Central, desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    first.desk.do(Record(crisis, "Envoyée deux fois"))
    with first.store.read() as transaction:
        before = transaction.cursor(crisis)
        wires = log.pending(transaction.connection, crisis, 10, 10**6)
    transport = first.transport()
    request = Exchange(crisis, before.epoch, before.rank, wires)
    once, twice = transport.exchange(request), transport.exchange(request)
    transport.close()
    assert once.checkpoint == twice.checkpoint
    assert len(once.items) == len(twice.items) == 1
    sync(first), sync(second)
    assert list(numbers(second, crisis).values()) == ["Envoyée deux fois"]


def test_a_desk_that_joins_late_receives_everything(central: Central, desks, tmp_path: Path):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    for number in range(300):
        first.desk.do(Record(crisis, f"Entrée {number}", "texte " * 20))
    message = first.desk.do(Draft(crisis, "line", Text("Restez à l'abri", "Fermez portes et fenêtres.")))
    sync(first)
    late = another_desk(first, tmp_path / "pref", "PREF", "Paul Garnier", "PREF76", "LIA", central.url)
    sync(late)
    assert late.reading.crises() == []
    first.desk.do(AddMember(crisis, person_of(late), "LIA"))
    sync(first)
    assert sync(late).received >= 300
    assert numbers(late, crisis) == numbers(first, crisis)
    assert late.reading.message(message.id).title == "Restez à l'abri"
    assert fingerprint(late, crisis) == fingerprint(first, crisis)
    late.close()


def test_a_tampered_operation_is_refused_by_the_server(central: Central, desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    first.desk.do(Record(crisis, "Texte d'origine"))
    with first.store.read() as transaction:
        before = transaction.cursor(crisis)
        wire = log.pending(transaction.connection, crisis, 1, 10**6)[0]
    assert wire.body is not None
    forged = Wire(wire.header, wire.salt, wire.body.replace(b"origine", b"falsifi"), wire.signature)
    unsigned = Wire(wire.header, wire.salt, wire.body, bytes(64))
    transport = first.transport()
    for bad in (forged, unsigned):
        reply = transport.exchange(Exchange(crisis, before.epoch, before.rank, [bad]))
        assert reply.items == []
        assert [answer.verdict for answer in reply.answers] == ["refused"]
    transport.close()
    sync(first), sync(second)
    assert list(numbers(second, crisis).values()) == ["Texte d'origine"]


def test_a_tampered_operation_is_refused_by_the_workstation(central: Central, desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    first.desk.do(Record(crisis, "Texte d'origine"))
    sync(first)
    with second.store.read() as transaction:
        before: Cursor = transaction.cursor(crisis)
        server_key = transaction.accounts.server_key
    transport = second.transport()
    reply = transport.exchange(Exchange(crisis, before.epoch, before.rank, []))
    transport.close()
    (wire,) = reply.items
    assert isinstance(wire, Wire)
    assert wire.body is not None
    forged = Wire(wire.header, wire.salt, wire.body.replace(b"origine", b"falsifi"), wire.signature)
    relabelled = Wire(wire.header.replace(b"entry.recorded", b"entry.recordeX"), wire.salt, wire.body, wire.signature)
    for items in ([forged], [relabelled], [wire, wire]):
        with pytest.raises(Unavailable):
            take(second.store, crisis, before, msgspec.structs.replace(reply, items=items), server_key, Outcome())
    assert numbers(second, crisis) == {}
    sync(second)
    assert list(numbers(second, crisis).values()) == ["Texte d'origine"]


def test_a_message_is_validated_across_desks_and_not_by_its_author(central: Central, desks, tmp_path: Path):
    first, second = desks
    director = another_desk(first, tmp_path / "dir", "DIR1", "Anne Rousseau", "PM", "DIR", central.url)
    crisis = shared_crisis(first, (second, "LIA"), (director, "DIR"))
    message = first.desk.do(Draft(crisis, "holding", Text("Message d'attente", "Un incendie est en cours à Rouen.")))
    first.desk.do(Submit(message.id))
    first.desk.do(GiveVisa(message.id, None, "favourable"))
    sync(first), sync(second), sync(director)
    second.desk.do(GiveVisa(message.id, None, "favourable"))
    director.desk.do(GiveVisa(message.id, None, "favourable"))
    assert director.reading.message(message.id).state == "submitted"
    sync(second), sync(director), sync(first)
    for desk in (first, director):
        shown = desk.reading.message(message.id)
        assert (shown.state, shown.missing, shown.unconfirmed) == ("validated", (), False)
    with pytest.raises(Refused):
        second.desk.do(GiveVisa(message.id, "v9", "favourable"))
    director.close()


def test_search_finds_a_colleagues_entry_without_accents(central: Central, desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    first.desk.do(Record(crisis, "Évacuation de l'école", "Le cœur du bâtiment est évacué"))
    sync(first), sync(second)
    for words in ("evacuation ecole", "coeur", "ÉVACUÉ"):
        assert len(second.reading.entry_keys(EntryFilter(crisis, words))) == 1
