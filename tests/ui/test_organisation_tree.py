"""The tree of organisations in the window."""

from app.core.registers.directory import AddContact
from app.ui.organisation_tree import FOLLOWING, OrganisationTree


def tree_of(cell, qtbot):
    tree = OrganisationTree(cell.station(cell.head))
    qtbot.addWidget(tree)
    tree.show_crisis("")
    qtbot.waitUntil(lambda: tree.topLevelItemCount() > 5)
    return tree


def item(above, name):
    return next(one for place in range(above.childCount()) if (one := above.child(place)).text(0) == name)


def opened(tree, qtbot, *names):
    found = tree.invisibleRootItem()
    for name in names:
        found = item(found, name)
        found.setExpanded(True)
        qtbot.waitUntil(lambda found=found: found.childCount() > 0)
    return found


def test_a_place_is_filled_when_it_is_opened_and_stays_open_when_somebody_writes(cell, qtbot):
    tree = tree_of(cell, qtbot)
    ministries = opened(tree, qtbot, "Ministères")
    assert item(ministries, "Santé").text(1) == ""
    cell.head.desk.do(AddContact({"family_name": "Delmas", "organisation": "SAN"}))
    tree.refresh()
    qtbot.waitUntil(lambda: item(ministries, "Santé").text(1) == "1")
    assert ministries.isExpanded()


def test_going_to_a_place_tells_its_node(cell, qtbot):
    tree = tree_of(cell, qtbot)
    ministries = opened(tree, qtbot, "Ministères")
    gone: list[str] = []
    tree.chosen.connect(gone.append)
    tree.setCurrentItem(item(ministries, "Santé"))
    tree.forget_choice()
    assert gone == ["SAN"]
    assert tree.node == ""


def test_the_following_ones_are_asked_for(cell, qtbot, monkeypatch):
    monkeypatch.setattr("app.core.store.organisation_reading.PART", 2)
    for name in ("Aube", "Berre", "Caen"):
        cell.head.desk.do(AddContact({"kind": "organisation", "name": name, "type": "local"}))
    tree = tree_of(cell, qtbot)
    local = opened(tree, qtbot, "Autres organismes", "Collectivité ou service local")
    assert [local.child(place).text(0) for place in range(3)] == ["Aube", "Berre", FOLLOWING]
    tree.itemActivated.emit(local.child(2), 0)
    qtbot.waitUntil(
        lambda: [local.child(place).text(0) for place in range(local.childCount())] == ["Aube", "Berre", "Caen"]
    )
