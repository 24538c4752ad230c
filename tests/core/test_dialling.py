"""The number of a contact that is dialled."""

import pytest

from app.core.contact import fold
from app.core.dialling import FALLBACK, dialled, numbers_of
from tests.building import Writer
from tests.core.holding import SPACE, edit, held

OFFICE = {"number": "+33199003315", "usage": "office", "public": False}
DUTY = {"number": "+33199003399", "usage": "duty", "public": False}
BOARD = {"number": "+33199006000", "usage": "switchboard", "public": True}
ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")


def numbers(phones: dict[str, dict[str, object]], *edits: dict[str, object]) -> str:
    first = held(ANN.write("contact.added", {"fields": {"kind": "person", "family_name": "Delmas", **phones}}, SPACE))
    others = [
        held(edit(by, "contact.edited", first.id, fields, first)) for by, fields in zip((BOB, CAM), edits, strict=False)
    ]
    contact = fold([first, *others])
    assert contact is not None
    return numbers_of(contact)


@pytest.mark.parametrize(
    ("phones", "dial", "fallback"),
    [
        ({"phone:1": OFFICE, "phone:2": DUTY}, ("+33199003399",), ("+33199003315",)),
        ({"phone:1": BOARD, "phone:2": OFFICE}, ("+33199003315",), ("+33199006000",)),
        ({}, (), ()),
    ],
)
def test_the_duty_number_is_dialled_first(
    phones: dict[str, dict[str, object]], dial: tuple[str, ...], fallback: tuple[str, ...]
) -> None:
    known = numbers(phones)
    assert dialled(known) == dial
    assert dialled(known, FALLBACK) == fallback


def test_a_number_corrected_apart_is_given_twice_until_somebody_chooses() -> None:
    other = {**DUTY, "number": "+33199003351"}
    known = numbers({"phone:1": OFFICE, "phone:2": DUTY}, {"phone:2": other}, {"phone:2": {**DUTY, "public": True}})
    assert set(dialled(known)) == {"+33199003399", "+33199003351"}


def test_a_number_taken_away_is_not_dialled() -> None:
    assert dialled(numbers({"phone:2": DUTY}, {"phone:2": None})) == ()
