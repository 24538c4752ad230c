"""The issuer's mark in the window: chosen, shown, taken away; a picture that is none is refused where it was chosen."""

import pytest
from PIL import Image

from app.documents import brand
from app.ui import brand_dialog
from app.ui.brand_dialog import BrandDialog


@pytest.fixture
def dialog(room, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "données"))
    made = BrandDialog(None, room.background)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(made.faces.text()))
    return made


def test_a_mark_is_chosen_shown_and_taken_away(dialog, qtbot, tmp_path) -> None:
    assert dialog.picture.text() == brand_dialog.NONE
    assert not dialog.none.isEnabled()
    picture = tmp_path / "marque.png"
    Image.new("RGB", (300, 200), "navy").save(picture)
    dialog.install(picture)
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull())
    assert brand.mark_path().read_bytes() == picture.read_bytes()
    dialog.none.click()
    qtbot.waitUntil(lambda: dialog.picture.text() == brand_dialog.NONE)
    assert "Spectral" in dialog.faces.text()


def test_what_is_no_picture_is_refused_in_the_dialog(dialog, qtbot, tmp_path) -> None:
    (tmp_path / "x.png").write_bytes(b"rien")
    dialog.install(tmp_path / "x.png")
    qtbot.waitUntil(lambda: "PNG ou JPEG" in dialog.form.refusal)
    assert dialog.isEnabled()
