"""A slot goes to the directory everybody shares, or to the crisis; from an exercise, nowhere else."""

from dataclasses import replace

from app.ui.duty_space import OWN, DutySpace


def test_without_a_crisis_and_in_a_real_one_it_goes_to_the_shared_directory_first(room, qtbot):
    assert DutySpace(None, "CCOM").crisis == ""
    real = DutySpace(replace(room.crisis, frame="real"), "CCOM")
    qtbot.addWidget(real.choice)
    assert real.crisis == ""
    real.choice.setCurrentIndex(real.choice.findData(OWN))
    assert real.crisis == room.space


def test_from_an_exercise_or_a_test_it_goes_to_the_crisis_alone(room, qtbot):
    for frame in ("exercise", "test"):
        where = DutySpace(replace(room.crisis, frame=frame), "CCOM")
        qtbot.addWidget(where.choice)
        assert where.crisis == room.space
