"""Alerts enter the main courante once, in place of those they supersede, whatever the order they come in."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.store.filtering import EntryFilter
from app.documents import alert_import
from app.documents.alert_import import Brought
from app.sync.workstation import Workstation
from tests.documents.caps import alert
from tests.documents.samples import at
from tests.office import Office

NOW = at(24, 12, 0)
FIRST = alert()
UPDATE = alert(
    identifier="FR.2",
    sent="2026-09-24T04:00:00+02:00",
    kind="Update",
    references="vigilance@meteo.fr,FR.1,2026-09-24T02:00:00+02:00",
    event="Vigilance rouge vent",
)
CANCEL = alert(
    identifier="FR.3",
    sent="2026-09-24T08:00:00+02:00",
    kind="Cancel",
    references="vigilance@meteo.fr,FR.2,2026-09-24T04:00:00+02:00 vigilance@meteo.fr,FR.1,2026-09-24T02:00:00+02:00",
)


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Workstation]:
    office = Office(tmp_path, Clock(lambda: NOW))
    made = office.workstation("SIG1", "C. Morvan")
    yield made
    office.close()


def opened(mine: Workstation, frame: str = "real") -> str:
    from app.core.registers.crisis import OpenCrisis

    return mine.desk.do(OpenCrisis("Tempête", frame, "natural", "INT")).id


def bring(mine: Workstation, space: str, *files: bytes) -> list[Brought]:
    named = [(f"alerte-{n}.xml", raw) for n, raw in enumerate(files, 1)]
    return alert_import.bring_in(mine.desk, mine.reading, mine.reading.crisis(space), named, NOW)


def count(mine: Workstation, space: str) -> int:
    return len(mine.reading.entry_keys(EntryFilter(space)))


def test_an_alert_is_an_entry_that_keeps_its_own_file(mine: Workstation) -> None:
    space = opened(mine)
    (brought,) = bring(mine, space, FIRST)
    entry = mine.reading.entry(brought.id)
    assert (brought.outcome, brought.number, entry.type) == ("written", "SIG1-0001", "external_alert")
    assert (entry.sender, entry.rating) == ("Météo-France", "F6")
    assert entry.place is not None
    assert entry.place.code == "76540"
    (file,) = entry.files
    assert (file.name, file.type, file.sha256) == ("alerte-1.xml", "application/cap+xml", sha256(FIRST).hexdigest())
    assert mine.reading.file(file.sha256) == FIRST


def test_an_alert_already_imported_writes_nothing_and_is_said(mine: Workstation) -> None:
    space = opened(mine)
    bring(mine, space, FIRST)
    (again,) = bring(mine, space, FIRST)
    assert (again.outcome, again.number) == ("known", "SIG1-0001")
    assert "Rien n'a été écrit" in again.words
    assert count(mine, space) == 1
    twice = bring(mine, space, UPDATE, UPDATE)
    assert [one.outcome for one in twice] == ["written", "known"]


@pytest.mark.parametrize("together", [True, False])
def test_an_update_chain_supersedes_in_whatever_order_its_files_are_given(mine: Workstation, together: bool) -> None:
    space = opened(mine)
    given = (CANCEL, UPDATE, FIRST)
    brought = bring(mine, space, *given) if together else [bring(mine, space, one)[0] for one in given]
    cancel, update, first = (mine.reading.entry(one.id) for one in brought)
    assert {(link.kind, link.target) for link in update.links} == {("replaces", first.id)}
    assert {link.target for link in cancel.links} == {first.id, update.id}
    assert first.links == ()
    if not together:
        assert all(f" ; remplacée par {one.number}" in brought[2].words for one in (cancel, update))
    if together:
        assert (first.number, brought[0].replaced) == ("SIG1-0001", ("SIG1-0002", "SIG1-0001"))


def test_a_file_that_is_refused_stops_none_of_the_others(mine: Workstation) -> None:
    space = opened(mine)
    brought = bring(mine, space, b"rien", FIRST, alert(identifier="FR.9", status="Test"))
    assert [one.outcome for one in brought] == ["refused", "written", "refused"]
    assert "d'essai" in brought[2].words
    assert count(mine, space) == 1


def test_an_alert_of_an_exercise_stays_out_of_a_real_crisis_and_a_real_one_is_flagged_in_an_exercise(
    mine: Workstation,
) -> None:
    space = opened(mine, "exercise")
    brought = bring(mine, space, FIRST, alert(identifier="FR.9", status="Exercise"))
    subjects = [mine.reading.entry(one.id).subject for one in brought]
    assert subjects == ["[ALERTE RÉELLE] Vigilance orange vent", "Vigilance orange vent"]


def test_a_folder_of_everything_is_not_imported_by_mistake(mine: Workstation) -> None:
    with pytest.raises(Refused, match="au plus à la fois"):
        bring(mine, opened(mine), *[FIRST] * 201)
