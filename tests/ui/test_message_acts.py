"""What a person may do with a message now, and why not the rest."""

from dataclasses import replace

from app.core.registers.messages import Draft, Submit, Withdraw
from app.ui import message_acts
from app.ui.message_acts import REVISE, SIGN, SUBMIT, WITHDRAW
from tests.ui.cell import FIRST


def acting(cell, workstation):
    me = workstation.reading.me()
    held = [one for one in workstation.reading.members(cell.space) if one.person == me.person]
    return [replace(me, role=one.role, organisation=one.organisation) for one in held]


def reasons(cell, workstation, message):
    read = workstation.reading.message(message)
    return message_acts.reasons(read, read.current, acting(cell, workstation))


def test_the_liaison_of_an_associated_ministry_signs_first(cell):
    message = cell.submitted()
    read = cell.health.reading.message(message)
    assert message_acts.next_act(read, read.current, acting(cell, cell.health)) == SIGN
    assert message_acts.next_act(read, read.current, acting(cell, cell.authority)) == ""
    assert reasons(cell, cell.health, message)[SIGN] == ""


def test_a_writer_neither_signs_nor_withdraws(cell):
    message = cell.submitted()
    refused = reasons(cell, cell.writer, message)
    assert refused[REVISE] == ""
    assert refused[SIGN] == refused[WITHDRAW] == "le rôle RED ne le permet pas."
    assert refused[SUBMIT] == "cette version est déjà en visa."


def test_nothing_is_done_with_a_message_that_was_withdrawn(cell):
    message = cell.submitted()
    cell.head.desk.do(Withdraw(message, "erreur"))
    assert set(reasons(cell, cell.head, message).values()) == {"le message est retiré."}


def test_a_closed_crisis_refuses_every_act(cell):
    read = cell.head.reading.message(cell.submitted())
    refused = message_acts.reasons(read, read.current, acting(cell, cell.head), open=False)
    assert set(refused.values()) == {"la crise est close."}


def test_a_draft_waits_for_its_submission(cell):
    done = cell.writer.desk.do(Draft(cell.space, "line", FIRST))
    read = cell.writer.reading.message(done.id)
    assert message_acts.next_act(read, read.current, acting(cell, cell.writer)) == SUBMIT
    cell.writer.desk.do(Submit(done.id))
    assert reasons(cell, cell.writer, done.id)[SUBMIT]


def test_who_is_no_member_is_told_so(cell):
    read = cell.head.reading.message(cell.submitted())
    assert set(message_acts.reasons(read, read.current, []).values()) == {"vous n’êtes pas membre de cette crise."}
