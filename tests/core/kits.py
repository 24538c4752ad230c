"""A crisis with people on call, contacts, texts and a private number: what a degraded kit is made of."""

from app.core.kit import Kit, gathered, open_crises
from app.core.message_commands import Submit
from app.core.registers.crisis import EditCrisis
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.core.registers.private import AddPrivate
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.clocks import HOUR
from tests.core.newsroom import AFP, Newsroom
from tests.office import Office

PRIVATE = "06 39 98 00 41"


def furnished(office: Office, **crisis: object) -> Newsroom:
    """Somebody on call now, nobody from tomorrow on, a deputy, a private number, a text in force and one in visa."""
    office.open_private()
    room = Newsroom(office, lead="INT", title="Incendie d'un site industriel", **crisis)
    people(room.head)
    room.sent(room.cleared(topic="air"), AFP)
    room.head.desk.do(EditCrisis(room.space, {"associated": ("SAN",)}))
    room.spread(room.head)
    waiting = room.drafted(Text("Eau potable", "L'eau se boit.", issuer="Gouvernement"))
    room.press.desk.do(Submit(waiting))
    room.spread(room.press)
    return room


def people(one: Workstation) -> None:
    """Two contacts of organisations of the crisis, one of another; three slots."""

    def contact(name: str, organisation: str, phone: str = "") -> str:
        number = {"phone:1": {"number": phone, "usage": "duty", "public": False}} if phone else {}
        return one.desk.do(AddContact({"family_name": name, "organisation": organisation, **number})).id

    kerjean = contact("Kerjean", "INT", "01 99 00 33 41")
    poulain = contact("Poulain", "SAN")
    contact("Ailleurs", "ECO", "01 99 00 12 01")
    one.desk.do(AddPrivate(poulain, PRIVATE))
    for organisation, holder, starts, ends in (
        ("INT", kerjean, -2, 20),
        ("SAN", poulain, -1, 100),
        ("ECO", kerjean, 60, 70),
    ):
        hours = {"starts": NOW + starts * HOUR, "ends": NOW + ends * HOUR}
        one.desk.do(AddDuty({"organisation": organisation, "function": "DICOM", "holder": holder, **hours}))


def kit(one: Workstation) -> Kit:
    return gathered(one.desk, one.reading, open_crises(one.reading))
