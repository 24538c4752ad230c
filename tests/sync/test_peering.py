"""Two workstations agree without a server: chain by chain, each with those who belong there, and nobody ranks."""

from collections.abc import Callable

import pytest
from msgspec import structs

from app.core.entry_commands import Amend, Record
from app.core.operations import Wire, to_wire
from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import AddMember, RemoveMember
from app.core.store.cursor import Cursor
from app.sync import peering
from app.sync.engine import Contradicted, Outcome
from app.sync.protocol import (
    Peered,
    Peering,
    Ranked,
    first_running,
    next_running,
    pack,
    sign_checkpoint,
    unpack,
)
from app.sync.workstation import Workstation
from tests.office import Office, operations, person_of


def asked(other: Workstation, device: str) -> Callable[[Peering], Peered | None]:
    """Speaks to another workstation as the network would: in bytes."""

    def send(request: Peering) -> Peered | None:
        answer = peering.answer(other.store, device, unpack(pack(request), Peering))
        return answer and unpack(pack(answer), Peered)

    return send


def meet(one: Workstation, other: Workstation, space: str) -> Outcome:
    outcome = Outcome()
    peering.meet(one.store, asked(other, one.store.key.public), space, outcome)
    return outcome


def ids(workstation: Workstation, space: str) -> set[str]:
    return {one.id for one in operations(workstation, space)}


@pytest.fixture
def pair(office: Office) -> tuple[Workstation, Workstation]:
    return office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")


def test_what_each_wrote_apart_reaches_the_other_and_nothing_has_a_rank(
    office: Office, pair: tuple[Workstation, Workstation]
) -> None:
    sig, lia = pair
    crisis = office.crisis(sig, (lia, "LIA"))
    sig.desk.do(Record(crisis, "De SIG1"))
    lia.desk.do(Record(crisis, "De INT"))
    outcome = meet(lia, sig, crisis)
    assert (outcome.sent, outcome.received) == (1, 1)
    assert ids(sig, crisis) == ids(lia, crisis)
    assert (sig.reading.pending(), lia.reading.pending()) == (2, 2)
    again = meet(lia, sig, crisis)
    assert (again.sent, again.received) == (0, 0)


def test_a_crisis_opened_offline_reaches_its_members(pair: tuple[Workstation, Workstation]) -> None:
    sig, lia = pair
    crisis = sig.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
    sig.desk.do(AddMember(crisis, person_of(lia), "LIA"))
    sig.desk.do(Record(crisis, "Premier appel"))
    assert crisis in peering.spaces_shared(sig.store, lia.store.key.public)
    meet(lia, sig, crisis)
    assert [row.id for row in lia.reading.crises()] == [crisis]
    lia.desk.do(Record(crisis, "Depuis INT"))
    meet(lia, sig, crisis)
    assert ids(sig, crisis) == ids(lia, crisis)


def test_the_one_who_opened_may_bring_it_himself(pair: tuple[Workstation, Workstation]) -> None:
    sig, lia = pair
    crisis = lia.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
    lia.desk.do(AddMember(crisis, person_of(sig), "ADM"))
    meet(lia, sig, crisis)
    assert ids(sig, crisis) == ids(lia, crisis)


def test_whoever_does_not_belong_is_told_nothing_and_leaves_nothing(
    office: Office, pair: tuple[Workstation, Workstation]
) -> None:
    sig, lia = pair
    third = office.workstation("SAN", "Max Petit", "SAN", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    device = third.store.key.public
    assert crisis not in peering.spaces_shared(sig.store, device)
    assert peering.answer(sig.store, device, Peering(crisis, [])) is None
    alien = lia.desk.do(OpenCrisis("Autre", "exercise", "industrial", "INT")).id
    wires = _wires(lia, alien)
    assert peering.answer(sig.store, lia.store.key.public, Peering(alien, [], wires)) is None
    assert ids(sig, alien) == set()


def _wires(workstation: Workstation, space: str) -> list[Wire]:
    return [to_wire(one) for one in operations(workstation, space)]


def test_a_removed_member_is_told_nothing_more(office: Office, pair: tuple[Workstation, Workstation]) -> None:
    sig, lia = pair
    crisis = office.crisis(sig, (lia, "LIA"))
    sig.desk.do(RemoveMember(crisis, person_of(lia), "relève"))
    assert peering.answer(sig.store, lia.store.key.public, Peering(crisis, [])) is None


def test_a_space_that_turns_out_not_to_be_ours_is_not_kept(
    office: Office, pair: tuple[Workstation, Workstation]
) -> None:
    sig, lia = pair
    crisis = office.crisis(sig)

    def careless(request: Peering) -> Peered:
        with sig.store.read() as transaction:
            held = peering.ends(transaction, crisis)
        return Peered(held, _wires(sig, crisis), False)

    peering.meet(lia.store, careless, crisis, Outcome())
    assert ids(lia, crisis) == set()
    assert lia.reading.crises() == []


def test_ranks_are_believed_under_the_central_s_signature_alone(
    office: Office, pair: tuple[Workstation, Workstation]
) -> None:
    sig, lia = pair
    crisis = office.crisis(sig, (lia, "LIA"))
    sig.desk.do(Record(crisis, "Classée"))
    names = [bytes.fromhex(one.id) for one in operations(sig, crisis)]
    running = first_running(crisis)
    for id in names:
        running = next_running(running, id)
    signed = sign_checkpoint(office.root, crisis, "épreuve", len(names), running)
    with lia.store.write() as transaction:
        transaction.move(crisis, Cursor())
    meet(lia, sig, crisis)
    forged = sign_checkpoint(sig.store.key, crisis, "épreuve", len(names), running)
    with lia.store.write() as transaction:
        assert not peering.believe(transaction, crisis, Ranked("épreuve", 0, names, forged))
        assert peering.believe(transaction, crisis, Ranked("épreuve", 0, names, signed))
        assert transaction.cursor(crisis).rank == len(names)
    assert lia.reading.pending() == 0


def test_a_history_that_is_not_the_one_shown_before_is_refused(
    office: Office, pair: tuple[Workstation, Workstation]
) -> None:
    sig, lia = pair
    crisis = office.crisis(sig, (lia, "LIA"))
    names = [bytes.fromhex(one.id) for one in operations(sig, crisis)]
    running = first_running(crisis)
    for id in reversed(names):
        running = next_running(running, id)
    signed = sign_checkpoint(office.root, crisis, "épreuve", len(names), running)
    with lia.store.write() as transaction, pytest.raises(Contradicted):
        peering.believe(transaction, crisis, Ranked("épreuve", 0, names, signed))


def test_what_is_amended_apart_is_held_by_both(office: Office, pair: tuple[Workstation, Workstation]) -> None:
    sig, lia = pair
    crisis = office.crisis(sig, (lia, "LIA"))
    entry = sig.desk.do(Record(crisis, "Trois blessés")).id
    meet(lia, sig, crisis)
    sig.desk.do(Amend(entry, {"subject": "Quatre blessés"}, "SDIS"))
    meet(lia, sig, crisis)
    assert lia.reading.entry(entry).subject == "Quatre blessés"


def ranked_by(office: Office, crisis: str, names: list[bytes]) -> Ranked:
    """These, in this order, under the central's signature."""
    running = first_running(crisis)
    for id in names:
        running = next_running(running, id)
    return Ranked("épreuve", 0, names, sign_checkpoint(office.root, crisis, "épreuve", len(names), running))


@pytest.mark.parametrize("more", [0, 1])
def test_two_histories_signed_by_the_central_are_told_for_good_when_two_of_their_readers_meet(
    office: Office, pair: tuple[Workstation, Workstation], more: int
) -> None:
    sig, lia = pair
    crisis = office.crisis(sig, (lia, "LIA"))
    for subject in ("Un", "Deux", "Trois"):
        sig.desk.do(Record(crisis, subject))
    meet(lia, sig, crisis)
    names = [bytes.fromhex(one.id) for one in operations(sig, crisis)]
    for one, order in ((sig, names[: len(names) - 1 + more]), (lia, [*names[:-3], names[-2], names[-3]])):
        told = ranked_by(office, crisis, order)
        with one.store.write() as transaction:
            transaction.move(crisis, Cursor())
            assert peering.believe(transaction, crisis, told)
    meet(lia, sig, crisis)
    (alarm,) = lia.reading.alarms()
    assert (alarm.kind, alarm.grave) == ("history", True)
    assert "deux histoires" in alarm.words


def test_who_garbles_ranks_accuses_nobody(office: Office, pair: tuple[Workstation, Workstation]) -> None:
    sig, lia = pair
    crisis = office.crisis(sig, (lia, "LIA"))
    sig.desk.do(Record(crisis, "Un"))
    names = [bytes.fromhex(one.id) for one in operations(sig, crisis)]
    with sig.store.write() as transaction:
        transaction.move(crisis, Cursor())
        assert peering.believe(transaction, crisis, ranked_by(office, crisis, names))

    def garbling(request: Peering) -> Peered | None:
        answer = peering.answer(sig.store, lia.store.key.public, request)
        if answer is None or answer.ranked is None:
            return answer
        swapped = structs.replace(answer.ranked, ids=[bytes(32) for _ in answer.ranked.ids])
        return structs.replace(answer, ranked=swapped)

    peering.meet(lia.store, garbling, crisis, Outcome())
    assert lia.reading.alarms() == []


def test_a_relay_that_says_anything_of_what_it_holds_keeps_nobody_busy(
    office: Office, pair: tuple[Workstation, Workstation]
) -> None:
    sig, lia = pair
    crisis = office.crisis(sig, (lia, "LIA"))
    lia.desk.do(Record(crisis, "Un"))
    lia.desk.do(Record(crisis, "Deux"))
    asked: list[Peering] = []

    def moody(request: Peering) -> Peered:
        asked.append(request)
        assert len(asked) < 20
        return Peered(request.held[: len(asked) % 2], [], True)

    peering.meet(lia.store, moody, crisis, Outcome())
    assert len(ids(lia, crisis)) == 4
