"""Where a message stands at one moment: the first state that applies, by the hour and by what it rests on."""

from dataclasses import replace
from itertools import product

import pytest

from app.core.footing import Footing
from app.core.message import STATES, Message, fold
from app.core.message_events import EmbargoSet, Lifted
from app.core.message_fields import Aside, Use
from app.core.records import Author
from app.core.situation import UNKNOWN, ServerTime, Situation, Surroundings, last_of, situated, stands
from app.core.texts import Text, plain
from tests.building import NOW, Writer
from tests.core.holding import SPACE, held

HOUR = 3_600_000
DIR = Author("dir", "Dir", "PM", "DIR", "PM1")
RECORD = "a" * 64
FACT = Footing(RECORD, "entry", "SIG1-0147", "1" * 64, "Reprise de feu")
USE = Use(RECORD, "SIG1-0147", "Reprise de feu", (FACT.hash,))
MOVED = replace(FACT, hash="2" * 64, words="Reprise de feu éteinte")


@pytest.fixture(scope="module")
def cleared() -> Message:
    """A message whose own operations say that it is validated."""
    body = {"number": "EDL-SIG1-001", "kind": "line", "topic": "", "fields": {"version": plain(Text("Titre", "Corps"))}}
    message = fold([held(Writer("ann").write("message.drafted", body, SPACE), person="ann")])
    assert message is not None
    return replace(message, state="validated", missing=())


def embargo(until: int | None = NOW, id: str = "b" * 64, **more: object) -> EmbargoSet:
    return replace(EmbargoSet(id, "m", until, "Europe/Paris", "familles", DIR, NOW - HOUR, root=id), **more)  # type: ignore[arg-type]


def at(now: int = NOW, sure: bool = True) -> ServerTime:
    return ServerTime(now, sure)


def situation(message: Message) -> Situation:
    assert message.situation is not None
    return message.situation


@pytest.mark.parametrize("sure", [True, False])
@pytest.mark.parametrize("over", [None, DIR])
@pytest.mark.parametrize("lifted", [None, Lifted(DIR, "informées", NOW)])
@pytest.mark.parametrize("until", [None, NOW - 1, NOW, NOW + 1])
def test_an_embargo_stands_until_its_hour_is_sure_or_said_or_the_authority_lifts_it(
    until: int | None, lifted: Lifted | None, over: Author | None, sure: bool
) -> None:
    passed = until is not None and until <= NOW
    expected = lifted is None and not (passed and (sure or over is not None))
    assert stands(embargo(until, lifted=lifted, over=over), at(sure=sure)) is expected


def test_of_several_the_one_without_an_hour_speaks_then_the_latest() -> None:
    first, second, without = embargo(NOW + 1), embargo(NOW + 2), embargo(None)
    assert last_of([first, second]) == second
    assert last_of([without, second]) == without
    assert last_of([]) is None


def test_a_person_is_asked_only_where_the_hour_has_passed_by_a_clock_that_is_not_sure(cleared: Message) -> None:
    for until, sure in product((None, NOW, NOW + 1), (True, False)):
        found = situated(replace(cleared, embargoes=(embargo(until),)), Surroundings(at(sure=sure), {}))
        assert situation(found).to_confirm is (until == NOW and not sure)


def test_the_embargo_of_what_it_replaces_is_its_own_unless_it_repeats_it(cleared: Message) -> None:
    theirs = embargo(None)
    mine = embargo(None, "c" * 64, root=theirs.id, lifted=Lifted(DIR, "informées", NOW))
    around = Surroundings(at(), {}, inherited=(theirs,))
    assert situated(cleared, around).state == "embargoed"
    assert situated(replace(cleared, embargoes=(mine,)), around).state == "validated"


@pytest.mark.parametrize("own", ["conflict", "withdrawn", "abandoned"])
def test_what_is_blocked_or_ended_stays_so_whatever_surrounds_it(cleared: Message, own: str) -> None:
    message = replace(cleared, state=own, grounds=(USE,), embargoes=(embargo(None),), aside=Aside(valid_until=1))
    assert situated(message, Surroundings(at(), {RECORD: MOVED})).state == own


@pytest.mark.parametrize("own", ["validated", "dispatched"])
def test_the_states_come_in_their_order(cleared: Message, own: str) -> None:
    message = replace(cleared, state=own, grounds=(USE,), embargoes=(embargo(None),), aside=Aside(valid_until=NOW))
    states = []
    for held_now, beside, set_here in (
        (MOVED, message.aside, message.embargoes),
        (FACT, message.aside, message.embargoes),
        (FACT, Aside(), message.embargoes),
        (FACT, Aside(), ()),
    ):
        around = Surroundings(at(), {RECORD: held_now})
        states.append(situated(replace(message, aside=beside, embargoes=set_here), around).state)
    assert states == ["review", "expired", "embargoed", own]
    assert [list(STATES).index(one) for one in states] == sorted(list(STATES).index(one) for one in states)


@pytest.mark.parametrize("own", ["draft", "submitted", "returned"])
def test_an_embargo_or_a_validity_says_nothing_of_what_is_not_validated(cleared: Message, own: str) -> None:
    message = replace(cleared, state=own, embargoes=(embargo(None),), aside=Aside(valid_until=1))
    assert situated(message, Surroundings(at(), {})).state == own


def test_what_it_rests_on_is_named_with_the_words_of_before_and_of_now(cleared: Message) -> None:
    found = situated(replace(cleared, grounds=(USE,)), Surroundings(at(), {RECORD: MOVED}))
    (one,) = situation(found).review
    assert (one.number, one.former, one.present) == ("SIG1-0147", "Reprise de feu", "Reprise de feu éteinte")
    assert found.missing == ("SIG1-0147 à réexaminer",)
    unknown = situated(replace(cleared, grounds=(USE,)), Surroundings(at(), {}))
    assert situation(unknown).review[0].present == UNKNOWN


def test_it_is_in_force_when_it_went_out_within_its_validity_and_nothing_replaced_it(cleared: Message) -> None:
    out = replace(cleared, state="dispatched", aside=Aside(valid_from=NOW, valid_until=NOW + 2))
    assert situation(situated(out, Surroundings(at(NOW), {}))).in_force
    assert not situation(situated(out, Surroundings(at(NOW - 1), {}))).in_force
    assert not situation(situated(out, Surroundings(at(NOW + 2), {}))).in_force
    assert not situation(situated(out, Surroundings(at(NOW), {}, ("EDL-SIG1-002",)))).in_force
    assert not situation(situated(replace(out, grounds=(USE,)), Surroundings(at(NOW), {RECORD: MOVED}))).in_force
    assert not situation(situated(cleared, Surroundings(at(NOW), {}))).in_force
