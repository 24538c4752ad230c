"""A cascade of three people at my desk, the last of whom has a private number alone."""

from app.core.cascade import Cascade
from app.core.cascade_commands import LogCall, WriteCascade
from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate
from tests.core.cascades import FONTAINE, KERJEAN

MASKED, CLEAR = "06 39 98 •• 41", "06 39 98 00 41"


class Switchboard:
    """What is dialled and written down, in a room."""

    def __init__(self, room) -> None:
        self.room, self.desk, self.reading = room, room.mine.desk, room.mine.reading
        self.contact = self.desk.do(AddContact({"family_name": "Poulain", "organisation": "SAN"})).id
        self.desk.do(AddPrivate(self.contact, "0639980041"))
        (self.poulain,) = self.reading.targets_of([self.contact])
        targets = (KERJEAN, FONTAINE, self.poulain)
        self.id = self.desk.do(WriteCascade(room.space, "Alerte", "Réunion à 05:00.", targets)).id

    @property
    def now(self) -> Cascade:
        return self.reading.cascade(self.id)

    @property
    def private(self):
        return self.reading.masked_numbers(self.now)

    def call(self, target, result: str, **more: object) -> None:
        self.desk.do(LogCall(self.id, target.key, result, **more))
