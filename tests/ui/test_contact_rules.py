"""What may be done to a contact from a desk."""

from dataclasses import replace

import pytest

from app.core.contact import Contact
from app.core.store.rows import CrisisRow
from app.ui import contact_rules

EXERCISE = CrisisRow("c", "CRI-1", "Crise", "exercise", "INT", "Europe/Paris", True, 0, "CCOM", False)
REAL = replace(EXERCISE, frame="real")
SHARED = Contact("1", "d", "Delmas", "person", "", "", (), (), "", "", "", "", 1, 0, {}, ())
OWN = replace(SHARED, space="c")


@pytest.mark.parametrize(
    ("contact", "role", "crisis", "words"),
    [
        (SHARED, "RED", REAL, ""),
        (SHARED, "OBS", REAL, "le rôle OBS"),
        (SHARED, "RED", EXERCISE, "« Copier dans l’exercice… »"),
        (OWN, "OBS", EXERCISE, ""),
        (OWN, "CCOM", replace(EXERCISE, open=False), "close"),
        (OWN, "CCOM", replace(EXERCISE, role="PP"), "le rôle PP"),
    ],
)
def test_who_may_correct_what(contact, role, crisis, words):
    why_not = contact_rules.why_not_edit(contact, role, crisis)
    assert words in why_not if words else why_not == ""


def test_purging_is_for_a_few_and_never_reaches_the_shared_directory_from_an_exercise():
    assert contact_rules.why_not_purge(SHARED, "CCOM", REAL) == ""
    assert "ADM, CCOM, DIR" in contact_rules.why_not_purge(SHARED, "RED", REAL)
    assert contact_rules.why_not_purge(SHARED, "CCOM", EXERCISE)
    assert contact_rules.why_not_purge(OWN, "RED", EXERCISE) == ""
