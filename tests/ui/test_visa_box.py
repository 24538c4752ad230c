"""What one party of a circuit said, in words."""

from dataclasses import replace

from app.core.message_commands import ConfirmVisa, PhoneVisa, Revise, Submit
from app.core.times import MINUTE
from app.ui.visa_box import Around, VisaBox, apart, masked, party, reservations, short
from tests.ui.by_name import words
from tests.ui.cell import SECOND
from tests.ui.lines import NOW


def told(cell, message, now=NOW, place=0):
    opened = cell.opened(cell.head, message)
    around = Around(opened.message, opened.version, now, "Europe/Paris", opened.changed)
    return party(opened.message.steps[place], around)


def by_telephone(cell, message, decision="favourable", comment=""):
    told = PhoneVisa(
        message, None, "organisations", decision, "D. Roy", "cabinet", "SAN", "01 99 00 33 41", comment, "phone"
    )
    cell.do(cell.head, told)


def test_a_visa_given_here_says_when_how_and_by_whom(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message, "reservation", "Citer l’heure.")
    said = told(cell, message)
    assert (said.name, said.state[1]) == ("Santé", "favorable avec réserve")
    assert said.lines == ("03:16, application, M. Ferrand (LIA).", "« Citer l’heure. »")
    box = VisaBox(said)
    qtbot.addWidget(box)
    assert "« Citer l’heure. »" in words(box)
    assert box.accessibleName() == said.spoken


def test_a_visa_given_by_telephone_is_flagged_until_it_is_confirmed(cell):
    message = cell.submitted()
    by_telephone(cell, message)
    said = told(cell, message)
    assert said.state == ("a_confirmer", "favorable, à confirmer", "warning")
    number = "01\u00a0··\u00a0··\u00a0··\u00a041"
    assert said.lines[0] == f"Par téléphone 03:16, D. Roy (cabinet), au {number}, noté par C. Morvan (CCOM)."
    (visa,) = cell.health.reading.message(message).visas
    cell.do(cell.health, ConfirmVisa(message, visa.id))
    said = told(cell, message)
    assert said.state[1] == "favorable"
    assert "Confirmé par M. Ferrand (LIA)." in said.lines


def test_a_visa_does_not_outlive_its_text_and_says_how_far_it_has_gone(cell):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.do(cell.writer, Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    said = told(cell, message)
    assert said.state[1] == "visa caduc"
    assert said.lines == ("Donné sur v1 à 03:16 par M. Ferrand, le texte a changé de 2\u00a0mots.",)


def test_silence_is_never_approval_and_escalates_at_its_deadline(cell):
    message = cell.submitted()
    waiting = told(cell, message)
    assert (waiting.state[1], waiting.lines) == (
        "en attente",
        ("Demandé 03:16, échéance 03:36. Le silence ne vaut pas accord.",),
    )
    late = told(cell, message, NOW + 26 * MINUTE)
    assert late.state == ("priority_1", "en attente, +6\u00a0min", "alarm")
    assert late.lines == ("Demandé 03:16, échéance 03:36. Escaladé à la CCOM à 03:36. Le silence ne vaut pas accord.",)


def test_a_party_whose_turn_has_not_come_waits_for_the_others(cell):
    assert told(cell, cell.submitted(), place=2).lines == ("En attente des étapes précédentes.",)


def test_a_visa_nobody_asked_for_says_why_it_does_not_count(cell):
    message = cell.submitted()
    cell.sign(cell.health, message)
    opened = cell.opened(cell.head, message)
    visa = replace(opened.message.visas[0], counts=False, why_not="visa au nom d'un autre organisme")
    around = Around(opened.message, opened.version, NOW, "Europe/Paris", {})
    assert apart(visa, around).lines[1] == "Ne compte pas : visa au nom d'un autre organisme."


def test_a_number_called_is_not_shown_whole():
    assert masked("+33 1 99 00 33 41") == "+33\u00a0·\u00a0··\u00a0··\u00a0··\u00a041"
    assert masked("3915") == "3915"
    assert masked("") == ""


def test_a_version_is_called_by_its_number_as_long_as_it_is_the_only_one(cell):
    message = cell.head.reading.message(cell.apart())
    first, *others = message.versions
    assert short(first.label, message) == "v1"
    assert [short(one.label, message) for one in others] == [one.label for one in others]


def test_what_was_reserved_is_there_for_who_signs_after(cell):
    message = cell.submitted()
    cell.sign(cell.health, message, "reservation", "Citer l’heure.")
    steps = cell.authority.reading.message(message).steps
    assert [one.comment for one in reservations(steps)] == ["Citer l’heure."]
