"""Crises as they are listed: those that look like one event are proposed to those who may say so."""

import pytest

from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import RemoveMember
from app.core.registers.reunions import JoinCrisis, SeparateCrisis
from app.sync.workstation import Workstation
from tests.office import Office, person_of, share


@pytest.fixture
def other(office: Office, sig: Workstation, lia: Workstation) -> str:
    return office.crisis(lia, (sig, "ADM"))


def test_two_open_crises_alike_are_proposed_the_one_opened_first_in_front(
    sig: Workstation, lia: Workstation, crisis: str, other: str
) -> None:
    for one in (sig, lia):
        (pair,) = one.reading.twins()
        oldest = min((pair.first, pair.second), key=lambda row: (row.opened_at, row.id))
        assert {pair.first.id, pair.second.id} == {crisis, other}
        assert (pair.first, pair.mine) == (oldest, True)
        assert "même nature : industrielle" in pair.reasons


def test_who_may_join_only_one_of_them_is_proposed_that_way_round_and_a_reader_is_told_it_is_not_his(
    office: Office, sig: Workstation, lia: Workstation
) -> None:
    watcher = office.workstation("OBS1", "Paul R", "INT", "OBS")
    first = office.crisis(lia, (sig, "ADM"), (watcher, "OBS"))
    own = office.crisis(sig, (watcher, "OBS"), (lia, "LIA"))
    (pair,) = lia.reading.twins()
    assert (pair.second.id, pair.first.id, pair.mine) == (first, own, True)
    (seen,) = watcher.reading.twins()
    assert not seen.mine


def test_what_somebody_said_to_be_two_is_not_proposed_to_him_again(
    sig: Workstation, lia: Workstation, crisis: str, other: str
) -> None:
    sig.desk.keep_distinct(other, crisis)
    assert sig.reading.twins() == []
    assert len(lia.reading.twins()) == 1  # it is no fact of the crisis


def test_reunited_closed_or_of_another_frame_they_are_not_proposed(
    office: Office, sig: Workstation, lia: Workstation, crisis: str, other: str
) -> None:
    sig.desk.do(OpenCrisis("Incendie d'un site industriel", "test", "industrial", "INT"))
    assert len(sig.reading.twins()) == 1
    lia.desk.do(JoinCrisis(other, crisis))
    share(lia, other, [sig])
    assert sig.reading.twins() == []
    lia.desk.do(SeparateCrisis(other, "deux feux"))
    share(lia, other, [sig])
    assert len(sig.reading.twins()) == 1


def test_a_reunion_is_told_with_who_decided_it_and_where_it_leads(
    office: Office, sig: Workstation, lia: Workstation, crisis: str, other: str
) -> None:
    assert lia.reading.reunion(other) is None
    lia.desk.do(JoinCrisis(other, crisis, "le même feu"))
    found = lia.reading.reunion(other)
    assert found is not None
    assert found.first is not None
    assert (found.crisis.id, found.first.id, found.joining.by.name) == (other, crisis, "Léa Aubert")
    assert found.crisis.joined_to == found.first.code == lia.reading.crisis_codes()[crisis]
    assert lia.reading.reunion(crisis) is None
    assert lia.reading.reunion("0" * 64) is None


def test_whoever_left_the_first_still_knows_what_the_second_is_joined_to(
    office: Office, sig: Workstation, lia: Workstation, crisis: str, other: str
) -> None:
    code = sig.reading.crisis(crisis).code
    lia.desk.do(JoinCrisis(other, crisis))
    share(lia, other, [sig])
    sig.desk.do(RemoveMember(crisis, person_of(lia)))
    share(sig, crisis, [lia])
    found = lia.reading.reunion(other)
    assert found is not None
    assert (found.first, found.crisis.joined_to) == (None, code)
