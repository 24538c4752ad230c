"""The ground a message stands on: it moves as soon as what was said does, and for nothing else."""

import pytest

from app.core.entry_commands import Amend, Handle, Record
from app.core.figure_commands import AmendFigure, RecordFigure
from app.core.footing import Footing, digest, standing
from tests.cell import Cell
from tests.office import Office


@pytest.fixture
def cell(office: Office) -> Cell:
    return Cell(office)


def ground(cell: Cell, record: str) -> Footing:
    found = []
    for one in cell.at.values():
        with one.store.read() as transaction:
            found.append(transaction.view().footing(record))
    assert found[0] is not None
    assert all(one == found[0] for one in found)
    return found[0]


@pytest.mark.parametrize(
    ("fields", "moves"),
    [
        ({"subject": "Quatre blessés"}, True),
        ({"content": "Dont un grave."}, True),
        ({"occurred_at": 1_700_000_000_000}, True),
        ({"precision": "about"}, True),
        ({"verification": "denied"}, True),
        ({"verification": "confirmed"}, False),
        ({"sender": "SAMU"}, False),
        ({"source": "A"}, False),
    ],
)
def test_an_entry_moves_with_what_it_says(cell: Cell, fields: dict[str, object], moves: bool) -> None:
    fact = cell.fact()
    before = ground(cell, fact)
    cell.do("INT", Amend(fact, fields, "rectifié"))
    cell.share()
    assert (ground(cell, fact).hash != before.hash) is moves
    assert before.number == "SIG1-0001"


def test_how_an_entry_is_handled_moves_nothing(cell: Cell) -> None:
    fact = cell.fact()
    before = ground(cell, fact)
    cell.do("SIG1", Handle(fact, {"key_event": True, "priority": 1}))
    cell.share()
    assert ground(cell, fact) == before


def test_what_contradicts_an_entry_or_takes_its_place_moves_it_and_is_named(cell: Cell) -> None:
    for link in ("contradicts", "replaces"):
        fact = cell.fact(f"Fait que l'on {link}")
        before = ground(cell, fact)
        cell.do(
            "INT",
            Record(cell.crisis, "Un autre", sender="SDIS", occurred_at=cell.office.clock.now(), links=((link, fact),)),
        )
        cell.share()
        after = ground(cell, fact)
        assert after.hash != before.hash
        assert "Contredit ou remplacé par INT-" in after.words


def test_a_figure_moves_with_its_value(cell: Cell) -> None:
    figure = cell.do("SIG1", RecordFigure(cell.crisis, "Décès", "17", "Préfecture 76"))
    cell.share()
    before = ground(cell, figure)
    assert (before.register, before.number) == ("figure", "BIL-SIG1-001")
    cell.do("SIG1", AmendFigure(figure, {"value": "18"}, "recompté"))
    cell.share()
    assert ground(cell, figure).hash != before.hash


def test_what_is_hashed_cannot_be_cut_elsewhere() -> None:
    cuts = (
        [["ab", "c"]],
        [["a", "bc"]],
        [["abc"]],
        [["ab"], ["c"]],
        [[], ["ab", "c"]],
        [["ab", "c"], []],
        [["abc", ""]],
    )
    assert len({digest(one) for one in cuts}) == len(cuts)
    assert standing("a", ["x", "y", "x"]) == standing("a", ["y", "x"])
    assert standing("a", []) != standing("a", ["x"])
