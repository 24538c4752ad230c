"""Coming back to a former step is never silent."""

from app.core.entry_commands import Triage
from app.ui.reason_dialog import ReasonDialog


def closed(room, count: int = 1) -> list[str]:
    ids = [room.record(f"Entrée {n}").id for n in range(count)]
    for id in ids:
        room.mine.desk.do(Triage(id, "closed"))
    return ids


def test_without_a_reason_nothing_comes_back(room, qtbot):
    ids = closed(room)
    dialog = ReasonDialog(None, room.station, "SIG1-0001", ids, ("to_sort", "to_decide"))
    qtbot.addWidget(dialog)
    dialog.submit()
    assert dialog.form.refusal == "Refusé : indiquez le motif."
    assert room.mine.reading.entry(ids[0]).triage == "closed"


def test_the_last_step_is_proposed_and_another_may_be_chosen(room, qtbot):
    ids = closed(room, 2)
    dialog = ReasonDialog(None, room.station, "2 entrées", ids, ("to_sort", "to_decide"))
    qtbot.addWidget(dialog)
    assert dialog.step == "to_decide"
    dialog.choice.setCurrentIndex(0)
    dialog.reason.setText("rouvert par le préfet")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    entries = room.mine.reading.entries(ids)
    assert [entry.triage for entry in entries] == ["to_sort", "to_sort"]
    assert entries[0].triaged[-1].reason == "rouvert par le préfet"


def test_one_step_alone_is_said_and_not_asked(room, qtbot):
    dialog = ReasonDialog(None, room.station, "SIG1-0001", closed(room), ("to_decide",))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.choice.isVisible()
    assert dialog.step == "to_decide"
