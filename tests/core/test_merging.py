"""What a file says beside what is held: completed, kept, or put before somebody; never overwritten in silence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.contact import Contact, fold
from app.core.incoming import Incoming
from app.core.merging import BOTH, KEEP, TAKE, Difference, Merge, keys, merged, written
from app.core.records import Held
from tests.building import Writer
from tests.core.holding import SPACE, edit, held

ANN, BOB = Writer("ann"), Writer("bob")
BATCH = "ab" * 32
OFFICE = {"number": "+33232765000", "usage": "office", "public": True}
OTHER = {"number": "+33232765009", "usage": "office", "public": True}
FIELDS = {"kind": "person", "family_name": "Dupont", "given_name": "Anne", "function": "Préfète", "phone:1": OFFICE}


def begun(batch: str = "", **fields: Any) -> Held:
    body = {"fields": FIELDS | fields, **({"import": batch} if batch else {})}
    return held(ANN.write("contact.added", body, SPACE))


def edited(first: Held, fields: dict[str, Any], batch: str = "") -> Held:
    more = {"import": batch} if batch else {}
    return held(edit(BOB, "contact.edited", first.id, fields, first, **more))


def known(*history: Held) -> Contact:
    contact = fold(history)
    assert contact is not None
    return contact


def merge(fields: dict[str, Any], *history: Held, dated: str = "") -> Merge:
    return merged(Incoming("carte 1", FIELDS | fields, dated=dated), known(*history) if history else None, history)


def test_what_nobody_knows_is_added_whole() -> None:
    one = merge({})
    assert (one.outcome, one.name, one.fields) == ("added", "Anne Dupont", FIELDS)


def test_what_is_the_same_changes_nothing() -> None:
    assert merge({"source": "Outlook", "phone:1": {**OFFICE, "usage": "mobile"}}, begun()).outcome == "unchanged"


def test_what_was_empty_is_filled_and_a_number_more_is_one_more() -> None:
    one = merge({"service": "Cabinet", "phone:1": OTHER, "email:1": "a@b.fr"}, begun())
    assert one.fields == {"service": "Cabinet", "phone:2": OTHER, "email:1": "a@b.fr"}
    assert one.differences == ()


def test_what_somebody_wrote_is_put_before_somebody() -> None:
    one = merge({"function": "Sous-préfète"}, begun())
    assert one.differences == (Difference("function", "Préfète", "Sous-préfète", False),)
    assert one.fields == {}


@pytest.mark.parametrize(("dated", "verified"), [("2026-09-01", True), ("2026-09-24", True), ("2026-10-01", False)])
def test_a_verified_value_is_kept_unless_theirs_is_newer(dated: str, verified: bool) -> None:
    one = merge({"function": "Sous-préfète"}, begun(verified_on="2026-09-24"), dated=dated)
    (difference,) = one.differences
    assert (difference.verified, difference.by_default) == (verified, KEEP if verified else BOTH)


def test_what_an_import_wrote_another_corrects_unless_it_was_verified() -> None:
    assert merge({"function": "Sous-préfète"}, begun(BATCH)).fields == {"function": "Sous-préfète"}
    assert merge({"function": "Sous-préfète"}, begun(BATCH, verified_on="2026-09-24")).fields == {}


def test_what_was_refused_once_does_not_come_back() -> None:
    first = begun(function="Sous-préfète")
    assert merge({"function": "Sous-préfète"}, first, edited(first, {"function": "Préfète"})).outcome == "unchanged"
    first = begun()
    assert merge({}, first, edited(first, {"phone:1": None})).fields == {}


def test_the_same_record_of_a_directory_corrects_the_number_it_had_brought() -> None:
    dila = {"dila_id": "3f"}
    first = begun(BATCH, **dila)
    assert merge({**dila, "phone:1": OTHER}, first).fields == {"phone:1": OTHER}
    assert merge({**dila, "phone:1": None}, first).fields == {"phone:1": None}
    ours = {**OFFICE, "number": "+33232765005"}
    one = merge({**dila, "phone:1": OTHER}, first, edited(first, {"phone:1": ours}))
    assert (one.fields, one.differences) == ({}, (Difference("phone:1", ours, OTHER, False),))
    assert merge({"phone:1": OTHER}, begun(BATCH)).fields == {"phone:2": OTHER}


def test_what_is_chosen_is_what_is_written() -> None:
    one = merge({"function": "Sous-préfète", "service": "Cabinet"}, begun())
    assert written(one, {"function": KEEP}) == ({"service": "Cabinet"}, {})
    assert written(one, {"function": TAKE}) == ({"service": "Cabinet", "function": "Sous-préfète"}, {})
    both = {"service": "Cabinet", "function": "Sous-préfète"}
    assert written(one, {}) == written(one, {"function": BOTH}) == (both, {"function": ()})


def test_somebody_is_recognised_by_a_number_whichever_name_comes_first() -> None:
    one = keys(FIELDS | {"email:1": "Anne@B.fr"})
    other = keys({"family_name": "DUPONT Anne", "phone:7": OFFICE, "email:4": "anne@b.fr"})
    assert {kind for kind, _ in set(one) & set(other)} == {"phone", "email"}


def test_two_people_behind_one_number_are_two() -> None:
    assert not set(keys(FIELDS)) & set(keys({"family_name": "Durand", "phone:1": OFFICE}))


VALUES = {
    "function": st.sampled_from(("Préfète", "Sous-préfète", "")),
    "phone:1": st.sampled_from((OFFICE, OTHER, None)),
    "email:1": st.sampled_from(("a@b.fr", "c@d.fr")),
}


@given(st.fixed_dictionaries(VALUES), st.fixed_dictionaries(VALUES), st.booleans())
def test_of_a_verified_contact_no_merge_changes_a_word(ours: Any, theirs: Any, imported: bool) -> None:
    first = begun(BATCH if imported else "", verified_on="2026-09-24", dila_id="3f", **ours)
    one = merge({"dila_id": "3f", **theirs}, first)
    fields, _ = written(one, {})
    assert all(known(first).fields[name].settled in (None, "") for name in fields if name in known(first).fields)
