"""Whom to call back: who holds a text that is no longer right, and did not receive the one that is."""

import pytest

from app.core.message_commands import MarkReceived, Revise, Withdraw
from app.core.recall import Recall, recall
from app.core.texts import Text
from tests.core.newsroom import AFP, RADIO, REUTERS, STAY_MORE, Newsroom
from tests.office import Office


@pytest.fixture
def room(office: Office) -> Newsroom:
    return Newsroom(office)


def names(found: Recall) -> list[str]:
    return [one.recipient.name for one in found.to_recall]


def test_nobody_is_called_back_as_long_as_what_went_out_holds(room: Newsroom) -> None:
    id = room.cleared()
    assert room.head.reading.recall(id) == Recall("EDL-RP1-001", "", (), 0)
    room.sent(id, AFP, REUTERS)
    assert room.head.reading.recall(id).to_recall == ()


def test_after_a_correction_those_who_did_not_receive_it_are_called_back(room: Newsroom) -> None:
    id = room.cleared()
    room.sent(id, AFP, REUTERS)
    room.sent(id, RADIO)
    room.press.desk.do(Revise(id, STAY_MORE))
    room.spread(room.press)
    early = room.head.reading.recall(id)
    assert sorted(names(early)) == ["AFP", "La Radio", "Reuters"]
    assert "pas encore validée" in early.why
    room.clear(id)
    room.sent(id, REUTERS)
    found = room.head.reading.recall(id)
    assert sorted(names(found)) == ["AFP", "La Radio"]
    assert found.answered == 1
    assert found.why.startswith("EDL-RP1-001 est corrigé : v2")
    room.sent(id, AFP, RADIO)
    assert (names(room.head.reading.recall(id)), room.head.reading.recall(id).answered) == ([], 3)


def test_who_acknowledged_the_wrong_text_is_called_first(room: Newsroom) -> None:
    id = room.cleared()
    told = room.sent(id, AFP, REUTERS)
    room.press.desk.do(MarkReceived(id, told, ("Reuters",)))
    room.spread(room.press)
    room.correct(id)
    found = room.head.reading.recall(id).to_recall
    assert [(one.recipient.name, one.received) for one in found] == [("Reuters", True), ("AFP", False)]
    assert [one.id for one in found[0].dispatches] == [told]


def test_after_a_withdrawal_everybody_is_called_back_until_a_replacement_reached_them(room: Newsroom) -> None:
    id = room.cleared()
    room.sent(id, AFP, REUTERS)
    room.head.desk.do(Withdraw(id, "chiffre faux"))
    room.spread(room.head)
    found = room.head.reading.recall(id)
    assert names(found) == ["AFP", "Reuters"]
    assert found.why == "EDL-RP1-001 est retiré : chiffre faux"
    other = room.cleared(Text("Rectificatif", "Treize communes."), replaces=id)
    room.sent(other, AFP)
    assert names(room.head.reading.recall(id)) == ["Reuters"]


def test_what_replaced_a_replacement_answers_for_the_first(room: Newsroom) -> None:
    first = room.cleared()
    room.sent(first, AFP, REUTERS)
    second = room.cleared(Text("Deuxième", "Texte."), replaces=first)
    room.sent(second, AFP)
    third = room.cleared(Text("Troisième", "Texte."), replaces=second)
    room.sent(third, REUTERS)
    assert names(room.head.reading.recall(first)) == ["AFP"]
    assert names(room.head.reading.recall(second)) == ["AFP"]


def test_a_public_that_has_no_list_is_called_by_its_words(room: Newsroom) -> None:
    id = room.cleared()
    room.sent(id, to="abonnés du compte X")
    room.correct(id)
    assert names(room.head.reading.recall(id)) == ["abonnés du compte X"]


def test_a_recipient_is_known_by_his_address_whatever_he_is_called(room: Newsroom) -> None:
    id = room.cleared()
    room.sent(id, AFP)
    room.correct(id)
    room.sent(id, type(AFP)("Agence France-Presse", "DESK@afp.fr"))
    found = recall(room.message(id))
    assert (names(found), found.answered) == ([], 1)
