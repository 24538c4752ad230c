"""What recording a message comes to."""

from dataclasses import replace

from app.core.errors import Refused
from app.core.message_commands import Describe, Dispatch, Revise, Support
from app.ui.message_recording import (
    Overtaken,
    beside,
    cost,
    description,
    of_draft,
    record,
    revision,
    support,
)
from tests.ui.cell import FIRST, SECOND


def test_only_words_that_changed_make_a_version(cell):
    message = cell.writer.reading.message(cell.submitted())
    seen = message.fields["version"].seen
    assert revision(message, FIRST, replace(FIRST, variants={}, alternatives={}), seen) == []
    assert revision(message, FIRST, SECOND, seen) == [Revise(message.id, SECOND, seen)]


def test_what_stands_beside_the_text_is_described_field_by_field(cell):
    message = cell.writer.reading.message(cell.submitted())
    first = beside(message.aside)
    assert description(message, first, dict(first)) == []
    changed = {**first, "not_to_say": "« sans danger »"}
    assert description(message, first, changed) == [Describe(message.id, {"not_to_say": "« sans danger »"}, {})]


def test_facts_are_added_and_taken_away(cell):
    message = cell.writer.reading.message(cell.submitted())
    assert support(message, ("a", "b"), ("b", "c")) == [Support(message.id, ("c",), ("a",))]
    assert support(message, ("a",), ("a",)) == []


def test_what_recording_costs_in_visas_is_said_before(cell):
    id = cell.submitted()
    cell.sign(cell.health, id)
    message = cell.health.reading.message(id)
    assert cost(message, text=True, others=False).replace("\u00a0", " ") == (
        "Le texte change : une nouvelle version, 1 visa donné ne vaudra plus."
    )
    assert cost(message, text=False, others=True) == (
        "Le texte ne change pas : aucune nouvelle version, aucun visa ne tombe."
    )
    assert cost(message, text=False, others=False).startswith("Rien n’a changé")
    assert "suspendue" not in cost(message, text=True, others=False)
    assert "brouillon" in cost(None, text=True, others=True)


def test_nothing_is_recorded_over_a_version_the_writer_was_not_shown(cell):
    id = cell.submitted()
    seen = cell.writer.reading.message(id).fields["version"].seen
    cell.head.desk.do(Revise(id, SECOND))
    cell.spread(cell.head)
    commands = [Revise(id, replace(FIRST, body="Quinze communes."), seen)]
    done, stopped = record(cell.writer.desk.do, cell.writer.reading, commands, seen)
    assert done == []
    assert isinstance(stopped, Overtaken)
    assert stopped.message.current.text.body == SECOND.body
    done, stopped = record(cell.writer.desk.do, cell.writer.reading, commands, None)
    assert (len(done), stopped) == (1, None)
    assert len(cell.writer.reading.message(id).heads) == 2


def test_what_was_done_before_a_refusal_is_known(cell):
    id = cell.submitted()
    commands = [Describe(id, {"spokesperson": "préfet"}, {}), Support(id, ("0" * 64,))]
    done, stopped = record(cell.writer.desk.do, cell.writer.reading, commands, None)
    assert [command for command, _ in done] == commands[:1]
    assert isinstance(stopped, Refused)


def test_a_draft_of_the_former_editor_is_read():
    begun = {"keys": ["", "", ""], "aside": {"topic": "", "spokesperson": "x"}, "title": ""}
    kept = {"title": "Eau", "key_messages": "un\n\ndeux\ntrois\nquatre", "topic": "eau", "seen": None}
    typed = of_draft(kept, begun)
    assert typed["keys"] == ["un", "deux", "trois quatre"]
    assert typed["aside"] == {"topic": "eau", "spokesperson": "x"}
    assert of_draft({"title": "Eau"}, begun)["aside"] == begun["aside"]


def test_a_line_in_force_is_said_to_be_suspended_by_a_new_version(cell):
    message = cell.cleared()
    cell.head.desk.do(Dispatch(message, None, "courriel", "AFP", degraded="pas de réseau dans cette salle"))
    found = cell.head.reading.message(message)
    assert found.situation.in_force
    assert "La ligne en vigueur est suspendue" in cost(found, text=True, others=False)
    assert "suspendue" not in cost(found, text=False, others=True)
