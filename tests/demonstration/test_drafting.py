"""The rhythm of the story, and its project: a hole stops it, and a writer does not approve."""

from app.core import rhythm
from app.core.clock import Clock
from app.demonstration import drafting, situation
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Scene
from app.demonstration.situation import point
from app.demonstration.telling import Telling
from app.ui import screen
from tests.demonstration.stage import at_a_window, stage
from tests.office import share


def test_the_rhythm_is_counted_down_the_same_everywhere(tmp_path):
    played = stage(tmp_path)
    try:
        drafting.set_rhythm(played.scene, played.sig, played.crisis)
        kept = played.liaison.workstation.reading.crisis(played.crisis).rhythm
    finally:
        played.scene.close()
    assert rhythm.words_of(kept) == point().rhythm
    assert played.scene.telling.checked == 1


def test_a_writer_composes_in_his_window_and_freezes_a_project(office, tmp_path, qapp):
    head, writer = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Noël Bellec", role="RED")
    crisis = office.crisis(head, (writer, "RED"))
    told: list[str] = []
    scene = Scene(tmp_path / "scène", Telling(told.append, Clock()), screen.breathe, Clock())
    scene.until_settled = lambda *spaces: None  # there is no server to wait for
    with at_a_window(writer) as seat:
        held = dict.fromkeys((2, 3, 4, 9, 10), "Rien de plus.")  # nothing was written in this crisis
        point_told = situation.point()
        typed = {**held, **point_told.composed}
        id = drafting.compose(scene, Gallery(scene, tmp_path), seat, crisis, tmp_path, typed)
    (row,) = writer.reading.briefs(crisis)
    assert (row.id, row.approved, row.reference) == (id, False, "PDS-SIG2-001")
    assert (tmp_path / "incendie-point-1-projet.pdf").read_bytes() == writer.reading.brief_file(id)
    assert (tmp_path / "composer-SIG2.png").is_file()
    share(writer, crisis, [head])
    assert head.reading.brief(id).reference == row.reference
    assert any(point_told.hole in line for line in told)
