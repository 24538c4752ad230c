"""The lists of the main courante."""

from app.core import entries


def test_every_field_that_can_change_has_a_name() -> None:
    assert set(entries.CHOICES) <= set(entries.AMENDABLE)
    assert set(entries.FIELDS) == {*entries.AMENDABLE, *entries.HANDLED, "triage", "assigned", "due"}


def test_each_link_is_said_from_both_sides() -> None:
    assert set(entries.LINKS) == set(entries.LINKED)


def test_a_place_names_all_its_communes() -> None:
    assert entries.Place("76540", "Rouen", ("76451",)).codes == ("76540", "76451")
    assert entries.Place("", "A13").codes == ()
