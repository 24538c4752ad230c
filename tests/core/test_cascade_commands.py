"""The fields that a cascade is written, lengthened and shortened with: no number on a sheet ever changes."""

from dataclasses import replace

from app.core.cascade import TARGET, fold
from app.core.cascade_commands import added, known_in, numbered_from, removed, why_not_removed
from tests.building import Writer
from tests.core.cascades import FONTAINE, KERJEAN, LEGOFF, called, written


def test_targets_are_numbered_in_their_order_each_once() -> None:
    fields = numbered_from((LEGOFF, KERJEAN, LEGOFF))
    assert [(one["order"], one["name"]) for one in fields.values()] == [(1, "M. Le Goff"), (2, "D. Kerjean")]


def test_one_more_is_numbered_after_the_last_and_one_already_there_is_not_added() -> None:
    before = fold([written(Writer("ann"))])
    assert before is not None
    other = type(LEGOFF)("I. Sauvage")
    assert [one["order"] for one in added(before, (other, FONTAINE)).values()] == [4]
    assert removed([KERJEAN.key]) == {f"{TARGET}{KERJEAN.key}": None}


def test_a_contact_who_is_there_by_his_name_and_organisation_is_not_added_again() -> None:
    before = fold([written(Writer("ann"))])
    assert before is not None
    contact = replace(KERJEAN, name="d. kerjean", contact="c" * 64, function="DICOM", organisation="Intérieur")
    assert known_in(before, contact).key == KERJEAN.key
    assert added(before, (contact,)) == {}
    others = (replace(contact, organisation="SAN"), replace(KERJEAN, function="permanence"))
    assert [one["order"] for one in added(before, others).values()] == [4, 5]


def test_only_one_who_was_never_called_may_be_taken_away() -> None:
    by = Writer("ann")
    first = written(by)
    before = fold([first, called(by, first, KERJEAN, "message")])
    assert before is not None
    assert "déjà été appelé" in why_not_removed(before, KERJEAN.key)
    assert why_not_removed(before, FONTAINE.key) == ""
