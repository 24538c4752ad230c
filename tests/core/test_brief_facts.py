"""What a brief tells of the main courante: facts apart from what nobody vouches for, and what is new to it."""

from typing import Any

import pytest

from app.core.brief_commands import Freeze, Printed
from app.core.brief_content import Asked, Chronology, Content, Line, Unverified
from app.core.brief_facts import MOST_ESSENTIAL, trusted
from app.core.brief_offer import AMENDED, CONFLICT, CONTRADICTED, LATE, NEW, OVERDUE, Pick
from app.core.entries import Assignee
from app.core.entry_commands import Amend, Assign, Handle, Link, Record, Triage
from app.sync.workstation import Workstation
from tests.office import Office, share

MINUTE = 60_000
SURE = {"key_event": True, "source": "A", "credibility": "1"}


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


def freeze(sig: Workstation, crisis: str, cutoff: int | None = None) -> None:
    at = sig.clock.now() if cutoff is None else cutoff
    proposal, content = sig.reading.propose(crisis, at, True), sig.reading.compose(crisis, at, True)
    sig.desk.do(Freeze(crisis, content, Printed(b"%PDF", 1), proposal.known))


def facts(sig: Workstation, crisis: str) -> list[Line]:
    return [
        line
        for block in blocks(compose(sig, crisis), 2)
        if isinstance(block, Chronology | Unverified)
        for line in block.lines
    ]


def picks(sig: Workstation, crisis: str, number: int) -> list[Pick]:
    offers = sig.reading.propose(crisis, sig.clock.now(), True).offers
    return [pick for offer in offers if offer.number == number for group in offer.groups for pick in group.picks]


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
    for n, ago in ((1, 5), (2, 9), (3, -60)):
        record(sig, crisis, f"Fait {n}", occurred_at=now - ago * MINUTE, **SURE)
    record(sig, crisis, "Détail", source="A", credibility="1")
    assert [one.text for one in facts(sig, crisis)] == ["Fait 2", "Fait 1"]
    assert [one.text for one in blocks(compose(sig, crisis), 1)] == ["Fait 2", "Fait 1"]


def test_what_is_urgent_and_no_key_event_is_offered_and_not_taken(sig: Workstation, crisis: str) -> None:
    record(sig, crisis, "Urgent", priority=1, source="A", credibility="1")
    assert [(one.words, one.picked) for one in picks(sig, crisis, 2)] == [("Urgent", False)]
    assert facts(sig, crisis) == []


def test_the_essential_is_the_latest_few(sig: Workstation, crisis: str) -> None:
    now = sig.clock.now()
    for n in range(MOST_ESSENTIAL + 3):
        record(sig, crisis, f"Fait {n}", occurred_at=now - n * 1000, **SURE)
    texts = [one.text for one in blocks(compose(sig, crisis), 1)]
    assert texts == [f"Fait {n}" for n in reversed(range(MOST_ESSENTIAL))]


def test_what_was_said_to_the_public_is_a_fact_and_not_the_essential(sig: Workstation, crisis: str) -> None:
    record(sig, crisis, "EDL-SIG1-001 diffusé", type="dispatch", **SURE)
    record(sig, crisis, "Feu éteint", **SURE)
    assert [one.text for one in blocks(compose(sig, crisis), 1)] == ["Feu éteint"]
    assert len(facts(sig, crisis)) == 2


def test_a_rectified_fact_is_printed_with_its_former_words_and_a_disputed_one_says_so(
    office: Office, sig: Workstation
) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    entry = record(sig, crisis, "Douze blessés", key_event=True)
    sig.desk.do(Amend(entry, {"subject": "Treize blessés"}, "erreur"))
    (shown,) = facts(sig, crisis)
    assert (shown.text, shown.struck, shown.note) == ("Treize blessés", "Douze blessés", "rectifié")
    share(sig, crisis, [lia])
    for one, said in ((sig, "Quatorze"), (lia, "Quinze")):
        one.desk.do(Amend(entry, {"subject": said}, "erreur"))
    share(lia, crisis, [sig])
    assert facts(sig, crisis)[0].note == "deux valeurs, à départager"
    assert CONFLICT in picks(sig, crisis, 2)[0].marks


def test_the_next_brief_tells_what_the_last_one_did_not(sig: Workstation, crisis: str) -> None:
    now = sig.clock.now()
    first = record(sig, crisis, "Fumée", **SURE, occurred_at=now - 10 * MINUTE)
    assert [(one.text, one.changed) for one in facts(sig, crisis)] == [("Fumée", False)]
    freeze(sig, crisis, now - 5 * MINUTE)
    assert facts(sig, crisis) == []
    record(sig, crisis, "Feu", **SURE)
    assert [(one.text, one.changed, one.note) for one in facts(sig, crisis)] == [("Feu", True, "")]
    sig.desk.do(Amend(first, {"subject": "Fumée noire"}, "précision"))
    assert [(one.text, one.struck, one.note) for one in facts(sig, crisis)] == [
        ("Fumée noire", "Fumée", "rectifié depuis le n° 1"),
        ("Feu", "", ""),
    ]


def test_an_older_entry_that_arrives_late_is_in_the_next_brief_and_flagged(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    record(lia, crisis, "Pont coupé", **SURE)
    freeze(sig, crisis)
    share(lia, crisis, [sig])
    (line,) = facts(sig, crisis)
    assert (line.text, line.changed, line.note) == ("Pont coupé", True, "parvenu après le n° 1")
    assert picks(sig, crisis, 2)[0].marks == {NEW, LATE}
    freeze(sig, crisis)
    assert facts(sig, crisis) == []


def test_what_was_held_but_came_after_the_cut_off_is_in_the_next_one(sig: Workstation, crisis: str) -> None:
    record(sig, crisis, "Après l'arrêté", **SURE)
    freeze(sig, crisis, sig.clock.now() - 10 * MINUTE)
    assert [(one.text, one.note) for one in facts(sig, crisis)] == [("Après l'arrêté", "")]


def test_a_key_event_marked_since_is_told(sig: Workstation, crisis: str) -> None:
    entry = record(sig, crisis, "Fumée", source="A", credibility="1")
    freeze(sig, crisis)
    assert facts(sig, crisis) == []
    sig.desk.do(Handle(entry, {"key_event": True}))
    assert [one.text for one in facts(sig, crisis)] == ["Fumée"]


def test_reading_or_assigning_a_fact_does_not_tell_it_again(sig: Workstation, crisis: str) -> None:
    entry = record(sig, crisis, "Fumée", **SURE)
    freeze(sig, crisis)
    sig.desk.do(Triage(entry, "closed"))
    sig.desk.do(Assign(entry, Assignee("", "SAN", "Santé"), None))
    assert facts(sig, crisis) == []


def test_a_contradicted_fact_names_what_contradicts_it_on_both_sides(sig: Workstation, crisis: str) -> None:
    one, other = record(sig, crisis, "Éteint", **SURE), record(sig, crisis, "Reprise", **SURE)
    sig.desk.do(Link(other, "contradicts", one, "deux témoins"))
    assert [(line.number, line.note) for line in facts(sig, crisis)] == [
        ("SIG1-0001", "contredit par SIG1-0002"),
        ("SIG1-0002", "contredit par SIG1-0001"),
    ]
    assert all(CONTRADICTED in pick.marks for pick in picks(sig, crisis, 2))


def test_a_request_is_told_until_it_is_closed_and_its_delay_counted_at_the_cut_off(
    sig: Workstation, crisis: str
) -> None:
    entry = record(sig, crisis, "Liste des produits", type="request", sender="CCOM")
    sig.desk.do(Assign(entry, Assignee("", "ECO", "DREAL"), sig.clock.now() - 15 * MINUTE))
    freeze(sig, crisis)
    (pick,) = picks(sig, crisis, 9)
    assert OVERDUE in pick.marks
    assert isinstance(pick.printed, tuple)
    assert pick.printed[1:4] == ("Liste des produits", "CCOM", "DREAL")
    assert pick.printed[5] == "▲ retard 15 min"
    sig.desk.do(Triage(entry, "closed"))
    assert picks(sig, crisis, 9) == []


def test_a_rumour_is_told_until_it_is_closed(sig: Workstation, crisis: str) -> None:
    entry = record(sig, crisis, "Eau polluée", type="rumour")
    freeze(sig, crisis)
    assert [one.words for one in picks(sig, crisis, 7)] == ["Eau polluée"]
    sig.desk.do(Triage(entry, "closed"))
    assert [one.words for one in picks(sig, crisis, 7)] == []


def test_measures_stand_under_who_took_them_and_only_the_new_ones(sig: Workstation, crisis: str) -> None:
    record(sig, crisis, "Fermer", type="decision", sender="Préfet")
    freeze(sig, crisis)
    record(sig, crisis, "Renfort", type="action")
    (pick,) = picks(sig, crisis, 4)
    assert pick.printed == ("SIG", "Renfort", "SIG1-0002")
    assert AMENDED not in pick.marks


def test_accents_do_not_send_a_ministry_to_the_end(sig: Workstation, crisis: str) -> None:
    for sender in ("Santé", "Éducation", "Agriculture"):
        record(sig, crisis, "Mesure", type="action", sender=sender)
    printed = [pick.printed for pick in picks(sig, crisis, 4)]
    assert [cells[0] for cells in printed if isinstance(cells, tuple)] == ["Agriculture", "Éducation", "Santé"]


def test_what_waits_for_a_decision_is_asked_with_boxes_to_tick(sig: Workstation, crisis: str) -> None:
    entry = record(sig, crisis, "Ouvrir le numéro vert")
    sig.desk.do(Triage(entry, "to_decide"))
    assert blocks(compose(sig, crisis), 8) == (Asked(("Ouvrir le numéro vert (SIG1-0001)",), (entry,)),)


def test_the_latest_figures_announced_by_each_source_stand_side_by_side(sig: Workstation, crisis: str) -> None:
    now = sig.clock.now()
    for n, (sender, said) in enumerate((("SINUS", "17"), ("Préfecture", "21"), ("SINUS", "18"))):
        record(sig, crisis, said, type="figures", sender=sender, occurred_at=now - 10_000 + n)
    (table,) = blocks(compose(sig, crisis), 3)
    assert [(row[1], row[2]) for row in table.rows] == [("SINUS", "18"), ("Préfecture", "21")]
