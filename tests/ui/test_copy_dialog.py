"""A copy of a joined file leaves the journal as it came, and is logged; without the log, there is no copy."""

from hashlib import sha256

import pytest

from app.core.attachments import described
from app.core.entry_commands import Attach
from app.ui.copy_dialog import CopyDialog, Holder
from tests.ui import by_name

CONTENT = b"%PDF plan des cuvettes"


@pytest.fixture
def dialog(room, qtbot):
    file = described("plan-cuvettes.pdf", CONTENT)
    done = room.record("Plan reçu")
    room.mine.desk.do(Attach(done.id, (file,)), files=[CONTENT])
    made = CopyDialog(None, room.station, Holder(room.space, "SIG1-0001", "Plan reçu"), file)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_a_copy_entails_is_said_first(dialog):
    words = by_name.words(dialog)
    assert "quitte le journal chiffré" in words
    assert "extractions" in words
    assert sha256(CONTENT).hexdigest() in words.replace("\u200b", "")


def test_a_copy_is_whole_and_logged(dialog, room, qtbot, tmp_path):
    with qtbot.waitSignal(dialog.accepted):
        dialog.save(tmp_path / "copie.pdf")
    assert (tmp_path / "copie.pdf").read_bytes() == CONTENT
    assert [path.name for path in tmp_path.glob("*.partiel")] == []
    (logged,) = room.mine.reading.extractions(room.space)
    assert (logged.what, logged.format, logged.count) == ("attachment", "pdf", 1)
    assert logged.filter == "« plan-cuvettes.pdf », SIG1-0001"
    assert logged.sha256 == sha256(CONTENT).hexdigest()


def test_what_cannot_be_written_is_said_and_nothing_is_left(dialog, room, qtbot, tmp_path):
    with qtbot.waitSignal(room.background.failed):
        dialog.save(tmp_path / "absent" / "copie.pdf")
    assert "ne s’écrit pas à cet endroit" in dialog.form.refusal
    assert dialog.act.isEnabled()
    assert room.mine.reading.extractions(room.space) == []
