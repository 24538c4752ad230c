"""Slots are written right or not at all, in turn in one go, and stay where everybody who needs them reads them."""

from datetime import date
from typing import Any

import pytest

from app.core.duty import DAY
from app.core.errors import Refused
from app.core.registers.crisis import CloseCrisis
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty, AddRotation, EditDuty
from app.core.rotations import Turn
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.office import Office, share

HOUR = 3_600_000
FIELDS: dict[str, Any] = {
    "organisation": "ministère de la Santé",
    "function": "DICOM",
    "holder_name": "F. Delmas",
    "phone": "01 99 00 33 15",
    "starts": NOW,
    "ends": NOW + 7 * DAY,
}
WEEKS = AddRotation("SAN", "DICOM", (Turn("", "Delmas"), Turn("", "Marchal")), date(2026, 10, 19), 3)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory):
    made = Office(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture(scope="module")
def crisis(office: Office, sig: Workstation) -> str:
    return office.crisis(sig)


def test_a_slot_is_kept_with_its_organisation_and_its_number_in_one_form(sig: Workstation) -> None:
    one = sig.reading.duty(sig.desk.do(AddDuty({**FIELDS, "function": "cabinet"})).id)
    assert (one.organisation, one.phone, one.zone, one.kind, one.last) == (
        *("SAN", "+33199003315", "Europe/Paris", "normal"),
        False,
    )
    assert one.author.name == "Camille Morvan"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends": NOW}, "ends"),
        ({"ends": NOW + 63 * DAY}, "ends"),
        ({"starts": "demain"}, "starts"),
        ({"starts": -1}, "starts"),
        ({"zone": "Europe/Rouen"}, "zone"),
        ({"holder_name": ""}, "holder"),
        ({"phone": "12"}, "phone"),
        ({"organisation": " "}, "organisation"),
        ({"kind": "volante"}, "kind"),
        ({"holder": "f" * 64}, "holder"),
        ({"holder": "nobody"}, "holder"),
        ({"colour": "rouge"}, "colour"),
        ({"remark": "x" * 2_001}, "remark"),
    ],
)
def test_a_slot_is_written_right_or_not_at_all(sig: Workstation, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        sig.desk.do(AddDuty({**FIELDS, **changed}))
    assert refused.value.field == field


def test_the_same_slot_is_not_written_twice_and_an_overlap_is(sig: Workstation) -> None:
    fields = {**FIELDS, "function": "nuit"}
    first = sig.desk.do(AddDuty(fields)).id
    with pytest.raises(Refused, match="déjà écrite"):
        sig.desk.do(AddDuty({**fields, "organisation": "SAN", "phone": ""}))
    sig.desk.do(AddDuty({**fields, "holder_name": "J. Marchal"}))
    sig.desk.do(EditDuty(first, {"cancelled": True}))
    again = sig.desk.do(AddDuty(fields)).id
    with pytest.raises(Refused, match="déjà écrite"):
        sig.desk.do(EditDuty(first, {"cancelled": False}))
    assert again != first


def test_a_cancelled_slot_is_corrected_only_once_it_is_back(sig: Workstation) -> None:
    id = sig.desk.do(AddDuty({**FIELDS, "function": "annulée"})).id
    sig.desk.do(EditDuty(id, {"cancelled": True}))
    with pytest.raises(Refused, match="rétablissez"):
        sig.desk.do(EditDuty(id, {"remark": "note"}))
    with pytest.raises(Refused, match="Rien"):
        sig.desk.do(EditDuty(id, {"cancelled": True}))
    sig.desk.do(EditDuty(id, {"cancelled": False}))
    assert not sig.reading.duty(id).cancelled


def test_a_contact_takes_the_place_of_a_name_and_the_other_way(sig: Workstation) -> None:
    contact = sig.desk.do(AddContact({"family_name": "Delmas"})).id
    id = sig.desk.do(AddDuty({**FIELDS, "function": "titulaire"})).id
    sig.desk.do(EditDuty(id, {"holder": contact}))
    assert (sig.reading.duty(id).holder, sig.reading.duty(id).holder_name) == (contact, "")
    sig.desk.do(EditDuty(id, {"holder_name": "X"}))
    assert (sig.reading.duty(id).holder, sig.reading.duty(id).holder_name) == ("", "X")
    with pytest.raises(Refused, match="pas les deux"):
        sig.desk.do(AddDuty({**FIELDS, "holder": contact}))


def test_a_rotation_is_written_whole_under_one_name(sig: Workstation) -> None:
    first = sig.reading.duty(sig.desk.do(WEEKS).id)
    rows = [row for row in sig.reading.duties("", first.starts, first.starts + 22 * DAY) if row.rotation]
    assert [row.name for row in rows] == ["Delmas", "Marchal", "Delmas"]
    assert [(row.ends - row.starts) // HOUR for row in rows] == [169, 168, 168]
    assert {row.rotation for row in rows} == {first.rotation}
    before = len(sig.reading.duties("", 0, NOW * 2))
    with pytest.raises(Refused, match="déjà"):
        sig.desk.do(AddRotation("SAN", "DICOM", WEEKS.turns[::-1], date(2026, 10, 12), 3))  # its second turn is there
    assert len(sig.reading.duties("", 0, NOW * 2)) == before


@pytest.mark.parametrize(
    "changed",
    [{"turns": ()}, {"turns": (Turn(),)}, {"days": 0}, {"days": 63}, {"count": 0}, {"count": 401}, {"hour": 24}],
)
def test_a_rotation_is_written_right_or_not_at_all(sig: Workstation, changed: dict[str, Any]) -> None:
    said = {name: getattr(WEEKS, name) for name in ("organisation", "function", "turns", "first", "count")}
    with pytest.raises(Refused):
        sig.desk.do(AddRotation(**{**said, "function": "autre", **changed}))


def test_a_slot_of_a_crisis_stays_there_and_the_directory_names_nobody_of_a_crisis(
    office: Office, sig: Workstation, crisis: str
) -> None:
    there = sig.desk.do(AddContact({"family_name": "Animateur"}, crisis)).id
    one = sig.reading.duty(sig.desk.do(AddDuty({**FIELDS, "holder": there, "holder_name": ""}, crisis)).id)
    assert one.space == crisis
    with pytest.raises(Refused, match="n'est que dans l'annuaire d'une crise"):
        sig.desk.do(AddDuty({**FIELDS, "holder": there, "holder_name": ""}))
    closed = office.crisis(sig)
    id = sig.desk.do(AddDuty(FIELDS, closed)).id
    sig.desk.do(CloseCrisis(closed))
    for command in (AddDuty(FIELDS, closed), EditDuty(id, {"remark": "x"})):
        with pytest.raises(Refused, match="close"):
            sig.desk.do(command)


def test_observers_write_no_slot(office: Office, sig: Workstation) -> None:
    observer = office.workstation("OBS1", "Olga Observe", "SGDSN", "OBS")
    with pytest.raises(Refused):
        observer.desk.do(AddDuty(FIELDS))


def test_hours_corrected_apart_may_make_a_slot_too_long_and_it_is_still_found(office: Office, sig: Workstation) -> None:
    other = office.workstation("SIG2", "Noé Bellec")
    fields = {**FIELDS, "function": "longue", "ends": NOW + 60 * DAY}
    id = sig.desk.do(AddDuty(fields)).id
    share(sig, office.directory, [other])
    sig.desk.do(EditDuty(id, {"starts": NOW - 2 * DAY}))
    other.desk.do(EditDuty(id, {"ends": NOW + 62 * DAY}))
    share(other, office.directory, [sig])
    assert id in {row.id for row in sig.reading.duties("", NOW - 2 * DAY, NOW - 2 * DAY + 1)}
