"""What stands beside the text."""

import pytest

from app.core.errors import Refused
from app.core.message_fields import Aside
from app.core.sensitivities import questions
from app.ui import arrangement
from app.ui.form import Form
from app.ui.message_aside_part import AsidePart
from tests.ui.lines import NOW

PARIS = "Europe/Paris"


@pytest.fixture
def part(qtbot):
    form, column = Form(), arrangement.column()
    qtbot.addWidget(form)
    panel = arrangement.panel(column)
    qtbot.addWidget(panel)
    yield AsidePart(form, column, lambda: NOW)
    panel.close()


def test_what_is_typed_is_said_as_commands_write_it(part):
    part.fill(
        {"topic": "air", "audiences": "riverains, élus,", "not_to_say": "« sans danger »", "spokesperson": "préfet"}
    )
    values = part.values()
    assert values["audiences"] == ["riverains", "élus"]
    assert (values["topic"], values["not_to_say"], values["spokesperson"]) == ("air", "« sans danger »", "préfet")
    assert (values["valid_until"], values["sensitivities"], values["replaces"]) == (None, {}, "")


def test_an_hour_is_the_next_one_of_that_name(part):
    part.hours["valid_until"].setText("07:00")
    assert part.values()["valid_until"] == NOW - NOW % 60_000 + (3 * 60 + 44) * 60_000


def test_an_hour_that_is_none_names_its_field(part):
    part.hours["promised_at"].setText("bientôt")
    with pytest.raises(Refused) as caught:
        part.values()
    assert caught.value.field == "promised_at"


def test_an_hour_left_as_it_was_shown_stays_to_the_millisecond_even_when_it_is_past(part):
    part.show_aside(Aside(valid_from=NOW - 7_200_123), PARIS)
    assert part.values()["valid_from"] == NOW - 7_200_123
    part.hours["valid_from"].setText("")
    assert part.values()["valid_from"] is None


def test_the_checklist_keeps_answers_to_questions_it_does_not_know(part):
    code = questions()[0].code
    part.show_aside(Aside(sensitivities={code: "no", "question-2030": "yes"}), PARIS)
    assert part.values()["sensitivities"] == {code: "no", "question-2030": "yes"}
    part.answer({code: "yes"})
    assert part.values()["sensitivities"] == {code: "yes"}


def test_the_message_replaced_is_one_of_the_crisis_and_never_itself(part, cell):
    first, second = cell.submitted(), cell.submitted()
    part.know(PARIS, cell.writer.reading.messages(cell.space), second)
    assert [part.replaces.itemData(place) for place in range(part.replaces.count())] == ["", first]
    part.show_aside(Aside(replaces=first), PARIS)
    assert part.values()["replaces"] == first


def test_a_draft_is_put_back_as_it_was(part):
    part.fill({"topic": "eau", "hours": {"valid_until": "07:00"}, "sensitivities": {questions()[0].code: "pending"}})
    typed = part.typed()
    part.fill({})
    assert part.topic.text() == ""
    part.fill(typed)
    assert part.typed() == typed
