"""Exact numbers: typed as French people type them, kept as text, shown with spaces where no line is cut."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import exact_numbers
from app.core.errors import Refused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("25233", "25233"),
        ("25 233", "25233"),
        ("25\u202f233", "25233"),
        ("1 234 567,50", "1234567.5"),
        ("1,5", "1.5"),
        ("1.50", "1.5"),
        ("007", "7"),
        ("0,125", "0.125"),
        ("1,1250", "1.125"),
        ("−12", "-12"),
        ("-0,0", "0"),
        ("+3", "3"),
    ],
)
def test_a_number_is_kept_as_the_text_of_an_exact_decimal(typed: str, kept: str) -> None:
    assert exact_numbers.parse(typed) == kept
    assert exact_numbers.is_exact(kept)


@pytest.mark.parametrize("typed", ["", "beaucoup", "12 morts", "1 23", "1,2,3", "1e3", "٣", "1" * 16, "0,1234567"])
def test_what_is_no_number_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        exact_numbers.parse(typed)
    assert refusal.value.field == "value"


@pytest.mark.parametrize("typed", ["1.500", "1,500", "25.233"])
def test_what_reads_in_two_ways_is_asked_again(typed: str) -> None:
    with pytest.raises(Refused, match="se lit de deux façons"):
        exact_numbers.parse(typed)


@pytest.mark.parametrize("value", ["1.50", "-0", "01", "1.", "", "1\n", 5, 1.5, None, True])
def test_nothing_else_is_a_number_as_it_is_kept(value: object) -> None:
    assert not exact_numbers.is_exact(value)


def test_a_number_is_shown_with_no_break_spaces_and_a_comma() -> None:
    assert exact_numbers.shown("25233") == "25\u202f233"
    assert exact_numbers.shown("-1234.5") == "−1\u202f234,5"


def test_a_change_is_told_with_its_sign() -> None:
    assert exact_numbers.change("25233", "22302") == "+2\u202f931"
    assert exact_numbers.change("0.3", "0.1") == "+0,2"
    assert exact_numbers.change("9", "21") == "−12"
    assert exact_numbers.change("9", "9") == "="


@given(st.decimals(-(10**14), 10**14, allow_nan=False, places=6))
def test_what_is_shown_is_read_again_as_the_same_number(number: Decimal) -> None:
    kept = exact_numbers.parse(f"{number:f}".replace(".", ","))
    assert Decimal(kept) == number
    assert exact_numbers.is_exact(kept)
    assert exact_numbers.parse(exact_numbers.retyped(kept)) == kept
    shown = exact_numbers.shown(kept)
    if not exact_numbers.TWO_WAYS.fullmatch(shown):
        assert exact_numbers.parse(shown) == kept
