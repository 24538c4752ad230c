"""The fields that a cascade is written, lengthened and shortened with: no number on a sheet ever changes."""

from app.core.cascade import TARGET, fold
from app.core.cascade_commands import added, numbered_from, removed
from tests.building import Writer
from tests.core.cascades import FONTAINE, KERJEAN, LEGOFF, written


def test_targets_are_numbered_in_their_order_each_once() -> None:
    fields = numbered_from((LEGOFF, KERJEAN, LEGOFF))
    assert [(one["order"], one["name"]) for one in fields.values()] == [(1, "M. Le Goff"), (2, "D. Kerjean")]


def test_one_more_is_numbered_after_the_last_and_one_already_there_is_not_added() -> None:
    before = fold([written(Writer("ann"))])
    assert before is not None
    other = type(LEGOFF)("I. Sauvage")
    assert [one["order"] for one in added(before, (other, FONTAINE)).values()] == [4]
    assert removed([KERJEAN.key]) == {f"{TARGET}{KERJEAN.key}": None}
