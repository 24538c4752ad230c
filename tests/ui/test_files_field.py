"""Files are joined several at once, refused one by one, kept with the draft, and never opened."""

from hashlib import sha256

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from app.core.entries import LARGEST_FILE
from app.ui.files_field import FilesField, forget_others
from tests.ui.by_name import button, words
from tests.ui.lines import NOW, ZONE


@pytest.fixture
def field(room, qtbot):
    made = FilesField(room.station, room.space, lambda: NOW, ZONE)
    qtbot.addWidget(made)
    made.show()
    return made


def names(field) -> list[str]:
    return [one.attachment.name for one in field.files]


def test_several_files_are_joined_at_once_with_name_and_size(field, tmp_path, qtbot):
    (tmp_path / "plan.pdf").write_bytes(b"x" * 2048)
    (tmp_path / "été à l’eau.txt").write_text("eau")
    field.join([tmp_path / "plan.pdf", tmp_path / "été à l’eau.txt"])
    qtbot.waitUntil(lambda: names(field) == ["plan.pdf", "été à l’eau.txt"])
    assert not field.reading
    assert field.files[0].attachment.sha256 == sha256(b"x" * 2048).hexdigest()
    qtbot.waitUntil(lambda: "2 Ko" in words(field))


def test_a_file_refused_holds_no_other_back_and_says_why(field, tmp_path, qtbot):
    (tmp_path / "vide.txt").touch()
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(LARGEST_FILE + 1)
    (tmp_path / "bon.txt").write_text("bon")
    field.join([tmp_path / name for name in ("vide.txt", "film.mp4", "absent.txt", "bon.txt")] + [tmp_path])
    qtbot.waitUntil(lambda: not field.reading)
    assert names(field) == ["bon.txt"]
    said = field.refusal.text()
    for why in ("« vide.txt » est vide", "« film.mp4 » dépasse la limite", "absent.txt", "est un dossier"):
        assert why in said


def test_the_same_file_is_joined_once_and_can_be_taken_away(field, tmp_path, qtbot):
    (tmp_path / "a.txt").write_text("même")
    (tmp_path / "b.txt").write_text("même")
    field.join([tmp_path / "a.txt", tmp_path / "b.txt"])
    qtbot.waitUntil(lambda: not field.reading)
    assert names(field) == ["a.txt"]
    button(field, "Retirer a.txt").click()
    assert names(field) == []


def test_a_screenshot_is_pasted_as_a_picture_and_words_stay_words(field, qtbot):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    picture, text = QMimeData(), QMimeData()
    picture.setImageData(image)
    text.setImageData(image)
    text.setText("une cellule de tableur")
    assert field.takes(picture)
    assert not field.takes(text)
    field.take(picture)
    qtbot.waitUntil(lambda: names(field) == ["capture 2026-09-24 03-16.png"])
    assert field.files[0].content.startswith(b"\x89PNG")


def test_dropped_files_are_joined(field, tmp_path, qtbot):
    (tmp_path / "plan.pdf").write_bytes(b"pdf")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "plan.pdf")), QUrl("https://exemple.fr/x")])
    assert field.takes(dropped)
    field.take(dropped)
    qtbot.waitUntil(lambda: names(field) == ["plan.pdf"])


def test_a_draft_keeps_the_contents_even_when_the_file_is_gone(field, room, tmp_path, qtbot):
    file = tmp_path / "clé usb.txt"
    file.write_text("contenu")
    field.join([file])
    qtbot.waitUntil(lambda: len(field.files) == 1)
    kept = field.typed()
    file.unlink()
    again = FilesField(room.station, room.space, lambda: NOW, ZONE)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: bool(room.mine.reading.drafts(f"{room.space} file ")))
    again.put(kept)
    assert again.typed() == kept  # already, though its content is not here yet
    qtbot.waitUntil(lambda: [one.content for one in again.files] == [b"contenu"])


def test_a_content_no_draft_names_any_more_is_forgotten(field, room, tmp_path, qtbot):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    field.join([tmp_path / "a.txt", tmp_path / "b.txt"])
    qtbot.waitUntil(lambda: len(room.mine.reading.drafts(f"{room.space} file ")) == 2)
    forget_others(room.station, room.space, [{"files": field.typed()[:1]}, {"subject": "sans fichier"}])
    left = [name for name, _ in room.mine.reading.drafts(f"{room.space} file ")]
    assert left == [f"{room.space} file {sha256(b'a.txt').hexdigest()}"]


def test_a_content_that_was_lost_is_said(field, qtbot):
    field.put([{"sha256": "0" * 64, "name": "plan.pdf", "size": 3, "type": "application/pdf"}])
    qtbot.waitUntil(lambda: "« plan.pdf » n’est plus sur ce poste" in field.refusal.text())
    assert field.typed() == []
