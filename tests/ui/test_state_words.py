"""*Validé* is said only of what is, and only as far as this workstation knows it."""

import re
from dataclasses import replace

import pytest

from app.core.message import STATES
from app.core.message_commands import (
    Abandon,
    Dispatch,
    Embargo,
    GiveVisa,
    Return,
    Revise,
    Submit,
    Withdraw,
)
from app.ui.state_words import Known, missing_words, standing, when
from tests.core.newsroom import meet
from tests.ui.cell import SECOND
from tests.ui.lines import NOW, at

PARIS = "Europe/Paris"
CLAIM = re.compile(r"(?<!non )(?<!deux versions )(validé|bon à diffuser)", re.IGNORECASE)
KNOWN = Known(False, NOW, PARIS, NOW)


def said(message, known=KNOWN):
    told = standing(message, known)
    return " ".join((told.title, *told.lines))


def every_state(cell):
    """A message in each state its operations can bring it to, as its reader finds it."""
    draft = cell.submitted()
    yield cell.head.reading.message(draft)
    returned = cell.submitted()
    cell.do(cell.head, Return(returned, None, "à revoir"))
    yield cell.head.reading.message(returned)
    refused = cell.submitted()
    cell.sign(cell.health, refused, "unfavourable", "faux")
    yield cell.head.reading.message(refused)
    cleared = cell.cleared()
    yield cell.head.reading.message(cleared)
    cell.do(cell.head, Embargo(cleared, None, PARIS, "familles informées"))
    yield cell.head.reading.message(cleared)
    sent = cell.cleared()
    meet(cell.head)
    cell.do(cell.head, Dispatch(sent, None, "press", "AFP"))
    yield cell.head.reading.message(sent)
    cell.do(cell.head, Withdraw(sent, "erreur"))
    yield cell.head.reading.message(sent)
    corrected = cell.cleared()
    cell.do(cell.writer, Revise(corrected, SECOND))
    yield cell.head.reading.message(corrected)
    cell.do(cell.head, Abandon(corrected, "inutile"))
    yield cell.head.reading.message(corrected)
    yield cell.head.reading.message(cell.apart())


def test_the_screen_never_says_valide_of_what_is_not(cell):
    seen = set()
    for message in every_state(cell):
        seen.add(message.state)
        for known in (KNOWN, Known(True, NOW, PARIS, NOW), Known(True, None, PARIS, NOW)):
            claimed = CLAIM.search(said(message, known))
            assert not claimed or message.state in ("validated", "dispatched"), said(message, known)
    assert {"submitted", "returned", "validated", "embargoed", "dispatched", "withdrawn", "draft", "conflict"} <= seen


@pytest.mark.parametrize("state", sorted(set(STATES) - {"validated", "dispatched"}))
def test_no_other_state_is_told_as_valide(cell, state):
    message = replace(cell.head.reading.message(cell.cleared()), state=state)
    assert not CLAIM.search(said(message))


def test_what_is_missing_is_counted_then_named(cell):
    message = cell.head.reading.message(cell.submitted())
    assert missing_words(message).startswith("Il manque 3\u00a0choses : visa Santé, ")
    assert standing(message, KNOWN).title == "Non validé : en visa"


def test_offline_the_state_is_said_with_the_hour_it_was_known(cell):
    message = cell.head.reading.message(cell.cleared())
    assert standing(message, KNOWN).title == "Validé : bon à diffuser"
    offline = Known(True, at(24, 2, 58), PARIS, NOW)
    assert standing(message, offline).title == "Validé, état connu à 02:58, hors ligne"
    assert "bon à diffuser" not in said(message, offline)
    never = Known(True, None, PARIS, NOW)
    assert standing(message, never).title == "Validé, hors ligne, ce poste n’a jamais échangé avec le serveur"


def test_what_the_server_has_not_ranked_is_said_in_the_title(cell):
    message = cell.submitted()
    for one in (cell.health, cell.head):
        cell.sign(one, message)
    cell.authority.desk.do(GiveVisa(message, None, "favourable"))
    read = cell.authority.reading.message(message)
    assert read.state == "validated"
    assert standing(read, KNOWN).title == "Validé, non confirmé par le serveur"


def test_two_validated_versions_call_for_an_arbitration(cell):
    message = cell.head.reading.message(cell.apart())
    assert standing(message, KNOWN).title == "Deux versions, un choix est à faire"
    assert standing(message, KNOWN).look == "banner_warning"


def test_a_return_says_by_whom_and_why(cell):
    message = cell.submitted()
    cell.do(cell.head, Return(message, None, "citer la source"))
    lines = standing(cell.head.reading.message(message), KNOWN).lines
    assert lines[0] == "Par C. Morvan (CCOM) : citer la source"


def test_an_hour_of_another_day_is_said_with_its_day():
    assert when(at(24, 2, 41), NOW, PARIS) == "02:41"
    assert when(at(23, 22, 58), NOW, PARIS) == "23\u00a0sept.\u00a022:58"


def test_a_resubmitted_text_is_not_valid_until_all_have_signed_it(cell):
    message = cell.cleared()
    cell.do(cell.writer, Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    assert standing(cell.head.reading.message(message), KNOWN).title == "Non validé : en visa"
