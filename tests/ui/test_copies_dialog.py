"""Numbered copies of a brief, made, looked at and sent out from the window."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog

from app.core.errors import Refused
from app.core.recipients import Recipient
from app.core.registers.lists import WriteList
from app.core.store import log
from app.documents import preview
from app.sync.exchanger import Exchanger
from app.ui import printing, theme
from app.ui.copies_dialog import LOOKING, CopiesDialog
from app.ui.copies_work import FOLDER, MAIL
from tests.ui.by_name import words
from tests.ui.copy_register import Register


@pytest.fixture
def opened(room, qtbot):
    """Opens the dialog on a register, once what it asks has come."""

    def open_on(register: Register) -> CopiesDialog:
        register.space = room.space
        made = CopiesDialog(None, room.station, register)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitUntil(lambda: made.queue.currentText() != LOOKING)
        qtbot.waitUntil(lambda: made.list.topLevelItemCount() == len(register.copies))
        return made

    return open_on


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "sorties"
    made.mkdir()
    return made


def listed(dialog) -> list[str]:
    return [dialog.list.topLevelItem(n).text(0) for n in range(dialog.list.topLevelItemCount())]


def write(dialog, qtbot, *names: str) -> None:
    before = len(dialog._existing)
    dialog.recipients.setPlainText("\n".join(names))
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == before + len(names))


def into(dialog, output: str, folder) -> None:
    dialog.output.setCurrentIndex(dialog.output.findData(output))
    dialog.folder.setText(str(folder))


def test_what_is_typed_is_numbered_as_it_will_be(opened, qtbot):
    register = Register()
    register.make(["Cabinet PM"])
    dialog = opened(register)
    write(dialog, qtbot, "Préfecture 76", "SGDSN <veille@sgdsn.example>")
    assert listed(dialog) == ["1/1", "2/3", "3/3"]
    assert dialog.act.text() == "Numéroter et imprimer 2\u00a0exemplaires"
    assert "dira PROJET" in words(dialog)


def test_copies_reach_the_printer_numbered_each_with_its_pages(opened, cups, qtbot):
    register = Register()
    dialog = opened(register)
    write(dialog, qtbot, "Cabinet PM", "SGDSN")
    dialog.two_sided.setChecked(True)
    dialog.submit()
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    assert dialog.told.text() == "2\u00a0exemplaires : donnés à l’imprimante."
    received = [cups.received() for _ in range(4)]
    assert [preview.count(one.file) for one in received] == [2, 1, 2, 1]
    assert [one.file for one in received] == [data for copy in register.copies for data in (copy.pdf, copy.annex)]
    assert dialog.recipients.toPlainText() == ""
    qtbot.waitUntil(lambda: listed(dialog) == ["1/2", "2/2"])
    assert dialog.list.chosen == ()


def test_what_was_refused_is_forgiven_once_a_copy_is_ticked_or_somebody_named(opened, qtbot):
    register = Register(annex_pages=0)
    register.make(["Cabinet PM"])
    dialog = opened(register)
    dialog.submit()
    assert "cochez un exemplaire" in words(dialog)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0))
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert "cochez un exemplaire" not in words(dialog)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.submit()
    assert "cochez un exemplaire" in words(dialog)
    QTest.keyClicks(dialog.recipients, "SGDSN")
    assert "cochez un exemplaire" not in words(dialog)


def test_a_copy_of_the_register_is_printed_again_the_same(opened, cups, qtbot):
    register = Register(annex_pages=0)
    register.make(["Cabinet PM", "SGDSN"])
    dialog = opened(register)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.act.text() == "Imprimer de nouveau 1\u00a0exemplaire"
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    assert cups.received().file == register.copies[1].pdf
    assert len(register.copies) == 2
    assert dialog.annex.isHidden()


def test_a_folder_receives_one_file_for_each(opened, qtbot, folder):
    register = Register()
    dialog = opened(register)
    write(dialog, qtbot, "Cabinet PM", "SGDSN")
    into(dialog, FOLDER, folder)
    assert dialog.act.text() == "Numéroter et écrire 2\u00a0exemplaires"
    dialog.annex.setChecked(False)
    dialog.submit()
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    assert sorted(os.listdir(folder)) == [
        "PDS-SIG1-012-1-2-Cabinet PM-PROJET-EXERCICE.pdf",
        "PDS-SIG1-012-2-2-SGDSN-PROJET-EXERCICE.pdf",
    ]


def test_courriels_are_written_and_whoever_has_no_address_is_named(opened, qtbot, folder):
    dialog = opened(Register())
    write(dialog, qtbot, "Cabinet PM <cabinet@pm.example>", "SGDSN")
    into(dialog, MAIL, folder)
    dialog.submit()
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    assert "Sans adresse, en PDF seul : 2/2" in dialog.told.text()
    assert len([name for name in os.listdir(folder) if name.endswith(".eml")]) == 1


def test_what_is_missing_is_said_beside_its_field(opened, qtbot, tmp_path):
    dialog = opened(Register())
    dialog.submit()
    assert "Écrivez un destinataire" in dialog.form.refusal
    write(dialog, qtbot, "Cabinet PM")
    into(dialog, FOLDER, "")
    dialog.submit()
    assert "Choisissez un dossier" in dialog.form.refusal
    dialog.folder.setText(str(tmp_path / "absent"))
    dialog.submit()
    qtbot.waitUntil(lambda: "n’est pas un dossier" in dialog.form.refusal)
    dialog.recipients.setPlainText("x" * 81)
    dialog.submit()
    assert "80 au plus" in dialog.form.refusal
    assert dialog._register.copies == []


def test_a_queue_that_takes_nothing_is_refused_before_a_number_is_given(opened, cups, qtbot):
    register = Register()
    dialog = opened(register)
    write(dialog, qtbot, "Cabinet PM")
    dialog.queue.setCurrentIndex(dialog.queue.findData("Ferme"))
    dialog.submit()
    assert "refuse les travaux" in dialog.form.refusal
    assert register.copies == []


def test_what_was_numbered_and_did_not_go_out_is_one_key_from_going_out(opened, cups, qtbot):
    register = Register(annex_pages=0)
    dialog = opened(register)
    write(dialog, qtbot, "Cabinet PM")
    dialog.queue.addItem("Absente", "Absente")
    dialog.queue.setCurrentIndex(dialog.queue.findData("Absente"))
    dialog.submit()
    qtbot.waitUntil(lambda: "Au registre : 1/1." in dialog.form.refusal)
    assert "n’existe pas" in dialog.form.refusal
    qtbot.waitUntil(lambda: dialog.list.chosen == ("1/1",))
    assert dialog.recipients.toPlainText() == ""
    dialog.queue.setCurrentIndex(dialog.queue.findData("Archives"))
    dialog.submit()
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    assert cups.received().file == register.copies[0].pdf
    assert len(register.copies) == 1


def test_a_register_that_says_no_keeps_what_was_typed(opened, qtbot, tmp_path):
    register = Register()
    register.failing = Refused("D'autres exemplaires ont été faits entre-temps : recommencez.")
    dialog = opened(register)
    write(dialog, qtbot, "Cabinet PM")
    into(dialog, FOLDER, tmp_path)
    dialog.submit()
    qtbot.waitUntil(lambda: "entre-temps" in dialog.form.refusal)
    assert dialog.recipients.toPlainText() == "Cabinet PM"


def test_what_is_typed_survives_the_dialog_until_it_is_used(opened, qtbot, folder):
    register = Register()
    first = opened(register)
    write(first, qtbot, "Cabinet PM", "SGDSN")
    first.reject()
    again = CopiesDialog(None, first._station, register)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.recipients.toPlainText() == "Cabinet PM\nSGDSN")
    into(again, FOLDER, folder)
    qtbot.waitUntil(lambda: again.list.to_make == 2)
    again.submit()
    qtbot.waitUntil(lambda: len(os.listdir(folder)) == 4)
    again.reject()
    station = first._station
    qtbot.waitUntil(lambda: station.reading.draft(f"{register.space} copies {register.id}") == "")


def test_lists_and_the_former_recipients_are_taken_up_without_a_telephone_nor_twice(opened, room, qtbot):
    reached = (Recipient("AFP", "desk@afp.example"), Recipient("Préfet", "+33199001201"))
    room.mine.desk.do(WriteList(room.space, "Presse", reached))
    dialog = opened(Register(former=("SGDSN", "Cabinet PM")))
    dialog.recipients.setPlainText("SGDSN")
    qtbot.waitUntil(lambda: dialog.take.count() == 3)
    for place in (1, 2, 2):
        dialog.take.setCurrentIndex(place)
        dialog.take.activated.emit(place)
        qtbot.waitUntil(lambda place=place: len(dialog.recipients.toPlainText().splitlines()) == 2 + place)
    assert dialog.recipients.toPlainText() == "SGDSN\nAFP <desk@afp.example>\nPréfet\nCabinet PM"


def test_the_copy_looked_at_is_shown_page_by_page(opened, qtbot):
    dialog = opened(Register())
    write(dialog, qtbot, "Cabinet PM")
    qtbot.waitUntil(lambda: dialog.preview.count == 2 and not dialog.preview.sheets[0].image.isNull())


def test_the_folder_is_chosen_in_the_system_s_own_dialog(opened, monkeypatch, tmp_path):
    dialog = opened(Register())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.browse.click()
    assert dialog.folder.text() == str(tmp_path)


def test_where_no_queue_takes_files_the_system_prints_images(opened, qtbot, tmp_path, monkeypatch):
    class Chosen:
        """The system's dialog, where the person chose a printer."""

        def __init__(self, printer: QPrinter, parent: object) -> None:
            printer.setOutputFileName(str(tmp_path / "papier.pdf"))

        def setWindowTitle(self, title: str) -> None:
            assert title == "Imprimer 2 fichiers"

        def exec(self) -> QDialog.DialogCode:
            return QDialog.DialogCode.Accepted

    monkeypatch.setattr(printing, "QPrintDialog", Chosen)
    monkeypatch.setattr(printing, "PAPER_WIDTH", 300)
    dialog = opened(Register())
    assert dialog.queue.currentText() == "Le système demandera laquelle"
    write(dialog, qtbot, "Cabinet PM")
    dialog.submit()
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    assert (tmp_path / "papier.pdf").exists()


@contextmanager
def asking_a_silent_server(workstation) -> Iterator[None]:
    """Its exchange is under way: the server took what was asked, and answers nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        with workstation.store.write() as transaction:
            log.note(transaction.connection, "server", f"http://127.0.0.1:{server.getsockname()[1]}".encode())
        exchanger = Exchanger(workstation)
        exchanger.start()
        asked, _ = server.accept()
        with asked:
            assert asked.recv(4)
            yield
            assert not exchanger.state.online
    exchanger.stop()


def test_no_copy_waits_for_a_server_that_answers_nothing(opened, room, cups, qtbot):
    register = Register(annex_pages=0)
    with asking_a_silent_server(room.mine):
        dialog = opened(register)
        write(dialog, qtbot, "Cabinet PM")
        dialog.submit()
        qtbot.waitUntil(lambda: not dialog.told.isHidden())
        assert cups.received().file == register.copies[0].pdf


def test_in_large_text_its_acts_stay_on_the_screen(opened, qapp):
    theme.apply(qapp, "light", 2.0)
    dialog = opened(Register())
    room = dialog.screen().availableSize()
    assert (dialog.width() <= room.width(), dialog.height() < room.height()) == (True, True)
