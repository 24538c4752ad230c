"""Checking a brief in the window: the answer is a word and a shape first, whatever was shown to it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel

from app.core import brief_code
from app.ui import brief_verify_dialog
from app.ui.brief_verify_dialog import SIGNS, BriefVerifyDialog
from app.ui.frame_band import FrameBand
from app.ui.shapes import SHAPES
from tests.freezing import copy, freeze, record


@pytest.fixture
def brief(room) -> str:
    record(room.mine, room.space)
    id = freeze(room.mine, room.space)
    copy(room.mine, id, ["Cabinet PM", "SGDSN"])
    return id


@pytest.fixture
def dialog(room, brief, qtbot) -> BriefVerifyDialog:
    made = BriefVerifyDialog(room.station, None, room.crisis)
    qtbot.addWidget(made)
    made.show()
    return made


def words(dialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def band(dialog) -> str:
    (shown,) = dialog.findChildren(FrameBand)
    return shown.accessibleName()


def answer(dialog, qtbot) -> str:
    qtbot.waitUntil(lambda: dialog.act.isEnabled() and dialog.sign.isVisible())
    return dialog.sign.accessibleName()


def file(room, brief: str, folder: Path, change: bytes = b"") -> Path:
    path = folder / "point.pdf"
    path.write_bytes(room.mine.reading.copy_file(brief, "1/2") + change)
    return path


def code(room, brief: str, label: str = "") -> str:
    found = room.mine.reading.brief(brief)
    return brief_code.written(found.reference, found.file.fingerprint, label)


def test_a_reader_that_types_a_code_and_enter_is_answered(dialog, room, brief, qtbot):
    assert not dialog.sign.isVisible()
    qtbot.keyClicks(dialog.code, code(room, brief, "2/2").lower())
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    assert answer(dialog, qtbot) == "EN VIGUEUR"
    assert "SGDSN" in words(dialog)
    assert dialog.code.selectedText() == dialog.code.text()  # the next one takes its place
    freeze(room.mine, room.space)
    qtbot.keyClicks(dialog.code, code(room, brief))
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.sign.accessibleName() == "REMPLACÉ")
    assert "PDS-SIG1-002" in words(dialog)


def test_a_file_that_is_dropped_is_answered(dialog, room, brief, qtbot, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file(room, brief, tmp_path)))])
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(50, 50).toPoint(), *held)
    dialog.dragEnterEvent(entering)
    assert entering.isAccepted()
    dialog.dropEvent(QDropEvent(QPointF(50, 50), *held))
    assert answer(dialog, qtbot) == "EN VIGUEUR"
    assert "1/2, Cabinet PM" in words(dialog)
    assert str(tmp_path / "point.pdf") in words(dialog).replace("\u200b", "")


def test_one_file_after_another_the_answer_names_its_own(dialog, room, brief, qtbot, tmp_path):
    known = file(room, brief, tmp_path)
    other = tmp_path / "reçu par courriel.pdf"
    other.write_bytes(b"%PDF-1.7\nautre\n%%EOF\n")
    for path, state in ((known, "EN VIGUEUR"), (other, "INCONNU DE CE POSTE")):
        dialog.check(path)
        assert answer(dialog, qtbot) == state
        assert str(path) in words(dialog).replace("\u200b", "")
    assert "point.pdf" not in words(dialog).replace("\u200b", "")


def test_its_band_is_that_of_the_brief_and_before_of_the_crisis_on_screen(dialog, room, brief, qtbot):
    real = room.office.crisis(room.mine, frame="real")
    record(room.mine, real)
    drill, true = code(room, brief), code(room, freeze(room.mine, real))
    unknown = f"PDS-INT-004 {'ab' * 32}"
    assert band(dialog) == "Cadre : EXERCICE"
    for typed, shown in ((true, "RÉEL"), (drill, "EXERCICE"), (unknown, "aucune crise")):
        dialog.code.setText(typed)
        dialog.submit()
        assert band(dialog) == "Cadre : EXERCICE"  # nothing is known of that one yet
        answer(dialog, qtbot)
        assert band(dialog) == f"Cadre : {shown}"
    assert dialog.band.height() == 0
    dialog.code.setText("bonjour")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.refusal))
    assert band(dialog) == "Cadre : EXERCICE"


def test_without_a_crisis_on_screen_there_is_no_band(room, qtbot):
    made = BriefVerifyDialog(room.station)
    qtbot.addWidget(made)
    assert band(made) == "Cadre : aucune crise"


def test_words_held_above_it_are_no_file(dialog, qtbot):
    data = QMimeData()
    data.setText("bonjour")
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), *held)
    entering.ignore()
    dialog.dragEnterEvent(entering)
    assert not entering.isAccepted()


def test_an_altered_file_says_where(dialog, room, brief, qtbot, tmp_path, monkeypatch):
    path = str(file(room, brief, tmp_path, b"\n"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    dialog._choose()
    assert answer(dialog, qtbot) == "ALTÉRÉ"
    assert "prolongé" in dialog.sentence.text()


def test_a_project_and_an_unknown_brief_say_so(dialog, room, brief, qtbot):
    draft = freeze(room.mine, room.space, approved=False)
    dialog.code.setText(code(room, draft))
    dialog.submit()
    assert answer(dialog, qtbot) == "PROJET"
    dialog.code.setText(f"PDS-INT-004 {'ab' * 32}")
    dialog.submit()
    assert answer(dialog, qtbot) == "INCONNU DE CE POSTE"
    assert "Ce n'est pas dire qu'il est faux" in dialog.sentence.text()


@pytest.mark.parametrize(
    ("typed", "said"), [("", brief_verify_dialog.NOTHING), ("bonjour", "Ce n'est pas le code"), ("7d1e", "manque")]
)
def test_what_is_no_code_is_refused_beside_the_field(dialog, qtbot, typed, said):
    dialog.code.setText(typed)
    dialog.submit()
    qtbot.waitUntil(lambda: said in dialog.form.refusal)
    assert dialog.code.text() == typed
    assert not dialog.sign.isVisible()


def test_a_file_that_is_no_brief_is_refused_in_words(dialog, qtbot, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8" * 100)
    for path, said in ((tmp_path / "photo.jpg", "n'est pas un PDF"), (tmp_path / "absent.pdf", "il n'existe pas")):
        dialog.check(path)
        qtbot.waitUntil(lambda said=said: said in dialog.form.refusal)
        assert f"« {path.name} »" in dialog.form.refusal


def test_a_huge_file_is_refused_before_it_is_read(dialog, qtbot, tmp_path):
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as opened:
        opened.truncate(brief_verify_dialog.brief_verification.MOST + 1)
    dialog.check(huge)
    qtbot.waitUntil(lambda: "trop lourd" in dialog.form.refusal)


def test_every_state_has_a_shape(qapp):
    assert {shape for shape, _ in SIGNS.values()} <= SHAPES.keys()
    assert SIGNS.keys() == brief_verify_dialog.STATES.keys()
