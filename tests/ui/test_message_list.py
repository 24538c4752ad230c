"""The list of messages is grouped by what there is to do."""

from app.core.store.rows import MessageRow, Waiting
from app.core.times import MINUTE
from app.ui import message_list
from app.ui.card_list import Card, Group
from tests.ui.lines import NOW, at

PARIS = "Europe/Paris"
MINE = Waiting("organisations", "Santé", "SAN", True, NOW + MINUTE, True)
LATE = Waiting("organisations", "Économie", "ECO", True, NOW - 6 * MINUTE, False)


def row(id, state, changed=0, **more):
    values = {"pending": False, "awaits_me": False, "note": "visa Santé"} | more
    return MessageRow(id, f"EDL-SIG1-{id}", "v2·4b07", "line", f"Titre {id}", "", state, changed_at=changed, **values)


def items(*rows):
    return message_list.items(rows, NOW, PARIS)


def card(one):
    return items(one)[1]


def test_what_is_to_be_done_comes_before_what_is_ready_what_is_out_and_what_is_over():
    shown = items(
        row("1", "withdrawn"),
        row("2", "validated"),
        row("3", "draft"),
        row("4", "conflict"),
        row("5", "dispatched"),
        row("6", "embargoed"),
        row("7", "expired"),
        row("8", "review", dispatched_at=NOW),
    )
    groups = [(one.title, one.count) for one in shown if isinstance(one, Group)]
    assert groups == [("À faire avancer", 3), ("Prêts", 2), ("Diffusés, en vigueur", 1), ("Terminés", 2)]


def test_what_was_replaced_is_over_although_nobody_took_it_back():
    shown = items(row("1", "dispatched", superseded_by="EDL-SIG1-2"))
    assert shown[0] == Group("Terminés", 1)
    assert shown[1].note == "remplacé par EDL-SIG1-2"


def test_what_awaits_the_reader_is_first_then_what_is_late():
    shown = items(
        row("1", "submitted", 9), row("2", "submitted", 1, waiting=(LATE,)), row("3", "submitted", 0, waiting=(MINE,))
    )
    cards = [one for one in shown if isinstance(one, Card)]
    assert [one.id for one in cards] == ["3", "2", "1"]
    assert cards[0].strong
    assert cards[0].note.startswith("Votre visa est attendu")
    assert cards[1].states == (("priority_1", "en visa, +6\u00a0min", "alarm"),)
    assert cards[1].note == "Économie en retard"


def test_a_visa_that_is_not_yet_to_be_given_calls_nobody():
    later = Waiting("authority", "visa de l’autorité", "", False, 0, True)
    assert not card(row("1", "submitted", waiting=(later,))).strong


def test_an_empty_group_is_not_shown():
    assert items() == ()


def test_a_state_of_a_later_version_is_listed_with_what_is_to_be_done():
    assert items(row("1", "amended"))[0] == Group("À faire avancer", 1)


def test_what_is_ready_or_out_says_since_when_and_until_when():
    assert card(row("1", "validated", validated_at=at(24, 3, 1))).note == "validé 03:01, non diffusé"
    assert card(row("1", "validated")).states[0][1] == "bon à diffuser"
    assert card(row("1", "embargoed", embargoed=True, embargo_until=at(24, 4, 0))).note == "jusqu’à 04:00"
    assert card(row("1", "embargoed", embargoed=True)).note == "jusqu’à décision"
    sent = row("1", "dispatched", dispatched_at=at(24, 2, 34), channel="x", valid_until=at(24, 6, 0), in_force=True)
    assert card(sent).note == "02:34 · X · valable jusqu’à 06:00"
    assert card(row("1", "expired", valid_until=at(24, 3, 0))).note == "depuis 03:00"


def test_what_changed_is_named_and_a_telephone_visa_is_flagged():
    assert card(row("1", "review", to_review=("SIG1-0147",))).note == "a changé : SIG1-0147"
    assert card(row("1", "submitted", told_by_phone=1)).note == "1\u00a0à confirmer · manque : visa Santé"


def test_only_what_is_valid_is_told_as_such_in_the_list():
    for state in ("draft", "submitted", "review", "returned", "conflict", "embargoed", "expired", "withdrawn"):
        spoken = card(row("1", state, validated_at=NOW)).spoken
        assert "validé" not in spoken
        assert "bon à diffuser" not in spoken


def test_the_short_reference_is_used_while_nobody_can_take_it_for_another():
    shown = [one.head for one in items(row("001", "draft"), row("002", "draft")) if isinstance(one, Card)]
    assert sorted(shown) == ["EDL-001 v2", "EDL-002 v2"]


def test_a_message_not_yet_sent_says_it():
    shown = card(row("1", "draft", pending=True, author="L. Aubert", changed=at(24, 2, 52)))
    assert shown.note == "L. Aubert, 02:52 · en attente d’envoi"
    assert shown.spoken == "EDL-1 v2, brouillon, Titre 1, L. Aubert, 02:52 · en attente d’envoi"


def test_three_hundred_messages_are_listed_whole_and_each_once():
    rows = [
        row(f"{n:03}", ("draft", "submitted", "dispatched")[n % 3], n, waiting=(MINE,) * (n % 50 == 1))
        for n in range(300)
    ]
    shown = [one for one in items(*rows) if isinstance(one, Card)]
    assert len({one.id for one in shown}) == len(shown) == 300
    assert [one.strong for one in shown].count(True) == 6
