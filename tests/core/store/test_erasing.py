"""What an erasure takes on this workstation: the words of its record, all of them, and nothing else."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.erasure import erased, without_words
from app.core.operations import Malformed, Operation
from app.core.register import Draft
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.erasures import Erase
from app.core.store import erasing, log
from app.core.store.store import Store
from app.core.store.verification import Verdict, verify
from app.sync.workstation import Workstation
from tests.building import Platform, Writer
from tests.core.store.looking import blank, deliver, tables
from tests.office import Office, give, operations, share
from tests.raw_store import words_in

FIELDS = {"family_name": "Zqkervran", "remark": "Zqremarque", "phone:1": {"number": "01 99 00 11 33"}}
NAMES = ("Dupont", "Le Goff")
WORDS = (b"zqkervran", b"zqremarque", b"199001133")


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture
def lia(office: Office) -> Workstation:
    return office.workstation("INT", "Léa Aubert", "INT", "LIA")


def held_by(workstation: Workstation) -> set[bytes]:
    found = words_in(workstation.store.database).lower()
    return {word for word in WORDS if word in found}


def judged(store: Store) -> Verdict:
    return verify(store, lambda *_: "")


def sign(workstation: Workstation, draft: Draft) -> None:
    """Writes what no rule would let through."""
    with workstation.store.write() as transaction:
        view = transaction.view()
        transaction.append(transaction.sign(draft, view.accounts.workstations[view.device].invitation))


def rank(office: Office, source: Workstation, *others: Workstation) -> None:
    """What the central does: everything `source` holds of the directory is ranked, for all."""
    share(source, office.directory, others)


def test_an_erasure_takes_effect_once_it_is_ranked_and_hides_the_record_before(
    office: Office, sig: Workstation, lia: Workstation
) -> None:
    contact = sig.desk.do(AddContact(FIELDS)).id
    other = sig.desk.do(AddContact({"family_name": "Le Goff"})).id
    rank(office, sig, lia)
    sig.desk.do(Erase(contact, "demande de la personne"))
    assert sig.reading.contacts("zqkervran") == []
    assert len(held_by(sig)) == len(held_by(lia)) == 3
    rank(office, sig, lia)
    for one in (sig, lia):
        assert held_by(one) == set()
        assert [row.id for row in one.reading.contacts()] == [other]
        assert judged(one.store) == Verdict(operations=judged(one.store).operations)
    bare = [one for one in operations(lia, office.directory) if one.body is None]
    assert [one.id for one in bare] == [contact]
    reasons = [one.body["reason"] for one in operations(lia, office.directory) if one.header.kind == "contact.erased"]
    assert reasons == ["demande de la personne"]


def test_a_role_that_may_not_erase_erases_nothing(office: Office, sig: Workstation, lia: Workstation) -> None:
    contact = sig.desk.do(AddContact(FIELDS)).id
    rank(office, sig, lia)
    sign(lia, Draft("contact.erased", {"reason": "par erreur"}, office.directory, contact))
    rank(office, lia, sig)
    for one in (sig, lia):
        assert [row.id for row in one.reading.contacts("zqkervran")] == [contact]
        assert judged(one.store).intact


def test_what_was_written_without_knowing_is_erased_when_it_comes(
    office: Office, sig: Workstation, lia: Workstation
) -> None:
    contact = sig.desk.do(AddContact({"family_name": "Kerjean"})).id
    rank(office, sig, lia)
    lia.desk.do(EditContact(contact, {"remark": "Zqremarque"}))
    edit = operations(lia, office.directory)[-1]
    lia.desk.keep_draft(f"contact {contact}", "Zqkervran, à rappeler")
    sig.desk.do(Erase(contact, "fin de mission"))
    rank(office, sig)
    give(lia, office.directory, operations(sig, office.directory))
    assert held_by(lia) == set()
    give(sig, office.directory, [*operations(sig, office.directory), edit])
    assert held_by(sig) == set()
    assert operations(sig, office.directory)[-1].id == edit.id
    assert judged(sig.store).intact
    assert judged(lia.store).intact


def test_words_that_no_erasure_has_taken_are_missed(office: Office, sig: Workstation, lia: Workstation) -> None:
    contact = sig.desk.do(AddContact(FIELDS)).id
    stripped = [erased(one) if one.id == contact else one for one in operations(sig, office.directory)]
    give(lia, office.directory, stripped)
    with pytest.raises(Malformed, match="corps"), lia.store.write() as transaction:
        transaction.require_words(office.directory)
    assert judged(lia.store).missing == 1
    sig.desk.do(Erase(contact, "demande"))
    give(lia, office.directory, [*stripped, operations(sig, office.directory)[-1]])
    with lia.store.write() as transaction:
        transaction.require_words(office.directory)
    assert judged(lia.store).intact


def test_no_erasure_of_another_register_covers_what_was_stripped(
    office: Office, sig: Workstation, lia: Workstation
) -> None:
    contact = sig.desk.do(AddContact(FIELDS)).id
    sign(sig, Draft("duty.erased", {"reason": "par erreur"}, office.directory, contact))
    whole = operations(sig, office.directory)
    give(sig, office.directory, whole)
    assert [row.id for row in sig.reading.contacts("zqkervran")] == [contact]
    give(lia, office.directory, [erased(one) if one.id == contact else one for one in whole])
    with pytest.raises(Malformed), lia.store.write() as transaction:
        transaction.require_words(office.directory)
    assert judged(lia.store).missing == 1


def test_words_kept_although_they_were_erased_are_found(office: Office, sig: Workstation) -> None:
    contact = sig.desk.do(AddContact(FIELDS))
    added = operations(sig, office.directory)[-1]
    sig.desk.do(Erase(contact.id, "demande"))
    rank(office, sig)
    with sig.store.database.write() as connection:
        sql = "UPDATE op SET salt = ?, body = ? WHERE id = ?"
        connection.exec_driver_sql(sql, (added.salt, added.body_bytes, bytes.fromhex(added.id)))
    assert "effacé" in judged(sig.store).why


def test_the_file_is_written_again_later_when_it_could_not_be_at_once(office: Office, sig: Workstation) -> None:
    contact = sig.desk.do(AddContact(FIELDS)).id
    sig.desk.do(Erase(contact, "demande"))

    with sig.store.database.read() as somebody:
        assert somebody.exec_driver_sql("SELECT count(*) FROM op").scalar()
        rank(office, sig)
        assert held_by(sig)  # he still reads what was there
    assert sig.reading.contacts("zqkervran") == []
    with sig.store.database.read() as connection:
        assert erasing.words_left(connection) == 1
    sig.store.tidy()
    assert held_by(sig) == set()
    with sig.store.database.read() as connection:
        assert erasing.words_left(connection) == 0


def test_an_erasure_that_an_earlier_version_kept_is_done_when_the_store_is_opened(
    office: Office, sig: Workstation
) -> None:
    contact = sig.desk.do(AddContact(FIELDS)).id
    added = operations(sig, office.directory)[-1]
    sig.desk.do(Erase(contact, "demande"))
    rank(office, sig)
    with sig.store.database.write() as connection:
        sql = "UPDATE op SET salt = ?, body = ? WHERE id = ?"
        connection.exec_driver_sql(sql, (added.salt, added.body_bytes, bytes.fromhex(added.id)))
        connection.exec_driver_sql("UPDATE space SET rank = (SELECT max(rank) FROM op WHERE op.space = space.n)")
        connection.exec_driver_sql("DROP TABLE erasure")
        log.note(connection, "shape", b"of an earlier version")
    again = Store(sig.store.database, sig.store.key, sig.clock)
    again.tidy()
    assert held_by(sig) == set()
    assert judged(again).intact


@dataclass(frozen=True)
class History:
    """The log of a service and of its directory, as the central ranked them."""

    platform: Platform
    directory: list[Operation]


@st.composite
def histories(draw: st.DrawFn) -> History:
    platform = Platform()
    writers = [platform.enrol(f"Poste {role}", role, role).writer for role in ("CCOM", "LIA", "ADM")]
    space = platform.directory
    log_of_directory = [platform.directory_opened]

    def write(by: Writer, kind: str, record: str, fields: dict[str, str]) -> Operation:
        written = by.write(kind, {"fields": fields, "reason": "demande"}, space, record, {name: [] for name in fields})
        log_of_directory.append(written)
        return written

    contacts = [write(draw(st.sampled_from(writers)), "contact.added", "", {"family_name": name}) for name in NAMES]
    for n in range(draw(st.integers(1, 6))):
        by, contact = draw(st.sampled_from(writers)), draw(st.sampled_from(contacts)).id
        kind = draw(st.sampled_from(["contact.edited", "contact.erased", "duty.erased"]))
        write(by, kind, contact, {"remark": f"incendie {n}"} if kind == "contact.edited" else {})
    return History(platform, log_of_directory)


def outcome(folder: Path, history: History, name: str, cuts: list[int], accounts_last: bool, bare: bool) -> Any:
    """What a store amounts to that receives that history so. `bare`: as the central tells it to a newcomer."""
    store = blank(folder / f"{name}.db", history.platform.service, name)
    told = history.directory
    if bare:
        with_all = blank(folder / f"{name}-all.db", history.platform.service, f"{name}-all")
        deliver(with_all, history.platform.service, history.platform.operations)
        deliver(with_all, history.platform.directory, told)
        with with_all.read() as transaction:
            gone = erasing.scopes_in_force(transaction.connection, told)
        with_all.close()
        told = without_words(told, gone)
    steps = [(history.platform.service, history.platform.operations), (history.platform.directory, told)]
    for space, ranked in reversed(steps) if accounts_last else steps:
        deliver(store, space, ranked, cuts)
    with store.read() as transaction:
        transaction.require_words(history.platform.directory)
        rows = transaction.connection.exec_driver_sql("SELECT id, body IS NULL FROM op ORDER BY id")
        bodies = [tuple(row) for row in rows]
    verdict = judged(store)
    found = (tables(store), bodies, verdict.intact)
    store.close()
    return found


@given(
    history=histories(), cuts=st.lists(st.integers(1, 8), max_size=4), accounts_last=st.booleans(), bare=st.booleans()
)
@settings(max_examples=20)
def test_whatever_the_order_of_arrival_the_same_words_are_gone(
    history: History, cuts: list[int], accounts_last: bool, bare: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = outcome(folder, history, "whole", [], False, False)
        assert outcome(folder, history, "parts", cuts, accounts_last, bare) == whole
        assert whole[2]
