"""What settles each field of an entry: the act that may write it, naming every value it replaces."""

from typing import Any

import pytest

from app.core.entry_commands import Amend, Assign, Handle, Record, Triage, settling
from tests.office import Office


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("priority", 1, Handle),
        ("triage", "to_sort", Triage),
        ("assigned", {"person": "", "organisation": "SAN", "name": "Santé"}, Assign),
        ("assigned", None, Assign),
        ("due", 5, Assign),
        ("subject", "Feu", Amend),
    ],
)
def test_a_value_is_kept_by_the_act_that_may_write_it(office: Office, field: str, value: Any, kind: type) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    done = sig.desk.do(Record(crisis, "Fumée"))
    sig.desk.do(Assign(done.id, None, 9))
    sig.desk.do(Assign(done.id, None, 7))
    entry = sig.reading.entry(done.id)
    if field == "assigned" and value is None:
        value = {"person": "", "organisation": "INT", "name": "Intérieur"}
    if field == "triage":
        sig.desk.do(Triage(done.id, "closed"))
        entry = sig.reading.entry(done.id)
    act = settling(entry, field, value, "choisie")
    assert type(act) is kind
    assert act.seen is not None
    assert act.seen[field] == entry.fields[field].seen
    sig.desk.do(act)
    assert sig.reading.entry(done.id).fields[field].settled == value
