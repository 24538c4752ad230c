"""Only what waits for my visa, in the order I should take it."""

from app.core.store.rows import MessageRow, Waiting
from app.core.times import MINUTE
from app.ui import visas_list
from app.ui.card_list import Card, Group
from tests.ui.lines import NOW

PARIS = "Europe/Paris"


def row(id, due=0, ready=True, mine=True, state="submitted"):
    step = Waiting("organisations", "Santé", "SAN", ready, due, mine)
    return MessageRow(
        id, f"EDL-SIG1-00{id}", "v2·4b07", "line", f"Titre {id}", "", state, "", 0, False, True, waiting=(step,)
    )


def ids(*rows):
    return [one.id for one in visas_list.items(rows, NOW, PARIS) if isinstance(one, Card)]


def test_late_first_then_due_first_then_what_is_not_yet_my_turn():
    rows = (row("1", ready=False), row("2"), row("3", NOW + 8 * MINUTE), row("4", NOW - 2 * MINUTE))
    assert ids(*rows) == ["4", "3", "2", "1"]
    groups = [one.title for one in visas_list.items(rows, NOW, PARIS) if isinstance(one, Group)]
    assert groups == ["En retard", "À donner maintenant", "Pas encore votre tour"]


def test_what_waits_for_others_or_is_blocked_is_not_there():
    assert ids(row("1", mine=False)) == []
    assert ids(*(row("1", state=state) for state in ("conflict", "returned", "withdrawn", "abandoned"))) == []


def test_before_when_is_said_in_plain_words():
    late, soon, free = (visas_list.mine(row("1", due)) for due in (NOW - 2 * MINUTE, NOW + 8 * MINUTE, 0))
    assert visas_list.before(late, NOW, PARIS) == "attendu avant 03:14, dépassé de 2 min"
    assert visas_list.before(soon, NOW, PARIS) == "avant 03:24, dans 8 min"
    assert visas_list.before(free, NOW, PARIS) == "sans échéance"
    assert visas_list.state(late, NOW) == ("priority_1", "+2\u00a0min", "alarm")
    assert visas_list.state(soon, NOW)[1] == "à viser"


def test_of_two_steps_that_are_mine_the_one_whose_turn_has_come_is_told():
    first = Waiting("authority", "visa de l’autorité", "", False, 0, True)
    second = Waiting("coordination", "visa de coordination", "", True, 0, True)
    both = MessageRow(
        "1", "EDL-SIG1-001", "v1", "line", "", "", "submitted", "", 0, False, True, waiting=(first, second)
    )
    assert visas_list.mine(both) == second
    assert visas_list.group_of(second, NOW) == visas_list.NOW
