"""A brief is filled with what is held: facts apart from what is not verified, words that are cleared, who to call."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.composing import MOST_ESSENTIAL, line, printed, trusted
from app.core.entry_commands import Amend, Handle, Record
from app.core.message_commands import Draft, GiveVisa, Submit
from app.core.registers.briefs import SECTIONS, Chronology, Content, Freeze, Table, Unverified
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.building import Writer
from tests.core.holding import SPACE, anything, held
from tests.office import Office, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture
def crisis(office: Office, sig: Workstation) -> str:
    return office.crisis(sig)


def compose(sig: Workstation, crisis: str, approved: bool = True) -> Content:
    return sig.reading.compose(crisis, sig.clock.now(), approved)


def blocks(content: Content, number: int) -> Any:
    return content.sections[number - 1].blocks


def record(sig: Workstation, crisis: str, subject: str, **more: Any) -> str:
    return sig.desk.do(Record(crisis, subject, **{"occurred_at": sig.clock.now() - 60_000, **more})).id


def test_ten_sections_and_nothing_where_nothing_is_held(sig: Workstation, crisis: str) -> None:
    content = compose(sig, crisis)
    assert tuple(section.title for section in content.sections) == SECTIONS
    assert all(section.blocks == () for section in content.sections)
    assert (content.reference, content.number, content.replaces) == ("PDS-SIG1-001", 1, "")
    assert (content.frame, content.crisis_code) == ("exercise", sig.reading.crisis(crisis).code)
    assert content.offline
    assert content.last_exchange is None


@pytest.mark.parametrize(
    ("rating", "verification", "sure"),
    [
        ("F6", "unverified", False),
        ("B2", "unverified", True),
        ("C3", "ongoing", True),
        ("A4", "unverified", False),
        ("F6", "confirmed", True),
        ("F6", "cross_checked", True),
        ("A1", "denied", False),
    ],
)
def test_what_may_be_printed_as_a_fact(
    sig: Workstation, crisis: str, rating: str, verification: str, sure: bool
) -> None:
    more = {"source": rating[0], "credibility": rating[1], "verification": verification}
    entry = record(sig, crisis, "Fumée", key_event=True, **more)
    assert trusted(sig.reading.entry(entry)) == sure
    (block,) = blocks(compose(sig, crisis), 2)
    assert type(block) is (Chronology if sure else Unverified)


def test_only_key_events_until_the_cut_off_are_told_in_the_order_of_the_facts(sig: Workstation, crisis: str) -> None:
    now = sig.clock.now()
    sure = {"key_event": True, "source": "A", "credibility": "1"}
    for n, ago in ((1, 5), (2, 9), (3, -60)):
        record(sig, crisis, f"Fait {n}", occurred_at=now - ago * 60_000, **sure)
    record(sig, crisis, "Détail", source="A", credibility="1")
    (block,) = blocks(compose(sig, crisis), 2)
    assert [one.text for one in block.lines] == ["Fait 2", "Fait 1"]
    assert [one.text for one in blocks(compose(sig, crisis), 1)] == ["Fait 2", "Fait 1"]


def test_the_essential_is_the_latest_few(sig: Workstation, crisis: str) -> None:
    now = sig.clock.now()
    for n in range(MOST_ESSENTIAL + 3):
        record(sig, crisis, f"Fait {n}", occurred_at=now - n * 1000, key_event=True, source="A", credibility="1")
    texts = [one.text for one in blocks(compose(sig, crisis), 1)]
    assert texts == [f"Fait {n}" for n in reversed(range(MOST_ESSENTIAL))]


def test_a_rectified_fact_is_printed_with_its_former_words_and_a_disputed_one_says_so(
    office: Office, sig: Workstation
) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    entry = record(sig, crisis, "Douze blessés", key_event=True)
    sig.desk.do(Amend(entry, {"subject": "Treize blessés"}, "erreur"))
    shown = line(sig.reading.entry(entry))
    assert (shown.text, shown.struck, shown.note) == ("Treize blessés", "Douze blessés", "rectifié")
    share(sig, crisis, [lia])
    for one, said in ((sig, "Quatorze"), (lia, "Quinze")):
        one.desk.do(Amend(entry, {"subject": said}, "erreur"))
    share(lia, crisis, [sig])
    assert line(sig.reading.entry(entry)).note == "deux valeurs, à départager"


def test_what_the_last_brief_printed_is_not_marked_as_new(sig: Workstation, crisis: str) -> None:
    first = record(sig, crisis, "Fumée", key_event=True, source="A", credibility="1")
    content = compose(sig, crisis)
    assert not blocks(content, 2)[0].lines[0].changed
    brief = sig.desk.do(Freeze(crisis, content, b"%PDF", 1))
    record(sig, crisis, "Feu", key_event=True, source="A", credibility="1")
    again = compose(sig, crisis)
    assert [(one.text, one.changed) for one in blocks(again, 2)[0].lines] == [("Fumée", False), ("Feu", True)]
    assert (again.number, again.replaces) == (2, "PDS-SIG1-001")
    sig.desk.do(Amend(first, {"subject": "Fumée noire"}, "précision"))
    assert blocks(compose(sig, crisis), 2)[0].lines[0].changed
    with sig.store.read() as transaction:
        assert printed(transaction.verified(brief.id)) == {("SIG1-0001", "Fumée")}


def test_each_kind_of_entry_goes_to_its_section(sig: Workstation, crisis: str) -> None:
    for kind, sender in (("figures", "SDIS 76"), ("decision", "Préfet"), ("rumour", ""), ("request", "Mairie")):
        record(sig, crisis, f"Une {kind}", type=kind, sender=sender)
    content = compose(sig, crisis)
    for number, kind in ((3, "figures"), (4, "decision"), (7, "rumour"), (9, "request")):
        (table,) = blocks(content, number)
        assert isinstance(table, Table)
        assert any(f"Une {kind}" in row for row in table.rows)
        assert {len(row) for row in table.rows} == {len(table.heads)} == {len(table.weights)}


def test_the_latest_figures_of_each_source_stand_side_by_side(sig: Workstation, crisis: str) -> None:
    now = sig.clock.now()
    for n, (sender, said) in enumerate((("SINUS", "17"), ("Préfecture", "21"), ("SINUS", "18"))):
        record(sig, crisis, said, type="figures", sender=sender, occurred_at=now - 10_000 + n)
    (table,) = blocks(compose(sig, crisis), 3)
    assert [(row[1], row[2]) for row in table.rows] == [("SINUS", "18"), ("Préfecture", "21")]


def test_words_are_listed_with_their_state_and_drafts_are_not_printed(office: Office, sig: Workstation) -> None:
    dir = office.workstation("PM1", "Dominique Roy", "PM", "DIR")
    crisis = office.crisis(sig, (dir, "DIR"))
    sig.desk.do(Draft(crisis, "line", Text("Brouillon", "Texte")))
    message = sig.desk.do(Draft(crisis, "line", Text("Validé", "Texte"))).id
    sig.desk.do(Submit(message))
    sig.desk.do(GiveVisa(message, None, "favourable"))
    share(sig, crisis, [dir])
    dir.desk.do(GiveVisa(message, None, "favourable"))
    share(dir, crisis, [sig])
    (table,) = blocks(compose(sig, crisis), 6)
    assert [(row[0], row[2], row[4]) for row in table.rows] == [("EDL-SIG1-002", "validé", "Validé")]


def test_only_public_and_on_call_numbers_are_printed(sig: Workstation, crisis: str) -> None:
    for name, usage, public in (("Privé", "mobile", False), ("Public", "office", True), ("Astreinte", "duty", False)):
        phone = {"number": "01 99 00 12 34", "usage": usage, "public": public}
        sig.desk.do(AddContact({"family_name": name, "phone:1": phone}))
    (table,) = blocks(compose(sig, crisis), 10)
    assert [row[0] for row in table.rows] == ["Astreinte", "Public"]


def test_who_is_on_call_until_tomorrow_is_told_and_where_nobody_is(sig: Workstation, crisis: str) -> None:
    hour = 3600 * 1000
    cutoff = sig.clock.now()
    duty = {"function": "DICOM", "zone": "Europe/Paris", "starts": cutoff - hour, "ends": cutoff + hour}
    sig.desk.do(AddDuty({**duty, "organisation": "SAN", "holder_name": "F. Delmas", "phone": "01 99 00 33 15"}))
    sig.desk.do(AddDuty({**duty, "organisation": "INT", "holder_name": "D. Kerjean", "ends": cutoff + 48 * hour}))
    content = sig.reading.compose(crisis, cutoff, False)
    (table,) = blocks(content, 10)
    assert [row[:2] for row in table.rows] == [
        ("Intérieur, DICOM", "D. Kerjean"),
        ("Santé, DICOM", "F. Delmas"),
        ("Santé, DICOM", "Personne d'astreinte"),
    ]
    assert (table.rows[0][2], table.rows[1][3]) == ("24 h", "01 99 00 33 15")


def test_a_brief_is_a_project_unless_its_author_approves_it(sig: Workstation, crisis: str) -> None:
    assert compose(sig, crisis, approved=False).approver == ""
    assert compose(sig, crisis).approver == compose(sig, crisis).author == "Camille Morvan (CCOM)"


def test_a_key_event_is_one_by_its_handling(sig: Workstation, crisis: str) -> None:
    entry = record(sig, crisis, "Fumée")
    assert blocks(compose(sig, crisis), 2) == ()
    sig.desk.do(Handle(entry, {"key_event": True}))
    assert len(blocks(compose(sig, crisis), 2)[0].lines) == 1
    assert replace(compose(sig, crisis), made_at=0).made_at == 0


@settings(max_examples=60)
@given(st.fixed_dictionaries({"content": anything}) | anything)
def test_a_last_brief_of_another_form_makes_everything_new(body: Any) -> None:
    assert isinstance(printed([held(Writer("ann").write("brief.frozen", body, SPACE))]), frozenset)
    assert printed([]) == frozenset()
