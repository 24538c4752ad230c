"""The members of a crisis."""

from app.ui.members_dialog import AddMemberDialog, MembersDialog, RemoveMemberDialog
from tests.ui.by_name import words


def names(dialog):
    return [dialog.list.topLevelItem(row).text(0) for row in range(dialog.list.topLevelItemCount())]


def test_members_are_listed_with_their_role_and_organisation(cell, qtbot):
    dialog = MembersDialog(None, cell.station(cell.head), cell.crisis(cell.head))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "M. Ferrand" in names(dialog))
    row = dialog.list.topLevelItem(names(dialog).index("M. Ferrand"))
    assert (row.text(1), row.text(2)) == ("LIA, liaison ministère / préfecture", "Santé")


def test_a_member_added_and_removed_comes_and_goes_by_itself(cell, qtbot):
    station, crisis = cell.station(cell.head), cell.crisis(cell.head)
    dialog = MembersDialog(None, station, crisis)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "M. Ferrand" in names(dialog))
    member = next(one for one in cell.head.reading.members(cell.space) if one.name == "M. Ferrand")
    remove = RemoveMemberDialog(dialog, station, crisis, member)
    remove.submit()
    assert "indiquez le motif" in remove.form.refusal
    remove.reason.setText("relève")
    with qtbot.waitSignal(remove.accepted):
        remove.submit()
    qtbot.waitUntil(lambda: "M. Ferrand" not in names(dialog))
    add = AddMemberDialog(dialog, station, crisis, cell.head.reading.persons())
    add.person.setCurrentIndex(add.person.findData(member.person))
    add.role.setCurrentIndex(add.role.findData("LIA"))
    with qtbot.waitSignal(add.accepted):
        add.submit()
    qtbot.waitUntil(lambda: "M. Ferrand" in names(dialog))


def test_who_may_not_manage_members_sees_why(cell, qtbot):
    dialog = MembersDialog(None, cell.station(cell.writer), cell.crisis(cell.writer))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(names(dialog)))
    assert not dialog.add.isEnabled()
    assert "Le rôle RED ne permet pas" in words(dialog)


def test_a_person_and_a_role_must_be_chosen(cell, qtbot):
    station, crisis = cell.station(cell.head), cell.crisis(cell.head)
    dialog = AddMemberDialog(None, station, crisis, cell.head.reading.persons())
    qtbot.addWidget(dialog)
    dialog.submit()
    assert "choisissez une personne" in dialog.form.refusal
