"""A brief is filled with what is held: each section with what feeds it, in each format."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.core.brief_commands import Freeze, Printed
from app.core.brief_content import NOTHING, Content, Said, Table
from app.core.brief_formats import FORMATS, TITLES
from app.core.entry_commands import Record
from app.core.message_commands import Dispatch, Draft, GiveVisa, Submit
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.office import Office, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture
def crisis(office: Office, sig: Workstation) -> str:
    return office.crisis(sig)


def compose(sig: Workstation, crisis: str, approved: bool = True, format: str = "standard") -> Content:
    return sig.reading.compose(crisis, sig.clock.now(), approved, format)


def blocks(content: Content, number: int) -> Any:
    return next(one.blocks for one in content.sections if one.number == number)


def record(sig: Workstation, crisis: str, subject: str, **more: Any) -> str:
    return sig.desk.do(Record(crisis, subject, **{"occurred_at": sig.clock.now() - 60_000, **more})).id


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_has_its_sections_and_says_where_nothing_is_held(
    sig: Workstation, crisis: str, format: str
) -> None:
    content = compose(sig, crisis, format=format)
    assert tuple(section.number for section in content.sections) == FORMATS[format].sections
    assert all((one.title, one.blocks, one.nothing) == (TITLES[one.number], (), NOTHING) for one in content.sections)
    assert (content.reference, content.number, content.replaces, content.format) == ("PDS-SIG1-001", 1, "", format)
    assert (content.frame, content.crisis_code) == ("exercise", sig.reading.crisis(crisis).code)
    assert (content.offline, content.last_exchange, content.annexes) == (True, None, ())


def test_each_kind_of_entry_goes_to_its_section_with_its_record(sig: Workstation, crisis: str) -> None:
    made = {}
    for kind, sender in (("figures", "SDIS 76"), ("decision", "Préfet"), ("rumour", ""), ("request", "Mairie")):
        made[kind] = record(sig, crisis, f"Une {kind}", type=kind, sender=sender)
    content = compose(sig, crisis)
    for number, kind in ((3, "figures"), (4, "decision"), (7, "rumour"), (9, "request")):
        (table,) = blocks(content, number)
        assert isinstance(table, Table)
        assert any(f"Une {kind}" in row for row in table.rows)
        assert table.records == (made[kind],)
        assert {len(row) for row in table.rows} == {len(table.heads)} == {len(table.weights)}


def test_a_brief_is_a_project_unless_its_author_approves_it(sig: Workstation, crisis: str) -> None:
    assert compose(sig, crisis, approved=False).approver == ""
    assert compose(sig, crisis).approver == compose(sig, crisis).author == "Camille Morvan (CCOM)"


def said(office: Office, sig: Workstation, kinds: Sequence[str]) -> tuple[str, list[str]]:
    """A crisis, and a message of each kind, cleared and sent."""
    chief = office.workstation("PM1", "Dominique Roy", "PM", "DIR")
    crisis, made = office.crisis(sig, (chief, "DIR")), list[str]()
    for kind in kinds:
        message = sig.desk.do(Draft(crisis, kind, Text(f"Titre {kind}", f"Corps {kind}."))).id
        sig.desk.do(Submit(message))
        sig.desk.do(GiveVisa(message, None, "favourable"))
        made.append(message)
    share(sig, crisis, [chief])
    for message in made:
        chief.desk.do(GiveVisa(message, None, "favourable"))
    share(chief, crisis, [sig])
    for message in made:
        sig.desk.do(Dispatch(message, None, "press", "AFP", degraded="liaison coupée"))
    return crisis, made


def test_the_cip_has_the_answers_and_the_instructions_in_full(office: Office, sig: Workstation) -> None:
    crisis, (answer, instruction) = said(office, sig, ("qa", "instruction"))
    content = compose(sig, crisis, format="cip")
    assert blocks(content, 11) == (Said("QR-SIG1-001 v1", "Titre qa", "Corps qa.", "", answer),)
    assert blocks(content, 12) == (
        Said("CONS-SIG1-001 v1", "Titre instruction", "Corps instruction.", "", instruction),
    )
    annexes = compose(sig, crisis).annexes
    assert [(one.number, len(one.blocks)) for one in annexes] == [(1, 1), (2, 1)]


def test_each_family_of_readers_has_its_own_sequel(sig: Workstation, crisis: str) -> None:
    for format in ("standard", "cabinet"):
        sig.desk.do(Freeze(crisis, compose(sig, crisis, format=format), Printed(b"%PDF", 1)))
    assert compose(sig, crisis, format="flash").replaces == "PDS-SIG1-001"
    assert compose(sig, crisis, format="cabinet").replaces == "PDS-SIG1-002"
    assert compose(sig, crisis, format="cip").replaces == ""
    assert compose(sig, crisis, format="flash").since.startswith("n° 1 (")
