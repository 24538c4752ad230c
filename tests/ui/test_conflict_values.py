"""What awaits a choice, whatever the register."""

from app.core.cascade import Target
from app.core.cascade_commands import EditCascade, WriteCascade
from app.core.entry_commands import Amend, Handle, Record
from app.core.figure_commands import AmendFigure, RecordFigure
from app.core.message_commands import Describe, Revise
from app.core.recipients import typed
from app.core.registers.crisis import EditCrisis
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.duties import AddDuty, EditDuty
from app.core.registers.lists import EditList, WriteList
from app.core.texts import Text
from app.ui import lists_dialog
from app.ui.conflict_values import awaiting
from tests.office import share
from tests.ui.cell import SECOND
from tests.ui.lines import NOW

HOUR = 3_600_000


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


def test_what_stands_beside_a_text_is_settled_there_and_is_not_called_two_versions(cell):
    message = cell.submitted()
    seven, nine = NOW + 4 * HOUR, NOW + 6 * HOUR
    for one, topic, until in ((cell.head, "eau", seven), (cell.writer, "eau potable", nine)):
        one.desk.do(Describe(message, {"topic": topic, "valid_until": until}))
    cell.spread(cell.writer)
    cell.spread(cell.head)
    found = {one.title.partition(" : ")[2]: one for one in awaiting(cell.head.reading, cell.crisis(cell.head))}
    assert set(found) == {"thème", "valable jusqu’à"}
    topic, until = found["thème"], found["valable jusqu’à"]
    assert (topic.page, topic.why_not, until.why_not) == ("messages", "", "")
    assert {topic.words(one.value) for one in topic.field.values} == {"eau", "eau potable"}
    assert {until.words(one.value) for one in until.field.values} == {
        "24 septembre 2026 à 07:16",
        "24 septembre 2026 à 09:16",
    }
    cell.head.desk.do(topic.settle("eau potable"))
    cell.head.desk.do(until.settle(seven))
    beside = cell.head.reading.message(message).aside
    assert (beside.topic, beside.valid_until) == ("eau potable", seven)
    assert awaiting(cell.head.reading, cell.crisis(cell.head)) == []


def test_the_validity_of_a_cleared_text_is_for_those_who_lead(cell):
    message = cell.submitted()
    for one, until in ((cell.head, NOW + HOUR), (cell.writer, NOW + 2 * HOUR)):
        one.desk.do(Describe(message, {"valid_until": until}))
    cell.spread(cell.writer)
    cell.spread(cell.head)
    for one in (cell.health, cell.head, cell.authority):
        cell.sign(one, message)
    (for_the_writer,) = awaiting(cell.writer.reading, cell.crisis(cell.writer))
    (for_the_head,) = awaiting(cell.head.reading, cell.crisis(cell.head))
    assert "en change la validité" in for_the_writer.why_not
    assert for_the_head.why_not == ""


def test_the_message_that_another_replaces_is_named(cell):
    first, second = cell.submitted(), cell.submitted(SECOND)
    third = cell.submitted(Text("Suite", "Treize communes."))
    for one, former in ((cell.head, first), (cell.writer, second)):
        one.desk.do(Describe(third, {"replaces": former}))
    cell.spread(cell.writer)
    cell.spread(cell.head)
    (one,) = awaiting(cell.head.reading, cell.crisis(cell.head))
    references = {f"EDL-SIG2-00{number} · Restez à l’abri" for number in (1, 2)}
    assert {one.words(value.value) for value in one.field.values} == references


def test_a_cascade_called_otherwise_apart_is_settled_by_those_who_write_entries(cell):
    id = cell.do(cell.head, WriteCascade(cell.space, "Alerte", "", (Target("D. Kerjean"),))).id
    for one, title in ((cell.head, "Cabinets"), (cell.writer, "Préfectures")):
        one.desk.do(EditCascade(id, {"title": title}))
    cell.spread(cell.writer)
    cell.spread(cell.head)
    (found,) = awaiting(cell.head.reading, cell.crisis(cell.head))
    assert (found.title, found.why_not) == ("CAS-SIG1-001 : intitulé", "")
    assert {found.words(value.value) for value in found.field.values} == {"Cabinets", "Préfectures"}
    cell.head.desk.do(found.settle("Cabinets"))
    assert cell.head.reading.cascade(id).title == "Cabinets"
    assert awaiting(cell.head.reading, cell.crisis(cell.head)) == []


def test_an_on_call_slot_corrected_apart_is_settled_with_its_hours_and_its_people_in_words(cell):
    slot = {"organisation": "SAN", "function": "DICOM", "holder_name": "F. Delmas", "starts": NOW, "ends": NOW + HOUR}
    id = cell.do(cell.head, AddDuty(slot, cell.space)).id
    person = cell.do(cell.head, AddContact({"family_name": "Marchal"}, cell.space)).id
    cell.head.desk.do(EditDuty(id, {"holder": person, "ends": NOW + 2 * HOUR}))
    cell.writer.desk.do(EditDuty(id, {"holder_name": "R. Vasseur", "ends": NOW + 3 * HOUR}))
    cell.spread(cell.writer)
    cell.spread(cell.head)
    found = {one.title: one for one in awaiting(cell.head.reading, cell.crisis(cell.head))}
    ends = found["Astreinte Santé, DICOM : fin"]
    assert all(" à " in ends.words(value.value) for value in ends.field.values)
    assert ends.why_not == ""
    cell.head.desk.do(ends.settle(NOW + 3 * HOUR))
    assert cell.head.reading.duty(id).ends == NOW + 3 * HOUR


def test_in_an_exercise_what_everybody_shares_is_not_settled_and_the_way_out_is_said(cell):
    contact = cell.contact(family_name="Delmas").id
    hours = {"organisation": "SAN", "holder_name": "F. Delmas", "starts": NOW, "ends": NOW + HOUR}
    slot = cell.head.desk.do(AddDuty(hours)).id
    share(cell.head, cell.directory, [cell.writer])
    for one, words in ((cell.head, "CODIS"), (cell.writer, "COGIC")):
        one.desk.do(EditContact(contact, {"function": words}, {"function": ()}))
        one.desk.do(EditDuty(slot, {"remark": words}, {"remark": ()}))
    share(cell.writer, cell.directory, [cell.head])
    found = {one.page: one.why_not for one in awaiting(cell.head.reading, cell.crisis(cell.head))}
    assert "« Copier dans l’exercice… »" in found["directory"]
    assert "l’astreinte partagée ne s’y corrige pas" in found["duties"]
