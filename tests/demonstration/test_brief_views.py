"""What is pictured of a brief and of the kit, in a real window."""

import pytest

from app.core.brief_commands import Freeze
from app.core.clock import Clock
from app.demonstration import brief_views
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Scene
from app.demonstration.telling import Telling
from app.documents import brief
from app.ui import screen
from tests.demonstration.stage import at_a_window


@pytest.fixture
def seat(office, qapp):
    with at_a_window(office.workstation("SIG1", "Camille Morvan")) as made:
        yield made


@pytest.fixture
def gallery(tmp_path, qapp):
    return Gallery(Scene(tmp_path / "scène", Telling(print, Clock()), screen.breathe, Clock()), tmp_path)


def test_a_brief_its_copies_and_its_verification_are_pictured(office, seat, gallery, tmp_path):
    crisis = office.crisis(seat.workstation)
    made = brief.render(seat.workstation.reading.compose(crisis, Clock().now(), True))
    id = seat.workstation.desk.do(Freeze(crisis, made.content, made.printed)).id
    brief_views.of_the_briefs(gallery, (seat,), crisis, id)
    (tmp_path / "dossier").mkdir()
    brief_views.of_the_copies(gallery, seat, crisis, id, ["Cabinet PM", "COGIC"], tmp_path / "dossier")
    assert [one.recipient for one in seat.workstation.reading.brief_copies(id)] == ["Cabinet PM", "COGIC"]
    (tmp_path / "point.pdf").write_bytes(made.pdf)
    brief_views.of_the_verification(gallery, seat, crisis, tmp_path / "point.pdf")
    assert gallery.taken == ["point-de-situation-SIG1.png", "exemplaires-SIG1.png", "verifier-SIG1.png"]


def test_the_kit_is_made_again_for_the_crisis_and_pictured(office, seat, gallery):
    crisis = office.crisis(seat.workstation)
    brief_views.of_the_kit(gallery, seat, crisis)
    assert gallery.taken == ["kit-de-secours-SIG1.png"]
