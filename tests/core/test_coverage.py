"""Who covers a line: told the same as by somebody who would look at every minute one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.coverage import gaps, handover, on_call, overlaps
from app.core.duty import REINFORCEMENT, DutyRow
from tests.core.slots import slot

END = 40
SLOTS = st.lists(
    st.builds(
        slot,
        st.integers(0, 30),
        st.integers(0, END),
        st.sampled_from(("Delmas", "Marchal", "")),
        st.sampled_from(("normal", "normal", REINFORCEMENT)),
        st.booleans(),
        st.sampled_from((False, False, True)),
        st.sampled_from(("", "Vasseur")),
    ),
    max_size=7,
)


def counted(slots: list[DutyRow]) -> list[DutyRow]:
    return [one for one in slots if one.kind != REINFORCEMENT and not one.cancelled]


def lacks(slots: list[DutyRow], minute: int) -> bool:
    """Whether somebody should be on call at that minute, and nobody is."""
    normal = counted(slots)
    if any(one.starts <= minute < one.ends for one in normal):
        return False
    over = [one for one in normal if one.starts < one.ends <= minute]
    latest = [one for one in over if one.ends == max(each.ends for each in over)]
    return bool(over) and not any(one.last for one in latest)


@settings(max_examples=300)
@given(SLOTS, st.integers(0, END), st.integers(1, 20))
def test_every_minute_is_told_as_it_is(slots: list[DutyRow], start: int, length: int) -> None:
    window = range(start, start + length)
    found = gaps(slots, start, start + length)
    assert all(one.meets(start, start + length) for one in found)
    for minute in window:
        inside = any(one.starts <= minute and (one.ends is None or minute < one.ends) for one in found)
        assert inside == lacks(slots, minute)
        watch = on_call(slots, minute)
        holding = {one.id for one in counted(slots) if one.starts <= minute < one.ends}
        assert {one.id for one in watch.holding} == holding
        assert (watch.gap is not None) == lacks(slots, minute)
    for minute in window:
        several = [one for one in overlaps(slots, start, start + length) if one.starts <= minute < one.ends]
        active = {one.id for one in counted(slots) if one.starts <= minute < one.ends}
        assert [{one.id for one in each.slots} for each in several] == ([active] if len(active) > 1 else [])


@given(SLOTS, st.integers(0, END))
def test_the_next_handover_is_the_first_minute_somebody_else_answers(slots: list[DutyRow], now: int) -> None:
    def at(minute: int) -> set[str]:
        return {one.id for one in counted(slots) if one.starts <= minute < one.ends}

    expected = next((minute for minute in range(now + 1, END + 1) if at(minute) != at(now)), None)
    assert handover(slots, now) == expected


def test_after_the_last_slot_somebody_is_missing_unless_it_was_said_to_be_the_last() -> None:
    (gap,) = gaps([slot(0, 8)], 0, 100)
    assert (gap.starts, gap.ends, gap.before.name) == (8, None, "F. Delmas")
    assert gaps([slot(0, 8, last=True)], 0, 100) == []
    assert [(one.starts, one.ends) for one in gaps([slot(0, 8, last=True), slot(20, 30, last=True)], 0, 100)] == []


def test_a_reinforcement_neither_covers_nor_overlaps() -> None:
    extra = slot(0, 20, "Renfort", REINFORCEMENT)
    assert overlaps([slot(0, 10), extra], 0, 20) == []
    assert on_call([slot(0, 10), extra], 15).gap is not None
    assert [one.name for one in on_call([slot(0, 10), extra], 5).reinforcements] == ["Renfort"]


def test_a_deputy_alone_covers() -> None:
    (one,) = on_call([slot(0, 10, "", deputy="R. Vasseur")], 5).holding
    assert (one.name, one.deputised) == ("R. Vasseur", True)


def test_who_took_over_last_is_named_first() -> None:
    watch = on_call([slot(0, 10, "Ancien"), slot(4, 8, "Nouveau"), slot(12, 14, "Suivant")], 5)
    assert [one.name for one in watch.holding] == ["Nouveau", "Ancien"]
    assert watch.following is not None
    assert watch.following.name == "Suivant"
