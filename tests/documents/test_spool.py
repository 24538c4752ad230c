"""What a queue receives, on a real CUPS: the very file, once, with its pages; and what is said when it cannot be."""

import os
import sys
from hashlib import sha256
from time import monotonic

import pytest

from app.core.errors import Refused, Unavailable
from app.documents import preview, spool
from app.documents.spool import Queue
from tests.cups import running
from tests.documents.sheets import sheets

PAGES = 3


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return sheets(PAGES)


def test_a_queue_receives_the_very_file_and_its_pages(cups, pdf):
    job = spool.send(pdf, "Bureau", "PDS-SIG1-012, exemplaire 3/15 — Cabinet PM", two_sided=True)
    assert job.startswith("Bureau-")
    received = cups.received()
    assert sha256(received.file).hexdigest() == sha256(pdf).hexdigest()
    assert preview.count(received.file) == PAGES
    assert received.title == "PDS-SIG1-012, exemplaire 3/15 — Cabinet PM"
    assert "sides=two-sided-long-edge" in received.options
    assert "media=iso_a4_210x297mm" in received.options


def test_a_part_of_the_pages_may_be_asked_for(cups, pdf):
    spool.send(pdf, "Archives", "annexe", first_page=1, last_page=2)
    assert "page-ranges=1-2" in (received := cups.received()).options
    assert "sides=one-sided" in received.options
    with pytest.raises(Refused) as refusal:
        spool.send(pdf, "Archives", "annexe", first_page=3, last_page=2)
    assert refusal.value.field == "pages"


def test_the_queues_are_told_with_their_state_the_default_one_first(cups):
    found = spool.queues()
    assert found[0] == Queue("Bureau", "Copieur du cabinet, 2e étage", True, True)
    assert {queue.name: queue.state for queue in found} == {
        "Bureau": "prête",
        "Archives": "prête",
        "Pause": "arrêtée : ce qu’on lui donne attend",
        "Ferme": "refuse les travaux",
    }
    assert next(queue.stopped for queue in found if queue.name == "Pause") == "Plus de papier"


def test_the_language_of_the_workstation_changes_nothing(cups, monkeypatch):
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/absent")
    assert len(spool.queues()) == 4


@pytest.mark.parametrize("name", ["-d", "--", "", "Bureau -o raw", "Bureau\n", "x" * 200, "a#b"])
def test_a_name_is_never_taken_for_an_option(name):
    with pytest.raises(Refused) as refusal:
        spool.send(b"%PDF-", name, "titre")
    assert refusal.value.field == "printer"


def test_a_title_is_never_taken_for_an_option_and_hides_nothing(cups, pdf):
    spool.send(pdf, "Bureau", "-o raw\n\u202e" + "é" * 300)
    assert cups.received().title == "-o raw " + "é" * 124


@pytest.mark.parametrize(("name", "said"), [("Absente", "n’existe pas"), ("Ferme", "refuse les travaux")])
def test_a_queue_that_takes_nothing_says_so_beside_the_printer(cups, pdf, name, said):
    with pytest.raises(Refused, match=said) as refusal:
        spool.send(pdf, name, "titre")
    assert refusal.value.field == "printer"


def test_a_file_that_is_refused_is_told_with_the_words_of_the_system(cups):
    with pytest.raises(Unavailable, match="No file in print request"):
        spool.send(b"", "Bureau", "vide")
    assert cups.idle


def test_without_a_printing_system_there_is_no_queue(pdf):
    assert spool.queues() == ()
    with pytest.raises((Refused, Unavailable)):
        spool.send(pdf, "Bureau", "titre")


def test_without_its_programs_there_is_no_queue_either(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert spool.queues() == ()
    with pytest.raises(Unavailable, match="ne répond pas"):
        spool.send(b"%PDF-", "Bureau", "titre")


def test_windows_has_none_of_this(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert spool.queues() == ()


def test_a_printing_system_that_hangs_holds_nobody_up(cups, pdf, monkeypatch):
    """One of its own: what was sent to it may still come out once it answers again."""
    monkeypatch.setattr(spool, "ANSWER", 0.2)
    monkeypatch.setattr(spool, "SUBMISSION", 0.2)
    with running() as alone, alone.frozen():
        monkeypatch.setenv("CUPS_SERVER", alone.address)
        started = monotonic()
        with pytest.raises(Unavailable, match="ne répond pas"):
            spool.queues()
        with pytest.raises(Unavailable, match="regardez si la feuille sort"):
            spool.send(pdf, "Bureau", "titre")
        assert monotonic() - started < 5


def test_the_file_goes_through_no_other_file_of_ours(cups, pdf, monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    spool.send(pdf, "Bureau", "titre")
    assert cups.received().file == pdf
    assert os.listdir(tmp_path) == []


FOUND = (Queue("Bureau", "Copieur", True, True), Queue("Archives", "Archives", True, False))


def test_the_queue_of_the_machine_is_chosen_unless_another_is_named():
    assert spool.chosen(FOUND) == FOUND[0]
    assert spool.chosen(FOUND, "Archives") == FOUND[1]


@pytest.mark.parametrize(
    ("found", "name", "said"),
    [((), "", "--out"), (FOUND, "Absente", "Bureau, Archives"), (FOUND[1:], "", "Dites quelle imprimante")],
)
def test_a_queue_that_is_not_there_is_refused_with_those_that_are(found, name, said):
    with pytest.raises(Refused, match=said) as refusal:
        spool.chosen(found, name)
    assert refusal.value.field == "printer"
