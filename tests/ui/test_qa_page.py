"""The questions and what to answer now, found as one types."""

from app.core.board import EXPIRED
from app.ui.board_words import Head
from app.ui.lines_page import NONE_SO
from app.ui.qa_page import QaPage
from tests.clocks import HOUR
from tests.ui.by_name import words
from tests.ui.lines import NOW
from tests.ui.said import page_of


def listed(page: QaPage) -> list[tuple[str, str]]:
    return [(one.title, one.note) for one in page.list.model().items if not isinstance(one, Head)]


def test_a_question_stands_over_its_whole_answer(speech, qtbot):
    speech.out("Faut-il évacuer ?", "qa", "Consigne", "Non. S’abriter protège mieux.")
    speech.out("Restez à l’abri", "line", "Consigne")
    page = page_of(speech, qtbot, QaPage)
    assert listed(page) == [("Faut-il évacuer ?", "Non. S’abriter protège mieux.")]
    qtbot.waitUntil(lambda: page.detail.detail is not None)


def test_typing_finds_in_questions_and_answers_accents_or_not(speech, qtbot):
    speech.out("Les œufs ?", "qa", "Santé", "Ne pas consommer.")
    speech.out("L’eau ?", "qa", "Eau", "Elle est contrôlée.")
    page = page_of(speech, qtbot, QaPage)
    page.search.setText("OEUF")
    qtbot.waitUntil(lambda: [title for title, _ in listed(page)] == ["Les œufs ?"])
    page.search.setText("controle")
    qtbot.waitUntil(lambda: [title for title, _ in listed(page)] == ["L’eau ?"])
    page.search.setText("rien de tel")
    qtbot.waitUntil(lambda: listed(page) == [])
    assert page.chips[""].text() == "Toutes  0"
    assert [one.title for one in page.list.model().items] == [NONE_SO]
    qtbot.waitUntil(lambda: not page.detail.isVisible())
    page.search.clear()
    qtbot.waitUntil(lambda: len(listed(page)) == 2)


def test_states_are_counted_and_kept_alone(speech, qtbot):
    speech.out("Une ?", "qa", "A", valid_until=NOW + HOUR)
    speech.out("Deux ?", "qa", "A")
    speech.watch.wait(HOUR)
    page = page_of(speech, qtbot, QaPage)
    assert [chip.text() for chip in page.chips.values()] == [
        "Toutes  2",
        "En vigueur  1",
        "À réexaminer  0",
        "Périmées  1",
    ]
    page.chips[EXPIRED].click()
    assert [title for title, _ in listed(page)] == ["Une ?"]
    assert page.chips[EXPIRED].isChecked()
    assert not page.chips[""].isChecked()


def test_what_was_replaced_is_not_an_answer(speech, qtbot):
    first = speech.out("Une ?", "qa", "A")
    speech.out("Une ?", "qa", "A", "Nouvelle réponse.", replaces=first)
    page = page_of(speech, qtbot, QaPage)
    assert listed(page) == [("Une ?", "Nouvelle réponse.")]


def test_without_any_question_the_page_says_how_to_write_one(speech, qtbot):
    page = page_of(speech, qtbot, QaPage)
    assert "Aucune question-réponse" in words(page)
