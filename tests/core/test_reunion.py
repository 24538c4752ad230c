"""Which crisis points to which: one pointer each, no ring, the same whatever the order."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.reunion import above, beneath, pointed

names = st.sampled_from("abcdefg")


def test_two_crises_joined_to_one_another_apart_settle_on_the_lowest_id() -> None:
    assert pointed({"a": ["b"], "b": ["a"]}) == {"b": "a"}
    assert pointed({"b": ["c"], "c": ["a"], "a": ["b"]}) == {"b": "c", "c": "a"}


def test_a_crisis_joined_to_two_others_apart_points_to_the_lowest_id() -> None:
    assert pointed({"b": ["d", "c"]}) == {"b": "c"}
    assert pointed({"a": ["a"]}) == {}


def test_a_chain_leads_to_its_end() -> None:
    pointers = pointed({"a": ["b"], "b": ["c"]})
    assert (above(pointers, "a"), above(pointers, "b"), above(pointers, "c")) == (["b", "c"], ["c"], [])
    assert (beneath(pointers, "c"), beneath(pointers, "b"), beneath(pointers, "a")) == (["a", "b"], ["a"], [])


@given(st.dictionaries(names, st.lists(names, min_size=1, max_size=3), max_size=7), st.randoms())
def test_whatever_was_decided_apart_every_path_ends_and_the_order_changes_nothing(claims, random) -> None:
    pointers = pointed(claims)
    for one in "abcdefg":
        path = above(pointers, one)  # ends
        assert len(set(path)) == len(path)
        assert one not in path
    others = [(one, random.sample(firsts, len(firsts))) for one, firsts in claims.items()]
    random.shuffle(others)
    assert pointed(dict(others)) == pointers
    assert all(first in claims[one] for one, first in pointers.items())
    untouched = {one for one, firsts in claims.items() if {*firsts} != {one}} - pointers.keys()
    assert all(beneath(pointers, one) for one in untouched)  # each ring lost one pointer, and keeps the others
