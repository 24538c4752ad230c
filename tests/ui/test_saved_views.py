"""A filter kept under a name is found again, replaced, and taken away."""

from dataclasses import replace

import pytest

from app.core.store.filtering import EntryFilter
from app.ui.saved_views import NameDialog, ViewsButton


@pytest.fixture
def views(room, qtbot):
    made = ViewsButton(room.station)
    qtbot.addWidget(made)
    made.asked = []
    made.chosen.connect(made.asked.append)
    made.show_filter(EntryFilter(room.space))
    return made


def acts(views) -> dict:
    views.fill()
    return {action.text(): action for action in views.menu_shown.actions() if action.text()}


def keep(views, name: str, qtbot) -> None:
    views.keep()
    dialog = views.findChildren(NameDialog)[-1]
    dialog.name.setText(name)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    qtbot.waitUntil(lambda: name in [view.name for view in views.views])


def test_a_view_is_kept_and_chosen(views, room, qtbot):
    wanted = EntryFilter(room.space, triage=("to_decide",), mine=True, order="recorded")
    views.show_filter(wanted)
    keep(views, "À décider & à moi", qtbot)
    views.show_filter(EntryFilter(room.space))
    acts(views)["À décider && à moi"].trigger()
    assert views.asked == [wanted]


def test_nothing_filtered_is_no_view(views):
    found = acts(views)
    assert not found["Enregistrer cette vue… (aucun filtre actif)"].isEnabled()
    assert "Aucune vue enregistrée" in found


def test_a_view_is_replaced_and_says_so_first(views, room, qtbot):
    views.show_filter(EntryFilter(room.space, unread=True))
    keep(views, "Nuit", qtbot)
    views.show_filter(EntryFilter(room.space, key_events=True))
    views.keep()
    dialog = views.findChildren(NameDialog)[-1]
    dialog.name.setText("Nuit")
    assert dialog.act.text() == "Remplacer la vue de ce nom"
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    qtbot.waitUntil(lambda: [view.wanted.key_events for view in views.views] == [True])


def test_a_view_is_taken_away(views, room, qtbot):
    views.show_filter(EntryFilter(room.space, unread=True))
    keep(views, "Nuit", qtbot)
    acts(views)
    views._remove.actions()[0].trigger()
    qtbot.waitUntil(lambda: list(views.views) == [])


def test_a_view_needs_a_name(views, room, qtbot):
    views.show_filter(EntryFilter(room.space, unread=True))
    views.keep()
    dialog = views.findChild(NameDialog)
    dialog.submit()
    assert dialog.form.refusal == "Refusé : donnez un nom à cette vue."


def test_the_order_is_chosen_there_too(views, room):
    acts(views)["Ordre : heure de saisie"].trigger()
    assert views.asked == [replace(EntryFilter(room.space), order="recorded")]
