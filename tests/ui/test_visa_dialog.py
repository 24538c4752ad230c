"""Giving a visa: of the exact text on the screen, and of no other."""

from app.core.entry_commands import Amend, Record
from app.core.message_commands import Draft, Revise, Submit
from app.core.texts import Text
from app.ui.visa_dialog import NOT_YET, VisaDialog, my_step, what_is_signed
from tests.ui.by_name import words
from tests.ui.cell import FIRST, SECOND


def dialog_of(cell, by, message, qtbot, chosen=""):
    dialog = VisaDialog(None, cell.station(by), cell.crisis(by), cell.opened(by, message), chosen)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def body(dialog):
    views = dialog.text.parts.views()
    return next((one.toPlainText() for one in views if one.accessibleName() == "Corps"), "")


def test_the_exact_text_is_before_the_eyes_and_no_decision_is_made_in_advance(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, cell.health, message, qtbot)
    assert body(dialog) == FIRST.body
    dialog.submit()
    assert dialog.form.refusal == "Refusé : choisissez une décision."
    assert cell.health.reading.message(message).visas == ()


def test_a_reservation_must_be_written(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, cell.health, message, qtbot, "reservation")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.refusal))
    assert "Écrivez la réserve" in dialog.form.refusal
    dialog.comment.setPlainText("Citer l’heure.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.health.reading.message(message).visas[0].comment == "Citer l’heure."


def test_the_keyboard_starts_where_the_decision_that_was_pressed_is_completed(cell, qtbot):
    message = cell.submitted()
    reserved = dialog_of(cell, cell.health, message, qtbot, "reservation")
    assert reserved.focusWidget() is reserved.comment
    favourable = dialog_of(cell, cell.health, message, qtbot, "favourable")
    assert favourable.focusWidget() is favourable.decision.focusProxy()
    assert favourable.focusWidget().isChecked()


def test_an_unfavourable_visa_says_why(cell, qtbot):
    dialog = dialog_of(cell, cell.health, cell.submitted(), qtbot, "unfavourable")
    dialog.submit()
    assert "écrivez le motif" in dialog.form.refusal


def test_a_version_that_arrives_while_it_is_read_is_not_signed_and_its_words_are_shown(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, cell.health, message, qtbot, "favourable")
    cell.do(cell.writer, Revise(message, SECOND))
    qtbot.waitUntil(lambda: not dialog.act.isEnabled())
    qtbot.waitUntil(lambda: "douze treize" in body(dialog))
    assert "Rien n’est signé sur" in words(dialog)
    assert "n’est pas encore soumise" in words(dialog)
    assert dialog.read_newer.isHidden()
    assert cell.health.reading.message(message).visas == ()


def test_a_visa_signed_at_the_very_moment_the_text_changes_is_refused_and_the_words_are_shown(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, cell.health, message, qtbot, "favourable")
    cell.do(cell.writer, Revise(message, SECOND))
    dialog.submit()  # before the window heard of the new version
    qtbot.waitUntil(lambda: "n'est plus la version en cours" in dialog.form.refusal)
    qtbot.waitUntil(lambda: "douze treize" in body(dialog))
    assert cell.health.reading.message(message).visas == ()


def test_the_new_version_is_read_before_it_is_signed_and_the_decision_is_made_again(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, cell.health, message, qtbot, "favourable")
    cell.do(cell.writer, Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    qtbot.waitUntil(lambda: dialog.read_newer.isVisible())
    dialog.read_newer.click()
    assert body(dialog) == SECOND.body
    assert dialog.decision.chosen == ""
    assert dialog.version.text.body == SECOND.body
    dialog.decision.choose("favourable")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    (visa,) = cell.health.reading.message(message).visas
    assert visa.text == dialog.version.hash


def test_what_was_reserved_before_and_what_is_missing_is_read_before_signing(cell, qtbot):
    message = cell.submitted(Text("Restez à l’abri", "Numéro : [numéro]"))
    cell.sign(cell.health, message, "reservation", "Citer l’heure des mesures.")
    dialog = dialog_of(cell, cell.head, message, qtbot)
    assert "« Citer l’heure des mesures. »" in words(dialog)
    assert "Texte à compléter : [numéro]." in words(dialog)


def test_a_decision_the_rules_refuse_says_why_and_another_may_be_given(cell, qtbot):
    fact = cell.do(cell.head, Record(cell.space, "Produits", "Huiles"))
    message = cell.do(cell.writer, Draft(cell.space, "line", FIRST, uses=(fact.id,))).id
    cell.do(cell.writer, Submit(message))
    cell.sign(cell.health, message)
    cell.sign(cell.head, message)
    cell.do(cell.head, Amend(fact.id, {"content": "Additifs"}, "erreur"))
    dialog = dialog_of(cell, cell.authority, message, qtbot)
    qtbot.waitUntil(lambda: "À réexaminer avant le visa final : SIG1-0001." in words(dialog))
    dialog.decision.choose("unfavourable")
    dialog.comment.setPlainText("Les produits ont changé.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()


def test_one_abstains_for_an_organisation_only(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    assert "se donne ou se refuse" in words(dialog_of(cell, cell.head, message, qtbot))
    assert "se donne ou se refuse" not in words(dialog_of(cell, cell.health, message, qtbot))


def test_a_visa_given_before_its_turn_says_that_it_is_kept(cell):
    opened = cell.opened(cell.authority, cell.submitted())
    assert NOT_YET in what_is_signed(my_step(opened.message, opened.acting))
    assert what_is_signed(None).startswith("Aucune étape")
