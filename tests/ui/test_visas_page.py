"""« Mes visas à donner »: what waits for me, whole, and three answers."""

import pytest

from app.core.message_commands import Revise, Submit
from app.core.texts import Text
from app.sync.state import ExchangeState
from app.ui.message_acts import SIGN
from app.ui.visa_dialog import VisaDialog
from app.ui.visas_page import NOTHING, VisasPage, asked
from tests.core.newsroom import meet
from tests.ui.by_name import button, words
from tests.ui.cell import FIRST, SECOND
from tests.ui.lines import NOW
from tests.ui.test_messages_page import when_open


def page_of(cell, workstation, qtbot):
    page = VisasPage(cell.station(workstation))
    qtbot.addWidget(page)
    page.resize(1256, 686)
    page.show_crisis(cell.crisis(workstation))
    page.show()
    return page


def body(page):
    views = page.text.parts.views()
    return next((view.toPlainText() for view in views if view.accessibleName() == "Corps"), "")


def test_only_what_waits_for_this_persons_visa_is_listed_whole(cell, qtbot):
    message = cell.submitted()
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: page.cards.current_id == message)
    qtbot.waitUntil(lambda: body(page) == FIRST.body)
    assert "Écrit par L. Aubert (RED), " in words(page)
    assert "Votre visa (au titre de : Santé), demandé 03:16, attendu avant 03:36." in words(page)
    assert page_of(cell, cell.writer, qtbot).cards.current_id == ""


def test_when_nothing_waits_it_says_so_and_since_when_it_knows(cell, qtbot):
    meet(cell.health)
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: "À jour à 03:15." in words(page))
    assert NOTHING in words(page)
    page._station.background.exchange.emit(ExchangeState(False, NOW, NOW, 0))
    qtbot.waitUntil(lambda: "état connu à 03:15, hors ligne. Un texte a pu être soumis depuis." in words(page))


def test_what_changed_since_ones_last_visa_comes_first_and_one_key_shows_the_text(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.do(cell.writer, Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: "douze treize" in body(page))
    assert "Différences depuis mon visa (v1, 03:16)" in page.text.changes.text()
    page.text.toggle()
    assert body(page) == SECOND.body


@pytest.mark.parametrize(
    ("name", "decision"),
    [
        ("Favorable…", "favourable"),
        ("Favorable avec réserve…", "reservation"),
        ("Défavorable…", "unfavourable"),
    ],
)
def test_an_answer_leads_to_the_signature_of_the_text_on_the_screen(cell, qtbot, name, decision):
    message = cell.submitted()
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: body(page) == FIRST.body)
    shown = page.text.version
    seen = []

    def sign(dialog):
        seen.append((dialog.version, dialog.decision.chosen))
        dialog.comment.setPlainText("Citer la source.")
        dialog.submit()

    timer = when_open(VisaDialog, sign)
    button(page, name).click()
    timer.stop()
    assert seen == [(shown, decision)]
    (visa,) = cell.health.reading.message(message).visas
    assert (visa.decision, visa.text) == (decision, shown.hash)
    qtbot.waitUntil(lambda: NOTHING in words(page))


def test_a_text_that_changes_while_it_is_read_says_so_at_once(cell, qtbot):
    message = cell.submitted()
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: body(page) == FIRST.body)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    qtbot.waitUntil(lambda: "a remplacé v1" in words(page))
    qtbot.waitUntil(lambda: "douze treize" in body(page))
    assert cell.health.reading.message(message).visas == ()


def test_the_authority_sees_what_is_not_yet_its_turn_after_the_rest_and_what_is_missing(cell, qtbot):
    message = cell.submitted(Text("Restez à l’abri", "Numéro : [numéro]"))
    page = page_of(cell, cell.authority, qtbot)
    qtbot.waitUntil(lambda: page.cards.current_id == message)
    qtbot.waitUntil(lambda: "Texte à compléter : [numéro]." in words(page))
    assert "Les étapes précédentes ne sont pas complètes : votre visa serait gardé." in words(page)


def test_what_is_no_longer_asked_says_so(cell):
    message = cell.submitted()
    cell.sign(cell.health, message)
    opened = cell.opened(cell.health, message)
    assert asked(opened, "Europe/Paris").endswith("Votre visa n’est plus attendu.")
    assert SIGN not in opened.refused


def test_every_part_of_the_page_has_a_name(cell, qtbot):
    cell.submitted()
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: body(page) == FIRST.body)
    assert page.cards.accessibleName() == "Mes visas à donner"
    assert [made.accessibleName() for made in page.answers.values()] == [
        "Favorable…",
        "Favorable avec réserve…",
        "Défavorable…",
    ]
