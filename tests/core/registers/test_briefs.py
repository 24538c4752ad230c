"""The register of briefs: who may do what, and what its line says."""

from hypothesis import given, settings

from app.core.records import Held
from app.core.registers.briefs import REGISTER
from tests.core.holding import show, strange_records
from tests.core.test_brief import BODY


@settings(max_examples=60)
@given(strange_records(REGISTER, BODY, ()))
def test_nothing_anybody_signs_about_a_brief_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


def test_those_who_write_freeze_and_only_the_chiefs_approve() -> None:
    assert REGISTER.writers["brief.approved"] == {"CCOM", "DIR"}
    assert {"RED", "MC", "LIA"} <= REGISTER.writers["brief.frozen"]
    assert REGISTER.writers["brief.frozen"] == REGISTER.writers["brief.revised"] == REGISTER.writers["brief.copied"]
