"""A project approved where nothing answers, and its numbered copies."""

import pytest

from app.core.brief_commands import Freeze
from app.core.clock import Clock
from app.core.entry_commands import Record
from app.demonstration import approving
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Scene, Seat
from app.demonstration.situation import point
from app.demonstration.telling import Telling
from app.documents import brief
from app.ui import screen
from tests.demonstration.stage import at_a_window
from tests.office import share


@pytest.fixture
def scene(tmp_path, qapp):
    return Scene(tmp_path / "scène", Telling(print, Clock()), screen.breathe, Clock())


@pytest.fixture
def project(office):
    """The head of the cell, a liaison, and a project that says something in each of its sections."""
    head, other = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(head, (other, "LIA"))
    head.desk.do(Record(crisis, "Propagation stoppée", source="A", credibility="2", key_event=True))
    made = brief.render(head.reading.compose(crisis, Clock().now(), False, "flash"))
    return head, other, crisis, head.desk.do(Freeze(crisis, made.content, made.printed)).id


def test_a_project_that_nothing_answers_for_is_approved_and_its_copies_are_the_same_elsewhere(
    office, project, scene, tmp_path
):
    head, other, crisis, id = project
    with at_a_window(head) as seat:
        gallery = Gallery(scene, tmp_path)
        composer = approving.brief_views.composer(gallery, seat, crisis, id)
        scene.until(lambda: composer.work.proposal is not None, "le projet est repris")
        composer.work.change(approving.replace(composer.work.composed, texts={6: "Une seule voix : le préfet."}))
        approving.approve(scene, gallery, seat, crisis, id, tmp_path)
        files = approving.number(scene, gallery, seat, crisis, id, tmp_path)
    assert [file.name for file in files] == [
        f"incendie-point-1-exemplaire-{number}-sur-{len(point().recipients)}.pdf"
        for number in range(1, len(point().recipients) + 1)
    ]
    pair = (Seat(head, None, head.close), Seat(other, None, other.close))
    share(head, crisis, [other])
    approving.agree(scene, pair, id, files)
