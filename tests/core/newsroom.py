"""A cell that sends texts out: its head, the authority and a press officer, who met the server a minute ago."""

from dataclasses import replace
from typing import Any

from app.core.clock import Meeting
from app.core.message import Message
from app.core.message_commands import Dispatch, Draft, GiveVisa, Revise, Submit
from app.core.recipients import Recipient, typed
from app.core.store import log, server_time
from app.core.texts import Text
from app.sync.workstation import Workstation
from tests.office import Office, share

AFP, REUTERS, RADIO = typed("AFP <desk@afp.fr>; Reuters <paris@reuters.fr>; La Radio <redac@radio.fr>")
STAY = Text("Restez à l’abri", "Les habitants de douze communes restent à l’abri.", issuer="Gouvernement")
STAY_MORE = Text("Restez à l’abri", "Les habitants de treize communes restent à l’abri.", issuer="Gouvernement")


class Newsroom:
    """What one writes, the others hold once it is spread."""

    def __init__(self, office: Office, **crisis: Any) -> None:
        self.head = office.workstation("SIG1", "C. Morvan", "SIG", "CCOM")
        self.authority = office.workstation("PM1", "H. Brunel", "PM", "DIR")
        self.press = office.workstation("RP1", "N. Bellec", "SIG", "RP")
        self.space = office.crisis(self.head, (self.authority, "DIR"), (self.press, "RP"), **crisis)
        for one in self.all:
            meet(one)

    @property
    def all(self) -> list[Workstation]:
        return [self.head, self.authority, self.press]

    def spread(self, source: Workstation) -> None:
        share(source, self.space, [one for one in self.all if one is not source])

    def message(self, id: str) -> Message:
        return self.head.reading.message(id)

    def drafted(self, text: Text = STAY, kind: str = "line", topic: str = "", **aside: Any) -> str:
        id = self.press.desk.do(Draft(self.space, kind, text, topic, aside)).id
        self.spread(self.press)
        return id

    def cleared(self, text: Text = STAY, kind: str = "line", topic: str = "", **aside: Any) -> str:
        """A message that may go out."""
        id = self.drafted(text, kind, topic, **aside)
        self.clear(id)
        return id

    def clear(self, id: str) -> None:
        """Everybody signs the version in hand."""
        self.press.desk.do(Submit(id))
        self.spread(self.press)
        for one in (self.head, self.authority):
            one.desk.do(GiveVisa(id, None, "favourable"))
            self.spread(one)

    def correct(self, id: str, text: Text = STAY_MORE) -> None:
        """Another version, cleared in its turn."""
        self.press.desk.do(Revise(id, text))
        self.spread(self.press)
        self.clear(id)

    def sent(self, id: str, *recipients: Recipient, channel: str = "press", **more: Any) -> str:
        """The version in hand goes out; the id of the dispatch."""
        self.press.desk.do(Dispatch(id, None, channel, recipients=recipients, **more))
        self.spread(self.press)
        return self.message(id).dispatches[-1].id


def meet(workstation: Workstation, ago: int = 60_000) -> None:
    """It exchanged with the server so many milliseconds ago, and their clocks agree."""
    clock = workstation.clock
    then = clock.now() - ago
    met = Meeting(then, replace(clock.steady(), at=clock.steady().at - ago))
    with workstation.store.database.write() as connection:
        for name, value in server_time.noting(then, 0, met).items():
            log.note(connection, name, str(value).encode())
