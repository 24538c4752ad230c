"""What went out of a message, in the window: to whom as it was, with what proof, and who acknowledged."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.core.message_commands import Dispatch, Revise
from app.ui.dispatches_part import DispatchesPart, ProofDialog, ReceivedDialog
from tests.core.newsroom import AFP, REUTERS, meet
from tests.ui.cell import SECOND


@pytest.fixture
def message(cell):
    for one in cell.all:
        meet(one)
    id = cell.submitted()
    for one in (cell.head, cell.health, cell.authority):
        cell.sign(one, id)
    return id


def sent(cell, message):
    cell.head.desk.do(
        Dispatch(message, None, "x", to="Presse (2 destinataires)", recipients=(AFP, REUTERS), url="https://exemple.fr")
    )
    cell.spread(cell.head)
    return cell.head.reading.message(message)


def part(cell, shown, qtbot, by=None):
    of = by or cell.head
    made = DispatchesPart(None, cell.station(of), cell.crisis(of), shown, shown.current)
    qtbot.addWidget(made)
    return made


def said(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) + widget.findChildren(QPushButton)).replace(
        "\u00ad", ""
    )


def test_nothing_is_shown_as_long_as_nothing_went_out(cell, message, qtbot):
    assert part(cell, cell.head.reading.message(message), qtbot).isHidden()


def test_a_dispatch_says_its_hour_its_list_as_it_was_and_its_proof(cell, message, qtbot):
    words = said(part(cell, sent(cell, message), qtbot))
    for one in (
        "03:16 · X",
        "Presse (2 destinataires) : AFP, Reuters",
        "C. Morvan (CCOM)",
        "exemple.fr",
        "Reçu par 0/2",
    ):
        assert one in words.replace("\u00ad", "").replace("\u200b", "")
    assert "une autre version" not in words


def test_a_dispatch_of_another_version_says_so(cell, message, qtbot):
    sent(cell, message)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.spread(cell.writer)
    assert "une autre version" in said(part(cell, cell.head.reading.message(message), qtbot))


def test_acknowledgements_are_ticked_once(cell, message, qtbot):
    shown = sent(cell, message)
    dialog = ReceivedDialog(None, cell.station(cell.head), cell.crisis(cell.head), shown, shown.dispatches[0])
    qtbot.addWidget(dialog)
    dialog.submit()
    assert "cochez" in dialog.form.refusal
    dialog.boxes["AFP"].setChecked(True)
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted)
    now = cell.head.reading.message(message)
    assert [name for name, _ in now.dispatches[0].received] == ["AFP"]
    again = ReceivedDialog(None, cell.station(cell.head), cell.crisis(cell.head), now, now.dispatches[0])
    qtbot.addWidget(again)
    assert not again.boxes["AFP"].isEnabled()
    assert "Reçu par 1/2" in said(part(cell, now, qtbot))


def test_a_proof_is_joined_afterwards(cell, message, qtbot, tmp_path):
    shown = sent(cell, message)
    dialog = ProofDialog(None, cell.station(cell.head), cell.crisis(cell.head), shown, shown.dispatches[0])
    qtbot.addWidget(dialog)
    dialog.submit()
    qtbot.waitUntil(lambda: "preuve" in dialog.form.refusal)
    capture = tmp_path / "capture.png"
    capture.write_bytes(b"une image")
    dialog.files.join([capture])
    qtbot.waitUntil(lambda: bool(dialog.files.files))
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted)
    (told,) = cell.head.reading.message(message).dispatches
    assert [one.name for one in told.files] == ["capture.png"]


def test_a_writer_sees_the_dispatches_and_notes_nothing(cell, message, qtbot):
    sent(cell, message)
    made = part(cell, cell.writer.reading.message(message), qtbot, by=cell.writer)
    buttons = {one.text(): one.isEnabled() for one in made.findChildren(QPushButton)}
    assert buttons == {"Liste de rappel…": True, "Reçu par 0/2…": False, "Joindre une preuve…": False}
