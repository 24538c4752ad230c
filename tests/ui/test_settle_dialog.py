"""A contradiction is settled in words, by either side of it."""

from dataclasses import replace

import pytest

from app.core.entry_commands import Link
from app.ui import entry_links
from app.ui.settle_dialog import SettleDialog
from tests.ui.lines import ZONE


@pytest.fixture
def contradiction(room):
    here, there = room.record("Huiles moteur"), room.record("Du solvant aussi")
    room.mine.desk.do(Link(there.id, "contradicts", here.id, "nature des produits"))
    return here.id, there.id


def opened(room, qtbot, id):
    entry = room.mine.reading.entry(id)
    (tie,) = entry_links.ties(entry, room.mine.reading.related(id), ZONE)
    dialog = SettleDialog(None, room.station, entry, tie)
    qtbot.addWidget(dialog)
    return dialog, tie


@pytest.mark.parametrize("side", [0, 1])
def test_it_is_settled_from_either_entry_and_the_note_stays(room, qtbot, contradiction, side):
    dialog, _ = opened(room, qtbot, contradiction[side])
    dialog.settled.setPlainText("Fiche de sécurité : les deux.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    (link,) = room.mine.reading.entry(contradiction[1]).links
    assert link.settled == "Fiche de sécurité : les deux."
    assert link.note == "nature des produits"
    for id in contradiction:
        entry = room.mine.reading.entry(id)
        (tie,) = entry_links.ties(entry, room.mine.reading.related(id), ZONE)
        assert not tie.open


def test_how_it_is_settled_must_be_said(room, qtbot, contradiction):
    dialog, _ = opened(room, qtbot, contradiction[0])
    dialog.submit()
    assert dialog.form.refusal == "Refusé : dites comment cette contradiction est tranchée."
    assert room.mine.reading.entry(contradiction[1]).links[0].settled == ""


def test_nothing_is_written_in_advance(room, qtbot, contradiction):
    dialog, tie = opened(room, qtbot, contradiction[0])
    assert dialog.settled.toPlainText() == ""
    assert replace(tie, note="") != tie
