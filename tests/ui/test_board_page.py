"""The board: what may be said now, by topic, on the screen and on paper."""

from PySide6.QtGui import QAction

from app.core.message_commands import Embargo, Revise
from app.core.registers.crisis import OpenCrisis
from app.core.texts import Text
from app.ui import board_page, printing
from app.ui.board_page import BoardPage
from app.ui.board_words import HIDDEN, Head, Wanted
from tests.clocks import HOUR
from tests.core.newsroom import AFP
from tests.ui.by_name import button, words
from tests.ui.lines import NOW
from tests.ui.said import page_of


def listed(page: BoardPage) -> list[str]:
    items = page.list.model().items
    return [f"# {one.title}" if isinstance(one, Head) else one.title for one in items]


def test_lines_are_by_topic(speech, qtbot):
    speech.out("Restez à l’abri", topic="Consigne")
    speech.out("L’air est mesuré", topic="Air")
    page = page_of(speech, qtbot)
    assert listed(page) == ["# Air", "L’air est mesuré.", "# Consigne", "Restez à l’abri."]


def test_one_topic_is_chosen_in_a_menu(speech, qtbot):
    speech.out("Restez à l’abri", topic="Consigne")
    speech.out("L’air est mesuré", topic="Air & fumées")
    page = page_of(speech, qtbot)
    page.topics.aboutToShow.emit()
    actions: list[QAction] = page.topics.actions()
    assert [one.text() for one in actions] == ["Tous les thèmes", "Air && fumées", "Consigne"]
    actions[2].trigger()
    assert listed(page) == ["# Consigne", "Restez à l’abri."]
    assert page.topic.accessibleName() == "Thème : Consigne"
    page.choose_topic("")
    assert len(listed(page)) == 4


def test_what_ends_soon_is_counted_and_kept_alone(speech, qtbot):
    speech.out("Air", topic="Air", valid_until=NOW + HOUR)
    speech.out("Eau", topic="Eau", valid_until=NOW + 5 * HOUR)
    page = page_of(speech, qtbot)
    assert page.ending.text() == "Expirent avant 05:00  1"
    page.ending.click()
    assert listed(page) == ["# Air", "Air."]
    assert page.ending.accessibleName() == "Expirent avant 05:00 : 1\u00a0ligne"


def test_what_was_replaced_is_shown_when_it_is_asked_for(speech, qtbot):
    first = speech.out("Première", topic="Air")
    speech.out("Deuxième", topic="Air", replaces=first)
    page = page_of(speech, qtbot)
    assert listed(page) == ["# Air", "Deuxième."]
    page.replaced.click()
    assert listed(page) == ["# Air", "Deuxième.", "Première."]


def test_words_under_embargo_or_not_cleared_are_nowhere_on_the_page(speech, qtbot):
    room = speech.room
    secret = room.cleared(Text("Bilan secret", "Trois blessés secrets."), topic="Bilan")
    speech.head.desk.do(Embargo(secret, None, "Europe/Paris", "familles informées"))
    room.sent(secret, AFP)
    room.spread(room.head)
    revised = speech.out("Air", topic="Air")
    room.press.desk.do(Revise(revised, Text("Brouillon secret", "Mots secrets.")))
    room.spread(room.press)
    room.drafted(Text("Projet secret", "Texte secret."), topic="Projets")
    page = page_of(speech, qtbot)
    spoken = [page.list.model().index(row, 0).data() for row in range(page.list.model().rowCount())]
    assert "secret" not in " ".join(spoken)
    for id in (secret, revised):
        page.list.choose(id)
        qtbot.waitUntil(lambda id=id: page.detail.detail is not None and page.detail.detail.message.id == id)
        shown = words(page.detail) + page.detail.text.toPlainText() * page.detail.text.isVisible()
        assert "secret" not in shown.replace("Fiche", "")
    page.list.choose(secret)
    qtbot.waitUntil(lambda: HIDDEN in words(page.detail))


def test_the_sheet_is_printed_as_it_stands_and_noted(speech, qtbot, monkeypatch):
    speech.out("Restez à l’abri", topic="Consigne")
    page = page_of(speech, qtbot)
    printed = []
    monkeypatch.setattr(printing, "print_file", lambda *given: printed.append(given))
    button(page, "Imprimer la fiche porte-parole").click()
    qtbot.waitUntil(lambda: bool(printed))
    _, _, name, pdf, note = printed[0]
    assert name.startswith("Fiche porte-parole CRI-")
    assert pdf.startswith(b"%PDF")
    note()
    (logged,) = speech.head.reading.extractions(speech.room.space)
    assert logged.format == "papier"


def test_the_lines_leave_as_a_file(speech, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(board_page.BoardExportDialog, "exec", lambda dialog: opened.append(dialog))
    page = page_of(speech, qtbot)
    button(page, "Exporter les EDL en vigueur").click()
    assert [one.windowTitle() for one in opened] == ["Exporter les EDL en vigueur"]


def test_a_narrow_page_keeps_the_name_of_its_button(speech, qtbot):
    page = page_of(speech, qtbot)
    page.resize(700, 600)
    qtbot.waitUntil(lambda: page.print.text() == "Imprimer…")
    assert page.print.accessibleName() == "Imprimer la fiche porte-parole"


def test_another_crisis_is_shown_whole(speech, qtbot):
    speech.out("Air", topic="Air", valid_until=NOW + HOUR)
    page = page_of(speech, qtbot)
    page.ending.click()
    page.replaced.click()
    page.choose_topic("Air")
    other = speech.head.desk.do(OpenCrisis("Crue", "real", "natural", "INT")).id
    page.show_crisis(next(one for one in speech.head.reading.crises() if one.id == other))
    qtbot.waitUntil(lambda: page.lines is not None and page.lines.space == other)
    assert (page.wanted, page.ending.isChecked(), page.replaced.isChecked()) == (Wanted(), False, False)
