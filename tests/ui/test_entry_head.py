"""The top of an entry: its number, states and hours, in words as well as in shapes."""

import pytest

from app.ui import entry_head
from tests.ui.lines import ZONE, at
from tests.ui.whole_entry import amendment, entry, said


def head(qtbot, late="", **changes) -> str:
    made = entry_head.head(entry(**changes), ZONE, late).draw()
    qtbot.addWidget(made)
    return said(made)


def clocks(qtbot, zone=ZONE, **changes) -> str:
    made = entry_head.clocks(entry(**changes), zone).draw()
    qtbot.addWidget(made)
    return said(made)


def test_the_head_says_who_told_whom_by_what_means_and_where_it_stands(qtbot):
    words = head(qtbot)
    assert "SIG1-0147" in words
    assert "SDIS 76 → Cellule com. · information · téléphone, entrant" in words
    assert "P1" in words
    assert "à décider" in words
    assert "fait marquant" in words


@pytest.mark.parametrize(
    ("changes", "tag"),
    [
        ({"rank": None}, "en attente d’envoi"),
        ({"sheet": "2"}, "transcription papier f. 2"),
        ({"conflicts": ("sender",)}, "2 valeurs"),
        ({"amendments": (amendment("sender", "SDIS", "SDIS 76"),)}, "rectifiée"),
        ({}, "saisie différée +17 min"),
    ],
)
def test_each_state_is_a_word(qtbot, changes, tag):
    assert tag in head(qtbot, **changes)


def test_an_entry_typed_at_once_is_not_called_late(qtbot):
    assert "différée" not in head(qtbot, recorded_at=at(24, 2, 52))


def test_a_due_time_that_is_past_is_said_at_the_top(qtbot):
    assert "en retard de 12 min" in head(qtbot, late="en retard de 12 min")


def test_a_decision_shows_its_number_beside_that_of_the_entry(qtbot):
    assert "D-SIG1-007" in head(qtbot, decision="D-SIG1-007", type="decision")


def test_the_three_hours_stand_side_by_side_with_how_sure_they_are(qtbot):
    words = clocks(qtbot)
    for part in ("Fait", "02:48", "environ", "Réception", "03:03", "Saisie", "03:05", "différée +17 min"):
        assert part in words
    assert "Paris" not in words


def test_where_clocks_differ_the_hour_of_paris_stands_with_its_own(qtbot):
    words = clocks(qtbot, "Indian/Reunion")
    assert "04:48" in words
    assert "Paris 02:48" in words
    assert "heure de La Réunion, UTC+04:00" in words


def test_an_hour_nobody_knows_is_not_shown(qtbot):
    words = clocks(qtbot, precision="unknown", received_at=None)
    assert "02:48" not in words
    assert "non notée" in words


def test_whether_the_server_has_it_is_said_plainly(qtbot):
    assert "Reçue par le serveur, rang 1\u202f204." in clocks(qtbot)
    assert "pas encore reçue par le serveur" in clocks(qtbot, rank=None)


def test_a_number_that_two_entries_bear_comes_with_what_tells_this_one_apart(qtbot):
    one = entry()
    made = entry_head.head(one, ZONE, "", twin=True).draw()
    qtbot.addWidget(made)
    assert f"SIG1-0147 · {one.id[:4]}" in said(made)
