"""What each field of a figure may hold."""

from typing import Any

import pytest

from app.core.errors import Refused
from app.core.figure_fields import checked, may_write

STATE = "a" * 64


def test_words_are_composed_and_a_number_is_kept_exact() -> None:
    found = checked({"indicator": " De\u0301ce\u0300s ", "value": "25 233", "perimeter": "France entière"})
    assert found == {"indicator": "Décès", "value": "25233", "perimeter": {"code": "", "name": "France entière"}}


def test_a_source_is_words_and_the_organisation_they_name() -> None:
    assert checked({"source": "Ministère de la Santé"})["source"]["organisation"] == "SAN"
    assert checked({"source": "Paris-Normandie"})["source"] == {"organisation": "", "name": "Paris-Normandie"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"indicator": " "}, "indicator"),
        ({"indicator": "x" * 121}, "indicator"),
        ({"source": ""}, "source"),
        ({"value": "beaucoup"}, "value"),
        ({"qualifier": "sûr"}, "qualifier"),
        ({"cutoff": -1}, "cutoff"),
        ({"perimeter": {"name": "Rouen", "code": "7654"}}, "perimeter"),
        ({"replaces": "BIL-SIG1-001"}, "replaces"),
        ({"note": "TRÈS SECRET"}, "note"),
        ({"source": "SECRET DÉFENSE"}, "source"),
        ({"publishable": True}, "publishable"),
        ({"note": "a\u200bb"}, "note"),
    ],
)
def test_what_is_refused_names_its_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked(fields)
    assert refusal.value.field == field


def test_each_kind_of_operation_writes_its_own_fields_and_no_other() -> None:
    choice = {"mine": STATE, "theirs": STATE}
    assert may_write("figure.amended", "value", "17")
    assert not may_write("figure.amended", "value", 17)
    assert not may_write("figure.amended", "publishable", True)
    assert may_write("figure.cleared", "publishable", False)
    assert not may_write("figure.cleared", "publishable", "oui")
    assert may_write("figure.chosen", f"over.{STATE}", choice)
    assert may_write("figure.chosen", f"over.{STATE}", None)
    assert not may_write("figure.chosen", "over.x", choice)
    assert not may_write("figure.chosen", f"over.{STATE}", {"mine": STATE})
