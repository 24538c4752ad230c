"""Which acts there are on a message, which come first, and why the others are refused: the rules themselves say it."""

from dataclasses import replace

from app.core.message_commands import Dispatch, Draft, PhoneVisa, Revise, Submit, Withdraw
from app.core.times import MINUTE
from app.ui import message_acts
from app.ui.message_acts import CONFIRM, DISPATCH, REMIND, REVISE, SIGN, SUBMIT, URGENT
from tests.core.newsroom import meet
from tests.ui.cell import FIRST, SECOND


def acting(cell, workstation):
    me = workstation.reading.me()
    held = [one for one in workstation.reading.members(cell.space) if one.person == me.person]
    return [replace(me, role=one.role, organisation=one.organisation) for one in held]


def first(opened):
    return message_acts.next_act(opened.message, opened.acts, opened.refused, opened.acting)


def in_sight(opened):
    shown = message_acts.in_sight(opened.message, opened.acts, opened.refused, opened.acting, first(opened))
    return [one.key for one in shown]


def test_the_liaison_of_an_associated_ministry_signs_first(cell):
    message = cell.submitted()
    opened = cell.opened(cell.health, message)
    assert first(opened) == SIGN
    assert in_sight(opened)[0] == SIGN
    assert first(cell.opened(cell.authority, message)) == ""


def test_what_is_refused_is_refused_by_the_rules_in_their_own_words(cell):
    message = cell.submitted()
    refused = cell.opened(cell.writer, message).refused
    assert REVISE not in refused
    assert refused[SIGN] == "Aucune étape du circuit n'attend un visa de votre rôle et de votre organisme."
    assert refused[URGENT] == "Seul le chef de la cellule communication (CCOM) engage la procédure d'urgence."
    assert refused[SUBMIT].endswith("est déjà en visa.")


def test_asking_why_an_act_is_refused_writes_nothing(cell):
    message = cell.submitted()
    before = cell.head.reading.message(message)
    cell.opened(cell.head, message)
    after = cell.head.reading.message(message)
    assert (after.changed_at, after.versions, after.visas) == (before.changed_at, before.versions, before.visas)
    assert cell.head.reading.pending() == 0


def test_nothing_is_done_with_a_message_that_was_withdrawn_but_to_read_and_copy_it(cell):
    message = cell.submitted()
    cell.do(cell.head, Withdraw(message, "erreur"))
    opened = cell.opened(cell.head, message)
    assert {one.key for one in opened.acts if one.key not in opened.refused} <= {"copy", "read"}


def test_a_draft_waits_for_its_submission(cell):
    done = cell.do(cell.writer, Draft(cell.space, "line", FIRST))
    assert first(cell.opened(cell.writer, done.id)) == SUBMIT
    cell.do(cell.writer, Submit(done.id))
    assert SUBMIT in cell.opened(cell.writer, done.id).refused


def test_a_late_ministry_is_asked_again_by_who_runs_the_circuit(cell):
    message = cell.head.reading.message(cell.submitted())
    later = message_acts.acts(message, message.current, message.steps[0].due + 6 * MINUTE)
    late = [one for one in later if one.urgent]
    assert [one.words for one in late] == ["Relancer Santé"]
    assert message_acts.next_act(message, later, {SIGN: "non"}, acting(cell, cell.head)) == late[0].key
    assert message_acts.next_act(message, later, {SIGN: "non"}, acting(cell, cell.health)) == ""


def test_a_ministry_whose_visa_fell_with_its_text_is_asked_anew(cell):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.do(cell.writer, Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    opened = cell.opened(cell.head, message)
    assert [one.words for one in opened.acts if one.kind == REMIND] == ["Redemander Santé"]
    assert f"{REMIND}:organisations:SAN" in in_sight(opened)


def test_a_visa_given_by_telephone_waits_for_who_may_confirm_it(cell):
    message = cell.submitted()
    told = PhoneVisa(message, None, "organisations", "favourable", "Dr Roy", "cabinet", "SAN", "01 99 00 33 41")
    cell.do(cell.head, told)
    opened = cell.opened(cell.health, message)
    assert first(opened).startswith(f"{CONFIRM}:")
    assert any(key.startswith(CONFIRM) for key in cell.opened(cell.head, message).refused)


def test_what_is_ready_goes_out_next_and_the_bar_stays_short(cell):
    message = cell.cleared()
    meet(cell.head)
    opened = cell.opened(cell.head, message)
    assert first(opened) == DISPATCH
    assert len(in_sight(opened)) <= message_acts.MOST_IN_SIGHT + 2


def test_the_dispatch_stays_in_sight_with_what_it_lacks_in_short(cell):
    opened = cell.opened(cell.writer, cell.submitted())
    assert DISPATCH in in_sight(opened)
    act = next(one for one in opened.acts if one.key == DISPATCH)
    said = message_acts.in_short(opened.message, act, opened.refused[DISPATCH])
    assert said == "il manque 3\u00a0choses, dites plus haut."


def test_a_spokesperson_says_that_he_has_read_what_went_out(cell):
    message = cell.cleared()
    meet(cell.head)
    cell.do(cell.head, Dispatch(message, None, "press", "AFP"))
    opened = cell.opened(cell.head, message)
    speaks = [replace(one, role="PP") for one in opened.acting]
    assert message_acts.next_act(opened.message, opened.acts, opened.refused, speaks) == "read"
    assert first(opened) == ""
