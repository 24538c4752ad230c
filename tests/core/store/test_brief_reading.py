"""What the screens ask of briefs: those that were frozen, and the next one as it would be."""

import pytest

from app.core.brief_commands import Freeze, Printed
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.registers.reunions import JoinCrisis
from app.sync.workstation import Workstation
from tests.office import Office, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def freeze(sig: Workstation, crisis: str, format: str = "standard", approved: bool = True) -> str:
    proposal = sig.reading.propose(crisis, sig.clock.now(), approved, format)
    content = sig.reading.compose(crisis, sig.clock.now(), approved, format)
    return sig.desk.do(Freeze(crisis, content, Printed(b"%PDF", 1), proposal.known)).id


def test_a_brief_that_is_not_held_is_refused(sig: Workstation) -> None:
    for ask in (sig.reading.brief, sig.reading.brief_file, sig.reading.brief_annex, sig.reading.brief_copies):
        with pytest.raises(Refused, match="pas connu de ce poste"):
            ask("ab" * 32)
    assert sig.reading.brief_content("ab" * 32) is None


def test_the_next_brief_follows_the_last_approved_one_of_its_family(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    first = freeze(sig, crisis)
    freeze(sig, crisis, "cabinet")
    freeze(sig, crisis, approved=False)
    followed = sig.reading.followed(crisis, "long")
    assert followed is not None
    assert followed.id == first
    assert sig.reading.followed(crisis, "cip") is None
    assert [(row.format, row.approved) for row in sig.reading.briefs(crisis)] == [
        ("standard", False),
        ("cabinet", True),
        ("standard", True),
    ]


def test_a_project_keeps_its_number_when_it_is_composed_again(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    project = freeze(sig, crisis, approved=False)
    again = sig.reading.propose(crisis, sig.clock.now(), True, revises=project)
    assert (again.reference, again.number) == ("PDS-SIG1-001", 1)
    assert sig.reading.propose(crisis, sig.clock.now(), True).number == 2


def test_what_is_held_of_what_a_brief_cites_is_told_record_by_record(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    entry = sig.desk.do(Record(crisis, "Feu", key_event=True)).id
    found = sig.reading.cited_as_held([entry, entry, "ab" * 32])
    assert [one.id for one in found[entry]] == [entry]
    assert not found.get("ab" * 32)


def test_what_came_of_a_crisis_joined_since_the_last_brief_is_told(office: Office, sig: Workstation) -> None:
    other = office.workstation("INT", "Léa Aubert", "INT", "DIR")
    crisis, second = office.crisis(sig, (other, "DIR")), office.crisis(other, (sig, "CCOM"))
    share(sig, crisis, [other])
    sure = {"key_event": True, "source": "A", "credibility": "1"}
    other.desk.do(Record(second, "Vu de l'autre crise", occurred_at=other.clock.now() - 1000, **sure))
    share(other, second, [sig])
    freeze(sig, crisis)
    assert sig.reading.compose(crisis, sig.clock.now(), True).sections[1].blocks == ()
    sig.desk.do(JoinCrisis(second, crisis, "un seul événement"))
    (chronology,) = sig.reading.compose(crisis, sig.clock.now(), True).sections[1].blocks
    assert [line.text for line in chronology.lines] == ["Vu de l'autre crise"]
    freeze(sig, crisis)
    assert sig.reading.compose(crisis, sig.clock.now(), True).sections[1].blocks == ()
