"""Pictures are taken of what was asked for, or not at all."""

import pytest
from PySide6.QtGui import QImage

from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.registers.crisis import OpenCrisis
from app.demonstration import contacts, views
from app.demonstration.gallery import MOST_PAGES, Gallery, shown
from app.demonstration.scene import Scene
from app.demonstration.telling import NotAsTold, Telling
from app.documents import brief
from app.ui import screen
from tests.demonstration.stage import at_a_window
from tests.documents.sheets import sheets


@pytest.fixture
def seat(office, qapp):
    workstation = office.workstation("SIG1", "Camille Morvan")
    with at_a_window(workstation) as made:
        yield made


@pytest.fixture
def gallery(tmp_path, qapp):
    scene = Scene(tmp_path / "scène", Telling(print, Clock()), screen.breathe, Clock())
    return Gallery(scene, tmp_path)


def test_a_picture_waits_for_the_crisis_the_page_and_the_record(seat, gallery, tmp_path):
    desk = seat.workstation.desk
    crisis = desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
    desk.do(OpenCrisis("Épidémie", "exercise", "health", "SAN"))
    entry = desk.do(Record(crisis, "Reprise de feu"))
    gallery.show(seat, crisis, "journal", entry.id)
    gallery.take(seat, "main-courante", lambda window: window.crisis is not None and window.crisis.id == crisis)
    assert shown(seat.opened.window, "journal") == entry.id
    assert gallery.taken == ["main-courante.png"]
    assert not QImage(str(tmp_path / "main-courante.png")).isNull()


def test_a_page_that_does_not_exist_is_not_pictured_as_another(seat, gallery):
    crisis = seat.workstation.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
    with pytest.raises(NotAsTold, match="astreintes"):
        gallery.show(seat, crisis, "astreintes")


def test_the_views_of_the_directory_are_pictured_and_no_other(seat, gallery):
    crisis = seat.workstation.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
    gallery.show_view(seat, crisis, "calls")
    page = next(one.page for one in views.window_of(seat).sections if one.key == "directory")
    assert page.view == "calls"
    with pytest.raises(NotAsTold, match="cuisine"):
        gallery.show_view(seat, crisis, "cuisine")


def test_a_review_is_pictured_and_nothing_is_brought_in(seat, gallery, tmp_path):
    now = Clock().now()
    views.of_the_import(gallery, seat, contacts.CARDS, contacts.file(contacts.CARDS, now))
    assert gallery.taken == ["import-relu-SIG1.png"]
    assert seat.workstation.reading.contacts() == []


def test_every_page_of_a_paper_has_its_picture(seat, gallery, tmp_path):
    crisis = seat.workstation.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
    made = brief.render(seat.workstation.reading.compose(crisis, Clock().now(), True))
    (tmp_path / "point.pdf").write_bytes(made.pdf)
    gallery.take_pages(tmp_path / "point.pdf")
    assert gallery.taken == [f"point-page-{number}.png" for number in range(1, made.pages + 1)]


def test_only_the_first_pages_of_a_long_paper_have_one(gallery, tmp_path):
    (tmp_path / "kit.pdf").write_bytes(sheets(MOST_PAGES + 3))
    gallery.take_pages(tmp_path / "kit.pdf")
    assert gallery.taken == [f"kit-page-{number}.png" for number in range(1, MOST_PAGES + 1)]
