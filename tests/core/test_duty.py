"""A slot folds to the same in any order, keeps what was written apart, and is gone once it is erased."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.core.duty import GONE, fold, line_of, line_words, value_words
from app.core.records import Held
from app.core.registers.duties import REGISTER
from tests.building import NOW, Writer
from tests.core.holding import SPACE, edit, held, histories, show, strange_records
from tests.core.slots import slot

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
FIELDS = {"organisation": "SAN", "function": "DICOM", "holder_name": "F. Delmas", "starts": NOW, "ends": NOW + 5}
BODY = {"fields": FIELDS}
SOME = {
    "starts": st.sampled_from((NOW, NOW + 1, -1, True)),
    "ends": st.sampled_from((NOW + 5, 2**60, "8h")),
    "holder_name": st.sampled_from(("Delmas", "Marchal", 3)),
    "cancelled": st.booleans(),
}


def written(**more: Any) -> Held:
    return held(ANN.write("duty.added", {"fields": {**FIELDS, **more}}, SPACE))


def test_a_line_is_one_whatever_the_words_it_was_written_with() -> None:
    assert line_of("SAN", "DICOM") == line_of("ministère de la Santé", " dicom ")
    assert line_of("Comité Théodule", "Nuit") == line_of("comite theodule", "nuit")
    assert line_of("SAN", "") != line_of("SAN", "DICOM")
    assert line_words("SAN", "DICOM") == "Santé, DICOM"
    assert line_words("SAN", "") == "Santé"


def test_two_people_given_apart_are_both_kept() -> None:
    first = written()
    apart = [
        held(edit(by, "duty.edited", first.id, {"holder_name": name}, first)) for by, name in ((BOB, "B"), (CAM, "C"))
    ]
    found = fold([first, *apart])
    assert found is not None
    assert found.conflicts == ("holder_name",)
    assert REGISTER.conflicts(found) == {"holder_name": 2}


def test_a_slot_that_somebody_entitled_erased_is_none() -> None:
    first = written()
    erased = BOB.write("duty.erased", {"reason": "départ"}, SPACE, first.id)
    assert fold([first, held(erased)]) is None
    assert fold([first, held(erased, "le rôle LIA ne permet pas cet acte")]) is not None


def test_a_slot_without_its_hours_is_none() -> None:
    assert fold([held(ANN.write("duty.added", {"fields": {**FIELDS, "ends": "demain"}}, SPACE))]) is None


def test_the_names_are_those_of_the_directory_and_an_erased_contact_has_none() -> None:
    row = slot(0, 1)
    assert row.called({}) is row
    one = "a" * 64
    assert REGISTER.row(fold([written(holder=one, holder_name="")]))["holder"] == one  # type: ignore[arg-type]
    known = replace(row, holder=one)
    assert known.called({one: "F. Delmas"}).name == "F. Delmas"
    assert known.called({}).name == GONE


@given(histories("duty.added", ("duty.edited", "duty.erased"), SOME), st.randoms(use_true_random=False))
def test_any_history_of_a_slot_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@given(strange_records(REGISTER, BODY, ()))
def test_nothing_anybody_signs_about_a_slot_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


def test_each_value_of_a_slot_has_its_words() -> None:
    said = {
        "starts": (1_790_212_560_000, "24 septembre 2026 à 03:16"),
        "last": (True, "oui"),
        "organisation": ("SAN", "ministère de la Santé"),
        "phone": ("+33199003315", "01 99 00 33 15"),
        "kind": ("reinforcement", "renfort"),
        "holder_name": ("", "aucun"),
    }
    for name, (value, words) in said.items():
        assert value_words(name, value, "Europe/Paris").startswith(words)
