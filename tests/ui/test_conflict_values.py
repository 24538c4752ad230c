"""What awaits a choice, whatever the register."""

from app.core.entry_commands import Amend, Handle, Record
from app.core.registers.crisis import EditCrisis
from app.core.registers.directory import EditContact
from app.core.registers.messages import Revise
from app.core.texts import Text
from app.ui.conflict_values import awaiting
from tests.office import share
from tests.ui.cell import SECOND


def test_entries_messages_and_contacts_are_all_listed_with_their_act(cell):
    entry = cell.head.desk.do(Record(cell.space, "Reprise de feu", sender="SDIS 76")).id
    cell.spread(cell.head)
    message = cell.submitted()
    contact = cell.contact(family_name="Delmas").id
    seen = {"sender": cell.head.reading.entry(entry).fields["sender"].seen}
    for one, name in ((cell.head, "CODIS 76"), (cell.writer, "COGIC")):
        one.desk.do(Amend(entry, {"sender": name}, "relu", seen))
        one.desk.do(EditContact(contact, {"function": name}, {"function": ()}))
    cell.head.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(Revise(message, Text("Autre", "Autre texte.")))
    cell.spread(cell.writer)
    share(cell.writer, cell.directory, [cell.head])
    found = {one.page: one for one in awaiting(cell.head.reading, cell.crisis(cell.head))}
    assert set(found) == {"journal", "messages", "directory"}
    assert found["journal"].title == "SIG1-0001 : émetteur"
    assert found["messages"].settle is None
    assert found["directory"].title == "Annuaire : Delmas, fonction"
    for page in ("journal", "directory"):
        one = found[page]
        cell.head.desk.do(one.settle(one.field.values[0].value))
    left = awaiting(cell.head.reading, cell.crisis(cell.head))
    assert [one.page for one in left] == ["messages"]


def test_a_crisis_corrected_apart_is_settled_by_those_who_lead_it(cell):
    for one, title in ((cell.head, "Incendie A"), (cell.authority, "Incendie B")):
        one.desk.do(EditCrisis(cell.space, {"title": title}))
    cell.spread(cell.authority)
    cell.spread(cell.head)
    (one,) = awaiting(cell.head.reading, cell.crisis(cell.head))
    assert (one.page, one.why_not) == ("", "")
    assert one.title.endswith(": intitulé")
    (for_the_writer,) = awaiting(cell.writer.reading, cell.crisis(cell.writer))
    assert "ne permet pas de corriger la crise" in for_the_writer.why_not
    cell.head.desk.do(one.settle("Incendie B"))
    assert awaiting(cell.head.reading, cell.crisis(cell.head)) == []
    assert cell.head.reading.crisis(cell.space).title == "Incendie B"


def test_the_handling_of_an_entry_is_settled_without_a_rectification(cell):
    entry = cell.head.desk.do(Record(cell.space, "Reprise de feu")).id
    cell.spread(cell.head)
    seen = {"priority": cell.head.reading.entry(entry).fields["priority"].seen}
    cell.head.desk.do(Handle(entry, {"priority": 1}, seen))
    cell.writer.desk.do(Handle(entry, {"priority": 2}, seen))
    cell.spread(cell.writer)
    (one,) = awaiting(cell.head.reading, cell.crisis(cell.head))
    assert isinstance(one.settle(1), Handle)
    assert one.words(1) == "P1"
