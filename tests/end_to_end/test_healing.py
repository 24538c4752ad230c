"""A workstation that was copied, whatever else befalls it: one life more, everything written once, and everybody reads
the same."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.core import vault
from app.core.attachments import described
from app.core.clock import Clock
from app.core.entry_commands import Amend, Record
from app.core.message_commands import Draft, GiveVisa, Submit
from app.core.store import incarnation
from app.core.texts import Text
from app.sync import peering
from app.sync.engine import Outcome
from app.sync.protocol import Peered, Peering
from app.sync.workstation import Workstation, open_profile
from tests.central import Central
from tests.core.store.looking import tables
from tests.end_to_end.desks import PASSPHRASE, another_desk, fingerprint, first_desk, numbers, shared_crisis, sync
from tests.office import operations

Clone = Callable[[Workstation], Workstation]


@pytest.fixture
def sig(central: Central, tmp_path: Path) -> Iterator[Workstation]:
    made = first_desk(central, tmp_path / "sig")
    yield made
    made.close()


@pytest.fixture
def second(sig: Workstation, tmp_path: Path) -> Iterator[Workstation]:
    made = another_desk(sig, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA")
    yield made
    made.close()


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    """Another workstation that takes itself for that one, from what its disk holds now."""
    with ExitStack() as opened:
        count = iter(range(9))

        def copied(workstation: Workstation) -> Workstation:
            folder = tmp_path / f"clone {next(count)}"
            with workstation.store.database.write():
                shutil.copytree(workstation.folder, folder)
            (folder / incarnation.BESIDE).unlink(missing_ok=True)
            made = open_profile(folder, vault.open_with_passphrase(folder, PASSPHRASE), Clock())
            opened.callback(made.close)
            return made

        yield copied


def agree(*workstations: Workstation) -> None:
    for one in (*workstations, *workstations, *workstations):
        sync(one)


def require_one_history(crisis: str, *workstations: Workstation) -> None:
    """The same operations and the same entries everywhere, and nothing left to send."""
    assert len({fingerprint(one, crisis) for one in workstations}) == 1
    assert len({tuple(sorted(shown(one, crisis))) for one in workstations}) == 1
    assert {one.reading.pending() for one in workstations} == {0}


def shown(workstation: Workstation, crisis: str) -> list[str]:
    """What is written in the entries, as the read tables have it."""
    with workstation.store.read() as transaction:
        sql = "SELECT hex(entry.id) || ' ' || subject FROM entry JOIN space ON space.n = entry.space WHERE name = ?"
        return [row[0] for row in transaction.connection.exec_driver_sql(sql, (bytes.fromhex(crisis),))]


def subjects(workstation: Workstation, crisis: str) -> list[str]:
    return sorted(row.partition(" ")[2] for row in shown(workstation, crisis))


def test_what_was_lost_in_two_crises_is_written_again_in_one_life(
    sig: Workstation, second: Workstation, clone: Clone
) -> None:
    crises = [shared_crisis(sig, (second, "LIA")) for _ in range(2)]
    copy = clone(second)
    for crisis in crises:
        second.desk.do(Record(crisis, "Original"))
        copy.desk.do(Record(crisis, "Copie"))
    agree(second, copy, sig)
    for crisis in crises:
        require_one_history(crisis, sig, second, copy)
        assert subjects(sig, crisis) == ["Copie", "Original"]
    (alarm,) = copy.reading.alarms()
    assert "INTb" in alarm.words
    renewed = [one for one in operations(sig, crisis_of_service(sig)) if one.header.kind == "workstation.renewed"]
    assert [one.body["letter"] for one in renewed] == ["b"]


def crisis_of_service(workstation: Workstation) -> str:
    with workstation.store.read() as transaction:
        return transaction.accounts.service


def test_a_workstation_that_was_healed_may_lose_again(sig: Workstation, second: Workstation, clone: Clone) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    copy = clone(second)
    second.desk.do(Record(crisis, "Original"))
    entry = copy.desk.do(Record(crisis, "Copie"))
    agree(second, copy)
    again = clone(copy)
    copy.desk.do(Record(crisis, "Copie, suite"))
    lost = again.desk.do(Record(crisis, "Copie de la copie"))
    again.desk.do(Amend(lost.id, {"subject": "Copie de la copie, rectifiée"}, "faute"))
    agree(copy, again, second, sig)
    require_one_history(crisis, sig, second, copy, again)
    assert subjects(sig, crisis) == ["Copie", "Copie de la copie, rectifiée", "Copie, suite", "Original"]
    assert entry


def test_a_file_joined_on_the_losing_side_stays_joined(sig: Workstation, second: Workstation, clone: Clone) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    copy = clone(second)
    second.desk.do(Record(crisis, "Original"))
    content = b"\xff\xd8\xff\xe0" + bytes(200)
    copy.desk.do(Record(crisis, "Photo", files=(described("photo.jpg", content),)), [content])
    agree(second, copy, sig)
    require_one_history(crisis, sig, second, copy)
    with sig.store.read() as transaction:
        id = next(row for row in shown(sig, crisis) if row.endswith("Photo")).partition(" ")[0].lower()
        assert (
            transaction.connection.exec_driver_sql(
                "SELECT count(*) FROM relation WHERE kind = 'file' AND source = ?", (bytes.fromhex(id),)
            ).scalar()
            == 1
        )


def test_who_met_the_losing_side_without_the_server_does_not_show_it_twice(
    sig: Workstation, second: Workstation, clone: Clone
) -> None:
    """The chain that was copied is closed to the original too: what went on in it is written again elsewhere."""
    crisis = shared_crisis(sig, (second, "LIA"))
    copy = clone(second)
    second.desk.do(Record(crisis, "Original"))
    lost = copy.desk.do(Record(crisis, "Copie"))
    copy.desk.do(Amend(lost.id, {"subject": "Copie, rectifiée"}, "faute"))
    meet(sig, copy, crisis)
    agree(second, copy)
    second.desk.do(Record(crisis, "Original, suite"))
    meet(sig, second, crisis)
    agree(second, sig, copy)
    agree(second, sig, copy)
    require_one_history(crisis, sig, second, copy)
    assert subjects(sig, crisis) == ["Copie, rectifiée", "Original", "Original, suite"]


def meet(one: Workstation, other: Workstation, space: str) -> None:
    """Through a relay."""

    def send(request: Peering) -> Peered | None:
        return peering.answer(other.store, one.store.key.public, request)

    peering.meet(one.store, send, space, Outcome())


def test_a_restored_server_and_a_clone_at_once_lose_nothing(
    central: Central, sig: Workstation, second: Workstation, clone: Clone, tmp_path: Path
) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    central.stop()
    shutil.copytree(central.data, tmp_path / "yesterday")
    central.start()
    copy = clone(second)
    second.desk.do(Record(crisis, "Original"))
    copy.desk.do(Record(crisis, "Copie"))
    agree(second, copy)
    central.stop()
    shutil.rmtree(central.data)
    shutil.copytree(tmp_path / "yesterday", central.data)
    central.start()
    second.desk.do(Record(crisis, "Original, suite"))
    agree(copy, second, sig)
    require_one_history(crisis, sig, second, copy)
    assert subjects(sig, crisis) == ["Copie", "Original", "Original, suite"]


@pytest.mark.parametrize(
    ("original", "copied", "state"),
    [
        ("unfavourable", "favourable", "returned"),
        ("favourable", "unfavourable", "returned"),
        ("favourable", "favourable", "submitted"),
        ("", "favourable", "submitted"),
        ("", "unfavourable", "returned"),
    ],
)
def test_a_visa_written_again_never_covers_a_no_of_the_same_person(
    sig: Workstation, second: Workstation, clone: Clone, original: str, copied: str, state: str
) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    message = sig.desk.do(Draft(crisis, "line", Text("Restez à l'abri", "Fermez les fenêtres."))).id
    sig.desk.do(Submit(message))
    agree(sig, second)
    copy = clone(second)
    second.desk.do(Record(crisis, "Original"))
    copy.desk.do(GiveVisa(message, None, copied, "vu"))
    if original:
        second.desk.do(GiveVisa(message, None, original, "vu"))
    agree(second, copy, sig)
    require_one_history(crisis, sig, second, copy)
    found = [one.reading.message(message) for one in (sig, second, copy)]
    assert {one.state for one in found} == {state}
    assert len({repr(one.visas) for one in found}) == 1


def test_a_program_that_stops_in_the_midst_of_healing_does_it_whole_the_next_time(
    sig: Workstation, second: Workstation, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    copy = clone(second)
    for number in range(3):
        second.desk.do(Record(crisis, f"Original {number}"))
        copy.desk.do(Record(crisis, f"Copie {number}"))
    sync(second)
    held, life = operations(copy, crisis), copy.store.incarnation
    for last in ("app.core.store.aside.note_repeated", "app.core.store.log.note_given"):
        with monkeypatch.context() as patch:
            patch.setattr(last, stopped)
            with pytest.raises(KeyboardInterrupt):
                sync(copy)
        assert (operations(copy, crisis), copy.store.incarnation) == (held, life)  # nothing of it was kept
    agree(copy, second, sig)
    require_one_history(crisis, sig, second, copy)
    assert subjects(sig, crisis) == sorted([f"{who} {n}" for who in ("Copie", "Original") for n in range(3)])


def stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_read_tables_of_who_healed_and_of_who_only_received_are_the_same(
    sig: Workstation, second: Workstation, clone: Clone
) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    copy = clone(second)
    second.desk.do(Record(crisis, "Original"))
    copy.desk.do(Record(crisis, "Copie"))
    agree(second, copy, sig)
    one, other = (tables(each.store) for each in (second, copy))
    for table in ("entry", "number", "conflict"):
        assert one.get(table) == other.get(table), table
    assert numbers(second, crisis) == numbers(copy, crisis)
