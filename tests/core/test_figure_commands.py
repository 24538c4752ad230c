"""The acts on figures carry what a person typed, and nothing he did not say."""

from typing import Any

import pytest

from app.core.figure_commands import AmendFigure, RecordFigure, SetPublishable, settling
from tests.office import Office


def test_nothing_is_publishable_or_replaced_unless_somebody_says_so() -> None:
    record = RecordFigure("c", "Décès", "17", "SINUS")
    assert (record.publishable, record.replaces, record.cutoff, record.precision) == (False, None, None, "exact")
    assert SetPublishable("f", True).seen is None


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("value", "1.125", AmendFigure),
        ("source", {"organisation": "", "name": "SINUS"}, AmendFigure),
        ("cutoff", 1_700_000_000_000, AmendFigure),
        ("publishable", False, SetPublishable),
    ],
)
def test_a_value_is_kept_by_the_act_that_may_write_it(office: Office, field: str, value: Any, kind: type) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    done = sig.desk.do(RecordFigure(office.crisis(sig), "Décès", "17", "Préfecture 76"))
    sig.desk.do(SetPublishable(done.id, True))
    act = settling(sig.reading.figure(done.id), field, value, "choisie")
    assert type(act) is kind
    assert act.seen is not None
    sig.desk.do(act)
    assert sig.reading.figure(done.id).fields[field].settled == value
