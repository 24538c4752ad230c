"""The first start: no crisis yet, and what to do."""

from app.ui.welcome import Welcome
from tests.ui.by_name import button, words


def test_the_first_act_is_to_open_a_crisis(qtbot):
    page = Welcome(invites=True)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.opening_wanted):
        button(page, "Ouvrir une crise…").click()
    with qtbot.waitSignal(page.people_wanted):
        button(page, "Inviter une personne…").click()
    with qtbot.waitSignal(page.directory_wanted):
        button(page, "Consulter l’annuaire").click()
    assert "RÉEL, EXERCICE ou ESSAI" in words(page)


def test_who_is_no_administrator_is_not_offered_to_invite(qtbot):
    page = Welcome(invites=False)
    qtbot.addWidget(page)
    page.show()
    assert not page.people.isVisible()
