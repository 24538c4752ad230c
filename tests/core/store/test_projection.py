"""Read tables equal the fold: the same operations give the same tables, however they came, and so does a rebuild."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.brief_commands import Freeze, Printed
from app.core.entry_commands import Amend, Handle, Record
from app.core.errors import Refused
from app.core.message_commands import Draft, GiveVisa, Revise, Submit, Withdraw
from app.core.operations import LAST_MOMENT, Operation
from app.core.register import Draft as Written
from app.core.registers.crisis import CloseCrisis
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.members import AddMember, RemoveMember
from app.core.registers.shelf import REGISTERS
from app.core.store.filtering import EntryFilter
from app.core.store.projection import KEY_BITS, _keys
from app.core.store.store import Store
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.building import Writer
from tests.core.store.looking import blank, deliver, statements, tables
from tests.office import Office, give, operations, person_of, share


class History:
    """A crisis with everything in it: two desks that wrote apart, a removal, a later version's words."""

    def __init__(self, office: Office):
        self.office = office
        self.sig = office.workstation("SIG1", "Camille Morvan", role="CCOM")
        self.lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
        self.obs = office.workstation("OBS1", "Olga Noir", "SAN", "OBS")
        self.crisis = office.crisis(self.sig, (self.lia, "LIA"), (self.obs, "OBS"), associated=("INT",))
        both = (self.sig, self.lia)
        entries = [one.desk.do(Record(self.crisis, f"Incendie {n}", "évacué")).id for n in range(3) for one in both]
        message = self.sig.desk.do(Draft(self.crisis, "line", Text("Titre", "Texte"))).id
        contact = self.sig.desk.do(AddContact({"family_name": "Dupont"})).id
        self.meet()
        for one in both:
            one.desk.do(Amend(entries[0], {"subject": f"Éteint selon {one.reading.me().workstation}"}, "erreur"))
            one.desk.do(Handle(entries[1], {"key_event": True}))
            one.desk.do(Revise(message, Text("Titre", f"Texte de {one.reading.me().workstation}")))
            one.desk.do(EditContact(contact, {"function": one.reading.me().workstation}))
        self.meet()
        heads = self.sig.reading.message(message).heads
        self.sig.desk.do(Revise(message, heads[0].text, tuple(id for head in heads for id in head.operations)))
        self.sig.desk.do(Submit(message))
        self.meet()
        self.lia.desk.do(GiveVisa(message, None, "reservation", "préciser"))
        self.sig.desk.do(RemoveMember(self.crisis, person_of(self.lia)))
        self.lia.desk.do(Amend(entries[2], {"subject": "Après mon retrait"}, "erreur"))
        self.lia.desk.do(Record(self.crisis, "Après mon retrait"))
        self.sig.desk.do(GiveVisa(message, None, "favourable"))
        self.sig.desk.do(Withdraw(self.sig.desk.do(Draft(self.crisis, "release", Text("Autre", "Texte"))).id, "erreur"))
        content = self.sig.reading.compose(self.crisis, self.sig.clock.now(), True)
        self.sig.desk.do(Freeze(self.crisis, content, Printed(b"%PDF", 1)))
        self.meet()
        later = Writer("later")
        self.sig.desk.do(CloseCrisis(self.crisis))
        self.meet()
        self.log = [*operations(self.sig, self.crisis), later.write("figure.reported", {"n": 17}, self.crisis)]
        self.directory = operations(self.sig, office.directory)
        self.all = {office.service: office.service_log, office.directory: self.directory, self.crisis: self.log}

    def meet(self) -> None:
        for space in (self.crisis, self.office.directory):
            for one, other in ((self.sig, self.lia), (self.lia, self.sig), (self.sig, self.obs)):
                share(one, space, [other])


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Any:
    office = Office(tmp_path_factory.mktemp("history"))
    yield History(office)
    office.close()


@pytest.fixture(scope="module")
def expected(history: History, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    store = blank(tmp_path_factory.mktemp("whole") / "journal.db", history.office.service)
    for space, log in history.all.items():
        deliver(store, space, log)
    found = tables(store)
    store.close()
    return found


def held_by(store: Store) -> int:
    with store.read() as transaction:
        return int(transaction.connection.exec_driver_sql("SELECT count(*) FROM op").scalar_one())


def test_everything_is_there_once(history: History, expected: dict[str, Any]) -> None:
    assert [len(expected[name]) for name in ("crisis", "entry", "message", "contact", "brief")] == [1, 6, 2, 1, 1]
    assert {row["field"] for row in expected["conflict"]} == {"subject", "function"}
    assert len(expected["entry:evacue*"]) == 6
    assert len(expected["contact:dupont"]) == 1


def test_one_operation_at_a_time_or_all_at_once_amount_to_the_same(
    history: History, expected: dict[str, Any], tmp_path: Path
) -> None:
    store = blank(tmp_path / "journal.db", history.office.service)
    for space, log in history.all.items():
        deliver(store, space, log, range(len(log)))
    assert tables(store) == expected
    store.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(3)), st.lists(st.integers(1, 60), max_size=6))
def test_any_cut_and_any_order_of_the_spaces_amount_to_the_same(
    history: History,
    expected: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
    order: list[int],
    cuts: list[int],
) -> None:
    store = blank(tmp_path_factory.mktemp("cut") / "journal.db", history.office.service)
    spaces = list(history.all)
    for place in order:
        deliver(store, spaces[place], history.all[spaces[place]], cuts)
    assert tables(store) == expected
    store.close()


def test_chains_that_come_interleaved_otherwise_amount_to_the_same(
    history: History, expected: dict[str, Any], tmp_path: Path
) -> None:
    """Ranks given at the end: until then every operation is pending, in whatever order it was brought."""
    chance = random.Random(7)
    for n in range(5):
        store = blank(tmp_path / f"{n}.db", history.office.service)
        for log in history.all.values():
            for part in shuffled_by_chain(log, chance):
                with store.write() as transaction:
                    transaction.append(part)
        for space, log in history.all.items():
            deliver(store, space, log)
        assert tables(store) == expected
        store.close()


def shuffled_by_chain(log: list[Operation], chance: random.Random) -> list[Operation]:
    chains: dict[Any, list[Operation]] = {}
    for one in log:
        chains.setdefault(one.chain, []).append(one)
    mixed = []
    while chains:
        chain = chance.choice(sorted(chains))
        mixed.append(chains[chain].pop(0))
        if not chains[chain]:
            del chains[chain]
    return mixed


def test_a_rebuild_gives_the_same_tables(history: History, expected: dict[str, Any], tmp_path: Path) -> None:
    store = blank(tmp_path / "journal.db", history.office.service)
    for space, log in history.all.items():
        deliver(store, space, log, (3, 9))
    store.rebuild()
    assert tables(store) == expected
    store.close()


def test_those_who_wrote_and_those_who_received_read_the_same(history: History, expected: dict[str, Any]) -> None:
    for one in (history.sig, history.lia, history.obs):
        assert tables(one.store)["message"] == expected["message"]
        assert tables(one.store)["entry"] == expected["entry"]
        one.store.rebuild()
        assert tables(one.store)["entry"] == expected["entry"]


def test_what_comes_from_a_later_version_is_kept_relayed_and_counts_for_nothing(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    with sig.store.write() as transaction:
        newer = transaction.sign(Written("entry.merged", {"with": [3], "fields": 7}, crisis, entry), crisis)
        transaction.append(newer)
        alone = transaction.sign(Written("figure.reported", {"fields": {"dead": 17}}, crisis), crisis)
        transaction.append(alone)
    share(sig, crisis, [lia])
    for one in (sig, lia):
        assert one.reading.entry(entry).subject == "Fumée"
        with one.store.read() as transaction:
            (kept,) = transaction.held([alone.id])[alone.id]
            why_not = {each.id: each.why_not for each in transaction.held([entry])[entry]}
        assert kept.why_not == why_not[newer.id] == "entrée d'un type plus récent"
        assert kept.operation.body == {"fields": {"dead": 17}}
    assert [one.id for one in operations(lia, crisis)] == [one.id for one in operations(sig, crisis)]


def test_an_operation_of_another_space_changes_nothing_of_a_record(office: Office) -> None:
    """Anybody may open a crisis and be its head: nothing he signs there reaches into another."""
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    share(sig, crisis, [lia])
    own = office.crisis(lia, (sig, "ADM"), title="La sienne")
    with lia.store.write() as transaction:
        draft = Written(
            "entry.amended", {"fields": {"subject": "Rien"}, "reason": "x"}, own, entry, {"subject": [entry]}
        )
        transaction.append(transaction.sign(draft, own))
    share(lia, own, [sig])
    for one in (sig, lia):
        assert one.reading.entry(entry).subject == "Fumée"
        assert one.reading.entry(entry).amendments == ()


def test_a_grant_that_arrives_after_what_was_written_under_it_makes_it_count(office: Office, tmp_path: Path) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    entry = lia.desk.do(Record(crisis, "Fumée")).id
    opened, added, written = operations(lia, crisis)
    store = blank(tmp_path / "journal.db", office.service)
    deliver(store, office.service, office.service_log)
    for one in (written, opened):
        with store.write() as transaction:
            transaction.append(one)
        assert tables(store)["entry"] == []
    with store.write() as transaction:
        transaction.append(added)
        assert entry in transaction.changes.records
    assert [row["subject"] for row in tables(store)["entry"]] == ["Fumée"]
    store.close()


def test_a_removal_reaches_every_line_written_beyond_it_and_no_other(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    lia.desk.do(Record(crisis, "Fumée"))
    share(lia, crisis, [sig])
    late = [lia.desk.do(Record(crisis, f"Fumée {n}")).id for n in range(3)]
    sig.desk.do(RemoveMember(crisis, person_of(lia)))
    assert len(lia.reading.entry_keys(EntryFilter(crisis))) == 4
    give(lia, crisis, operations(sig, crisis))
    assert len(lia.reading.entry_keys(EntryFilter(crisis))) == 1
    share(lia, crisis, [sig])
    assert len(sig.reading.entry_keys(EntryFilter(crisis))) == 1
    sig.desk.do(AddMember(crisis, person_of(lia), "LIA"))
    share(sig, crisis, [lia])
    lia.desk.do(Record(crisis, "De retour"))
    share(lia, crisis, [sig])
    for one in (sig, lia):
        assert len(one.reading.entry_keys(EntryFilter(crisis))) == 2
        with pytest.raises(Refused):
            one.reading.entry(late[0])


def test_ten_thousand_operations_are_received_with_few_statements(office: Office, tmp_path: Path) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    store = blank(tmp_path / "journal.db", office.service)
    deliver(store, office.service, office.service_log)
    (opened,) = operations(sig, crisis)
    writer = Writer("x", incarnation=sig.store.incarnation, grants={crisis: crisis}, now=sig.clock.now())
    writer.key = sig.store.key
    writer.chains = {crisis: (opened.header.seq, opened.id)}
    moment = sig.clock.now()
    log = [opened]
    for n in range(10_000):
        fields = {"subject": f"Entrée {n}", "occurred_at": moment - n * 1000, "content": "évacué"}
        log.append(writer.write("entry.recorded", {"number": f"SIG1-{n:04}", "fields": fields}, crisis))
    with statements(store) as sent:
        deliver(store, crisis, log)
    assert len(sent) < 300
    assert held_by(store) == len(log) + len(office.service_log)
    newest = tables(store)["number"]
    assert len(newest) == 10_001
    store.close()


def test_row_keys_follow_the_hour_of_the_fact(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    now = sig.clock.now()
    hours = [now - 5_000, now, now - 9_000, now]
    for hour in hours:
        sig.desk.do(Record(crisis, str(hour), occurred_at=hour))
    keys = sig.reading.entry_keys(EntryFilter(crisis))
    assert [key >> KEY_BITS for key in keys] == sorted(hours, reverse=True)
    assert len(set(keys)) == 4


def test_give_is_harmless_when_repeated(office: Office) -> None:
    sig: Workstation = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    sig.desk.do(Record(crisis, "Fumée"))
    before = tables(sig.store)
    for _ in range(3):
        give(sig, crisis, operations(sig, crisis))
    assert tables(sig.store) == before


def test_records_of_one_last_moment_all_have_a_key(tmp_path: Path) -> None:
    store = blank(tmp_path / "journal.db", "0" * 64)
    register = replace(REGISTERS["entry"], key=lambda _: LAST_MOMENT - 1, tie=lambda _: 7)
    with store.database.read() as connection:
        keys = _keys(connection, register, [("f" * 64, None)] * 3)
    assert len(set(keys)) == 3
    assert max(keys) < 2**63  # or SQLite takes none of them, and nothing more is received
    store.close()
