"""What an author says on the command line: sections by the number that paper gives them, and lines by theirs."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from app.commands.brief_choices import chosen, typed
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.registers.crisis import Crisis
from app.sync.workstation import Workstation
from tests.office import Office

BLANK: dict[str, Any] = {"section": [], "none": [], "annexes": None, "marking": None, "tlp": None, "next": None}


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture
def crisis(office: Office, sig: Workstation) -> Crisis:
    return sig.reading.crisis(office.crisis(sig))


def options(format: str = "standard", **more: Any) -> Namespace:
    return Namespace(**{**BLANK, "leave_out": [], "take": [], "format": format, **more})


def test_a_section_is_named_as_paper_numbers_it_in_each_format(crisis: Crisis, tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("Mots.", encoding="utf-8")
    given = [f"1={tmp_path / 's.txt'}"]
    assert typed(options(section=given), crisis, 0).texts == {1: "Mots."}
    assert typed(options("cip", section=given), crisis, 0).texts == {11: "Mots."}
    with pytest.raises(Refused, match="N parmi 1, 3, 5, 6, 8"):
        typed(options("cabinet", section=[f"2={tmp_path / 's.txt'}"]), crisis, 0)


def test_annexes_are_named_or_none(crisis: Crisis) -> None:
    assert typed(options(annexes="lines, curves"), crisis, 0).annexes == ("lines", "curves")
    assert typed(options(annexes=""), crisis, 0).annexes == ()
    assert typed(options(), crisis, 0).annexes is None


def test_a_line_is_named_by_its_number_or_its_key(sig: Workstation, crisis: Crisis) -> None:
    entry = sig.desk.do(Record(crisis.id, "Feu", occurred_at=sig.clock.now(), key_event=True)).id
    proposal = sig.reading.propose(crisis.id, sig.clock.now(), True)
    composition = typed(options(), proposal.crisis, 0)
    assert chosen(options(leave_out=[f"fact:{entry}"]), proposal, composition).out == {f"fact:{entry}"}
    assert chosen(options(take=["SIG1-0001"]), proposal, composition).into == {f"fact:{entry}"}
    with pytest.raises(Refused, match="« rien » n'est pas proposé"):
        chosen(options(leave_out=["rien"]), proposal, composition)
