"""What leaves is noted before it has its name: refused, nothing is there."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.store.filtering import EntryFilter
from app.documents import exporting
from app.sync.workstation import Workstation
from tests.documents.extracts import EXTRACT
from tests.office import Office


@pytest.fixture
def mine(office: Office) -> Workstation:
    return office.workstation("SIG1", "C. Morvan")


@pytest.fixture
def space(office: Office, mine: Workstation) -> str:
    made = office.crisis(mine)
    mine.desk.do(Record(made, "un feu", key_event=True))
    mine.desk.do(Record(made, "une note"))
    return made


@pytest.mark.parametrize("format", ["pdf", "odt", "csv", "ods", "json"])
def test_each_format_is_written_and_noted_with_its_hash(
    mine: Workstation, space: str, format: str, tmp_path: Path
) -> None:
    extract = mine.reading.extract(EntryFilter(space, key_events=True))
    file = tmp_path / "dossier neuf" / f"été/{format}.x".replace("/", " ")
    taken = exporting.take_out(mine.desk, extract, format, file)
    assert taken.sha256 == sha256(file.read_bytes()).hexdigest()
    (noted,) = mine.reading.extractions(space)
    assert (noted.what, noted.format, noted.count, noted.sha256) == ("journal", format, 1, taken.sha256)
    assert noted.filter.startswith("faits marquants ; heure du fait")
    beside = {one.name for one in file.parent.iterdir()} - {file.name}
    assert beside == ({f"{file.stem}-dictionnaire.csv"} if format == "csv" else set())


def test_an_export_that_is_refused_leaves_nothing(mine: Workstation, space: str, tmp_path: Path) -> None:
    file = tmp_path / "mc.csv"
    strange = replace(EXTRACT, crisis=replace(EXTRACT.crisis, id="e" * 64))
    with pytest.raises(Refused, match="n'est pas connue"):
        exporting.take_out(mine.desk, strange, "csv", file)
    with pytest.raises(Refused, match="Format inconnu"):
        exporting.take_out(mine.desk, mine.reading.extract(EntryFilter(space)), "doc", file)
    assert list(tmp_path.glob("*.*")) == []
    assert mine.reading.extractions(space) == []


def test_a_disk_that_says_no_leaves_nothing_noted(mine: Workstation, space: str, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("déjà là")
    with pytest.raises(OSError, match="fichier"):
        exporting.take_out(mine.desk, mine.reading.extract(EntryFilter(space)), "csv", tmp_path / "fichier" / "mc.csv")
    assert mine.reading.extractions(space) == []


def test_the_list_of_decisions_leaves_in_the_same_formats(mine: Workstation, space: str, tmp_path: Path) -> None:
    mine.desk.do(Record(space, "évacuer", type="decision", options="confiner", rationale="le vent"))
    extract = mine.reading.decisions(space)
    for format in ("pdf", "odt", "csv", "ods", "json"):
        exporting.take_out(mine.desk, extract, format, tmp_path / f"d.{format}")
    (decision,) = json.loads((tmp_path / "d.json").read_bytes())["entries"]
    assert (decision["decision"], decision["options"]) == ("D-SIG1-001", "confiner")
    assert {one.what for one in mine.reading.extractions(space)} == {"decisions"}
