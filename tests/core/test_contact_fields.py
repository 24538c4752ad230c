"""What may be written in the fields of a contact."""

from typing import Any

import pytest

from app.core.contact import FIELDS
from app.core.contact_fields import checked
from app.core.errors import Refused

FILLED = {
    "kind": "person",
    "type": "agency",
    "purpose": "press",
    "verified_on": "2026-09-24",
    "purge_on": "2027-09-24",
    "may_speak": True,
    "call_order": 2,
}


def test_every_field_is_kept_as_it_should_be() -> None:
    fields = {name: FILLED.get(name, f"  {name}  ") for name in FIELDS}
    kept = checked(fields)
    assert kept == {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    assert checked({"remark": "deux\nlignes"})["remark"] == "deux\nlignes"
    assert checked({"call_order": "3", "may_speak": 1, "phone:1": None}) == {
        "call_order": 3,
        "may_speak": True,
        "phone:1": None,
    }
    assert checked({"purge_on": "20260924", "verified_on": "2026-W39-4"}) == {
        "purge_on": "2026-09-24",
        "verified_on": "2026-09-24",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "robot"),
        ("kind", ""),
        ("type", "usine"),
        ("purpose", "curiosité"),
        ("purge_on", "bientôt"),
        ("call_order", -1),
        ("call_order", 10_000),
        ("email:1", "a b@c.fr"),
        ("phone:1", {"number": "0199001234", "usage": "magic"}),
        ("name", "x" * 201),
        ("rang", "1"),
    ],
)
def test_what_is_wrong_is_refused_under_its_name(field: str, value: Any) -> None:
    with pytest.raises(Refused) as refused:
        checked({field: value})
    assert refused.value.field == field
