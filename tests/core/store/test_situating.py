"""Messages where they stand now: by what their facts and figures say, and by what replaced them."""

import pytest

from app.core.entry_commands import Amend, Record
from app.core.errors import Refused
from app.core.figure_commands import AmendFigure, RecordFigure
from app.core.message import Message
from app.core.message_commands import Dispatch, Draft, Embargo
from app.core.register import Draft as Written
from app.core.situation import UNKNOWN, Situation
from app.core.store import situating
from app.core.texts import Text
from tests.cell import TEXT, Cell
from tests.core.store.looking import blank, deliver
from tests.office import Office


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office, associated=())


def situation(message: Message) -> Situation:
    assert message.situation is not None
    return message.situation


def cleared(cell: Cell, text: Text = TEXT, **more: object) -> str:
    message = cell.draft(text, **more)
    cell.clear(message, "SIG1", "PM1")
    return message


def test_a_message_stands_on_entries_and_on_figures(cell: Cell) -> None:
    fact = cell.fact()
    figure = cell.do("SIG1", RecordFigure(cell.crisis, "Décès", "17", "Préfecture 76"))
    cell.share()
    message = cleared(cell, uses=(fact, figure))
    assert cell.state(message) == "validated"
    cell.do("INT", AmendFigure(figure, {"value": "18"}, "recompté"))
    cell.do("INT", Amend(fact, {"subject": "Quatre blessés"}, "recompté"))
    cell.share()
    reviews = situation(cell.message(message)).review
    assert sorted(one.number for one in reviews) == ["BIL-SIG1-001", "SIG1-0001"]
    row = next(one for one in cell["PM1"].reading.messages(cell.crisis) if one.id == message)
    assert sorted(row.to_review) == ["BIL-SIG1-001", "SIG1-0001"]


def test_a_fact_that_never_came_keeps_a_message_from_being_said(cell: Cell, office: Office) -> None:
    fact = cell.fact()
    message = cleared(cell, uses=(fact,))
    late = office.workstation("L1", "Late")
    without = [one for one in cell.log if one.record != fact]
    devices = {one.header.device for one in cell.log if one.record == fact}
    kept = [one for one in without if one.header.device not in devices or one.header.seq < _before(cell, fact)]
    deliver(late.store, cell.crisis, kept)
    with pytest.raises(Refused):
        late.reading.message(message)  # its first operation is in the chain that was cut
    deliver(late.store, cell.crisis, cell.log)
    assert late.reading.message(message).state == "validated"


def _before(cell: Cell, record: str) -> int:
    return next(one.header.seq for one in cell.log if one.id == record)


def test_a_fact_of_another_workstation_that_is_not_here_yet_is_named_unknown(cell: Cell) -> None:
    fact = cell.do("INT", Record(cell.crisis, "Trois blessés", occurred_at=cell.office.clock.now(), sender="SDIS"))
    message = cell.do("INT", Draft(cell.crisis, "line", TEXT, uses=(fact,)))
    footing = cell["INT"].reading.message(message).uses[0]
    cell.share("INT")
    field = {"footing": footing.footings[0], "number": footing.number, "words": footing.words}
    mine = cell.do("SIG1", Draft(cell.crisis, "line", TEXT))
    with cell["SIG1"].store.write() as transaction:
        body = {"fields": {f"use.{fact}": field}}
        written = Written("message.supported", body, cell.crisis, mine, {f"use.{fact}": []})
        grant = next(one.id for one in transaction.view().grants(cell.crisis))
        transaction.append(transaction.sign(written, grant))
    found = cell.message(mine, "SIG1")
    assert (found.state, [one.present for one in situation(found).review]) == ("review", [UNKNOWN])
    cell.share()
    assert cell.state(mine) == "draft"


def test_what_replaced_a_message_and_went_out_takes_it_out_of_force(cell: Cell) -> None:
    first = cleared(cell)
    cell.do("SIG1", Dispatch(first, None, "sms", to="tous", degraded="réseau coupé"))
    cell.share()
    assert situation(cell.message(first)).in_force
    other = cleared(cell, Text("Correction", "Corps."), aside={"replaces": first})
    assert situation(cell.message(first)).in_force
    cell.do("SIG1", Dispatch(other, None, "sms", to="tous", degraded="réseau coupé"))
    cell.share()
    found = situation(cell.message(first))
    assert (found.in_force, found.superseded_by) == (False, (cell.message(other).reference,))
    row = next(one for one in cell["INT"].reading.messages(cell.crisis) if one.id == first)
    assert (row.in_force, row.superseded_by) == (False, cell.message(other).reference)


def test_the_embargo_of_what_a_message_replaces_reaches_it_even_set_afterwards(cell: Cell) -> None:
    first = cell.draft()
    other = cleared(cell, Text("Correction", "Corps."), aside={"replaces": first})
    assert cell.state(other) == "validated"
    cell.do("INT", Embargo(first, None, "Europe/Paris", "familles informées"))
    cell.share()
    assert cell.state(other) == "embargoed"


def test_nothing_is_said_of_records_that_are_neither_facts_nor_figures(cell: Cell) -> None:
    message = cell.draft()
    with cell["SIG1"].store.read() as transaction:
        view = transaction.view()
        assert view.footing(message) is None
        assert view.footing("0" * 64) is None
        assert situating.superseded(transaction.connection, message) == ()


def test_a_store_that_holds_nothing_knows_no_message(cell: Cell, office: Office) -> None:
    store = blank(office.folder / "blank.db", office.service)
    with store.read() as transaction:
        assert situating.against(transaction.connection, ["0" * 64]) == {}
    store.database.close()
