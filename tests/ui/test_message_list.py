"""The list of messages is grouped by what there is to do."""

from app.core.store.rows import MessageRow
from app.ui import message_list
from app.ui.card_list import Card, Group


def row(id, state, at=0, awaits_me=False, pending=False, note=""):
    return MessageRow(id, f"EDL-SIG1-{id}", "v2·4b07", "line", f"Titre {id}", "", state, note, at, pending, awaits_me)


def test_what_is_to_be_done_comes_before_what_is_ready_and_what_is_over():
    shown = message_list.items([row("1", "withdrawn"), row("2", "validated"), row("3", "draft"), row("4", "conflict")])
    assert [one.title for one in shown if isinstance(one, Group)] == ["À faire avancer", "Prêts", "Terminés"]
    assert [one.count for one in shown if isinstance(one, Group)] == [2, 1, 1]


def test_what_awaits_the_reader_is_first_in_its_group_and_says_so():
    shown = message_list.items([row("1", "submitted", at=9), row("2", "submitted", at=1, awaits_me=True)])
    first = shown[1]
    assert isinstance(first, Card)
    assert (first.id, first.strong) == ("2", True)
    assert first.note.startswith("Votre visa est attendu")


def test_an_empty_group_is_not_shown():
    assert message_list.items([]) == ()


def test_a_state_of_a_later_version_is_listed_with_what_is_to_be_done():
    shown = message_list.items([row("1", "embargoed")])
    assert shown[0] == Group("À faire avancer", 1)


def test_a_message_not_yet_sent_says_it():
    card = message_list.card(row("1", "draft", pending=True, note="soumettre au visa\nautre"))
    assert card.note == "en attente d’envoi · soumettre au visa"
    assert card.spoken == "EDL-SIG1-1 v2, brouillon, Titre 1, en attente d’envoi · soumettre au visa"
