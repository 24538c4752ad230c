"""The second brief, what is said of the copies of the first, and what else leaves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.entry_commands import Record
from app.demonstration import fire, papers
from app.demonstration.situation import point
from app.demonstration.telling import NotAsTold
from app.documents import copies
from tests.demonstration.stage import Stage, stage


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Stage]:
    made = stage(tmp_path)
    made.sig.workstation.desk.do(Record(made.crisis, "Propagation stoppée", key_event=True))
    yield made
    made.scene.close()


def first(played: Stage) -> papers.Frozen:
    made = papers.freeze(played.scene, played.sig, played.crisis, "standard", {1: "Incendie contenu."})
    workstation = played.sig.workstation
    found = workstation.reading.brief(made.id)
    command = copies.make(made.made.pdf, made.made.printed.annex, found, played.sig.prefix, ["Cabinet PM"])
    workstation.desk.do(command)
    return made


def test_what_came_late_is_in_the_second_brief_and_the_copy_of_the_first_is_replaced(
    played: Stage, tmp_path: Path
) -> None:
    frozen = first(played)
    fire.write(played.scene, played.liaison, played.crisis, point().late, point().late_ago)
    played.scene.until_settled(played.crisis)
    second = papers.follow(played.scene, played.sig, played.crisis, frozen.id, tmp_path)
    assert (tmp_path / "incendie-point-2.pdf").read_bytes() == second.made.pdf
    played.scene.until_settled(played.crisis)
    copied = tmp_path / "exemplaire.pdf"
    copied.write_bytes(played.sig.workstation.reading.copy_file(frozen.id, "1/1"))
    papers.verify(played.scene, played.liaison, second, copied)
    assert played.scene.telling.checked == 5
    assert any("remplacé par PDS-SIG1-002" in line for line in played.told)


def test_a_brief_that_nothing_late_is_in_is_not_as_told(played: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAsTold):
        papers.follow(played.scene, played.sig, played.crisis, first(played).id, tmp_path)


def test_one_copy_leaves_as_a_courriel_and_the_text_can_be_edited(played: Stage, tmp_path: Path) -> None:
    papers.send(played.scene, played.sig, first_without_copies(played), tmp_path)
    mail = (tmp_path / "incendie-point-1.eml").read_text("utf-8")
    assert "cabinet@pm.example" in mail
    assert (tmp_path / "incendie-point-1.odt").read_bytes().startswith(b"PK")


def first_without_copies(played: Stage) -> papers.Frozen:
    return papers.freeze(played.scene, played.sig, played.crisis, "standard", {1: "Incendie contenu."})
