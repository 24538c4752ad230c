"""What is done with a main courante as a whole opens beside the window, or says why not."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog, QMainWindow

from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.ui.export_dialog import ExportDialog
from app.ui.extractions_dialog import ExtractionsDialog
from app.ui.journal_acts import JournalActs
from app.ui.transcription_dialog import TranscriptionDialog
from tests.ui.lines import NOW


class Desk:
    """A window, the crisis on its screen, and what the state line was told."""

    def __init__(self, room, qtbot):
        self.window, self.crisis, self.said = QMainWindow(), room.crisis, []
        qtbot.addWidget(self.window)
        self.window.show()
        wanted = EntryFilter(room.space)
        self.acts = JournalActs(
            self.window,
            room.station,
            Places(),
            lambda: NOW,
            lambda: self.crisis,
            lambda: wanted if self.crisis else None,
        )
        self.acts.said.connect(self.said.append)

    def dialogs(self, kind: type[QDialog]) -> list[QDialog]:
        return [one for one in self.window.findChildren(kind) if one.isVisible()]


@pytest.fixture
def desk(room, qtbot):
    return Desk(room, qtbot)


def test_without_a_crisis_each_act_says_why_it_does_nothing(desk):
    desk.crisis = None
    for key in desk.acts.keys(lambda: None):
        key.act()
    assert len(desk.said) == len(desk.acts.keys(lambda: None))
    assert all(words.endswith("aucune crise ouverte") for words in desk.said)
    assert desk.dialogs(QDialog) == []


def test_in_a_closed_crisis_nothing_is_typed_after_the_fact_nor_brought_in(desk):
    desk.crisis = replace(desk.crisis, open=False)
    desk.acts.transcribe()
    desk.acts.bring_alerts_in()
    assert desk.said == ["Saisie après coup : cette crise est close", "Importer des alertes : cette crise est close"]


def test_a_sheet_of_paper_is_typed_beside_the_window_and_one_at_a_time(desk, qtbot):
    desk.acts.transcribe()
    desk.acts.transcribe()
    (sheet,) = desk.dialogs(TranscriptionDialog)
    assert not sheet.isModal()
    sheet.recorded.emit(2, "3")
    assert desk.said == ["2\u00a0entrées transcrites de la feuille 3"]
    desk.acts.close()
    assert desk.dialogs(TranscriptionDialog) == []


def test_the_export_and_the_extractions_open_on_the_crisis_on_screen(desk):
    desk.acts.export()
    (export,) = desk.dialogs(ExportDialog)
    export.reject()
    desk.acts.show_extractions()
    (extractions,) = desk.dialogs(ExtractionsDialog)
    assert desk.crisis.title in extractions.windowTitle()
    extractions.accept()


def test_printing_and_exporting_bring_the_main_courante_on_screen_first(desk):
    brought = []
    keys = {key.key: key for key in desk.acts.keys(lambda: brought.append(1))}
    keys["Ctrl+E"].act()
    assert brought == [1]
    desk.dialogs(ExportDialog)[0].reject()
