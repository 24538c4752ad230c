"""The call cascades of the crisis."""

from app.core.cascade_commands import WriteCascade
from app.ui.calls_page import CallsPage
from tests.ui.by_name import words


def test_each_cascade_says_how_far_it_is(cell, qtbot):
    contact = cell.contact(family_name="Delmas", phone_1={"number": "0199003310", "usage": "duty"}).id
    page = CallsPage(cell.station(cell.head))
    qtbot.addWidget(page)
    page.show()
    assert "Choisissez une crise" in words(page)
    page.show_crisis(cell.crisis(cell.head))
    qtbot.waitUntil(lambda: "Aucune cascade d’appel" in words(page))
    targets = cell.head.reading.targets_of([contact])
    cell.head.desk.do(WriteCascade(cell.space, "Astreintes", "Réunion à 04:00", tuple(targets)))
    qtbot.waitUntil(lambda: len(page.cards.items) == 1)
    assert "joints 0/1" in page.cards.items[0].title or "joint 0/1" in page.cards.items[0].title
