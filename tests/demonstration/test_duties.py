"""The on-call table of the story is the same at whatever hour it is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core import duty_question
from app.core.clock import Clock, milliseconds
from app.core.incoming import Incoming
from app.core.organisations import organisations
from app.demonstration import contacts, duties
from app.demonstration.telling import ZONE
from tests.demonstration.stage import stage


def test_every_line_is_of_a_known_organisation_and_every_slot_of_somebody_brought_in() -> None:
    told = duties.told()
    people = {f"{one.fields.get('given_name')} {one.fields.get('family_name')}" for one in _people()}
    for line in (*told.lines, told.rotation):
        assert organisations().code_of(line.organisation) == line.organisation
    named = {who for line in told.lines for slot in line.slots for who in (slot.holder, slot.deputy) if who}
    assert named | set(told.rotation.people) | {one.name for one in told.cascade.called} <= people


@pytest.mark.parametrize(
    "hour",
    [datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 11, 23, 6, 59, 59, tzinfo=UTC)],
    ids=["the night the clocks change", "a second before a handover"],
)
def test_whatever_the_hour_the_table_has_its_gap_and_both_give_the_same_answer(hour: datetime, tmp_path: Path) -> None:
    now = milliseconds(hour)
    played = stage(tmp_path, Clock(lambda: now))
    try:
        contacts.bring(played.scene, played.sig)
        duties.write(played.scene, played.sig, played.crisis)
        duties.ask(played.scene, (played.sig, played.liaison), played.crisis)
        duties.leave(played.scene, played.sig, played.crisis, tmp_path)
    finally:
        played.scene.close()
    assert played.scene.telling.checked == 6
    assert "   ✓ 8 lignes d'astreinte dans l'exercice : 3 lacunes et 1 recouvrement trouvés d'eux-mêmes" in played.told
    assert any("PERSONNE D'ASTREINTE" in line and "standard 01 99 00 60 00" in line for line in played.told)
    assert (tmp_path / "incendie-tableau-astreinte-EXERCICE.pdf").read_bytes().startswith(b"%PDF")


def test_the_question_of_the_night_is_about_one_ministry() -> None:
    now = Clock().now()
    asked = duty_question.understood(duties.told().asked, now, ZONE)
    assert asked == duty_question.Question("SAN", "", now)


def _people() -> list[Incoming]:
    return list(contacts.source(contacts.TABLE, Clock().now()).records())
