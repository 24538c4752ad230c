"""A frozen brief read from its kept file, and its annex."""

import pytest

from app.core.composition import Composition
from app.ui import brief_list, brief_viewer
from app.ui.background import Background
from app.ui.brief_viewer import BriefViewer
from tests.ui.briefs import EMPTY, freeze, measures
from tests.ui.by_name import words
from tests.ui.lines import ZONE


@pytest.fixture
def viewer(qtbot):
    background = Background()
    made = BriefViewer(background)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    yield made
    background.close()


def opened(cell):
    (row,) = cell.head.reading.briefs(cell.space)
    return brief_viewer.opened(cell.head.reading, row)


def test_it_shows_its_pages_its_state_and_its_hash(viewer, cell, qtbot):
    freeze(cell)
    frozen = opened(cell)
    viewer.show_frozen(frozen, brief_list.IN_FORCE, ZONE)
    qtbot.waitUntil(lambda: viewer.preview.count == frozen.row.pages)
    assert viewer.title.text() == "Point de situation n° 1 · PDS-SIG1-001"
    assert viewer.state.accessibleName() == "en vigueur"
    assert "approuvé" in viewer.told.text()
    assert "aucun exemplaire" in viewer.told.text()
    assert frozen.row.sha256[:4] in viewer.fingerprint.text()
    assert frozen.row.sha256 in viewer.fingerprint.toolTip()
    assert viewer.shown == ("PDS-SIG1-001", frozen.pdf)
    assert not viewer.annex.isVisible()


def test_without_height_the_pages_come_first_and_the_rest_is_told_by_the_title(viewer, cell, qtbot):
    freeze(cell)
    viewer.show_frozen(opened(cell), brief_list.IN_FORCE, ZONE)
    assert viewer.told.isVisible()
    viewer.resize(900, 260)
    qtbot.waitUntil(lambda: not viewer.told.isVisible() and not viewer.fingerprint.isVisible())
    assert viewer.told.text() in viewer.title.toolTip()
    assert viewer.fingerprint.text() in viewer.title.accessibleDescription()
    viewer.resize(900, 600)
    qtbot.waitUntil(viewer.told.isVisible)
    assert viewer.title.accessibleDescription() == ""


def test_its_annex_is_turned_to_and_is_what_is_then_saved(viewer, cell, qtbot):
    measures(cell, 120)
    freeze(cell, composed=Composition(nothing=EMPTY))
    frozen = opened(cell)
    viewer.show_frozen(frozen, brief_list.IN_FORCE, ZONE)
    viewer.annex.click()
    qtbot.waitUntil(lambda: viewer.preview.count == frozen.row.annex_pages)
    assert viewer.shown == ("PDS-SIG1-001-annexe", frozen.annex)
    assert viewer.annex.isChecked()
    viewer.brief.click()
    assert viewer.shown[0] == "PDS-SIG1-001"


def test_a_file_that_is_not_the_one_that_was_signed_is_not_shown(viewer, cell):
    freeze(cell)
    row = opened(cell).row
    viewer.show_broken(row, brief_list.IN_FORCE, ZONE, "Le fichier n’est pas celui qui a été figé.")
    assert "n’est pas celui qui a été figé" in words(viewer)
    assert viewer.shown == ("", b"")
    assert viewer.preview.count == 0


def test_a_hash_is_read_aloud_by_groups():
    assert brief_viewer.grouped("0123456789abcdef" * 4).startswith("0123 4567 89ab")
