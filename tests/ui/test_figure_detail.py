"""A figure in full: what disagrees first, where it comes from, and all that was said of it."""

from PySide6.QtWidgets import QPlainTextEdit

from app.core.figure_commands import AmendFigure, ChooseFigure, SetPublishable
from app.ui.figure_detail import Acts, FigureDetail
from tests.ui.by_name import button, words
from tests.ui.figures import count, dispute
from tests.ui.lines import ZONE


class Asked:
    """Notes what the panel asked for."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def acts(self) -> Acts:
        note = self.told.append
        return Acts(
            choose=lambda one: note(("choose", one.ids)),
            amend=lambda: note("amend"),
            update=lambda: note("update"),
            clear=lambda yes: note(("clear", yes)),
            open=lambda id: note(("open", id)),
            keep=lambda field, value: note(("keep", field, value)),
        )


def shown(room, qtbot, id, why_not_write="", why_not_choose=""):
    asked = Asked()
    panel = FigureDetail(asked.acts())
    qtbot.addWidget(panel)
    panel.resize(376, 700)
    reading = room.mine.reading
    panel.show_figure(reading.figure(id), reading.account(room.space), ZONE, why_not_write, why_not_choose)
    panel.show()
    return panel, asked.told


def test_both_sources_stand_side_by_side_with_one_act_to_choose(room, qtbot):
    one, two = dispute(room.mine, room.space)
    panel, told = shown(room, qtbot, one)
    said = words(panel)
    for word in ("840", "1\u202f100", "Métropole", "Préfecture 76", "Rien n’est choisi d’avance"):
        assert word in said
    button(panel, "Choisir…").click()
    button(panel, "Voir BIL-SIG1-002").click()
    assert told == [("choose", frozenset((one, two))), ("open", two)]


def test_who_may_not_choose_is_told_why(room, qtbot):
    one, _ = dispute(room.mine, room.space)
    panel, _ = shown(room, qtbot, one, "", "le rôle MC ne permet pas de dire ce qui se publie.")
    assert not button(panel, "Choisir…").isEnabled()
    assert not button(panel, "Ne pas publier…").isEnabled()
    assert button(panel, "Rectifier…").isEnabled()
    assert "Publiable, Ne pas publier : le rôle MC" in words(panel)


def test_what_was_rectified_stays_in_sight_with_its_reason(room, qtbot):
    one = count(room.mine, room.space, "Décès", "22302", "SINUS", reference="https://sinus.fr", note="à 19 h")
    room.mine.desk.do(AmendFigure(one, {"value": "25233"}, "recompte"))
    room.mine.desk.do(SetPublishable(one, True, "vu avec le préfet"))
    panel, told = shown(room, qtbot, one)
    said = words(panel)
    for word in ("25\u202f233 décès", "Motif : recompte", "https://sinus.fr", "à 19 h", "oui : vu avec le préfet"):
        assert word in said.replace("\u200b", "")
    [view] = [each for each in panel.findChildren(QPlainTextEdit) if "valeur" in each.accessibleName()]
    assert view.toPlainText() == "22\u202f302 25\u202f233"
    button(panel, "Rectifier…").click()
    button(panel, "Actualiser…").click()
    button(panel, "Ne pas publier…").click()
    assert told == ["amend", "update", ("clear", False)]


def test_the_difference_and_what_became_of_a_figure_lead_to_the_others(room, qtbot):
    one = count(room.mine, room.space, "Décès", "17", "SINUS")
    two = count(room.mine, room.space, "Décès", "21", "SINUS", 3)
    panel, told = shown(room, qtbot, two)
    assert "+4 depuis 17" in words(panel)
    button(panel, "BIL-SIG1-001").click()
    panel, _ = shown(room, qtbot, one)
    assert "Remplacé par" in words(panel)
    assert told == [("open", one)]


def test_a_choice_is_told_with_what_it_set_aside(room, qtbot):
    one, two = dispute(room.mine, room.space)
    room.mine.desk.do(ChooseFigure(two, (one,), "liste nominative"))
    panel, _ = shown(room, qtbot, two)
    assert "Retenu plutôt que BIL-SIG1-001" in words(panel)
    assert "Motif : liste nominative" in words(panel)
    panel, _ = shown(room, qtbot, one)
    assert "Écarté pour" in words(panel)


def test_two_values_written_apart_are_kept_until_one_is_chosen(room, qtbot):
    one = count(room.mine, room.space, "Décès", "17", "SINUS")
    room.send()
    seen = {"value": room.mine.reading.figure(one).fields["value"].seen}
    room.mine.desk.do(AmendFigure(one, {"value": "18"}, "relu", seen))
    room.colleague.desk.do(AmendFigure(one, {"value": "19"}, "rappelé", seen))
    room.receive()
    panel, told = shown(room, qtbot, one)
    button(panel, "Garder 19").click()
    assert told == [("keep", "value", "19")]
