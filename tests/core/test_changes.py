"""Changes: what a write touched."""

from app.core.changes import Changes


def test_changes_that_touch_nothing_are_nothing() -> None:
    assert not Changes()
    assert not Changes(local=True)
    assert Changes(frozenset({"a"}))
    assert Changes(spaces=frozenset({"a"}))
    assert Changes(members=True)
