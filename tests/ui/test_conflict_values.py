"""What awaits a choice, whatever the register."""

from app.core.entry_commands import Amend, Handle, Record
from app.core.figure_commands import AmendFigure, RecordFigure
from app.core.message_commands import Revise
from app.core.recipients import typed
from app.core.registers.crisis import EditCrisis
from app.core.registers.directory import EditContact
from app.core.registers.lists import EditList, WriteList
from app.core.texts import Text
from app.ui import lists_dialog
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


def test_a_list_corrected_apart_is_settled_by_those_who_write_lists(cell):
    press = cell.head.desk.do(WriteList(cell.space, "Presse", typed("AFP <desk@afp.fr>"))).id
    cell.spread(cell.head)
    before = cell.head.reading.distribution_list(press)
    (recipient,) = (name for name in before.fields if name.startswith("recipient."))
    seen = {name: before.fields[name].seen for name in ("name", recipient)}
    cell.head.desk.do(EditList(press, {"name": "Médias", recipient: None}, seen))
    moved = {"name": "AFP", "address": "nuit@afp.fr", "organisation": ""}
    cell.authority.desk.do(EditList(press, {"name": "Journaux", recipient: moved}, seen))
    cell.spread(cell.authority)
    found = awaiting(cell.head.reading, cell.crisis(cell.head))
    assert sorted(one.title.partition(" : ")[2] for one in found) == ["nom", "un destinataire"]
    for one in found:
        assert one.why_not == ""
        said = {one.words(value.value) for value in one.field.values}
        assert said in ({"Médias", "Journaux"}, {"retiré de la liste", "AFP <nuit@afp.fr>"})
        cell.head.desk.do(one.settle(one.field.values[0].value))
    assert awaiting(cell.head.reading, cell.crisis(cell.head)) == []
    assert "ne permet pas" in lists_dialog.why_not_write(cell.crisis(cell.writer))


def test_a_figure_rectified_apart_is_settled_where_all_conflicts_are(cell):
    figure = cell.head.desk.do(RecordFigure(cell.space, "Décès", "17", "SINUS")).id
    cell.spread(cell.head)
    seen = {"value": cell.head.reading.figure(figure).fields["value"].seen}
    cell.head.desk.do(AmendFigure(figure, {"value": "18"}, "relu", seen))
    cell.writer.desk.do(AmendFigure(figure, {"value": "19"}, "rappelé", seen))
    cell.spread(cell.writer)
    (one,) = awaiting(cell.head.reading, cell.crisis(cell.head))
    assert (one.page, one.title.partition(" : ")[2], one.why_not) == ("figures", "valeur", "")
    assert {one.words(value.value) for value in one.field.values} == {"18", "19"}
    cell.head.desk.do(one.settle("19"))
    assert cell.head.reading.figure(figure).value == "19"
    assert awaiting(cell.head.reading, cell.crisis(cell.head)) == []
