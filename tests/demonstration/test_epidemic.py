"""The replay of 2020: real figures, real contradictions."""

from itertools import groupby

from app.core import resources
from app.core.clock import rfc3339
from app.core.entry_commands import Record
from app.demonstration import epidemic
from app.demonstration.scene import lines
from app.documents.figures import Publication, publications

CRISIS = "a" * 64


def days() -> dict[str, list[Publication]]:
    published = publications(resources.path("demonstration/figures"))
    return {day: list(same_day) for day, same_day in groupby(published, lambda one: one.date)}


def test_every_publication_is_an_entry_with_its_source_and_its_address():
    for same_day in days().values():
        for one in same_day:
            entry = epidemic.entry(CRISIS, one)
            assert entry.subject
            assert one.url in entry.content
            assert (entry.type, entry.source + entry.credibility, entry.verification) == ("figures", "A2", "confirmed")


def test_an_hour_is_given_only_where_the_source_says_it():
    ministry, agency = (epidemic.entry(CRISIS, one) for one in days()["2020-02-29"])
    assert (rfc3339(ministry.occurred_at), ministry.precision) == ("2020-02-29T18:00:00+01:00", "exact")
    assert (rfc3339(agency.occurred_at), agency.precision) == ("2020-02-29T00:00:00+01:00", "unknown")
    assert agency.sender == "Santé publique France"


def test_the_days_when_two_sources_disagree_are_found_and_noted():
    disagreeing = [day for day, same_day in days().items() if epidemic.contradictory(same_day)]
    assert "2020-02-29" in disagreeing
    assert "2020-03-01" not in disagreeing
    note: Record = epidemic.note(CRISIS, days()["2020-02-29"], ["SIG1-0033", "SIG1-0034"])
    assert note.subject.startswith("29 février, deux chiffres : 100 cas (")
    assert note.subject.endswith("73 cas (Santé publique France)")
    assert len(note.subject) <= 120
    assert note.key_event
    assert "SIG1-0033 et SIG1-0034" in note.content


def test_a_day_is_recorded_in_order_with_its_note(office):
    desk = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(desk)
    epidemic.record_day(desk.desk, crisis, days()["2020-02-29"])
    epidemic.record_day(desk.desk, crisis, days()["2020-03-01"])
    held = lines(desk, crisis)
    assert [row.type for row in epidemic.contradiction(held)].count("figures") == 2
    assert [row.type for row in held].count("note") == 1
    assert len(held) == len(days()["2020-02-29"]) + len(days()["2020-03-01"]) + 1


def test_what_the_sources_count_is_a_course_for_each_of_them():
    published = [one for same_day in days().values() for one in same_day]
    figures = epidemic.figures_of(published, CRISIS)
    assert {one.indicator for one in figures} == set(epidemic.FOLLOWED)
    counted = [one for one in figures if one.indicator == epidemic.FOLLOWED[0]]
    assert len({one.source for one in counted}) == 2
    assert all(one.publishable and one.clearance and one.source for one in figures)
