"""The cascade of the story: printed, keyed in after, and its second pass the same on both workstations."""

from pathlib import Path

from app.core import times
from app.demonstration import calls, contacts, duties
from app.demonstration.telling import ZONE
from tests.demonstration.stage import stage

NOW = 1_790_244_000_000  # 24 September 2026, 12:00 in Paris


def test_the_sheet_says_when_each_call_was_made() -> None:
    head, *lines = calls.paper(NOW).splitlines()
    assert head == "qui;résultat;heure;remarque;composé"
    assert len(lines) == len(duties.told().cascade.called)
    first = duties.told().cascade.called[0]
    assert lines[0].split(";")[2] == times.hour(NOW - first.ago * times.MINUTE, ZONE)


def test_a_cascade_is_printed_run_and_finished_by_another(tmp_path: Path) -> None:
    played = stage(tmp_path)
    try:
        contacts.bring(played.scene, played.sig)
        duties.write(played.scene, played.sig, played.crisis)
        id = calls.run(played.scene, played.sig, played.crisis, tmp_path)
        played.scene.until_settled(played.crisis)
        calls.finish(played.scene, played.liaison, id)
    finally:
        played.scene.close()
    assert len(list(tmp_path.glob("incendie-feuille-appel-CAS-SIG1-001*-EXERCICE.pdf"))) == 2
    told = duties.told().cascade.then.name
    assert played.told[-1] == f"   ✓ INT joint {told} : il n'y est plus, nulle part"
