"""What is written again says the same, and whatever named the former operation names the new one."""

from app.core.store import repeating
from tests.building import Writer

OLD, NEW, OTHER = "a" * 64, "b" * 64, "c" * 64


def test_names_are_replaced_wherever_they_stand_and_words_are_not() -> None:
    body = {"entry": OLD, "words": "rien à voir", f"use.{OLD}": [OLD, OTHER, 3, None, {"of": f"{OLD}:{OTHER}"}]}
    assert repeating.renamed(body, {OLD: NEW}) == {
        "entry": NEW,
        "words": "rien à voir",
        f"use.{NEW}": [NEW, OTHER, 3, None, {"of": f"{NEW}:{OTHER}"}],
    }


def test_the_hour_and_the_words_stay_and_the_former_is_named() -> None:
    writer = Writer("x")
    opened = writer.write("crisis.opened", {"title": "T"})
    first = writer.write("entry.recorded", {"number": "X-0001"}, opened.id)
    second = writer.write("entry.amended", {"reason": "r"}, opened.id, first.id, {"subject": [first.id]})
    draft = repeating.draft(second, {first.id: NEW})
    assert (draft.kind, draft.space, draft.record, draft.at) == ("entry.amended", opened.id, NEW, second.header.at)
    assert draft.touches == {"subject": (NEW,)}
    assert draft.body == {"reason": "r", "repeats": second.id}
