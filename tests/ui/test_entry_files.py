"""The files of an entry: what each is and where its content stands; none is ever opened."""

from PySide6.QtWidgets import QWidget

from app.core.entries import Attachment
from app.ui import entry_files
from tests.ui import by_name
from tests.ui.whole_entry import entry, said

PLAN = Attachment("9f" * 32, "plan-cuvettes.pdf", 421_888, "application/pdf")
PHOTO = Attachment("a1" * 32, "capture.png", 1_204_331, "image/png")
VIDEO = Attachment("b2" * 32, "خريطة.mp4", 25_000_000, "video/mp4")


def drawn(qtbot, files, places, save=print, come=None):
    made = entry_files.files(entry(files=files), places, come or {}, save).draw()
    qtbot.addWidget(made)
    return made


def test_each_file_says_its_weight_its_fingerprint_and_where_it_is(qtbot):
    places = {PLAN.sha256: "placed", PHOTO.sha256: "unsent", VIDEO.sha256: "away"}
    made = drawn(qtbot, (PLAN, PHOTO, VIDEO), places)
    words = said(made)
    for part in ("Pièces jointes (3)", "plan-cuvettes.pdf", "412 Ko · SHA-256 9f9f…9f", "خريطة.mp4"):
        assert part in words
    for state in ("sur ce poste", "en attente d’envoi", "en attente"):
        assert state in words
    assert by_name.button(made, "Enregistrer une copie de capture.png").isEnabled()


def test_the_whole_fingerprint_is_there_for_a_screen_reader(qtbot):
    made = drawn(qtbot, (PLAN,), {})
    assert any(PLAN.sha256 in one.accessibleName() for one in made.findChildren(QWidget))


def test_a_content_that_has_not_come_cannot_be_copied_and_says_so(qtbot):
    made = drawn(qtbot, (PLAN,), {PLAN.sha256: "away"})
    button = by_name.button(made, "Enregistrer une copie de plan-cuvettes.pdf")
    assert not button.isEnabled()
    assert "pas encore arrivé" in button.accessibleDescription()


def test_a_content_on_its_way_says_how_much_of_it_has_come_and_cannot_be_copied_yet(qtbot):
    made = drawn(qtbot, (PLAN, PHOTO), {PLAN.sha256: "away", PHOTO.sha256: "away"}, come={PLAN.sha256: 42})
    assert "42 % reçu" in said(made)
    assert "en attente" in said(made)
    assert not by_name.button(made, "Enregistrer une copie de plan-cuvettes.pdf").isEnabled()


def test_a_copy_is_asked_for_that_very_file(qtbot):
    asked = []
    made = drawn(qtbot, (PLAN, PHOTO), {PLAN.sha256: "placed", PHOTO.sha256: "placed"}, asked.append)
    by_name.button(made, "Enregistrer une copie de capture.png").click()
    assert asked == [PHOTO]
