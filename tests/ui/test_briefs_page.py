"""The briefs page: frozen files, read from the file itself."""

from PySide6.QtWidgets import QApplication

from app.core.registers.briefs import Freeze
from app.core.store.rows import BriefRow
from app.documents import brief
from app.ui import briefs_page
from app.ui.briefs_page import BriefsPage
from tests.ui.by_name import button, words
from tests.ui.lines import NOW, at


def freeze(cell, cutoff=NOW):
    content = cell.head.reading.compose(cell.space, cutoff, True)
    rendered = brief.render(content)
    done = cell.head.desk.do(Freeze(cell.space, content, rendered.pdf, rendered.pages))
    cell.spread(cell.head)
    return done.id, rendered


def page_of(cell, workstation, qtbot):
    page = BriefsPage(cell.station(workstation), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1256, 686)
    page.show_crisis(cell.crisis(workstation))
    page.show()
    return page


def test_a_brief_received_shows_its_pages_and_is_verified(cell, qtbot):
    page = page_of(cell, cell.writer, qtbot)
    id, rendered = freeze(cell)
    qtbot.waitUntil(lambda: page.preview.count == rendered.pages)
    assert page.cards.current_id == id
    assert page.title.text() == "Point de situation n° 1 · PDS-SIG1-001"
    assert rendered.sha256[:4] in page.fingerprint.text()
    assert rendered.sha256 in page.fingerprint.toolTip()
    assert page._verified.accessibleName() == "vérifié"


def test_without_any_brief_the_page_says_so(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: "Aucun point de situation figé" in words(page))


def test_composing_takes_the_place_of_the_list_and_gives_it_back(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    button(page, "Composer un point de situation").click()
    assert page.composer.isVisible()
    assert not page.cards.isVisible()
    button(page.composer, "Fermer").click()
    assert page.cards.isVisible()
    assert not page.composer.isVisible()


def test_the_hour_of_cut_off_is_what_the_list_shows():
    row = BriefRow("1", "PDS-SIG1-012", 12, at(24, 0, 45), at(24, 0, 58), "C. Morvan", True, 2, "0" * 64, True)
    card = briefs_page.card(row, "Europe/Paris")
    assert card.title == "Arrêté 24\u00a0sept.\u00a000:45"
    assert card.note == "C. Morvan · 24\u00a0sept.\u00a000:58 · en attente d’envoi"
    assert briefs_page.grouped("0123456789abcdef" * 4).startswith("0123 4567 89ab")


def test_the_keyboard_follows_into_the_composer(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.begin()
    assert page.composer.isAncestorOf(QApplication.focusWidget())
