"""The tree of organisations, as the directory fills it."""

from typing import Any

import pytest

from app.core.organisation_groups import MINISTRIES
from app.core.registers.directory import AddContact
from app.core.store import organisation_reading
from app.core.store.organisation_reading import LISTED, TYPE, WORDS
from app.sync.workstation import Workstation
from tests.office import Office


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def organisation(sig: Workstation, name: str, crisis: str = "", **fields: Any) -> str:
    return sig.desk.do(AddContact({"kind": "organisation", "name": name, **fields}, crisis)).id


def names(sig: Workstation, above: str, crisis: str = "") -> list[tuple[str, int, bool]]:
    return [(one.name, one.count, one.more) for one in sig.reading.organisations(above, crisis).nodes]


def test_the_ministries_are_there_before_any_contact_and_say_who_belongs_to_them(sig: Workstation) -> None:
    sig.desk.do(AddContact({"family_name": "Delmas", "organisation": "DGS"}))
    bureau = organisation(sig, "Bureau des alertes", parent="DGS")
    top = {one.node: one for one in sig.reading.organisations().nodes}
    assert top[MINISTRIES].count == 2
    assert ("DGS", 2, True) in names(sig, "SAN")
    assert names(sig, "DGS") == [("CORRUSS", 0, False), ("Bureau des alertes", 0, False)]
    path = sig.reading.organisation_path("bureau des alertes")
    assert [one.name for one in path] == ["Ministères", "Santé", "DGS", "Bureau des alertes"]
    assert path[-1].contact == bureau


def test_organisations_of_nobody_stand_by_type_and_those_without_a_record_by_their_words(sig: Workstation) -> None:
    organisation(sig, "Mairie de Rouen", type="local", dila_id="1")
    organisation(sig, "Police municipale", parent="dila:1")
    sig.desk.do(AddContact({"family_name": "Roy", "organisation": "Aéroclub"}))
    assert names(sig, LISTED) == [("Collectivité ou service local", 1, True)]
    assert names(sig, f"{TYPE}local") == [("Mairie de Rouen", 1, True)]
    assert names(sig, WORDS) == [("Aéroclub", 1, False)]
    assert [one.name for one in sig.reading.organisation_path("dila:1")] == ["Mairie de Rouen"]


def test_many_are_read_a_part_at_a_time(sig: Workstation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisation_reading, "PART", 2)
    for name in ("Aube", "Berre", "Caen", "Dole", "Élan"):
        organisation(sig, name, type="local")
    found, after = list[str](), ""
    for _ in range(3):
        page = sig.reading.organisations(f"{TYPE}local", after=after)
        found += [one.name for one in page.nodes]
        after = page.after
    assert (found, after) == (["Aube", "Berre", "Caen", "Dole", "Élan"], "")


def test_what_a_crisis_added_is_seen_in_that_crisis_alone(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    organisation(sig, "Cellule de terrain", crisis, parent="INT")
    assert ("Cellule de terrain", 0, False) in names(sig, "INT", crisis)
    assert "Cellule de terrain" not in [name for name, _, _ in names(sig, "INT")]


def test_a_loop_of_parents_ends(sig: Workstation) -> None:
    organisation(sig, "Un", parent="Deux")
    organisation(sig, "Deux", parent="Un")
    assert [one.name for one in sig.reading.organisation_path("Un")] == ["Deux", "Un"]


def test_an_organisation_that_answers_to_itself_is_at_the_top(sig: Workstation) -> None:
    organisation(sig, "Seul", parent="Seul")
    assert [one.name for one in sig.reading.organisation_path("Seul")] == ["Seul"]
    (untyped,) = sig.reading.organisations("group:listed").nodes
    assert [one.name for one in sig.reading.organisations(untyped.node).nodes] == ["Seul"]
    assert sig.reading.organisations("seul").nodes == ()
