"""Where numbered copies go: each as it is in the register, on a real queue, in a folder, in courriels."""

import os
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from app.core.errors import Refused, Unavailable
from app.documents import preview
from app.documents.copy_outputs import Copy, documents, to_folder, to_mails, to_queue
from tests.documents.courriels import APPROVED, WORDS
from tests.documents.sheets import sheets

COPIES = (
    Copy("1/3", "Cabinet PM", sheets(2), sheets(5), "cabinet@pm.example"),
    Copy("2/3", "Préfecture 76 / cellule", sheets(2)),
    Copy("3/3", "SGDSN", sheets(3), address="+33199001201"),
)


def test_a_name_says_which_copy_and_never_hides_a_project_or_an_exercise() -> None:
    assert [name for name, _ in documents(WORDS, COPIES[0])] == [
        "PDS-SIG1-012-1-3-Cabinet PM-PROJET-EXERCICE.pdf",
        "PDS-SIG1-012-annexe-1-3-Cabinet PM-PROJET-EXERCICE.pdf",
    ]
    assert documents(APPROVED, Copy("INT-1/4", "", b""))[0][0] == "PDS-SIG1-012-INT-1-4.pdf"
    (hostile, _), *_ = documents(APPROVED, Copy("1/1", "{0} ../../\u202e%n\\", b""))
    assert not set(hostile) & set("/\\\u202e")


def test_each_copy_reaches_the_queue_with_all_its_pages_and_its_annex_after_it(cups) -> None:
    jobs = to_queue(WORDS, COPIES, "Bureau", two_sided=True)
    assert len(jobs) == 4
    received = [cups.received() for _ in jobs]
    assert [preview.count(one.file) for one in received] == [2, 5, 2, 3]
    assert [one.file for one in received] == [COPIES[0].pdf, COPIES[0].annex, COPIES[1].pdf, COPIES[2].pdf]
    assert received[1].title == "PDS-SIG1-012-annexe-1-3-Cabinet PM-PROJET-EXERCICE"
    assert all("sides=two-sided" in one.options for one in received)


def test_a_queue_that_refuses_the_first_copy_says_so(cups) -> None:
    with pytest.raises(Refused, match="refuse les travaux"):
        to_queue(WORDS, COPIES, "Ferme")


def test_what_was_given_before_it_failed_is_said(cups) -> None:
    with pytest.raises(Unavailable, match="Dernier exemplaire donné à l’imprimante : 2/3"):
        to_queue(WORDS, (COPIES[1], replace(COPIES[2], pdf=b"")), "Bureau")
    cups.received()


def test_a_folder_receives_one_file_for_each_copy_and_each_annex(tmp_path) -> None:
    written = to_folder(WORDS, COPIES, tmp_path)
    assert [path.read_bytes() for path in written.files] == [
        COPIES[0].pdf,
        COPIES[0].annex,
        COPIES[1].pdf,
        COPIES[2].pdf,
    ]
    assert len(os.listdir(tmp_path)) == 4


def test_the_same_copy_is_written_once_and_another_file_of_its_name_stays(tmp_path) -> None:
    (first,) = to_folder(WORDS, COPIES[1:2], tmp_path).files
    assert to_folder(WORDS, COPIES[1:2], tmp_path).files == (first,)
    (other,) = to_folder(WORDS, (replace(COPIES[1], pdf=sheets(1)),), tmp_path).files
    assert other.name == f"{first.stem} (2).pdf"
    assert first.read_bytes() == COPIES[1].pdf


def test_courriels_go_to_those_who_have_an_address_and_the_others_get_a_file(tmp_path) -> None:
    written = to_mails(WORDS, COPIES, tmp_path)
    assert [path.suffix for path in written.files] == [".eml", ".pdf", ".pdf"]
    assert written.bare == COPIES[1:]
    mail = message_from_bytes(written.files[0].read_bytes(), policy=policy.default)
    assert mail["To"].addresses[0].addr_spec == "cabinet@pm.example"
    assert [one.get_content() for one in mail.iter_attachments()] == [COPIES[0].pdf, COPIES[0].annex]
    assert "exemplaire 1/3 — Cabinet PM" in mail.get_body().get_content()


@pytest.mark.parametrize("output", [to_folder, to_mails])
def test_a_folder_that_is_none_is_refused_before_anything_is_written(output, tmp_path) -> None:
    with pytest.raises(Refused) as refusal:
        output(WORDS, COPIES, tmp_path / "absent")
    assert refusal.value.field == "folder"
    assert os.listdir(tmp_path) == []


def test_a_disk_that_fails_leaves_no_half_of_a_file(tmp_path) -> None:
    taken = tmp_path / f"{documents(WORDS, COPIES[1])[0][0]}.partiel"
    taken.mkdir()  # in the place where the file would be prepared
    with pytest.raises(Unavailable, match="choisissez un autre dossier"):
        to_folder(WORDS, COPIES[1:2], tmp_path)
    assert os.listdir(tmp_path) == [taken.name]
