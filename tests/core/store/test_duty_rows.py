"""The slots as the table has them, and what the directory adds."""

from datetime import date

from app.core.contact import node
from app.core.duty import line_of
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty, AddRotation
from app.core.rotations import Turn
from app.core.store import duty_rows
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.office import Office

DAY = 24 * 3_600_000


def test_each_line_is_found_once_however_many_slots_it_has(office: Office, sig: Workstation) -> None:
    for function in ("b", "a"):
        sig.desk.do(AddRotation("SAN", function, (Turn("", "Delmas"),), date(2027, 1, 4), 5))
    with sig.store.read() as transaction:
        assert duty_rows.lines(transaction.connection, office.directory) == [line_of("SAN", "a"), line_of("SAN", "b")]
        assert duty_rows.lines(transaction.connection, "a" * 64) == []


def test_beside_a_window_are_the_last_before_and_the_first_after(office: Office, sig: Workstation) -> None:
    fields = {"organisation": "SAN", "function": ""}
    spans = {"longue": (-40, -2), "courte": (-9, -5), "dedans": (1, 2), "suivante": (6, 8), "plus tard": (9, 12)}
    for name, (starts, ends) in spans.items():
        hours = {"starts": NOW + starts * DAY, "ends": NOW + ends * DAY}
        sig.desk.do(AddDuty({**fields, **hours, "holder_name": name}))
    line = line_of("SAN", "")
    with sig.store.read() as transaction:
        found = duty_rows.beside(transaction.connection, office.directory, [line, "autre"], NOW, NOW + 3 * DAY)
    assert sorted(row.name for row in found[line]) == ["longue", "suivante"]
    assert found["autre"] == []


def test_a_switchboard_is_the_organisation_s_own_or_one_that_somebody_of_it_gives(
    office: Office, sig: Workstation
) -> None:
    def phone(number: str, usage: str) -> dict[str, object]:
        return {"phone:1": {"number": number, "usage": usage}}

    mine = {"kind": "organisation", "name": "ministère de la Santé", **phone("01 99 00 60 00", "office")}
    sig.desk.do(AddContact(mine))
    sig.desk.do(AddContact({"family_name": "A", "organisation": "INT", **phone("01 99 00 00 01", "mobile")}))
    sig.desk.do(AddContact({"family_name": "B", "organisation": "INT", **phone("01 99 00 00 02", "switchboard")}))
    with sig.store.read() as transaction:
        found = duty_rows.switchboards(transaction.connection, office.directory, ["SAN", "INT", "AGRI", ""])
    assert found == {"SAN": "+33199006000", "INT": "+33199000002"}
    assert node("SAN") == "SAN"
