"""Telephone numbers, kept in E.164 and shown the French way."""

import pytest

from app.core import phones
from app.core.errors import Refused


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("02 32 76 50 00", "+33232765000", "02 32 76 50 00"),
        ("02.32.76.50.00", "+33232765000", "02 32 76 50 00"),
        ("+33 (0)2 32 76 50 00", "+33232765000", "02 32 76 50 00"),
        ("0033 2 32 76 50 00", "+33232765000", "02 32 76 50 00"),
        ("06-39-98-12-34", "+33639981234", "06 39 98 12 34"),
        ("01 99 00 12 34", "+33199001234", "01 99 00 12 34"),
        ("0 800 130 000", "+33800130000", "0 800 13 00 00"),
        ("3639", "+333639", "3639"),
        ("115", "+33115", "115"),
        ("0262 40 77 77", "+262262407777", "0262 40 77 77"),
        ("+262 262 40 77 77", "+262262407777", "0262 40 77 77"),
        ("0596 39 36 00", "+596596393600", "0596 39 36 00"),
        ("+32 2 790 81 11", "+3227908111", "+32 2 790 81 11"),
        ("+687 26 63 00", "+687266300", "+687 26.63.00"),
    ],
)
def test_a_number_is_kept_in_e164_and_shown_as_the_french_write_it(typed, kept, shown):
    assert phones.parse(typed) == kept
    assert phones.shown(kept) == shown


def test_a_number_read_twice_is_the_same():
    assert phones.parse(phones.parse("02 32 76 50 00")) == "+33232765000"


@pytest.mark.parametrize(
    "typed", ["", "standard", "02 32", "02 32 76 50 00 poste 12", "+999 12", "1" * 300, "=1+1", "\x00"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Refused, match="Numéro de téléphone incompris") as refused:
        phones.parse(typed)
    assert refused.value.field == "phone"


def test_words_that_are_no_number_are_shown_as_they_are():
    assert phones.shown("voir standard") == "voir standard"


@pytest.mark.parametrize(
    ("kept", "masked"),
    [
        ("+33639981241", "06 39 98 •• 41"),
        ("+262262407777", "0262 40 •• 77"),
        ("+3227908111", "+32 2 790 •• 11"),
        ("+14155550132", "+1 415-555-••32"),
        ("+333639", "••39"),
        ("+33115", "•15"),
        ("12", "••••"),
        ("voir le standard", "••••"),
        ("", "••••"),
    ],
)
def test_a_masked_number_hides_the_pair_before_the_last(kept, masked):
    assert phones.masked(kept) == masked


@pytest.mark.parametrize(
    ("kept", "masked"),
    [("fanny.delmas@exemple.fr", "f…@exemple.fr"), ("f@exemple.fr", "…@exemple.fr"), ("voir Fanny", "…")],
)
def test_a_masked_address_shows_its_first_letter_and_its_domain(kept, masked):
    assert phones.masked_email(kept) == masked
