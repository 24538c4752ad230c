"""What a brief of the story is made of: what ships of it is understood, calls nobody, and fills its two pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core import composition, quick_line, resources
from app.core.clock import Clock
from app.core.organisations import organisations
from app.demonstration import fire, situation
from app.demonstration.situation import point
from app.documents import brief
from tests.demonstration.stage import Stage, stage

NOW = 1_790_244_000_000  # 24 September 2026, 12:00 in Paris
FICTION = re.compile(r"01 99 00(?: \d\d){2}")


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Stage]:
    made = stage(tmp_path, directed=True)
    yield made
    made.scene.close()


def told(played: Stage) -> None:
    """All that the story writes before its first brief, and that needs no server."""
    scene, sig, liaison, crisis = played.scene, played.sig, played.liaison, played.crisis
    assert played.director is not None
    seats = {"SIG1": sig, "INT": liaison}
    for one in fire.scenario().entries:
        rated = {"source": one.source, "credibility": one.credibility, "verification": one.verification}
        fire.write(scene, seats[one.by], crisis, one.line, one.ago, **rated)
    situation.count(scene, (sig, liaison), crisis)
    situation.speak(scene, sig, liaison, played.director, crisis, "aucun serveur n’existe ici")
    situation.work(scene, sig, liaison, crisis)


def test_everybody_it_names_is_invented() -> None:
    written = resources.path("demonstration/point.json").read_text(encoding="utf-8")
    found = re.findall(r"0\d(?: \d\d){4}", written)
    assert found
    assert [number for number in found if not FICTION.fullmatch(number)] == []
    assert set(re.findall(r"@([\w.-]+)>", written)) == {
        domain for domain in re.findall(r"@([\w.-]+)>", written) if domain.endswith(".example")
    }


def test_every_line_is_understood_as_it_is_meant() -> None:
    lines = [*(one.line for one in (*point().lines, *point().later)), point().late]
    for line in lines:
        understood = quick_line.understand(line.format(hour="02:48"), Clock().now(), "Europe/Paris", fire.places())
        assert understood.sender, line
        assert understood.subject, line
        assert "#" not in understood.subject + understood.content, line
    assert all(organisations().resolve(one.to) == one.to for one in point().lines if one.to)


def test_hours_are_those_of_the_story_on_a_quarter() -> None:
    assert situation.timed("avant {+45}, puis {+180}", NOW) == "avant 12\u00a0h\u00a045, puis 15\u00a0h\u00a000"
    assert situation.timed("avant {+10}", NOW + 60_000) == "avant 12\u00a0h\u00a015"


def test_figures_that_disagree_are_decided_and_texts_are_in_force(played: Stage) -> None:
    told(played)
    reading = played.liaison.workstation.reading
    assert not reading.account(played.crisis).disagreements
    assert sum(one.in_force for one in reading.messages(played.crisis)) == len(point().said)


def test_its_brief_has_something_in_every_section_and_holds_on_two_pages(played: Stage) -> None:
    told(played)
    proposal = played.sig.workstation.reading.propose(played.crisis, Clock().now(), True)
    chosen = situation.chosen(proposal, point().composed)
    (trouble,) = [one for one in composition.troubles(proposal, chosen) if one.prevents and one.section != 10]
    assert point().hole in trouble.words
    made = brief.render(composition.content(proposal, chosen))
    assert (made.pages, made.over) == (2, False)
    empty = [one.number for one in made.content.sections if not one.blocks]
    assert empty == [10]  # nobody is on call on this stage


def test_between_two_briefs_what_was_to_be_decided_is_and_figures_move(played: Stage) -> None:
    told(played)
    situation.go_on(played.scene, played.sig, played.crisis)
    reading = played.sig.workstation.reading
    assert not reading.account(played.crisis).disagreements
    proposal = reading.propose(played.crisis, Clock().now(), True)
    asked = next(one for one in proposal.offers if one.number == 8)
    assert asked.groups == ()
