"""What is said of a message before its circuit."""

from app.core.entry_commands import Amend, Record
from app.core.message_commands import Draft, Submit, Withdraw
from app.core.situation import Review
from app.core.texts import Text
from app.ui.message_band import bands, changed_words
from app.ui.state_words import Known
from tests.ui.by_name import button, words
from tests.ui.cell import FIRST
from tests.ui.lines import NOW

KNOWN = Known(False, NOW, "Europe/Paris", NOW)


def shown(cell, message, qtbot, go=lambda _: None):
    found = list(bands(cell.opened(cell.head, message), KNOWN, go))
    for one in found:
        qtbot.addWidget(one)
    return found


def test_the_state_comes_first_with_what_is_missing(cell, qtbot):
    message = cell.submitted()
    first, *others = shown(cell, message, qtbot)
    assert others == []
    assert first.accessibleName().startswith("Non validé : en visa. Il manque 3\u00a0choses : visa Santé")


def test_a_contradiction_is_said_before_any_visa_and_leads_to_the_other_message(cell, qtbot):
    other = cell.do(cell.writer, Draft(cell.space, "line", Text("Écoles", "Les écoles sont ouvertes jeudi."), "eau"))
    mine = cell.do(cell.writer, Draft(cell.space, "line", Text("Écoles", "Les écoles sont fermées jeudi."), "eau"))
    gone = []
    _, below = shown(cell, mine.id, qtbot, gone.append)
    assert "«\xa0Les écoles sont fermées jeudi\xa0» ici" in words(below)
    button(below, "Voir EDL-SIG2-001").click()
    assert gone == [other.id]


def test_the_words_of_a_fact_that_changed_are_struck_and_underlined(cell, qtbot):
    fact = cell.do(cell.head, Record(cell.space, "Produits", "Huiles moteur"))
    message = cell.do(cell.writer, Draft(cell.space, "line", FIRST, uses=(fact.id,))).id
    cell.do(cell.writer, Submit(message))
    cell.do(cell.head, Amend(fact.id, {"content": "Additifs"}, "erreur d’écoute"))
    opened = cell.opened(cell.head, message)
    (review,) = opened.message.situation.review
    view = changed_words(review)
    qtbot.addWidget(view)
    assert view.toPlainText().split() == ["SIG1-0001", "a", "changé", ":", "Huiles", "moteur", "Additifs"]
    assert "Est maintenant : Produits\nAdditifs" in view.accessibleDescription()
    first, _ = shown(cell, message, qtbot)
    assert first.accessibleName().startswith("Non validé : à réexaminer")


def test_changes_that_do_not_touch_are_told_apart(cell, qtbot):
    review = Review(
        "a" * 64, "SIG1-0147", "Huiles moteur pour moteurs, 1 200 tonnes.", "Additifs pour moteurs, 5 253 t."
    )
    view = changed_words(review)
    qtbot.addWidget(view)
    shown = view.toPlainText()
    assert shown.startswith("SIG1-0147 a changé : Huiles moteur  Additifs … 1")
    assert "pour" not in shown


def test_the_sensitive_points_that_are_not_settled_are_named(cell, qtbot):
    told = {"sensitivities": {"families": "pending", "judicial": "no", "minors": "yes"}}
    message = cell.do(cell.writer, Draft(cell.space, "line", FIRST, aside=told)).id
    _, below = shown(cell, message, qtbot)
    assert "Familles\xa0: information en cours." in words(below)
    assert "Mineurs\xa0: rien qui permette de les reconnaître." in words(below)
    assert "judiciaire" not in words(below)


def test_of_a_message_taken_back_only_the_reason_is_said(cell, qtbot):
    message = cell.submitted()
    cell.do(cell.head, Withdraw(message, "remplacé"))
    (only,) = shown(cell, message, qtbot)
    assert "Motif : remplacé" in words(only)
