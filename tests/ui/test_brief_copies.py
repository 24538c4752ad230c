"""Numbered copies of a brief that was really frozen: registered for ever, printed and printed again the same."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from app.core.brief_commands import Freeze, Printed
from app.core.errors import Refused
from app.documents import preview
from app.ui.brief_copies import open_copies, register_of
from app.ui.copies_dialog import CopiesDialog
from app.ui.copies_list import Registered
from tests.documents.courriels import CONTENT
from tests.documents.sheets import sheets
from tests.ui.lines import NOW


def frozen(room, number: int = 1, replaces: str = "", annex: bytes = b"") -> str:
    """The id of a project of two pages."""
    content = replace(CONTENT, number=number, reference=f"PDS-SIG1-{number:03}", replaces=replaces)
    printed = Printed(sheets(2), 2, annex, preview.count(annex) if annex else 0)
    return room.mine.desk.do(Freeze(room.space, content, printed)).id


@pytest.fixture
def brief(room) -> str:
    return frozen(room, annex=sheets(3))


def test_a_copy_is_registered_with_its_number_and_comes_out_the_same_again(room, brief):
    register = register_of(room.station, brief, NOW)
    assert register.labels(2) == ["1/2", "2/2"]
    made = register.make(["Cabinet PM", "SGDSN"])
    assert [(copy.label, copy.recipient) for copy in made] == [("1/2", "Cabinet PM"), ("2/2", "SGDSN")]
    assert register.existing() == [
        Registered("1/2", "Cabinet PM", NOW, "C. Morvan (CCOM)"),
        Registered("2/2", "SGDSN", NOW, "C. Morvan (CCOM)"),
    ]
    assert register.again(["1/2", "2/2"]) == made
    assert register.labels(1) == ["3/3"]


def test_each_copy_has_its_pages_its_annex_and_its_own_bytes(room, brief):
    first, second = register_of(room.station, brief, NOW).make(["Cabinet PM", "SGDSN"])
    assert [preview.count(file) for file in (first.pdf, first.annex, second.pdf)] == [2, 3, 2]
    assert first.pdf != second.pdf
    assert first.pdf.startswith(sheets(2))
    assert first.annex.startswith(sheets(3))


def test_what_is_shown_before_is_what_will_be_made(room, brief):
    register = register_of(room.station, brief, NOW)
    shown = register.proof(register.labels(1)[0], "Cabinet PM")
    assert register.existing() == []
    (made,) = register.make(["Cabinet PM"])
    assert made.pdf == shown


def test_those_who_received_the_brief_before_are_proposed(room):
    former = frozen(room)
    register_of(room.station, former, NOW).make(["Cabinet PM", "SGDSN"])
    next_one = register_of(room.station, frozen(room, 2, "PDS-SIG1-001"), NOW)
    assert next_one.former == ["Cabinet PM", "SGDSN"]
    assert next_one.words.reference == "PDS-SIG1-002"
    assert next_one.annex_pages == 0
    assert next_one.make(["SGDSN"])[0].annex == b""


def test_a_brief_that_is_not_here_is_refused(room):
    with pytest.raises(Refused, match="pas connu"):
        register_of(room.station, "a" * 64, NOW)


def test_from_the_window_to_the_printer_without_a_server(room, brief, cups, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    open_copies(page, room.station, brief)
    qtbot.waitUntil(lambda: page.findChild(CopiesDialog) is not None)
    dialog = page.findChild(CopiesDialog)
    qtbot.waitUntil(lambda: dialog.queue.findData("Bureau") >= 0)
    dialog.recipients.setPlainText("Cabinet PM\nSGDSN")
    dialog.submit()
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    received = [cups.received() for _ in range(4)]
    assert [preview.count(one.file) for one in received] == [2, 3, 2, 3]
    assert received[0].file == room.mine.reading.copy_file(brief, "1/2")
    assert received[3].file == room.mine.reading.copy_file(brief, "2/2", annex=True)
    assert room.mine.reading.pending() > 0
    dialog.reject()


def test_a_page_closed_meanwhile_opens_nothing(room, brief, qtbot):
    page = QWidget()
    open_copies(page, room.station, brief)
    page.deleteLater()
    read = []
    room.background.read(lambda: None, lambda _: read.append(1))
    qtbot.waitUntil(lambda: bool(read))
