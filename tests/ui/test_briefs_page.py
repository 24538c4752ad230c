"""The briefs page: frozen files, read from the file itself, and what is done with them."""

from PySide6.QtWidgets import QApplication, QFileDialog

from app.core.composition import Composition
from app.core.registers.crisis import EditCrisis
from app.ui.briefs_page import BriefsPage
from tests.ui.briefs import EMPTY, freeze, tell
from tests.ui.by_name import button, words
from tests.ui.lines import NOW, at


def page_of(cell, workstation, qtbot):
    page = BriefsPage(cell.station(workstation), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1256, 686)
    page.show_crisis(cell.crisis(workstation))
    page.show()
    return page


def test_a_brief_received_shows_its_pages_and_is_verified(cell, qtbot):
    page = page_of(cell, cell.writer, qtbot)
    id = freeze(cell)
    qtbot.waitUntil(lambda: page.viewer.preview.count > 0)
    assert page.cards.current_id == id
    assert page.viewer.title.text() == "Point de situation n° 1 · PDS-SIG1-001"
    assert page.viewer._verified.accessibleName() == "vérifié"


def test_without_any_brief_the_page_says_so(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: "Aucun point de situation figé" in words(page))
    assert page.verify.isEnabled()


def test_composing_takes_the_place_of_the_list_and_gives_it_back(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    button(page, "Composer un point de situation").click()
    assert page.composer.isVisible()
    assert not page.cards.isVisible()
    button(page.composer, "Fermer").click()
    assert page.cards.isVisible()
    assert not page.composer.isVisible()


def test_the_keyboard_follows_into_the_composer(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.begin()
    assert page.composer.isAncestorOf(QApplication.focusWidget())


def test_a_project_is_approved_from_its_page(cell, qtbot, monkeypatch):
    id = freeze(cell, cell.writer, approved=False)
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: page.viewer.frozen is not None)
    assert page.viewer.state.accessibleName() == "PROJET"
    monkeypatch.setattr("app.ui.plain.confirm", lambda *_: True)
    page.acts.button("approve").click()
    qtbot.waitUntil(lambda: page.viewer.state.accessibleName() == "en vigueur")
    assert page.cards.current_id == id
    assert not page.acts.button("approve").isEnabled()
    assert "Approuver, Reprendre : il est approuvé par C. Morvan" in words(page.acts)


def test_a_project_is_taken_up_again_in_the_composer(cell, qtbot):
    freeze(cell, cell.writer, approved=False, composed=Composition(texts={5: "Vent au nord."}, nothing=EMPTY))
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: page.viewer.frozen is not None)
    page.acts.button("retake").click()
    qtbot.waitUntil(lambda: page.composer.work.ready)
    assert page.composer.settings.title.text() == "Point de situation n° 1, repris"


def test_another_brief_is_shown_when_it_is_gone_to(cell, qtbot):
    tell(cell, "Reprise de feu")
    first = freeze(cell, cutoff=at(24, 3))
    freeze(cell)
    page = page_of(cell, cell.head, qtbot)
    page.show_record(first)
    qtbot.waitUntil(lambda: page.viewer.frozen is not None and page.viewer.frozen.row.id == first)
    assert page.viewer.state.accessibleName() == "remplacé par le n° 2"


def test_what_leaves_is_written_where_it_is_asked(cell, qtbot, tmp_path, monkeypatch):
    freeze(cell)
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: page.viewer.frozen is not None)
    for act, name in (("save", "a.pdf"), ("mail", "a.eml"), ("odt", "a.odt")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), ""))
        page.acts.button(act).click()
        qtbot.waitUntil(lambda name=name: f"Écrit : {tmp_path / name}" in words(page))
    assert (tmp_path / "a.pdf").read_bytes() == page.viewer.frozen.pdf


def test_the_next_brief_is_counted_down_to(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: page.next.text() == "Aucun rythme fixé pour les points de situation.")
    cell.head.desk.do(EditCrisis(cell.space, {"rhythm": "4h 00:00 standard"}))
    qtbot.waitUntil(lambda: page.next.text().startswith("Prochain point à 04:00, dans 44 min"))


def test_a_reminder_of_the_rhythm_leads_to_the_composer(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    page.show_record(cell.space)
    assert page.composer.isVisible()


def test_the_crisis_that_is_left_keeps_what_was_composed(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    page.begin()
    qtbot.waitUntil(lambda: page.composer.work.ready)
    page.composer.sections.choose("5")
    page.composer.section.text.setPlainText("Vent au nord.")
    other = cell.office.crisis(cell.head, title="Inondation")
    page.show_crisis(next(one for one in cell.head.reading.crises() if one.id == other))
    assert not page.composer.isVisible()
    page.show_crisis(cell.crisis(cell.head))
    page.begin()
    qtbot.waitUntil(lambda: page.composer.work.ready)
    assert page.composer.work.composed.texts == {5: "Vent au nord."}
