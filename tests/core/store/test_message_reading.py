"""What the screens ask of messages: the list is what each one in detail is, at the same moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.core.entry_commands import Amend
from app.core.errors import Refused
from app.core.message_commands import (
    Abandon,
    Describe,
    Dispatch,
    Draft,
    Embargo,
    GiveVisa,
    LiftEmbargo,
    PhoneVisa,
    Return,
    Revise,
    Submit,
    Withdraw,
)
from app.core.texts import Text
from tests.building import NOW
from tests.cell import TEXT, Cell
from tests.office import Office

MINUTE = 60_000


class Hour:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = NOW


@pytest.fixture
def hour() -> Hour:
    return Hour()


@pytest.fixture
def cell(tmp_path: Path, hour: Hour) -> Iterator[Cell]:
    office = Office(tmp_path, Clock(lambda: hour.now))
    yield Cell(office, "SIG2", "RED")
    office.close()


def row(cell: Cell, message: str, prefix: str = "SIG1"):  # type: ignore[no-untyped-def]
    return next(one for one in cell[prefix].reading.messages(cell.crisis) if one.id == message)


def test_the_list_and_the_detail_say_one_state_whatever_happened(cell: Cell, hour: Hour) -> None:
    fact = cell.fact()
    made = [cell.draft(Text("Titre", f"Texte {n}."), by="RED", uses=(fact,)[: n == 1]) for n in range(8)]
    cell.clear(made[0])
    cell.clear(made[1])
    cell.clear(made[2], "INT")
    cell.do("SIG1", Describe(made[0], {"valid_until": NOW + MINUTE}))
    cell.do("SIG1", Amend(fact, {"subject": "Quatre blessés"}, "rectifié"))
    cell.do("RED", Abandon(made[3], "sans objet"))
    cell.do("SIG1", Withdraw(made[4], "faux"))
    cell.share()
    cell.do("INT", Revise(made[5], Text("Titre", "Ici.")))
    cell.do("SIG1", Revise(made[5], Text("Titre", "Là.")))
    cell.clear(made[6])
    cell.do("SIG1", Embargo(made[6], None, "Europe/Paris", "familles informées"))
    cell.share()
    cell.submit(made[7])
    cell.do("PM1", Return(made[7], None, "à revoir"))
    cell.share()
    states = ["validated", "review", "submitted", "abandoned", "withdrawn", "conflict", "embargoed", "returned"]
    assert [cell.state(one) for one in made] == states
    hour.now += MINUTE
    assert cell.state(made[0]) == "expired"
    assert row(cell, made[7]).note.startswith("une nouvelle version : retourné par")
    assert row(cell, made[1]).to_review == ("SIG1-0001",)


def test_the_list_says_whose_visa_is_awaited_and_since_when_it_is_late(cell: Cell, hour: Hour) -> None:
    message = cell.draft()
    cell.submit(message)
    assert [row(cell, message, one).awaits_me for one in ("SIG1", "SIG2", "PM1", "INT", "RED")] == [True] * 4 + [False]
    (first, *rest) = row(cell, message).waiting
    assert (first.organisation, first.ready, first.due) == ("INT", True, hour.now + 20 * MINUTE)
    assert [(one.ready, one.due) for one in rest] == [(False, 0), (False, 0)]
    assert not row(cell, message).overdue(hour.now + 20 * MINUTE - 1)
    assert row(cell, message).overdue(hour.now + 20 * MINUTE)
    cell.sign(message, "INT", decision="abstention")
    assert [row(cell, message, one).awaits_me for one in ("SIG1", "PM1", "INT")] == [True, True, False]


def test_the_list_counts_what_was_told_by_telephone(cell: Cell) -> None:
    message = cell.draft(by="RED")
    cell.clear(message, "INT", "SIG1")
    cell.do("SIG2", PhoneVisa(message, None, "authority", "favourable", "Dominique Roy", "directeur", "", "0142"))
    cell.share()
    found = row(cell, message, "PM1")
    assert (found.state, found.told_by_phone, found.validated_at > 0) == ("validated", 1, True)


def test_a_visa_is_not_awaited_of_who_may_not_give_it(cell: Cell) -> None:
    message = cell.draft(by="RED")
    cell.submit(message)
    cell.do("SIG1", PhoneVisa(message, None, "organisations", "favourable", "D. Kerjean", "directeur", "INT", "0142"))
    cell.share()
    assert [row(cell, message, one).awaits_me for one in ("SIG1", "SIG2")] == [False, True]
    mine = cell.draft(by="PM1")
    cell.submit(mine)
    assert [row(cell, mine, one).awaits_me for one in ("PM1", "SIG1")] == [False, True]


def test_an_embargo_is_in_the_list_until_it_is_lifted(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    cell.do("SIG1", Embargo(message, NOW + 5 * MINUTE, "Europe/Paris", "annonce"))
    cell.share()
    assert (row(cell, message).embargoed, row(cell, message).embargo_until) == (True, NOW + 5 * MINUTE)
    cell.do("SIG1", Embargo(message, None, "Europe/Paris", "familles informées"))
    cell.share()
    assert (row(cell, message).embargoed, row(cell, message).embargo_until) == (True, 0)
    cell.do("PM1", LiftEmbargo(message, "familles informées"))
    cell.share()
    assert (row(cell, message).embargoed, cell.state(message)) == (False, "validated")


def test_what_was_said_is_in_force_until_something_takes_it_away(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    assert not row(cell, message).in_force
    cell.do("SIG1", Dispatch(message, None, "sms", to="tous", degraded="réseau coupé"))
    cell.share()
    found = row(cell, message, "INT")
    assert (found.in_force, found.channel, found.dispatched_at > 0, found.spoken) == (True, "sms", True, TEXT.body)
    cell.do("SIG1", Withdraw(message, "faux"))
    cell.share()
    assert not row(cell, message, "INT").in_force


def test_a_hand_that_writes_hours_that_are_none_changes_nothing_of_both(cell: Cell) -> None:
    message = cell.draft()
    cell.clear(message)
    for value in (0, -1, True, "demain", 2**60):
        cell.by_hand("RED", "message.described", {"fields": {"valid_until": value}}, message, {"valid_until": []})
        assert cell.state(message) == "validated"
    cell.by_hand("RED", "message.embargoed", {"until": 0, "zone": 3, "reason": None}, message)
    assert cell.state(message) == "embargoed"


def test_a_message_is_found_by_one_of_its_visas(cell: Cell) -> None:
    message = cell.draft()
    cell.submit(message)
    visa = cell.do("INT", GiveVisa(message, None, "favourable"))
    assert visa == message
    cell.share()
    id = cell.message(message).visas[0].id
    for name in (id, id[:12]):
        assert cell["PM1"].reading.message_of_visa(name).id == message
    for name in ("0" * 64, "visa", ""):
        with pytest.raises(Refused):
            cell["PM1"].reading.message_of_visa(name)


def test_what_is_not_known_is_refused_and_the_circuits_are_those_of_the_house(cell: Cell) -> None:
    with pytest.raises(Refused, match="n'est pas connu de ce poste"):
        cell["SIG1"].reading.message("0" * 64)
    assert [one.id for one in cell["SIG1"].reading.circuit(cell.crisis, "urgent")] == ["urgent"]
    assert cell["SIG1"].reading.last_exchange() is None
    assert cell["SIG1"].reading.server_hour(7) == 7
    assert not cell["SIG1"].reading.server_time().sure


def test_the_list_begins_with_what_changed_last(cell: Cell, hour: Hour) -> None:
    first = cell.do("SIG1", Draft(cell.crisis, "line", TEXT))
    hour.now += MINUTE
    second = cell.do("SIG1", Draft(cell.crisis, "line", TEXT))
    hour.now += MINUTE
    cell.do("SIG1", Submit(first))
    assert [one.id for one in cell["SIG1"].reading.messages(cell.crisis)] == [first, second]
