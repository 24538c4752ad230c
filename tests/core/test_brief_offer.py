"""What is offered for a brief knows what the last one could tell."""

from app.core.brief import Known
from app.core.brief_offer import Gathered


def test_everything_is_new_before_the_first_brief() -> None:
    blank = Gathered(
        None,
        (),
        (),
        (),
        (),
        (),
        None,
        {},
        frozenset(),
        {},
        Known({}, {}),
        True,
        None,  # type: ignore[arg-type]
    )
    assert blank.is_new("a")
    assert blank.since == ""
