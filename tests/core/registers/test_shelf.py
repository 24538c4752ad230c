"""The shelf: every register is found by its name, by what begins it and by its commands."""

from collections import Counter

import pytest

from app.core.registers import shelf
from app.core.roles import ROLES
from app.core.standing import CONTROL


def test_each_register_begins_with_a_kind_of_its_own() -> None:
    assert list(shelf.BEGINS) == [register.begins for register in shelf.REGISTERS.values()]
    assert {register.name for register in shelf.BEGINS.values()} == set(shelf.REGISTERS)


def test_each_kind_is_written_by_one_register_and_by_known_roles_only() -> None:
    kinds = Counter(kind for register in shelf.REGISTERS.values() for kind in register.writers)
    assert set(kinds.values()) == {1}
    assert set(shelf.WRITERS) == set(kinds)
    assert all(roles <= set(ROLES) for roles in shelf.WRITERS.values())
    assert not set(shelf.WRITERS) & CONTROL


def test_what_begins_a_record_has_writers_or_is_judged_as_authority() -> None:
    assert all(kind in shelf.WRITERS or kind in CONTROL for kind in shelf.BEGINS)


# What a person says of himself: that he read, that he took out.
SELF = {"entry.acknowledged", "message.read", "extraction.logged"}
ONE_EVENT = ("crisis.joined", "crisis.separated")  # who is where, and not what is said
SHARED = ("contact.", "private.", "duty.", "import.")  # the directory, of no crisis
LOOKED = "consultation.logged"  # that he was shown private numbers: observers are shown none


def test_observers_write_nothing_but_what_they_read_and_take_out() -> None:
    content = {kind: roles for kind, roles in shelf.WRITERS.items() if kind not in (*SELF, LOOKED)}
    assert shelf.WRITERS[LOOKED] == ROLES.keys() - {"OBS"}
    assert all("OBS" not in roles and "PP" not in roles for roles in content.values())
    assert all("ADM" not in roles for kind, roles in content.items() if not kind.startswith((*SHARED, *ONE_EVENT)))
    assert all(shelf.WRITERS[kind] == set(ROLES) for kind in SELF)


def test_what_is_no_command_is_a_bug() -> None:
    with pytest.raises(TypeError, match="no register knows str"):
        shelf.decide("écris", None)  # type: ignore[arg-type]
