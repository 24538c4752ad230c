"""The directory of the story: what ships of it is understood and calls nobody, and each turn is as it is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core import resources
from app.core.organisations import organisations
from app.demonstration import contacts
from tests.demonstration.stage import Stage, stage

FICTION = re.compile(r"0(?:1 99 00|2 61 91|3 53 01|4 65 71|5 36 49|6 39 98)(?: \d\d){2}")
NUMBER = re.compile(r"0\d(?: \d\d){4}")
NOW = 1_790_244_000_000  # 24 September 2026, 12:00 in Paris


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Stage]:
    made = stage(tmp_path)
    yield made
    made.scene.close()


def test_everybody_in_the_files_is_invented() -> None:
    for name in (contacts.TABLE, contacts.CARDS, "contacts.json", "duties.json"):
        found = NUMBER.findall(resources.path(f"demonstration/directory/{name}").read_text(encoding="utf-8"))
        assert found, name
        assert [number for number in found if not FICTION.fullmatch(number)] == [], name


@pytest.mark.parametrize("name", [contacts.STATE, contacts.TABLE, contacts.CARDS])
def test_every_file_is_read_whole_and_names_organisations_that_are_known(name: str) -> None:
    for one in contacts.source(name, NOW).records():
        assert one.trouble == ()
        code = one.fields.get("organisation", "SIG")
        assert organisations().code_of(code) == code
        if name != contacts.STATE:
            assert one.fields.get("phone:1") or one.private


def test_days_are_counted_back_from_the_day_of_the_story() -> None:
    assert b"2026-09-23" in contacts.file(contacts.TABLE, NOW)
    assert b"{" not in contacts.file(contacts.TABLE, NOW)


def test_what_is_brought_in_is_what_was_foreseen_and_the_number_said_two_ways_is_settled(played: Stage) -> None:
    contacts.bring(played.scene, played.sig)
    cards = contacts.contradict(played.scene, played.sig)
    disputed = contacts.keep_both(played.scene, played.sig, cards)
    assert played.liaison.workstation.reading.contact(disputed).conflicts == (contacts.PHONE,)
    contacts.settle(played.scene, played.sig, disputed)
    contacts.show(played.scene, played.liaison)
    assert played.scene.telling.checked == 6
    assert "   Damien Kerjean : 06 39 98 •• 41 ; montré à INT : 06 39 98 76 41" in played.told


def test_who_will_be_erased_is_there_before(played: Stage) -> None:
    erased = contacts.told().erased
    assert contacts.held(played.sig.workstation, erased.traces) == set()
    contacts.bring(played.scene, played.sig)
    for seat in played.scene.seats:
        assert contacts.held(seat.workstation, erased.traces) == set(erased.traces)
        assert contacts.called(seat.workstation, erased.name)


def test_what_leaves_is_logged_in_the_crisis_and_hides_what_is_private(played: Stage, tmp_path: Path) -> None:
    contacts.bring(played.scene, played.sig)
    contacts.leave(played.scene, played.sig, played.crisis, tmp_path)
    assert {file.suffix for file in tmp_path.glob("incendie-annuaire-EXERCICE-*")} == {".pdf", ".vcf"}
    logged = played.sig.workstation.reading.extractions(played.crisis)
    assert [one.what for one in logged] == ["directory", "directory"]
    (cards,) = tmp_path.glob("*.vcf")
    assert "639987641" not in cards.read_text("utf-8")
