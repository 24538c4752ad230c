"""Administrators invite persons and revoke workstations."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.core.errors import Unavailable
from app.core.keys import SigningKey
from app.core.registers.accounts import Invite, Revoke
from app.ui.people_dialog import InvitationDialog, InviteDialog, PeopleDialog, RevokeDialog, Wanted
from tests.office import share
from tests.ui.by_name import words


class Clerk:
    """Does what the dialog asks, for good, and remembers it."""

    def __init__(self, workstation):
        self.workstation = workstation
        self.invited, self.revoked = [], []
        self.trouble = None

    def invite(self, wanted: Wanted) -> str:
        self.invited.append(wanted)
        key = SigningKey(bytes([len(self.invited)]) * 32).public
        until = self.workstation.clock.now() + 60_000
        self.workstation.desk.do(Invite(wanted.name, wanted.organisation, wanted.role, key, until, wanted.person))
        return "DIA1-ABCD"

    def revoke(self, workstation: str, reason: str) -> None:
        if self.trouble:
            raise self.trouble
        self.revoked.append((workstation, reason))
        self.workstation.desk.do(Revoke(workstation, reason, ()))


@pytest.fixture
def clerk(room):
    return Clerk(room.mine)


@pytest.fixture
def dialog(room, clerk, qtbot):
    made = PeopleDialog(None, room.station, clerk.invite, clerk.revoke)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.list.topLevelItemCount() == 2)
    return made


def rows(dialog) -> list[list[str]]:
    items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [[item.text(column) for column in range(5)] for item in items]


def choose(dialog, prefix: str) -> None:
    names = [row[3] for row in rows(dialog)]
    dialog.list.setCurrentItem(dialog.list.topLevelItem(names.index(prefix)))


def leave_the_code() -> None:
    """Close the dialog of the code, as a person who has copied it does."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, InvitationDialog) and widget.isVisible():
            widget.kept.setChecked(True)
            widget.go.click()


def invite(dialog, room, clerk, qtbot) -> InviteDialog:
    made = InviteDialog(dialog, room.station, room.mine.reading.people(), clerk.invite)
    qtbot.addWidget(made)
    made.show()
    return made


def test_workstations_are_listed_with_their_person_and_their_enrolment(dialog):
    assert rows(dialog)[0][:4] == ["C. Morvan", "SIG", "ADM, administrateur", "SIG1"]
    assert rows(dialog)[1][4] == "inscrit jeu.\u00a024\u00a0sept.\u00a02026, 03:16"
    assert "2 personnes · 2 en service" in words(dialog)


def test_an_invitation_shows_its_code_and_the_person_appears(dialog, room, clerk, qtbot):
    made = invite(dialog, room, clerk, qtbot)
    made.name.setText("Anne Roy")
    made.organisation.setText("Santé")
    made.role.setCurrentIndex(made.role.findData("LIA"))
    looking = QTimer(made)  # the code is shown in a loop of its own: only a timer gets in
    looking.timeout.connect(leave_the_code)
    looking.start(10)
    with qtbot.waitSignal(made.accepted):
        made.submit()
    looking.stop()
    assert made.code == "DIA1-ABCD"
    assert clerk.invited == [Wanted("Anne Roy", "SAN", "LIA")]
    qtbot.waitUntil(lambda: len(rows(dialog)) == 3)
    row = next(row for row in rows(dialog) if row[0] == "Anne Roy")
    assert row[3:] == ["—", "invité, jusqu’au jeu.\u00a024\u00a0sept.\u00a02026, 03:17"]


def test_a_known_person_is_invited_on_one_more_workstation(dialog, room, clerk, qtbot):
    made = invite(dialog, room, clerk, qtbot)
    known = next(row for row in room.mine.reading.people() if row.name == "N. Bellec")
    made.person.setCurrentIndex(made.person.findData(known.id))
    assert not made.name.isVisible()
    assert made.wanted() == Wanted("N. Bellec", "SIG", "ADM", known.id)


def test_what_an_invitation_lacks_is_said_beside_its_field(dialog, room, clerk, qtbot):
    made = invite(dialog, room, clerk, qtbot)
    made.submit()
    assert "écrivez le nom" in made.form.refusal
    made.name.setText("Anne Roy")
    made.submit()
    assert "désignez son organisme" in made.form.refusal
    made.organisation.setText("Santé")
    made.submit()
    assert "choisissez son rôle" in made.form.refusal


def test_a_code_says_whom_it_is_for_and_how_long_it_lasts(qtbot):
    shown = InvitationDialog(None, "DIA1-ABCD", "Anne Roy")
    qtbot.addWidget(shown)
    assert "Remettez ce code à Anne Roy" in words(shown)
    assert "trente jours" in words(shown)
    assert shown.shown.toPlainText() == "DIA1-ABCD"


def test_a_workstation_is_revoked_with_its_reason_once_the_consequences_were_read(dialog, room, clerk, qtbot):
    choose(dialog, "SIG2")
    assert dialog.revoke.isEnabled()
    person, workstation = dialog._target()
    made = RevokeDialog(dialog, room.station, person, workstation, clerk.revoke)
    qtbot.addWidget(made)
    assert "ne se reprend pas" in words(made)
    made.submit()
    assert "indiquez le motif" in made.form.refusal
    made.reason.setText("perdu dans un train")
    with qtbot.waitSignal(made.accepted):
        made.submit()
    assert clerk.revoked == [(workstation.id, "perdu dans un train")]
    with room.mine.store.read() as transaction:
        service = transaction.accounts.service
    share(room.mine, service, [])  # the revocation of an administrator counts once it is ranked
    qtbot.waitUntil(lambda: any(row[4].startswith("révoqué") for row in rows(dialog)))
    choose(dialog, "SIG2")
    assert not dialog.revoke.isEnabled()
    assert "déjà révoqué" in words(dialog)


def test_without_the_server_the_reason_stays_typed(dialog, room, clerk, qtbot):
    clerk.trouble = Unavailable("Le serveur est injoignable.")
    choose(dialog, "SIG2")
    made = RevokeDialog(dialog, room.station, *dialog._target(), clerk.revoke)
    qtbot.addWidget(made)
    made.reason.setText("perdu")
    made.submit()
    qtbot.waitUntil(lambda: made.form.refusal == "Le serveur est injoignable.")
    assert made.reason.text() == "perdu"


def test_one_does_not_revoke_the_workstation_one_sits_at(dialog):
    choose(dialog, "SIG1")
    assert not dialog.revoke.isEnabled()
    assert "c’est ce poste-ci" in words(dialog)
