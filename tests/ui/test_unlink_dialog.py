"""A link made by mistake is taken back with its reason, from either side."""

import pytest

from app.core.entry_commands import Link
from app.ui import entry_links
from app.ui.unlink_dialog import UnlinkDialog
from tests.ui.lines import ZONE


@pytest.mark.parametrize("side", [0, 1])
def test_a_link_is_taken_back_from_either_entry_with_its_reason(room, qtbot, side):
    ids = room.record("Huiles moteur").id, room.record("Du solvant").id
    room.mine.desk.do(Link(ids[1], "duplicates", ids[0]))
    entry = room.mine.reading.entry(ids[side])
    (tie,) = entry_links.ties(entry, room.mine.reading.related(entry.id), ZONE)
    dialog = UnlinkDialog(None, room.station, entry, tie)
    qtbot.addWidget(dialog)
    dialog.submit()
    assert dialog.form.refusal == "Refusé : dites pourquoi ce lien était une erreur."
    dialog.reason.setText("mauvais numéro")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert room.mine.reading.entry(ids[1]).links == ()
    assert room.mine.reading.related(ids[0]).links == ()
