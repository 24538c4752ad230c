"""Taking in what a stick brings."""

from pathlib import Path

from app.sync.bundle_making import Wanted, make
from app.ui.bundle_import_dialog import BundleImportDialog


def stick(room, tmp_path: Path, **more: object) -> Path:
    return make(room.colleague.store, Wanted(room.space, tmp_path / "clé.diapason", **more)).path


def shown(room, qtbot, path: Path) -> BundleImportDialog:
    dialog = BundleImportDialog(None, room.station, room.mine.store, path)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_came_is_counted_and_a_second_time_nothing_is_new(room, qtbot, tmp_path: Path) -> None:
    room.record("Vu d'ailleurs", room.colleague), room.record("Encore", room.colleague)
    path = stick(room, tmp_path)
    dialog = shown(room, qtbot, path)
    dialog.submit()
    qtbot.waitUntil(lambda: "2 nouvelles, 0 rectification, 0 perdue" in dialog.said.text())
    assert dialog.isVisible()
    again = shown(room, qtbot, path)
    again.submit()
    qtbot.waitUntil(lambda: "Rien de nouveau" in again.said.text())


def test_what_came_is_one_key_away(room, qtbot, tmp_path: Path) -> None:
    room.record("Vu d'ailleurs", room.colleague)
    seen: list[str] = []
    dialog = BundleImportDialog(None, room.station, room.mine.store, stick(room, tmp_path), seen.append)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.act.text() == "Voir la crise")
    code = next(row.code for row in room.mine.reading.crises() if row.id == room.space)
    assert f"({code}), paquet fait par " in dialog.said.text()
    with qtbot.waitSignal(dialog.accepted):
        dialog.act.click()
    assert seen == [room.space]


def test_the_passphrase_is_asked_for_when_it_is_needed(room, qtbot, tmp_path: Path) -> None:
    room.record("Vu d'ailleurs", room.colleague)
    path = stick(room, tmp_path, passphrase="cheval agrafe pile verte", to=())
    dialog = shown(room, qtbot, path)
    assert not dialog.passphrase.isVisible()
    dialog.submit()
    qtbot.waitUntil(dialog.passphrase.isVisible)
    dialog.passphrase.setText("une autre")
    dialog.submit()
    qtbot.waitUntil(lambda: "n'est pas celle du paquet" in dialog.form.refusal)
    dialog.passphrase.setText("cheval agrafe pile verte")
    dialog.submit()
    qtbot.waitUntil(lambda: "1 nouvelle," in dialog.said.text())


def test_another_file_is_refused_and_said_so(room, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "photo.diapason"
    path.write_bytes(b"\x89PNG")
    dialog = shown(room, qtbot, path)
    dialog.submit()
    qtbot.waitUntil(lambda: "pas un paquet Diapason" in dialog.form.refusal)


def test_a_cut_file_says_what_was_taken_and_what_to_do(room, qtbot, tmp_path: Path) -> None:
    room.record("Vu d'ailleurs", room.colleague)
    path = stick(room, tmp_path)
    path.write_bytes(path.read_bytes()[:-10])
    dialog = shown(room, qtbot, path)
    dialog.submit()
    qtbot.waitUntil(lambda: "s'arrête avant sa fin" in dialog.said.text() or bool(dialog.form.refusal))


def test_a_stopped_import_says_what_stays(room, qtbot, tmp_path: Path) -> None:
    dialog = shown(room, qtbot, stick(room, tmp_path))
    dialog.submit()
    dialog.stop()
    qtbot.waitUntil(lambda: dialog._cancel.text() == "Fermer")
