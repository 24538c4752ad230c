"""All that a message's page says of it, read at once."""

from app.core.message_commands import Draft, Revise
from app.core.texts import Text
from tests.ui.cell import SECOND


def test_how_far_the_text_has_gone_from_what_was_signed_is_counted_in_words(cell):
    message = cell.submitted()
    cell.sign(cell.health, message)
    signed = cell.head.reading.message(message).current.label
    assert cell.opened(cell.head, message).changed == {}
    cell.do(cell.writer, Revise(message, SECOND))
    assert cell.opened(cell.head, message).changed == {signed: 2}


def test_a_head_of_cell_may_choose_the_urgent_circuit_and_a_writer_may_not(cell):
    message = cell.do(cell.writer, Draft(cell.space, "line", Text("Eau", "Elle est potable."))).id
    assert [one.id for one in cell.opened(cell.writer, message).fitting] == ["standard"]
    assert [one.id for one in cell.opened(cell.head, message).fitting] == ["standard", "urgent"]


def test_a_message_that_says_the_opposite_is_among_what_is_read(cell):
    other = cell.do(cell.writer, Draft(cell.space, "line", Text("Écoles", "Les écoles sont ouvertes jeudi."), "eau"))
    mine = cell.do(cell.writer, Draft(cell.space, "line", Text("Écoles", "Les écoles sont fermées jeudi."), "Eau"))
    found = cell.opened(cell.writer, mine.id).contradictions
    assert [one.message for one in found] == [other.id]


def test_who_reads_is_known_once_for_each_role_he_holds(cell):
    opened = cell.opened(cell.health, cell.submitted())
    assert [(one.role, one.organisation) for one in opened.acting] == [("LIA", "SAN")]
    assert opened.now == opened.time.now > 0
