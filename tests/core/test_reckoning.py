"""What the figures of a crisis amount to: which stand, which disagree, and what a choice settles."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.figures import FigureRow
from app.core.reckoning import account

BLANK = FigureRow(
    *("", "", "Décès", "deces", "17", "", ""),
    *(600, "exact", "SINUS", "sinus", "", "", "", ""),
    *(False, "", "", False, "", (), "Camille", 600, False),
)


def row(id: str, value: str = "17", source: str = "SINUS", cutoff: int = 600, **more: Any) -> FigureRow:
    state = more.pop("state", f"{id}:{value}")
    return replace(
        BLANK, id=id, number=f"BIL-SIG1-{id}", value=value, source=source, source_key=source.lower(), cutoff=cutoff,
        state=state, **more,
    )  # fmt: skip


def over(winner: FigureRow, *losers: FigureRow) -> FigureRow:
    return replace(winner, over=tuple((one.id, winner.state, one.state) for one in losers))


SINUS, PREF = row("1", "17", "SINUS", 445), row("2", "21", "Préfecture", 610)


def test_two_sources_that_differ_are_both_kept_and_await_a_choice() -> None:
    [awaiting] = account([PREF, SINUS]).disagreements
    assert awaiting.figures == (SINUS, PREF)
    assert not awaiting.contested
    assert [one.row.id for one in account([SINUS, PREF]).kept()] == ["2", "1"]  # by source


def test_two_sources_that_agree_or_count_elsewhere_do_not_disagree() -> None:
    assert account([SINUS, replace(PREF, value="17")]).disagreements == ()
    assert account([SINUS, replace(PREF, perimeter_key="rouen")]).disagreements == ()
    assert account([SINUS, replace(PREF, indicator_key="blesses")]).disagreements == ()


def test_one_source_typed_otherwise_at_one_moment_disagrees_with_itself() -> None:
    assert len(account([SINUS, replace(SINUS, id="3", value="71")]).disagreements) == 1
    assert account([SINUS, replace(SINUS, id="3", value="71", cutoff=446, alone=True)]).disagreements == ()


def test_a_newer_figure_of_one_source_replaces_the_former_and_tells_the_difference() -> None:
    newer = row("3", "2948", cutoff=900, replaces="1")
    found = account([newer, SINUS]).figures
    assert found["1"].replaced_by == ("3",)
    assert not found["1"].stands
    assert found["3"].stands
    assert (found["3"].former, found["3"].change) == (SINUS, "+2\u202f931")


def test_numbers_of_two_units_have_no_difference() -> None:
    newer = row("3", "20", cutoff=900, unit="familles", replaces="1")
    assert account([newer, replace(SINUS, unit="personnes")]).figures["3"].change == ""
    assert account([newer, SINUS]).figures["3"].change == "+3"


def test_a_figure_that_came_late_does_not_stand_before_a_newer_one() -> None:
    late = row("3", "9", cutoff=100)
    found = account([SINUS, late]).figures
    assert found["3"].replaced_by == ("1",)
    assert found["1"].former == late


def test_two_successors_written_apart_leave_the_later_one() -> None:
    one, two = row("3", "18", cutoff=700, replaces="1"), row("4", "19", cutoff=800, replaces="1")
    found = account([SINUS, one, two]).figures
    assert [id for id, counted in found.items() if counted.stands] == ["4"]
    assert found["1"].replaced_by == ("3", "4")


def test_a_figure_that_says_it_replaces_nothing_leaves_the_former_standing() -> None:
    found = account([SINUS, row("3", "5", cutoff=900, alone=True)]).figures
    assert [counted.stands for counted in found.values()] == [True, True]


def test_figures_that_replace_one_another_in_a_ring_all_stand() -> None:
    ring = [row(str(n), cutoff=600, replaces=str((n + 1) % 3)) for n in range(3)]
    after = row("9", source="Autre", cutoff=700, replaces="1")
    found = account([*ring, after]).figures
    assert {id for id, counted in found.items() if counted.stands} == {"0", "2", "9"}


def test_a_choice_settles_what_it_names() -> None:
    found = account([SINUS, over(PREF, SINUS)])
    assert found.disagreements == ()
    assert found.figures["1"].set_aside_by == ("2",)
    assert (found.figures["1"].stands, found.figures["1"].kept) == (True, False)


def test_a_third_source_opens_what_was_settled() -> None:
    third = row("3", "25", "SAMU")
    [awaiting] = account([SINUS, over(PREF, SINUS), third]).disagreements
    assert awaiting.ids == {"2", "3"}


def test_a_choice_holds_only_as_long_as_both_are_what_they_were() -> None:
    chosen = over(PREF, SINUS)
    assert account([replace(SINUS, value="18", state="amended"), chosen]).disagreements
    assert account([SINUS, replace(chosen, value="22", state="amended")]).disagreements
    newer = row("3", "19", cutoff=900, replaces="1")
    [awaiting] = account([SINUS, chosen, newer]).disagreements
    assert awaiting.ids == {"2", "3"}


def test_two_choices_made_apart_are_both_shown_until_a_third() -> None:
    one, two = over(SINUS, PREF), over(PREF, SINUS)
    [awaiting] = account([one, two]).disagreements
    assert awaiting.contested
    assert awaiting.ids == {"1", "2"}


def test_what_was_set_aside_by_a_figure_set_aside_itself_does_not_come_back() -> None:
    third = row("3", "25", "SAMU")
    found = account([SINUS, over(PREF, SINUS), over(third, PREF)])
    assert found.disagreements == ()
    assert [one.row.id for one in found.kept()] == ["3"]


values = st.sampled_from(["1", "2", "3"])


@st.composite
def registers(draw: st.DrawFn) -> list[FigureRow]:
    """Figures of a few sources that replace and set aside one another in any way."""
    ids = [str(n) for n in range(draw(st.integers(0, 8)))]
    made = []
    for id in ids:
        names = draw(st.lists(st.tuples(st.sampled_from(ids), values, values), max_size=3))
        made.append(
            row(
                id,
                draw(values),
                draw(st.sampled_from(["A", "B"])),
                draw(st.integers(0, 3)),
                unit=draw(st.sampled_from(["", "u", "v"])),
                replaces=draw(st.sampled_from(["", *ids])),
                alone=draw(st.booleans()),
                over=tuple(names),
                state=draw(values),
            )
        )
    return made


@settings(max_examples=300)
@given(registers(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_amounts_to_the_same(rows: list[FigureRow], chance: Any) -> None:
    expected = account(rows)
    chance.shuffle(rows)
    found = account(rows)
    assert (found.figures, found.disagreements) == (expected.figures, expected.disagreements)
    assert bool(found.kept()) == bool(rows)  # something always stands
    assert found.disputed <= {one.row.id for one in found.kept()}
