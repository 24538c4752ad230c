"""What the screens may ask: lists by windows, search without accents, details that rest on what was signed."""

from typing import Any

import pytest

from app.core.entries import Place
from app.core.entry_commands import Amend, Handle, Record
from app.core.errors import Refused
from app.core.message_commands import Draft
from app.core.register import Draft as Written
from app.core.registers.crisis import OpenCrisis
from app.core.registers.directory import AddContact
from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.core.store.looking import statements
from tests.office import Office, operations, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture
def crisis(office: Office, sig: Workstation) -> str:
    return office.crisis(sig)


def subjects(sig: Workstation, wanted: EntryFilter, limit: int | None = None) -> list[str]:
    rows = sig.reading.entry_rows(sig.reading.entry_keys(wanted, limit))
    return [row.subject for row in rows if row]


def test_search_finds_without_accents_case_or_ligatures(sig: Workstation, crisis: str) -> None:
    entry = sig.desk.do(
        Record(
            crisis,
            "Évacuation de l'usine",
            "Manœuvre au cœur de Rouen",
            sender="SDIS 76",
            place=Place("76540", "Rouen"),
        )
    )
    sig.desk.do(Record(crisis, "Autre chose"))
    found = (
        "evacu",
        "ÉVACUATION",
        "manoeuvre",
        "cœur",
        "coeur",
        "rouen usine",
        "sdis 76",
        entry.label,
        "76540",
        "l’usine",
    )
    for query in found:
        assert subjects(sig, EntryFilter(crisis, query)) == ["Évacuation de l'usine"], query
    for query in ("evacux", "rouen autre", '"', "***", "NEAR(", "subject:x", "-"):
        assert subjects(sig, EntryFilter(crisis, query)) == [], query
    assert len(subjects(sig, EntryFilter(crisis, "  "))) == 2


def test_a_rectified_entry_is_found_by_its_former_words_too(sig: Workstation, crisis: str) -> None:
    entry = sig.desk.do(Record(crisis, "Incendie")).id
    sig.desk.do(Amend(entry, {"subject": "Vapeur"}, "erreur"))
    for query in ("incendie", "vapeur"):
        assert subjects(sig, EntryFilter(crisis, query)) == ["Vapeur"]
    (row,) = sig.reading.entry_rows(sig.reading.entry_keys(EntryFilter(crisis)))
    assert row is not None
    assert (row.amended, row.conflict, row.pending, row.number) == (True, False, True, "SIG1-0001")


def test_a_window_of_keys_is_the_head_of_the_whole_list(sig: Workstation, crisis: str) -> None:
    now = sig.clock.now()
    for n in (3, 1, 4, 0, 2):
        sig.desk.do(Record(crisis, f"Entrée {n}", occurred_at=now - n * 60_000))
    everything = sig.reading.entry_keys(EntryFilter(crisis))
    assert subjects(sig, EntryFilter(crisis)) == [f"Entrée {n}" for n in range(5)]
    for limit in range(6):
        assert sig.reading.entry_keys(EntryFilter(crisis), limit) == everything[:limit]
    recorded = subjects(sig, EntryFilter(crisis, order="recorded"))
    assert sorted(recorded) == [f"Entrée {n}" for n in range(5)]
    assert subjects(sig, EntryFilter(crisis, since=now - 60_000)) == ["Entrée 0", "Entrée 1"]


def test_rows_come_in_the_order_asked_and_what_is_gone_is_nothing(sig: Workstation, crisis: str) -> None:
    for n in range(3):
        sig.desk.do(Record(crisis, f"Entrée {n}", occurred_at=1_000 * (n + 1)))
    keys = list(sig.reading.entry_keys(EntryFilter(crisis)))
    rows = sig.reading.entry_rows([keys[2], 7, keys[0]])
    assert [row.subject if row else None for row in rows] == ["Entrée 0", None, "Entrée 2"]
    assert sig.reading.entry_rows([]) == []


def test_entries_of_another_crisis_never_appear(office: Office, sig: Workstation, crisis: str) -> None:
    other = office.crisis(sig, title="Autre")
    sig.desk.do(Record(other, "Ailleurs"))
    assert subjects(sig, EntryFilter(crisis)) == []
    assert subjects(sig, EntryFilter(crisis, "ailleurs")) == []


TAMPERINGS = {
    "header": lambda row: ("header", row.header.replace(b'"at":1', b'"at":2')),
    "header that is none": lambda row: ("header", b"{}"),
    "body": lambda row: ("body", row.body.replace(b"Fum", b"Feu")),
    "no body": lambda row: ("body", b""),
    "salt": lambda row: ("salt", b"s" * 16),
    "signature": lambda row: ("signature", bytes(64)),
    "short signature": lambda row: ("signature", b"x"),
    "record": lambda row: ("record", b"r" * 32),
}


@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_an_operation_altered_on_the_disk_is_never_shown(sig: Workstation, crisis: str, tampering: Any) -> None:
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    with sig.store.write() as transaction:
        connection = transaction.connection
        row = connection.exec_driver_sql("SELECT * FROM op WHERE id = ?", (bytes.fromhex(entry),)).one()
        column, value = tampering(row)
        connection.exec_driver_sql(f"UPDATE op SET {column} = ? WHERE id = ?", (value, bytes.fromhex(entry)))
    with pytest.raises(Refused, match=r"altéré|pas connue"):
        sig.reading.entry(entry)


def test_an_operation_moved_to_another_record_is_noticed(sig: Workstation, crisis: str) -> None:
    one, other = (sig.desk.do(Record(crisis, subject)).id for subject in ("Fumée", "Vapeur"))
    amended = sig.desk.do(Amend(one, {"subject": "Feu"}, "erreur"))
    assert amended.id == one
    with sig.store.write() as transaction:
        last = operations(sig, crisis)[-1].id
        transaction.connection.exec_driver_sql(
            "UPDATE op SET record = ? WHERE id = ?", (bytes.fromhex(other), bytes.fromhex(last))
        )
    with pytest.raises(Refused, match="altéré"):
        sig.reading.entry(other)


def test_an_operation_put_in_the_place_of_another_is_noticed(sig: Workstation, crisis: str) -> None:
    one, other = (sig.desk.do(Record(crisis, subject)).id for subject in ("Fumée", "Vapeur"))
    with sig.store.write() as transaction:
        connection = transaction.connection
        row = connection.exec_driver_sql("SELECT * FROM op WHERE id = ?", (bytes.fromhex(other),)).one()
        connection.exec_driver_sql(
            "UPDATE op SET header = ?, salt = ?, body = ?, signature = ? WHERE id = ?",
            (row.header, row.salt, row.body, row.signature, bytes.fromhex(one)),
        )
    with pytest.raises(Refused, match="altéré"):
        sig.reading.entry(one)


def test_a_list_altered_on_the_disk_never_reaches_a_detail(sig: Workstation, crisis: str) -> None:
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    message = sig.desk.do(Draft(crisis, "line", Text("Titre", "Texte"))).id
    with sig.store.write() as transaction:
        transaction.connection.exec_driver_sql("UPDATE entry SET subject = 'Rien', rating = 'A1'")
        transaction.connection.exec_driver_sql("UPDATE message SET state = 'validated', missing = ''")
    assert (sig.reading.entry(entry).subject, sig.reading.entry(entry).rating) == ("Fumée", "F6")
    assert sig.reading.message(message).state == "draft"


def test_contacts_of_the_directory_only_are_in_the_directory(office: Office, sig: Workstation, crisis: str) -> None:
    with sig.store.write() as transaction:
        draft = Written("contact.added", {"fields": {"family_name": "Intrus"}}, crisis)
        transaction.append(transaction.sign(draft, crisis))
    sig.desk.do(AddContact({"family_name": "Dupont"}))
    assert [one.name for one in sig.reading.contacts()] == ["Dupont"]
    assert sig.reading.contacts("intrus") == []
    assert sig.reading.compose(crisis, sig.clock.now(), True).sections[9].blocks == ()


def test_the_vital_figures_are_those_of_the_crisis(office: Office, sig: Workstation, crisis: str) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    first = sig.desk.do(Record(crisis, "Fumée")).id
    sig.desk.do(Record(crisis, "Feu"))
    sig.desk.do(Handle(first, {"key_event": True}))
    vital = sig.reading.vital(crisis)
    assert (vital.entries, vital.key_events, vital.conflicts, vital.visas_mine) == (2, 1, 0, 0)
    assert (vital.last_said, vital.promised, vital.overdue, vital.expired) == (None, None, (), 0)
    assert sig.reading.pending() > 0
    assert sig.reading.quarantined() == 0
    assert lia.reading.crises() == []


def test_conflicts_are_named_by_what_a_person_calls_the_record(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    share(sig, crisis, [lia])
    for one in (sig, lia):
        one.desk.do(Amend(entry, {"subject": f"Selon {one.reading.me().name}"}, "erreur"))
    share(lia, crisis, [sig])
    (found,) = sig.reading.conflicts(crisis)
    assert (found.reference, found.field, found.values, found.record) == ("SIG1-0001", "subject", 2, entry)
    assert sig.reading.conflicts() == [found]


def test_who_am_i_and_which_crises_are_mine(office: Office, sig: Workstation, crisis: str) -> None:
    later = sig.desk.do(OpenCrisis("Tempête", "real", "natural", "INT")).id
    assert [row.id for row in sig.reading.crises()] == [later, crisis]
    me = sig.reading.me()
    assert (me.name, me.workstation, me.role) == ("Camille Morvan", "SIG1", "ADM")
    for unknown in (sig.reading.crisis, sig.reading.entry, sig.reading.message, sig.reading.contact):
        with pytest.raises(Refused, match="connu"):
            unknown("0" * 64)
    with pytest.raises(Refused, match="connu"):
        sig.reading.entry(crisis)


def test_a_page_of_rows_is_one_statement(sig: Workstation, crisis: str) -> None:
    for n in range(5):
        sig.desk.do(Record(crisis, f"Entrée {n}"))
    keys = sig.reading.entry_keys(EntryFilter(crisis))
    with statements(sig.store) as sent:
        Reading(sig.store).entry_rows(keys)
    assert len([one for one in sent if "entry" in one]) == 1
