"""A contact in two lines."""

from dataclasses import replace
from datetime import date

from app.core.store.contact_search import ContactPage
from app.core.store.rows import ContactRow
from app.ui.contact_asking import Asked, Found
from app.ui.contact_lines import best_number, due, line, lines

TODAY = date(2026, 9, 24)
ROW = ContactRow("1", "F. Delmas", "DICOM", "SAN", "+33199003310", "", "2026-06-22", False, False)


def found(*rows, near=(), **more):
    return Found(Asked(), ContactPage(rows, near), **more)


def test_two_values_are_told_before_the_age_of_the_verification():
    shown = line(replace(ROW, conflict=True, pending=True, purge_on="2026-10-01"), found(), TODAY)
    assert shown.state[1] == "deux valeurs"
    assert [state[1] for state in shown.more] == ["en attente d’envoi", "à purger bientôt"]
    assert (shown.name, shown.number, shown.about) == ("F. Delmas", "01 99 00 33 10", "DICOM · Santé")
    assert line(ROW, found(), TODAY).state[1] == "vérifié il y a 94\u00a0jours"


def test_the_number_to_dial_is_that_of_the_duty_and_both_when_somebody_has_to_choose():
    numbers = (
        '[["phone:1","office","+33199003300"],["phone:2","duty","+33199003315"],["phone:2","duty","+33199003351"]]'
    )
    assert best_number(replace(ROW, numbers=numbers)) == "01 99 00 33 15 ou 01 99 00 33 51"


def test_who_has_only_a_private_number_says_so_and_nothing_of_it():
    shown = line(replace(ROW, phone="", email="f@sante.fr"), found(holders=frozenset("1")), TODAY)
    assert (shown.number, shown.reachable) == ("numéro privé", False)


def test_what_is_near_comes_last_under_its_head():
    items = lines(found(ROW, near=(replace(ROW, id="2", name="Delmar"),)), TODAY)
    assert [one.spoken.split(",")[0] for one in items] == ["F. Delmas", "Résultats proches", "Delmar"]


def test_a_day_of_purge_is_told_a_month_before():
    assert due("2026-10-24", TODAY)[1] == "à purger bientôt"
    assert due("2026-09-24", TODAY)[1] == "à purger"
    assert due("2026-10-25", TODAY) is None
    assert due("", TODAY) is None


def test_a_contact_of_the_crisis_alone_has_no_day_of_purge():
    shown = line(replace(ROW, purge_on="2026-09-24"), found(added=frozenset("1")), TODAY)
    assert [state[1] for state in shown.more] == ["cette crise"]
