"""What one crisis joined to another changes in the lists: both are shown in one, each with its own numbers."""

from dataclasses import dataclass

import pytest

from app.core.brief_commands import Freeze, Printed
from app.core.entry_commands import Handle, Record
from app.core.errors import Refused
from app.core.figure_commands import RecordFigure
from app.core.message_commands import Dispatch, Draft, GiveVisa, Submit
from app.core.register import Draft as Written
from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import AddMember
from app.core.registers.reunions import JoinCrisis, SeparateCrisis
from app.core.store.filtering import EntryFilter
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.core.store.looking import statements
from tests.office import Office, person_of, share

HOUR = 3_600_000


@dataclass
class Pair:
    """Two crises, the second joined to the first: SIG1 wrote in both, INT in the second, which LIA alone reads."""

    sig: Workstation
    int_: Workstation
    alone: Workstation
    first: str
    second: str
    code: str = ""


def logged(one: Workstation, crisis: str, subject: str, hour: int, **more: object) -> str:
    return one.desk.do(Record(crisis, subject, occurred_at=hour * HOUR, **more)).id  # type: ignore[arg-type]


@pytest.fixture
def pair(office: Office) -> Pair:
    sig, int_ = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "CCOM")
    alone = office.workstation("PREF", "Paul R", "INT", "LIA")
    first = office.crisis(sig, title="Incendie Lubrizol")
    second = office.crisis(int_, (sig, "CCOM"), (alone, "LIA"), title="Incendie à Rouen")
    logged(sig, first, "Fumée", 1, key_event=True, sender="SDIS 76")
    logged(sig, first, "Confinement", 3)
    logged(int_, second, "Fumées vues", 2, key_event=True, sender="Préfecture")
    share(int_, second, [sig, alone])
    logged(sig, second, "Route coupée", 4)
    made = Pair(sig, int_, alone, first, second, sig.reading.crisis(second).code)
    sig.desk.do(JoinCrisis(second, first))
    share(sig, second, [int_, alone])
    share(sig, first, [int_])
    return made


def subjects(one: Workstation, space: str, **more: object) -> list[str]:
    wanted = EntryFilter(space, **more)  # type: ignore[arg-type]
    return [row.subject for row in one.reading.entry_rows(one.reading.entry_keys(wanted)) if row]


def test_the_main_courante_of_the_first_shows_both_in_one_order(pair: Pair) -> None:
    for one in (pair.sig, pair.int_):
        assert subjects(one, pair.first) == ["Route coupée", "Confinement", "Fumées vues", "Fumée"]
        assert subjects(one, pair.second) == ["Route coupée", "Fumées vues"]
    assert subjects(pair.sig, pair.first, order="recorded") == ["Route coupée", "Fumées vues", "Confinement", "Fumée"]
    assert subjects(pair.sig, pair.first, key_events=True) == ["Fumées vues", "Fumée"]
    assert subjects(pair.sig, pair.first, sender="préfecture") == ["Fumées vues"]
    assert pair.sig.reading.senders(pair.first) == ["Préfecture", "SDIS 76"]
    assert [len(pair.sig.reading.entry_keys(EntryFilter(pair.first), limit)) for limit in (1, 3, 9)] == [1, 3, 4]


@pytest.mark.parametrize("order", ["occurred", "recorded"])
def test_the_search_finds_in_both(pair: Pair, order: str) -> None:
    assert sorted(subjects(pair.sig, pair.first, query="fumee", order=order)) == ["Fumée", "Fumées vues"]
    keys = pair.sig.reading.entry_keys(EntryFilter(pair.first, query="fumee", order=order), 1)  # type: ignore[arg-type]
    assert len(keys) == 1


def test_who_is_a_member_of_one_only_keeps_seeing_his_own(pair: Pair) -> None:
    assert subjects(pair.alone, pair.second) == ["Route coupée", "Fumées vues"]
    assert subjects(pair.alone, pair.first) == []
    row = next(row for row in pair.alone.reading.crises() if row.id == pair.second)
    assert row.joined_to == pair.sig.reading.crisis(pair.first).code
    with pytest.raises(Refused, match=row.joined_to):
        pair.alone.desk.do(Record(pair.second, "Trop tard"))


def test_two_entries_of_one_number_are_both_shown_and_told_apart(pair: Pair) -> None:
    rows = [row for row in pair.sig.reading.entry_rows(pair.sig.reading.entry_keys(EntryFilter(pair.first))) if row]
    called = {row.subject: row.called for row in rows}
    (fumee,) = (row for row in rows if row.subject == "Fumée")
    assert called == {
        "Fumée": f"SIG1-0001 · {fumee.id[:4]}",
        "Route coupée": f"SIG1-0001 · {pair.code}",
        "Confinement": "SIG1-0002",
        "Fumées vues": "INT-0001",
    }
    assert {row.origin for row in rows} == {"", pair.code}
    assert [one.text for one in pair.sig.reading.find("SIG1-1", "entry", pair.first)] == ["SIG1-0001", "SIG1-0001"]
    assert len(pair.sig.reading.find("SIG1-1", "entry", pair.second)) == 1


def test_what_changes_in_the_second_is_told_to_those_who_look_at_the_first(pair: Pair) -> None:
    entry = pair.sig.reading.find("INT-0001", "entry", pair.first)[0].id
    changes = pair.sig.desk.do(Handle(entry, {"key_event": False})).changes
    assert {pair.first, pair.second} <= changes.spaces
    found = pair.sig.reading.changes_in(EntryFilter(pair.first, key_events=True), changes.records)
    assert found is not None
    assert (len(found[0]), len(found[1])) == (0, 1)
    other = pair.sig.desk.do(OpenCrisis("Autre", "exercise", "natural", "INT")).id
    assert pair.sig.desk.do(Record(other, "Ailleurs")).changes.spaces == {other}


def test_counts_and_vital_signs_are_of_both(pair: Pair) -> None:
    counts, vital = pair.sig.reading.counts(pair.first), pair.sig.reading.vital(pair.first)
    assert (counts.to_sort, counts.oldest_to_sort is not None, counts.away_since) == (4, True, None)
    assert (vital.entries, vital.key_events) == (4, 2)
    alone = pair.alone.reading.counts(pair.second)
    assert (alone.to_sort, pair.alone.reading.vital(pair.second).entries) == (2, 2)


def test_messages_the_board_and_figures_are_of_both(office: Office, pair: Pair) -> None:
    said = pair.sig.reading
    before = [office.crisis(pair.sig, title="A"), office.crisis(pair.sig, title="B")]
    director = office.workstation("PM1", "Hélène Brunel", "PM", "DIR")
    for space in before:
        pair.sig.desk.do(AddMember(space, person_of(director), "DIR"))
        message = pair.sig.desk.do(Draft(space, "line", Text("Restez chez vous", "Fermez tout."), "air")).id
        pair.sig.desk.do(Submit(message))
        pair.sig.desk.do(GiveVisa(message, None, "favourable"))
        share(pair.sig, space, [director])
        director.desk.do(GiveVisa(message, None, "favourable"))
        share(director, space, [pair.sig])
        pair.sig.desk.do(Dispatch(message, None, "press", "AFP", degraded="serveur coupé"))
        figure = {"indicator": "blessés", "value": "3", "cutoff": HOUR, "source": "SAMU"}
        pair.sig.desk.do(RecordFigure(space, **figure))  # type: ignore[arg-type]
    pair.sig.desk.do(JoinCrisis(before[1], before[0]))
    rows = said.messages(before[0])
    assert [row.reference for row in rows] == ["EDL-SIG1-001", "EDL-SIG1-001"]
    assert len(said.messages(before[1])) == 1
    (topic,) = said.lines(before[0]).topics
    assert len(topic.lines) == 2
    assert all(said.line(row.id) is not None for row in rows)
    assert sum(len(one.lines) for one in said.board(before[0]).topics) == 2
    assert len(said.found_messages(before[0], "restez")) == 2
    assert len(said.figures(before[0])) == 2
    assert len(said.figures(before[1])) == 1
    assert len(said.account(before[0]).figures) == 2


def test_an_extract_and_the_decisions_are_of_both(pair: Pair) -> None:
    assert [one.subject for one in pair.sig.reading.extract(EntryFilter(pair.first), True).entries] == [
        *("Fumée", "Fumées vues", "Confinement"),
        "Route coupée",
    ]
    pair.sig.desk.do(SeparateCrisis(pair.second, "essai"))
    logged(pair.sig, pair.second, "Fermer l'école", 5, type="decision")
    logged(pair.sig, pair.first, "Évacuer", 6, type="decision")
    pair.sig.desk.do(JoinCrisis(pair.second, pair.first))
    assert [one.decision for one in pair.sig.reading.decisions(pair.first).entries] == ["D-SIG1-001", "D-SIG1-001"]
    assert pair.sig.reading.asked(EntryFilter(pair.first)) == "toutes les entrées"


def test_a_brief_tells_both_and_notes_what_was_held_of_each(pair: Pair) -> None:
    content = pair.sig.reading.compose(pair.first, 5 * HOUR, False)
    assert "Fumées vues" in str(content)
    brief = pair.sig.desk.do(Freeze(pair.first, content, Printed(b"%PDF", 1))).id
    assert subjects(pair.sig, pair.first, since_brief=brief) == []
    late = Written("entry.recorded", {"number": "INT-0002", "fields": {"subject": "Écrite ailleurs", "occurred_at": 1}})
    said = Written(late.kind, late.body, pair.second)
    with pair.int_.store.write() as transaction:  # as one who had not heard of the reunion
        transaction.append(transaction.sign(said, transaction.view().grants(pair.second)[0].id))
    share(pair.int_, pair.second, [pair.sig])
    assert subjects(pair.sig, pair.first, since_brief=brief) == ["Écrite ailleurs"]
    assert [row.reference for row in pair.sig.reading.briefs(pair.first)] == ["PDS-SIG1-001"]


def test_a_brief_older_than_the_reunion_held_nothing_of_the_second(pair: Pair) -> None:
    pair.sig.desk.do(SeparateCrisis(pair.second, "essai"))
    brief = pair.sig.desk.do(
        Freeze(pair.first, pair.sig.reading.compose(pair.first, 5 * HOUR, False), Printed(b"%PDF", 1))
    ).id
    pair.sig.desk.do(JoinCrisis(pair.second, pair.first))
    assert subjects(pair.sig, pair.first, since_brief=brief) == ["Route coupée", "Fumées vues"]


def test_separated_each_list_is_its_own_again(pair: Pair) -> None:
    pair.sig.desk.do(SeparateCrisis(pair.second, "deux foyers"))
    assert subjects(pair.sig, pair.first) == ["Confinement", "Fumée"]
    rows = pair.sig.reading.entry_rows(pair.sig.reading.entry_keys(EntryFilter(pair.first)))
    assert [(row.called, row.origin) for row in rows if row] == [("SIG1-0002", ""), ("SIG1-0001", "")]


def test_a_crisis_that_nothing_joined_is_asked_as_it_ever_was(office: Office, sig: Workstation, crisis: str) -> None:
    sig.desk.do(Record(crisis, "Fumée"))
    with statements(sig.store) as asked:
        sig.reading.entry_keys(EntryFilter(crisis, key_events=True))
    (sql,) = (one for one in asked if "FROM entry t" in one)
    assert "t.space = ?" in sql
    assert " IN (SELECT" not in sql
