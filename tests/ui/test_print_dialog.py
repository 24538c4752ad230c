"""Giving a file to a printer."""

import pytest
from PySide6.QtWidgets import QDialog

from app.core.errors import Refused
from app.documents import spool
from app.documents.spool import Queue
from app.ui.background import Background
from app.ui.print_dialog import PrintDialog, asked_pages, queue_choice
from tests.documents.sheets import sheets

QUEUES = (
    Queue("Ferme", "Fermée", False, True),
    Queue("Pause", "Pause", True, False, "Plus de papier"),
    Queue("Bureau", "Copieur du cabinet", True, False),
)


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def asked(background, qtbot, queues=QUEUES, note=lambda: None, done=lambda: None) -> PrintDialog:
    made = PrintDialog(None, background, "PDS-SIG1-012", sheets(3), queues, note, done)
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_queue_says_its_state_and_one_that_prints_is_chosen(qtbot):
    choice = queue_choice(QUEUES)
    qtbot.addWidget(choice)
    assert choice.currentData() == "Bureau"
    assert [choice.itemText(n) for n in range(3)] == [
        "Fermée (Ferme), refuse les travaux",
        "Pause, arrêtée : ce qu’on lui donne attend",
        "Copieur du cabinet (Bureau), prête",
    ]


def test_the_queue_of_the_machine_is_chosen_when_it_takes_files(qtbot):
    choice = queue_choice((QUEUES[2], Queue("Archives", "Archives", True, True)))
    qtbot.addWidget(choice)
    assert choice.currentData() == "Archives"


@pytest.mark.parametrize(("typed", "pages"), [("", (0, 0)), (" 3 ", (3, 3)), ("2-5", (2, 5)), ("2 à 5", (2, 5))])
def test_pages_are_asked_as_people_write_them(typed, pages):
    assert asked_pages(typed) == pages


@pytest.mark.parametrize("typed", ["0", "5-2", "deux", "1,3", "2-", "99999"])
def test_other_pages_are_refused(typed):
    with pytest.raises(Refused) as refusal:
        asked_pages(typed)
    assert refusal.value.field == "pages"


def test_what_is_asked_is_what_the_queue_receives(background, qtbot, cups):
    noted, done = [], []
    dialog = asked(background, qtbot, spool.queues(), lambda: noted.append(1), lambda: done.append(1))
    dialog.pages.setText("1-2")
    dialog.two_sided.setChecked(True)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(done))
    received = cups.received()
    assert received.file == sheets(3)
    assert "sides=two-sided-long-edge" in received.options
    assert "page-ranges=1-2" in received.options
    assert (noted, dialog.result()) == ([1], QDialog.DialogCode.Accepted)


def test_a_queue_that_refuses_is_said_beside_it_and_a_second_try_is_noted_once(background, qtbot, cups):
    noted = []
    dialog = asked(background, qtbot, spool.queues(), lambda: noted.append(1))
    dialog.queue.setCurrentIndex(dialog.queue.findData("Ferme"))
    dialog.submit()
    qtbot.waitUntil(lambda: "refuse les travaux" in dialog.form.refusal)
    dialog.queue.setCurrentIndex(dialog.queue.findData("Archives"))
    dialog.submit()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert cups.received().file == sheets(3)
    assert noted == [1]


def test_pages_that_are_none_are_refused_beside_their_field(background, qtbot):
    dialog = asked(background, qtbot)
    dialog.pages.setText("x")
    dialog.submit()
    assert "n’est pas un choix de pages" in dialog.form.refusal


def test_what_may_not_be_printed_is_not(background, qtbot, cups):
    def refuse():
        raise Refused("Votre rôle ne le permet pas.")

    dialog = asked(background, qtbot, spool.queues(), refuse)
    dialog.submit()
    qtbot.waitUntil(lambda: "Votre rôle" in dialog.form.refusal)
    assert cups.idle


def test_the_pages_are_seen_before_they_are_printed(background, qtbot):
    dialog = asked(background, qtbot)
    qtbot.waitUntil(lambda: dialog.preview.count == 3 and not dialog.preview.sheets[0].image.isNull())
