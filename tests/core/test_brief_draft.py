"""The brief that is composed on a workstation, kept there, and the one that its hour prepares."""

import pytest

from app.core import brief_draft
from app.core.brief_commands import Freeze, Printed
from app.core.composition import Composition
from app.core.errors import Refused

CUTOFF = 1_790_000_000_000


@pytest.fixture
def desk(office):
    office.mine = office.workstation("SIG1", "C. Morvan")
    office.space = office.crisis(office.mine)
    return office.mine.desk


def test_what_was_chosen_is_found_again(office, desk):
    left = Composition(texts={5: "Vent au nord."}, out=frozenset({"fact:1"}))
    brief_draft.keep(desk, office.space, left)
    assert brief_draft.resumed(office.mine.reading, office.space) == left
    brief_draft.forget(desk, office.space)
    assert brief_draft.resumed(office.mine.reading, office.space) == Composition()


def test_a_project_taken_up_again_is_kept_beside_the_next_brief(office, desk):
    brief_draft.keep(desk, office.space, Composition(texts={5: "Le suivant."}))
    brief_draft.keep(desk, office.space, Composition(texts={5: "Le projet."}, revises="ab"))
    assert brief_draft.kept(office.mine.reading, office.space).texts == {5: "Le suivant."}
    assert brief_draft.resumed(office.mine.reading, office.space, "ab").texts == {5: "Le projet."}


def test_the_hour_prepares_a_brief_that_is_then_composed(office, desk):
    assert brief_draft.prepare(desk, office.mine.reading, office.space, CUTOFF, "flash")
    assert brief_draft.resumed(office.mine.reading, office.space) == Composition("flash", CUTOFF)


def test_what_a_person_is_writing_is_never_replaced_by_what_the_hour_prepares(office, desk):
    begun = Composition(texts={5: "Vent au nord."})
    brief_draft.keep(desk, office.space, begun)
    assert not brief_draft.prepare(desk, office.mine.reading, office.space, CUTOFF, "flash")
    assert brief_draft.resumed(office.mine.reading, office.space) == begun


def test_what_an_hour_prepared_is_of_no_use_once_a_brief_stops_later(office, desk):
    brief_draft.prepare(desk, office.mine.reading, office.space, CUTOFF, "standard")
    content = office.mine.reading.compose(office.space, CUTOFF + 60_000, True)
    desk.do(Freeze(office.space, content, Printed(b"%PDF", 1)))
    assert brief_draft.resumed(office.mine.reading, office.space) == Composition()


def test_a_format_of_another_version_is_not_prepared(office, desk):
    with pytest.raises(Refused, match="Format inconnu"):
        brief_draft.prepare(desk, office.mine.reading, office.space, CUTOFF, "parchemin")
