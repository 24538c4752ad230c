"""What leaves, and when: an embargo ends at its hour by the server's clock, or by the authority's named decision."""

from collections.abc import Iterator
from itertools import permutations, product
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.message import fold
from app.core.message_commands import (
    ConfirmEmbargoOver,
    Describe,
    Dispatch,
    Draft,
    Embargo,
    LiftEmbargo,
    Revise,
    Withdraw,
)
from app.core.situation import ServerTime, Surroundings, situated
from app.core.store.filtering import EntryFilter
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.clocks import HOUR, MINUTE, TEN_YEARS
from tests.core.newsroom import AFP, STAY_MORE
from tests.core.watched import Room, Watched
from tests.office import share

PARIS = "Europe/Paris"
SETTINGS = [-TEN_YEARS, -38 * MINUTE, 0, 38 * MINUTE, TEN_YEARS]
TOLD = "familles informées"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    office = Watched(tmp_path)
    yield Room(office)
    office.close()


def embargo(room: Room, id: str, until: int | None = NOW + HOUR, by: Workstation | None = None) -> None:
    who = by or room.press
    who.desk.do(Embargo(id, until, PARIS, TOLD))
    room.spread(who)


def lift(room: Room, id: str) -> None:
    room.authority.desk.do(LiftEmbargo(id, TOLD))
    room.spread(room.authority)


def test_an_embargo_ends_at_its_hour_whatever_the_clocks_of_its_author_and_reader(room: Room) -> None:
    hour = room.clocks["press"].true
    for author, reader in product(SETTINGS, SETTINGS):
        hour += HOUR
        id = room.cleared(Text(f"Texte {author} {reader}", "Corps."))
        with room.set_wrong(press=author, head=reader):
            embargo(room, id, hour)
            room.wait(HOUR - 1)
            assert room.state(id) == "embargoed", (author, reader)
            assert not room.may_leave(id)
            room.wait(1)
            assert room.state(id) == "validated", (author, reader)


@pytest.mark.parametrize("wrong", SETTINGS)
def test_a_clock_that_was_wrong_at_the_exchange_already_ends_nothing_early(room: Room, wrong: int) -> None:
    id = room.cleared()
    embargo(room, id)
    with room.set_wrong(press=wrong):
        room.clocks["press"].meet(room.press)
        room.wait(HOUR - 1)
        assert room.state(id) == "embargoed"
        room.wait(1)
        assert room.state(id) == "validated"


@pytest.mark.parametrize("wrong", SETTINGS)
def test_once_the_machine_started_again_its_clock_ends_nothing_by_itself(room: Room, wrong: int) -> None:
    id = room.cleared()
    embargo(room, id)
    room.clocks["head"].start_again()
    with room.set_wrong(head=wrong):
        for passed in (HOUR - 1, 1, HOUR):
            room.wait(passed)
            assert room.states(id)["head"] == "embargoed"
            assert not room.may_leave(id, room.head)
    room.clocks["head"].meet(room.head)
    assert room.state(id) == "validated"


def test_where_the_clock_is_not_sure_the_head_of_cell_or_the_authority_says_that_the_hour_has_come(room: Room) -> None:
    id = room.cleared()
    embargo(room, id)
    for one in room.clocks.values():
        one.start_again()
    with pytest.raises(Refused, match="n'est pas passée"):
        room.head.desk.do(ConfirmEmbargoOver(id))
    room.wait(HOUR)
    situation = room.message(id).situation
    assert situation is not None
    assert situation.to_confirm
    with pytest.raises(Refused, match="ne permet pas"):
        room.press.desk.do(ConfirmEmbargoOver(id))
    room.head.desk.do(ConfirmEmbargoOver(id))
    room.spread(room.head)
    assert room.state(id) == "validated"
    assert room.message(id).embargoes[0].over is not None


@pytest.mark.parametrize("wrong", [38 * MINUTE, TEN_YEARS])
def test_where_the_clock_is_sure_nobody_s_word_ends_an_embargo_before_its_hour(room: Room, wrong: int) -> None:
    id = room.cleared()
    embargo(room, id, NOW + 30 * MINUTE)
    room.clocks["head"].start_again()
    with room.set_wrong(head=wrong):
        room.head.desk.do(ConfirmEmbargoOver(id))
        room.spread(room.head)
        assert room.states(id) == {"head": "validated", "authority": "embargoed", "press": "embargoed"}
    assert room.state(id) == "embargoed"  # its own clock says so too, once right
    with pytest.raises(Refused, match="n'est pas passée"):
        room.authority.desk.do(ConfirmEmbargoOver(id))


def test_without_an_hour_no_time_ends_it(room: Room) -> None:
    id = room.cleared()
    embargo(room, id, None)
    room.wait(TEN_YEARS)
    assert room.state(id) == "embargoed"
    with pytest.raises(Refused, match="par décision"):
        room.head.desk.do(ConfirmEmbargoOver(id))
    lift(room, id)
    assert room.state(id) == "validated"


def test_only_the_authority_lifts_with_a_reason_and_the_journal_numbers_the_decision(room: Room) -> None:
    id = room.cleared()
    embargo(room, id)
    for other in (room.head, room.press):
        with pytest.raises(Refused, match="DIR"):
            other.desk.do(LiftEmbargo(id, TOLD))
    with pytest.raises(Refused, match="Motivez"):
        room.authority.desk.do(LiftEmbargo(id, " "))
    lift(room, id)
    (one,) = room.message(id).embargoes
    assert one.lifted is not None
    assert (one.lifted.by.name, one.lifted.reason) == ("H. Brunel", TOLD)
    (key,) = room.head.reading.entry_keys(EntryFilter(room.space))
    (entry,) = room.head.reading.entry_ids([key])
    line = room.head.reading.entry(entry)
    assert (line.decision, line.type, line.rationale) == ("D-PM1-001", "decision", TOLD)
    assert room.message(id).reference in line.subject
    with pytest.raises(Refused, match="n'est pas sous embargo"):
        room.authority.desk.do(LiftEmbargo(id, TOLD))


KINDS = {"hour": NOW + HOUR, "event": None}
ENDS = ("no end", "lifted", "hour")
CORRECTIONS = ("none", "version", "replacing")
ORDERS = ("end first", "correction first")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("withdrawn", [False, True])
@pytest.mark.parametrize("correction", CORRECTIONS)
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("kind", KINDS)
def test_embargo_by_correction_by_withdrawal(
    room: Room, kind: str, end: str, correction: str, withdrawn: bool, order: str
) -> None:
    id = other = room.cleared()
    embargo(room, id, KINDS[kind])

    def correct() -> str:
        match correction:
            case "version":
                room.correct(id)
            case "replacing":
                return room.cleared(STAY_MORE, replaces=id)
        return id

    def finish() -> None:
        if end == "lifted":
            lift(room, id)
        if end == "hour":
            room.wait(HOUR)

    for step in (finish, correct) if order == "end first" else (correct, finish):
        other = step() or other
    if withdrawn:
        room.head.desk.do(Withdraw(id, "chiffre faux"))
        room.spread(room.head)
    room.meet()
    ended = end == "lifted" or (end == "hour" and kind == "hour")
    if other is not id:
        kept = not ended or (end == "lifted" and order == "correction first")  # it repeats the embargo: lifted by name
        assert room.state(other) == ("embargoed" if kept else "validated")
        assert room.may_leave(other) is not kept
    assert room.state(id) == ("withdrawn" if withdrawn else "validated" if ended else "embargoed")
    assert room.may_leave(id) is (ended and not withdrawn)


def test_two_embargoes_set_apart_both_stand_and_the_longest_is_shown(room: Room) -> None:
    id = room.cleared()
    room.press.desk.do(Embargo(id, NOW + HOUR, PARIS, TOLD))
    room.head.desk.do(Embargo(id, NOW + 2 * HOUR, PARIS, "accord du parquet"))
    room.gather()
    room.wait(HOUR)
    assert room.state(id) == "embargoed"
    situation = room.message(id).situation
    assert situation is not None
    assert situation.embargo is not None
    assert situation.embargo.reason == "accord du parquet"
    room.wait(HOUR)
    assert room.state(id) == "validated"


def test_a_lift_ends_what_the_authority_had_before_him_and_nothing_set_meanwhile(room: Room) -> None:
    id = room.cleared()
    embargo(room, id)
    room.authority.desk.do(LiftEmbargo(id, TOLD))
    room.press.desk.do(Embargo(id, None, PARIS, "identité à confirmer"))
    room.gather()
    assert room.state(id) == "embargoed"
    assert [one.lifted is None for one in room.message(id).embargoes] == [False, True]
    lift(room, id)
    assert room.state(id) == "validated"


def test_a_correction_written_apart_from_the_embargo_is_under_it_as_well(room: Room) -> None:
    id = room.cleared()
    correction = room.press.desk.do(Draft(room.space, "line", STAY_MORE, aside={"replaces": id})).id
    room.head.desk.do(Embargo(id, NOW + HOUR, PARIS, TOLD))
    room.gather()
    room.clear(correction)
    assert room.state(correction) == "embargoed"
    assert not room.may_leave(correction)
    further = room.cleared(Text("Encore", "Texte."), replaces=correction)
    assert room.state(further) == "embargoed"
    lift(room, correction)
    assert (room.state(id), room.state(correction), room.state(further)) == ("validated",) * 3


def test_a_correction_whose_embargo_was_lifted_by_name_is_free_of_what_it_corrects(room: Room) -> None:
    id = room.cleared()
    embargo(room, id, None)
    correction = room.cleared(STAY_MORE, replaces=id)
    lift(room, correction)
    assert (room.state(id), room.state(correction)) == ("embargoed", "validated")


def test_two_messages_that_replace_each_other_do_not_go_round_for_ever(room: Room) -> None:
    first = room.cleared()
    second = room.cleared(STAY_MORE, replaces=first)
    room.head.desk.do(Describe(first, {"replaces": second}))
    room.spread(room.head)
    embargo(room, second, None)
    assert (room.state(first), room.state(second)) == ("embargoed", "embargoed")
    lift(room, first)
    assert (room.state(first), room.state(second)) == ("validated", "validated")


def test_the_state_does_not_depend_on_the_order_of_arrival(room: Room) -> None:
    id = room.cleared()
    room.press.desk.do(Embargo(id, NOW + HOUR, PARIS, TOLD))
    room.head.desk.do(Embargo(id, None, PARIS, "identité à confirmer"))
    room.gather()
    room.authority.desk.do(LiftEmbargo(id, TOLD))
    room.head.desk.do(Embargo(id, NOW + 2 * HOUR, PARIS, "accord du parquet"))
    room.press.desk.do(Revise(id, STAY_MORE))
    room.gather()
    with room.head.store.read() as transaction:
        held = transaction.held([id])[id]
    last, first = held[-4:], held[:-4]
    time = Surroundings(ServerTime(NOW + 2 * HOUR - 1, True), {})
    expected = fold(held)
    assert expected is not None
    for order in permutations(last):
        for operations in ([*first, *order], [*order, *first], [*reversed(first), *order]):
            found = fold(operations)
            assert found is not None
            assert found.embargoes == expected.embargoes
            assert situated(found, time) == situated(expected, time)


def test_a_text_that_went_out_is_not_put_under_embargo_and_one_under_embargo_does_not_go_out(room: Room) -> None:
    id = room.cleared()
    embargo(room, id)
    with pytest.raises(Refused, match="sous embargo jusqu’au"):
        room.press.desk.do(Dispatch(id, None, "press", to="AFP"))
    room.wait(HOUR)
    room.meet()
    room.sent(id, AFP)
    with pytest.raises(Refused, match="déjà diffusé"):
        room.press.desk.do(Embargo(id, NOW + 2 * HOUR, PARIS, TOLD))


@pytest.mark.parametrize(("until", "reason", "refusal"), [(NOW - 1, TOLD, "passée"), (NOW + HOUR, " ", "raison")])
def test_an_embargo_has_a_reason_and_ends_in_the_future(room: Room, until: int, reason: str, refusal: str) -> None:
    id = room.drafted()
    with pytest.raises(Refused, match=refusal):
        room.press.desk.do(Embargo(id, until, PARIS, reason))


def test_a_text_goes_out_on_a_fresh_exchange_by_a_clock_nobody_set(room: Room) -> None:
    id = room.cleared()
    room.wait(5 * MINUTE)
    with (
        room.set_wrong(press=-5 * MINUTE),
        pytest.raises(Refused, match="dernier échange avec le serveur il y a 6 min"),
    ):
        room.press.desk.do(Dispatch(id, None, "press", to="AFP"))
    room.clocks["press"].meet(room.press)
    with room.set_wrong(press=TEN_YEARS):
        assert room.may_leave(id)
    room.clocks["press"].start_again()
    with pytest.raises(Refused, match="depuis que ce poste a démarré"):
        room.press.desk.do(Dispatch(id, None, "press", to="AFP"))


def test_an_embargo_arrives_with_the_text_it_is_on(room: Room) -> None:
    id = room.cleared()
    room.head.desk.do(Embargo(id, None, PARIS, TOLD))
    share(room.head, room.space, [room.press])
    assert room.press.reading.message(id).state == "embargoed"
